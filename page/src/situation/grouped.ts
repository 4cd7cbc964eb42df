/** The changes between two states, by view, in sentences. */

import { VIEWS } from "$/model";
import type {
  AgreementRow,
  Changes,
  EmbassyRow,
  Row,
  RowChange,
  State,
  Status,
  TerritoryRow,
  View,
} from "$/model";
import { plural } from "$/words";
import { asChanged, differences, isNews } from "./differences";
import type { Difference } from "./differences";
import { sentence, subject } from "./told";

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
  fields: Difference[];
}

export interface Group {
  view: View;
  title: string;
  told: ToldChange[];
  /** How many more differ in nothing that a reader asks for. */
  rest: number;
}

const NOUNS: Record<View, [string, string]> = {
  territory: ["place", "places"],
  embassies: ["mission", "missions"],
  unrest: ["place with unrest", "places with unrest"],
  appeals: ["appeal", "appeals"],
  contacts: ["contact", "contacts"],
  allegations: ["allegation", "allegations"],
  agreements: ["agreement or ceasefire", "agreements and ceasefires"],
  relations: ["tie", "ties"],
  humanitarian: ["figure", "figures"],
  attention: ["day of engagement", "days of engagement"],
};
const TITLES: Partial<Record<View, string>> = {
  territory: "Territory",
  embassies: "Missions",
  unrest: "Unrest",
  appeals: "Appeals",
  contacts: "Contacts",
  allegations: "Alleged",
  agreements: "Agreements",
  relations: "Ties",
  humanitarian: "Humanitarian",
};

/** The row after a change, or before it where it is gone. */
function rowOf(view: View, change: RowChange, after: State): Row | null {
  if (change.row) return change.row;
  return change.at === null ? null : ((after[view][change.at] as Row | undefined) ?? null);
}

/** A tie that was normal and is normal is no news; its sums change every day. */
function matters(view: View, change: RowChange, row: Row, fields: readonly Difference[]): boolean {
  if (view === "attention" || change.change === "moved") return false;
  if (view === "relations") {
    if (change.change === "changed") return fields.some(({ label }) => label === "Ties");
    return (row as Row & { ties: string }).ties !== "normal";
  }
  return change.change !== "changed" || fields.some(isNews);
}

function textOf(view: View, change: RowChange, row: Row): Pick<ToldChange, "lead" | "text"> {
  if (view === "territory" && change.change === "added" && (row as TerritoryRow).held_by) {
    const { place, held_by, before } = row as TerritoryRow;
    // No row stood there: from whom it was taken is what the capture tells, not what was told then.
    const from = before ? ` (from ${before.name})` : "";
    return {
      lead: `${place.name}: no holder was told, now `,
      text: `${held_by!.name}${from}`,
    };
  }
  if (change.change === "added") return { lead: "", text: sentence(view, row) };
  if (change.change === "removed") return { lead: "No longer told: ", text: sentence(view, row) };
  return { lead: `${subject(view, row)}: `, text: asChanged(view, change) };
}

export function grouped(changes: Changes, after: State): Group[] {
  return VIEWS.flatMap((view) => {
    const told: ToldChange[] = [];
    let rest = 0;
    for (const change of changes.views[view]?.changes ?? []) {
      const row = rowOf(view, change, after);
      const fields = differences(change);
      if (!row || !matters(view, change, row, fields)) {
        if (change.change !== "moved" && view !== "attention") rest += 1;
        continue;
      }
      told.push({
        key: change.key,
        change: change.change as ToldChange["change"],
        ...textOf(view, change, row),
        status: view === "allegations" ? null : row.status,
        row,
        fields,
      });
    }
    if (!told.length && !rest) return [];
    return [{ view, title: titleOf(view, told), told, rest }];
  });
}

/** `8 missions attacked`; `4 new appeals, 1 changed`; `1 place changed hands, 2 newly told`. */
function titleOf(view: View, told: readonly ToldChange[]): string {
  const [one, many] = NOUNS[view];
  const count = (change: ToldChange["change"]) =>
    told.filter((each) => each.change === change).length;
  const [added, changed, removed] = [count("added"), count("changed"), count("removed")];
  if (view === "territory" && told.length) {
    const hands = told.filter(changedHands).length;
    const counts: [number, string][] = [
      [hands, "changed hands"],
      [added, "newly told"],
      [changed - hands, "otherwise told"],
      [removed, "no longer told"],
    ];
    return counts
      .filter(([size]) => size)
      .map(([size, what], at) => `${at ? size : plural(size, one, many)} ${what}`)
      .join(", ");
  }
  const parts: string[] = [];
  const condition = told.every(({ change }) => change === "added") && sameWord(view, told);
  if (added && condition) parts.push(`${plural(added, one, many)} ${condition}`);
  else if (added) parts.push(`${added} new ${added === 1 ? one : many}`);
  if (changed) parts.push(added ? `${changed} changed` : `${plural(changed, one, many)} changed`);
  if (removed) parts.push(`${removed} no longer told`);
  const title = TITLES[view] ?? "";
  return parts.length ? `${title}: ${parts.join(", ")}` : title;
}

/** Only where somebody or nobody was told to hold it: of a new row, nothing was told before. */
const changedHands = ({ change, fields }: ToldChange): boolean =>
  change === "changed" && fields.some(({ field }) => field === "held_by");

function sameWord(view: View, told: readonly ToldChange[]): string {
  if (view !== "embassies" && view !== "agreements") return "";
  const words = told.map(({ row }) =>
    view === "embassies" ? (row as EmbassyRow).condition : (row as AgreementRow).state,
  );
  return new Set(words).size === 1 ? words[0]!.replaceAll("_", " ") : "";
}
