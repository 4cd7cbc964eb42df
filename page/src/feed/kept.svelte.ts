/** What the list keeps while a report is open in its place. */
class Kept {
  /** How far the list was scrolled. */
  offset = 0;
  /** The happening whose report was closed: its row takes the focus again. */
  opened: string | null = null;
  /** What had the focus when a report was opened elsewhere: on the map, in the situation. */
  opener: HTMLElement | null = null;
  /** Whether the filters are open. */
  filtering = $state(false);
}

export const kept = new Kept();
