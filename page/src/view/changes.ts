/** What changed in sentences, from the titles of the columns: "Goma: held by: FARDC, now M23". */

import type { Column, RowChange, ShownColumn, View } from "$/made/api";
import { FROM, asOne, isOfRecords, itemsInWords, ownOf } from "./words";
import type { Told } from "./words";

/** What a shown column says before and after, and what became of it in words. */
export interface Difference {
  title: string;
  old: string;
  new: string;
  says: string;
  /** Whether it is a list of records: what is said of it may be long. */
  ofRecords: boolean;
}

/** Whether a row is told otherwise in more than other accounts, statements or sources. */
export function isNews(view: View, { change, fields }: RowChange): boolean {
  if (change !== "changed") return change !== "moved";
  return view.columns.some(
    ({ name, total }) =>
      !FROM.includes(name) && fields.some(({ field }) => field === name || field === total),
  );
}

/** What a whole row says of what it is about, each behind its title. */
export function saysOf(view: View, row: object): string[] {
  return ownOf(view).flatMap(([shown, columns]) => {
    const isBeside = shown.subject || columns.some(isOfRecords) || columns.some(isByForm);
    const words = isBeside ? "" : asOne(row as Told, columns, shown.forms);
    return words ? [`${within(shown.title)}: ${words}`] : [];
  });
}

/** What is said otherwise of a row, in one line: of lists of records only where that is all. */
export function becameOf(differences: readonly Difference[]): string {
  const brief = differences.filter(({ ofRecords }) => !ofRecords);
  return (brief.length ? brief : differences).map(({ says }) => says).join("; ");
}

/** What is said otherwise of a row after a change, column by column. */
export function differences(view: View, old: object, now: object): Difference[] {
  return ownOf(view).flatMap(([shown, columns]) => {
    const differ = columns.filter((column) => differs(column, old as Told, now as Told));
    return differ.length ? [difference(shown, columns, old as Told, now as Told)] : [];
  });
}

/** A row before a change, by what it is after it. */
export const before = (now: object, { fields }: RowChange): object => ({
  ...now,
  ...Object.fromEntries(fields.map(({ field, old }) => [field, old])),
});

/** A row after a change, by what it was before it. */
export const afterwards = (old: object, { fields }: RowChange): object => ({
  ...old,
  ...Object.fromEntries(fields.map(({ field, new: value }) => [field, value])),
});

/** What is known of a row now, in short: `held by: M23`. */
export function asNow(view: View | undefined, old: object | null, change: RowChange): string {
  const [first] = view && old ? differences(view, old, afterwards(old, change)) : [];
  return first ? `${within(first.title)}: ${first.new}` : "";
}

function difference(
  { title, forms }: ShownColumn,
  columns: readonly Column[],
  old: Told,
  now: Told,
): Difference {
  const [was, is] = [asOne(old, columns, forms), asOne(now, columns, forms)];
  const [only] = columns;
  const became =
    columns.length === 1 && only!.several ? cameAndWent(only!, old, now) : turned(was, is);
  const says = `${within(title)}: ${became}`;
  return { title, old: was, new: is, says, ofRecords: columns.some(isOfRecords) };
}

function turned(was: string, is: string): string {
  if (was === is) return "told otherwise";
  if (was && is) return `${was}, now ${is}`;
  return is ? `now ${is}` : `no longer ${was}`;
}

function cameAndWent(column: Column, old: Told, now: Told): string {
  const [was, is] = [old, now].map((row) => itemsInWords(row[column.name], column));
  const came = is!.filter((each) => !was!.includes(each));
  // Of a list that is cut, what left it may still be so.
  const isCut = column.total !== null && Number(now[column.total]) > is!.length;
  const went = isCut ? [] : was!.filter((each) => !is!.includes(each));
  const said = [
    ...came.map((each) => `now also ${each}`),
    ...went.map((each) => `no longer ${each}`),
  ];
  return said.join(", ") || "told otherwise";
}

function differs({ name, total }: Column, old: Told, now: Told): boolean {
  const fields = total === null ? [name] : [name, total];
  return fields.some((field) => JSON.stringify(old[field]) !== JSON.stringify(now[field]));
}

/** The form of a line tells it. */
const isByForm = ({ kind }: Column): boolean => kind === "status";

/** A title within a sentence. */
const within = (title: string): string => title.charAt(0).toLowerCase() + title.slice(1);
