/** Values of an event in words, whatever its type: for what is read back, and for differences. */

import { inWordsOf, isRange } from "$/kit/values";
import { inSentence } from "$/words";
import { isObject } from "./json";
import { detailOf } from "./nouns";
import type { JsonObject } from "./json";

/** A value in words: an actor by its name, a range by its figures, a list in a row. */
export function inWord(value: unknown): string {
  if (value === null || value === undefined || value === "") return "nothing";
  if (Array.isArray(value)) return value.length ? value.map(inWord).join("; ") : "nothing";
  if (!isObject(value) || isRange(value)) return inWordsOf(value);
  if (typeof value.name === "string") {
    const detail = detailOf(value);
    return detail ? `${value.name} (${detail})` : value.name;
  }
  if (typeof value.publisher === "string") return inSource(value);
  return Object.entries(value)
    .map(([name, part]) => `${inSentence(name).toLowerCase()} ${inWord(part)}`)
    .join(", ");
}

function inSource(source: JsonObject): string {
  const { publisher, quoted, published, url } = source;
  const parts = [quoted && `quoting ${inWord(quoted)}`, published && inWord(published), url];
  return [publisher, ...parts].filter(Boolean).map(String).join(", ");
}

/** The fields of an event's data, each in a line. */
export function inLines(data: Record<string, unknown>): { name: string; told: string }[] {
  return Object.entries(data)
    .filter(([name]) => name !== "external" && name !== "about")
    .map(([name, value]) => ({ name: inSentence(name), told: inWord(value) }));
}

export interface Difference {
  name: string;
  old: string;
  next: string;
}

/** What differs between an event as it is and as it was typed, field by field. */
export function differences(from: JsonObject, to: JsonObject, prefix = ""): Difference[] {
  const found: Difference[] = [];
  for (const name of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const [old, next] = [from[name], to[name]];
    if (JSON.stringify(old) === JSON.stringify(next)) continue;
    const label = prefix ? `${prefix}: ${inSentence(name).toLowerCase()}` : inSentence(name);
    if (name === "data" && isObject(old) && isObject(next)) found.push(...differences(old, next));
    else if (isObject(old) && isObject(next) && !("id" in old))
      found.push(...differences(old, next, label));
    else {
      const words = (value: unknown) =>
        name === "type" ? inSentence(String(value)) : inWord(value);
      found.push({ name: label, old: words(old), next: words(next) });
    }
  }
  return found;
}
