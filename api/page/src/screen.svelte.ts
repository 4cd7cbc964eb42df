/** The whole state of the screen, held by the address: what is here can be shared and gone back to. */

import { inWords } from "./dates";

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
  /** The place that is chosen on the map. */
  place: string | null;
  /** The happening that is opened, by its id or that of one of its events. */
  event: string | null;
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
}

const LISTS = ["category", "type", "status"] as const;
const EMPTY: Screen = {
  on: null,
  known: null,
  crisis: null,
  view: "map",
  country: null,
  place: null,
  event: null,
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
};

/** What an address says; what it does not know is left out. */
export function fromAddress(search: string): Screen {
  const told = new URLSearchParams(search);
  const read: Record<string, unknown> = { ...EMPTY };
  for (const name of Object.keys(EMPTY) as (keyof Screen)[]) {
    const value = told.get(name);
    if (!value) continue;
    read[name] = (LISTS as readonly string[]).includes(name) ? value.split(",") : value;
  }
  const screen = read as unknown as Screen;
  if (!PICTURES.includes(screen.view)) screen.view = "map";
  if (screen.record && !DRAWERS.includes(screen.record)) screen.record = null;
  if (screen.sheet && !["situation", "events"].includes(screen.sheet)) screen.sheet = null;
  return screen;
}

/** The address of a state of the screen, in one order, without what is as it is at first. */
export function toAddress(screen: Screen): string {
  const told: string[] = [];
  for (const name of Object.keys(EMPTY) as (keyof Screen)[]) {
    const value = screen[name];
    if (value === null || value === EMPTY[name] || (Array.isArray(value) && !value.length))
      continue;
    const text = Array.isArray(value) ? value.join(",") : value;
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

  /** Go on to another state of the screen, to which Back returns. */
  go(change: Partial<Screen>): void {
    this.#write();
    const next = { ...this.#now, ...change };
    const to = toAddress(next);
    if (to !== toAddress(this.#now)) history.pushState(null, "", to);
    this.#now = next;
  }

  /** Move while something is dragged, typed or played: the address follows, Back does not. */
  move(change: Partial<Screen>): void {
    this.#now = { ...this.#now, ...change };
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
  const known = now.known ? `, as known on ${inWords(now.known)}` : "";
  const whose = side ? `${side}'s side, ` : "";
  return `${whose}${inWords(on)}${known} · ${crisis ?? "Crisis Ledger"}`;
}
