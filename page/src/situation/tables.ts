/** The same as the picture, as tables: for each view its columns, each a text for reading and copying. */

import { inWords, span } from "$/dates";
import { ledger } from "$/ledger.svelte";
import type { Drawn } from "$/marks";
import type { State } from "$/model";
import { figure, inSentence, listed, number } from "$/words";
import { names } from "./names.svelte";
import { agreementName, alleged, asked, tiesTold } from "./told";
import { daysSince } from "./when";

export interface Cell {
  text: string;
  /** By what it is sorted, where that is not its text. */
  by?: number;
}

export interface Line {
  key: string;
  cells: Cell[];
  /** The report that it leads to. */
  event: string | undefined;
}

export interface Table {
  id: string;
  label: string;
  columns: string[];
  lines: Line[];
}

const text = (told: string | null | undefined): Cell => ({ text: told ?? "" });
const count = (value: number | null): Cell =>
  value === null ? { text: "" } : { text: number(value), by: value };
const date = (told: string | null | undefined): Cell =>
  told ? { text: inWords(told), by: span(told).start } : { text: "" };
const range = (told: Parameters<typeof figure>[0]): Cell => {
  const words = figure(told);
  return words ? { text: words, by: told?.best ?? told?.low ?? told?.high ?? 0 } : { text: "" };
};
const all = (actors: readonly { name: string }[]) =>
  text(listed([...new Set(actors.map(({ name }) => name))], 99));
const ids = (told: readonly string[]) => text(names.listed(told, 99));
const word = (told: string) => text(told.replaceAll("_", " "));

/** When the ledger first learned of the happening behind a row. */
const recorded = (event: string | undefined): Cell =>
  date(event && ledger.marks?.of(event)?.first_recorded.slice(0, 10));

type Build = (world: State) => Table;

function table<T extends { events: string[]; status: string; told_by: string[] }>(
  id: string,
  label: string,
  columns: string[],
  rows: readonly T[],
  cells: (row: T) => Cell[],
): Table {
  return {
    id,
    label,
    columns: [...columns, "Recorded", "Status", "Told by"],
    lines: rows.map((row, place) => ({
      key: `${id}:${row.events[0] ?? ""}:${place}`,
      cells: [...cells(row), recorded(row.events[0]), text(row.status), ids(row.told_by)],
      event: row.events[0],
    })),
  };
}

const BUILDS: Build[] = [
  ({ territory }) =>
    table(
      "territory",
      "Territory",
      ["Place", "Country", "Held by", "Since", "Before", "Contested", "Claims"],
      territory,
      (row) => [
        text(row.place.name),
        text(names.country(row.place.country)),
        text(row.held_by?.name ?? "not known"),
        date(row.since),
        text(row.before?.name),
        text(row.contested ? "yes" : "no"),
        count(row.claims.length),
      ],
    ),
  ({ embassies }) =>
    table(
      "embassies",
      "Missions",
      ["Mission of", "In", "Condition", "Since", "By"],
      embassies,
      (row) => [
        text(row.of.name),
        text(row.place.name),
        word(row.condition),
        date(row.since),
        text(listed(row.means, 99)),
      ],
    ),
  ({ appeals }) =>
    table(
      "appeals",
      "Appeals",
      [
        "Asked for",
        "By",
        "Of",
        "Since",
        "Days",
        "State",
        "Answered by",
        "Broken by",
        "No answer from",
      ],
      appeals,
      (row) => [
        word(inSentence(row.kind)),
        all(row.by),
        text(listed(asked(row), 99)),
        date(row.since),
        count(daysSince(row.since)),
        word(row.state),
        all(row.answered_by.flatMap(({ actor }) => actor ?? [])),
        all(row.breached_by.flatMap(({ actor }) => actor ?? [])),
        all(row.silent),
      ],
    ),
  ({ contacts }) =>
    table(
      "contacts",
      "Contacts",
      ["Kind", "Who", "On", "Place", "Happened", "Planned for"],
      contacts,
      (row) => [
        word(inSentence(row.kind)),
        all(row.participants),
        text(listed(row.topics, 99)),
        text(row.place?.name),
        date(row.occurred),
        date(row.planned_for),
      ],
    ),
  ({ allegations }) =>
    table(
      "allegations",
      "Allegations",
      ["Against", "Alleged", "Alleged by", "Denied by", "Since"],
      allegations,
      (row) => [
        text(row.against.name),
        text(`“${alleged(row)}”`),
        ids(row.alleged_by),
        ids(row.denied_by),
        date(row.since),
      ],
    ),
  ({ agreements }) =>
    table(
      "agreements",
      "Agreements",
      ["Name", "Kind", "Parties", "State", "Since", "Steps"],
      agreements,
      (row) => [
        text(agreementName(row)),
        word(inSentence(row.kind)),
        all(row.parties),
        word(row.state),
        date(row.since),
        count(row.steps.length),
      ],
    ),
  ({ relations }) =>
    table(
      "relations",
      "Relations",
      [
        "Country",
        "Other country",
        "Ties",
        "Since",
        "Last contact",
        "Cooperation, 30 days",
        "Conflict, 30 days",
      ],
      relations,
      (row) => [
        text(names.country(row.countries[0])),
        text(names.country(row.countries[1])),
        text(tiesTold(row.ties)),
        date(row.since),
        date(row.last_contact?.occurred),
        count(row.cooperation),
        count(row.conflict),
      ],
    ),
  ({ humanitarian }) =>
    table(
      "humanitarian",
      "Humanitarian",
      ["Kind", "Place", "Killed", "Injured", "Counts", "Number", "By", "To", "Condition", "When"],
      humanitarian,
      (row) => [
        word(inSentence(row.kind)),
        text(row.place?.name),
        range(row.killed),
        range(row.injured),
        text(row.counts),
        row.amount === null
          ? count(row.count)
          : { text: `${number(row.amount)} ${row.currency ?? ""}`.trim(), by: row.amount },
        text(row.by?.name),
        text(row.to?.name),
        text(row.condition),
        date(row.occurred ?? row.since),
      ],
    ),
];

/** The happenings that meet the filters, the newest first. */
export function eventsTable(shown: readonly Drawn[]): Table {
  return {
    id: "events",
    label: "Events",
    columns: ["Happened", "Recorded", "Type", "What", "Place", "Status", "Accounts", "Told by"],
    lines: shown.toReversed().map((mark) => ({
      key: mark.id,
      cells: [
        { text: inWords(mark.occurred), by: mark.to },
        { text: inWords(mark.first_recorded.slice(0, 10)), by: Date.parse(mark.first_recorded) },
        text(inSentence(mark.type)),
        text(mark.headline),
        text(mark.at?.name),
        text(mark.status),
        count(mark.accounts),
        text(mark.told.map(({ publisher }) => publisher).join(", ")),
      ],
      event: mark.event,
    })),
  };
}

export const TABLES: readonly { id: string; label: string }[] = [
  { id: "territory", label: "Territory" },
  { id: "embassies", label: "Missions" },
  { id: "appeals", label: "Appeals" },
  { id: "contacts", label: "Contacts" },
  { id: "allegations", label: "Allegations" },
  { id: "agreements", label: "Agreements" },
  { id: "relations", label: "Relations" },
  { id: "humanitarian", label: "Humanitarian" },
  { id: "events", label: "Events" },
];

/** The table of a view, of the state shown. */
export function tableOf(id: string, world: State): Table | null {
  const place = TABLES.findIndex((each) => each.id === id);
  return BUILDS[place]?.(world) ?? null;
}

/** Lines in the order of one column. */
export function sorted(lines: readonly Line[], column: number, up: boolean): Line[] {
  const sign = up ? 1 : -1;
  return lines.toSorted((a, b) => {
    const [one, other] = [a.cells[column]!, b.cells[column]!];
    if (one.by !== undefined && other.by !== undefined) return sign * (one.by - other.by);
    // What is not told comes last, whichever way it is sorted.
    if (!one.text !== !other.text) return one.text ? -1 : 1;
    return sign * one.text.localeCompare(other.text);
  });
}

/** As text with tabs: what a spreadsheet takes. */
export function asText({ columns }: Table, lines: readonly Line[]): string {
  const clean = (cell: string) => {
    const flat = cell.replace(/[\t\r\n]+/g, " ");
    return /^[=+\-@]/.test(flat) ? `'${flat}` : flat;
  };
  const rows = [columns, ...lines.map(({ cells }) => cells.map((cell) => cell.text))];
  return rows.map((row) => row.map(clean).join("\t")).join("\n");
}
