/** The report of a happening: its accounts as known at the time, their revisions, what is about it. */

import { Problem, Unreachable, read } from "$/api";
import { ledger } from "$/ledger.svelte";
import type { ProblemDetails } from "$/api";
import type { EventAsRead, Revision } from "$/made/api";
import { SvelteMap } from "svelte/reactivity";

const MOST_ASKED = 24; // accounts of which what is about them is looked for

export class ReadReport {
  /** The happening's id, once it is known. */
  id: string | null = $state(null);
  position = $state(0);
  accounts: readonly EventAsRead[] | null = $state.raw(null);
  /** The accounts as they are today, where the screen asks for an earlier knowledge. */
  today: readonly EventAsRead[] | null = $state.raw(null);
  /** Today's revisions of each account, the later ones too. */
  readonly revisions = new SvelteMap<string, readonly Revision[]>();
  /** Events that are `about` one of the accounts, as known at the time. */
  about: EventAsRead[] = $state.raw([]);
  /** Events that its accounts are `about`, as known at the time, by id. */
  readonly bearsOn = new SvelteMap<string, EventAsRead>();
  problem: ProblemDetails | null = $state.raw(null);
  #asked: AbortController | null = null;

  /** Read it as of a position; `now` is today's, where that is another. */
  async read(event: string, position: number, now: number | null): Promise<void> {
    this.#asked?.abort();
    const { signal } = (this.#asked = new AbortController());
    const known = `@${position}`;
    try {
      // An account that only today is known may tell of a happening that was known then.
      const id =
        (ledger.marks?.of(event) ?? ledger.marks?.of(ledger.marksToday?.of(event)?.id ?? ""))?.id ??
        (await read("/events/{id}", { id: event, known }, signal)).happening;
      const { accounts } = await read("/happenings/{id}", { id, known }, signal);
      if (id !== this.id) {
        this.revisions.clear();
        this.bearsOn.clear();
        this.about = [];
      }
      this.id = id;
      this.position = position;
      this.accounts = accounts;
      this.problem = null;
      this.today = now
        ? (await read("/happenings/{id}", { id, known: `@${now}` }, signal)).accounts
        : null;
      await Promise.all([
        ...accounts.map((account) => this.#readRevisions(account.id, now ?? position, signal)),
        this.#readAbout(accounts.slice(0, MOST_ASKED), known, signal),
      ]);
    } catch (failure) {
      if (signal.aborted) return;
      this.problem = inProblemsWords(failure);
    }
  }

  close(): void {
    this.#asked?.abort();
  }

  async #readRevisions(id: string, until: number, signal: AbortSignal): Promise<void> {
    const known = `@${until}`;
    const { revisions } = await read("/events/{id}/history", { id, known }, signal);
    this.revisions.set(id, revisions);
  }

  /** What is about it is sought by its accounts' ids, as `q` searches all that an event tells. */
  async #readAbout(
    accounts: readonly EventAsRead[],
    known: string,
    signal: AbortSignal,
  ): Promise<void> {
    const found = await Promise.all(
      accounts.map(({ id }) =>
        read("/events", { q: id, known, limit: 100 }, signal).then(({ events }) =>
          events.filter(({ data }) => data.about === id),
        ),
      ),
    );
    const events = new Map(found.flat().map((told) => [told.id, told]));
    this.about = [...events.values()].sort((a, b) => a.occurred.localeCompare(b.occurred));
    const bearsOn = new Set(accounts.flatMap(({ data }) => (data.about as string) ?? []));
    for (const id of bearsOn) {
      if (this.bearsOn.has(id)) continue;
      const told = await read("/events/{id}", { id, known }, signal).catch(() => null);
      if (told) this.bearsOn.set(id, told);
    }
  }
}

function inProblemsWords(failure: unknown): ProblemDetails {
  if (failure instanceof Problem) return failure.details;
  const title = failure instanceof Unreachable ? failure.message : "The report could not be read.";
  return { type: "about:blank", title, status: 0, detail: "" };
}
