/** Which happenings the screen asks for: what is searched, and the filters beside it. */

import { searched } from "./feed/searched.svelte";
import type { Drawn } from "./marks";
import type { Screen } from "./screen.svelte";
import { inSentence, plain, wordsOf } from "./words";

const texts = new WeakMap<Drawn, string>();

/** The words of a happening by which it is found at once, while the server seeks the others. */
function textOf(mark: Drawn): string {
  let text = texts.get(mark);
  if (text === undefined) {
    const names = [mark.at?.name ?? "", ...mark.actors.map((actor) => actor.name)];
    const publishers = mark.told.map((source) => source.publisher);
    text = plain([mark.headline, inSentence(mark.type), ...names, ...publishers].join("\n"));
    texts.set(mark, text);
  }
  return text;
}

/** Whether a happening meets the filters: each word of the search, and one of each list. */
export function filterOf(screen: Screen): (mark: Drawn) => boolean {
  const words = wordsOf(screen.q);
  const { category, type, status, country, place } = screen;
  if (!words.length && !category.length && !type.length && !status.length && !country && !place) {
    return () => true;
  }
  return (mark) =>
    (!category.length || (mark.category !== null && category.includes(mark.category))) &&
    (!type.length || type.includes(mark.type)) &&
    (!status.length || status.includes(mark.status)) &&
    (!country || (mark.countries ?? []).includes(country)) &&
    (!place || mark.at?.id === place) &&
    words.every((word) => textOf(mark).includes(word) || searched.has(word, mark.id));
}
