/** What is wrong with what was typed: each fault at the field that it names. */

import { getContext, setContext, tick, untrack } from "svelte";
import { SvelteMap } from "svelte/reactivity";
import { Problem, Unreachable } from "$/api";
import { inSentence } from "$/words";

export interface Fault {
  /** The field as the API names it: `data.participants.1.name`; empty: of no field. */
  path: string;
  detail: string;
}

/** The id of the element in which a field is typed. */
export const fieldId = (path: string): string => `record-${path.replaceAll(".", "-")}`;

class Faults {
  all: Fault[] = $state.raw([]);
  /** Counts the attempts, so that the same faults are announced again. */
  attempt = $state(0);
  /** What the form calls its fields and groups, as they are shown. */
  readonly #labels = new SvelteMap<string, string>();

  /** What had the focus when it was asked what is wrong. */
  #asker: Element | null = null;

  /**
   * Tell them, and move the focus to the first field, once what they open is drawn; who types in
   * another by then, as where the answer is late, stays there.
   */
  async tell(faults: Fault[]): Promise<void> {
    this.all = inOrder(faults);
    this.attempt += 1;
    await tick();
    const first = this.all.find(({ path }) => path);
    const focused = document.activeElement;
    const types = focused !== this.#asker && focused?.matches("input, select, textarea");
    if (first && !types) focusField(first.path);
  }

  clear(): void {
    this.#asker = document.activeElement;
    this.all = [];
  }

  /** What a field is called where it is shown; each says so itself. */
  label(path: string, shown: string): void {
    this.#labels.set(path, shown);
  }

  /** A field by its label, and by those of the groups that it is in: `Participants 2: Name`. */
  nameOf(path: string): string {
    const parts = path.split(".");
    const names: string[] = [];
    parts.forEach((part, index) => {
      const shown = this.#labels.get(parts.slice(0, index + 1).join("."));
      // One of a list is called so in place of the list.
      if (/^\d+$/.test(part)) names.push(shown ?? `${names.at(-1)} ${Number(part) + 1}`);
      else if (index || part !== "data") names.push(shown ?? inSentence(part));
      if (/^\d+$/.test(part)) names.splice(-2, 1);
    });
    return names.join(": ");
  }

  at(path: string): string[] {
    return this.all.filter((fault) => fault.path === path).map((fault) => fault.detail);
  }

  /** Those of a field and of what is in it. */
  within(path: string): Fault[] {
    return this.all.filter((fault) => fault.path === path || fault.path.startsWith(`${path}.`));
  }
}

const KEY = Symbol("faults");

export function createFaults(): Faults {
  return setContext(KEY, new Faults());
}

/** Tell the summary of faults what a field is called, as it is drawn. */
export function labelled(told: () => [path: string, shown: string]): void {
  const faults = getFaults();
  $effect.pre(() => {
    const [path, shown] = told();
    untrack(() => faults.label(path, shown));
  });
}

export const getFaults = (): Faults => getContext<Faults>(KEY);
export type { Faults };

const PATTERNS: readonly [RegExp, string][] = [
  [/should match pattern '\^\[a-z0-9\]/, "use lower-case letters, digits and single hyphens"],
  [/should match pattern '\^\[A-Z\]\{3\}/, "three capital letters, such as USD"],
];

const inPlainWords = (detail: string): string =>
  PATTERNS.find(([pattern]) => pattern.test(detail))?.[1] ?? detail;

/**
 * The faults that a refusal tells. `body` is what was sent: where the problem names an actor or a
 * place by its id and no field, it is looked for there.
 */
export function faultsOf(failure: unknown, body: unknown): Fault[] {
  if (failure instanceof Unreachable) {
    return [{ path: "", detail: "The server does not answer. Nothing was lost: try again." }];
  }
  if (!(failure instanceof Problem)) return [{ path: "", detail: String(failure) }];
  const { details } = failure;
  if (details.errors?.length) {
    return details.errors.map(({ field, detail }) => ({
      path: field ?? "",
      detail: inPlainWords(detail),
    }));
  }
  const { noun, id, detail, title } = details;
  const path = noun && typeof id === "string" ? pathOf(id, body, "") : null;
  return [{ path: path ?? "", detail: path ? detail : `${title} ${detail}` }];
}

function pathOf(id: string, value: unknown, path: string): string | null {
  if (typeof value !== "object" || value === null) return null;
  if (path && (value as { id?: unknown }).id === id) return path;
  for (const [name, inner] of Object.entries(value)) {
    const found = pathOf(id, inner, path ? `${path}.${name}` : name);
    if (found) return found;
  }
  return null;
}

/** The element in which a field is typed, or the nearest one around it. */
function elementOf(path: string): HTMLElement | null {
  const parts = path.split(".");
  for (; parts.length; parts.pop()) {
    const found = document.getElementById(fieldId(parts.join(".")));
    if (found) return found;
  }
  return null;
}

/** Faults as their fields are met when reading down the form. */
export function inOrder(faults: Fault[]): Fault[] {
  const at = new Map(faults.map((fault) => [fault, elementOf(fault.path)]));
  return faults.toSorted((a, b) => {
    const [one, other] = [at.get(a), at.get(b)];
    if (!one || !other || one === other) return 0;
    return one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
  });
}

/** Move the focus to a field, or to the nearest one around it. */
export function focusField(path: string): void {
  const found = elementOf(path);
  if (!found) return;
  found.closest("details")?.setAttribute("open", "");
  const control = found.matches("input, select, textarea, button")
    ? found
    : (found.querySelector<HTMLElement>("input, select, textarea, button") ?? found);
  control.focus();
  control.scrollIntoView({ block: "center" });
}
