/** The keyboard: one table, which the help shows as well. */

import { screen } from "./screen.svelte";
import type { Picture, Screen } from "./screen.svelte";
import { player } from "./time/player.svelte";

export interface Key {
  keys: string;
  does: string;
  group: "Time" | "Views" | "Work";
}

export const KEYS: readonly Key[] = [
  { keys: "← →", does: "a day back, a day on", group: "Time" },
  { keys: "Shift ← →", does: "the event before, the event after", group: "Time" },
  { keys: "Space", does: "play, pause", group: "Time" },
  { keys: "Home End", does: "the first day, the last day", group: "Time" },
  { keys: "k", does: "to the handle of knowledge; then ← →", group: "Time" },
  { keys: "g m", does: "map", group: "Views" },
  { keys: "g r", does: "relations", group: "Views" },
  { keys: "g t", does: "table", group: "Views" },
  { keys: "c", does: "compare with another date, or another knowledge", group: "Views" },
  { keys: "/", does: "search the events", group: "Work" },
  { keys: "n", does: "record an event", group: "Work" },
  { keys: "u", does: "show what was recorded since", group: "Work" },
  { keys: "?", does: "this help", group: "Work" },
  { keys: "Esc", does: "close what is open, the innermost first", group: "Work" },
];

/** What keys do that is not the screen's own business. */
export interface Doings {
  help(): void;
  refresh(): void;
  compare(): void;
}

const VIEWS: Record<string, Picture> = { m: "map", r: "relations", t: "table" };
const OPENED: readonly (keyof Screen)[] = [
  "record",
  "event",
  "card",
  "pair",
  "body",
  "compare",
  "place",
  "country",
  "sheet",
];

const TYPED =
  "input:not([type=radio], [type=checkbox], [type=button]), textarea, select, [contenteditable]";
const LAYERS = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";
/** What is pressed with the space bar, and what has arrows of its own. */
const PRESSED = "button, a, summary, input, [role=radio], [role=tab], [role=button]";
const ARROWED = "[role=slider], [role=radio], [role=tab], input";

/** What opened each thing: the focus goes back to it. */
const openers = new Map<keyof Screen, HTMLElement>();

/** What had the focus before a key took it away. */
let searchedFrom: Element | null = null;

function leave(field: HTMLElement): void {
  field.blur();
  if (field.id === "search" && searchedFrom instanceof HTMLElement) searchedFrom.focus();
}

/** Listen to the keyboard, except where something is typed or has arrows and a space of its own. */
export function listen(doings: Doings): () => void {
  let went = false;
  const pressed = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as HTMLElement;
    if (target.closest(LAYERS)) return;
    if (event.key === "Escape") {
      went = false;
      return escape(target);
    }
    if (target.closest(TYPED)) return;
    const key = event.key;
    const view = went ? VIEWS[key] : undefined;
    went = false;
    if (view) screen.go({ view });
    else if (key === "g") went = true;
    else if (key === "?") doings.help();
    else if (key === "/") focus("#search");
    else if (key === "k") focus("#known-handle");
    else if (key === "c") doings.compare();
    else if (key === "n") screen.go({ record: "append", event: null });
    else if (key === "u") doings.refresh();
    else if (key === " ") {
      if (target.closest(PRESSED)) return;
      player.toggle();
    } else if (target.closest(ARROWED)) return;
    else if (key === "ArrowLeft") step(event, -1);
    else if (key === "ArrowRight") step(event, 1);
    else if (key === "Home") player.to(player.bounds.first);
    else if (key === "End") player.to(player.bounds.last);
    else return;
    event.preventDefault();
  };
  addEventListener("keydown", pressed);
  addEventListener("keydown", remember, true);
  addEventListener("click", remember, true);
  return () => {
    removeEventListener("keydown", pressed);
    removeEventListener("keydown", remember, true);
    removeEventListener("click", remember, true);
  };
}

/** Keep what had the focus when something was opened. */
function remember(): void {
  const before = screen.now;
  const opener = document.activeElement;
  if (!(opener instanceof HTMLElement)) return;
  setTimeout(() => {
    for (const name of OPENED) {
      if (!before[name] && screen.now[name]) openers.set(name, opener);
    }
  });
}

function step(event: KeyboardEvent, direction: 1 | -1): void {
  if (event.shiftKey) player.byEvent(direction);
  else player.byDay(direction);
}

function focus(selector: string): void {
  if (selector === "#search" && matchMedia("(max-width: 700px)").matches) {
    screen.go({ sheet: "events" });
  }
  searchedFrom = document.activeElement;
  // What it is in may have to be drawn first.
  requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus());
}

/** The first Esc leaves the field in which something is typed; the next one closes what is open. */
export function escape(target = document.activeElement as HTMLElement): void {
  if (target.closest(TYPED)) leave(target);
  else close();
}

function close(): void {
  const innermost = OPENED.find((name) => screen.now[name]);
  if (!innermost) return;
  screen.close(innermost);
  const opener = openers.get(innermost);
  openers.delete(innermost);
  requestAnimationFrame(() => {
    // Unless what was closed gave the focus back itself.
    if (document.activeElement === document.body && opener?.isConnected) opener.focus();
  });
}
