/** A row of a view, told in one short sentence. */

import type { Row } from "$/answers";
import type {
  AgreementRow,
  AllegationRow,
  AppealRow,
  Contact,
  EmbassyRow,
  Engagement,
  Holding,
  HumanitarianRow,
  Relation,
  Status,
  UnrestRow,
} from "$/made/api";
import { catalogue } from "$/view/catalogue.svelte";
import { saysOf } from "$/view/changes";
import { label, wordIn } from "$/view/words";
import type { Told } from "$/view/words";
import { figure, inSentence, listed, named, number, plural } from "$/words";
import { names } from "./names.svelte";

const URGED: Record<string, string> = {
  ceasefire: "cease fire",
  sovereignty: "respect sovereignty",
  withdrawal: "withdraw",
  dialogue: "talk",
};

/** `A, B and C say`, `A says`. */
export const says = (ids: readonly string[]): string =>
  `${names.listed(ids)} ${ids.length === 1 ? "says" : "say"}`;

export function asked(row: AppealRow): string[] {
  return [...row.of.map((actor) => actor.name), ...(row.all_parties ? ["all parties"] : [])];
}

export function appealTold(row: AppealRow): string {
  const by = named(row.by);
  const of = listed(asked(row));
  if (row.kind === "ultimatum") return `${by} gave ${of} an ultimatum`;
  const what = URGED[row.kind] ?? row.kind;
  return row.verb === "demanded"
    ? `${by} demanded that ${of} ${what}`
    : `${by} urged ${of} to ${what}`;
}

export function alleged(row: AllegationRow): string {
  if (row.kind === "backing") return `${row.against.name} backs ${row.backed?.name ?? ""}`;
  return row.of ? `${row.against.name}: ${row.of}` : row.against.name;
}

/** Always as what somebody says, never as a fact. */
export function allegationTold(row: AllegationRow): string {
  const by = row.alleged_by.length === 1 ? "says" : "say";
  const told = `“${alleged(row)}”, ${by} ${names.listed(row.alleged_by)}`;
  if (!row.denied_by.length) return told;
  return `${told}; ${names.listed(row.denied_by)} ${row.denied_by.length === 1 ? "denies" : "deny"} it`;
}

const CONTACTS: Record<string, string> = {
  call: "Call",
  meeting: "Meeting",
  summit: "Summit",
  announced: "Meeting announced",
};

/** What a contact is called within a sentence: `call`, `announcement of a meeting`. */
export const contactName = (kind: string): string =>
  kind === "announced" ? "announcement of a meeting" : inSentence(kind).toLowerCase();

export function agreementName(row: AgreementRow): string {
  if (row.agreement) {
    const name = row.agreement.name;
    return name.charAt(0).toUpperCase() + name.slice(1);
  }
  return `${inSentence(row.kind)}${row.parties.length ? ` of ${named(row.parties)}` : ""}`;
}

export function humanitarianTold(row: HumanitarianRow): string {
  const at = row.place?.name ?? "";
  const killed = figure(row.killed);
  const injured = figure(row.injured);
  const dead = [killed && `${killed} killed`, injured && `${injured} injured`].filter(Boolean);
  switch (row.kind) {
    case "toll":
      return `${at}${row.who ? ` (${row.who.name})` : ""}: ${dead.join(", ")}`;
    case "incidents":
      return `${at}: ${dead.join(", ") || "no figure told"} in single incidents`;
    case "displaced": {
      const to = row.to ? `, to ${row.to.name}` : "";
      return `${row.count === null ? "People" : number(row.count)} displaced from ${at}${to}`;
    }
    case "aid": {
      const amount =
        row.amount === null ? "Aid" : `${number(row.amount)} ${row.currency ?? ""}`.trim();
      return `${amount} ${row.condition ?? ""} by ${row.by?.name ?? "?"} to ${row.to?.name ?? "?"}`;
    }
    case "border":
      return `Border at ${at}: ${row.condition ?? ""}`;
    default:
      return `${inSentence(row.kind)}: ${at}`;
  }
}

export function territoryTold(row: Holding): string {
  const held = row.held_by
    ? `held by ${row.held_by.name}`
    : row.since
      ? "held by nobody"
      : "holder not known";
  return `${row.place.name}: ${held}${row.contested ? ", contested" : ""}`;
}

export function unrestTold(row: UnrestRow): string {
  const what = [
    row.protests && plural(row.protests, "protest"),
    row.riots && plural(row.riots, "riot"),
    row.arrests && plural(row.arrests, "arrest"),
    row.missions_attacked && `${plural(row.missions_attacked, "mission")} attacked`,
  ].filter((told): told is string => Boolean(told));
  return `${row.place.name}: ${listed(what)}`;
}

export const tiesTold = (ties: string): string => wordIn("relations", "ties", ties);

/** Any row in a sentence: of a view that has none of its own, as its columns are titled. */
export function sentence(view: string, row: Row): string {
  switch (view) {
    case "territory":
      return territoryTold(row as Holding);
    case "embassies": {
      const { of, place, condition } = row as EmbassyRow;
      return `Mission of ${of.name} in ${place.name}: ${condition}`;
    }
    case "unrest":
      return unrestTold(row as UnrestRow);
    case "appeals":
      return appealTold(row as AppealRow);
    case "contacts": {
      const { kind, participants } = row as Contact;
      return `${CONTACTS[kind] ?? inSentence(kind)}: ${named(participants)}`;
    }
    case "allegations":
      return allegationTold(row as AllegationRow);
    case "agreements":
      return `${agreementName(row as AgreementRow)}: ${wordIn(view, "state", (row as AgreementRow).state)}`;
    case "relations": {
      const { countries, ties } = row as Relation;
      return `${countries.map((country) => names.country(country)).join(" and ")}: ${tiesTold(ties)}`;
    }
    case "humanitarian":
      return humanitarianTold(row as HumanitarianRow);
    case "attention": {
      const { who, events_total } = row as Engagement;
      return `${who.name}: engaged in ${plural(events_total, "event")}`;
    }
    default: {
      const declared = catalogue.of(view);
      return declared ? [label(row, declared), saysOf(declared, row).join("; ")].join(": ") : "";
    }
  }
}

/** How far a sentence is to be trusted; null: it says by itself whose word it is. */
export const trust = (view: string, row: Row): Status | null =>
  view === "allegations" ? null : row.status;

/** The date of a row: that since which it holds, or on which it happened. */
export function dateOf(view: string, row: Row): string | null {
  switch (view) {
    case "contacts":
      return (row as Contact).occurred;
    case "attention":
      return (row as Engagement).day;
    case "humanitarian":
      return (row as HumanitarianRow).occurred ?? (row as HumanitarianRow).since;
    default: {
      const date = catalogue
        .of(view)
        ?.columns.find(({ kind }) => kind === "span" || kind === "date");
      return date ? ((row as object as Told)[date.name] as string | null) : null;
    }
  }
}
