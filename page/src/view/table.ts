/** Any view as a table, from its declaration and its rows: no view is named here. */

import { inWords as dateInWords, span } from "$/dates";
import { ledger } from "$/ledger.svelte";
import type { Column, Figure, ShownColumn, View } from "$/made/api";
import { number } from "$/words";
import { asOne, isOfRecords } from "./words";
import type { Told } from "./words";

export interface Cell {
  text: string;
  /** By what it is sorted, where that is not its text. */
  by?: number | undefined;
  /** Whether it calls for attention. */
  care?: boolean;
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

/** The table of a view: of its columns those in which anything is told. */
export function tableOf(view: View, rows: readonly object[]): Table {
  const told = rows as readonly Told[];
  const every = view.shown.map((shown) => told.map((row) => cell(row, view, shown)));
  const kept = view.shown.flatMap((_, at) => (every[at]!.some(({ text }) => text) ? [at] : []));
  return {
    id: view.name,
    label: view.title,
    columns: [...kept.map((at) => view.shown[at]!.title), "Recorded"],
    lines: told.map((row, place) => {
      const event = firstEvent(row);
      return {
        key: `${view.name}:${event ?? ""}:${place}`,
        cells: [...kept.map((at) => every[at]![place]!), recorded(event)],
        event,
      };
    }),
  };
}

/** The first of the events on which a row rests: its report. */
export const firstEvent = (row: Told): string | undefined =>
  (row.events as readonly string[] | undefined)?.[0];

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

function cell(row: Told, { columns }: View, shown: ShownColumn): Cell {
  const named = columns.filter(({ name }) => shown.columns.includes(name));
  // What is told in a line each would fill the screen; the report that is opened tells it whole.
  if (named.some((column) => isOfRecords(column) || isOfEvents(column))) {
    return count(named[0]!, row);
  }
  return {
    text: asOne(row, columns, shown.forms),
    by: order(
      row,
      named.find(({ name }) => name === shown.columns[0])!,
    ),
    care: named.some(({ name, care }) => care.includes(String(row[name]))),
  };
}

const isOfEvents = ({ kind, several }: Column): boolean => kind === "event" && several;

function count({ name, total }: Column, row: Told): Cell {
  const many = total ? Number(row[total]) : ((row[name] ?? []) as readonly unknown[]).length;
  return many ? { text: number(many), by: many } : { text: "" };
}

/** When the ledger first learned of the happening behind a row. */
function recorded(event: string | undefined): Cell {
  const day = event && ledger.marks?.of(event)?.first_recorded.slice(0, 10);
  return day ? { text: dateInWords(day), by: span(day).start } : { text: "" };
}

/** By what a value is sorted, where that is not its words. */
function order(row: Told, { name, kind, several }: Column): number | undefined {
  const value = row[name];
  if (value === null || value === undefined) return undefined;
  if (several) return undefined;
  if (kind === "number") return value as number;
  if (kind === "span" || kind === "date") return span(value as string).start;
  if (kind !== "figure") return undefined;
  const { low, best, high } = value as Figure;
  return best ?? low ?? high ?? undefined;
}
