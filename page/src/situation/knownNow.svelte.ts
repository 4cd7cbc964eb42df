/**
 * What we know now of the state that is shown as it was known then: for every row its change, and
 * the rows as they are told today, so that every figure can be counted over them.
 */

import { span } from "$/dates";
import { applied } from "$/frames";
import { ledger } from "$/ledger.svelte";
import type { RowChange, StateDocument } from "$/made/api";
import { screen } from "$/screen.svelte";
import { catalogue, rowsOf } from "$/view/catalogue.svelte";
import { isNews } from "$/view/changes";

class KnownNow {
  /** The changes of this date's state, if an earlier knowledge than today's is shown. */
  readonly #changes = $derived.by(() => {
    const { sinceThen, state, instant, complete } = ledger;
    if (!screen.now.known || !sinceThen || !state || !complete) return null;
    if (span(sinceThen.from.on).end !== instant) return null;
    if (sinceThen.from.position !== state.position) return null;
    return sinceThen.views;
  });

  readonly #byRow: Map<object, RowChange> = $derived.by(() => {
    const found = new Map<object, RowChange>();
    const views = this.#changes;
    const state = ledger.state;
    if (!views || !state) return found;
    for (const [view, { changes }] of Object.entries(views)) {
      const rows = rowsOf(state, view);
      for (const change of changes) {
        const row = change.was === null ? undefined : rows[change.was];
        if (row && change.change !== "moved") found.set(row, change);
      }
    }
    return found;
  });

  /** How a row is told otherwise now. */
  of(row: object): RowChange | undefined {
    return this.#byRow.get(row);
  }

  /** The rows of a view as they are told now; null where nothing says otherwise. */
  rows<List extends keyof StateDocument>(view: List): StateDocument[List] | null;
  rows(view: string): readonly object[] | null;
  rows(view: string): readonly object[] | null {
    const changes = this.#of(view);
    const state = ledger.state;
    return changes.length && state ? applied(changes, rowsOf(state, view)) : null;
  }

  /** Whether rows of a view are told otherwise now, even where there are as many of them. */
  differs(view: string): boolean {
    const declared = catalogue.of(view);
    return declared !== undefined && this.#of(view).some((change) => isNews(declared, change));
  }

  /** The changes that only now are told: rows that were not there. */
  added(view: string): RowChange[] {
    return this.#of(view).filter(({ change }) => change === "added");
  }

  #of(view: string): readonly RowChange[] {
    return this.#changes?.[view]?.changes ?? [];
  }
}

export const knownNow = new KnownNow();
