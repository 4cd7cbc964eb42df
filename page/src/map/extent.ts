/**
 * Which country or lake is where on the screen: what is under a click; and on a coarse grid, for
 * where its name fits. For that each shape is drawn small in a colour of its own, and read back.
 */

import type { Layer, Shape, Shapes } from "./shapes";
import { zoomOf } from "./view";
import type { Point, Size, View } from "./view";

export const CELL = 12;
/** Colours apart, so that a blend of two at an edge is no third. */
const STEP = 37;

export interface Grid {
  columns: number;
  rows: number;
  /** For each cell the shape's number, -1 for none. */
  cells: Int16Array;
  shapes: Shape[];
}

let canvas: HTMLCanvasElement | null = null;
/** In which nothing is moved or scaled: a point is in a path as it stands. */
let untouched: CanvasRenderingContext2D | null = null;

function drawn(shapes: Shape[], view: View, columns: number, rows: number): Int16Array {
  canvas ??= document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  canvas.width = columns;
  canvas.height = rows;
  const k = view.k / CELL;
  context.setTransform(k, 0, 0, k, view.x / CELL, view.y / CELL);
  shapes.forEach((shape, at) => {
    const code = (at + 1) * STEP;
    context.fillStyle = `rgb(${code >> 16} ${(code >> 8) & 255} ${code & 255})`;
    context.fill(shape.path);
  });
  const { data } = context.getImageData(0, 0, columns, rows);
  const cells = new Int16Array(columns * rows).fill(-1);
  for (let at = 0; at < cells.length; at += 1) {
    const code = (data[at * 4]! << 16) | (data[at * 4 + 1]! << 8) | data[at * 4 + 2]!;
    if (code && code % STEP === 0 && data[at * 4 + 3] === 255) cells[at] = code / STEP - 1;
  }
  return cells;
}

export function gridOf(shapes: Shape[], view: View, size: Size): Grid {
  const columns = Math.max(1, Math.ceil(size.width / CELL));
  const rows = Math.max(1, Math.ceil(size.height / CELL));
  return { columns, rows, shapes, cells: drawn(shapes, view, columns, rows) };
}

/** The layer that is looked at: the region's where the view is within it. */
export function layerOf({ region, world }: Shapes, view: View): Layer | null {
  return region && (zoomOf(view) >= 4.6 || !world) ? region : world;
}

/** The country at a point of the screen. */
export function countryAt(shapes: Shapes, view: View, [x, y]: Point): Shape | null {
  untouched ??= document.createElement("canvas").getContext("2d")!;
  const there: Point = [(x - view.x) / view.k, (y - view.y) / view.k];
  for (const layer of [shapes.region, shapes.world]) {
    const found = layer?.countries.find(({ path }) => untouched!.isPointInPath(path, ...there));
    if (found) return found;
  }
  return null;
}

/**
 * Where a box of some cells fits wholly in a shape and in nothing that is taken: as near to the
 * middle of what is seen of it as can be. With `spill`, the middle itself where it fits nowhere.
 */
export function roomIn(
  grid: Grid,
  shape: number,
  [width, height]: Point,
  free: (left: number, top: number) => boolean,
  spill = false,
): Point | null {
  const { columns, rows, cells } = grid;
  const sums = new Int32Array((columns + 1) * (rows + 1));
  let [count, sumX, sumY] = [0, 0, 0];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const own = cells[row * columns + column] === shape ? 1 : 0;
      if (own) {
        count += 1;
        sumX += column;
        sumY += row;
      }
      const at = (row + 1) * (columns + 1) + column + 1;
      sums[at] = own + sums[at - 1]! + sums[at - columns - 1]! - sums[at - columns - 2]!;
    }
  }
  if (!count) return null;
  const [middleX, middleY] = [sumX / count, sumY / count];
  const [wide, high] = [Math.ceil(width / CELL), Math.ceil(height / CELL)];
  let best: Point | null = null;
  let least = Infinity;
  for (let row = 0; row + high <= rows; row += 1) {
    for (let column = 0; column + wide <= columns; column += 1) {
      const [a, b] = [row * (columns + 1) + column, (row + high) * (columns + 1) + column];
      const own = sums[b + wide]! - sums[b]! - sums[a + wide]! + sums[a]!;
      if (own < wide * high) continue;
      const far = Math.hypot(column + wide / 2 - middleX, (row + high / 2 - middleY) * 1.5);
      if (far >= least || !free(column * CELL, row * CELL)) continue;
      least = far;
      best = [(column + wide / 2) * CELL, (row + high / 2) * CELL];
    }
  }
  if (best || !spill || count < 4) return best;
  const there: Point = [(middleX + 0.5) * CELL, (middleY + 0.5) * CELL];
  return free(there[0] - width / 2, there[1] - height / 2) ? there : null;
}
