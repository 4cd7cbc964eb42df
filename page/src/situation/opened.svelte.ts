/** Which sections and items are open: by key, held by the address, so that they stay open while the
 * date is dragged and are open for whoever gets the address. */

import { flushSync } from "svelte";
import { screen } from "$/screen.svelte";

/** An address must not grow without end: what was opened first is closed. */
const MOST = 100;

/** A comma parts the keys in the address. */
const named = (key: string): string => key.replaceAll(",", "");

class Opened {
  /** While the page is printed, every section is open. */
  printing = $state(false);
  /** Those that are not as they are by default: a text that changes only when they do. */
  readonly #told: string = $derived(screen.now.open.join(","));
  readonly #keys: ReadonlySet<string> = $derived(new Set(this.#told.split(",")));
  /** What each is by default, as it was last asked. */
  readonly #byDefault = new Map<string, boolean>();

  constructor() {
    // The browser takes the page as it is when the listeners are done.
    addEventListener("beforeprint", () => flushSync(() => (this.printing = true)));
    addEventListener("afterprint", () => (this.printing = false));
  }

  is(key: string, byDefault = false): boolean {
    this.#byDefault.set(key, byDefault);
    return this.#keys.has(byDefault ? `-${named(key)}` : named(key)) ? !byDefault : byDefault;
  }

  set(key: string, open: boolean): void {
    const byDefault = this.#byDefault.get(key) ?? false;
    // An element also tells that it was opened when it is drawn open.
    if (this.printing || this.is(key, byDefault) === open) return;
    const name = named(key);
    const others = screen.now.open.filter((other) => other !== name && other !== `-${name}`);
    const told = open === byDefault ? [] : [open ? name : `-${name}`];
    screen.move({ open: [...others, ...told].slice(-MOST) });
  }
}

export const opened = new Opened();
