/** The filters that are set, each as a chip that takes it away again. */

import { ledger } from "$/ledger.svelte";
import { screen } from "$/screen.svelte";
import { names } from "$/situation/names.svelte";
import { CATEGORIES, inSentence } from "$/words";

export interface Chip {
  name: string;
  value: string;
  words: string;
  clear(): void;
}

class Active {
  /** What the filters are, as a text that changes only when they do. */
  readonly asked = $derived(
    JSON.stringify([
      screen.now.q,
      screen.now.category,
      screen.now.type,
      screen.now.status,
      screen.now.country,
      screen.now.place,
    ]),
  );

  /** The screen, as far as filters go: the same object until one of them changes. */
  readonly filters = $derived.by(() => {
    void this.asked;
    return screen.now;
  });

  readonly any = $derived(this.asked !== "[null,[],[],[],null,null]");

  /** Those beside the search and the categories, which have controls of their own in sight. */
  readonly chips: Chip[] = $derived.by(() => {
    const { type, status, country, place } = this.filters;
    const chips: Chip[] = [];
    for (const value of status) {
      const clear = () => screen.go({ status: without(screen.now.status, value) });
      chips.push({ name: "Status", value, words: value, clear });
    }
    for (const value of type) {
      const clear = () => screen.go({ type: without(screen.now.type, value) });
      chips.push({ name: "Type", value, words: inSentence(value), clear });
    }
    if (country) {
      const clear = () => screen.close("country");
      chips.push({ name: "Country", value: country, words: names.country(country), clear });
    }
    if (place) {
      const words = ledger.marks?.document.places.find(({ id }) => id === place)?.name ?? place;
      chips.push({ name: "Place", value: place, words, clear: () => screen.close("place") });
    }
    return chips;
  });

  /** All of them in words: `“Goma”, fighting, disputed`. */
  readonly words: string = $derived.by(() => {
    const { q, category } = this.filters;
    const labels = CATEGORIES.filter(({ id }) => category.includes(id)).map(({ label }) => label);
    return [...(q ? [`“${q}”`] : []), ...labels, ...this.chips.map(({ words }) => words)].join(
      ", ",
    );
  });

  clear(): void {
    screen.close("q", "category", "type", "status", "country", "place");
  }
}

const without = (list: readonly string[], value: string) => list.filter((one) => one !== value);

export const active = new Active();
