/** What is compared with the state shown: another date, or another state of knowledge. */

import { Problem, read } from "$/api";
import { isDate, span } from "$/dates";
import { ledger } from "$/ledger.svelte";
import type { ChangesDocument, StateDocument } from "$/made/api";
import { screen } from "$/screen.svelte";

const KNOWN = "known:";

/** The two sides of a comparison, the earlier one first. */
export interface Compared {
  by: "dates" | "knowledge";
  /** The date, or the state of knowledge, with which the screen's own is compared. */
  other: string;
}

/** What the address says of it. */
export function comparedWith(told: string | null): Compared | null {
  if (!told) return null;
  if (told.startsWith(KNOWN)) return { by: "knowledge", other: told.slice(KNOWN.length) };
  return isDate(told) ? { by: "dates", other: told } : null;
}

class ComparedState {
  /** What differs, from the earlier to the later; null: nothing is compared, or it is not there. */
  changes: ChangesDocument | null = $state.raw(null);
  /** The later of the two states, in whose rows the changes' `at` are places. */
  after: StateDocument | null = $state.raw(null);
  problem: string | null = $state(null);
  loading = $state(false);
  #asked: AbortController | null = null;
  #question = "";

  /** Read the comparison that the screen asks for, unless it is there. */
  async ask(): Promise<void> {
    const asked = comparedWith(screen.now.compare);
    const position = ledger.position;
    if (!asked || position === null) return;
    const question = JSON.stringify([asked, ledger.on, position, ledger.parameters]);
    if (question === this.#question) return;
    this.#question = question;
    this.#asked?.abort();
    const { signal } = (this.#asked = new AbortController());
    this.loading = true;
    try {
      const [changes, after] = await this.#read(asked, `@${position}`, signal);
      this.changes = changes;
      this.after = after;
      this.problem = null;
    } catch (failure) {
      if (signal.aborted) return;
      this.changes = this.after = null;
      this.#question = "";
      this.problem = failure instanceof Error ? failure.message : String(failure);
    }
    this.loading = false;
  }

  leave(): void {
    this.#asked?.abort();
    this.#question = "";
    this.changes = this.after = this.problem = null;
    this.loading = false;
  }

  async #read(
    { by, other }: Compared,
    position: string,
    signal: AbortSignal,
  ): Promise<[ChangesDocument, StateDocument]> {
    const on = ledger.on;
    if (by === "dates") {
      const [from, to] = span(other).end <= span(on).end ? [other, on] : [on, other];
      const known = position;
      return this.#readPair({ known, from, to }, { known, on: to }, signal);
    }
    const pair = (known_from: string, known_to: string) =>
      this.#readPair({ on, known_from, known_to }, { on, known: known_to }, signal);
    const known = screen.now.known;
    // Where both are dates their order is plain; of an entry, only the server knows its time.
    const later = known && isDate(known) && isDate(other) && span(other).end > span(known).end;
    if (later) return pair(position, other);
    try {
      return await pair(other, position);
    } catch (failure) {
      // Which of the two is the earlier, the server knows: it refuses the wrong order.
      if (!(failure instanceof Problem)) throw failure;
      return pair(position, other);
    }
  }

  /** What differs, and the later state; of a crisis' places, what was told before it as well. */
  async #readPair(
    between: Record<string, string>,
    after: Record<string, string>,
    signal: AbortSignal,
  ): Promise<[ChangesDocument, StateDocument]> {
    const asked = ledger.parameters;
    const all = { ...asked, crisis: null };
    const [changes, state, allChanges, around] = await Promise.all([
      read("/changes", { ...asked, ...between }, signal),
      read("/state", { ...asked, ...after, include: "sources" }, signal),
      asked.crisis ? read("/changes", { ...all, ...between }, signal) : null,
      asked.crisis ? read("/state/territory", { ...all, ...after }, signal) : null,
    ]);
    if (!allChanges || !around) return [changes, state];
    const lists = [ledger.marks, ledger.marksToday];
    const places = new Set(
      lists.flatMap((list) => list?.document.places ?? []).map((place) => place.id),
    );
    const told = (allChanges.views.territory?.changes ?? []).filter(({ key }) => places.has(key));
    const territory = { changes: told, total: told.length };
    return [
      { ...changes, views: { ...changes.views, territory } },
      { ...state, territory: around.places ?? [] },
    ];
  }
}

export const compared = new ComparedState();
