/** The whole state of the screen, held by the address: what is here can be shared and gone back to. */

import { inWords, isMoment, knownAt, positionOf } from "./dates";
import { isAt } from "./map/view";
import { fromSpan } from "./time/window";
import { CATEGORIES, STATUSES } from "./words";

export const PICTURES = ["map", "relations", "table"] as const;
export type Picture = (typeof PICTURES)[number];

export const DRAWERS = [
  "append",
  "correct",
  "assess",
  "join",
  "part",
  "retract",
  "reinstate",
] as const;
export type Drawer = (typeof DRAWERS)[number];

/** What stands for a thing on the map: its kind and its id. */
const CARD = /^(place|station|contact):./;
const PAIR = /^[^~]+~[^~]+$/;

/** What the address says. What is left out of it is null, or the list is empty. */
export interface Screen {
  /** The date of the world; null: the last day of which the ledger tells. */
  on: string | null;
  /** The time of knowledge: a date, an instant, or `@position`; null: all that is recorded. */
  known: string | null;
  /** The crisis: a slug; `*`: all; null: the one with the latest events. */
  crisis: string | null;
  view: Picture;
  /** The country whose side is taken, ISO 3166-1 alpha-3. */
  country: string | null;
  /** The place to which the events are narrowed; its card is open when no other is. */
  place: string | null;
  /** The card that is open on the map: `place:`, `station:` or `contact:`, and an id. */
  card: string | null;
  /** The two parties whose relation is opened: `COD~RWA`. */
  pair: string | null;
  /** The body or group whose relations stand out. */
  body: string | null;
  /** Which table is read. */
  table: string;
  /** The column by which the table is sorted; with `-` before it, from the last to the first. */
  order: string | null;
  /** The happening that is opened, by its id or that of one of its events. */
  event: string | null;
  /** The report is laid over the picture. */
  wide: boolean;
  /** How the accounts of a report are compared; null: as there is room. */
  accounts: "side" | "field" | null;
  q: string | null;
  category: string[];
  type: string[];
  status: string[];
  /** Whose word counts: an actor's id or `publisher:slug`. */
  according_to: string | null;
  at_least: string | null;
  resolve: string | null;
  /** Compared with this date; or, with `known:` before it, with this state of knowledge. */
  compare: string | null;
  /** The window of the time band, `first/last` day. */
  span: string | null;
  /** The middle and the scale of the map: `lon,lat,zoom`. */
  at: string | null;
  /** What is recorded in the drawer. */
  record: Drawer | null;
  /** On a phone: which sheet is open. */
  sheet: "situation" | "events" | null;
  /** What is unfolded by hand, by key; with `-` before it, what is folded. */
  open: string[];
}

const LISTS = ["category", "type", "status", "open"] as const;
const EMPTY: Screen = {
  on: null,
  known: null,
  crisis: null,
  view: "map",
  country: null,
  place: null,
  card: null,
  pair: null,
  body: null,
  table: "territory",
  order: null,
  event: null,
  wide: false,
  accounts: null,
  q: null,
  category: [],
  type: [],
  status: [],
  according_to: null,
  at_least: null,
  resolve: null,
  compare: null,
  span: null,
  at: null,
  record: null,
  sheet: null,
  open: [],
};

/** What an address says; what it does not know is left out. */
export function fromAddress(search: string): Screen {
  const told = new URLSearchParams(search);
  const read: Record<string, unknown> = { ...EMPTY };
  for (const name of Object.keys(EMPTY) as (keyof Screen)[]) {
    const value = told.get(name);
    if (!value) continue;
    const isList = (LISTS as readonly string[]).includes(name);
    read[name] = isList ? value.split(",").filter(Boolean) : value;
  }
  read.wide = read.wide === "true";
  const screen = read as unknown as Screen;
  if (!PICTURES.includes(screen.view)) screen.view = "map";
  if (screen.record && !DRAWERS.includes(screen.record)) screen.record = null;
  if (screen.sheet && !["situation", "events"].includes(screen.sheet)) screen.sheet = null;
  if (screen.accounts && !["side", "field"].includes(screen.accounts)) screen.accounts = null;
  if (screen.card && !CARD.test(screen.card)) screen.card = null;
  if (screen.pair && !PAIR.test(screen.pair)) screen.pair = null;
  if (screen.compare && !isComparable(screen.compare)) screen.compare = null;
  if (!fromSpan(screen.span)) screen.span = null;
  if (screen.at && !isAt(screen.at)) screen.at = null;
  screen.country &&= screen.country.toUpperCase();
  screen.category = screen.category.filter((each) => CATEGORIES.some(({ id }) => id === each));
  screen.status = screen.status.filter((each) => STATUSES.some((status) => status === each));
  return consistent(screen);
}

/** Whether a state can be compared with it: a date, or a date or a position of knowledge. */
function isComparable(told: string): boolean {
  const known = told.replace(/^known:/, "");
  return isMoment(known) || (known !== told && positionOf(known) !== null);
}

/** A state of the screen without what belongs to something that is not on it. */
function consistent(screen: Screen, before: Screen = screen): Screen {
  const { view, event, place } = screen;
  const next = { ...screen };
  if (view !== "map") next.card = null;
  // The place to which the events are narrowed has its card of itself.
  const isNarrowed = place !== null && place !== before.place && next.card === before.card;
  if (isNarrowed || next.card === `place:${place}`) next.card = null;
  if (view !== "relations") next.pair = next.body = null;
  if (view !== "table") [next.table, next.order] = [EMPTY.table, null];
  if (!event) [next.wide, next.accounts] = [false, null];
  next.open = next.open.filter((key) => {
    const [part, which] = key.replace(/^-?(all:)?/, "").split(":");
    if (part === "map" || part === "relations" || part === "table") return view === part;
    if (part === "country" || part === "ties") return which === next.country;
    if (part === "changed") return next.compare !== null;
    if (part === "report") return event !== null && event === before.event;
    if (part === "unknown") return next.known !== null;
    return true;
  });
  return next;
}

/** The address of a state of the screen, in one order, without what is as it is at first. */
export function toAddress(screen: Screen): string {
  const told: string[] = [];
  for (const name of Object.keys(EMPTY) as (keyof Screen)[]) {
    const value = screen[name];
    if (value === null || value === EMPTY[name] || (Array.isArray(value) && !value.length))
      continue;
    const text = Array.isArray(value) ? value.join(",") : String(value);
    // Colons, commas, slashes and the like are allowed in a query, and are easier to read.
    const readable = encodeURIComponent(text).replace(/%(3A|2C|2F|40|2A)/g, decodeURIComponent);
    told.push(`${name}=${readable}`);
  }
  return told.length ? `/?${told.join("&")}` : "/";
}

class ScreenState {
  #now: Screen = $state(fromAddress(location.search));
  #pending: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    addEventListener("popstate", () => {
      clearTimeout(this.#pending);
      this.#now = fromAddress(location.search);
    });
  }

  get now(): Screen {
    return this.#now;
  }

  /** The address of what is shown, as it can be shared: at once, also while something moves. */
  get address(): string {
    return location.origin + toAddress(this.#now);
  }

  /** Go on to another state of the screen, to which Back returns. */
  go(change: Partial<Screen>): void {
    this.#write();
    const next = consistent({ ...this.#now, ...change }, this.#now);
    const to = toAddress(next);
    if (to !== toAddress(this.#now)) history.pushState(null, "", to);
    this.#now = next;
  }

  /** Move while something is dragged, typed or played: the address follows, Back does not. */
  move(change: Partial<Screen>): void {
    this.#now = consistent({ ...this.#now, ...change }, this.#now);
    clearTimeout(this.#pending);
    this.#pending = setTimeout(() => this.#write(), 200); // browsers limit how often it may change
  }

  /** Something is done when it is typed: Back closes it again. */
  close(...names: (keyof Screen)[]): void {
    this.go(Object.fromEntries(names.map((name) => [name, EMPTY[name]])));
  }

  #write(): void {
    clearTimeout(this.#pending);
    const to = toAddress(this.#now);
    if (to !== location.pathname + location.search) history.replaceState(null, "", to);
  }
}

export const screen = new ScreenState();

/** The title of a state of the screen: a sentence that can be shared. */
export function titled(
  on: string,
  now: Screen,
  crisis: string | null,
  side: string | null,
): string {
  const known = now.known ? `, as known ${knownAt(now.known)}` : "";
  const whose = side ? `${side}'s side, ` : "";
  return `${whose}${inWords(on)}${known} · ${crisis ?? "Crisis Ledger"}`;
}
