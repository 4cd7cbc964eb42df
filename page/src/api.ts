/** The way to the server: one function for what is read, one for what is recorded. */

import type { Address, Answer, Asked } from "./answers";
import type { ChangesFrame, Preview, Problem as Refusal, Receipts } from "./made/api";

/** A problem as RFC 9457 tells it, with the fields that do not fit. */
export type ProblemDetails = Refusal & {
  errors?: { index?: number; field?: string; value?: unknown; detail: string }[];
  field?: string;
};

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

const AS_JSON = { Accept: "application/json" };

/** The address of a resource, its parts filled in, without the parameters that are left out. */
export function address<Path extends Address>(path: Path, asked: Asked<Path>): string {
  const parameters = new URLSearchParams();
  let filled: string = path;
  for (const [name, value] of Object.entries(asked)) {
    const part = `{${name}}`;
    if (filled.includes(part)) filled = filled.replace(part, encodeURIComponent(String(value)));
    else if (value !== null && value !== undefined && value !== "") {
      parameters.set(name, String(value));
    }
  }
  const told = parameters.toString();
  return told ? `${filled}?${told}` : filled;
}

/** What is at an address. Throws `Problem` or `Unreachable`. */
export async function read<Path extends Address>(
  path: Path,
  asked: Asked<Path>,
  signal?: AbortSignal,
): Promise<Answer<Path>> {
  const { body } = await answer(address(path, asked), { signal, headers: AS_JSON });
  return body as Answer<Path>;
}

/** What is at an address, as text: in whatever format it asks for. */
export async function readText<Path extends Address>(
  path: Path,
  asked: Asked<Path>,
): Promise<string> {
  const response = await fetched(address(path, asked), {});
  if (!response.ok) throw new Problem(await details(response));
  return response.text();
}

/** What is at an address, with the revision it is at (its ETag), to be sent with a change. */
export async function readRevision<Path extends Address>(
  path: Path,
  asked: Asked<Path>,
): Promise<{ body: Answer<Path>; etag: string | null }> {
  const { body, headers } = await answer(address(path, asked), { headers: AS_JSON });
  return { body: body as Answer<Path>, etag: headers.get("etag") };
}

/** Each frame of a replay, as what changed since the one before, as it arrives (NDJSON). */
export async function* readFrames(
  asked: Asked<"/replay">,
  signal?: AbortSignal,
): AsyncGenerator<ChangesFrame> {
  const response = await fetched(address("/replay", { ...asked, frames: "changes" }), {
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
    for (const line of lines) if (line) yield JSON.parse(line) as ChangesFrame;
    if (done) break;
  }
  if (rest) yield JSON.parse(rest) as ChangesFrame;
}

/** Record something. `revision` is the one that was read, where an event is changed. */
export async function record(path: string, body: unknown, revision?: number): Promise<Receipts> {
  const read = revision === undefined ? {} : { "If-Match": `"${revision}"` };
  return (await sent(path, body, read)) as Receipts;
}

/** What would be recorded of an event; nothing is. */
export async function preview(body: unknown): Promise<Preview> {
  return (await sent("/events?preview=true", body)) as Preview;
}

async function sent(path: string, body: unknown, more = {}): Promise<unknown> {
  const headers = { "Content-Type": "application/json", ...more };
  return (await answer(path, { method: "POST", headers, body: JSON.stringify(body) })).body;
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
