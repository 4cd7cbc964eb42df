/**
 * What we know now of the state that is shown as it was known then: for every row its change, and
 * the rows as they are told today, so that every figure can be counted over them.
 */

import { span } from "$/dates";
import { applied } from "$/frames";
import { ledger } from "$/ledger.svelte";
import type { RowChange, State, View, Views } from "$/model";
import { screen } from "$/screen.svelte";
import { differences, isNews } from "./differences";

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
      const rows = state[view as View] as object[];
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
  rows<V extends View | "possible">(
    view: V,
  ): (V extends View ? Views[V] : State["possible"]) | null {
    const changes = this.#changes?.[view]?.changes;
    const state = ledger.state;
    if (!changes?.length || !state) return null;
    return applied(changes, state[view] as object[]) as never;
  }

  /** Whether rows of a view are told otherwise now, even where there are as many of them. */
  differs(view: string): boolean {
    const changes = this.#changes?.[view as View]?.changes ?? [];
    return changes.some((change) => {
      if (change.change === "changed") return differences(change).some(isNews);
      return change.change !== "moved";
    });
  }

  /** The changes that only now are told: rows that were not there. */
  added(view: View): RowChange[] {
    return this.#changes?.[view]?.changes.filter(({ change }) => change === "added") ?? [];
  }
}

export const knownNow = new KnownNow();
