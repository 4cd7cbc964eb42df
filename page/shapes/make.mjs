// Make the page's shapes of what read.py has read: TopoJSON, simplified, on a grid.
//
//     node shapes/make.mjs FROM TO
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { quantize } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, simplify, sphericalRingArea, sphericalTriangleArea } from "topojson-simplify";

const [from, to] = process.argv.slice(2);
const [west, south, east, north] = read("box");

// What is left out, in square kilometres: a bend of a line, an island, a lake.
const WORLD = { bend: 200, island: 1000, lake: 3000 };
const REGION = { bend: 0.15, bendOutside: 200, island: 1, lake: 1 };
// The steps of the grid from one side to the other. The world's polygons and lines meet only on it:
// at 1:50m they are not the same to the last digit.
const GRID = 2e4;
const GRID_OF_REGION = 5e4;
// The points that a ring of its own keeps however small: an island state stays an island.
const LEAST = 8;

const SPHERE = 510_072_000;
const steradians = (squareKilometres) => (squareKilometres / SPHERE) * 4 * Math.PI;

function read(name) {
  return JSON.parse(readFileSync(join(from, `${name}.json`), "utf8"));
}

/** Features without the polygons that are too small; of a country the largest stays. */
function withoutSmall(collection, least, keepLargest) {
  const features = [];
  for (const feature of collection.features) {
    const polygons = feature.geometry.coordinates;
    const areas = polygons.map(([ring]) => sphericalRingArea(ring, false));
    const enough = Math.min(steradians(least), keepLargest ? Math.max(...areas) : Infinity);
    const coordinates = polygons.filter((_, at) => areas[at] >= enough);
    if (coordinates.length)
      features.push({ ...feature, geometry: { type: "MultiPolygon", coordinates } });
  }
  return { type: "FeatureCollection", features };
}

/** Arcs whose bends are told by their area, but for the points that a small ring needs. */
function weighed(shapes, area) {
  const told = presimplify(shapes, area);
  for (const arc of told.arcs) {
    const [first, last] = [arc[0], arc.at(-1)];
    if (first[0] === last[0] && first[1] === last[1])
      for (const point of [...arc].sort((a, b) => b[2] - a[2]).slice(0, LEAST)) point[2] = Infinity;
  }
  return told;
}

function world() {
  const shapes = topology(
    {
      countries: withoutSmall(read("world-countries"), WORLD.island, true),
      lakes: withoutSmall(read("world-lakes"), WORLD.lake, false),
      borders: read("world-borders"),
    },
    GRID,
  );
  return quantize(simplify(weighed(shapes, sphericalTriangleArea), steradians(WORLD.bend)), GRID);
}

/** Countries that reach into the region are whole: outside of it they have few bends. */
function region() {
  const shapes = topology(
    {
      countries: withoutSmall(read("region-countries"), REGION.island, true),
      lakes: withoutSmall(read("region-lakes"), REGION.lake, false),
      borders: read("region-borders"),
    },
    1e6,
  );
  const inside = ([lon, lat]) => west <= lon && lon <= east && south <= lat && lat <= north;
  const less = REGION.bend / REGION.bendOutside;
  const area = (bend) => sphericalTriangleArea(bend) * (inside(bend[1]) ? 1 : less);
  return quantize(simplify(weighed(shapes, area), steradians(REGION.bend)), GRID_OF_REGION);
}

mkdirSync(to, { recursive: true });
const made = {
  world: world(),
  region: region(),
  countries: read("countries"),
  capitals: read("capitals"),
  towns: read("towns"),
};
for (const [name, value] of Object.entries(made))
  writeFileSync(join(to, `${name}.json`), JSON.stringify(value));
