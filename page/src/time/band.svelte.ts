/** The band's own geometry: the window it shows, and what lies where in it. */

import { DAY, dayOf, plusDays, span, startOfDay, today } from "$/dates";
import type { Span } from "$/dates";
import { filterOf } from "$/filter";
import { ledger } from "$/ledger.svelte";
import type { Drawn } from "$/marks";
import { screen } from "$/screen.svelte";
import { firstRecorded } from "./buckets";
import { about, around, fromSpan, length, toSpan, within, zoomed } from "./window";

/** Room at the right end, beyond the last day, where knowledge is that of now. */
export const NOW = 44;

class Band {
  /** The width of the plot in pixels. */
  width = $state(0);
  /** A window that is dragged or wheeled, finer than days, until the address has it. */
  #live: { window: Span; span: string | null } | null = $state.raw(null);
  #writing: ReturnType<typeof setTimeout> | undefined;

  /** From a little before the crisis' first mark to a little after its last. */
  readonly all: Span = $derived.by(() => {
    const { first, last } = (ledger.marksToday ?? ledger.marks)?.document ?? {};
    if (first && last) return around(first, last);
    return around(plusDays(ledger.on, -14), plusDays(ledger.on, 14));
  });

  readonly window: Span = $derived.by(() => {
    const told = screen.now.span;
    if (this.#live?.span === told) return this.#live.window;
    return fromSpan(told) ?? this.all;
  });

  readonly days: number = $derived(Math.round(length(this.window) / DAY));

  /** The instant at which what is known ends; null: now. */
  readonly knownUntil: number | null = $derived.by(() => {
    const { known } = screen.now;
    if (!known) return null;
    const { end } = span(known);
    if (Number.isFinite(end)) return end;
    // A position of the log: as late as the last of what was known then.
    if (ledger.marks?.document.known !== known) return null;
    const recorded = ledger.marks.drawn.map((mark) => mark.recordedAt);
    return recorded.length ? recorded.reduce((a, b) => Math.max(a, b)) + 1 : null;
  });

  /** Each day on which something was first recorded, in order: the ticks of the rail. */
  readonly recordings: number[] = $derived.by(() => {
    const marks = (ledger.marksToday ?? ledger.marks)?.drawn ?? [];
    const days = new Set(marks.map((mark) => startOfDay(firstRecorded(mark))));
    return [...days].sort((a, b) => a - b);
  });

  /** What is known today and was not yet known then, of any date. */
  readonly ghosts: Drawn[] = $derived.by(() => {
    const { marks, marksToday } = ledger;
    if (!marksToday || !marks) return [];
    const then = new Set(marks.drawn.map((mark) => mark.id));
    const meets = filterOf(screen.now);
    return marksToday.drawn.filter(
      (mark) => !then.has(mark.id) && marks.wouldHave(mark) && meets(mark),
    );
  });

  x(instant: number): number {
    return ((instant - this.window.start) / length(this.window)) * this.width;
  }

  at(x: number): number {
    return this.window.start + (x / (this.width || 1)) * length(this.window);
  }

  /** The day that lies at a place of the band. */
  dayAt(x: number): string {
    return dayOf(this.at(Math.min(Math.max(x, 0), this.width - 0.01)));
  }

  /** The day whose end is the nearest to a place: a handle stands at the end of its day. */
  dayEndingAt(x: number): string {
    const clamped = Math.min(Math.max(x, 0), this.width);
    return dayOf(Math.round(this.at(clamped) / DAY) * DAY - 1);
  }

  /** Move or zoom while something is dragged or wheeled; the address follows when it rests. */
  slide(window: Span): void {
    const span = screen.now.span;
    this.#live = { window: within(this.all, window), span };
    clearTimeout(this.#writing);
    this.#writing = setTimeout(() => this.rest(), 260);
  }

  /** What was slid becomes the window of the address. */
  rest(): void {
    clearTimeout(this.#writing);
    if (!this.#live) return;
    const window = this.#live.window;
    this.#live = null;
    const isAll =
      length(window) > length(this.all) - DAY && length(window) < length(this.all) + DAY;
    screen.move({ span: isAll ? null : toSpan(window) });
  }

  zoomAt(x: number, factor: number): void {
    this.slide(zoomed(this.all, this.window, factor, this.at(x)));
  }

  panBy(pixels: number): void {
    const by = (pixels / (this.width || 1)) * length(this.window);
    this.slide({ start: this.window.start + by, end: this.window.end + by });
  }

  /** Zoom about the date shown where it is in the window, else about the window's middle. */
  #middle(): number {
    const { start, end } = this.window;
    const { instant } = ledger;
    return instant >= start && instant <= end ? instant : (start + end) / 2;
  }

  zoom(factor: number): void {
    screen.move({ span: toSpan(zoomed(this.all, this.window, factor, this.#middle())) });
  }

  show(days: number | null): void {
    screen.go({ span: days ? toSpan(about(this.all, days, this.#middle())) : null });
  }

  /** The shortest window that holds two thirds of what happened. */
  showBusiest(): void {
    const ends = ledger.filtered.map((mark) => mark.to);
    const many = Math.ceil((ends.length * 2) / 3);
    if (many < 2) return;
    let start = 0;
    for (let i = 0; i + many <= ends.length; i += 1) {
      if (ends[i + many - 1]! - ends[i]! < ends[start + many - 1]! - ends[start]!) start = i;
    }
    const [from, to] = [ends[start]! - DAY, ends[start + many - 1]! - 1];
    screen.go({ span: toSpan(around(dayOf(from), dayOf(to))) });
  }

  /** The date went out of the window, by key or by playing: the window goes with it. */
  follow(instant: number): void {
    const { start, end } = this.window;
    if (!screen.now.span || this.#live || (instant > start && instant <= end)) return;
    const size = end - start;
    const from = startOfDay(instant > end ? instant - size * 0.15 : instant - size * 0.85);
    screen.move({ span: toSpan(within(this.all, { start: from, end: from + size })) });
  }

  /** The first and the last day at which knowledge can be put; after the last it is that of now. */
  readonly knowable = $derived.by(() => {
    const [first, last] = [this.recordings[0], this.recordings.at(-1)];
    const now = today();
    // Where not all is drawn, what was recorded first is not known; nothing was before it happened.
    const { before, whole } = ledger.marksToday ?? ledger.marks ?? {};
    const begun = before && whole?.first ? dayOf(span(whole.first).start) : null;
    return {
      first: begun ?? (first === undefined ? now : dayOf(first)),
      last: last === undefined ? now : dayOf(last),
      now,
    };
  });

  /** Knowledge at a place of the rail: beyond the right end, that of now. */
  knownAt(x: number): string | null {
    if (x > this.width + NOW / 3) return null;
    const day = this.dayEndingAt(x);
    return this.knowing(day);
  }

  /** A day of knowledge, within what can be known: null after today. */
  knowing(day: string): string | null {
    if (day >= this.knowable.now) return null;
    // Before anything is read, nothing is known of when it was recorded.
    if (!this.recordings.length) return day;
    return day < this.knowable.first ? this.knowable.first : day;
  }
}

export const band = new Band();
