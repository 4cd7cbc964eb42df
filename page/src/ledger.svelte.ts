/**
 * What the page holds of the ledger, for the question that the screen asks.
 *
 * Marks and frames are fetched once for a question, so that dragging `on` asks nothing; when it
 * rests, the state of that date is read whole, with its sources.
 */

import { Problem, Unreachable, read, readFrames } from "./api";
import type { Asked } from "./answers";
import { changesWithBefore, withBefore } from "./before";
import { DAY, dayOf, isMoment, span, today } from "./dates";
import { filterOf } from "./filter";
import { FrameList } from "./frames";
import type {
  ChangesDocument,
  EventType,
  ListedCrisis,
  MarksDocument,
  Source,
  StateDocument,
} from "./made/api";
import { MarkList } from "./marks";
import type { Drawn } from "./marks";
import { screen } from "./screen.svelte";
import { isTeller } from "./tellers";
import { catalogue, rowsOf } from "./view/catalogue.svelte";
import { CATEGORIES } from "./words";
import type { Category } from "./words";

const ACTIONS = [
  "recorded",
  "corrected",
  "assessed",
  "retracted",
  "reinstated",
  "joined",
  "parted",
];
const MOST_FRAMES = 1_500;
export const ALL_ROWS = 10_000; // the most that a view gives
const AT_ONCE = 2; // a browser has six connections: the others are for what is clicked
const REST = 160; // milliseconds after which a dragged handle rests

/** A question to the views, on a date. */
type AskedOn = Asked<"/state"> & { on: string };
type Standing = "loading" | "ready" | "empty" | "failed";
/** Why nothing can be shown: of what is asked for there is none. */
type Missing = "events" | "knowledge" | "crisis" | "teller";

/** The date that the screen asks for, or the last day of which the ledger tells. */
function dateOf(marks: MarksDocument | null): string {
  const last = marks?.last;
  const asked = screen.now.on;
  return asked && isMoment(asked) ? asked : last && last < today() ? last : today();
}

class LedgerState {
  standing: Standing = $state("loading");
  /** What there is none of, where the standing is `empty`. */
  missing: Missing | null = $state(null);
  /** What went wrong last, in the problem's own words. */
  problem: { title: string; detail: string } | null = $state(null);
  /** Whether the server answers. */
  online = $state(true);
  /** How many entries were recorded since what is shown was read. */
  fresh = $state(0);
  crises: readonly ListedCrisis[] = $state.raw([]);
  types: readonly EventType[] = $state.raw([]);
  /** What is known at the time that the screen asks for. */
  marks: MarkList | null = $state.raw(null);
  /** What is known today, where the screen asks for an earlier knowledge. */
  marksToday: MarkList | null = $state.raw(null);
  /** What of the state on this date is told otherwise today. */
  sinceThen: ChangesDocument | null = $state.raw(null);
  /** The parts of the state that are still to come. */
  awaited: ReadonlySet<string> = $state.raw(new Set());
  /** The sources of each event that was read so far, by its id. */
  sources: Readonly<Record<string, readonly Source[]>> = $state.raw({});

  #whole: StateDocument | null = $state.raw(null);
  #frames: FrameList | null = $state.raw(null);
  /** The frames of all crises, where one is asked for. */
  #around: FrameList | null = $state.raw(null);
  #question = "";
  #asked: AbortController | null = null;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #refreshing: ReturnType<typeof setTimeout> | undefined;
  #stream: EventSource | null = null;
  #categories = new Map<string, Category>();

  /** The crisis that is shown: the one asked for, or the one with the latest events. */
  readonly crisis: string | null = $derived.by(() => {
    const asked = screen.now.crisis;
    if (asked === "*") return null;
    if (asked) return asked;
    return this.crises.toSorted((a, b) => b.last.localeCompare(a.last))[0]?.id ?? null;
  });

  /** The day or the instant of the world that is shown. */
  readonly on: string = $derived(dateOf(this.marks?.whole ?? null));

  /** The instant at which `on` ends. */
  readonly instant: number = $derived(span(this.on).end);

  /** The state on that date: read whole, or the frame of it while it is dragged. */
  readonly state: StateDocument | null = $derived.by(() => {
    if (this.#whole?.on === this.on) return this.#whole;
    const frame = this.#frames?.at(this.instant, this.on);
    if (!frame) return this.#whole;
    return withBefore(
      frame,
      this.#around?.at(this.instant, this.on)?.territory ?? [],
      this.#places(),
    );
  });

  /** Whether the state that is shown is that of the date that is asked for. */
  readonly settled: boolean = $derived(this.state?.on === this.on);

  /** Whether all of it is there. */
  readonly complete: boolean = $derived(this.settled && !this.awaited.size);

  /** Whether what happened by the date is there: of a large ledger it is read when it rests. */
  readonly reaches: boolean = $derived(
    this.marks !== null &&
      [this.marks, this.marksToday].every((list) => list?.reaches(this.instant) ?? true),
  );

  /** How many happenings were over by the date, those of them too that are too many to draw. */
  readonly happenedInAll: number = $derived(
    this.marks ? this.marks.before + this.marks.overBy(this.instant) : 0,
  );

  /** The happenings that were over by the date, the oldest first. */
  readonly happened: Drawn[] = $derived(
    this.marks?.drawn.slice(0, this.marks.overBy(this.instant)) ?? [],
  );

  /** All that meet the filters of the screen, of any date, the oldest first. */
  readonly filtered: Drawn[] = $derived.by(() => {
    const meets = filterOf(screen.now);
    return this.marks?.drawn.filter(meets) ?? [];
  });

  /** Those of them that were over by the date: what map and feed show. */
  readonly shown: Drawn[] = $derived.by(() => {
    const meets = filterOf(screen.now);
    return this.happened.filter(meets);
  });

  /** Those that had happened by the date and were not yet recorded by the time of knowledge. */
  readonly unknownThen: Drawn[] = $derived.by(() => {
    if (!this.marksToday || !this.marks) return [];
    const then = new Set(this.marks.drawn.map((mark) => mark.id));
    const happened = this.marksToday.drawn.slice(0, this.marksToday.overBy(this.instant));
    return happened.filter((mark) => !then.has(mark.id) && this.marks!.wouldHave(mark));
  });

  /** The parameters of the question that all views are asked with. */
  get parameters() {
    const { according_to, at_least, resolve } = screen.now;
    return { crisis: this.crisis, according_to, at_least, resolve };
  }

  /** What is known, as a position, once it was read: what never changes can be kept. */
  get position(): number | null {
    return this.marks?.document.position ?? null;
  }

  /** Whether there is too much for frames and for the whole state in one answer. */
  get #isLarge(): boolean {
    return (this.marks?.document.total ?? 0) > MOST_FRAMES;
  }

  /** Read what does not depend on the question, and follow what is recorded. */
  async open(): Promise<void> {
    try {
      const [{ crises }, { types }] = await Promise.all([
        read("/crises", { limit: 500 }),
        read("/types", {}),
        catalogue.read(),
      ]);
      for (const { type, family } of types) {
        const shown = CATEGORIES.find((category) => category.families.includes(family));
        if (shown) this.#categories.set(type, shown.id);
      }
      this.types = types;
      this.#keepTypes();
      this.crises = crises;
    } catch (failure) {
      this.#failed(failure);
      if (failure instanceof Unreachable) setTimeout(() => void this.open(), 1_500);
    }
  }

  /** Only here is it known which types there are: of the others nothing could ever be found. */
  #keepTypes(): void {
    const asked = screen.now.type;
    const type = asked.filter((each) => this.types.some((known) => known.type === each));
    if (type.length < asked.length) screen.move({ type });
  }

  category(type: string): Category | null {
    return this.#categories.get(type) ?? null;
  }

  /** Read what the screen asks for, unless it is there. */
  async ask(again = false): Promise<void> {
    const { known, on } = screen.now;
    const question = JSON.stringify([known, this.parameters]);
    if (!this.types.length || (question === this.#question && !again)) return;
    this.#question = question;
    this.#asked?.abort();
    const asked = (this.#asked = new AbortController());
    try {
      // A date that is none is told in the server's own words.
      if (on && !isMoment(on)) await read("/state/territory", { on }, asked.signal);
      const marks = await this.#readMarks(known, asked.signal);
      const date = dateOf(marks.whole);
      const [then, now] = await Promise.all([
        this.#reaching(marks, date, asked.signal),
        known ? this.#readMarks(null, asked.signal) : null,
      ]);
      const marksToday = now && (await this.#reaching(now, date, asked.signal));
      if (this.crises.length === 0 && marks.document.total) await this.open();
      const missing = await this.#missingIn(marks, now ?? marks, asked.signal);
      if (asked.signal.aborted) return;
      this.marks = then;
      this.marksToday = marksToday;
      this.#frames = null;
      this.#around = null;
      this.#whole = null;
      this.sources = {};
      this.problem = null;
      this.missing = missing;
      this.standing = missing ? "empty" : "ready";
      this.fresh = 0;
      this.#follow((this.marksToday ?? marks).document.position);
      await this.#readState(asked.signal);
      await this.#readFrames(asked.signal);
    } catch (failure) {
      if (asked.signal.aborted) return;
      this.#question = "";
      this.#failed(failure);
    }
  }

  /** What there is none of, rather than that nothing of it happened. */
  async #missingIn(then: MarkList, now: MarkList, signal: AbortSignal): Promise<Missing | null> {
    if (now.whole.position === 0) return "events";
    if (then.whole.position === 0) return "knowledge";
    const { crisis, according_to } = screen.now;
    if (crisis && crisis !== "*") {
      const isListed = () => this.crises.some(({ id }) => id === crisis);
      if (!isListed()) await this.open(); // it may be new
      if (!isListed()) return "crisis";
    }
    if (!according_to || now.whole.total) return null;
    return (await isTeller(according_to, signal)) ? null : "teller";
  }

  /** The date changed: read what there is of it once it rests. */
  moved(): void {
    clearTimeout(this.#resting);
    if (!this.marks || (this.#whole?.on === this.on && this.reaches)) return;
    this.#resting = setTimeout(() => {
      void this.#rested(this.#asked!.signal).catch((failure) => this.#failed(failure));
    }, REST);
  }

  async #rested(signal: AbortSignal): Promise<void> {
    const on = this.on;
    const [marks, marksToday] = await Promise.all([
      this.#reaching(this.marks!, on, signal),
      this.marksToday && this.#reaching(this.marksToday, on, signal),
    ]);
    if (on !== this.on) return;
    this.marks = marks;
    this.marksToday = marksToday;
    if (this.#whole?.on !== on) await this.#readState(signal);
  }

  /** Read all anew, with what was recorded since. */
  async refresh(): Promise<void> {
    await this.open();
    await this.ask(true);
  }

  async #readMarks(known: string | null, signal: AbortSignal): Promise<MarkList> {
    const document = await read("/marks", { ...this.parameters, known }, signal);
    return new MarkList(document, this.#categories);
  }

  /** The same marks, or, where they do not reach to the date, those by it. */
  async #reaching(list: MarkList, on: string, signal: AbortSignal): Promise<MarkList> {
    if (list.reaches(span(on).end)) return list;
    const whole = new MarkList(list.whole, this.#categories);
    if (whole.reaches(span(on).end)) return whole;
    const asked = { ...this.parameters, known: `@${list.whole.position}`, to: on };
    const marks = await read("/marks", asked, signal);
    return new MarkList(list.whole, this.#categories, { on, marks });
  }

  async #readState(signal: AbortSignal): Promise<void> {
    if (!this.marks) return;
    const on = this.on;
    const known = `@${this.marks.document.position}`;
    const asked = { ...this.parameters, on, known, limit: ALL_ROWS };
    await (this.#isLarge ? this.#readViews(asked, signal) : this.#readWhole(asked, signal));
    if (on !== this.on) return;
    const [changes, allChanges] = await Promise.all([
      this.#readSinceThen(asked, known, signal),
      this.crisis ? this.#readSinceThen({ ...asked, crisis: null }, known, signal) : null,
    ]);
    if (on !== this.on) return;
    this.sinceThen =
      changes && allChanges
        ? changesWithBefore(changes, allChanges, this.#whole!.territory, this.#places())
        : changes;
  }

  /** The state in one answer, with all sources. */
  async #readWhole(asked: AskedOn, signal: AbortSignal): Promise<void> {
    const withSources = { ...asked, include: "sources" };
    const [state, around] = await Promise.all([
      read("/state", withSources, signal),
      this.crisis ? read("/state/territory", { ...withSources, crisis: null }, signal) : null,
    ]);
    if (asked.on !== this.on) return;
    this.sources = { ...this.sources, ...around?.sources, ...state.sources };
    this.awaited = new Set();
    this.#whole = withBefore({ ...state, on: asked.on }, around?.places ?? [], this.#places());
  }

  /** A view at a time, who holds what first: in one answer all would wait for the longest. */
  async #readViews(asked: AskedOn, signal: AbortSignal): Promise<void> {
    const [territory, around] = await Promise.all([
      read("/state/territory", asked, signal),
      this.crisis ? read("/state/territory", { ...asked, crisis: null }, signal) : null,
    ]);
    if (asked.on !== this.on) return;
    const rest = catalogue.views.filter(({ name }) => name !== "territory");
    const none = Object.fromEntries(rest.map(({ name }) => [name, []])) as unknown as StateDocument;
    const { places, total, ...told } = territory;
    this.awaited = new Set([...rest.map(({ name }) => name), "possible"]);
    this.#whole = withBefore(
      { ...none, ...told, territory: places, total: { territory: total }, on: asked.on },
      around?.places ?? [],
      this.#places(),
    );
    const waiting = [...rest];
    const oneByOne = async () => {
      for (let view = waiting.shift(); view; view = waiting.shift()) {
        const { name, rows } = view;
        // Each view has an address of its own: that it is described, the catalogue says.
        const told = await read(`/state/${name}` as "/state/unrest", asked, signal);
        if (asked.on !== this.on) return;
        const possible = [...this.#whole!.possible, ...told.possible];
        const total = { ...this.#whole!.total, [name]: told.total };
        this.#whole = { ...this.#whole!, [name]: rowsOf(told, rows), total, possible };
        this.awaited = new Set([...this.awaited].filter((awaited) => awaited !== name));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, oneByOne));
    if (asked.on !== this.on) return;
    const possible = new Map(this.#whole!.possible.map((told) => [told.event, told]));
    this.#whole = {
      ...this.#whole!,
      possible: [...possible.values()],
      possible_total: possible.size,
    };
    this.awaited = new Set();
  }

  async #readSinceThen(
    asked: Asked<"/changes">,
    known: string,
    signal: AbortSignal,
  ): Promise<ChangesDocument | null> {
    if (!this.marksToday) return null;
    const known_to = `@${this.marksToday.document.position}`;
    return read("/changes", { ...asked, known: null, known_from: known, known_to }, signal);
  }

  /** The places of which the crisis tells, then or today. */
  #places(): Set<string> {
    const told = [this.marks, this.marksToday].flatMap((marks) => marks?.document.places ?? []);
    return new Set(told.map((place) => place.id));
  }

  async #readFrames(signal: AbortSignal): Promise<void> {
    const { first, last, position } = this.marks!.document;
    if (!first || !last || this.#isLarge) return;
    const from = dayOf(span(first).start - DAY);
    const asked = { ...this.parameters, known: `@${position}`, from, to: last };
    this.#frames = await this.#replayed(asked, signal);
    if (this.crisis) this.#around = await this.#replayed({ ...asked, crisis: null }, signal);
  }

  async #replayed(asked: Asked<"/replay">, signal: AbortSignal): Promise<FrameList> {
    const frames = new FrameList();
    for await (const frame of readFrames({ ...asked, step: "event" }, signal)) frames.add(frame);
    return frames;
  }

  /** Count what is recorded after a position, whoever records it. */
  #follow(position: number): void {
    this.#stream?.close();
    const stream = (this.#stream = new EventSource(`/stream?after=@${position}`));
    let last = position;
    const count = (message: MessageEvent<string>) => {
      last = Number(message.lastEventId) || last;
      this.fresh += 1;
      // Nothing is under the reader's eyes yet that could jump.
      if (this.standing === "empty") this.#soon();
    };
    for (const action of ACTIONS) stream.addEventListener(action, count);
    stream.onopen = () => {
      this.online = true;
      if (this.standing === "failed" || this.problem) void this.refresh();
    };
    stream.onerror = () => {
      this.online = false;
      // A browser gives up where a server that starts again refuses once.
      if (stream.readyState !== EventSource.CLOSED) return;
      setTimeout(() => stream === this.#stream && this.#follow(last), 1_500);
    };
  }

  #soon(): void {
    clearTimeout(this.#refreshing);
    this.#refreshing = setTimeout(() => void this.refresh(), 400);
  }

  #failed(failure: unknown): void {
    if (failure instanceof DOMException && failure.name === "AbortError") return;
    if (failure instanceof Unreachable) {
      this.online = false;
      const detail = "Start it again, or check the network. The page goes on by itself.";
      this.problem = { title: failure.message, detail };
    } else if (failure instanceof Problem) {
      this.problem = { title: failure.details.title, detail: failure.first };
    } else {
      this.problem = { title: "The page failed.", detail: String(failure) };
    }
    if (!this.marks || failure instanceof Problem) this.standing = "failed";
  }
}

export const ledger = new LedgerState();
