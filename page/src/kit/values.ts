/** Values of events in words: actors, places, ranges, dates, lists and what is nested in them. */

import { inWords } from "$/dates";
import type { Actor, Figure, Place, Source } from "$/made/api";
import { figure, inSentence, listed, number } from "$/words";

export type Nested = Record<string, unknown>;

export const isNested = (value: unknown): value is Nested =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const KINDS = ["state", "person", "armed_group", "armed_forces", "organisation", "civilians"];

export const isActor = (value: unknown): value is Actor =>
  isNested(value) && "name" in value && KINDS.includes(String(value.kind));

export const isPlace = (value: unknown): value is Place =>
  isNested(value) && "name" in value && "country" in value && !isActor(value);

const RANGE = ["low", "best", "high"];

export const isRange = (value: unknown): value is Partial<Figure> =>
  isNested(value) &&
  Object.keys(value).length > 0 &&
  Object.keys(value).every((key) => RANGE.includes(key));

export const isSource = (value: unknown): value is Source =>
  isNested(value) && "publisher" in value;

const DATE = /^\d{4}(-\d\d(-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?)?)?(\/\d{4}[\d:.TZ+-]*)?$/;

/** Whether a text is a date as the ledger writes it; a year alone may as well be a number. */
export const isDay = (text: string): boolean => text.length > 4 && DATE.test(text);

/** `all_parties` as `All parties`; `civilians_killed` as `Civilians killed`. */
export const fieldName = (field: string): string => inSentence(field.replace(/^data\./, ""));

export const sourceWords = ({ publisher, quoted }: Source): string =>
  quoted && quoted.name !== publisher ? `${quoted.name}, in ${publisher}` : publisher;

/** A word of a short list as words; a text as it is. */
const wordOf = (text: string): string =>
  /^[a-z]+(_[a-z]+)+$/.test(text) ? text.replaceAll("_", " ") : text;

/** A value in one line of plain words. */
export function inWordsOf(value: unknown): string {
  if (value === null || value === undefined || value === "") return "not told";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return number(value);
  if (typeof value === "string") return isDay(value) ? inWords(value) : wordOf(value);
  if (Array.isArray(value)) return value.length ? listed(value.map(inWordsOf), 99) : "none";
  if (isSource(value)) return sourceWords(value);
  if (isRange(value)) return figure(value) ?? "not told";
  if (isNested(value)) {
    if (typeof value.name === "string") return value.name;
    return Object.entries(value)
      .map(([key, held]) =>
        isRange(held)
          ? `${inWordsOf(held)} ${fieldName(key).toLowerCase()}`
          : `${fieldName(key).toLowerCase()}: ${inWordsOf(held)}`,
      )
      .join(", ");
  }
  return String(value);
}

/** What makes two values the same: ids where there are any, and lists in any order. */
export function sameness(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sameness).sort().join()}]`;
  if (isNested(value)) {
    if (typeof value.id === "string") return value.id;
    const parts = Object.keys(value).sort();
    return `{${parts.map((key) => `${key}:${sameness(value[key])}`).join()}}`;
  }
  return JSON.stringify(value) ?? "";
}
