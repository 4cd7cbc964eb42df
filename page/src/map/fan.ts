/** How several happenings at one place are fanned about it: few beside one another, many counted. */

import type { Category } from "$/words";
import type { Drawn } from "$/marks";
import type { Cluster } from "./stations";

const MOST = 5;
const RADIUS = 19;
const STEP = 36;
/** How wide a mark is, and each digit of how many it tells. */
const WIDE = 15;
const DIGIT = 7.5;

export interface Fanned {
  mark: Drawn;
  dx: number;
  dy: number;
  /** How many are told by this one; 1: itself. */
  count: number;
  unknown: boolean;
}

/** The marks of a cluster, each where it stands about the place; the newest first. Counted apart
 * from one another: the categories, and what concerns the country whose side is taken. */
export function fanned({ marks, unknown }: Cluster, concerns: (mark: Drawn) => boolean): Fanned[] {
  const all = [
    ...marks.map((mark) => ({ mark, unknown: false })),
    ...unknown.map((mark) => ({ mark, unknown: true })),
  ];
  if (all.length <= MOST) {
    return all.map((told, at) => {
      const degrees = -90 + (at - (all.length - 1) / 2) * STEP;
      const angle = (degrees * Math.PI) / 180;
      return { ...told, count: 1, dx: Math.cos(angle) * RADIUS, dy: Math.sin(angle) * RADIUS };
    });
  }
  const kinds = new Map<string, { mark: Drawn; count: number; unknown: boolean }>();
  for (const { mark, unknown: hidden } of all) {
    const key = `${hidden ? "unknown" : (mark.category as Category | null)} ${concerns(mark)}`;
    const there = kinds.get(key);
    if (there) there.count += 1;
    else kinds.set(key, { mark, count: 1, unknown: hidden });
  }
  const counted = [...kinds.values()];
  const wide = ({ count }: { count: number }) =>
    WIDE + (count > 1 ? 3 + String(count).length * DIGIT : 0);
  let left = -counted.reduce((sum, told) => sum + wide(told), 0) / 2;
  return counted.map((told) => {
    const dx = left + WIDE / 2;
    left += wide(told);
    return { ...told, dx, dy: -RADIUS };
  });
}
