/** Which sections and items are open: by key, so that they stay open while the date is dragged. */

import { SvelteMap } from "svelte/reactivity";

class Opened {
  /** While the page is printed, every section is open. */
  printing = $state(false);
  readonly #set = new SvelteMap<string, boolean>();

  is(key: string, byDefault = false): boolean {
    return this.#set.get(key) ?? byDefault;
  }

  set(key: string, open: boolean): void {
    if (!this.printing) this.#set.set(key, open);
  }
}

export const opened = new Opened();
