/** What is between two parties on a date: contacts, accusations and conflict, appeals, the state of ties. */

import { DAY, span } from "$/dates";
import type { Row } from "$/answers";
import type { Actor, StateDocument, Status } from "$/made/api";
import { allegationTold, appealTold, sentence, tiesTold } from "$/situation/told";
import { plural } from "$/words";
import { countryParty, partyOf, partyOfId } from "./parties";
import type { Party } from "./parties";

export type Kind = "contact" | "conflict" | "appeal";
export const KINDS: readonly Kind[] = ["contact", "conflict", "appeal"];

export interface Basis {
  kind: Kind | "ties";
  text: string;
  occurred: string | null;
  event: string | null;
  status: Status | null;
}

/** A line of one kind; `from` speaks of `to`, or both to one another. */
export interface Line {
  kind: Kind;
  from: string;
  to: string;
  directed: boolean;
  count: number;
  /** How many are of the last 30 days. */
  recent: number;
}

export interface Tie {
  id: string;
  pair: [Party, Party];
  ties: string;
  since: string | null;
  lines: Line[];
  basis: Basis[];
}

const RECENT = 30 * DAY;
const MANY = 3;

export const pairId = (a: string, b: string): string => [a, b].sort().join("~");

/** The two parties of a pair's id. */
export function ofPair(id: string): [string, string] {
  const [a = "", b = ""] = id.split("~");
  return [a, b];
}

export class Ties {
  readonly parties = new Map<string, Party>();
  readonly ties = new Map<string, Tie>();
  readonly #instant: number;

  constructor(state: StateDocument, instant: number) {
    this.#instant = instant;
    this.#contacts(state);
    this.#allegations(state);
    this.#appeals(state);
    this.#embassies(state);
    this.#relations(state);
  }

  #tie(a: Party, b: Party): Tie {
    const id = pairId(a.id, b.id);
    let tie = this.ties.get(id);
    if (!tie) {
      const pair: [Party, Party] = a.id < b.id ? [a, b] : [b, a];
      tie = { id, pair, ties: "normal", since: null, lines: [], basis: [] };
      this.ties.set(id, tie);
      for (const party of pair) this.parties.set(party.id, party);
    }
    return tie;
  }

  #add(kind: Kind, from: Party, to: Party, row: Row, text: string, occurred: string | null): void {
    if (from.id === to.id) return;
    const tie = this.#tie(from, to);
    const directed = kind === "appeal" || (kind === "conflict" && "against" in row);
    let line = tie.lines.find(
      (other) =>
        other.kind === kind &&
        other.directed === directed &&
        (!directed || (other.from === from.id && other.to === to.id)),
    );
    if (!line) {
      line = { kind, from: from.id, to: to.id, directed, count: 0, recent: 0 };
      tie.lines.push(line);
    }
    line.count += 1;
    if (occurred && this.#instant - span(occurred).end < RECENT) line.recent += 1;
    const event = row.events[0] ?? null;
    tie.basis.push({ kind, text, occurred, event, status: row.status });
  }

  #contacts(state: StateDocument): void {
    for (const row of state.contacts) {
      const all = parties(row.participants);
      const bodies = all.filter((party) => !party.country);
      const told = sentence("contacts", row);
      const join = (a: Party, b: Party) => this.#add("contact", a, b, row, told, row.occurred);
      // A summit is its body's: all with all would be a tangle that says no more.
      if (all.length > MANY && bodies.length) {
        for (const body of bodies) for (const party of all) if (party.country) join(body, party);
      } else {
        all.forEach((a, at) => all.slice(at + 1).forEach((b) => join(a, b)));
      }
    }
  }

  #allegations(state: StateDocument): void {
    for (const row of state.allegations) {
      const against = partyOf(row.against);
      const text = allegationTold(row);
      for (const id of new Set(row.alleged_by)) {
        const by = partyOfId(id);
        if (by) this.#add("conflict", by, against, row, text, row.since);
      }
    }
  }

  #appeals(state: StateDocument): void {
    for (const row of state.appeals) {
      if (row.state === "answered") continue;
      const asked = parties(row.silent.length ? row.silent : row.of);
      for (const by of parties(row.by)) {
        for (const of of asked) this.#add("appeal", by, of, row, appealTold(row), row.since);
      }
    }
  }

  #embassies(state: StateDocument): void {
    for (const row of state.embassies) {
      if (row.condition !== "attacked") continue;
      const [of, host] = [partyOf(row.of), countryParty(row.place.country)];
      this.#add("conflict", of, host, row, sentence("embassies", row), row.since);
    }
  }

  /** Ties, and what of cooperation and conflict the other views do not tell. */
  #relations(state: StateDocument): void {
    const told = new Set([...this.ties.values()].flatMap((tie) => tie.basis.map((b) => b.event)));
    for (const row of state.relations) {
      const [a, b] = [countryParty(row.countries[0]), countryParty(row.countries[1])];
      const event = row.events.find((id) => !told.has(id)) ?? null;
      if (row.ties !== "normal") {
        const tie = this.#tie(a, b);
        tie.ties = row.ties;
        tie.since = row.since;
        const [occurred, status] = [row.since, row.status];
        tie.basis.push({ kind: "ties", text: tiesTold(row.ties), occurred, event, status });
      }
      if (!event) continue;
      const only = { ...row, events: [event] };
      const weight = (sum: number) => Math.abs(Math.round(sum * 10) / 10);
      const last = "of the last 30 days";
      if (row.conflict < 0 && !this.#has(a, b, "conflict")) {
        const text = `Conflict, weight ${weight(row.conflict)} ${last}`;
        this.#add("conflict", a, b, only, text, null);
      } else if (row.cooperation > 0 && !this.#has(a, b, "contact")) {
        const text = `Cooperation, weight ${weight(row.cooperation)} ${last}`;
        this.#add("contact", a, b, only, text, null);
      }
    }
  }

  #has(a: Party, b: Party, kind: Kind): boolean {
    return this.ties.get(pairId(a.id, b.id))?.lines.some((line) => line.kind === kind) ?? false;
  }

  /** How much each party is engaged. */
  engaged(): Map<string, number> {
    const sums = new Map<string, number>();
    for (const { pair, lines, ties } of this.ties.values()) {
      const sum = lines.reduce((all, line) => all + line.count, ties === "normal" ? 0 : 2);
      for (const { id } of pair) sums.set(id, (sums.get(id) ?? 0) + sum);
    }
    return sums;
  }
}

function parties(actors: readonly Actor[]): Party[] {
  const found = new Map<string, Party>();
  for (const actor of actors) {
    const party = partyOf(actor);
    found.set(party.id, party);
  }
  return [...found.values()];
}

/** `DR Congo and Rwanda: diplomats expelled since 25 Jan, 2 accusations or conflicts, ...` */
export function tieTold(tie: Tie, since: string | null): string {
  const count = (kind: Kind) =>
    tie.lines.filter((line) => line.kind === kind).reduce((sum, line) => sum + line.count, 0);
  const parts = [
    tie.ties !== "normal" && `${tiesTold(tie.ties)}${since ? ` since ${since}` : ""}`,
    count("contact") && plural(count("contact"), "contact"),
    count("conflict") &&
      plural(count("conflict"), "accusation or attack", "accusations or attacks"),
    count("appeal") &&
      plural(count("appeal"), "appeal without an answer", "appeals without an answer"),
  ].filter(Boolean);
  return `${tie.pair[0].name} and ${tie.pair[1].name}: ${parts.join(", ")}`;
}
