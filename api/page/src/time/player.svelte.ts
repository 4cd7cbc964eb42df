/** Moving through the world's time: by day, by event, and playing. */

import { DAY, dayOf, plusDays, span } from "$/dates";
import { ledger } from "$/ledger.svelte";
import { screen } from "$/screen.svelte";

/** Days a second. */
export const SPEEDS = [1, 2, 5, 10, 30] as const;

class Player {
  playing = $state(false);
  speed: number = $state(2);

  /** The first and the last day that can be gone to. */
  readonly bounds = $derived.by(() => {
    const { first, last } = ledger.marks?.document ?? {};
    return { first: first ?? ledger.on, last: last && last > ledger.on ? last : ledger.on };
  });

  /** Go to a day, within what there is; dragged: the address follows when it rests. */
  to(day: string, dragged = false): void {
    if (dragged) screen.move({ on: day });
    else screen.go({ on: day });
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

  toggle(): void {
    this.playing = !this.playing;
    if (!this.playing) return;
    if (ledger.instant >= span(this.bounds.last).end) this.to(this.bounds.first, true);
    let [before, carried] = [performance.now(), 0];
    const tick = (now: number) => {
      if (!this.playing) return;
      carried += ((now - before) / 1000) * this.speed;
      before = now;
      if (carried >= 1) {
        this.byDay(Math.floor(carried));
        carried %= 1;
      }
      if (ledger.instant >= span(this.bounds.last).end) this.playing = false;
      else requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }
}

export const player = new Player();
