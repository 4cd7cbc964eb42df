/** Who the picture of relations shows: countries, and bodies and groups that act for none. */

import { ledger } from "$/ledger.svelte";
import type { Actor } from "$/made/api";
import { names } from "$/situation/names.svelte";

export interface Party {
  id: string;
  name: string;
  /** The country whose side can be taken. */
  country: string | null;
}

const MOST_DEEP = 6;

/** A country by its code. */
export function countryParty(iso3: string): Party {
  const told = names.country(iso3);
  if (told !== iso3) return { id: iso3, name: told, country: iso3 };
  const state = ledger.marks?.document.actors.find(
    (actor) => actor.kind === "state" && actor.country === iso3,
  );
  return { id: iso3, name: state?.name ?? iso3, country: iso3 };
}

/** For whom an actor acts: its country, else the body that it is part of, else itself. */
export function partyOf(actor: Actor): Party {
  const own = actor.kind === "armed_group" || actor.kind === "civilians";
  if (actor.country && !own) return countryParty(actor.country);
  let body = actor;
  for (let deep = 0; deep < MOST_DEEP && body.part_of && body.kind !== "armed_group"; deep += 1) {
    const above = names.actor(body.part_of);
    if (!above) {
      // A person is shown as the body; a body of an unknown one is shown as itself.
      if (body.kind !== "person") break;
      return { id: body.part_of, name: body.part_of.toUpperCase(), country: null };
    }
    if (above.country && above.kind !== "armed_group") return countryParty(above.country);
    body = above;
  }
  return { id: body.id, name: body.name, country: null };
}

/** For whom an id of `told_by` and the like speaks; null for a publisher. */
export function partyOfId(id: string): Party | null {
  if (id.startsWith("publisher:")) return null;
  const actor = names.actor(id);
  return actor ? partyOf(actor) : null;
}
