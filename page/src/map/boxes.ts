/** Boxes on the screen that must not lie upon one another. */

export interface Rect {
  left: number;
  top: number;
  width: number;
  height: number;
}

export const rect = (left: number, top: number, width: number, height: number): Rect => ({
  left,
  top,
  width,
  height,
});

export const about = (x: number, y: number, width: number, height = width): Rect =>
  rect(x - width / 2, y - height / 2, width, height);

export const meet = (a: Rect, b: Rect, gap = 0): boolean =>
  a.left < b.left + b.width + gap &&
  b.left < a.left + a.width + gap &&
  a.top < b.top + b.height + gap &&
  b.top < a.top + a.height + gap;

/** What is taken, found by where it is: a thousand labels need no million comparisons. */
export class Taken {
  static readonly #SIDE = 64;
  readonly #cells = new Map<string, Rect[]>();
  readonly #all: Rect[] = [];

  constructor(before?: Taken) {
    if (before) for (const taken of before.#all) this.add(taken);
  }

  *#keys({ left, top, width, height }: Rect): Generator<string> {
    const side = Taken.#SIDE;
    for (let x = Math.floor(left / side); x <= Math.floor((left + width) / side); x += 1)
      for (let y = Math.floor(top / side); y <= Math.floor((top + height) / side); y += 1)
        yield `${x},${y}`;
  }

  add(taken: Rect): void {
    this.#all.push(taken);
    for (const key of this.#keys(taken)) {
      const there = this.#cells.get(key);
      if (there) there.push(taken);
      else this.#cells.set(key, [taken]);
    }
  }

  free(wanted: Rect, gap = 0): boolean {
    const wide = rect(
      wanted.left - gap,
      wanted.top - gap,
      wanted.width + 2 * gap,
      wanted.height + 2 * gap,
    );
    for (const key of this.#keys(wide)) {
      if (this.#cells.get(key)?.some((taken) => meet(taken, wide))) return false;
    }
    return true;
  }

  /** How much of a box is taken, in pixels. */
  covered(wanted: Rect): number {
    const found = new Set<Rect>();
    for (const key of this.#keys(wanted))
      for (const taken of this.#cells.get(key) ?? []) found.add(taken);
    let sum = 0;
    for (const { left, top, width, height } of found) {
      const wide = Math.min(left + width, wanted.left + wanted.width) - Math.max(left, wanted.left);
      const high = Math.min(top + height, wanted.top + wanted.height) - Math.max(top, wanted.top);
      if (wide > 0 && high > 0) sum += wide * high;
    }
    return sum;
  }
}

let measuring: CanvasRenderingContext2D | null = null;

export const FAMILY = '"Inter Variable", system-ui, sans-serif';

/** How wide a text is, in a font as CSS tells it. */
export function widthOf(text: string, font: string, spacing = 0): number {
  measuring ??= document.createElement("canvas").getContext("2d")!;
  measuring.font = font;
  return measuring.measureText(text).width + spacing * text.length;
}
