/** What the keys of a slider do to a day: by day, by week, by event, to an end. */

import { plusDays } from "$/dates";

export interface Stops {
  day: string;
  first: string;
  last: string;
  /** The days at which Shift with an arrow stops, in order. */
  stops?: readonly string[];
}

/** The day that a key leads to; null where it is none of a slider's keys. */
export function keyed(key: string, shift: boolean, { day, first, last, stops }: Stops) {
  const forward = key === "ArrowRight" || key === "ArrowUp";
  if (forward || key === "ArrowLeft" || key === "ArrowDown") {
    if (!shift || !stops) return plusDays(day, forward ? 1 : -1);
    const to = forward ? stops.find((stop) => stop > day) : stops.findLast((stop) => stop < day);
    return to ?? day;
  }
  if (key === "PageUp") return plusDays(day, 7);
  if (key === "PageDown") return plusDays(day, -7);
  if (key === "Home") return first;
  if (key === "End") return last;
  return null;
}
