/** Actors, places and agreements that the ledger knows: found by name, and told whole. */

import { read } from "$/api";
import { ledger } from "$/ledger.svelte";
import { inSentence } from "$/words";
import type { Choice } from "./Search.svelte";
import { cleaned, isObject } from "./json";
import type { JsonObject } from "./json";
import type { Noun } from "./schema";

/** What a list tells about a noun beside what the noun is. */
const BESIDE = ["aliases", "events", "first", "last", "external", "position"];

/** What is known of it in a few words: `armed group, COD`. */
export function detailOf(value: JsonObject): string {
  const { kind, country, role, admin1, part_of } = value;
  const parts = [kind && inSentence(String(kind)).toLowerCase(), role, admin1, country];
  if (part_of) parts.push(`of ${String(part_of)}`);
  return parts.filter(Boolean).map(String).join(", ");
}

export async function searchNouns(
  noun: Noun,
  words: string,
  signal: AbortSignal,
): Promise<Choice<JsonObject>[]> {
  const found = noun === "agreement" ? agreements(words) : await listed(noun, words, signal);
  const choices = found.map((one) => {
    const aliases = Array.isArray(one.aliases) ? one.aliases.join(", ") : "";
    const detail = [detailOf(one), aliases && `also ${aliases}`].filter(Boolean).join("; ");
    const { label, value } = { label: String(one.name ?? one.id), value: String(one.id) };
    return { value, label, detail, of: withoutBeside(one) };
  });
  return words ? choices.toSorted(nearestFirst(words)) : choices;
}

async function listed(
  noun: Exclude<Noun, "agreement">,
  q: string,
  signal: AbortSignal,
): Promise<JsonObject[]> {
  const asked = { q, limit: 40 };
  const found: readonly object[] =
    noun === "actor"
      ? (await read("/actors", asked, signal)).actors
      : (await read("/places", asked, signal)).places;
  // Without words, those that are told of most are the likeliest.
  return (found as readonly JsonObject[]).toSorted(
    (a, b) => Number(b.events ?? 0) - Number(a.events ?? 0),
  );
}

/** No list of agreements is kept: the view of them has all that are told. */
function agreements(words: string): JsonObject[] {
  const told = new Map<string, JsonObject>();
  for (const { agreement } of ledger.state?.agreements ?? []) {
    if (agreement) told.set(agreement.id, { id: agreement.id, name: agreement.name });
  }
  const sought = words.toLowerCase();
  return [...told.values()].filter((one) => String(one.name).toLowerCase().includes(sought));
}

const withoutBeside = (one: JsonObject): JsonObject => {
  const kept = Object.entries(one).filter(([name]) => !BESIDE.includes(name));
  const whole = cleaned(Object.fromEntries(kept));
  return isObject(whole) ? whole : {};
};

/** What is called so, or begins so, before what only has it somewhere in it. */
export function nearestFirst(words: string) {
  const sought = words.toLowerCase();
  const rank = ({ value, label }: { value: string; label: string }) =>
    value.toLowerCase() === sought || label.toLowerCase() === sought
      ? 0
      : label.toLowerCase().startsWith(sought)
        ? 1
        : 2;
  return (a: { value: string; label: string }, b: { value: string; label: string }) =>
    rank(a) - rank(b);
}

/** An id for a name: `Félix Tshisekedi` as `felix-tshisekedi`. */
export const slug = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
