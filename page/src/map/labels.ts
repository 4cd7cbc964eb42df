/** Where names stand, so that none lies upon another: the bigger places first, then towns, countries, lakes. */

import { CELL, gridOf, layerOf, roomIn } from "./extent";
import type { Grid } from "./extent";
import { FAMILY, Taken, about, rect, widthOf } from "./boxes";
import type { Rect } from "./boxes";
import type { Shapes } from "./shapes";
import type { Cluster } from "./stations";
import { STAYS, UNHELD_FROM } from "./towns";
import type { Held, Shifts } from "./towns";
import { onScreen, unit, zoomOf } from "./view";
import type { Point, Size, View } from "./view";

export const FONTS = {
  city: `650 13px ${FAMILY}`,
  place: `550 12px ${FAMILY}`,
  town: `400 11px ${FAMILY}`,
  lake: `italic 400 11px ${FAMILY}`,
  country: `600 10.5px ${FAMILY}`,
};
export const SPACING = 1.6;

/** A name at a point of the map, moved by so many pixels; `end` where it stands to the left of it. */
export interface Label {
  id: string;
  text: string;
  x: number;
  y: number;
  dx: number;
  dy: number;
  end: boolean;
}

interface Boxed extends Label {
  box: Rect;
}

/** The names that stay where they are while the time moves. */
export interface Named {
  /** By the id of the place. */
  places: Map<string, Label>;
  countries: (Boxed & { iso3: string | null })[];
  lakes: Boxed[];
  towns: Boxed[];
  taken: Taken;
}

export const NO_NAMES: Named = {
  places: new Map(),
  countries: [],
  lakes: [],
  towns: [],
  taken: new Taken(),
};

export interface ToName {
  shapes: Shapes;
  view: View;
  size: Size;
  held: readonly Held[];
  shifts: Shifts;
  /** Controls, legend, what points outside: nothing is named under them. */
  covered: readonly Rect[];
  /** Where something happens: no country's or lake's name stands upon it. */
  busy: readonly Point[];
}

const HEIGHT = 15;
const MOST_NAMED = 60;

interface Wanted {
  id: string;
  text: string;
  font: string;
  x: number;
  y: number;
  reach: number;
  by: Point;
}

/** Where a name stands beside its place: to the right if it can. */
function put(wanted: Wanted, { view, size }: Looked, taken: Taken, rather: Taken): Label | null {
  const { id, text, font, x, y, reach, by } = wanted;
  const at = onScreen(view, x, y);
  const width = widthOf(text, font) + 2;
  const ways: [number, number, boolean][] = [
    [reach, 0, false],
    [-reach, 0, true],
    [reach - 2, 10, false],
    [-reach + 2, 10, true],
    [-width / 2, reach + 8, false],
    [reach - 2, -10, false],
    [-width / 2, -reach - 8, false],
  ];
  let best: { label: Label; box: Rect; worse: number } | null = null;
  for (const [wayX, wayY, end] of ways) {
    const [dx, dy] = [wayX + by[0], wayY + by[1]];
    const box = rect(at[0] + dx - (end ? width : 0), at[1] + dy - HEIGHT / 2, width, HEIGHT);
    if (!within(box, size) || !taken.free(box, 1)) continue;
    const worse = rather.covered(box);
    if (best && worse >= best.worse) continue;
    best = { label: { id, text, x, y, dx, dy, end }, box, worse };
  }
  if (best) taken.add(best.box);
  return best?.label ?? null;
}

interface Looked {
  view: View;
  size: Size;
}

const within = ({ left, top, width, height }: Rect, size: Size): boolean =>
  left >= 2 && top >= 2 && left + width <= size.width - 2 && top + height <= size.height - 2;

export function placed(told: ToName): Named {
  const { view, size, held, shifts, covered } = told;
  const taken = new Taken();
  // Above a place its happenings are fanned: another's name stands elsewhere if it can.
  const fans = new Taken();
  for (const box of covered) taken.add(box);
  const far = zoomOf(view) < UNHELD_FROM;
  const seen = held.filter(({ x, y, row }) => {
    if (far && !row) return false;
    const [left, top] = onScreen(view, x, y);
    return left > -20 && top > -20 && left < size.width + 20 && top < size.height + 20;
  });
  for (const { place, x, y, size: side } of seen) {
    const [left, top] = onScreen(view, x, y);
    const [dx, dy, scale] = shifts.get(place.id) ?? STAYS;
    if (scale < 1) continue;
    taken.add(about(left + dx, top + dy, side + 2));
    fans.add(rect(left - 17, top - 27, 34, 17));
  }
  const places = new Map<string, Label>();
  for (const { place, x, y, size: side } of seen) {
    const font = place.kind === "city" ? FONTS.city : FONTS.place;
    const [dx, dy, scale] = shifts.get(place.id) ?? STAYS;
    if (scale < 1) continue;
    const by: Point = [dx, dy];
    const wanted = { id: place.id, text: place.name, font, x, y, reach: side / 2 + 5, by };
    const label = put(wanted, told, taken, fans);
    if (label) places.set(place.id, label);
  }
  const spots = new Taken(taken);
  for (const [x, y] of told.busy) {
    const [left, top] = onScreen(view, x, y);
    taken.add(about(left, top - 12, 28, 50));
  }
  for (const { place, x, y } of seen) {
    const [left, top] = onScreen(view, x, y);
    const [dx, dy] = shifts.get(place.id) ?? STAYS;
    taken.add(about(left + dx, top + dy, 26));
  }
  const areas = areaNames(told, taken);
  const towns = townNames(told, taken);
  for (const name of [...areas.countries, ...areas.lakes, ...towns]) spots.add(name.box);
  return { places, ...areas, towns, taken: spots };
}

/** The names of stations that have none as a place: they come and go with the time. */
export function stationNames(
  clusters: readonly Cluster[],
  look: Looked,
  named: Named,
): Map<string, Label> {
  const taken = new Taken(named.taken);
  const none = new Taken();
  const names = new Map<string, Label>();
  const towns = new Map(named.towns.map((town) => [town.text, town]));
  // They are in the order of their weight.
  for (const { lead } of clusters.slice(0, MOST_NAMED)) {
    const [left, top] = onScreen(look.view, lead.x, lead.y);
    if (left < 0 || top < 0 || left > look.size.width || top > look.size.height) continue;
    if (named.places.has(lead.id)) continue;
    const town = towns.get(lead.name);
    if (town) {
      names.set(lead.id, { ...town, dx: 9 });
      continue;
    }
    const { id, name: text, x, y } = lead;
    const label = put(
      { id, text, font: FONTS.place, x, y, reach: 9, by: [0, 0] },
      look,
      taken,
      none,
    );
    if (label) names.set(id, label);
  }
  return names;
}

function areaNames(
  { shapes, view, size }: ToName,
  taken: Taken,
): Pick<Named, "countries" | "lakes"> {
  const layer = layerOf(shapes, view);
  const countries: Named["countries"] = [];
  const lakes: Boxed[] = [];
  if (!layer) return { countries, lakes };
  const name = (
    grid: Grid,
    shape: number,
    text: string,
    width: number,
    spill: boolean,
  ): Boxed | null => {
    const box: Point = [width + 8, 26];
    const free = (left: number, top: number) => taken.free(rect(left, top, box[0], box[1]));
    const at = roomIn(grid, shape, box, free, spill);
    if (!at) return null;
    const there = about(at[0], at[1], box[0], box[1]);
    taken.add(there);
    const [x, y] = [(at[0] - view.x) / view.k, (at[1] - view.y) / view.k];
    return { id: text, text, x, y, dx: -width / 2, dy: 0, end: false, box: there };
  };
  const land = gridOf(layer.countries, view, size);
  for (const { shape, cells } of visible(land, 12)) {
    const told = layer.countries[shape]!;
    if (!told.id) continue;
    const width = widthOf(told.name.toUpperCase(), FONTS.country, SPACING);
    // A country that is hardly larger than its name is named when the reader comes nearer.
    if (cells * CELL * CELL < width * 18) continue;
    const label = name(land, shape, told.name, width, false);
    if (label) countries.push({ ...label, iso3: told.id });
  }
  const water = gridOf(layer.lakes, view, size);
  for (const { shape } of visible(water, zoomOf(view) > 7 ? 6 : 14)) {
    const text = layer.lakes[shape]!.name;
    const label = text && name(water, shape, text, widthOf(text, FONTS.lake), true);
    if (label) lakes.push(label);
  }
  return { countries, lakes };
}

/** The shapes that are seen in so many cells, the largest first. */
function visible(grid: Grid, least: number): { shape: number; cells: number }[] {
  const counts = new Map<number, number>();
  for (const shape of grid.cells) if (shape >= 0) counts.set(shape, (counts.get(shape) ?? 0) + 1);
  return [...counts]
    .map(([shape, cells]) => ({ shape, cells }))
    .filter(({ cells }) => cells >= least)
    .toSorted((a, b) => b.cells - a.cells);
}

/** Towns of which the ledger tells nothing, to find one's way: the larger sooner. */
function townNames({ shapes, view, size, held }: ToName, taken: Taken): Boxed[] {
  const zoom = zoomOf(view);
  if (zoom < 6.2) return [];
  const least = 1_500_000 / 2 ** ((zoom - 6.2) * 1.6);
  const known = new Set(held.map(({ place }) => place.name));
  const towns: Boxed[] = [];
  for (const { name, lon, lat, population } of shapes.towns) {
    if (population < least || known.has(name) || towns.length > 40) continue;
    const [x, y] = unit(lon, lat);
    const [left, top] = onScreen(view, x, y);
    if (left < 0 || top < 0 || left > size.width || top > size.height) continue;
    const width = widthOf(name, FONTS.town);
    const box = rect(left - 4, top - 8, width + 12, 16);
    if (!within(box, size) || !taken.free(box, 2)) continue;
    taken.add(box);
    towns.push({ id: name, text: name, x, y, dx: 5, dy: 0, end: false, box });
  }
  return towns;
}
