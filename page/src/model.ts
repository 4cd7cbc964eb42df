/** The API's answers, as far as the page reads them. Times are ISO 8601, UTC. */

export type Status = "confirmed" | "reported" | "claimed" | "disputed";

export interface Actor {
  id: string;
  name: string;
  kind: "state" | "person" | "armed_group" | "armed_forces" | "organisation" | "civilians";
  country?: string;
  role?: string;
  part_of?: string;
}

export interface Place {
  id: string;
  name: string;
  country: string;
  kind: string;
  lat?: number;
  lon?: number;
  admin1?: string;
  precision?: string;
}

export interface Source {
  publisher: string;
  quoted?: Actor;
  url?: string;
  title?: string;
  published?: string;
  licence?: string;
  redistribution?: string;
}

/** One event, as `/events`, `/events/{id}` and `/happenings/{id}` tell it. */
export interface Told {
  id: string;
  type: string;
  occurred: string;
  status: Status;
  sources: Source[];
  crises: string[];
  summary?: string;
  data: Record<string, unknown>;
  happening: string;
  revision: number;
  recorded: string;
  recorded_by: string;
  retracted: boolean;
  concerns: { country: string; part: Part }[];
  headline?: string;
}

export type Part = "where" | "actor" | "target" | "counterpart";

export interface Revision {
  revision: number;
  position: number;
  recorded: string;
  recorded_by: string;
  action: string;
  changes: { field: string; old: unknown; new: unknown }[];
  reason: string | null;
}

/** One happening in the list that map, time band and feed are drawn from (`/marks`). */
export interface Mark {
  event: string;
  happening?: string;
  type: string;
  status: Status;
  occurred: string;
  start: string;
  end: string;
  recorded: string;
  first_recorded: string;
  place?: number;
  who?: number[];
  countries?: string[];
  crises?: string[];
  headline: string;
  accounts: number;
  publishers: number[];
  dates: number;
  revision: number;
}

export type Category = "fighting" | "unrest" | "diplomacy" | "agreements" | "humanitarian";

export type Day = { day: string } & Record<Category, number>;

export interface Marks {
  known: string | null;
  position: number;
  rests_on: number;
  total: number;
  first: string | null;
  last: string | null;
  places: Place[];
  actors: Actor[];
  publishers: { id: string; publisher: string }[];
  marks: Mark[];
  days: Day[];
}

export interface OtherAccount {
  event: string;
  type: string;
  occurred: string;
  status: Status;
  told_by: string[];
  data: Record<string, unknown>;
}

export interface Statement {
  event: string;
  by: string[];
  position: string;
  status: Status;
}

/** What every row of a view has. `events` are the picked accounts that it rests on. */
export interface Row {
  status: Status;
  events: string[];
  told_by: string[];
  dated_by: string | null;
  other_accounts: OtherAccount[];
  statements: Statement[];
  parts?: Part[];
}

export interface Claim {
  says: "holds" | "denies" | string;
  held_by: Actor | null;
  since: string;
  claimed_by: string[];
  status: Status;
  events: string[];
}

export interface Step {
  event: string;
  type: string;
  occurred: string;
  status?: Status;
}

export interface TerritoryRow extends Row {
  place: Place;
  held_by: Actor | null;
  since: string | null;
  before: Actor | null;
  contested: boolean;
  claims: Claim[];
  moves: Step[];
}

export interface EmbassyRow extends Row {
  of: Actor;
  place: Place;
  condition: "attacked" | "closed" | "reopened";
  since: string;
  means: string[];
}

export interface UnrestRow extends Row {
  place: Place;
  since: string;
  last: string;
  protests: number;
  riots: number;
  arrests: number;
  missions_attacked: number;
}

export interface Answered {
  actor: Actor | null;
  event: string;
  status?: Status;
}

export interface AppealRow extends Row {
  kind: "ceasefire" | "sovereignty" | "withdrawal" | "dialogue" | "ultimatum";
  by: Actor[];
  of: Actor[];
  all_parties: boolean;
  verb: string | null;
  since: string;
  state: "open" | "answered" | "breached" | string;
  answered_by: Answered[];
  breached_by: Answered[];
  silent: Actor[];
}

export interface ContactRow extends Row {
  kind: "call" | "meeting" | "summit" | "announced" | string;
  participants: Actor[];
  topics: string[];
  planned_for: string | null;
  place: Place | null;
  occurred: string;
}

export interface AllegationRow extends Row {
  kind: "accusation" | "backing" | string;
  against: Actor;
  backed: Actor | null;
  of: string | null;
  about: string | null;
  alleged_by: string[];
  denied_by: string[];
  since: string;
}

export interface AgreementRow extends Row {
  kind: "agreement" | "ceasefire" | "mission" | "strategy" | string;
  agreement: { id: string; name: string } | null;
  parties: Actor[];
  state: string;
  since: string;
  steps: Step[];
}

export interface RelationRow extends Row {
  countries: [string, string];
  ties: string;
  since: string | null;
  last_contact: { event: string; occurred: string } | null;
  cooperation: number;
  conflict: number;
}

export interface Range {
  low: number | null;
  best: number | null;
  high: number | null;
}

export interface HumanitarianRow extends Row {
  kind: string;
  place: Place | null;
  killed: Range | null;
  injured: Range | null;
  counts: string | null;
  who: Actor | null;
  count: number | null;
  by: Actor | null;
  to: Actor | Place | null;
  amount: number | null;
  currency: string | null;
  condition: string | null;
  occurred: string | null;
  since: string | null;
}

export interface AttentionRow extends Row {
  day: string;
  who: Actor;
}

export interface Views {
  territory: TerritoryRow[];
  embassies: EmbassyRow[];
  unrest: UnrestRow[];
  appeals: AppealRow[];
  contacts: ContactRow[];
  allegations: AllegationRow[];
  agreements: AgreementRow[];
  relations: RelationRow[];
  humanitarian: HumanitarianRow[];
  attention: AttentionRow[];
}

export type View = keyof Views;

export const VIEWS: readonly View[] = [
  "territory",
  "embassies",
  "unrest",
  "appeals",
  "contacts",
  "allegations",
  "agreements",
  "relations",
  "humanitarian",
  "attention",
];

/** The world on a date, as known at a time: `/state`, or a frame of `/replay` put together. */
export interface State extends Views {
  on: string;
  known: string | null;
  position: number;
  rests_on: number;
  possible: { event: string; type: string; occurred: string; place?: Place }[];
  total?: Partial<Record<View, number>>;
  sources?: Record<string, Source[]>;
  /** The rows of `/state/territory`, where that view is asked for alone. */
  places?: TerritoryRow[];
}

/** `/countries/{iso3}`: the same views, narrowed to one country, with its part in each row. */
export interface CountryState extends Omit<State, "possible"> {
  country: string;
  name: string;
  parts: Partial<Record<Part, number>>;
  possible: State["possible"];
  timeline: { events: Told[] };
}

export interface RowChange {
  change: "added" | "removed" | "changed" | "moved";
  key: string;
  was: number | null;
  at: number | null;
  row: Row | null;
  fields: { field: string; old: unknown; new: unknown }[];
}

export interface Frame {
  on: string;
  known: string | null;
  position: number;
  rests_on: number;
  changes: Partial<Record<View | "possible", RowChange[]>>;
}

/** `/changes`: what differs between two dates, or two states of knowledge. */
export interface Changes {
  from: { on: string; known: string | null; position: number; rests_on: number };
  to: { on: string; known: string | null; position: number; rests_on: number };
  views: Partial<Record<View | "possible", { changes: RowChange[]; total: number }>>;
}

export interface Crisis {
  id: string;
  events: number;
  first: string;
  last: string;
}

export interface EventType {
  type: string;
  means: string;
  family: string;
  cameo: string | null;
  plover: string | null;
  goldstein: number | null;
  note: string | null;
  parts: Record<string, Part>;
}

/** A problem as RFC 9457 tells it, with the fields that do not fit. */
export interface ProblemDetails {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: { index?: number; field?: string; value?: unknown; detail: string }[];
  field?: string;
  [more: string]: unknown;
}
