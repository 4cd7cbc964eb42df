/** The colours of the page as they are computed now, for what is drawn on canvas. */

import type { Category } from "$/words";
import type { Holder } from "$/words";

const NAMES = [
  "surface",
  "land",
  "land-other",
  "water",
  "ink",
  "muted",
  "hairline",
  "control",
  "focus",
  "known-tint",
  "known-line",
  "changed",
  "added",
  "removed",
  "cat-fighting",
  "cat-diplomacy",
  "cat-humanitarian",
  "cat-unrest",
  "cat-agreements",
  "hold-government",
  "hold-rebel",
  "hold-foreign",
  "hold-un",
  "hold-unknown",
] as const;

export type Colour = (typeof NAMES)[number];
export type Palette = Record<Colour, string>;

export function computed(): Palette {
  const style = getComputedStyle(document.documentElement);
  const told = NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim() || "#888"]);
  return Object.fromEntries(told) as Palette;
}

const BLACK = "#000000";
const WHITE = "#ffffff";

/** Black on white: forms and patterns tell what colours tell on the screen. */
export const PRINTED: Palette = {
  ...(Object.fromEntries(NAMES.map((name) => [name, BLACK])) as Palette),
  surface: WHITE,
  land: WHITE,
  "land-other": "#f1f1f1",
  water: "#dcdcdc",
  muted: "#333333",
  hairline: "#bbbbbb",
  control: "#555555",
  "known-tint": WHITE,
};

export const categoryColour = (palette: Palette, category: Category | null): string =>
  category ? palette[`cat-${category}`] : palette.muted;

export const holderColour = (palette: Palette, group: Holder): string => palette[`hold-${group}`];

/** Call when the colours may be others: another theme of the page or of the system. */
export function onTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme", "class"] });
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", changed);
  return () => {
    observer.disconnect();
    system.removeEventListener("change", changed);
  };
}
