/** Moving the map by wheel, drag, pinch and keys: d3-zoom, with the view kept by the address. */

import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import type { D3ZoomEvent } from "d3-zoom";
import { LEAST_ZOOM, MOST_ZOOM, scaleOf } from "./view";
import type { View } from "./view";

export interface Moving {
  /** Take over a view that came from elsewhere. */
  take(view: View): void;
  destroy(): void;
}

/** Listen on an element; `moved` hears each view, `rested` when a gesture has ended. */
export function moving(
  element: HTMLElement,
  moved: (view: View) => void,
  rested: () => void,
): Moving {
  let going = false;
  const gestures = zoom<HTMLElement, unknown>()
    .scaleExtent([scaleOf(LEAST_ZOOM), scaleOf(MOST_ZOOM)])
    .clickDistance(5)
    .filter((event: MouseEvent) => {
      const target = event.target as HTMLElement;
      if (target.closest("[data-still]")) return false;
      return (!event.ctrlKey || event.type === "wheel") && !event.button;
    })
    .on("start", () => (going = true))
    .on("zoom", (event: D3ZoomEvent<HTMLElement, unknown>) => {
      // What is taken over from the address has no cause on the element.
      if (!event.sourceEvent) return;
      const { x, y, k } = event.transform;
      moved({ x, y, k });
    })
    .on("end", (event: D3ZoomEvent<HTMLElement, unknown>) => {
      going = false;
      if (event.sourceEvent) rested();
    });
  const selected = select(element).call(gestures).on("dblclick.zoom", null);
  return {
    take({ x, y, k }) {
      if (going) return;
      gestures.transform(selected, zoomIdentity.translate(x, y).scale(k));
    },
    destroy() {
      selected.on(".zoom", null);
    },
  };
}

/** The view nearer or farther by a factor, about a point of the screen. */
export function scaled(view: View, factor: number, [x, y]: readonly [number, number]): View {
  const k = Math.max(scaleOf(LEAST_ZOOM), Math.min(scaleOf(MOST_ZOOM), view.k * factor));
  return { k, x: x - ((x - view.x) * k) / view.k, y: y - ((y - view.y) * k) / view.k };
}
