/** Moving through the world's time: by day, by event, and playing. */

import { DAY, dayOf, plusDays, span } from "$/dates";
import { ledger } from "$/ledger.svelte";
import { screen } from "$/screen.svelte";
import { band } from "./band.svelte";

/** Days a second. */
export const SPEEDS = [1, 2, 5, 10, 30] as const;

const PAUSE = 1_500; // milliseconds after which a move is a new step, to which Back returns

class Player {
  playing = $state(false);
  speed: number = $state(2);
  #moved = -Infinity;

  /** The first and the last day that can be gone to. */
  readonly bounds = $derived.by(() => {
    const { first, last } = ledger.marks?.document ?? {};
    return { first: first ?? ledger.on, last: last && last > ledger.on ? last : ledger.on };
  });

  /** Go to a day. Dragged, played or stepped on and on, it is one step to which Back returns. */
  to(day: string, dragged = false): void {
    const now = performance.now();
    if (dragged && (this.playing || now - this.#moved < PAUSE)) screen.move({ on: day });
    else screen.go({ on: day });
    this.#moved = dragged ? now : -Infinity;
  }

  /** A new drag begins: Back will return to before it. */
  begin(): void {
    this.playing = false;
    this.#moved = -Infinity;
  }

  byDay(days: number): void {
    const day = dayOf(ledger.instant - 1);
    this.to(plusDays(day, days), true);
  }

  /** To the next or the previous day on which a shown happening was over. */
  byEvent(direction: 1 | -1): void {
    const marks = ledger.filtered;
    const instant = span(dayOf(ledger.instant - 1)).end;
    const found =
      direction > 0
        ? marks.find((mark) => mark.to > instant)
        : marks.findLast((mark) => mark.to <= instant - DAY);
    if (found) this.to(dayOf(found.to - 1), true);
  }

  /** Play to the last day; from there, begin again at the first day of the window. */
  toggle(): void {
    this.playing = !this.playing && ledger.marks !== null;
    if (!this.playing) return;
    const windowed = dayOf(band.window.start);
    const first = windowed > this.bounds.first ? windowed : this.bounds.first;
    this.#moved = -Infinity;
    const isOver = ledger.instant >= span(this.bounds.last).end;
    screen.go({ on: isOver ? first : dayOf(ledger.instant - 1) });
    let [before, carried] = [performance.now(), 0];
    const tick = (now: number) => {
      if (!this.playing) return;
      carried += ((now - before) / 1000) * this.speed;
      before = now;
      if (carried >= 1) {
        const left = Math.round((span(this.bounds.last).end - ledger.instant) / DAY);
        this.byDay(Math.min(Math.floor(carried), Math.max(left, 0)));
        carried %= 1;
      }
      if (ledger.instant >= span(this.bounds.last).end) this.playing = false;
      else requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }
}

export const player = new Player();
