/** The places whose holder the ledger tells: their squares, and where they have room. */

import type { Holding, Place } from "$/made/api";
import { holder } from "$/words";
import type { Holder } from "$/words";
import { Taken, about } from "./boxes";
import { onScreen, unit, zoomOf } from "./view";
import type { View } from "./view";

const SIZES: Record<string, number> = { city: 14, town: 11, airport: 9, village: 9 };
const RANKS = ["city", "town", "airport", "village"];
/** What a finger needs: squares stand at least so far apart. */
const TARGET = 24;
const RINGS = [25, 34, 44];

/** A place that is held at some time of the ledger, with its row of the date that is shown. */
export interface Held {
  place: Place;
  x: number;
  y: number;
  size: number;
  row: Holding | null;
  group: Holder;
}

/**
 * How far its square is moved from where it is, so that it lies upon no other; and how large it is:
 * from far away a square in the way of a bigger one is a dot of it, where it is.
 */
export type Shifts = Map<string, Shift>;
export type Shift = readonly [dx: number, dy: number, scale: number];
export const STAYS: Shift = [0, 0, 1];
const APART_FROM = 7.2;
/** From farther away, places that nobody is recorded to hold are left out. */
export const UNHELD_FROM = 6;
const SMALL = 0.45;
const CROWD = 60;

export const hasPoint = (place: Place | null | undefined): place is Place & Located =>
  typeof place?.lat === "number" && typeof place.lon === "number";

interface Located {
  lat: number;
  lon: number;
}

const rank = (place: Place): number => {
  const at = RANKS.indexOf(place.kind);
  return at < 0 ? RANKS.length : at;
};

/** All places that are held at some time, the biggest first: the map's order does not depend on the date. */
export function heldPlaces(ever: readonly Place[], rows: readonly Holding[]): Held[] {
  const all = new Map<string, Place>(ever.map((place) => [place.id, place]));
  for (const { place } of rows) all.set(place.id, place);
  const byPlace = new Map(rows.map((row) => [row.place.id, row]));
  return [...all.values()]
    .filter(hasPoint)
    .toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
    .map((place) => {
      const row = byPlace.get(place.id) ?? null;
      const [x, y] = unit(place.lon, place.lat);
      const group = holder(row?.held_by ?? null, place);
      return { place, x, y, row, group, size: SIZES[place.kind] ?? 9 };
    });
}

/** A square that would lie upon a bigger one is moved beside it, and led back by a line. */
export function shifted(places: readonly Held[], view: View): Shifts {
  const taken = new Taken();
  const shifts: Shifts = new Map();
  for (const { place, x, y, row } of places) {
    const [left, top] = onScreen(view, x, y);
    const fits = ([dx, dy]: readonly [number, number]) =>
      taken.free(about(left + dx, top + dy, TARGET));
    const ways = RINGS.flatMap((r) =>
      [0, 90, 180, 45, 135, -45, -135, -90].map((degrees) => {
        const angle = (degrees * Math.PI) / 180;
        return [Math.cos(angle) * r, Math.sin(angle) * r] as const;
      }),
    );
    const crowd = zoomOf(view) < APART_FROM || (!row && places.length > CROWD);
    if (crowd && !fits([0, 0])) {
      shifts.set(place.id, [0, 0, SMALL]);
      continue;
    }
    const shift = [[0, 0] as const, ...ways].find(fits) ?? [0, 0];
    shifts.set(place.id, [...shift, 1]);
    taken.add(about(left + shift[0], top + shift[1], TARGET));
  }
  return shifts;
}

/** In words: `Goma, held by M23 since 28 Jan 2025, contested`. */
export function heldTold(held: Held, since: string | null): string {
  const { place, row } = held;
  if (!row) return `${place.name}: no holder recorded by this date`;
  const by = row.held_by ? `held by ${row.held_by.name}` : "holder not known";
  const parts = [
    `${place.name}, ${by}${since ? ` since ${since}` : ""}`,
    row.contested && "contested",
    row.status !== "confirmed" && row.held_by && row.status,
  ];
  return parts.filter(Boolean).join(", ");
}
