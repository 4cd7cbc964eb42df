/** Where the focus goes when a control gives way to another: after the user, never before. */

import { tick } from "svelte";

/** Whether the focus is in an element, or nowhere: in what is around it, or in nothing at all. */
function isWithin(element: Element | null | undefined): boolean {
  const focused = document.activeElement;
  return !focused || !element || focused.contains(element) || element.contains(focused);
}

/**
 * Do what makes a control give way to another, and move the focus to that one. Who has gone on to
 * another field meanwhile, as where what was chosen is found late, stays there.
 */
export async function giveWay(
  control: Element | null | undefined,
  change: () => void,
  next: () => HTMLElement | null | undefined,
): Promise<void> {
  const follows = isWithin(control);
  change();
  await tick();
  if (follows) next()?.focus();
}
