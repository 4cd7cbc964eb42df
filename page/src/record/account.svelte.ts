/** The account that is to be changed, with the revision at which it was read. */

import { Problem, Unreachable, read, readRevision } from "$/api";
import type { Told } from "$/model";

export class Account {
  told: Told | null = $state.raw(null);
  /** All accounts of its happening, itself among them. */
  accounts: Told[] = $state.raw([]);
  /** Why it cannot be read. */
  problem: string | null = $state(null);

  constructor(readonly id: string) {}

  async read(): Promise<Told | null> {
    this.problem = null;
    try {
      const { body, etag } = await readRevision<Told>(`/events/${encodeURIComponent(this.id)}`);
      // The revision that is sent with a change is the one that was read.
      const revision = Number(/\d+/.exec(etag ?? "")?.[0] ?? body.revision);
      this.told = { ...body, revision };
      const { accounts } = await read<{ accounts: Told[] }>(`/happenings/${body.happening}`);
      this.accounts = accounts;
    } catch (failure) {
      this.problem =
        failure instanceof Unreachable
          ? "The server does not answer: try again."
          : failure instanceof Problem
            ? `${failure.details.title} ${failure.details.detail}`
            : String(failure);
    }
    return this.told;
  }
}

/** Whether a change was refused because the account was revised since it was read. */
export const isStale = (failure: unknown): boolean =>
  failure instanceof Problem && (failure.details.status === 412 || failure.details.status === 428);
