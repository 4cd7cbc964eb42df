/** What differs in a row, in words: only what matters to a reader, the rest counted. */

import { inWords, isDate } from "$/dates";
import type { Actor, Claim, RowChange, View } from "$/model";
import { figure, inSentence, named, plural } from "$/words";
import { names } from "./names.svelte";

export interface Difference {
  field: string;
  label: string;
  old: string;
  new: string;
}

/** Lists of ids, and what only says where a row is from. */
const UNTOLD = ["events", "parts", "sources", "told_by", "dated_by"];
/** Lists that are counted, not told: what one is called, and several. */
const COUNTED: Record<string, [string, string]> = {
  other_accounts: ["other account", "other accounts"],
  statements: ["statement", "statements"],
  moves: ["move", "moves"],
  steps: ["step", "steps"],
  answered_by: ["answer", "answers"],
  breached_by: ["breach", "breaches"],
};
const DATES = ["since", "occurred", "last", "planned_for", "day"];
const LABELS: Record<string, string> = {
  held_by: "Held by",
  before: "Before that",
  alleged_by: "Alleged by",
  denied_by: "Denied by",
  last_contact: "Last contact",
  missions_attacked: "Missions attacked",
  silent: "Have not answered",
};

/** A year alone is left as it is told: it may be a figure. */
const isDay = (value: string): boolean => value.length >= 10 && isDate(value);
const isActor = (value: unknown): value is Actor =>
  typeof value === "object" && value !== null && "id" in value && "name" in value;

/** Any value in words. */
export function inText(field: string, value: unknown): string {
  if (value === null || value === undefined || value === "") {
    return field === "held_by" || field === "before" ? "nobody" : "not told";
  }
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return String(Math.round(value * 10) / 10);
  if (typeof value === "string") {
    return DATES.includes(field) || value.split("/").every(isDay)
      ? inWords(value)
      : value.replaceAll("_", " ");
  }
  if (Array.isArray(value)) {
    if (!value.length) return "nobody";
    if (field in COUNTED) return String(value.length);
    if (field === "claims") {
      const told = (value as Claim[]).map(
        (claim) =>
          `${names.listed(claim.claimed_by, 3)}: ${claim.says} ${claim.held_by?.name ?? "nobody"}`,
      );
      return told.join("; ");
    }
    if (value.every(isActor)) return named(value);
    return names.listed(value.map(String));
  }
  if (isActor(value)) return value.name;
  if (typeof value === "object" && "low" in value) {
    return figure(value as Parameters<typeof figure>[0]) ?? "not told";
  }
  if (typeof value === "object" && "occurred" in value) return inWords(String(value.occurred));
  return "told otherwise";
}

/** The fields of a changed row that a reader wants to know of. */
export function differences(change: RowChange): Difference[] {
  return change.fields.flatMap(({ field, old, new: value }) => {
    if (UNTOLD.includes(field)) return [];
    const label = LABELS[field] ?? inSentence(COUNTED[field]?.[1] ?? field);
    const told =
      field in COUNTED
        ? { field, label, old: String(count(old)), new: String(count(value)) }
        : { field, label, old: inText(field, old), new: inText(field, value) };
    return told.old === told.new ? [] : [told];
  });
}

const count = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

/** The one difference that tells the most about a row of a view. */
const FIRST: Partial<Record<View, string[]>> = {
  territory: ["held_by", "contested", "since", "status"],
  embassies: ["condition", "since", "status"],
  appeals: ["state", "status"],
  agreements: ["state", "status"],
  relations: ["ties", "last_contact"],
  humanitarian: ["killed", "condition", "counts"],
  allegations: ["denied_by", "alleged_by", "status"],
  contacts: ["occurred", "participants", "status"],
};

/** Whether a difference is more than another account or another statement of the same. */
export const isNews = ({ field }: Difference): boolean =>
  field !== "other_accounts" && field !== "statements";

/** The chief difference of a changed row; null: only what no reader asks for. */
export function chief(view: View, change: RowChange): Difference | null {
  const order = FIRST[view] ?? [];
  const fields = change.fields.toSorted((a, b) => rank(order, a.field) - rank(order, b.field));
  return differences({ ...change, fields })[0] ?? null;
}

const PLAIN = ["Status", "State", "Condition", "Ties", "Contested"];

/** What is known of a row now: `held by M23`, `breached`, `2 other accounts`. */
export function asNow(view: View, change: RowChange): string {
  const told = chief(view, change);
  if (!told) return "";
  if (told.label === "Contested") return told.new === "yes" ? "contested" : "not contested";
  const counted = COUNTED[told.field];
  if (counted) return plural(Number(told.new), ...counted);
  return PLAIN.includes(told.label) ? told.new : `${told.label.toLowerCase()} ${told.new}`;
}

/** What became of a row: `held by FARDC, now by M23`. */
export function asChanged(view: View, change: RowChange): string {
  const told = chief(view, change);
  if (!told) return "told by others";
  if (told.label === "Contested")
    return told.new === "yes" ? "now contested" : "no longer contested";
  if (told.label === "Held by") {
    // Of a place that is only contested nobody told who holds it, nor since when.
    const untold = change.fields.some(({ field, old }) => field === "since" && old === null);
    const held = untold ? "no holder was told" : `held by ${told.old}`;
    return `${held}, now by ${told.new}`;
  }
  const label = PLAIN.includes(told.label) ? "" : `${told.label.toLowerCase()} `;
  return `${label}${told.old}, now ${told.new}`;
}

const rank = (order: readonly string[], field: string): number => {
  const place = order.indexOf(field);
  return place < 0 ? order.length : place;
};
