/** What of all that is told counts: the choices, and how the one that is made is said. */

import type { Screen } from "$/screen.svelte";

export interface Choice {
  value: string | null;
  label: string;
  means: string;
  /** Said wherever figures are shown, as they are not those of all that is told. */
  said?: string;
}

export const LEAST: readonly Choice[] = [
  { value: null, label: "All", means: "Everything that anyone told, what is disputed as well." },
  {
    value: "reported",
    label: "Reported",
    means: "Leaves out what only one side says.",
    said: "Without what only one side says or what is disputed",
  },
  {
    value: "confirmed",
    label: "Confirmed",
    means: "Only what is confirmed.",
    said: "Only what is confirmed",
  },
];

export const RESOLVE: readonly Choice[] = [
  {
    value: null,
    label: "Best",
    means: "The account that is trusted most and dated closest speaks.",
  },
  {
    value: "latest",
    label: "Latest",
    means: "The account that was recorded last speaks.",
    said: "Of several accounts the one recorded last speaks",
  },
  {
    value: "cautious",
    label: "Cautious",
    means: "The account that ends last and counts the fewest dead speaks.",
    said: "Of several accounts the most cautious speaks",
  },
];

/** In words, what is left out or who speaks: none where all that is told counts as it does at first. */
export function countingOf({ at_least, resolve }: Screen): string[] {
  const chosen = [
    LEAST.find(({ value }) => value === at_least),
    RESOLVE.find(({ value }) => value === resolve),
  ];
  return chosen.flatMap((choice) => choice?.said ?? []);
}
