/** JSON values as a form holds them: what is empty, what differs, what is sent. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined };
export type JsonObject = { [key: string]: Json | undefined };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A copy that is no longer followed by what is shown. */
export const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A value without what is empty in it: a field that was opened and left is no answer. */
export function cleaned(value: unknown): Json | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "string") return value.trim() || undefined;
  if (Array.isArray(value)) {
    const items = value.map(cleaned).filter((item) => item !== undefined);
    return items.length ? items : undefined;
  }
  if (typeof value === "object") {
    const fields = Object.entries(value)
      .map(([name, field]) => [name, cleaned(field)] as const)
      .filter(([, field]) => field !== undefined);
    // In one order, so that two of the same content are the same.
    fields.sort(([a], [b]) => (a < b ? -1 : 1));
    return fields.length ? Object.fromEntries(fields) : undefined;
  }
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  return value as Json;
}

/**
 * A merge patch (RFC 7396) that makes `from` into `to`: a field that is gone is null. A list, and
 * what has an id (an actor, a place, an agreement), is one value and is given whole.
 */
export function mergePatch(from: JsonObject, to: JsonObject): JsonObject {
  const patch: JsonObject = {};
  for (const name of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const [old, next] = [from[name], to[name]];
    if (same(old, next)) continue;
    const inner = isObject(old) && isObject(next) && !("id" in old) && !("id" in next);
    patch[name] = next === undefined ? null : inner ? mergePatch(old, next) : next;
  }
  return patch;
}

/**
 * What was typed, put onto a newer state of what it was typed over: a field that was left as it
 * was takes the newer value.
 */
export function rebased(typed: JsonObject, from: JsonObject, to: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const name of new Set([...Object.keys(typed), ...Object.keys(to)])) {
    const [own, old, next] = [typed[name], from[name], to[name]];
    const value = same(cleaned(own), cleaned(old)) ? next : own;
    if (value !== undefined) result[name] = value;
  }
  return result;
}
