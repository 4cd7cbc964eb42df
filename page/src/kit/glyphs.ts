/**
 * The forms of marks: one for each category, so that no colour is needed to tell them apart.
 * Each path is drawn about 0,0.
 */

import type { Status } from "$/made/api";
import type { Category } from "$/words";

const round = (value: number): string => value.toFixed(2);
const polygon = (points: [number, number][]): string =>
  `M${points.map(([x, y]) => `${round(x)},${round(y)}`).join("L")}Z`;

/** The outline of a category's form, as large to the eye as a circle of radius `r`. */
export function form(category: Category | null, r: number): string {
  switch (category) {
    case "fighting": {
      const d = r * 1.25;
      return polygon([
        [0, -d],
        [d, 0],
        [0, d],
        [-d, 0],
      ]);
    }
    case "unrest": {
      const d = r * 1.15;
      return polygon([
        [0, -d],
        [d * 1.05, d * 0.8],
        [-d * 1.05, d * 0.8],
      ]);
    }
    case "humanitarian": {
      const [long, thin] = [r * 1.1, r * 0.42];
      return polygon([
        [-thin, -long],
        [thin, -long],
        [thin, -thin],
        [long, -thin],
        [long, thin],
        [thin, thin],
        [thin, long],
        [-thin, long],
        [-thin, thin],
        [-long, thin],
        [-long, -thin],
        [-thin, -thin],
      ]);
    }
    case "agreements":
      return polygon(
        [0, 1, 2, 3, 4, 5].map((corner): [number, number] => {
          const angle = (Math.PI / 3) * corner;
          return [Math.cos(angle) * r * 1.1, Math.sin(angle) * r * 1.1];
        }),
      );
    default:
      return `M${round(-r)},0A${round(r)},${round(r)} 0 1 0 ${round(r)},0A${round(r)},${round(r)} 0 1 0 ${round(-r)},0Z`;
  }
}

/** How a status is drawn: solid, outlined, dashed, dashed with a slash. */
export const STATUS_FORM: Record<Status, { solid: boolean; dash: string | null; slash: boolean }> =
  {
    confirmed: { solid: true, dash: null, slash: false },
    reported: { solid: false, dash: null, slash: false },
    claimed: { solid: false, dash: "2 1.6", slash: false },
    disputed: { solid: false, dash: "2 1.6", slash: true },
  };

/** The variable of the palette for a category. */
export const colour = (category: Category | null): string =>
  category ? `var(--cat-${category})` : "var(--muted)";
