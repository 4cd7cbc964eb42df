/** What is under a point of the map, and where what the address names is on it. */

import { along, arcAt } from "./contacts";
import { fanned } from "./fan";
import { scene } from "./scene.svelte";
import type { Cluster } from "./stations";
import { onScreen } from "./view";
import type { Held } from "./towns";
import type { Point, View } from "./view";

export interface Found {
  /** The same for the same thing: what the address calls its card. */
  key: string;
  kind: "place" | "station" | "contact";
  id: string;
  /** Where its card stands; null: nowhere on the map. */
  at: Point | null;
}

const thing = (kind: Found["kind"], id: string, at: Point | null): Found => ({
  key: `${kind}:${id}`,
  kind,
  id,
  at,
});

export const placeFound = ({ place, x, y }: Held): Found => thing("place", place.id, [x, y]);
export const stationFound = ({ lead }: Cluster): Found =>
  thing("station", lead.id, [lead.x, lead.y]);

/** Where a place is told of: alone, or gathered with others near it. */
export const clusterOf = (id: string): Cluster | undefined =>
  scene.clusters.find(({ lead }) => lead.id === id) ??
  scene.clusters.find(({ members }) => members.some((member) => member.id === id));

/** What a card is about, by the key that the address has of it. */
export function named(key: string): Found {
  const kind = key.slice(0, key.indexOf(":")) as Found["kind"];
  const id = key.slice(kind.length + 1);
  const held = kind === "place" && scene.held.find(({ place }) => place.id === id);
  if (held) return placeFound(held);
  const cluster = kind === "station" && clusterOf(id);
  if (cluster) return thing(kind, id, [cluster.lead.x, cluster.lead.y]);
  return thing(kind, id, kind === "contact" ? onArc(id) : null);
}

/** Where the arcs of a call or meeting come nearest to the middle of the map. */
function onArc(event: string): Point | null {
  const { view, size, arcs } = scene;
  if (!view) return null;
  const [middleX, middleY] = [size.width / 2, size.height / 2];
  const far = ([x, y]: Point) => Math.hypot(x - middleX, y - middleY);
  const points = arcs
    .filter(({ row }) => row.events.includes(event))
    .flatMap((arc) => Array.from({ length: 41 }, (_, step) => along(arc, step / 40)))
    .sort((a, b) => far(a) - far(b));
  return points[0] ? onGround(points[0], view) : null;
}

const onGround = ([x, y]: Point, view: View): Point => [
  (x - view.x) / view.k,
  (y - view.y) / view.k,
];

export function found(point: Point): Found | null {
  const { drawn } = scene;
  if (!drawn) return null;
  const { view } = drawn;
  const near = (x: number, y: number, reach: number) =>
    Math.abs(x - point[0]) <= reach && Math.abs(y - point[1]) <= reach;
  for (const cluster of drawn.clusters) {
    const [x, y] = onScreen(view, cluster.lead.x, cluster.lead.y);
    if (!near(x, y, 130)) continue;
    const hit = fanned(cluster, drawn.concerns).some(({ dx, dy }) => near(x + dx, y + dy, 9));
    const held = drawn.held.some(({ place }) => place.id === cluster.lead.id);
    const flag =
      cluster.members.some((member) => member.missions.length) && near(x + 20, y + 18, 34);
    if (hit || flag || (!held && near(x, y, 9))) return stationFound(cluster);
  }
  for (const held of drawn.held) {
    const { place, x, y, size } = held;
    const [dx, dy] = drawn.shifts.get(place.id) ?? [0, 0];
    const [left, top] = onScreen(view, x, y);
    if (near(left + dx, top + dy, Math.max(10, size / 2 + 2))) return placeFound(held);
  }
  const arc = arcAt(drawn.arcs, point);
  const event = arc?.row.events[0];
  return event ? thing("contact", event, onGround(point, view)) : null;
}
