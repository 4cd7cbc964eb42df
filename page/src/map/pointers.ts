/** Marks at the edge of the map that point to what lies outside of it. */

import { FAMILY, Taken, rect, widthOf } from "./boxes";
import type { Rect } from "./boxes";
import { missionsTold, weight } from "./stations";
import type { Station } from "./stations";
import { onScreen } from "./view";
import type { Size, View } from "./view";

export interface Pointer {
  id: string;
  text: string;
  means: string;
  box: Rect;
  /** Where it points, in degrees; 0: to the right. */
  angle: number;
  station: Station;
}

export const POINTER_FONT = `500 11.5px ${FAMILY}`;
const HEIGHT = 24;
const MARGIN = 8;

function told(station: Station): { text: string; means: string } {
  const happenings = station.marks.length + station.unknown.length;
  const missions = station.missions.length;
  const short = missions
    ? `${missions} ${missions === 1 ? "mission" : "missions"}`
    : String(happenings + station.contacts.length);
  const all = [
    missionsTold(station.missions),
    happenings && `${happenings} ${happenings === 1 ? "happening" : "happenings"}`,
    station.contacts.length &&
      `${station.contacts.length} ${station.contacts.length === 1 ? "contact" : "contacts"}`,
  ].filter(Boolean);
  const name = station.name.replace(/, DC$/, "");
  const text = `${name}, ${short}`;
  // What is read out begins with what is seen, so that it can be named by voice.
  return { text, means: `${text}: ${all.join(", ")}. Move the map there.` };
}

/** What lies outside, the weightiest first, each beside the edge where one would leave the map. */
export function pointers(
  stations: readonly Station[],
  view: View,
  size: Size,
  covered: readonly Rect[],
  most: number,
): Pointer[] {
  const taken = new Taken();
  for (const box of covered) taken.add(box);
  const [middleX, middleY] = [size.width / 2, size.height / 2];
  const found: Pointer[] = [];
  const outside = stations
    .filter((station) => {
      const [x, y] = onScreen(view, station.x, station.y);
      return x < 4 || y < 4 || x > size.width - 4 || y > size.height - 4;
    })
    .toSorted((a, b) => weight(b) - weight(a) || a.id.localeCompare(b.id));
  for (const station of outside) {
    if (found.length >= most) break;
    const [x, y] = onScreen(view, station.x, station.y);
    const { text, means } = told(station);
    const width = Math.ceil(widthOf(text, POINTER_FONT)) + 32;
    const [dx, dy] = [x - middleX, y - middleY];
    const [roomX, roomY] = [middleX - MARGIN - width / 2, middleY - MARGIN - HEIGHT / 2];
    if (roomX < 0 || roomY < 0) continue;
    const t = Math.min(roomX / (Math.abs(dx) || 1e-9), roomY / (Math.abs(dy) || 1e-9));
    const [atX, atY] = [middleX + dx * t, middleY + dy * t];
    const upright = roomX / (Math.abs(dx) || 1e-9) < roomY / (Math.abs(dy) || 1e-9);
    const box = along(atX, atY, width, upright, size, taken);
    if (!box) continue;
    taken.add(box);
    const angle = (Math.atan2(y - box.top - HEIGHT / 2, x - box.left - width / 2) * 180) / Math.PI;
    found.push({ id: station.id, text, means, box, angle, station });
  }
  return found;
}

/** The nearest free place along the edge. */
function along(
  x: number,
  y: number,
  width: number,
  upright: boolean,
  size: Size,
  taken: Taken,
): Rect | null {
  for (let step = 0; step < 60; step += 1) {
    for (const way of step ? [1, -1] : [1]) {
      const moved = step * 6 * way;
      const left = x - width / 2 + (upright ? 0 : moved);
      const top = y - HEIGHT / 2 + (upright ? moved : 0);
      if (left < MARGIN - 1 || left + width > size.width - MARGIN + 1) continue;
      if (top < MARGIN - 1 || top + HEIGHT > size.height - MARGIN + 1) continue;
      const box = rect(left, top, width, HEIGHT);
      if (taken.free(box, 4)) return box;
    }
  }
  return null;
}
