/** The window of the time band: a span of days, how it is zoomed and moved, and what marks its axis. */

import { scaleUtc } from "d3-scale";
import { DAY, dayOf, inWords, span, startOfDay } from "$/dates";
import type { Span } from "$/dates";

const SHORTEST = 7 * DAY;
const YEAR = 366 * DAY;

export const length = (window: Span): number => window.end - window.start;

/** From a little before the first day to a little after the last one. */
export function around(first: string, last: string): Span {
  const [start, end] = [span(first).start, span(last).end];
  const room = Math.max(2 * DAY, Math.round(((end - start) * 0.02) / DAY) * DAY);
  return { start: start - room, end: end + room };
}

/** The window that an address tells as `first/last`, if it does. */
export function fromSpan(told: string | null): Span | null {
  if (!told?.includes("/")) return null;
  const { start, end } = span(told);
  return Number.isFinite(start) && end - start >= DAY ? { start, end } : null;
}

/** A window as the address tells it, in whole days. */
export function toSpan(window: Span): string {
  const start = Math.round(window.start / DAY) * DAY;
  const end = Math.max(start + DAY, Math.round(window.end / DAY) * DAY);
  return `${dayOf(start)}/${dayOf(end - 1)}`;
}

/** The window so moved that it shows as much as it can of all there is. */
export function within(all: Span, window: Span): Span {
  const size = length(window);
  if (size >= length(all)) {
    const start = (all.start + all.end - size) / 2;
    return { start, end: start + size };
  }
  const start = Math.min(Math.max(window.start, all.start), all.end - size);
  return { start, end: start + size };
}

/** Zoomed by a factor about an instant, which stays where it is. */
export function zoomed(all: Span, window: Span, factor: number, at: number): Span {
  const longest = Math.max(length(all), YEAR);
  const size = Math.min(Math.max(length(window) * factor, SHORTEST), longest);
  const part = (at - window.start) / length(window);
  const start = at - part * size;
  return within(all, { start, end: start + size });
}

/** A window of so many days about an instant. */
export function about(all: Span, days: number, at: number): Span {
  const start = startOfDay(at - (days * DAY) / 2);
  return within(all, { start, end: start + days * DAY });
}

export interface Tick {
  at: number;
  label: string;
  /** A month or a year begins: drawn stronger. */
  major: boolean;
}

const APART = 80; // pixels from one tick to the next, about
const LETTER = 6.4;

/** What is written along the axis, so that no two labels meet. */
export function ticks(window: Span, width: number): Tick[] {
  const axis = scaleUtc([window.start, window.end], [0, width]);
  const most = Math.min(width / APART, length(window) / DAY); // no part of a day is a tick
  let [before, free] = ["", -Infinity];
  return axis.ticks(most).map((date) => {
    const day = dayOf(date.getTime());
    const year = day.slice(0, 4) !== before.slice(0, 4);
    const major = date.getUTCDate() === 1;
    const isNamed = day.slice(0, 7) !== before.slice(0, 7);
    const name = inWords(major ? day.slice(0, 7) : day, { year });
    const label = isNamed ? name : String(date.getUTCDate());
    before = day;
    const x = axis(date);
    if (x < free) return { at: date.getTime(), label: "", major };
    free = x + label.length * LETTER + 10;
    return { at: date.getTime(), label, major };
  });
}

/** The start of the bin of the histogram in which an instant lies, and the bin's end. */
export type Bin = "day" | "week" | "month";

export function binOf(window: Span, width: number): Bin {
  const day = (width * DAY) / length(window);
  return day >= 2.4 ? "day" : day * 7 >= 2.4 ? "week" : "month";
}

export function binAt(bin: Bin, instant: number): Span {
  const day = startOfDay(instant);
  if (bin === "day") return { start: day, end: day + DAY };
  const date = new Date(day);
  if (bin === "week") {
    const start = day - ((date.getUTCDay() + 6) % 7) * DAY;
    return { start, end: start + 7 * DAY };
  }
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { start: Date.UTC(year, month), end: Date.UTC(year, month + 1) };
}
