/** The frames of a replay, each put together from the one before and what changed. */

import { span } from "./dates";
import type { ChangesFrame, RowChange, StateDocument } from "./made/api";
import { catalogue, rowsOf } from "./view/catalogue.svelte";

/** The rows after a change, made of the rows before: those that stay keep their identity. */
export function applied<T>(changes: readonly RowChange[], before: readonly T[]): T[] {
  const rest = new Map(before.map((row, place) => [place, row]));
  const placed = new Map<number, T>();
  for (const change of changes) {
    const old = change.was === null ? undefined : rest.get(change.was);
    if (change.was !== null) rest.delete(change.was);
    if (change.at === null) continue;
    const fields = Object.fromEntries(change.fields.map(({ field, new: value }) => [field, value]));
    placed.set(change.at, (change.row ?? { ...old, ...fields }) as T);
  }
  const stayed = rest.values();
  const length = rest.size + placed.size;
  return Array.from({ length }, (_, place) => placed.get(place) ?? stayed.next().value!);
}

export class FrameList {
  #ends: number[] = [];
  #states: StateDocument[] = [];

  /** Add the next frame. */
  add(frame: ChangesFrame): void {
    const { changes, ...told } = frame;
    const before = this.#states.at(-1) ?? {};
    const lists = Object.fromEntries(
      [...catalogue.names, "possible"].map((name) => {
        const rows = rowsOf(before, name);
        const changed = changes[name];
        return [name, changed?.length ? applied(changed, rows) : rows];
      }),
    );
    this.#ends.push(span(frame.on).end);
    this.#states.push({ ...lists, ...told } as unknown as StateDocument);
  }

  /** The state at an instant: that of the last frame that was over by then. */
  at(instant: number, on: string): StateDocument | null {
    let [low, high] = [0, this.#ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#ends[middle]! <= instant) low = middle + 1;
      else high = middle;
    }
    const state = this.#states[low - 1];
    return state ? { ...state, on } : null;
  }
}
