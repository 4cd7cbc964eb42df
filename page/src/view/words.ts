/**
 * A value in words, by its column; a row or a record in one line, by the forms that it declares.
 * The rules are those of the server's own tables; only names and dates are told as elsewhere here.
 */

import { inWords as dateInWords } from "$/dates";
import { inWordsOf } from "$/kit/values";
import { ledger } from "$/ledger.svelte";
import type { Column, Figure, ShownColumn, View } from "$/made/api";
import { names } from "$/situation/names.svelte";
import { figure, inSentence, number, plural } from "$/words";
import { catalogue } from "./catalogue.svelte";

/** A row, or a record in it: by its columns' names. */
export type Told = Readonly<Record<string, unknown>>;

interface Named {
  readonly name: string;
}

/** What a value of each kind is: a kind that the server adds and this lacks fails the type check. */
interface Values extends Record<Column["kind"], unknown> {
  place: Named;
  actor: Named;
  agreement: Named;
  named: Named;
  country: string;
  date: string;
  span: string;
  status: string;
  word: string;
  flag: boolean;
  figure: Figure;
  number: number;
  text: string;
  event: string;
  happening: string;
  teller: string;
  type: string;
  data: unknown;
  record: Told;
}

type Tell = { [K in Column["kind"]]: (value: Values[K], column: Column) => string };

const byName = ({ name }: Named): string => name;
const word = (told: string | boolean, { words }: Column): string =>
  words[String(told)] ?? String(told);

/** How a word of a view's column is told; `path` leads to the column: `claims.says`. */
export function wordIn(view: string, path: string, told: string): string {
  const column = catalogue.column(view, path);
  return column ? word(told, column) : told;
}

const date = (told: string): string => dateInWords(told);
/** An event has no name: its headline says what it is, else the first letters of its id. */
const event = (id: string): string =>
  (ledger.marksToday ?? ledger.marks)?.of(id)?.headline || id.slice(0, 8);

const TELL: Tell = {
  place: byName,
  actor: byName,
  agreement: byName,
  named: byName,
  country: (iso3) => names.country(iso3),
  date,
  span: date,
  status: word,
  word,
  flag: word,
  figure: (told) => {
    const { low, best, high } = told;
    const [least, most] = [low ?? best, high ?? best];
    const brief = figure(told) ?? "";
    return best !== null && least !== most
      ? `${brief} (${number(least!)} to ${number(most!)})`
      : brief;
  },
  number: (told) => number(Math.round(told * 100) / 100),
  text: (told) => told.replace(/\s+/g, " ").trim(),
  event,
  happening: event,
  teller: (id) => names.of(id),
  type: inSentence,
  data: inWordsOf,
  record: inALine,
};

const PLACEHOLDER = /\{(\w+)\}/g;
const columnsIn = (forms: readonly string[]): Set<string> =>
  new Set(forms.flatMap((form) => [...form.matchAll(PLACEHOLDER)].map(([, name]) => name!)));

/** Each item of a list in words; what is no list is one item, or none. */
export function itemsInWords(value: unknown, column: Column): string[] {
  const items = column.several ? ((value ?? []) as readonly unknown[]) : [value];
  // The one place where the catalogue is believed: a value is what its column says.
  const tell = TELL[column.kind] as (value: unknown, column: Column) => string;
  return items
    .filter((item) => item !== null && item !== undefined)
    .map((item) => tell(item, column));
}

/** What a reader is told of a column; of events how many there are, each has a report to open. */
export function inWords(told: Told, column: Column): string {
  const value = told[column.name];
  if (value === null || value === undefined) return column.absent;
  const each = itemsInWords(value, column);
  const total = Math.max(each.length, column.total ? Number(told[column.total]) : 0);
  if (column.kind === "event" && column.several) return total ? plural(total, "event") : "";
  const more = total - each.length;
  if (more) each.push(`and ${number(more)} more`);
  return each.join(isOfRecords(column) ? "\n" : ", ");
}

/**
 * Several columns in one, by the first form of which all are told; where none is, what is told of
 * them stands side by side.
 */
export function asOne(told: Told, columns: readonly Column[], forms: readonly string[]): string {
  const named = columnsIn(forms);
  const words = new Map(
    columns
      .filter(({ name }) => named.has(name))
      .map((column) => [column.name, inWords(told, column)]),
  );
  const form = forms.find((each) => [...columnsIn([each])].every((name) => words.get(name)));
  if (form === undefined) return [...words.values()].filter(Boolean).join(", ");
  return form.replace(PLACEHOLDER, (_, name: string) => words.get(name) ?? "");
}

/** What a row is about, in one line. */
export function label(row: object, view: View): string {
  const subject = view.shown.filter((shown) => shown.subject);
  return subject
    .map(({ forms }) => asOne(row as Told, view.columns, forms))
    .filter(Boolean)
    .join(", ");
}

/** From where a row is: its reports tell that. */
export const FROM = ["events", "told_by", "dated_by", "other_accounts", "statements"];

/** The columns of a view as they are shown, but for those that say from where a row is. */
export const ownOf = ({ shown, columns }: View): [ShownColumn, Column[]][] =>
  shown
    .filter((each) => !each.columns.some((name) => FROM.includes(name)))
    .map((each) => [each, columns.filter(({ name }) => each.columns.includes(name))]);

/** Whether a column is a list of records that are told in more than a word. */
export const isOfRecords = ({ kind, several, forms }: Column): boolean =>
  kind === "record" && several && columnsIn(forms).size !== 1;

/** A record in one line, by its own forms; where it has none, its columns side by side. */
function inALine(told: Told, { columns, forms }: Column): string {
  const every = columns.map(({ name }) => `{${name}}`).join(", ");
  return asOne(told, columns, forms.length ? forms : [every]);
}
