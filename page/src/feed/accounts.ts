/** Accounts side by side: which one counts and why, and where they agree, field by field. */

import { span } from "$/dates";
import { sameness } from "$/kit/values";
import type { EventAsRead, Status } from "$/made/api";
import { STATUSES, plural } from "$/words";

export type Standing = "same" | "exact" | "otherwise" | "untold";

export interface Cell {
  account: EventAsRead;
  value: unknown;
  /** Against the account that counts: the same, compatible but less or more exact, otherwise. */
  standing: Standing;
}

export interface Field {
  name: string;
  cells: Cell[];
  /** In words: `all agree`, `2 say otherwise`. */
  verdict: string;
  differs: boolean;
}

const trust = (status: Status): number => STATUSES.indexOf(status);
const length = ({ occurred }: EventAsRead): number => span(occurred).end - span(occurred).start;

/** Who tells an account, in short: the first person or body quoted, else the first publisher. */
export function teller(account: EventAsRead): string {
  const [first, ...more] = account.sources;
  if (!first) return "no source";
  const name = first.quoted?.name ?? first.publisher;
  return more.length ? `${name} and ${more.length} more` : name;
}

export const left = (accounts: readonly EventAsRead[]): EventAsRead[] =>
  accounts.filter(({ retracted }) => !retracted);

/**
 * The account that counts (DESIGN, rule 5, `best`): where the list of marks does not name it. The
 * accounts come in the order of their first recording.
 */
export function bestOf(accounts: readonly EventAsRead[]): EventAsRead | undefined {
  return left(accounts).reduce<EventAsRead | undefined>((best, account) => {
    if (!best) return account;
    const better =
      trust(best.status) - trust(account.status) || length(best) - length(account) || 1;
    return better > 0 ? account : best;
  }, undefined);
}

/** Why it counts, in one plain sentence. */
export function why(
  picked: EventAsRead,
  accounts: readonly EventAsRead[],
  resolve: string | null,
): string {
  const others = left(accounts).filter(({ id }) => id !== picked.id);
  if (!others.length) return "It is the only account that stands.";
  if (resolve === "latest") return "It counts because it was recorded last.";
  if (resolve === "cautious") {
    return "It counts because its date ends last, and then because it tells the fewest killed.";
  }
  const equal = others.filter(({ status }) => status === picked.status);
  if (others.some(({ status }) => trust(status) < trust(picked.status))) {
    return "It counts because the more trusted accounts are left out by the filters of trust.";
  }
  if (!equal.length) {
    return `It counts because it is the most trusted: the only one that is ${picked.status}.`;
  }
  const exact = equal.filter((account) => length(account) <= length(picked));
  const alike = plural(equal.length + 1, `${picked.status} account`);
  if (!exact.length) return `Of the ${alike}, it counts because its date is the most exact.`;
  return `Of the ${alike}, as exact as each other, it counts because it was recorded last.`;
}

/** The account that gives the date, where it is not the one that counts. */
export function datedBy(picked: EventAsRead, occurred: string, accounts: readonly EventAsRead[]) {
  if (picked.occurred === occurred) return undefined;
  return bestOf(
    accounts.filter((account) => account.occurred === occurred && account.status !== "disputed"),
  );
}

const overlap = (a: string, b: string): boolean =>
  span(a).start < span(b).end && span(b).start < span(a).end;

function standing(name: string, value: unknown, counts: unknown): Standing {
  if (value === undefined) return "untold";
  if (counts === undefined || sameness(value) === sameness(counts)) return "same";
  const dates = name === "occurred" && overlap(value as string, counts as string);
  return dates ? "exact" : "otherwise";
}

const FIRST = ["occurred", "type", "place"];
const APART = ["external", "about"];

const valueOf = (account: EventAsRead, name: string): unknown =>
  name === "occurred" || name === "type" ? account[name] : account.data[name];

/** Every field that an account tells, with what each says of it. */
export function fieldsOf(
  accounts: readonly EventAsRead[],
  picked: EventAsRead | undefined,
): Field[] {
  const named = new Set(FIRST.filter((name) => accounts.some((a) => valueOf(a, name))));
  for (const { data } of accounts) {
    for (const name of Object.keys(data)) if (!APART.includes(name)) named.add(name);
  }
  return [...named].map((name) => {
    const told = left(accounts).find((account) => valueOf(account, name) !== undefined);
    const counts = (picked && valueOf(picked, name)) ?? (told && valueOf(told, name));
    const cells = accounts.map((account) => {
      const value = valueOf(account, name);
      return { account, value, standing: standing(name, value, counts) };
    });
    const standingOnes = cells.filter(({ account }) => !account.retracted);
    return { name, cells, ...verdict(standingOnes) };
  });
}

function verdict(cells: readonly Cell[]): { verdict: string; differs: boolean } {
  const of = (standing: Standing) => cells.filter((cell) => cell.standing === standing).length;
  const [otherwise, exact, untold] = [of("otherwise"), of("exact"), of("untold")];
  const told = cells.length - untold;
  const words: string[] = [];
  if (otherwise) words.push(`${otherwise} ${otherwise === 1 ? "says" : "say"} otherwise`);
  if (exact) words.push(`${exact} in another span`);
  if (!words.length && cells.length > 1) {
    if (told === 1) words.push("told by one only");
    else words.push(untold ? `${told} agree` : told === 2 ? "both agree" : `all ${told} agree`);
  }
  if (untold && told > 1) words.push(`${untold} ${untold === 1 ? "does" : "do"} not tell`);
  return { verdict: words.join(", "), differs: otherwise > 0 };
}

/** What accounts say of a field, each different value once with those who tell it. */
export function byValue(
  field: Field,
): { value: unknown; standing: Standing; accounts: EventAsRead[] }[] {
  const groups = new Map<string, { value: unknown; standing: Standing; accounts: EventAsRead[] }>();
  for (const { account, value, standing } of field.cells) {
    const key = standing === "untold" ? "untold" : sameness(value);
    const group = groups.get(key);
    if (group) group.accounts.push(account);
    else groups.set(key, { value, standing, accounts: [account] });
  }
  const order: Standing[] = ["same", "exact", "otherwise", "untold"];
  return [...groups.values()].sort((a, b) => order.indexOf(a.standing) - order.indexOf(b.standing));
}
