/** Who tells something in the ledger. */

import { Problem, read } from "./api";

/** Whether the ledger has the actor or the publisher whose word alone is to count. */
export async function isTeller(id: string, signal: AbortSignal): Promise<boolean> {
  const slug = /^publisher:(.*)/.exec(id)?.[1];
  if (slug !== undefined) {
    const asked = { limit: 10_000 };
    const { sources } = await read("/sources", asked, signal);
    return sources.some((source) => source.id === slug);
  }
  try {
    await read("/actors/{id}", { id }, signal);
    return true;
  } catch (failure) {
    if (failure instanceof Problem && failure.details.status === 404) return false;
    throw failure;
  }
}
