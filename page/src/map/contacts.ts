/** Calls and meetings of the last days, as arcs between the capitals of those who took part. */

import { DAY, span } from "$/dates";
import type { Actor, Contact, Place } from "$/made/api";
import type { Capitals } from "./shapes";
import { DAYS } from "./stations";
import { hasPoint } from "./towns";
import { onScreen, unit } from "./view";
import type { Point, View } from "./view";

export interface End {
  id: string;
  name: string;
  country: string;
  lat: number;
  lon: number;
}

export interface Meeting {
  row: Contact;
  ends: End[];
  /** Pairs of `ends` that an arc joins; a visit's leads to the place of the meeting. */
  pairs: [End, End][];
  visit: boolean;
  /** 0 for the day itself, up to 1 for the oldest. */
  age: number;
}

export interface Arc {
  row: Contact;
  from: Point;
  control: Point;
  to: Point;
  visit: boolean;
  age: number;
}

const acts = (actor: Actor): boolean =>
  actor.kind !== "armed_group" && actor.kind !== "civilians" && Boolean(actor.country);

/** The capital of a country; where the ledger has a place there, that place. */
function capital(country: string, capitals: Capitals, places: readonly Place[]): End | null {
  const told = capitals[country];
  if (!told) return null;
  const same = places.find(
    (place) =>
      place.country === country &&
      hasPoint(place) &&
      Math.hypot(place.lat - told.lat, place.lon - told.lon) < 0.3,
  );
  if (same && hasPoint(same)) return same;
  return { ...told, id: `capital:${country}`, country };
}

export function meetingsOf(
  rows: readonly Contact[],
  instant: number,
  capitals: Capitals,
  places: readonly Place[],
): Meeting[] {
  const meetings: Meeting[] = [];
  for (const row of rows) {
    const { end } = span(row.occurred);
    const old = (instant - end) / (DAYS * DAY);
    if (old < 0 || old > 1) continue;
    const countries = [...new Set(row.participants.filter(acts).map((actor) => actor.country!))];
    const from = countries
      .map((country) => capital(country, capitals, places))
      .filter((end): end is End => end !== null);
    const place: End | null = hasPoint(row.place) ? row.place : null;
    const guests = place ? from.filter((end) => end.country !== place.country) : from;
    let pairs: [End, End][];
    if (place) pairs = guests.map((end) => [end, place]);
    else if (from.length < 3) pairs = from.length === 2 ? [[from[0]!, from[1]!]] : [];
    else {
      // All with all would be a tangle: a ring joins them, without a middle that is nowhere.
      const [lon, lat] = [mean(from.map((end) => end.lon)), mean(from.map((end) => end.lat))];
      const turn = (end: End) => Math.atan2(end.lat - lat, end.lon - lon);
      const ring = from.toSorted((a, b) => turn(a) - turn(b));
      pairs = ring.map((end, at) => [end, ring[(at + 1) % ring.length]!]);
    }
    const ends = place ? [...guests, place] : from;
    meetings.push({ row, ends, pairs, visit: place !== null, age: old });
  }
  return meetings;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const ARCH = 0.2;

/** The arcs on the screen: several between the same two lie beside one another. */
export function arcsOf(meetings: readonly Meeting[], view: View): Arc[] {
  const between = new Map<string, number>();
  const arcs: Arc[] = [];
  for (const { row, pairs, visit, age } of meetings) {
    for (const [a, b] of pairs) {
      const key = [a.id, b.id].sort().join(" ");
      const before = between.get(key) ?? 0;
      between.set(key, before + 1);
      const from = onScreen(view, ...unit(a.lon, a.lat));
      const to = onScreen(view, ...unit(b.lon, b.lat));
      const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
      const length = Math.hypot(dx, dy) || 1;
      // Always to the same side of the map, whoever called.
      const side = dx < 0 || (dx === 0 && dy < 0) ? 1 : -1;
      const rise = (length * ARCH + before * 9) * side;
      const control: Point = [
        (from[0] + to[0]) / 2 - (dy / length) * rise * 2,
        (from[1] + to[1]) / 2 + (dx / length) * rise * 2,
      ];
      arcs.push({ row, from, control, to, visit, age });
    }
  }
  return arcs;
}

export function along({ from, control, to }: Arc, t: number): Point {
  const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
  return [a * from[0] + b * control[0] + c * to[0], a * from[1] + b * control[1] + c * to[1]];
}

/** The arc that passes near a point of the screen. */
export function arcAt(arcs: readonly Arc[], [x, y]: Point, near = 7): Arc | null {
  for (const arc of arcs) {
    for (let step = 0; step <= 40; step += 1) {
      const [px, py] = along(arc, step / 40);
      if (Math.hypot(px - x, py - y) < near) return arc;
    }
  }
  return null;
}
