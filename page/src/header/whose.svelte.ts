/** Whose word can be taken alone: those who tell something, by name. */

import { read } from "$/api";
import { ledger } from "$/ledger.svelte";
import { screen } from "$/screen.svelte";
import { inSentence } from "$/words";

export interface Teller {
  /** As `according_to` takes it: an actor's id, or `publisher:slug`. */
  id: string;
  name: string;
  about: string;
  events: number;
}

interface Said {
  actors: Teller[];
  publishers: Teller[];
}

const NAMED_BY = new Set(["told_by", "claimed_by", "alleged_by", "denied_by"]);

/** Every id by which a row, at any depth, says who told it. */
function collect(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, found);
  else if (value && typeof value === "object") {
    for (const [name, held] of Object.entries(value)) {
      if (NAMED_BY.has(name)) for (const id of held as string[]) found.add(id);
      else collect(held, found);
    }
  }
}

class Whose {
  #said: Said | null = $state.raw(null);
  failed = $state(false);
  #asked = "";
  #names: Record<string, string> = $state({});

  get said(): Said | null {
    return this.#said;
  }

  /** Read who tells something in the crisis, as known then. */
  async read(): Promise<void> {
    const question = JSON.stringify([ledger.crisis, screen.now.known, ledger.position]);
    if (question === this.#asked) return;
    this.#asked = question;
    this.failed = false;
    try {
      const { known } = screen.now;
      const [state, { actors }, { sources }] = await Promise.all([
        read("/state", { crisis: ledger.crisis, known }),
        read("/actors", { known, limit: 10_000 }),
        read("/sources", { known, limit: 10_000 }),
      ]);
      const tells = new Set<string>();
      collect(state, tells);
      // Who is part of another tells for it.
      for (const actor of actors)
        if (tells.has(actor.id) && actor.part_of) tells.add(actor.part_of);
      const said = {
        actors: actors
          .filter((actor) => tells.has(actor.id))
          .map(({ id, name, role, kind, events }) => {
            return { id, name, about: role ?? inSentence(kind).toLowerCase(), events };
          }),
        publishers: sources
          .map(({ id, publisher, events }) => {
            return { id: `publisher:${id}`, name: publisher, about: "publisher", events };
          })
          .filter(({ id }) => tells.has(id)),
      };
      for (const list of Object.values(said)) list.sort((a, b) => b.events - a.events);
      this.#said = said;
      for (const { id, name } of [...said.actors, ...said.publishers]) this.#names[id] = name;
    } catch {
      this.#asked = "";
      this.failed = true;
    }
  }

  /** The name of whose word is taken: by what was read, else its id. */
  nameOf(id: string): string {
    const named = this.#names[id];
    if (named) return named;
    const document = ledger.marks?.document;
    const slug = id.replace("publisher:", "");
    const found = id.startsWith("publisher:")
      ? document?.publishers.find((one) => one.id === slug || one.id === id)?.publisher
      : document?.actors.find((one) => one.id === id)?.name;
    return found ?? slug;
  }
}

export const whose = new Whose();
