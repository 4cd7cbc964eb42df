/** How many happenings each choice of a filter would leave, the other filters as they are. */

import { filterOf } from "$/filter";
import type { Drawn } from "$/marks";
import type { Category } from "$/words";
import type { Screen } from "$/screen.svelte";

type Counts = Map<string, number>;

const add = (counts: Counts, key: string | undefined | null): void => {
  if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
};

/**
 * For each category, how many of the first `n` marks are of it: made once for a filter, so that
 * dragging the date is a look-up.
 */
export class CategoryCounts {
  readonly #until = new Map<Category, Uint32Array>();

  constructor(marks: readonly Drawn[], screen: Screen) {
    const meets = filterOf({ ...screen, category: [] });
    marks.forEach((mark, index) => {
      if (mark.category && meets(mark)) this.#of(mark.category, marks.length)[index + 1] = 1;
    });
    for (const until of this.#until.values()) {
      for (let index = 1; index < until.length; index += 1) until[index]! += until[index - 1]!;
    }
  }

  at(category: Category, n: number): number {
    return this.#until.get(category)?.[n] ?? 0;
  }

  #of(category: Category, length: number): Uint32Array {
    let until = this.#until.get(category);
    if (!until) this.#until.set(category, (until = new Uint32Array(length + 1)));
    return until;
  }
}

/** Counts by type, status, country and place. */
export function countsOf(marks: readonly Drawn[], screen: Screen) {
  const ofType = filterOf({ ...screen, type: [] });
  const ofStatus = filterOf({ ...screen, status: [] });
  const ofCountry = filterOf({ ...screen, country: null });
  const ofPlace = filterOf({ ...screen, place: null });
  const type: Counts = new Map();
  const status: Counts = new Map();
  const country: Counts = new Map();
  const place: Counts = new Map();
  for (const mark of marks) {
    if (ofType(mark)) add(type, mark.type);
    if (ofStatus(mark)) add(status, mark.status);
    if (ofCountry(mark)) for (const iso3 of mark.countries ?? []) add(country, iso3);
    if (ofPlace(mark)) add(place, mark.at?.id);
  }
  return { type, status, country, place };
}
