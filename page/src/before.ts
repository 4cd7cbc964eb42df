/** Who held the places of a crisis before it: beside what the crisis itself tells. */

import type { ChangesDocument, Holding, StateDocument } from "./made/api";

/**
 * The state of a crisis, with the places of the crisis whose holder has held them since before
 * it: Goma was the government's by what is told of 2012, until it fell in 2025.
 */
export function withBefore(
  state: StateDocument,
  territory: readonly Holding[],
  places: ReadonlySet<string>,
): StateDocument {
  const told = new Set(state.territory.map((row) => row.place.id));
  const before = territory.filter(({ place }) => places.has(place.id) && !told.has(place.id));
  return before.length ? { ...state, territory: [...state.territory, ...before] } : state;
}

/** What is told otherwise of a crisis, and of who held its places before it. */
export function changesWithBefore(
  changes: ChangesDocument,
  all: ChangesDocument,
  shown: readonly Holding[],
  places: ReadonlySet<string>,
): ChangesDocument {
  const rows = shown.map((row) => row.place.id);
  const told = (all.views.territory?.changes ?? []).filter((change) => places.has(change.key));
  const territory = told.map((change) => {
    const was = rows.indexOf(change.key);
    return { ...change, was: was < 0 ? null : was };
  });
  const views = { ...changes.views, territory: { changes: territory, total: territory.length } };
  return { ...changes, views };
}
