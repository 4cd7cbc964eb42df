/** Dates as the ledger tells them (ISO 8601, UTC), in milliseconds and in words. */

export const DAY = 86_400_000;

/** A span in time, `end` exclusive, in milliseconds since 1970, UTC. */
export interface Span {
  start: number;
  end: number;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

const NONE: Span = { start: NaN, end: NaN };
const CALENDAR = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/;
/** An instant says where it is counted: browsers would read another text as a date of their own. */
const INSTANT = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/i;
/** The years of the server: from 1 on, and nothing ends after 9999. */
const LAST = Date.UTC(9999, 11, 31);

/** The first instant of a day; not a number where the calendar has no such day, as 30 February. */
function startOf(day: string): number {
  const start = Date.parse(`${day}T00:00:00Z`);
  return dayOf(start) === day && day > "0001" ? start : NaN;
}

/** The span of a day, a month or a year: it ends where the next one begins. */
function calendarSpan(year: string, month?: string, day?: string): Span {
  const start = startOf(`${year}-${month ?? "01"}-${day ?? "01"}`);
  const next = new Date(start);
  if (day) next.setUTCDate(next.getUTCDate() + 1);
  else if (month) next.setUTCMonth(next.getUTCMonth() + 1);
  else next.setUTCFullYear(next.getUTCFullYear() + 1);
  const end = next.getTime();
  return end <= LAST ? { start, end } : NONE;
}

/** The span of an instant, a day, a month, a year, or an interval `a/b` of these. */
export function span(told: string): Span {
  if (told.includes("/")) {
    const [from, to] = told.split("/") as [string, string];
    return { start: span(from).start, end: span(to).end };
  }
  const parts = CALENDAR.exec(told);
  if (parts) return calendarSpan(parts[1]!, parts[2], parts[3]);
  const day = INSTANT.exec(told)?.[1];
  if (!day || Number.isNaN(startOf(day))) return NONE;
  const instant = Date.parse(told);
  return { start: instant, end: instant + 0.001 };
}

/** Whether something can be read as a date, an instant or an interval. */
export function isDate(told: string): boolean {
  const { start, end } = span(told);
  return end > start;
}

/** Whether it is one date or instant: what `on` can be. */
export const isMoment = (told: string): boolean => !told.includes("/") && isDate(told);

/** The position of the log, where a state of knowledge is told as one: 45 of `@45`. */
export function positionOf(known: string): number | null {
  return /^@\d+$/.test(known) ? Number(known.slice(1)) : null;
}

/** The day, `YYYY-MM-DD`, in which an instant lies; nothing of what is none. */
export const dayOf = (instant: number): string =>
  Number.isFinite(instant) ? new Date(instant).toISOString().slice(0, 10) : "";

/** The first instant of the day in which an instant lies. */
export const startOfDay = (instant: number): number => Math.floor(instant / DAY) * DAY;

/** An instant in UTC, wherever it was counted; what is no instant, as it is told. */
export const inUtc = (told: string): string =>
  INSTANT.test(told) && isDate(told) ? new Date(told).toISOString() : told;

/** The day of today, UTC. */
export const today = (): string => dayOf(Date.now());

/** The day, so many days later. */
export const plusDays = (day: string, days: number): string => dayOf(span(day).start + days * DAY);

/**
 * `27 Jan 2025`; `27 Jan 2025, 14:00 UTC` of an instant, wherever it was counted; `26 to 28 Jan
 * 2025` of an interval; `entry 45` of a position of the log.
 */
export function inWords(asTold: string, { year = true, weekday = false } = {}): string {
  const told = inUtc(asTold);
  if (told.includes("/")) {
    const [from, to] = told.split("/").map(inUtc) as [string, string];
    const sameMonth = from.slice(0, 7) === to.slice(0, 7) && from.length === 10;
    const sameYear = from.slice(0, 4) === to.slice(0, 4);
    const first = sameMonth
      ? String(Number(from.slice(8)))
      : inWords(from, { year: year && !sameYear });
    return `${first} to ${inWords(to, { year })}`;
  }
  const position = positionOf(told);
  if (position !== null) return `entry ${position}`;
  if (!isDate(told)) return told;
  const tail = year ? ` ${told.slice(0, 4)}` : "";
  const month = MONTHS[Number(told.slice(5, 7)) - 1] ?? "";
  if (told.length === 4) return told;
  if (told.length === 7) return `${month}${tail}`;
  const day = `${Number(told.slice(8, 10))} ${month}${tail}`;
  const named = weekday
    ? `${DAYS[new Date(span(told.slice(0, 10)).start).getUTCDay()]}, ${day}`
    : day;
  if (told.length === 10) return named;
  return `${named}, ${told.slice(11, 16)} UTC`;
}

/**
 * A state of knowledge after "known": `on 30 Jan 2025`; of a position `at entry 45`, with the day
 * of its recording where that is at hand.
 */
export function knownAt(known: string, { year = true, day = "" } = {}): string {
  if (positionOf(known) === null) return `on ${inWords(known, { year })}`;
  return `at ${inWords(known)}${day && ` (${inWords(day, { year })})`}`;
}

/** How long between two instants: `the same day`, `2 days`, `5 months`. */
export function apart(from: number, to: number): string {
  const days = Math.round((startOfDay(to) - startOfDay(from)) / DAY);
  const size = Math.abs(days);
  if (size === 0) return "the same day";
  if (size < 61) return `${size} ${size === 1 ? "day" : "days"}`;
  if (size < 730) return `${Math.round(size / 30.44)} months`;
  return `${Math.round(size / 365.25)} years`;
}

/**
 * Both times of an event: `27 Jan 2025`, and `recorded 29 Jan` where it was recorded more than a
 * day after it was over.
 */
export function bothTimes(occurred: string, recorded: string, options = { year: true }): string {
  const happened = inWords(occurred, options);
  const late = span(recorded).start - span(occurred).end;
  if (late <= DAY) return happened;
  const sameYear = recorded.slice(0, 4) === inUtc(occurred).slice(0, 4);
  return `${happened}, recorded ${inWords(recorded.slice(0, 10), { year: !sameYear })}`;
}
