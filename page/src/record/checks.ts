/** What can be seen to be missing or not to fit before the server is asked. */

import type { Schema } from "@sjsf/form";
import { createSchemaValidatorFactory, defaultValidatorFactory } from "@sjsf/cfworker-validator";
import type { TypedSource } from "./draft.svelte";
import type { Fault } from "./faults.svelte";
import { cannotBePlaced } from "./when";

const validators = createSchemaValidatorFactory(defaultValidatorFactory);
/** Keywords that only say that something in it does not fit. */
const OUTER = ["properties", "items", "additionalProperties", "propertyNames"];

/** The faults of a type's data against its schema, told as the API would. */
export function check(data: unknown, schema: Schema): Fault[] {
  const { errors } = validators(schema, schema).validate(data ?? {});
  const faults: Fault[] = [];
  for (const { keyword, instanceLocation, error } of errors) {
    if (OUTER.includes(keyword)) continue;
    const at = ["data", ...instanceLocation.split("/").slice(1)];
    const missing = keyword === "required" && /"([^"]+)"\.?$/.exec(error)?.[1];
    if (missing) at.push(missing);
    faults.push({ path: at.join("."), detail: missing ? "is missing" : inWords(keyword, error) });
  }
  return faults;
}

function inWords(keyword: string, error: string): string {
  if (keyword === "pattern") return "is not written as it should be: see the hint above";
  if (keyword === "minimum" || keyword === "maximum") return error;
  if (keyword === "type") return "is not of the right kind";
  return error;
}

/** The faults of when it happened. */
export function checkWhen(typed = "", path = "occurred"): Fault[] {
  if (!typed.trim()) return [{ path, detail: "say when it happened" }];
  const detail = cannotBePlaced(typed);
  return detail ? [{ path, detail }] : [];
}

/** The faults of what was typed of sources. */
export const checkSources = (sources: TypedSource[]): Fault[] =>
  sources.flatMap(({ publisher, url }, index) => {
    const faults: Fault[] = [];
    const address = url?.trim();
    if (!publisher?.trim())
      faults.push({ path: `sources.${index}.publisher`, detail: "say who publishes it" });
    if (address && !isAddress(address)) {
      const detail = `'${address}' is no web address; it begins with http:// or https://`;
      faults.push({ path: `sources.${index}.url`, detail });
    }
    return faults;
  });

const isAddress = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
