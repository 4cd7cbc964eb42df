/** The ground of the map: water, land, lakes and borders. Drawn anew only when the view changes. */

import type { Palette } from "./palette";
import type { Layer, Shapes } from "./shapes";
import { REGION, unit, zoomOf } from "./view";
import type { Size, View } from "./view";

export interface Ground {
  shapes: Shapes;
  view: View;
  size: Size;
  palette: Palette;
  /** Countries in which the crisis is: their land is lighter. */
  inside: ReadonlySet<string>;
  /** The country whose side is taken: outlined. */
  country: string | null;
  ratio: number;
}

/** The region's shapes are more exact, and are not needed from far away. */
const DETAIL_FROM = 3.6;

export function drawGround(context: CanvasRenderingContext2D, ground: Ground): void {
  const { shapes, view, size, palette, ratio } = ground;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = palette.water;
  context.fillRect(0, 0, size.width, size.height);
  const { world, region } = shapes;
  const detailed = region && (zoomOf(view) >= DETAIL_FROM || !world);
  if (!detailed) {
    if (world) drawLayer(context, world, ground);
    return;
  }
  const inside = box(view);
  if (world) {
    const outside = new Path2D();
    outside.rect(0, 0, size.width, size.height);
    outside.addPath(inside);
    clipped(context, outside, () => drawLayer(context, world, ground));
  }
  clipped(context, inside, () => drawLayer(context, region, ground));
}

function clipped(context: CanvasRenderingContext2D, path: Path2D, draw: () => void): void {
  context.save();
  context.clip(path, "evenodd");
  draw();
  context.restore();
}

/** The box of the region's shapes on the screen. */
function box(view: View): Path2D {
  const [west, south, east, north] = REGION;
  const [left, top] = unit(west, north);
  const [right, bottom] = unit(east, south);
  const path = new Path2D();
  path.rect(
    left * view.k + view.x,
    top * view.k + view.y,
    (right - left) * view.k,
    (bottom - top) * view.k,
  );
  return path;
}

function drawLayer(context: CanvasRenderingContext2D, layer: Layer, ground: Ground): void {
  const { view, palette, inside, country, ratio } = ground;
  context.save();
  context.setTransform(ratio * view.k, 0, 0, ratio * view.k, ratio * view.x, ratio * view.y);
  const line = (path: Path2D, colour: string, width: number, dash: number[] = []) => {
    context.strokeStyle = colour;
    context.lineWidth = width / view.k;
    context.setLineDash(dash.map((length) => length / view.k));
    context.stroke(path);
  };
  context.lineJoin = "round";
  line(layer.land, palette.control, 1.4);
  context.fillStyle = palette["land-other"];
  context.fill(layer.land);
  context.fillStyle = palette.land;
  for (const shape of layer.countries) {
    if (shape.id && inside.has(shape.id)) context.fill(shape.path);
  }
  context.fillStyle = palette.water;
  line(layer.water, palette.control, 1);
  context.fill(layer.water);
  const far = zoomOf(view) < DETAIL_FROM;
  line(layer.borders, palette.control, far ? 0.7 : 1.1);
  line(layer.disputed, palette.control, far ? 0.9 : 1.6, [4, 3]);
  // What is no country of its own has no id, and is not the country of whoever chose none.
  const side = country && layer.countries.find((shape) => shape.id === country);
  if (side) line(side.path, palette.ink, 2.2);
  context.restore();
}
