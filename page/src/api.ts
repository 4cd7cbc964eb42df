/** The way to the server: one function for what is read, one for what is recorded. */

import type { ProblemDetails } from "./model";

/** The server refused, and says why. */
export class Problem extends Error {
  constructor(readonly details: ProblemDetails) {
    super(details.detail || details.title);
  }

  /** What was wrong: where the problem lists it field by field, the first of them. */
  get first(): string {
    const [first] = this.details.errors ?? [];
    if (!first) return this.details.detail;
    return first.field ? `${first.field}: ${first.detail}` : first.detail;
  }
}

/** No answer came: the server is stopped, or the network is. */
export class Unreachable extends Error {}

export type Query = Record<string, string | number | boolean | null | undefined>;

/** The address of a resource, without the parameters that are left out. */
export function address(path: string, query: Query = {}): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") asked.set(name, String(value));
  }
  const told = asked.toString();
  return told ? `${path}?${told}` : path;
}

/** What is at an address. Throws `Problem` or `Unreachable`. */
export async function read<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return (await answer(address(path, query), { signal, headers: { Accept: "application/json" } }))
    .body as T;
}

/** What is at an address, with the revision it is at (its ETag), to be sent with a change. */
export async function readRevision<T>(path: string): Promise<{ body: T; etag: string | null }> {
  const { body, headers } = await answer(path, { headers: { Accept: "application/json" } });
  return { body: body as T, etag: headers.get("etag") };
}

/** Each line of an answer in NDJSON, as it arrives. */
export async function* readLines<T>(
  path: string,
  query: Query,
  signal?: AbortSignal,
): AsyncGenerator<T> {
  const response = await fetched(address(path, query), {
    signal,
    headers: { Accept: "application/x-ndjson" },
  });
  if (!response.ok) throw new Problem(await details(response));
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    const lines = (rest + (value ?? "")).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line) yield JSON.parse(line) as T;
    if (done) break;
  }
  if (rest) yield JSON.parse(rest) as T;
}

/** Record something. `revision` is the one that was read, where an event is changed. */
export async function record<T>(path: string, body: unknown, revision?: number): Promise<T> {
  const headers: Record<string, string> = { "Content-Type": "application/json" };
  if (revision !== undefined) headers["If-Match"] = `"${revision}"`;
  return (await answer(path, { method: "POST", headers, body: JSON.stringify(body) })).body as T;
}

async function answer(to: string, init: RequestInit) {
  const response = await fetched(to, init);
  if (!response.ok) throw new Problem(await details(response));
  return { body: (await response.json()) as unknown, headers: response.headers };
}

async function fetched(to: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(to, init);
  } catch (failure) {
    if (init.signal?.aborted) throw failure;
    throw new Unreachable("The server does not answer.");
  }
}

async function details(response: Response): Promise<ProblemDetails> {
  try {
    return (await response.json()) as ProblemDetails;
  } catch {
    const title = `The server answered ${response.status} ${response.statusText}.`;
    return { type: "about:blank", title, status: response.status, detail: title };
  }
}
