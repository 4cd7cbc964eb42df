/** The pointer on the band: dragging handles and the axis, clicking, the wheel, two fingers. */

import { dayOf, span } from "$/dates";
import { ledger } from "$/ledger.svelte";
import { screen } from "$/screen.svelte";
import { band } from "./band.svelte";
import type { Bucket } from "./buckets";
import { beginDrag, compared, putCompared, putKnown } from "./dragging.svelte";
import { laneAt } from "./geometry";
import type { Geometry } from "./geometry";
import { player } from "./player.svelte";

type Held = "on" | "known" | "compare" | "pan" | "press";

interface Hold {
  what: Held;
  /** From the handle to the pointer that holds it. */
  offset: number;
  from: number;
  last: number;
  moved: boolean;
  bucket: Bucket | null;
}

const CLICK = 4; // pixels within which a press is a click

export class Gestures {
  hovered: Bucket | null = $state.raw(null);
  held: Held | null = $state(null);
  #hold: Hold | null = null;
  readonly #pointers = new Map<number, number>();

  constructor(
    readonly plot: HTMLElement,
    readonly geometry: () => Geometry,
    readonly buckets: () => readonly Bucket[],
    readonly open: (bucket: Bucket) => void,
  ) {}

  #place(event: PointerEvent | WheelEvent): { x: number; y: number } {
    const { left, top } = this.plot.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  /** The marks under the pointer, the nearest of its lane. */
  hit(x: number, y: number): Bucket | null {
    const geometry = this.geometry();
    let found: Bucket | null = null;
    for (const bucket of this.buckets()) {
      if (Math.abs(laneAt(geometry, bucket.lane) - y) > geometry.lane / 2) continue;
      const near = Math.abs(bucket.x - x);
      if (near <= 7 && (!found || near < Math.abs(found.x - x))) found = bucket;
    }
    return found;
  }

  down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const { x, y } = this.#place(event);
    this.plot.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, x);
    this.hovered = null;
    if (this.#pointers.size > 1) {
      this.#hold = this.held = null;
      return;
    }
    beginDrag();
    player.begin();
    const hold = this.#begin(event, x, y);
    this.#hold = hold;
    this.held = hold.what;
    if (hold.what === "known" && !this.#handle(event)) putKnown(band.knownAt(x));
  };

  #handle(event: PointerEvent): HTMLElement | null {
    return (event.target as HTMLElement).closest<HTMLElement>("[data-handle]");
  }

  #begin(event: PointerEvent, x: number, y: number): Hold {
    const geometry = this.geometry();
    const hold = (what: Held, offset = 0, bucket: Bucket | null = null): Hold => {
      return { what, offset, from: x, last: x, moved: false, bucket };
    };
    const handle = this.#handle(event);
    const onX = band.x(ledger.instant);
    const other = compared(screen.now.compare);
    const otherX = other ? band.x(span(other.day).end) : NaN;
    if (handle) {
      handle.focus();
      event.preventDefault(); // else the focus goes to what lies under it
      const kind = handle.dataset.handle;
      const left = handle.offsetLeft + handle.offsetWidth / 2;
      if (kind === "on") return hold("on", x - left);
      if (kind === "known") return hold("known", x - left);
      return hold("compare", x - left);
    }
    if (y >= geometry.railAt) return hold("known");
    if (y < geometry.axis) return hold("pan");
    const bucket = this.hit(x, y);
    if (bucket && Math.abs(bucket.x - x) < Math.abs(onX - x)) return hold("press", 0, bucket);
    if (Math.abs(onX - x) < 7) return hold("on", x - onX);
    if (Math.abs(otherX - x) < 7 && !other?.isKnown) return hold("compare", x - otherX);
    return hold("press");
  }

  move = (event: PointerEvent): void => {
    const { x, y } = this.#place(event);
    if (this.#pointers.size > 1) return this.#pinch(event, x);
    const hold = this.#hold;
    if (!hold) {
      if (event.pointerType !== "touch") this.hovered = this.hit(x, y);
      return;
    }
    if (!hold.moved && Math.abs(x - hold.from) < CLICK) return;
    hold.moved = true;
    if (hold.what === "press") hold.what = this.held = "on";
    if (hold.what === "pan") band.panBy(hold.last - x);
    else this.#drag(hold, x - hold.offset);
    hold.last = x;
  };

  #drag(hold: Hold, x: number): void {
    if (hold.what === "known") putKnown(band.knownAt(x));
    else if (hold.what === "compare") {
      const other = compared(screen.now.compare);
      if (other) putCompared(other.isKnown, band.dayEndingAt(x));
    } else {
      const day = band.dayEndingAt(x);
      if (day !== dayOf(ledger.instant - 1)) player.to(day, true);
    }
  }

  /** Two fingers: what lay under them stays under them. */
  #pinch(event: PointerEvent, x: number): void {
    const [first, second] = [...this.#pointers.values()] as [number, number];
    const before = Math.abs(first - second);
    const middle = (first + second) / 2;
    this.#pointers.set(event.pointerId, x);
    const [a, b] = [...this.#pointers.values()] as [number, number];
    const after = Math.max(Math.abs(a - b), 12);
    if (before > 8) band.zoomAt(middle, before / after);
    band.panBy(middle - (a + b) / 2);
  }

  up = (event: PointerEvent): void => {
    this.#pointers.delete(event.pointerId);
    const hold = this.#hold;
    this.#hold = this.held = null;
    if (!hold) return;
    const { x } = this.#place(event);
    const isClick = !hold.moved && event.type === "pointerup";
    if (hold.what === "pan" && hold.moved) band.rest();
    if (!isClick || (hold.what !== "press" && hold.what !== "pan")) return;
    if (hold.bucket) this.open(hold.bucket);
    else player.to(band.dayAt(x));
  };

  leave = (): void => {
    this.hovered = null;
  };

  /** Up and down zooms about the pointer; sideways, or with Shift, moves. */
  wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 18 : event.deltaMode === 2 ? 300 : 1;
    const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
    if (event.shiftKey || Math.abs(dx) > Math.abs(dy)) band.panBy(event.shiftKey ? dx || dy : dx);
    else band.zoomAt(this.#place(event).x, Math.exp(Math.max(-120, Math.min(120, dy)) / 360));
  };
}
