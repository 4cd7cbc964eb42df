/**
 * What happened where in the last days: happenings, missions and contacts, gathered by place; and
 * places that are too near to one another on the screen, gathered into one.
 */

import { DAY } from "$/dates";
import type { Drawn } from "$/marks";
import type { Contact, EmbassyRow } from "$/made/api";
import type { Meeting } from "./contacts";
import type { Capitals } from "./shapes";
import { hasPoint } from "./towns";
import { onScreen, unit } from "./view";
import type { View } from "./view";

/** How many days before the date are on the map. */
export const DAYS = 7;
/** How near, in pixels, what happens is gathered; two places that are held stay apart for longer. */
const NEAR = 32;
const NEAR_HELD = 20;
/** Where more than so many would stand apart, what is gathered is gathered more widely. */
const MANY = 90;

export interface Station {
  id: string;
  name: string;
  country: string;
  x: number;
  y: number;
  /** The newest first. */
  marks: Drawn[];
  /** What had happened and was not yet recorded. */
  unknown: Drawn[];
  missions: EmbassyRow[];
  contacts: Contact[];
  capital: boolean;
}

export interface Cluster {
  lead: Station;
  members: Station[];
  marks: Drawn[];
  unknown: Drawn[];
}

/** The marks of a list, in the order in which they were over, that lie in the last days of an instant. */
export function ofLastDays(marks: readonly Drawn[], instant: number): Drawn[] {
  const from = instant - DAYS * DAY;
  let at = marks.length;
  while (at > 0 && marks[at - 1]!.to > from) at -= 1;
  return marks.slice(at).reverse();
}

/** 0 for what is of the date itself, up to 1 for the oldest that is shown. */
export const age = (mark: Drawn, instant: number): number =>
  Math.min(1, Math.max(0, (instant - mark.to) / (DAYS * DAY)));

interface There {
  id: string;
  name: string;
  country: string;
  lat: number;
  lon: number;
}

export interface Happening {
  marks: readonly Drawn[];
  unknown: readonly Drawn[];
  embassies: readonly EmbassyRow[];
  meetings: readonly Meeting[];
  capitals: Capitals;
}

export function gathered({ marks, unknown, embassies, meetings, capitals }: Happening): Station[] {
  const stations = new Map<string, Station>();
  const at = (place: There): Station => {
    let station = stations.get(place.id);
    if (!station) {
      const [x, y] = unit(place.lon, place.lat);
      const capital = capitals[place.country]?.name === place.name;
      const { id, name, country } = place;
      station = {
        id,
        name,
        country,
        x,
        y,
        capital,
        marks: [],
        unknown: [],
        missions: [],
        contacts: [],
      };
      stations.set(id, station);
    }
    return station;
  };
  for (const mark of marks) if (hasPoint(mark.at)) at(mark.at).marks.push(mark);
  for (const mark of unknown) if (hasPoint(mark.at)) at(mark.at).unknown.push(mark);
  for (const row of embassies) if (hasPoint(row.place)) at(row.place).missions.push(row);
  for (const { row, ends } of meetings) {
    for (const end of ends) at(end).contacts.push(row);
  }
  return [...stations.values()];
}

/** How much there is to say of a station. */
export const weight = (station: Station): number =>
  station.marks.length +
  station.unknown.length +
  station.contacts.length +
  station.missions.length * 2;

/** Stations that would lie upon one another on the screen, joined to the first of them. */
export function clustered(
  stations: readonly Station[],
  leading: ReadonlySet<string>,
  view: View,
): Cluster[] {
  const clusters = within(NEAR, stations, leading, view);
  return clusters.length > MANY ? within(NEAR * 2.2, stations, leading, view) : clusters;
}

function within(
  reach: number,
  stations: readonly Station[],
  leading: ReadonlySet<string>,
  view: View,
): Cluster[] {
  const first = (station: Station) => (leading.has(station.id) ? 1e6 : 0) + weight(station);
  const order = stations.toSorted((a, b) => first(b) - first(a) || a.id.localeCompare(b.id));
  const cells = new Map<string, Cluster[]>();
  const clusters: Cluster[] = [];
  for (const station of order) {
    const [x, y] = onScreen(view, station.x, station.y);
    const [column, row] = [Math.floor(x / reach), Math.floor(y / reach)];
    let found: Cluster | undefined;
    for (let c = column - 1; c <= column + 1 && !found; c += 1) {
      for (let r = row - 1; r <= row + 1 && !found; r += 1) {
        found = cells.get(`${c},${r}`)?.find(({ lead }) => {
          const [leadX, leadY] = onScreen(view, lead.x, lead.y);
          const both = leading.has(lead.id) && leading.has(station.id);
          return Math.hypot(leadX - x, leadY - y) < (both && reach === NEAR ? NEAR_HELD : reach);
        });
      }
    }
    if (found) {
      found.members.push(station);
      continue;
    }
    const cluster: Cluster = { lead: station, members: [station], marks: [], unknown: [] };
    clusters.push(cluster);
    const key = `${column},${row}`;
    const there = cells.get(key);
    if (there) there.push(cluster);
    else cells.set(key, [cluster]);
  }
  for (const cluster of clusters) {
    const newest = (a: Drawn, b: Drawn) => b.to - a.to;
    cluster.marks = cluster.members.flatMap((member) => member.marks).sort(newest);
    cluster.unknown = cluster.members.flatMap((member) => member.unknown).sort(newest);
  }
  return clusters;
}

/** How many missions are in a condition other than at work: `7 missions hit`. */
export function missionsTold(missions: readonly EmbassyRow[]): string {
  const count = (condition: EmbassyRow["condition"]) =>
    missions.filter((row) => row.condition === condition).length;
  const told: [number, string][] = [
    [count("attacked"), "hit"],
    [count("closed"), "closed"],
    [count("reopened"), "reopened"],
  ];
  const [first, ...rest] = told.filter(([number]) => number);
  if (!first) return "";
  const missions_ = first[0] === 1 ? "mission" : "missions";
  return [`${first[0]} ${missions_} ${first[1]}`, ...rest.map(([n, what]) => `${n} ${what}`)].join(
    ", ",
  );
}
