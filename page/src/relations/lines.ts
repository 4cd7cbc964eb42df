/** How lines are led: from the rim of one box to that of the other, several beside one another. */

import type { Stands } from "./layout";
import type { Line, Tie } from "./ties";

export interface Led {
  line: Line;
  tie: Tie;
  path: string;
  /** The tip of its arrow, where it has a direction. */
  arrow: string | null;
  middle: readonly [number, number];
  angle: number;
}

const BESIDE = 9;

/** Where the way from the middle of a box to a point leaves the box. */
function rim(box: Stands, x: number, y: number, gap: number): readonly [number, number] {
  const [dx, dy] = [x - box.x, y - box.y];
  const [halfX, halfY] = [box.width / 2 + gap, box.height / 2 + gap];
  const t = Math.min(halfX / (Math.abs(dx) || 1e-9), halfY / (Math.abs(dy) || 1e-9), 1);
  return [box.x + dx * t, box.y + dy * t];
}

export function led(tie: Tie, stands: ReadonlyMap<string, Stands>): Led[] {
  const found: Led[] = [];
  tie.lines.forEach((line, at) => {
    const [a, b] = [stands.get(line.from), stands.get(line.to)];
    if (!a || !b) return;
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const length = Math.hypot(dx, dy) || 1;
    const turn = line.from < line.to ? 1 : -1;
    const away = (at - (tie.lines.length - 1) / 2) * BESIDE * 2 * turn;
    const control = [
      (a.x + b.x) / 2 - (dy / length) * away,
      (a.y + b.y) / 2 + (dx / length) * away,
    ] as const;
    const from = rim(a, ...control, 1);
    const to = rim(b, ...control, line.directed ? 4 : 1);
    const middle = [
      from[0] / 4 + control[0] / 2 + to[0] / 4,
      from[1] / 4 + control[1] / 2 + to[1] / 4,
    ] as const;
    const heading = Math.atan2(to[1] - control[1], to[0] - control[0]);
    const corner = (by: number, far: number) =>
      `${(to[0] + Math.cos(heading + by) * far).toFixed(1)},${(to[1] + Math.sin(heading + by) * far).toFixed(1)}`;
    found.push({
      line,
      tie,
      path: `M${from.map((v) => v.toFixed(1)).join(",")}Q${control.map((v) => v.toFixed(1)).join(",")} ${to.map((v) => v.toFixed(1)).join(",")}`,
      arrow: line.directed ? `M${corner(0, 3)}L${corner(2.7, 7)}L${corner(-2.7, 7)}Z` : null,
      middle,
      angle: (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI,
    });
  });
  return found;
}

export interface Cut {
  tie: Tie;
  a: Stands;
  b: Stands;
  at: readonly [number, number];
  /** Whether its words stand to the left of the mark. */
  left: boolean;
}

const PARTS = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78];

/** Where the mark of cut ties and its words stand: on the line, and upon no party. */
export function cutAt(tie: Tie, stands: ReadonlyMap<string, Stands>, words: number): Cut | null {
  const [a, b] = [stands.get(tie.pair[0].id), stands.get(tie.pair[1].id)];
  if (!a || !b) return null;
  const free = (left: number, top: number, width: number, height: number) =>
    left > 0 &&
    ![...stands.values()].some(
      (box) =>
        left < box.x + box.width / 2 &&
        box.x - box.width / 2 < left + width &&
        top < box.y + box.height / 2 &&
        box.y - box.height / 2 < top + height,
    );
  for (const part of PARTS) {
    const at = [a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part] as const;
    if (free(at[0] - 10, at[1] - 10, 24 + words, 20)) return { tie, a, b, at, left: false };
    if (free(at[0] - 14 - words, at[1] - 10, 24 + words, 20)) return { tie, a, b, at, left: true };
  }
  return { tie, a, b, at: [(a.x + b.x) / 2, (a.y + b.y) / 2], left: false };
}
