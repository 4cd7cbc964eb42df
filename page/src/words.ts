/** The page's words for what the ledger tells: one place for each. */

import type { Actor, DayOfMarks, Figure, Status } from "./made/api";

/** What the time band tells apart, as `/marks` counts it by day. */
export type Category = Exclude<keyof DayOfMarks, "day">;

/** Categories in the order of the lanes, each with the families of the catalogue that it shows. */
export const CATEGORIES: readonly { id: Category; label: string; families: readonly string[] }[] = [
  { id: "fighting", label: "Fighting", families: ["fighting", "territory"] },
  { id: "unrest", label: "Unrest", families: ["unrest"] },
  { id: "diplomacy", label: "Diplomacy", families: ["diplomacy"] },
  { id: "agreements", label: "Agreements", families: ["agreements"] },
  { id: "humanitarian", label: "Humanitarian", families: ["humanitarian"] },
];

export const STATUSES: readonly Status[] = ["confirmed", "reported", "claimed", "disputed"];

export const STATUS_MEANS: Record<Status, string> = {
  confirmed: "told by sources that can be trusted together",
  reported: "told, and neither confirmed nor contradicted",
  claimed: "one side says so",
  disputed: "contradicted",
};

/** `CityCaptured` as `City captured`. */
export function inSentence(word: string): string {
  const words = word
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Names in a row: `A, B and C`; of many, the first ones and how many more. */
export function listed(names: readonly string[], most = 4): string {
  const shown = names.length > most ? names.slice(0, most - 1) : names;
  const rest = names.length - shown.length;
  const all = rest ? [...shown, `${rest} more`] : shown;
  return all.length < 2 ? (all[0] ?? "") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}

export const named = (actors: readonly Actor[], most = 4): string =>
  listed(
    actors.map((actor) => actor.name),
    most,
  );

// One for all: a formatter of its own for each figure is felt while the time is dragged.
const FIGURES = new Intl.NumberFormat("en-GB");
export const number = (value: number): string => FIGURES.format(value);

/** `773`, `at least 700`, `700 to 900`. */
export function figure(range: Partial<Figure> | null | undefined): string | null {
  const { low = null, best = null, high = null } = range ?? {};
  if (best !== null) return number(best);
  if (low !== null && high !== null) {
    return low === high ? number(low) : `${number(low)} to ${number(high)}`;
  }
  if (low !== null) return `at least ${number(low)}`;
  return high === null ? null : `at most ${number(high)}`;
}

/** What a list of the newest leaves out: `and 12 earlier`. */
export const earlier = (shown: number, total: number): string =>
  total > shown ? `and ${number(total - shown)} earlier` : "";

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${number(count)} ${count === 1 ? one : many}`;

/**
 * Who holds a place, as the map's colours and patterns group it. Whether it is contested is told
 * beside it, by form: a place of one holder that another denies is still the one's.
 */
export type Holder = "government" | "rebel" | "foreign" | "un" | "unknown";

export const HOLDERS: readonly { id: Holder; label: string }[] = [
  { id: "government", label: "Government forces" },
  { id: "rebel", label: "Armed group" },
  { id: "foreign", label: "Foreign forces" },
  { id: "un", label: "UN, regional mission" },
  { id: "unknown", label: "Unknown" },
];

/** The group of a holder, by its kind and by whether the place is in its own country. */
export function holder(held: Actor | null, place: { country: string }): Holder {
  if (held?.kind === "armed_group") return "rebel";
  if (held?.kind === "organisation") return "un";
  if (held?.kind === "state" || held?.kind === "armed_forces") {
    return held.country === place.country ? "government" : "foreign";
  }
  return "unknown";
}

/** As it is compared: without accents and capitals. */
export const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase();

/** The words that are sought, as they are compared. */
export const wordsOf = (text: string | null): string[] =>
  plain(text ?? "")
    .split(/\s+/)
    .filter(Boolean);
