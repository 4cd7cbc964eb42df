/** What is drawn upon the ground: names, arcs, places with their holders, happenings, missions. */

import type { ChangesDocument } from "$/made/api";
import type { Drawn } from "$/marks";
import { drawArcs } from "./arcs";
import type { Arc } from "./contacts";
import { fanned } from "./fan";
import { FONTS, SPACING } from "./labels";
import type { Label, Named } from "./labels";
import { categoryColour, holderColour } from "./palette";
import type { Palette } from "./palette";
import { drawFlag, drawMark, drawNoHolder, drawSquare, write } from "./pencil";
import type { Pencil } from "./pencil";
import { age, missionsTold } from "./stations";
import type { Cluster } from "./stations";
import { STAYS, UNHELD_FROM } from "./towns";
import type { Held, Shifts } from "./towns";
import { onScreen, zoomOf } from "./view";
import type { Size, View } from "./view";

export type Change = "added" | "removed" | "changed";

export interface Scene {
  view: View;
  size: Size;
  palette: Palette;
  instant: number;
  held: readonly Held[];
  shifts: Shifts;
  clusters: readonly Cluster[];
  arcs: readonly Arc[];
  named: Named;
  stationNames: ReadonlyMap<string, Label>;
  /** While dates are compared: what changed, by place; colour then tells nothing else. */
  changes: ReadonlyMap<string, Change> | null;
  /** Places of which today is told otherwise. */
  otherToday: ReadonlySet<string>;
  /** The country whose side is taken. */
  country: string | null;
  /** Whether a happening concerns the country whose side is taken. */
  concerns: (mark: Drawn) => boolean;
  /** Places that changed hands just now, and how far the motion is, 0 to 1. */
  turning: ReadonlyMap<string, number>;
  open: string | null;
}

const seen = ([x, y]: readonly [number, number], { size }: Scene): boolean =>
  x > -40 && y > -40 && x < size.width + 40 && y < size.height + 40;

export function drawScene(pencil: Pencil, scene: Scene): void {
  drawArcs(pencil, scene.arcs, scene.palette, scene.changes !== null, scene.country);
  drawFaintNames(pencil, scene);
  // The biggest last: from far away the others are dots about it.
  for (const held of scene.held.toReversed()) drawHeld(pencil, held, scene);
  for (const cluster of scene.clusters) drawCluster(pencil, cluster, scene);
}

function at(label: Label, view: View): readonly [number, number] {
  const [x, y] = onScreen(view, label.x, label.y);
  return [x + label.dx, y + label.dy];
}

function drawFaintNames(pencil: Pencil, scene: Scene): void {
  const { named, palette, view } = scene;
  const told = new Set(scene.clusters.map(({ lead }) => lead.name));
  for (const label of named.lakes) {
    const [x, y] = at(label, view);
    write(pencil, label.text, x, y, {
      font: FONTS.lake,
      colour: palette.muted,
      ground: palette.water,
    });
  }
  for (const label of named.towns) {
    const [x, y] = onScreen(view, label.x, label.y);
    if (told.has(label.text)) continue;
    pencil.fillStyle = palette.control;
    pencil.beginPath();
    pencil.arc(x, y, 1.6, 0, 2 * Math.PI);
    pencil.fill();
    const style = { font: FONTS.town, colour: palette.muted, ground: palette.land };
    write(pencil, label.text, x + label.dx, y + label.dy, style);
  }
}

/** The names that are buttons on the screen: drawn only where the map is a picture or is printed. */
export function drawNames(pencil: Pencil, scene: Scene): void {
  const { named, palette, view, held } = scene;
  const rows = new Map(held.map((place) => [place.place.id, place]));
  for (const label of named.countries) {
    const style = { font: FONTS.country, colour: palette.muted, spacing: SPACING };
    write(pencil, label.text.toUpperCase(), ...at(label, view), {
      ...style,
      ground: palette["land-other"],
    });
  }
  for (const label of [...named.places.values(), ...scene.stationNames.values()]) {
    const place = rows.get(label.id);
    const font = place?.place.kind === "city" ? FONTS.city : FONTS.place;
    const colour = place && !place.row ? palette.muted : palette.ink;
    write(pencil, label.text, ...at(label, view), {
      font,
      colour,
      ground: palette.land,
      end: label.end,
    });
  }
}

function drawHeld(pencil: Pencil, held: Held, scene: Scene): void {
  const { palette, view, shifts, changes, turning } = scene;
  const there = onScreen(view, held.x, held.y);
  if (!seen(there, scene) || (!held.row && zoomOf(view) < UNHELD_FROM)) return;
  const [dx, dy, scale] = shifts.get(held.place.id) ?? STAYS;
  const size = held.size * scale;
  const [x, y] = [there[0] + dx, there[1] + dy];
  if (dx || dy) {
    pencil.strokeStyle = palette.ink;
    pencil.lineWidth = 0.8;
    pencil.beginPath();
    pencil.moveTo(...there);
    pencil.lineTo(x, y);
    pencil.stroke();
  }
  const change = changes?.get(held.place.id);
  if (held.row) {
    const colour = changes ? palette.ink : holderColour(palette, held.group);
    const { status, contested } = held.row;
    const dashed = status === "claimed" || status === "disputed";
    const { group } = held;
    drawSquare(pencil, x, y, { group, size, colour, ground: palette.surface, contested, dashed });
  } else if (scale === 1) {
    drawNoHolder(pencil, x, y, { colour: palette.control, ground: palette.surface });
  }
  if (change) drawChange(pencil, x, y, size / 2 + 5, change, palette);
  if (scene.otherToday.has(held.place.id)) drawOther(pencil, x, y, size / 2, palette);
  const motion = turning.get(held.place.id);
  if (motion !== undefined && motion < 1) {
    pencil.strokeStyle = holderColour(palette, held.group);
    pencil.lineWidth = 2.5 * (1 - motion) + 0.5;
    const r = size / 2 + 4 + motion * 26;
    pencil.strokeRect(x - r, y - r, 2 * r, 2 * r);
  }
  if (scene.open === `place:${held.place.id}`) ring(pencil, x, y, size / 2 + 5, palette.ink, 1.6);
}

function ring(pencil: Pencil, x: number, y: number, r: number, colour: string, line: number): void {
  pencil.strokeStyle = colour;
  pencil.lineWidth = line;
  pencil.beginPath();
  pencil.arc(x, y, r, 0, 2 * Math.PI);
  pencil.stroke();
}

/** A ring for each kind of change: solid, dashed, double. */
export function drawChange(
  pencil: Pencil,
  x: number,
  y: number,
  r: number,
  change: Change,
  palette: Palette,
): void {
  pencil.save();
  if (change === "removed") pencil.setLineDash([4, 3]);
  ring(pencil, x, y, r, palette[change], 2.2);
  if (change === "changed") ring(pencil, x, y, r + 4, palette[change], 1.6);
  pencil.restore();
}

/** A corner that says: today it is told otherwise. */
function drawOther(pencil: Pencil, x: number, y: number, half: number, palette: Palette): void {
  pencil.fillStyle = palette["known-line"];
  pencil.strokeStyle = palette.surface;
  pencil.lineWidth = 1.2;
  const corner = new Path2D(`M${x + half + 4},${y - half - 4}v8l-8,-8Z`);
  pencil.fill(corner);
  pencil.stroke(corner);
}

function drawCluster(pencil: Pencil, cluster: Cluster, scene: Scene): void {
  const { palette, view, instant, held } = scene;
  const there = onScreen(view, cluster.lead.x, cluster.lead.y);
  if (!seen(there, scene)) return;
  const [x, y] = there;
  if (!held.some(({ place }) => place.id === cluster.lead.id))
    drawPoint(pencil, x, y, cluster, palette);
  for (const told of fanned(cluster, scene.concerns)) {
    const { mark, unknown } = told;
    const concerns = scene.concerns(mark);
    const newness = 1 - age(mark, instant);
    const grey = scene.changes ? palette.muted : null;
    drawMark(pencil, x + told.dx, y + told.dy, {
      category: mark.category,
      status: mark.status,
      colour: unknown ? palette["known-line"] : (grey ?? categoryColour(palette, mark.category)),
      ground: palette.surface,
      r: concerns ? 3.4 + newness * 2.4 : 2.6,
      line: concerns ? 1.2 + newness * 0.8 : 1,
      hollow: !concerns,
      dashed: unknown,
    });
    if (told.count > 1) {
      const style = { font: FONTS.place, colour: palette.ink, ground: palette.land };
      write(pencil, String(told.count), x + told.dx + 8, y + told.dy, style);
    }
  }
  const missions = cluster.members.flatMap((member) => member.missions);
  if (missions.length) {
    const worst = (["attacked", "closed", "reopened"] as const).find((condition) =>
      missions.some((row) => row.condition === condition),
    )!;
    drawFlag(pencil, x - 14, y + 24, worst, palette);
    const style = { font: FONTS.town, colour: palette.ink, ground: palette.land };
    write(pencil, missionsTold(missions), x, y + 17, style);
  }
}

/** A place that nobody holds in the ledger: a star for a capital, else a point. */
function drawPoint(
  pencil: Pencil,
  x: number,
  y: number,
  { lead }: Cluster,
  palette: Palette,
): void {
  pencil.fillStyle = palette.ink;
  pencil.strokeStyle = palette.land;
  pencil.lineWidth = 2;
  const path = new Path2D();
  if (lead.capital || lead.id.startsWith("capital:")) {
    for (let corner = 0; corner < 10; corner += 1) {
      const r = corner % 2 ? 2.2 : 5;
      const angle = (corner * Math.PI) / 5 - Math.PI / 2;
      const to = [x + Math.cos(angle) * r, y + Math.sin(angle) * r] as const;
      if (corner) path.lineTo(...to);
      else path.moveTo(...to);
    }
    path.closePath();
  } else path.arc(x, y, 2.6, 0, 2 * Math.PI);
  pencil.stroke(path);
  pencil.fill(path);
}

/** What changed, by place, of a comparison. */
export function changedPlaces(changes: ChangesDocument | null): Map<string, Change> | null {
  if (!changes) return null;
  const found = new Map<string, Change>();
  for (const { key, change } of changes.views.territory?.changes ?? []) {
    if (change !== "moved") found.set(key, change);
  }
  return found;
}
