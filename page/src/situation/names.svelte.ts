/** Names for the ids that answers give: who says so, and which country. */

import { read } from "$/api";
import { ledger } from "$/ledger.svelte";
import type { Actor, ListedCountry } from "$/made/api";
import { listed } from "$/words";

class Names {
  /** Every country of which the ledger tells, by name. */
  countries: readonly ListedCountry[] = $state.raw([]);
  #read = -1;

  readonly #actors: Map<string, Actor> = $derived.by(() => {
    // Whoever is only quoted takes part in no happening: their names come with the sources.
    const told = Object.values(ledger.sources).flatMap((sources) =>
      sources.flatMap(({ quoted }) => quoted ?? []),
    );
    told.push(...(ledger.marksToday?.document.actors ?? []));
    told.push(...(ledger.marks?.document.actors ?? []));
    return new Map(told.map((actor) => [actor.id, actor]));
  });

  readonly #publishers: Map<string, string> = $derived.by(() => {
    const told = [...(ledger.marksToday?.document.publishers ?? [])];
    told.push(...(ledger.marks?.document.publishers ?? []));
    return new Map(told.map(({ id, publisher }) => [id, publisher]));
  });

  readonly #countries: Map<string, string> = $derived(
    new Map(this.countries.map(({ country, name }) => [country, name])),
  );

  actor(id: string): Actor | undefined {
    return this.#actors.get(id);
  }

  /** The name of an actor or of a `publisher:slug`; the id where none is known. */
  of(id: string): string {
    if (id.startsWith("publisher:")) {
      const slug = id.slice("publisher:".length);
      return this.#publishers.get(slug) ?? slug;
    }
    return this.#actors.get(id)?.name ?? id;
  }

  listed(ids: readonly string[], most = 4): string {
    return listed(
      ids.map((id) => this.of(id)),
      most,
    );
  }

  country(iso3: string): string {
    return this.#countries.get(iso3) ?? iso3;
  }

  /** Read the countries' names, once for each state of the log. */
  async readCountries(): Promise<void> {
    const position = (ledger.marksToday ?? ledger.marks)?.document.position;
    if (position === undefined || position === this.#read) return;
    this.#read = position;
    const asked = { known: `@${position}` };
    const { countries } = await read("/countries", asked);
    this.countries = countries.toSorted((a, b) => a.name.localeCompare(b.name));
  }
}

export const names = new Names();

/** The country that an actor stands for: of groups and civilians it is only where they are. */
export const standsFor = (actor: Actor | null | undefined): string | undefined =>
  actor && actor.kind !== "armed_group" && actor.kind !== "civilians" ? actor.country : undefined;

/** Those who say so, as actors: a publisher is one of no country. */
export const asActors = (ids: readonly string[]): Actor[] =>
  ids.map((id) => names.actor(id) ?? { id, name: names.of(id), kind: "organisation" });
