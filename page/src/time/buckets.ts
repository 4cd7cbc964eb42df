/** What the band draws of the marks: those that fall on one spot as one, and counts by day. */

import { DAY } from "$/dates";
import type { Span } from "$/dates";
import type { Drawn } from "$/marks";
import type { Status } from "$/made/api";
import type { Category } from "$/words";
import { CATEGORIES, STATUSES } from "$/words";
import { binAt, length } from "./window";
import type { Bin } from "./window";

const SPOT = 6; // pixels within which marks of one lane are drawn as one

export interface Bucket {
  x: number;
  lane: number;
  category: Category;
  /** In the order in which they were over. */
  marks: Drawn[];
  status: Status;
  /** Where they began and where they were first recorded, in pixels. */
  from: number;
  recorded: number;
  /** How far it is to the next one in its lane. */
  room: number;
}

export interface Bar {
  start: number;
  end: number;
  counts: Record<Category, number>;
}

/** Where a mark stands: at noon of the last day on which it happened, so that the handle passes it. */
export const standsAt = (mark: Drawn): number => Math.max(mark.from, mark.to - DAY / 2);

export const firstRecorded = (mark: Drawn): number => Date.parse(mark.first_recorded);

/** The best status of some: one that is confirmed is not hidden by one that is claimed. */
export function best(marks: readonly Drawn[]): Status {
  return STATUSES.find((status) => marks.some((mark) => mark.status === status)) ?? "disputed";
}

/** The marks of a window by lane and spot. They come in the order in which they were over. */
export function bucketed(marks: readonly Drawn[], window: Span, width: number): Bucket[] {
  const scale = width / length(window);
  const lanes = new Map(CATEGORIES.map(({ id }, lane) => [id, lane]));
  const last: (Bucket | undefined)[] = [];
  const found: Bucket[] = [];
  for (const mark of marks) {
    const lane = mark.category ? lanes.get(mark.category) : undefined;
    if (lane === undefined) continue;
    const x = (standsAt(mark) - window.start) * scale;
    // A day is a mark; what lasted longer has a bar as well.
    const from = mark.to - mark.from > DAY ? (mark.from - window.start) * scale : x;
    const recorded = (firstRecorded(mark) - window.start) * scale;
    // What stands outside the window is drawn for its whisker alone, where that reaches into it.
    if (Math.min(from, x) > width || Math.max(x, recorded) < 0) continue;
    const before = last[lane];
    if (before && x - before.x < SPOT) {
      before.marks.push(mark);
      before.from = Math.min(before.from, from);
      before.recorded = Math.max(before.recorded, recorded);
      continue;
    }
    if (before) before.room = x - before.x;
    const begun = { x, lane, category: mark.category!, from, recorded, room: Infinity };
    last[lane] = { ...begun, marks: [mark], status: mark.status };
    found.push(last[lane]);
  }
  for (const bucket of found) bucket.status = best(bucket.marks);
  return found;
}

/** How many happenings of each category were over in each bin. */
export function bars(
  days: readonly ({ at: number } & Partial<Record<Category, number>>)[],
  bin: Bin,
): Bar[] {
  const found = new Map<number, Bar>();
  for (const day of days) {
    const { start, end } = binAt(bin, day.at);
    let bar = found.get(start);
    if (!bar) {
      const counts = { fighting: 0, unrest: 0, diplomacy: 0, agreements: 0, humanitarian: 0 };
      found.set(start, (bar = { start, end, counts }));
    }
    for (const { id } of CATEGORIES) bar.counts[id] += day[id] ?? 0;
  }
  return [...found.values()];
}

export const upward = (bar: Bar): number => bar.counts.fighting + bar.counts.unrest;
export const downward = (bar: Bar): number => bar.counts.diplomacy + bar.counts.agreements;
