/**
 * Where the map looks: Mercator in units of a world that is `WORLD` wide, moved and scaled as
 * d3-zoom does it, and told in the address as `lon,lat,zoom`.
 */

export const WORLD = 1024;
const TILE = 256;
const MOST_NORTH = 85;
export const LEAST_ZOOM = 0.8;
export const MOST_ZOOM = 13;

export interface Size {
  width: number;
  height: number;
}

/** On the screen: `x * k + view.x`, `y * k + view.y`. */
export interface View {
  x: number;
  y: number;
  k: number;
}

export type Point = readonly [number, number];
export type Box = readonly [west: number, south: number, east: number, north: number];

/** The Great Lakes, as far as their shapes are detailed: as in `shapes/read.py`. */
export const REGION: Box = [10, -14, 43, 7];
export const INHABITED: Box = [-168, -55, 179, 72];

export const unit = (lon: number, lat: number): Point => {
  const north = Math.max(-MOST_NORTH, Math.min(MOST_NORTH, lat));
  const y = Math.log(Math.tan(Math.PI / 4 + (north * Math.PI) / 360));
  return [((lon + 180) / 360) * WORLD, (0.5 - y / (2 * Math.PI)) * WORLD];
};

export const lonLat = (x: number, y: number): Point => {
  const lat = (Math.atan(Math.exp((0.5 - y / WORLD) * 2 * Math.PI)) * 360) / Math.PI - 90;
  return [(x / WORLD) * 360 - 180, lat];
};

export const onScreen = (view: View, x: number, y: number): Point => [
  x * view.k + view.x,
  y * view.k + view.y,
];

export const scaleOf = (zoom: number): number => (TILE * 2 ** zoom) / WORLD;
export const zoomOf = (view: View): number => Math.log2((view.k * WORLD) / TILE);

/** The view with a place in the middle. */
export function centred(lon: number, lat: number, zoom: number, size: Size): View {
  const k = scaleOf(zoom);
  const [x, y] = unit(lon, lat);
  return { k, x: size.width / 2 - x * k, y: size.height / 2 - y * k };
}

/** Whether there is such a middle, as far as a map is dragged, and such a scale. */
export function isAt(at: string): boolean {
  const [lon, lat, zoom, ...more] = at.split(",").map(Number);
  const isWithin = (value: number | undefined, least: number, most: number) =>
    value !== undefined && value >= least && value <= most;
  return (
    !more.length && isWithin(lon, -360, 360) && isWithin(lat, -90, 90) && isWithin(zoom, 0, 24)
  );
}

export function fromAt(at: string | null, size: Size): View | null {
  const [lon, lat, zoom] = (at ?? "").split(",").map(Number);
  if (![lon, lat, zoom].every(Number.isFinite)) return null;
  const within = Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, zoom!));
  return centred(lon!, lat!, within, size);
}

export function toAt(view: View, size: Size): string {
  const middle = [(size.width / 2 - view.x) / view.k, (size.height / 2 - view.y) / view.k] as const;
  const [lon, lat] = lonLat(...middle);
  return `${lon.toFixed(4)},${lat.toFixed(4)},${zoomOf(view).toFixed(3)}`;
}

/** The view that shows all of a box, with room at its sides. */
export function fitted([west, south, east, north]: Box, size: Size, most = 10, room = 0.12): View {
  const [left, top] = unit(west, north);
  const [right, bottom] = unit(east, south);
  const [width, height] = [size.width * (1 - 2 * room), size.height * (1 - 2 * room)];
  const k = Math.min(
    scaleOf(most),
    width / Math.max(right - left, 1e-6),
    height / Math.max(bottom - top, 1e-6),
  );
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return { k, x: size.width / 2 - x * k, y: size.height / 2 - y * k };
}

/** The box around places; null where there is none. */
export function around(places: readonly { lon: number; lat: number }[]): Box | null {
  if (!places.length) return null;
  const [lons, lats] = [places.map((place) => place.lon), places.map((place) => place.lat)];
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/** How many kilometres a pixel is in the middle of the view. */
export function kilometresPerPixel(view: View, size: Size): number {
  const [, lat] = lonLat(0, (size.height / 2 - view.y) / view.k);
  return (40_075 * Math.cos((lat * Math.PI) / 180)) / (WORLD * view.k);
}
