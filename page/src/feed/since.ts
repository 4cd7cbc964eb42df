/** What is told otherwise today of a happening, shown as it was known then. */

import { inWords } from "$/dates";
import type { Drawn, MarkList } from "$/marks";
import { inSentence, plural } from "$/words";

let told = new WeakMap<Drawn, string[]>();
let of: MarkList | null = null;

/** `now disputed`, `now dated 29 Jan 2025`, `since joined or withdrawn`: none where all stands. */
export function toldSince(mark: Drawn, today: MarkList | null): string[] {
  if (!today) return [];
  if (of !== today) [of, told] = [today, new WeakMap()];
  let words = told.get(mark);
  if (!words) told.set(mark, (words = differences(mark, today)));
  return words;
}

function differences(mark: Drawn, today: MarkList): string[] {
  const now = today.of(mark.id);
  if (!now) {
    if (!today.wouldHave(mark)) return [];
    const elsewhere = today.of(mark.event);
    return [elsewhere ? "since joined to another" : "since joined or withdrawn"];
  }
  const words: string[] = [];
  if (now.status !== mark.status) words.push(`now ${now.status}`);
  if (now.occurred !== mark.occurred) words.push(`now dated ${inWords(now.occurred)}`);
  if (now.type !== mark.type) words.push(`now: ${inSentence(now.type).toLowerCase()}`);
  if (now.at?.id !== mark.at?.id)
    words.push(now.at ? `now in ${now.at.name}` : "now without place");
  if (now.accounts > mark.accounts) words.push(`now ${plural(now.accounts, "account")}`);
  if (!words.length && now.headline !== mark.headline) words.push("told otherwise now");
  return words;
}
