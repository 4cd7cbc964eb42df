/** Light or dark: as the system has it, or as the reader chose. Imported first: before the first paint. */

export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "theme";
const told = new Set<() => void>();

/** What was chosen before; a browser that keeps nothing has the system's. */
export function chosen(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? "auto";
  } catch {
    return "auto";
  }
}

function wear(theme: Theme): void {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  for (const listener of told) listener();
}

/** Choose one, and keep it. */
export function choose(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // It is worn until the page is left.
  }
  wear(theme);
}

/** Be told when colours change: what is drawn on canvas is drawn anew. */
export function onTheme(listener: () => void): () => void {
  told.add(listener);
  return () => told.delete(listener);
}

wear(chosen());
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  for (const listener of told) listener();
});
