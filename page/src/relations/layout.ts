/**
 * Where the parties stand. It is made of all happenings of the crisis, not of those of one date:
 * so nobody moves while the time does, and the same data give the same picture.
 */

import { forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import type { SimulationLinkDatum, SimulationNodeDatum } from "d3-force";

export interface Box {
  id: string;
  width: number;
  height: number;
}

export interface Stands extends Box {
  x: number;
  y: number;
}

interface Node extends SimulationNodeDatum, Box {}

export interface Bond {
  a: string;
  b: string;
  weight: number;
}

const TICKS = 320;
const GAP = { x: 14, y: 18 };
const MARGIN = 12;
const STRONG = 40;

export function layout(
  boxes: readonly Box[],
  bonds: readonly Bond[],
  { width, height, foot }: { width: number; height: number; foot: number },
): Map<string, Stands> {
  const nodes: Node[] = boxes.map((box) => ({ ...box }));
  const known = new Set(nodes.map(({ id }) => id));
  const links: (SimulationLinkDatum<Node> & { weight: number })[] = bonds
    .filter(({ a, b }) => known.has(a) && known.has(b))
    .map(({ a, b, weight }) => ({ source: a, target: b, weight }));
  const wide = Math.max(1, width / Math.max(1, height));
  forceSimulation(nodes)
    .force(
      "link",
      forceLink<Node, (typeof links)[number]>(links)
        .id(({ id }) => id)
        .distance(110)
        .strength(({ weight }) => Math.min(0.5, 0.06 + weight * 0.04)),
    )
    .force("apart", forceManyBody().strength(-520))
    .force("x", forceX(0).strength(0.06 / wide))
    .force("y", forceY(0).strength(0.06 * wide))
    .stop()
    .tick(TICKS);
  const room = { width: width - 2 * MARGIN, height: height - 2 * MARGIN - foot };
  spread(nodes, room);
  const strong = links.toSorted((a, b) => b.weight - a.weight).slice(0, STRONG);
  const between = strong.map(({ source, target }) => [source as Node, target as Node] as const);
  for (let round = 0; round < 200; round += 1) {
    const crossed = round < 120 && clear(nodes, between);
    if (!part(nodes, room) && !crossed) break;
  }
  const stands = nodes.map((node): Stands => {
    const [x, y] = [node.x! + MARGIN, node.y! + MARGIN];
    return { id: node.id, width: node.width, height: node.height, x, y };
  });
  return new Map(stands.map((stand) => [stand.id, stand]));
}

type Room = { width: number; height: number };

/** Fill the room with the picture. */
function spread(nodes: Node[], room: Room): void {
  if (!nodes.length) return;
  const stretch = (of: "x" | "y", size: "width" | "height") => {
    const [low, high] = [
      Math.min(...nodes.map((n) => n[of]!)),
      Math.max(...nodes.map((n) => n[of]!)),
    ];
    for (const node of nodes) {
      const part = high - low < 1 ? 0.5 : (node[of]! - low) / (high - low);
      // Its own size at both ends: a long name does not keep the others from the rim.
      node[of] = node[size] / 2 + part * Math.max(1, room[size] - node[size]);
    }
  };
  stretch("x", "width");
  stretch("y", "height");
}

/** Push boxes off the lines that lead from one to another past them; whether any lay on one. */
function clear(nodes: Node[], lines: readonly (readonly [Node, Node])[]): boolean {
  let lay = false;
  for (const [a, b] of lines) {
    const [dx, dy] = [b.x! - a.x!, b.y! - a.y!];
    const length = Math.hypot(dx, dy) || 1;
    const across = [-dy / length, dx / length] as const;
    for (const node of nodes) {
      if (node === a || node === b) continue;
      const [x, y] = [node.x! - a.x!, node.y! - a.y!];
      const along = (x * dx + y * dy) / length;
      if (along < 0 || along > length) continue;
      const off = x * across[0] + y * across[1];
      const reach = (Math.abs(across[0]) * node.width + Math.abs(across[1]) * node.height) / 2 + 4;
      if (Math.abs(off) >= reach) continue;
      lay = true;
      const way = (off < 0 ? -1 : 1) * Math.min(6, reach - Math.abs(off));
      node.x! += across[0] * way;
      node.y! += across[1] * way;
    }
  }
  return lay;
}

/** Push boxes that lie upon one another apart, the shorter way; whether any did. */
function part(nodes: Node[], room: Room): boolean {
  let met = false;
  for (let i = 0; i < nodes.length; i += 1) {
    for (let j = i + 1; j < nodes.length; j += 1) {
      const [a, b] = [nodes[i]!, nodes[j]!];
      const [dx, dy] = [b.x! - a.x!, b.y! - a.y!];
      const overX = (a.width + b.width) / 2 + GAP.x - Math.abs(dx);
      const overY = (a.height + b.height) / 2 + GAP.y - Math.abs(dy);
      if (overX <= 0 || overY <= 0) continue;
      met = true;
      if (overX < overY) {
        const way = (dx < 0 ? -1 : 1) * (overX / 2 + 0.5);
        a.x! -= way;
        b.x! += way;
      } else {
        const way = (dy < 0 ? -1 : 1) * (overY / 2 + 0.5);
        a.y! -= way;
        b.y! += way;
      }
    }
  }
  for (const node of nodes) {
    node.x = Math.max(node.width / 2, Math.min(room.width - node.width / 2, node.x!));
    node.y = Math.max(node.height / 2, Math.min(room.height - node.height / 2, node.y!));
  }
  return met;
}
