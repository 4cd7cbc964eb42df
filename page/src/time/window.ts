/** The window of the time band: a span of days, how it is zoomed and moved, and what marks its axis. */

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

const firstOf = (year: number, month: number): number => Date.UTC(year, month);

/** What is written along the axis, so that no two labels meet. */
export function ticks(window: Span, width: number): Tick[] {
  const day = (width * DAY) / length(window);
  const found: Tick[] = [];
  const start = new Date(window.start);
  const step = [1, 3, 6, 12].find((months) => months * 30.4 * day >= 46) ?? 12;
  let month = Math.floor(start.getUTCMonth() / step) * step;
  for (let at = 0; at < window.end; month += step) {
    at = firstOf(start.getUTCFullYear(), month);
    if (at < window.start || at >= window.end) continue;
    const isYear = new Date(at).getUTCMonth() === 0;
    const name = inWords(dayOf(at).slice(0, 7), { year: isYear || !found.length });
    found.push({ at, label: step === 12 ? dayOf(at).slice(0, 4) : name, major: true });
  }
  const beginning = found[0]?.at ?? Infinity;
  if (((beginning - window.start) / DAY) * day > 64 && step === 1) {
    found.unshift({
      at: window.start,
      label: inWords(dayOf(window.start).slice(0, 7)),
      major: true,
    });
  }
  return [...found, ...days(window, day, found)].sort((a, b) => a.at - b.at);
}

/** The days that are named between the months: each, or the Mondays, where there is room. */
function days(window: Span, day: number, majors: Tick[]): Tick[] {
  const every = day >= 22 ? 1 : day * 7 >= 30 ? 7 : 0;
  if (!every) return [];
  const found: Tick[] = [];
  for (let at = startOfDay(window.start); at < window.end; at += DAY) {
    const date = new Date(at);
    if (every === 7 && date.getUTCDay() !== 1) continue;
    const isFree = majors.every((major) => {
      const gap = ((at - major.at) / DAY) * day;
      return gap > major.label.length * 6.4 + 10 || gap < -16;
    });
    found.push({ at, label: isFree ? String(date.getUTCDate()) : "", major: false });
  }
  return found;
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
  return { start: firstOf(year, month), end: firstOf(year, month + 1) };
}
