/** What was typed as a date, read back in words. */

import { inWords, span } from "$/dates";

const DAY = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/i;

const LONG = ["January", "February", "March", "April", "May", "June", "July", "August"];
LONG.push("September", "October", "November", "December");

/** Whether a month has the day. */
const exists = (day: string): boolean =>
  day.length < 10 || new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);

/** `27 January 2025, UTC`, or null where it is no date that the ledger can place. */
export function readWhen(typed: string): string | null {
  const told = written(typed);
  const ends = told.split("/");
  if (ends.length === 2) {
    const [from, to] = ends.map(readOne);
    return from && to ? zoned(`at some time from ${from} to ${to}`) : null;
  }
  const one = ends.length === 1 ? readOne(told) : null;
  return one && zoned(told.length < 10 ? `at some time in ${one}` : one);
}

/** An instant names its zone itself. */
const zoned = (told: string): string => (told.endsWith(" UTC") ? told : `${told}, UTC`);

function readOne(told: string): string | null {
  if (DAY.test(told) && exists(told)) {
    const [year, month, day] = told.split("-");
    const named = month ? `${LONG[Number(month) - 1]} ${year}` : year!;
    return day ? `${Number(day)} ${named}` : named;
  }
  if (!INSTANT.test(told) || !Number.isFinite(Date.parse(told))) return null;
  return inWords(told);
}

/** Why the ledger cannot place a date, in its words; nothing where only the ledger can tell. */
export function cannotBePlaced(typed: string): string | null {
  const text = written(typed);
  const ends = text.split("/");
  if (ends.length > 2 || ends.some((end) => !mayBePlaced(end)))
    return (
      `'${text}' is not a date this ledger can place: write 2025-01-27T14:00:00Z, 2025-01-27, ` +
      "2025-01, 2025 or 2025-01-26/2025-01-28"
    );
  return ends.length === 2 && endOf(ends[1]!) < endOf(ends[0]!)
    ? `'${text}' ends before it starts`
    : null;
}

const mayBePlaced = (end: string): boolean => /^\d.*T/.test(end) || (DAY.test(end) && exists(end));

const endOf = (told: string): number => span(told).end;

const SPOKEN = /^(?:(\d{1,2})\s+)?([a-z]{3,})\.?\s+(\d{4})(?:,?\s+(\d\d:\d\d))?$/i;

/** A date as people write it (`27 Jan 2025`, `January 2025`) as the ledger writes it. */
export function written(typed: string): string {
  const found = SPOKEN.exec(typed.trim());
  if (!found) return typed.trim();
  const [, day, name, year, time] = found;
  const month = LONG.findIndex((long) => long.toLowerCase().startsWith(name!.toLowerCase())) + 1;
  if (!month) return typed.trim();
  const parts = [year, String(month).padStart(2, "0"), ...(day ? [day.padStart(2, "0")] : [])];
  return parts.join("-") + (day && time ? `T${time}Z` : "");
}

export { today } from "$/dates";
