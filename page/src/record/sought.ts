/** What Enter chose and is still looked for: a form is not sent before it is there. */

import { getContext, setContext } from "svelte";

class Sought {
  readonly #all = new Set<Promise<void>>();

  add(search: Promise<void>): void {
    this.#all.add(search);
    void search.finally(() => this.#all.delete(search));
  }

  async settled(): Promise<void> {
    while (this.#all.size) await Promise.allSettled(this.#all);
  }
}

const KEY = Symbol("sought");

export const createSought = (): Sought => setContext(KEY, new Sought());
export const getSought = (): Sought => getContext<Sought>(KEY);
