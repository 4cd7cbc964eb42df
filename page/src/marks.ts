/** What happened, to be drawn: the marks of one state of knowledge, with what is looked up in them. */

import { DAY, span } from "./dates";
import type { Actor, Mark, MarksDocument, Place } from "./made/api";
import type { Category } from "./words";

const SHOWN_FOR = 7 * DAY; // the map shows what was over that long before its date

/** A mark with what drawing needs at hand. */
export interface Drawn extends Mark {
  id: string;
  /** When it happened, in milliseconds: the span's start and end. */
  from: number;
  to: number;
  recordedAt: number;
  category: Category | null;
  at: Place | null;
  actors: Actor[];
  told: { id: string; publisher: string }[];
}

/**
 * The marks of a ledger; of a large one those that were over last, by its end or by a date.
 *
 * `whole` tells of all that happened how much it was and when; `by` has the marks by a date, where
 * those of `whole` do not reach back to it.
 */
export class MarkList {
  /** As the server tells it, with the marks that are drawn. */
  readonly document: MarksDocument;
  readonly drawn: Drawn[];
  /** How many were over before the first that is drawn. */
  readonly before: number;
  /** Between these instants nothing that happened is missing. */
  readonly first: number;
  readonly last: number;
  readonly #byEvent = new Map<string, Drawn>();

  constructor(
    readonly whole: MarksDocument,
    readonly categories: Map<string, Category>,
    by: { on: string; marks: MarksDocument } | null = null,
  ) {
    const { marks, places, actors, publishers, total } = by?.marks ?? whole;
    this.document = { ...whole, marks, places, actors, publishers };
    this.drawn = marks.map((mark) => ({
      ...mark,
      id: mark.happening ?? mark.event,
      from: Date.parse(mark.start),
      to: Date.parse(mark.end),
      recordedAt: Date.parse(mark.recorded),
      category: categories.get(mark.type) ?? null,
      at: mark.place === undefined ? null : (places[mark.place] ?? null),
      actors: (mark.who ?? []).map((index) => actors[index]!),
      told: mark.publishers.map((index) => publishers[index]!),
    }));
    this.before = total - marks.length;
    this.first = this.before ? this.drawn[0]!.to : -Infinity;
    this.last = by ? span(by.on).end : Infinity;
    for (const mark of this.drawn) {
      this.#byEvent.set(mark.event, mark);
      this.#byEvent.set(mark.id, mark);
    }
  }

  /** Whether all is there that is shown on a date that ends at this instant. */
  reaches(instant: number): boolean {
    const reachesBack = instant - SHOWN_FOR >= this.first || instant === this.last;
    return reachesBack && instant <= this.last;
  }

  /** Whether a happening would be among the marks if the ledger told of it. */
  wouldHave(mark: Drawn): boolean {
    return mark.to >= this.first && mark.to <= this.last;
  }

  /** The mark of a happening, by its id or that of the event that tells it. */
  of(event: string): Drawn | undefined {
    return this.#byEvent.get(event);
  }

  /** How many of those drawn were over by an instant: as they are in order, the first ones. */
  overBy(instant: number): number {
    let [low, high] = [0, this.drawn.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.drawn[middle]!.to <= instant) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
