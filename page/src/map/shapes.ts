/** The shapes of the world and of the region, as paths in the units of `view.ts`. */

import { geoMercator, geoPath } from "d3-geo";
import type { GeoPermissibleObjects } from "d3-geo";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import capitalsAt from "$/shapes/made/capitals.json?url";
import regionAt from "$/shapes/made/region.json?url";
import townsAt from "$/shapes/made/towns.json?url";
import worldAt from "$/shapes/made/world.json?url";
import { WORLD } from "./view";

export interface Shape {
  id: string | null;
  name: string;
  path: Path2D;
}

export interface Layer {
  countries: Shape[];
  lakes: Shape[];
  land: Path2D;
  water: Path2D;
  borders: Path2D;
  disputed: Path2D;
}

export interface Town {
  name: string;
  lat: number;
  lon: number;
  country: string;
  population: number;
}

export type Capitals = Record<string, { name: string; lat: number; lon: number }>;

/** What of the shapes is there: the map is drawn with what it has. */
export interface Shapes {
  region: Layer | null;
  world: Layer | null;
  towns: Town[];
  capitals: Capitals;
}

export const NO_SHAPES: Shapes = { region: null, world: null, towns: [], capitals: {} };

type Collections = Record<
  "countries" | "lakes" | "borders",
  GeometryCollection<{ name?: string; disputed?: boolean }>
>;

// Nothing is drawn in between of two points of a border: they are close enough.
const projection = geoMercator()
  .scale(WORLD / (2 * Math.PI))
  .translate([WORLD / 2, WORLD / 2])
  .precision(0);

/** Names as they are said, shorter than the shapes have them. */
const SHORT: Record<string, string> = {
  "Democratic Republic of the Congo": "DR Congo",
  "Republic of the Congo": "Congo",
  "Central African Republic": "Central African Rep.",
  "Russian Federation": "Russia",
  "United States of America": "United States",
  "Republic of Korea": "South Korea",
  "Dem. Rep. Korea": "North Korea",
  "Lao PDR": "Laos",
};
const LAKES: Record<string, string> = { Nyanza: "L. Victoria" };

function lakeName(name: string): string {
  if (!name || LAKES[name] !== undefined) return LAKES[name] ?? "";
  if (/\b(Sea|Dam|Reservoir)\b/.test(name)) return "";
  return `L. ${name.replace(/^Lake /, "")}`;
}

function pathOf(shape: GeoPermissibleObjects): Path2D {
  const path = new Path2D();
  // A path is only ever appended to: it needs no beginning.
  const context = Object.assign(path, { beginPath: () => undefined });
  geoPath(projection, context as Path2D & { beginPath(): void })(shape);
  return path;
}

function layer(topology: Topology<Collections>): Layer {
  const told = (name: keyof Collections) => feature(topology, topology.objects[name]).features;
  const joined = (paths: Path2D[]) => {
    const all = new Path2D();
    for (const path of paths) all.addPath(path);
    return all;
  };
  const countries = told("countries").map((shape): Shape => {
    const name = shape.properties.name ?? "";
    return {
      id: (shape.id as string | undefined) ?? null,
      name: SHORT[name] ?? name,
      path: pathOf(shape),
    };
  });
  const lakes = told("lakes").map((shape): Shape => ({
    id: null,
    name: lakeName(shape.properties.name ?? ""),
    path: pathOf(shape),
  }));
  const lines = (disputed: boolean) =>
    joined(
      told("borders")
        .filter((shape) => Boolean(shape.properties.disputed) === disputed)
        .map(pathOf),
    );
  return {
    countries,
    lakes,
    land: joined(countries.map((shape) => shape.path)),
    water: joined(lakes.map((shape) => shape.path)),
    borders: lines(false),
    disputed: lines(true),
  };
}

async function fetched<T>(at: string): Promise<T> {
  const response = await fetch(at);
  if (!response.ok) throw new Error(`The shapes of the map are missing (${response.status}).`);
  return (await response.json()) as T;
}

/** When nothing else is to be done, or after a while: Safari cannot tell. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in window) requestIdleCallback(() => resolve(), { timeout: 1_000 });
    else setTimeout(resolve, 300);
  });
}

/** Read the shapes: first those of the region, in which the crisis is seen; each tells when it is there. */
export async function readShapes(came: (part: Partial<Shapes>) => void): Promise<void> {
  const small = Promise.all([fetched<Capitals>(capitalsAt), fetched<Town[]>(townsAt)]);
  came({ region: layer(await fetched<Topology<Collections>>(regionAt)) });
  const [capitals, towns] = await small;
  came({ capitals, towns });
  await idle();
  came({ world: layer(await fetched<Topology<Collections>>(worldAt)) });
}
