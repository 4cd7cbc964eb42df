/** Whether a click on the map is waited for: a place is being told, and its coordinates may be. */

import { untrack } from "svelte";

let wanting = $state(0);

export const pointing = {
  get wanted(): boolean {
    return wanting > 0;
  },
};

/** Wait for a point (the event "map-point"), until the returned function is called. */
export function wantPoint(): () => void {
  // Whoever waits does not depend on who else waits.
  untrack(() => (wanting += 1));
  return () => untrack(() => (wanting -= 1));
}
