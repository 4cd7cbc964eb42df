/** What is under a point of the map. */

import { arcAt } from "./contacts";
import type { Arc } from "./contacts";
import { fanned } from "./fan";
import { scene } from "./scene.svelte";
import type { Cluster } from "./stations";
import { onScreen } from "./view";
import type { Point } from "./view";

export interface Found {
  /** The same for the same thing, so that it can be followed. */
  key: string;
  kind: "place" | "station" | "arc";
  id: string;
  x: number;
  y: number;
  arc?: Arc;
}

export const stationFound = (cluster: Cluster): Found => {
  const { id, x, y } = cluster.lead;
  return { key: `station:${id}`, kind: "station", id, x, y };
};

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
  for (const { place, x, y, size } of drawn.held) {
    const [dx, dy] = drawn.shifts.get(place.id) ?? [0, 0];
    const [left, top] = onScreen(view, x, y);
    if (near(left + dx, top + dy, Math.max(10, size / 2 + 2))) {
      return { key: `place:${place.id}`, kind: "place", id: place.id, x, y };
    }
  }
  const arc = arcAt(drawn.arcs, point);
  if (!arc) return null;
  const { x, y, k } = view;
  const id = arc.row.events[0] ?? "";
  return { key: `arc:${id}`, kind: "arc", id, arc, x: (point[0] - x) / k, y: (point[1] - y) / k };
}
