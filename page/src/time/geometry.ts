/** How high each part of the band is, and where it begins. */

import { CATEGORIES } from "$/words";

export interface Geometry {
  axis: number;
  histogram: number;
  lane: number;
  rail: number;
  /** Where the lanes and the rail begin, and the height of it all. */
  lanes: number;
  railAt: number;
  height: number;
  /** The radius of a mark. */
  radius: number;
}

function geometry(axis: number, histogram: number, lane: number, rail: number): Geometry {
  const lanes = axis + histogram + 2;
  const railAt = lanes + lane * CATEGORIES.length + 2;
  const radius = Math.min(4.4, lane * 0.32);
  return { axis, histogram, lane, rail, lanes, railAt, height: railAt + rail, radius };
}

export const WIDE = geometry(20, 44, 14, 22);
export const NARROW = geometry(17, 20, 11, 20);

/** The middle of a lane. */
export const laneAt = (of: Geometry, lane: number): number => of.lanes + of.lane * (lane + 0.5);
