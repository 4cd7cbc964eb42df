/** Dates of rows: the year only where it is not that of the date shown. */

import { bothTimes, inUtc, inWords, span } from "$/dates";
import { ledger } from "$/ledger.svelte";

const years = (told: string) => ({
  year: inUtc(told).slice(0, 4) !== inUtc(ledger.on).slice(0, 4),
});

/** When something happened. */
export const when = (occurred: string): string => inWords(occurred, years(occurred));

/** When something happened, and when the ledger first learned of it. */
export function whenBoth(occurred: string, event: string | undefined): string {
  const mark = event ? (ledger.marks?.of(event) ?? ledger.marksToday?.of(event)) : undefined;
  if (!mark) return when(occurred);
  return bothTimes(occurred, mark.first_recorded, years(occurred));
}

/** How many days something has lasted by the date that is shown. */
export function daysSince(occurred: string): number {
  const since = span(occurred);
  return Math.max(0, Math.floor((ledger.instant - since.start) / 86_400_000 - 1e-6));
}
