/**
 * The events shown, as files: CSV and GeoJSON, each event whole with its sources; the map as PNG.
 *
 * An event with a source that may not be passed on is left out, and its number is told: in the
 * file, and to whoever asked for it.
 */

import { csvFormatRows, csvParseRows } from "d3-dsv";
import { read, readText } from "./api";
import { dayOf, span } from "./dates";
import { ALL_ROWS, ledger } from "./ledger.svelte";
import type { Feature, FeatureCollection } from "geojson";
import type { EventAsRead, EventPage, Place, Source, View } from "./made/api";
import { screen } from "./screen.svelte";

export type Progress = (done: number, total: number) => void;

/** What was written, and how many events were left out as they may not be passed on. */
export interface Exported {
  file: string;
  events: number;
  withheld: number;
}

const PAGE = 500;

/** Every event of the happenings that the screen shows, with what may not be passed on counted. */
async function readShown(
  progress?: Progress,
): Promise<{ events: EventAsRead[]; withheld: number }> {
  const shown = new Set(ledger.shown.map((mark) => mark.id));
  const total = ledger.shown.reduce((sum, mark) => sum + mark.accounts, 0);
  const { country, place } = screen.now;
  const asked = {
    crisis: ledger.crisis,
    country,
    place,
    on: ledger.on,
    known: `@${ledger.position ?? 0}`,
    limit: PAGE,
  };
  const events: EventAsRead[] = [];
  let cursor: string | null = null;
  let withheld = 0;
  progress?.(0, total);
  do {
    const page: EventPage = await read("/events", { ...asked, cursor });
    for (const event of page.events) {
      if (!shown.has(event.happening)) continue;
      if (event.sources.some(({ redistribution }) => redistribution === "forbidden")) withheld += 1;
      else events.push(event);
    }
    cursor = page.next;
    progress?.(Math.min(events.length + withheld, total), total);
  } while (cursor);
  return { events, withheld };
}

const ACTORS = new Set([
  "state",
  "person",
  "armed_group",
  "armed_forces",
  "organisation",
  "civilians",
]);

/** Where it happened, or where to: `to` is an actor as well. */
const placeOf = ({ data }: EventAsRead): Place | null => {
  const place = data.place ?? data.to;
  if (typeof place !== "object" || place === null || !("kind" in place)) return null;
  return ACTORS.has(place.kind as string) ? null : (place as Place);
};

/** A cell that a spreadsheet would take for a formula is made text. */
const guarded = (value: unknown): string => {
  const text = value === null || value === undefined ? "" : String(value);
  return typeof value !== "number" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
};

const COLUMNS: readonly [string, (event: EventAsRead) => unknown][] = [
  ["id", (event) => event.id],
  ["happening", (event) => event.happening],
  ["type", (event) => event.type],
  ["occurred", (event) => event.occurred],
  ["recorded", (event) => event.recorded],
  ["recorded_by", (event) => event.recorded_by],
  ["revision", (event) => event.revision],
  ["status", (event) => event.status],
  ["headline", (event) => event.headline],
  ["summary", (event) => event.summary],
  ["place", (event) => placeOf(event)?.name],
  ["country", (event) => placeOf(event)?.country],
  ["lat", (event) => placeOf(event)?.lat],
  ["lon", (event) => placeOf(event)?.lon],
  ["concerns", (event) => event.concerns.map((each) => `${each.country}:${each.part}`).join("; ")],
  ["crises", (event) => event.crises.join("; ")],
  ["publishers", (event) => joined(event, (source) => source.publisher)],
  ["quoted", (event) => joined(event, (source) => source.quoted?.name)],
  ["urls", (event) => joined(event, (source) => source.url)],
  ["published", (event) => joined(event, (source) => source.published)],
  ["licences", (event) => joined(event, (source) => source.licence)],
  ["data", (event) => JSON.stringify(event.data)],
];

/** One of each source, in the order of the sources, so that the columns can be read side by side. */
const joined = ({ sources }: EventAsRead, of: (source: Source) => string | undefined): string =>
  sources.some(of) ? sources.map((source) => of(source) ?? "").join("; ") : "";

const left = (withheld: number) =>
  `${withheld} ${withheld === 1 ? "event was" : "events were"} left out: a source of theirs may not be passed on`;

export async function exportCsv(progress?: Progress): Promise<Exported> {
  const { events, withheld } = await readShown(progress);
  const rows = [COLUMNS.map(([name]) => name)];
  for (const event of events) rows.push(COLUMNS.map(([, of]) => guarded(of(event))));
  if (withheld) rows.push([left(withheld)]);
  // Spreadsheets read UTF-8 as such only behind a byte order mark.
  return save("csv", `\ufeff${csvFormatRows(rows)}\n`, "text/csv", events.length, withheld);
}

export async function exportGeoJson(progress?: Progress): Promise<Exported> {
  const { events, withheld } = await readShown(progress);
  const features = events.map((event) => {
    const { sources, ...properties } = event;
    const place = placeOf(event);
    const isPlaced = place?.lat !== undefined && place.lon !== undefined;
    return {
      type: "Feature",
      id: event.id,
      geometry: isPlaced ? { type: "Point", coordinates: [place.lon, place.lat] } : null,
      properties: { ...properties, sources },
    };
  });
  const collection = {
    type: "FeatureCollection",
    metadata: {
      title: document.title,
      address: screen.address,
      on: ledger.on,
      known: screen.now.known,
      position: ledger.position,
      events: events.length,
      withheld,
      ...(withheld ? { note: left(withheld) } : {}),
    },
    features,
  };
  const text = JSON.stringify(collection, null, 1);
  return save("geojson", text, "application/geo+json", events.length, withheld);
}

/** The rows that the table of a view shows, in a format of the server's. */
export async function exportView(view: View, format: "csv" | "geojson"): Promise<Exported> {
  const { name } = view;
  const asked = { on: ledger.on, known: `@${ledger.position ?? 0}`, limit: ALL_ROWS, format };
  // Of a crisis' places, what was told before it is shown beside it.
  const shown = name === "territory" && ledger.crisis ? placesShown() : null;
  const crisis = shown ? null : ledger.crisis;
  const text = await readText(`/state/${name}` as "/state/unrest", {
    ...ledger.parameters,
    ...asked,
    crisis,
  });
  if (format === "geojson") {
    const told = JSON.parse(text) as FeatureCollection & { total: number };
    const isShown = ({ properties }: Feature) => shown?.has(properties!.place) ?? true;
    const features = told.features.filter(isShown);
    const total = shown ? features.length : told.total;
    const collection = JSON.stringify({ ...told, total, features });
    return save(format, collection, "application/geo+json", features.length, 0, name);
  }
  const [header = [], ...all] = csvParseRows(text);
  const at = header.indexOf("place");
  const rows = all.filter((row) => shown?.has(row[at]!) ?? true);
  const told = `\ufeff${csvFormatRows([header, ...rows])}\n`;
  return save(format, told, "text/csv", rows.length, 0, name);
}

const placesShown = () => new Set(ledger.state?.territory.map(({ place }) => place.id));

export async function exportPng(): Promise<Exported> {
  const { mapPicture } = await import("./map/picture");
  const picture = await mapPicture();
  return save("png", picture, "image/png", ledger.shown.length, 0);
}

/** Both times in the name: when it happened, and when it was known. */
function named(ending: string, of: string): string {
  const known = screen.now.known;
  const day = (told: string) => dayOf(span(told).end - 1);
  const at = !known
    ? `position-${ledger.position ?? 0}`
    : known.startsWith("@")
      ? `position-${known.slice(1)}`
      : day(known);
  const crisis = (ledger.crisis ?? "crisis-ledger").replace(/[^\w-]+/g, "-");
  return `${crisis}${of && `_${of}`}_on-${day(ledger.on)}_known-${at}.${ending}`;
}

function save(
  ending: string,
  content: string | Blob,
  type: string,
  events: number,
  withheld: number,
  of = "",
): Exported {
  const blob = typeof content === "string" ? new Blob([content], { type }) : content;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = named(ending, of);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return { file: link.download, events, withheld };
}
