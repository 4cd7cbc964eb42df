/** What the header does beyond changing the address: comparing, exporting, copying the link. */

import { DAY, dayOf } from "$/dates";
import { ledger } from "$/ledger.svelte";
import { screen } from "$/screen.svelte";

const WEEK_AND_A_DAY = 8 * DAY;

/** Compare with a week before; or, where an earlier knowledge is shown, with what is known now. */
export function toggleCompare(): void {
  if (screen.now.compare) screen.close("compare");
  else screen.go({ compare: dayOf(ledger.instant - WEEK_AND_A_DAY) });
}

/** Go to another crisis: it is at another time, so its own dates begin. */
export function chooseCrisis(crisis: string): void {
  screen.go({
    crisis,
    on: null,
    known: null,
    span: null,
    compare: null,
    event: null,
    place: null,
    card: null,
    pair: null,
    body: null,
    open: [],
  });
}

type Progress = (done: number, total: number) => void;
type Exports = Record<
  "exportCsv" | "exportGeoJson" | "exportPng",
  (progress: Progress) => Promise<{ withheld: number }>
>;

export const EXPORTS: readonly { does: keyof Exports; label: string }[] = [
  { does: "exportCsv", label: "Events as CSV" },
  { does: "exportGeoJson", label: "Events as GeoJSON" },
  { does: "exportPng", label: "Map as PNG" },
];

// Read only when it is asked for.
const modules = import.meta.glob<Exports>("../export.ts");

/** What is being done, and how far: told beside the button. */
class Doing {
  told: string | null = $state(null);
  #clear: ReturnType<typeof setTimeout> | undefined;

  say(what: string, isDone = true): void {
    clearTimeout(this.#clear);
    this.told = what;
    if (isDone) this.#clear = setTimeout(() => (this.told = null), 2_500);
  }

  async export(does: keyof Exports): Promise<void> {
    this.say("Exporting…", false);
    try {
      const exports = await Object.values(modules)[0]?.();
      if (!exports) throw new Error("nothing exports here");
      const { withheld } = await exports[does]((done, total) =>
        this.say(total ? `Exporting, ${Math.floor((done / total) * 100)} %` : "Exporting…", false),
      );
      this.say(
        withheld ? `Exported; ${withheld} left out, as they may not be passed on` : "Exported",
      );
    } catch {
      this.say("The export failed.");
    }
  }

  async copyLink(): Promise<void> {
    const { address } = screen;
    try {
      await navigator.clipboard.writeText(address);
      this.say("Link copied");
    } catch {
      // No clipboard where the page is not served over HTTPS: the reader copies it.
      prompt("The link to this screen:", address);
    }
  }
}

export const doing = new Doing();
