/** The map as a picture of its own: with what it shows of when, its legend, and whose lines it draws. */

import { inWords, knownAt } from "$/dates";
import { countingOf } from "$/header/counting";
import { ledger } from "$/ledger.svelte";
import { screen } from "$/screen.svelte";
import type { Screen } from "$/screen.svelte";
import { names } from "$/situation/names.svelte";
import { CATEGORIES, HOLDERS, inSentence, listed } from "$/words";
import { drawGround } from "./base";
import { FAMILY, widthOf } from "./boxes";
import { drawChange, drawNames, drawScene } from "./drawing";
import { PRINTED, categoryColour, computed, holderColour } from "./palette";
import type { Palette } from "./palette";
import { drawFlag, drawMark, drawNoHolder, drawSquare, write } from "./pencil";
import type { Pencil } from "./pencil";
import { POINTER_FONT } from "./pointers";
import { scene } from "./scene.svelte";
import { DAYS } from "./stations";

const HEAD = 40;
const ROW = 20;
const PAD = 12;
const TITLE = `650 15px ${FAMILY}`;
const TEXT = `400 11px ${FAMILY}`;
const ATTRIBUTION =
  "Boundaries: Natural Earth, de facto; places: the ledger's own, towns GeoNames CC BY 4.0. " +
  "No endorsement of any border is implied.";

interface Entry {
  text: string;
  draw: (pencil: Pencil, x: number, y: number) => void;
}

function legend(palette: Palette): Entry[] {
  const entries: Entry[] = [];
  const ground = palette.surface;
  const add = (text: string, draw: Entry["draw"]) => entries.push({ text, draw });
  const square = (
    text: string,
    group: (typeof HOLDERS)[number]["id"],
    contested: boolean,
    dashed = false,
  ) =>
    add(text, (pencil, x, y) => {
      const colour = scene.changes ? palette.ink : holderColour(palette, group);
      drawSquare(pencil, x, y, { group, size: 10, colour, ground, contested, dashed });
    });
  const told = scene.held.filter(({ row }) => row);
  for (const { id, label } of HOLDERS) {
    if (told.some(({ group }) => group === id)) square(label, id, false);
  }
  const contested = told.find(({ row }) => row?.contested);
  if (contested) square("contested", contested.group, true);
  const claimed = told.find(({ row }) => row?.status === "claimed" || row?.status === "disputed");
  if (claimed) square("one side says so", claimed.group, false, true);
  if (scene.held.some(({ row }) => !row)) {
    add("no holder recorded yet", (pencil, x, y) => {
      drawNoHolder(pencil, x, y, { colour: palette.control, ground });
    });
  }
  for (const { id, label } of CATEGORIES) {
    if (!scene.clusters.some(({ marks }) => marks.some((mark) => mark.category === id))) continue;
    add(`${label}, last ${DAYS} days`, (pencil, x, y) => {
      const colour = scene.changes ? palette.muted : categoryColour(palette, id);
      drawMark(pencil, x, y, {
        category: id,
        status: "confirmed",
        colour,
        ground,
        r: 4.5,
        line: 1.6,
      });
    });
  }
  if (scene.arcs.length) {
    add("call or meeting", (pencil, x, y) => {
      pencil.strokeStyle = palette["cat-diplomacy"];
      pencil.lineWidth = 2;
      pencil.stroke(new Path2D(`M${x - 7},${y + 4}Q${x},${y - 8} ${x + 7},${y + 4}`));
    });
  }
  if (ledger.state?.embassies.length) {
    add("mission attacked", (pencil, x, y) => drawFlag(pencil, x - 4, y + 6, "attacked", palette));
  }
  if (screen.now.known && ledger.unknownThen.length) {
    add("not yet known", (pencil, x, y) => {
      pencil.save();
      pencil.strokeStyle = palette["known-line"];
      pencil.lineWidth = 1.6;
      pencil.setLineDash([2.4, 1.8]);
      pencil.beginPath();
      pencil.arc(x, y, 5, 0, 2 * Math.PI);
      pencil.stroke();
      pencil.restore();
    });
  }
  if (scene.today.size) {
    add("told otherwise today", (pencil, x, y) => {
      pencil.fillStyle = palette["known-line"];
      pencil.fill(new Path2D(`M${x + 4},${y - 4}v8l-8,-8Z`));
    });
  }
  for (const change of scene.changes ? (["added", "removed", "changed"] as const) : []) {
    const text = change === "changed" ? "told otherwise" : change;
    add(text, (pencil, x, y) => drawChange(pencil, x, y, 5, change, palette));
  }
  return entries;
}

/** What is left out of the picture, and whose word it is: a line for each. */
function limits(now: Screen): string[] {
  const { q, category, type, status, country, place, according_to } = now;
  const at = scene.ever.find(({ id }) => id === place)?.name ?? place;
  const filters = [
    q && `“${q}”`,
    listed(CATEGORIES.filter(({ id }) => category.includes(id)).map(({ label }) => label)),
    listed(type.map(inSentence)),
    listed(status),
    country && names.country(country),
    at,
  ].filter(Boolean);
  const word = according_to ? [`According to ${names.of(according_to)} alone`] : [];
  return [
    ...(filters.length ? [`Filtered, happenings only of: ${filters.join("; ")}.`] : []),
    ...[...word, ...countingOf(now)].map((said) => `${said}.`),
  ];
}

/** The entries in rows, none wider than the picture. */
function rows(entries: readonly Entry[], width: number): Entry[][] {
  const found: Entry[][] = [[]];
  let used = PAD;
  for (const entry of entries) {
    const wide = widthOf(entry.text, TEXT) + 36;
    if (used + wide > width - PAD && found.at(-1)!.length) {
      found.push([]);
      used = PAD;
    }
    found.at(-1)!.push(entry);
    used += wide;
  }
  return found;
}

/** Draw all of it on a canvas; `printed`: black on white. */
export function paint(canvas: HTMLCanvasElement, scale: number, printed = false): void {
  const { drawn, shapes, inside } = scene;
  if (!drawn) return;
  const palette = printed ? PRINTED : computed();
  const { size, view } = drawn;
  const told = rows(legend(palette), size.width);
  const said = limits(screen.now);
  const foot = (told.length + said.length + 1) * ROW + PAD;
  canvas.width = size.width * scale;
  canvas.height = (size.height + HEAD + foot) * scale;
  const pencil = canvas.getContext("2d")!;

  const map = document.createElement("canvas");
  map.width = size.width * scale;
  map.height = size.height * scale;
  const context = map.getContext("2d")!;
  const { country } = screen.now;
  drawGround(context, { shapes, view, size, palette, inside, country, ratio: scale });
  context.setTransform(scale, 0, 0, scale, 0, 0);
  const shown = { ...drawn, palette, turning: new Map(), open: null };
  drawScene(context, shown);
  drawNames(context, shown);
  for (const { box, text, angle } of scene.pointers) {
    context.fillStyle = palette.surface;
    context.strokeStyle = palette.control;
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(box.left, box.top, box.width, box.height, 12);
    context.fill();
    context.stroke();
    const style = { font: POINTER_FONT, colour: palette.ink, ground: null };
    const y = box.top + box.height / 2;
    write(context, text, box.left + 23, y, style);
    context.save();
    context.translate(box.left + 13, y);
    context.rotate((angle * Math.PI) / 180);
    context.fillStyle = palette.ink;
    context.fill(new Path2D("M-4,-4L4.6,0L-4,4Z"));
    context.restore();
  }

  pencil.scale(scale, scale);
  pencil.fillStyle = palette.surface;
  pencil.fillRect(0, 0, size.width, size.height + HEAD + foot);
  const known = screen.now.known
    ? `as known ${knownAt(screen.now.known)}`
    : `as known today, ${inWords(new Date().toISOString().slice(0, 10))}`;
  const title = `${ledger.crisis ?? "All crises"}, ${inWords(ledger.on)}, ${known}`;
  write(pencil, title, PAD, HEAD / 2, { font: TITLE, colour: palette.ink, ground: null });
  pencil.drawImage(map, 0, HEAD, size.width, size.height);
  const words = { font: TEXT, colour: palette.ink, ground: null };
  told.forEach((entries, row) => {
    let x = PAD + 6;
    const y = HEAD + size.height + PAD / 2 + ROW / 2 + row * ROW;
    for (const { text, draw } of entries) {
      draw(pencil, x, y);
      write(pencil, text, x + 12, y, words);
      x += widthOf(text, TEXT) + 36;
    }
  });
  const y = HEAD + size.height + PAD / 2 + ROW / 2 + told.length * ROW;
  said.forEach((line, row) => write(pencil, line, PAD, y + row * ROW, words));
  write(pencil, ATTRIBUTION, PAD, y + said.length * ROW, { ...words, colour: palette.muted });
}

/** The map as it is shown, as a PNG. */
export async function mapPicture(scale = 2): Promise<Blob> {
  await scene.read();
  if (!scene.size.width) scene.size = { width: 1100, height: 760 };
  if (!scene.rested) scene.rest();
  const canvas = document.createElement("canvas");
  paint(canvas, scale);
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("No picture came of it.")))),
  );
}
