/**
 * Drawing the band on two canvases: what rests while the handle is dragged (the grid, whiskers, the
 * rail), and what the handle passes (bars and marks), of which no more are drawn than pixels allow.
 */

import type { Span } from "$/dates";
import type { Status } from "$/made/api";
import type { Category } from "$/words";
import { STATUS_FORM, form } from "$/kit/glyphs";
import { CATEGORIES } from "$/words";
import { best, downward, upward } from "./buckets";
import type { Bar, Bucket } from "./buckets";
import { laneAt } from "./geometry";
import type { Geometry } from "./geometry";
import { length, ticks } from "./window";

export type Palette = Record<
  "ink" | "muted" | "hairline" | "control" | "surface" | "known-line" | `cat-${Category}`,
  string
>;

export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const names = ["ink", "muted", "hairline", "control", "surface", "known-line"];
  const all = [...names, ...CATEGORIES.map(({ id }) => `cat-${id}`)];
  return Object.fromEntries(
    all.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]),
  ) as Palette;
}

export interface Scene {
  window: Span;
  width: number;
  /** The width of the whole canvas: with the room for now. */
  whole: number;
  geometry: Geometry;
  palette: Palette;
}

const FONT = '"Inter Variable", system-ui, sans-serif';
const xOf = ({ window, width }: Scene, instant: number): number =>
  ((instant - window.start) / length(window)) * width;

/** A canvas as fine as the screen, emptied. */
export function fresh(canvas: HTMLCanvasElement, width: number, height: number) {
  const ratio = devicePixelRatio || 1;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
  const context = canvas.getContext("2d")!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/** What rests: the axis, the lanes, whiskers, and when something was recorded. */
export function drawResting(
  canvas: HTMLCanvasElement,
  scene: Scene,
  { buckets, ghosts, recordings }: { buckets: Bucket[]; ghosts: Bucket[]; recordings: number[] },
): void {
  const { geometry, palette: ink, width, whole } = scene;
  const context = fresh(canvas, whole, geometry.height);
  context.lineWidth = 1;
  context.font = `11px ${FONT}`;
  context.textBaseline = "middle";
  for (const { at, label, major } of ticks(scene.window, width)) {
    const x = Math.round(xOf(scene, at)) + 0.5;
    context.strokeStyle = major ? ink.control : ink.hairline;
    context.beginPath();
    context.moveTo(x, major ? 0 : geometry.axis);
    context.lineTo(x, geometry.railAt + (major ? geometry.rail : 0));
    context.stroke();
    context.fillStyle = major ? ink.ink : ink.muted;
    context.font = `${major ? 650 : 400} 11px ${FONT}`;
    if (major) context.fillText(label, x + 4, geometry.axis / 2);
    else if (label && x < width - 8) {
      const { width: wide } = context.measureText(label);
      context.fillText(label, Math.max(2, x - wide / 2), geometry.axis / 2);
    }
  }
  context.strokeStyle = ink.hairline;
  context.beginPath();
  for (const y of [geometry.axis, geometry.lanes - 1, geometry.railAt - 1]) {
    context.moveTo(0, Math.round(y) + 0.5);
    context.lineTo(y === geometry.railAt - 1 ? whole : width, Math.round(y) + 0.5);
  }
  for (let lane = 0; lane < CATEGORIES.length; lane += 1) {
    const y = Math.round(laneAt(geometry, lane)) + 0.5;
    context.moveTo(0, y);
    context.lineTo(width, y);
  }
  context.stroke();
  for (const bucket of buckets) whisker(context, scene, bucket, ink[`cat-${bucket.category}`]);
  context.setLineDash([2, 2]);
  for (const bucket of ghosts) whisker(context, scene, bucket, ink["known-line"]);
  context.setLineDash([]);
  rail(context, scene, recordings);
}

/** How long it lasted as a thin bar, and from its end to when it was recorded a line with a foot. */
function whisker(context: CanvasRenderingContext2D, scene: Scene, bucket: Bucket, colour: string) {
  const { geometry, width } = scene;
  const y = laneAt(geometry, bucket.lane);
  context.strokeStyle = colour;
  if (bucket.x - bucket.from > geometry.radius) {
    context.lineWidth = 2.4;
    context.beginPath();
    context.moveTo(Math.max(bucket.from, 0), y);
    context.lineTo(Math.min(bucket.x, width), y);
    context.stroke();
  }
  if (bucket.x >= width || bucket.recorded - bucket.x < geometry.radius + 3) return;
  const [from, to] = [Math.max(bucket.x, 0), Math.min(bucket.recorded, width)];
  const foot = geometry.lane * 0.24;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(from, y);
  context.lineTo(to, y);
  if (to === bucket.recorded) {
    context.moveTo(to, y - foot);
    context.lineTo(to, y + foot);
  }
  context.stroke();
}

/** The rail of knowledge: a line to now, with a tick for each day on which something was recorded. */
function rail(context: CanvasRenderingContext2D, scene: Scene, recordings: number[]): void {
  const { geometry, palette: ink, width, whole } = scene;
  const y = Math.round(geometry.railAt + geometry.rail / 2) + 0.5;
  const first = recordings.length ? xOf(scene, recordings[0]!) : 0;
  context.strokeStyle = ink["known-line"];
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(Math.min(Math.max(first, 0), whole - 30), y);
  context.lineTo(whole - 30, y);
  for (const day of recordings) {
    const x = Math.round(xOf(scene, day + 0.8 * 86_400_000)) + 0.5;
    if (x < 0 || x > width) continue;
    context.moveTo(x, y - 3.5);
    context.lineTo(x, y + 3.5);
  }
  context.stroke();
}

/** The forms are drawn once for each size, and copied. */
export class Sprites {
  readonly #made = new Map<string, HTMLCanvasElement>();

  constructor(readonly palette: Palette) {}

  of(category: Category, status: Status | "later" | "ghost", radius: number): HTMLCanvasElement {
    const key = `${category} ${status} ${radius.toFixed(1)}`;
    let sprite = this.#made.get(key);
    if (!sprite) this.#made.set(key, (sprite = this.#draw(category, status, radius)));
    return sprite;
  }

  #draw(category: Category, status: Status | "later" | "ghost", radius: number) {
    const canvas = document.createElement("canvas");
    const size = Math.ceil(radius * 1.5 + 2) * 2;
    const context = fresh(canvas, size, size);
    const colour =
      status === "ghost" ? this.palette["known-line"] : this.palette[`cat-${category}`];
    const outline = new Path2D(form(category, radius));
    context.translate(size / 2, size / 2);
    context.lineJoin = "round";
    context.strokeStyle = colour;
    const drawn = status === "later" || status === "ghost" ? null : STATUS_FORM[status];
    context.fillStyle = drawn?.solid ? colour : this.palette.surface;
    context.lineWidth = status === "later" ? 1.2 : 1.6;
    context.fill(outline);
    if (status === "ghost") context.setLineDash([2, 1.6]);
    else if (drawn?.dash) context.setLineDash(drawn.dash.split(" ").map(Number));
    context.stroke(outline);
    if (drawn?.slash) {
      context.setLineDash([]);
      context.lineWidth = 1.4;
      context.stroke(
        new Path2D(`M${-radius * 1.4},${radius * 1.4}L${radius * 1.4},${-radius * 1.4}`),
      );
    }
    return canvas;
  }
}

export interface Heights {
  up: number;
  down: number;
}

/** What the handle passes: full until the date, small and hollow after it. */
export function drawPassed(
  canvas: HTMLCanvasElement,
  scene: Scene,
  sprites: Sprites,
  shown: { buckets: Bucket[]; ghosts: Bucket[]; bars: Bar[]; heights: Heights; instant: number },
): void {
  const { geometry, palette: ink, width, whole } = scene;
  const context = fresh(canvas, whole, geometry.height);
  context.beginPath();
  context.rect(0, 0, width + 3, geometry.height);
  context.clip();
  histogram(context, scene, shown);
  context.font = `10px ${FONT}`;
  context.textBaseline = "middle";
  const place = (sprite: HTMLCanvasElement, x: number, y: number) => {
    const size = sprite.width / (devicePixelRatio || 1);
    context.drawImage(sprite, x - size / 2, y - size / 2, size, size);
  };
  for (const { x, lane, category, marks } of shown.ghosts) {
    const radius = marks.at(-1)!.to <= shown.instant ? geometry.radius : geometry.radius * 0.7;
    place(sprites.of(category, "ghost", radius), x, laneAt(geometry, lane));
  }
  for (const { x, lane, category, marks, status, room } of shown.buckets) {
    const y = laneAt(geometry, lane);
    const past = overBy(marks, shown.instant);
    if (!past) {
      place(sprites.of(category, "later", geometry.radius * 0.6), x, y);
    } else {
      const told = past === marks.length ? status : best(marks.slice(0, past));
      const radius = geometry.radius + Math.min(1.4, Math.log2(past) * 0.45);
      place(sprites.of(category, told, radius), x, y);
    }
    if (marks.length < 2 || room < 27) continue;
    const count = `×${past || marks.length}`;
    context.strokeStyle = ink.surface;
    context.lineWidth = 3;
    context.lineJoin = "round";
    context.strokeText(count, x + geometry.radius + 4, y + 0.5);
    context.fillStyle = past ? ink.ink : ink.muted;
    context.fillText(count, x + geometry.radius + 4, y + 0.5);
  }
}

function overBy(marks: { to: number }[], instant: number): number {
  let count = marks.length;
  while (count && marks[count - 1]!.to > instant) count -= 1;
  return count;
}

function histogram(
  context: CanvasRenderingContext2D,
  scene: Scene,
  { bars, heights, instant }: { bars: Bar[]; heights: Heights; instant: number },
): void {
  const { geometry, palette: ink, width } = scene;
  const unit = (geometry.histogram - 4) / Math.max(heights.up + heights.down, 1);
  const zero = Math.round(geometry.axis + 2 + heights.up * unit) + 0.5;
  context.strokeStyle = ink.control;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(0, zero);
  context.lineTo(width, zero);
  context.stroke();
  for (const bar of bars) {
    const [left, right] = [xOf(scene, bar.start), xOf(scene, bar.end)];
    if (right < 0 || left > width) continue;
    const gap = right - left > 8 ? 1.5 : 0.35;
    const size = Math.min(Math.max(right - left - gap * 2, 1.4), 28);
    const x = (left + right) / 2 - size / 2;
    const later = bar.end > instant && bar.start >= instant;
    const piece = (category: Category, from: number, count: number, sign: 1 | -1) => {
      const height = count * unit;
      if (!height) return;
      const y = sign > 0 ? zero - (from + count) * unit : zero + from * unit;
      const colour = ink[`cat-${category}`];
      context.fillStyle = context.strokeStyle = colour;
      if (!later) context.fillRect(x, y, size, height - (from ? 0 : 0.5));
      else if (size >= 5) context.strokeRect(x + 0.5, y + 0.5, size - 1, Math.max(height - 1, 0.5));
      else context.fillRect(x + size / 2 - 0.5, y, 1, height);
    };
    piece("fighting", 0, bar.counts.fighting, 1);
    piece("unrest", bar.counts.fighting, bar.counts.unrest, 1);
    piece("diplomacy", 0, bar.counts.diplomacy, -1);
    piece("agreements", bar.counts.diplomacy, bar.counts.agreements, -1);
  }
}

/** The greatest count of either half: the scale does not jump while the window moves. */
export function heightsOf(bars: readonly Bar[]): Heights {
  let [up, down] = [0, 0];
  for (const bar of bars) {
    up = Math.max(up, upward(bar));
    down = Math.max(down, downward(bar));
  }
  return { up, down };
}
