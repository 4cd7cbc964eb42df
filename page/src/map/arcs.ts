/** Arcs of calls and meetings: the form of the line tells the status, an arrow tells a visit. */

import type { Status } from "$/made/api";
import { along } from "./contacts";
import type { Arc } from "./contacts";
import type { Palette } from "./palette";
import type { Pencil } from "./pencil";

export const ARC_LINE: Record<Status, { width: number; dash: number[] }> = {
  confirmed: { width: 2.2, dash: [] },
  reported: { width: 1.6, dash: [] },
  claimed: { width: 1.6, dash: [5, 4] },
  disputed: { width: 1.6, dash: [2, 4] },
};

export function drawArcs(
  pencil: Pencil,
  arcs: readonly Arc[],
  palette: Palette,
  muted: boolean,
  /** The country whose side is taken: the calls of others are hairlines. */
  country: string | null = null,
): void {
  const own = ({ row }: Arc) =>
    !country || row.participants.some((actor) => actor.country === country);
  for (const arc of arcs.toSorted((a, b) => Number(own(a)) - Number(own(b)))) {
    const { from, control, to, row, visit, age } = arc;
    const { width, dash } = ARC_LINE[row.status ?? "reported"];
    const concerned = own(arc);
    const colour = !concerned ? palette.control : muted ? palette.muted : palette["cat-diplomacy"];
    pencil.save();
    const path = new Path2D();
    path.moveTo(...from);
    path.quadraticCurveTo(...control, ...to);
    pencil.strokeStyle = palette.land;
    pencil.lineWidth = width + 2.4;
    pencil.stroke(path);
    pencil.strokeStyle = colour;
    // Older ones are thinner, never paler.
    pencil.lineWidth = concerned ? width - age * 0.6 : 0.8;
    pencil.setLineDash(row.kind === "announced" ? [2, 4] : dash);
    pencil.stroke(path);
    pencil.setLineDash([]);
    if (visit) arrow(pencil, arc, colour);
    pencil.restore();
  }
}

function arrow(pencil: Pencil, arc: Arc, colour: string): void {
  const length = Math.hypot(arc.to[0] - arc.from[0], arc.to[1] - arc.from[1]) || 1;
  const [tipX, tipY] = along(arc, 1 - Math.min(0.5, 9 / length));
  const [backX, backY] = along(arc, 1 - Math.min(0.6, 18 / length));
  const angle = Math.atan2(tipY - backY, tipX - backX);
  pencil.fillStyle = colour;
  pencil.beginPath();
  pencil.moveTo(tipX, tipY);
  for (const side of [2.6, -2.6])
    pencil.lineTo(tipX + Math.cos(angle + side) * 9, tipY + Math.sin(angle + side) * 9);
  pencil.fill();
}
