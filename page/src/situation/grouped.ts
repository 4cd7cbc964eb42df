/** The changes between two states, by view, in sentences. */

import type { Row } from "$/answers";
import type { ChangesDocument, Relation, RowChange, StateDocument, Status, View } from "$/made/api";
import { catalogue, rowsOf } from "$/view/catalogue.svelte";
import { becameOf, before, differences, isNews } from "$/view/changes";
import type { Difference } from "$/view/changes";
import { label } from "$/view/words";
import { sentence, trust } from "./told";

export interface ToldChange {
  key: string;
  change: "added" | "removed" | "changed";
  /** What stands before it, in the ledger's own words. */
  lead: string;
  /** What is told, as far to be trusted as its status says. */
  text: string;
  /** null: its text says by itself whose word it is. */
  status: Status | null;
  row: Row;
  differences: Difference[];
}

export interface Group {
  view: string;
  title: string;
  told: ToldChange[];
  /** How many more differ in nothing that a reader asks for. */
  rest: number;
}

/** What follows from every event, with what of it is news all the same; of other views all is. */
const FOLLOWS: Record<string, (change: RowChange, row: Row) => boolean> = {
  attention: () => false,
  // Ties that were normal and are normal are no news; their sums change every day.
  relations: ({ change, fields }, row) =>
    change === "changed"
      ? fields.some(({ field }) => field === "ties")
      : (row as Relation).ties !== "normal",
};

/** `after` is the later of the two states, in whose rows the changes' `at` are places. */
export function grouped(changes: ChangesDocument, after: StateDocument): Group[] {
  return Object.entries(changes.views).flatMap(([name, changed]) => {
    const view = catalogue.of(name);
    const real = changed?.changes.filter(({ change }) => change !== "moved") ?? [];
    const told = real.flatMap((change) => {
      const row = (change.row as Row | null) ?? rowsOf<Row>(after, name)[change.at!];
      const isTold = view && row && isNews(view, change) && (FOLLOWS[name]?.(change, row) ?? true);
      return isTold ? [toldOf(view, change, row)] : [];
    });
    const rest = name in FOLLOWS ? 0 : real.length - told.length;
    return view && (told.length || rest)
      ? [{ view: name, title: titleOf(view, told), told, rest }]
      : [];
  });
}

function toldOf(view: View, change: RowChange, row: Row): ToldChange {
  const isChanged = change.change === "changed";
  const differ = isChanged ? differences(view, before(row, change), row) : [];
  return {
    key: change.key,
    change: change.change as ToldChange["change"],
    lead: isChanged
      ? `${label(row, view)}: `
      : change.change === "removed"
        ? "No longer told: "
        : "",
    text: isChanged ? becameOf(differ) : sentence(view.name, row),
    status: trust(view.name, row),
    row,
    differences: differ,
  };
}

/** `Territory: 2 new, 1 changed`. */
function titleOf(view: View, told: readonly ToldChange[]): string {
  const count = (which: ToldChange["change"]) =>
    told.filter(({ change }) => change === which).length;
  const counts: [number, string][] = [
    [count("added"), "new"],
    [count("changed"), "changed"],
    [count("removed"), "no longer told"],
  ];
  const parts = counts.filter(([size]) => size).map(([size, what]) => `${size} ${what}`);
  return parts.length ? `${view.title}: ${parts.join(", ")}` : view.title;
}
