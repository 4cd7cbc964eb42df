/** When the reader first saw what: told to the browser, which measures it (`benchmarks/page.py`). */
export function seen(what: "picture" | "situation"): void {
  if (performance.getEntriesByName(what).length) return;
  // The second frame after it was asked for is the one that is on the screen.
  requestAnimationFrame(() => requestAnimationFrame(() => performance.mark(what)));
}
