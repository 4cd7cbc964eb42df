/** Where in what is sent the value of a form is: `data`, `sources.0`; empty: it is the whole. */

import { getContext, setContext } from "svelte";

type Place = (path: readonly (string | number)[]) => string;
const KEY = Symbol("place");

export function placed(at: () => string): void {
  setContext<Place>(KEY, (path) => [at(), ...path].filter((part) => part !== "").join("."));
}

/** What tells a field's path in the form as the API names it: `data.participants.1.name`. */
export const getPlace = (): Place => getContext<Place>(KEY);
