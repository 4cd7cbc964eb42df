/** What is being typed: kept in this tab of the browser, so that a reload does not lose it. */

import type { Actor, EventAsRead, Source, Status } from "$/made/api";
import { ledger } from "$/ledger.svelte";
import type { Schema } from "@sjsf/form";
import { cleaned, same } from "./json";
import type { JsonObject } from "./json";
import { withoutDefaults } from "./schema";

/** A source as it is typed: what is not told yet is empty, and nothing at all once it is emptied. */
export interface TypedSource {
  publisher: string | undefined;
  url: string | undefined;
  title: string;
  published: string;
  licence: string;
  redistribution: string;
  quoted: Partial<Actor> | undefined;
}

export interface Typed {
  /** Made here, so that what is sent again after a lost answer is recorded once. */
  id: string;
  type: string;
  /** As a source's fields: nothing at all once it is emptied. */
  occurred: string | undefined;
  status: Status;
  sources: TypedSource[];
  crises: string[];
  summary: string | undefined;
  same_as: string | undefined;
  data: JsonObject;
  reason: string;
}

export const newSource = (told: Partial<Source> = {}): TypedSource => ({
  publisher: told.publisher ?? "",
  url: told.url ?? "",
  title: told.title ?? "",
  published: told.published ?? "",
  licence: told.licence ?? "",
  redistribution: told.redistribution ?? "",
  quoted: told.quoted,
});

export const newEvent = (): Typed => ({
  id: crypto.randomUUID(),
  type: "",
  occurred: "",
  status: "reported",
  sources: [newSource()],
  crises: ledger.crisis ? [ledger.crisis] : [],
  summary: "",
  same_as: undefined,
  data: {},
  reason: "",
});

/** An event as it is read, to be typed over. */
export const typedOf = (told: EventAsRead): Typed => ({
  id: told.id,
  type: told.type,
  occurred: told.occurred,
  status: told.status,
  sources: told.sources.map(newSource),
  crises: [...told.crises],
  summary: told.summary ?? "",
  same_as: undefined,
  data: structuredClone(withoutExternal(told.data)) as JsonObject,
  reason: "",
});

/** What another source coded is not in the form. */
export function withoutExternal(data: Record<string, unknown>): Record<string, unknown> {
  const { external: _, ...typed } = data;
  return typed;
}

/** The fields of an event as they are sent, without what is empty. */
export function sent(typed: Typed, schema: Schema | null): JsonObject {
  const { type, occurred, crises, summary } = typed;
  const fields = cleaned({ type, occurred, crises, summary });
  const data = withoutDefaults(typed.data, schema ?? {});
  return {
    ...(fields as JsonObject),
    // A source that is empty keeps its place, so that what is wrong with it is told there.
    sources: typed.sources.map((source) => cleaned(source) ?? {}),
    data: cleaned(data) ?? {},
  };
}

export class Draft<T extends object> {
  now: T = $state()!;
  /** Whether it was found as it had been left. */
  readonly found: boolean;
  /** Whether what is typed now is not kept yet. */
  unkept = false;
  readonly #key: string;
  #first: T;

  constructor(key: string, first: T) {
    this.#key = `record:${key}`;
    this.#first = first;
    const kept = this.#read();
    this.found = kept !== null;
    this.now = kept ?? structuredClone(first);
  }

  /** Whether anything was typed. */
  get touched(): boolean {
    const own = ({ id: _, ...rest }: Partial<Typed>) => cleaned(rest);
    return !same(own($state.snapshot(this.now) as object), own(this.#first));
  }

  /** Keep what was typed, or forget it where it is as it was at first. */
  keep(): void {
    this.unkept = false;
    try {
      if (this.touched) sessionStorage.setItem(this.#key, JSON.stringify(this.now));
      else sessionStorage.removeItem(this.#key);
    } catch {
      // A browser that keeps nothing loses it when the page is left.
    }
  }

  /** What is known only after the form was opened: a field in which nothing was typed takes it. */
  begin<K extends keyof T>(field: K, known: T[K]): void {
    if (!same(this.now[field], this.#first[field])) return;
    this.#first = { ...this.#first, [field]: known };
    this.now[field] = known;
  }

  reset(first: T = this.#first): void {
    this.#first = first;
    this.now = structuredClone($state.snapshot(first)) as T;
    this.keep();
  }

  #read(): T | null {
    try {
      const kept = sessionStorage.getItem(this.#key);
      return kept ? { ...structuredClone(this.#first), ...(JSON.parse(kept) as T) } : null;
    } catch {
      return null;
    }
  }
}

/** Keep a draft as it is typed: after a rest, and at once when its form or the page is left. */
export function keepAsTyped<T extends object>(draft: () => Draft<T> | null): void {
  let typed: Draft<T> | null = null;
  const leave = () => {
    if (typed?.unkept) typed.keep();
  };
  $effect(() => {
    const now = (typed = draft());
    if (!now) return;
    $state.snapshot(now.now);
    now.unkept = true;
    const rest = setTimeout(() => now.keep(), 300);
    return () => clearTimeout(rest);
  });
  $effect(() => {
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      leave();
    };
  });
}
