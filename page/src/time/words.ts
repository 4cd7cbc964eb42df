/** How the band tells its days and its marks. */

import { DAY, bothTimes, inWords, knownAt, span } from "$/dates";
import type { Drawn } from "$/marks";
import { firstRecorded } from "./buckets";

const LONG = new Intl.DateTimeFormat("en-GB", {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
const DATE = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** `Wednesday 29 January 2025` */
export const longDay = (day: string): string => LONG.format(span(day).start).replace(",", "");

/** `as known on 30 January 2025`, `as known at entry 45`, `as known now` */
export function knownInWords(known: string | null, day: string | null = null): string {
  if (!known) return "as known now";
  const { start } = span(known);
  return Number.isFinite(start)
    ? `as known on ${DATE.format(start)}`
    : `as known ${knownAt(known, { day: day ?? "" })}`;
}

/** When it happened and when it was first recorded, and, where it was told anew later, when. */
export function timesOf(mark: Drawn): string {
  const both = bothTimes(mark.occurred, mark.first_recorded);
  if (mark.recordedAt - firstRecorded(mark) < DAY) return both;
  return `${both}, told anew ${inWords(mark.recorded.slice(0, 10))}`;
}
