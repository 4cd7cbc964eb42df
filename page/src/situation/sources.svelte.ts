/** The sources of an event: those that came with the state, else read once. */

import { read } from "$/api";
import { ledger } from "$/ledger.svelte";
import type { Source } from "$/made/api";
import { SvelteMap } from "svelte/reactivity";

const fetched = new SvelteMap<string, readonly Source[] | null>();

/** The sources of an event; null: not there yet. */
export function sourcesOf(event: string): readonly Source[] | null {
  return ledger.sources[event] ?? fetched.get(event) ?? null;
}

/** Read the sources of those events of which none are known. */
export async function readSources(events: readonly string[]): Promise<void> {
  const missing = events.filter((event) => !ledger.sources[event] && !fetched.has(event));
  await Promise.all(
    missing.map(async (event) => {
      fetched.set(event, null);
      try {
        fetched.set(event, (await read("/events/{id}", { id: event })).sources);
      } catch {
        fetched.delete(event);
      }
    }),
  );
}

/** Keep the sources that came with another answer. */
export function keepSources(sources: Record<string, readonly Source[]>): void {
  for (const [event, told] of Object.entries(sources)) {
    if (!ledger.sources[event]) fetched.set(event, told);
  }
}
