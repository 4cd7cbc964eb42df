/**
 * The catalogue's JSON Schema of a type's data, made fit for people before a form is made of it.
 *
 * Nothing here knows a type of event: whatever the catalogue tells is made into fields of a few
 * kinds, which `format` names; the form has a control for each.
 */

import type { Schema } from "@sjsf/form";
import { inSentence } from "$/words";

/** Nouns that are told whole once, and by their id or as they are stored from then on. */
export type Noun = "actor" | "place" | "agreement";

export const isNoun = (format: string | undefined): format is Noun =>
  format === "actor" || format === "place" || format === "agreement";

/** What a source coded elsewhere is not typed by hand; a correction leaves it as it is. */
const LEFT_OUT = ["external"];
/** What most events do not have is asked for last. */
const LAST = ["casualties", "about"];
const TAIL = /(^|_)(by|of|with|from|to|against|between|into|for)$/;

/** The schema as the catalogue tells it, of which only these parts are looked at. */
type Told = Omit<Schema, "items" | "anyOf" | "properties" | "additionalProperties" | "$defs"> & {
  items?: Told;
  anyOf?: Told[];
  properties?: Record<string, Told>;
  additionalProperties?: boolean | Told;
  $defs?: Record<string, Told>;
};

/** The schema of a type's data as a form is made of it. */
export function forPeople(told: Schema): Schema {
  const whole = told as Told;
  const form = withProperties(whole, whole.$defs ?? {}, LEFT_OUT);
  delete form.title;
  delete form.description;
  return form;
}

/** What tells a noun whole, from the definitions of any schema that has it. */
export function nounOf(told: Schema, noun: Noun): Schema | null {
  const defs = (told as Told).$defs ?? {};
  const found = Object.values(defs).find((part) => part.title?.toLowerCase() === noun);
  return found ? fit(found, defs, noun) : null;
}

function withProperties(told: Told, defs: Record<string, Told>, leftOut: string[] = []): Schema {
  const { properties = {}, required = [] } = told;
  const rank = (name: string) =>
    required.includes(name) ? 0 : LAST.includes(name) ? 2 + LAST.indexOf(name) : 1;
  const names = Object.keys(properties)
    .filter((name) => !leftOut.includes(name))
    .toSorted((a, b) => rank(a) - rank(b));
  const fields = names.map((name) => [name, fit(properties[name]!, defs, name)] as const);
  return {
    type: "object",
    title: told.title,
    description: told.description,
    properties: Object.fromEntries(fields),
    required: [...required],
    additionalProperties: false,
  };
}

/** One part of a schema, with its references resolved and without the null of what is optional. */
function fit(told: Told, defs: Record<string, Told>, name: string): Schema {
  const { $ref, anyOf, $defs: _, ...own } = told;
  if ($ref) {
    const meant = defs[$ref.split("/").at(-1)!] ?? {};
    return fit({ ...meant, ...own, title: own.title ?? meant.title }, defs, name);
  }
  if (anyOf) {
    const options = anyOf.filter((option) => option.type !== "null");
    const whole = options.find((option) => option.properties?.id);
    const noun = told.title?.toLowerCase();
    if (whole && isNoun(noun)) {
      const form = withProperties(whole, defs);
      const { description } = own;
      return { ...form, format: noun, title: label(name, noun), description };
    }
    if (options.length === 1) {
      const only = options[0]!;
      const { description, default: given } = own;
      // A country says by its description what it is, and the field what it is for.
      const isCountry = /ISO 3166/.test(only.description ?? "");
      const said = description === undefined || isCountry ? only : { ...only, description };
      const fitted = fit(said, defs, name);
      if (isCountry) fitted.description = description ?? fitted.description;
      return { ...fitted, ...(given == null ? {} : { default: given }) };
    }
  }
  const { examples: _examples, default: given, ...kept } = own;
  const { properties, items, additionalProperties, ...plain } = kept;
  const base: Schema = { ...(plain as Schema), title: label(name, plain.type as string) };
  if (given !== undefined && given !== null) base.default = given;
  if (properties) return { ...withProperties(kept, defs), title: label(name, "object") };
  if (items) {
    const item = fit(items, defs, singular(name));
    const lines = item.type === "string" && !item.format && !item.enum;
    const title = isNoun(item.format) ? label(name, item.format) : base.title;
    return { ...base, title, items: item, ...(lines ? { format: "lines" } : {}) };
  }
  if (typeof additionalProperties === "object") {
    return {
      ...base,
      additionalProperties: fit(additionalProperties, defs, name),
      format: "tally",
    };
  }
  if (told.title === "Span") return { ...base, format: "span" };
  if (/ISO 3166/.test(told.description ?? "")) return { ...base, format: "country" };
  if (told.format === "uuid" || isIdOf(told, "body")) {
    const description = told.description?.replace(/^The id of the /, "The ");
    return { ...base, description, format: told.format === "uuid" ? "happening" : "actor-id" };
  }
  return base;
}

/** Whether it is the id of another thing that is told elsewhere. */
const isIdOf = (told: Told, what: string): boolean =>
  told.type === "string" && new RegExp(`^The id of the ${what}`).test(told.description ?? "");

const singular = (name: string): string => name.replace(/ies$/, "y").replace(/s$/, "");

/** A field's name as a label; `by` alone says too little: by whom. */
function label(name: string, kind: string | undefined): string {
  const words = inSentence(name);
  if (name === "about") return "About another event";
  if (!TAIL.test(name)) return words;
  if (kind === "actor") return `${words} whom`;
  return kind === "string" ? `${words} what` : words;
}

/** Whether what was told of a noun is all that it needs. */
export function isWhole(value: unknown, schema: Schema): boolean {
  const fields = (value ?? {}) as Record<string, unknown>;
  return (schema.required ?? []).every((name) => fields[name] !== undefined && fields[name] !== "");
}

/** Values without those that say what is meant anyway (`all_parties: false`). */
export function withoutDefaults<T extends object>(data: T, schema: Schema): T {
  const kept = Object.entries(data).filter(([name, value]) => {
    const field = schema.properties?.[name];
    return typeof field !== "object" || field.default === undefined || field.default !== value;
  });
  return Object.fromEntries(kept) as T;
}
