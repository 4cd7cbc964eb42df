/** Putting the handles: one drag, or one run of keys, is one step to which Back returns. */

import { dayOf, span } from "$/dates";
import { screen } from "$/screen.svelte";
import type { Screen } from "$/screen.svelte";

const PAUSE = 1_500; // milliseconds after which a change is a new step
let put = { what: "", at: -Infinity };

/** Change the address as a run of changes of one thing does: the first is a step, the rest follow. */
function run(what: string, change: Partial<Screen>): void {
  const now = performance.now();
  if (put.what === what && now - put.at < PAUSE) screen.move(change);
  else screen.go(change);
  put = { what, at: now };
}

/** A new drag begins: Back will return to before it. */
export function beginDrag(): void {
  put = { what: "", at: -Infinity };
}

export function putKnown(known: string | null): void {
  if (known !== screen.now.known) run("known", { known });
}

export interface Compared {
  day: string;
  /** Whether it is another knowledge, and not another date, that is compared with. */
  isKnown: boolean;
}

/** What the address compares with, where it is a date. */
export function compared(told: string | null): Compared | null {
  if (!told) return null;
  const isKnown = told.startsWith("known:");
  const { end } = span(isKnown ? told.slice(6) : told);
  return Number.isFinite(end) ? { day: dayOf(end - 1), isKnown } : null;
}

export function putCompared(isKnown: boolean, day: string): void {
  const compare = isKnown ? `known:${day}` : day;
  if (compare !== screen.now.compare) run("compare", { compare });
}
