/** The account that is to be changed, with the revision at which it was read. */

import { Problem, Unreachable, read, readRevision } from "$/api";
import type { EventAsRead } from "$/made/api";

export class Account {
  told: EventAsRead | null = $state.raw(null);
  /** All accounts of its happening, itself among them. */
  accounts: readonly EventAsRead[] = $state.raw([]);
  /** Why it cannot be read. */
  problem: string | null = $state(null);

  constructor(readonly id: string) {}

  async read(): Promise<EventAsRead | null> {
    this.problem = null;
    try {
      const { body, etag } = await readRevision("/events/{id}", { id: this.id });
      // The revision that is sent with a change is the one that was read.
      const revision = Number(/\d+/.exec(etag ?? "")?.[0] ?? body.revision);
      this.told = { ...body, revision };
      this.accounts = (await read("/happenings/{id}", { id: body.happening })).accounts;
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
