/** Which sections and items are open: by key, so that they stay open while the date is dragged. */

import { flushSync } from "svelte";
import { SvelteMap } from "svelte/reactivity";

class Opened {
  /** While the page is printed, every section is open. */
  printing = $state(false);
  readonly #set = new SvelteMap<string, boolean>();

  constructor() {
    // The browser takes the page as it is when the listeners are done.
    addEventListener("beforeprint", () => flushSync(() => (this.printing = true)));
    addEventListener("afterprint", () => (this.printing = false));
  }

  is(key: string, byDefault = false): boolean {
    return this.#set.get(key) ?? byDefault;
  }

  set(key: string, open: boolean): void {
    if (!this.printing) this.#set.set(key, open);
  }
}

export const opened = new Opened();
