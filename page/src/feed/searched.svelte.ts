/**
 * What a search finds beyond the words of the marks: in summaries, in texts, and in the accounts
 * that do not count. The server seeks it, word by word.
 */

import { read } from "$/api";
import type { Asked } from "$/answers";
import { wordsOf } from "$/words";
import { SvelteMap } from "svelte/reactivity";

interface Found {
  happenings: ReadonlySet<string>;
  /** Whether these are all. */
  all: boolean;
}

const MOST = 500; // events of a page
const TYPED = 250; // milliseconds after which a word is taken to be typed

class Searched {
  readonly #found = new SvelteMap<string, Found>();
  #question = "";
  #typing: ReturnType<typeof setTimeout> | undefined;
  #asked: AbortController | null = null;

  /** Seek what is typed, among what the parameters narrow to. */
  ask(text: string | null, asked: Asked<"/events">): void {
    clearTimeout(this.#typing);
    this.#asked?.abort();
    const question = JSON.stringify(asked);
    if (question !== this.#question) this.#found.clear();
    this.#question = question;
    const words = wordsOf(text).filter((word) => !this.#found.has(word));
    if (!words.length) return;
    const { signal } = (this.#asked = new AbortController());
    this.#typing = setTimeout(() => {
      for (const word of words) void this.#seek(word, asked, signal).catch(() => undefined);
    }, TYPED);
  }

  /** Whether the server finds a word in some account of a happening. */
  has(word: string, happening: string): boolean {
    return this.#found.get(word)?.happenings.has(happening) ?? false;
  }

  /** Whether all that has the words is found: if not, nothing is said of what is not there. */
  isComplete(text: string | null): boolean {
    return wordsOf(text).every((word) => this.#found.get(word)?.all);
  }

  async #seek(word: string, asked: Asked<"/events">, signal: AbortSignal): Promise<void> {
    const { events, next } = await read("/events", { ...asked, q: word, limit: MOST }, signal);
    const happenings = new Set(events.map(({ happening }) => happening));
    this.#found.set(word, { happenings, all: next === null });
  }
}

export const searched = new Searched();
