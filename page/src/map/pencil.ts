/** The forms of the page (kit/glyphs.ts, kit/HolderGlyph.svelte), drawn on canvas. */

import { STATUS_FORM, form } from "$/kit/glyphs";
import type { Status } from "$/made/api";
import type { Category } from "$/words";
import type { Holder } from "$/words";
import type { Palette } from "./palette";

export type Pencil = CanvasRenderingContext2D;

const forms = new Map<string, Path2D>();

function formOf(category: Category | null, r: number): Path2D {
  const key = `${category} ${r}`;
  let path = forms.get(key);
  if (!path) forms.set(key, (path = new Path2D(form(category, r))));
  return path;
}

export interface Mark {
  category: Category | null;
  status: Status;
  colour: string;
  /** What shows through an outlined mark. */
  ground: string;
  r: number;
  line: number;
  /** Drawn as a mere outline: it does not concern what is asked. */
  hollow?: boolean;
  dashed?: boolean;
}

export function drawMark(pencil: Pencil, x: number, y: number, mark: Mark): void {
  const { solid, dash, slash } = STATUS_FORM[mark.status];
  const r = Math.round(mark.r * 2) / 2;
  pencil.save();
  pencil.translate(x, y);
  const path = formOf(mark.category, r);
  // A rim of the ground's colour keeps marks apart from borders and from one another.
  pencil.lineJoin = "round";
  pencil.strokeStyle = mark.ground;
  pencil.lineWidth = mark.line + 2.4;
  pencil.stroke(path);
  pencil.fillStyle = solid && !mark.hollow && !mark.dashed ? mark.colour : mark.ground;
  pencil.fill(path);
  pencil.strokeStyle = mark.colour;
  pencil.lineWidth = mark.line;
  const gaps = mark.dashed ? [2, 1.8] : dash?.split(" ").map(Number);
  if (gaps) pencil.setLineDash(gaps);
  pencil.stroke(path);
  pencil.setLineDash([]);
  if (slash && !mark.dashed) line(pencil, -r * 1.4, r * 1.4, r * 1.4, -r * 1.4);
  pencil.restore();
}

function line(pencil: Pencil, fromX: number, fromY: number, toX: number, toY: number): void {
  pencil.beginPath();
  pencil.moveTo(fromX, fromY);
  pencil.lineTo(toX, toY);
  pencil.stroke();
}

export interface Square {
  group: Holder;
  size: number;
  colour: string;
  ground: string;
  contested: boolean;
  dashed: boolean;
}

/** A holder: hue and pattern by group, half-empty where it is contested. */
export function drawSquare(pencil: Pencil, x: number, y: number, square: Square): void {
  const half = square.size / 2;
  pencil.save();
  pencil.translate(x, y);
  pencil.fillStyle = square.ground;
  const rim = square.size < 7 ? 1.2 : 2;
  pencil.fillRect(-half - rim, -half - rim, 2 * (half + rim), 2 * (half + rim));
  pencil.save();
  pencil.beginPath();
  pencil.moveTo(-half, -half);
  if (!square.contested) pencil.lineTo(half, -half);
  pencil.lineTo(half, half);
  pencil.lineTo(-half, half);
  pencil.closePath();
  pencil.clip();
  if (square.group !== "unknown") {
    pencil.fillStyle = square.colour;
    pencil.fillRect(-half, -half, half * 2, half * 2);
    if (square.size >= 7) pattern(pencil, square, half);
  }
  pencil.restore();
  pencil.strokeStyle = square.colour;
  pencil.lineWidth = 1.6;
  if (square.dashed || square.group === "unknown") pencil.setLineDash([2.6, 2]);
  pencil.strokeRect(-half, -half, half * 2, half * 2);
  pencil.restore();
}

function pattern(pencil: Pencil, { group, ground }: Square, half: number): void {
  pencil.strokeStyle = ground;
  pencil.lineWidth = 1;
  if (group === "rebel") {
    line(pencil, -half, 0, 0, -half);
    line(pencil, -half, half, half, -half);
    line(pencil, 0, half, half, 0);
  } else if (group === "foreign") {
    pencil.lineWidth = 1.2;
    line(pencil, -half, -half / 3, half, -half / 3);
    line(pencil, -half, half / 3, half, half / 3);
  } else if (group === "un") {
    pencil.fillStyle = ground;
    for (const [x, y] of [
      [-1, -1],
      [1, -1],
      [-1, 1],
      [1, 1],
    ] as const) {
      pencil.beginPath();
      pencil.arc((x * half) / 2, (y * half) / 2, 0.9, 0, 2 * Math.PI);
      pencil.fill();
    }
  }
}

/** A mission: a flag, torn where it was attacked, struck where it was closed, whole where reopened. */
export function drawFlag(
  pencil: Pencil,
  x: number,
  y: number,
  condition: "attacked" | "closed" | "reopened",
  palette: Palette,
): void {
  pencil.save();
  pencil.translate(x, y);
  pencil.lineJoin = "round";
  const flag = new Path2D(
    condition === "attacked" ? "M0,-12H10L7.5,-9.6L10,-7.6L7,-5H0Z" : "M0,-12H10V-5H0Z",
  );
  pencil.strokeStyle = palette.land;
  pencil.lineWidth = 4;
  pencil.stroke(flag);
  pencil.strokeStyle = palette.ink;
  pencil.fillStyle = condition === "attacked" ? palette.ink : palette.surface;
  pencil.lineWidth = 1.4;
  line(pencil, 0, 0, 0, -12);
  pencil.fill(flag);
  pencil.stroke(flag);
  if (condition === "closed") line(pencil, 1, -4, 10, -13);
  pencil.restore();
}

/** Words with a rim of the ground's colour, to be read over lines. */
export function write(
  pencil: Pencil,
  text: string,
  x: number,
  y: number,
  {
    font,
    colour,
    ground,
    end = false,
    spacing = 0,
  }: {
    font: string;
    colour: string;
    ground: string | null;
    end?: boolean;
    spacing?: number;
  },
): void {
  pencil.font = font;
  pencil.letterSpacing = `${spacing}px`;
  pencil.textAlign = end ? "right" : "left";
  pencil.textBaseline = "middle";
  if (ground) {
    pencil.strokeStyle = ground;
    pencil.lineWidth = 3;
    pencil.lineJoin = "round";
    pencil.strokeText(text, x, y);
  }
  pencil.fillStyle = colour;
  pencil.fillText(text, x, y);
  pencil.letterSpacing = "0px";
}

/** A place of which no holder is recorded: a small ring. */
export function drawNoHolder(
  pencil: Pencil,
  x: number,
  y: number,
  { colour, ground }: { colour: string; ground: string },
): void {
  pencil.fillStyle = ground;
  pencil.strokeStyle = colour;
  pencil.lineWidth = 1.4;
  pencil.beginPath();
  pencil.arc(x, y, 2.6, 0, 2 * Math.PI);
  pencil.fill();
  pencil.stroke();
}
