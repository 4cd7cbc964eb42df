/** What the map shows, put together of the ledger and the screen: one for the map and its picture. */

import { filterOf } from "$/filter";
import { ledger } from "$/ledger.svelte";
import type { Drawn } from "$/marks";
import type { ChangesDocument, Place, RowChange } from "$/made/api";
import { screen } from "$/screen.svelte";
import { compared } from "$/situation/compared.svelte";
import { about } from "./boxes";
import type { Rect } from "./boxes";
import { arcsOf, meetingsOf } from "./contacts";
import { changedPlaces } from "./drawing";
import type { Scene } from "./drawing";
import { NO_NAMES, placed, stationNames } from "./labels";
import type { Named } from "./labels";
import { computed } from "./palette";
import type { Palette } from "./palette";
import { pointers } from "./pointers";
import { NO_SHAPES, readShapes } from "./shapes";
import type { Shapes } from "./shapes";
import { clustered, gathered, ofLastDays } from "./stations";
import { hasPoint, heldPlaces, shifted } from "./towns";
import { REGION, around, fitted, fromAt, onScreen } from "./view";
import type { Box, Size, View } from "./view";

const FULL_TURN = 900;
const FOOT = 40;

class MapScene {
  shapes: Shapes = $state.raw(NO_SHAPES);
  failed = $state(false);
  size: Size = $state.raw({ width: 0, height: 0 });
  palette: Palette = $state.raw(computed());
  /** Where controls and legend lie. */
  covered: Rect[] = $state.raw([]);
  /** The view once it rests: names are placed anew only then. */
  rested: View | null = $state.raw(null);
  named: Named = $state.raw(NO_NAMES);
  open: string | null = $state(null);
  turning: Map<string, number> = $state.raw(new Map());
  #read = false;

  /** The places that are held at some time of the crisis: the map's frame, whatever the date. */
  readonly ever: Place[] = $derived.by(() => {
    const territory = new Set(
      ledger.types.filter(({ family }) => family === "territory").map(({ type }) => type),
    );
    const marks = (ledger.marksToday ?? ledger.marks)?.drawn ?? [];
    const found = new Map<string, Place>();
    for (const mark of marks) {
      if (hasPoint(mark.at) && territory.has(mark.type)) found.set(mark.at.id, mark.at);
    }
    return [...found.values()];
  });

  /** The box of the crisis. */
  readonly crisis: Box = $derived.by(() => {
    const places = this.ever.filter(hasPoint);
    if (places.length) return around(places) ?? REGION;
    const all = (ledger.marks?.document.places ?? []).filter(hasPoint);
    return around(all) ?? REGION;
  });

  /** The crisis as a whole, above what stands at the foot of the map. */
  readonly home: View | null = $derived.by(() => {
    const { width, height } = this.size;
    if (!width) return null;
    return fitted(this.crisis, { width, height: Math.max(200, height - FOOT) }, 9.6, 0.12);
  });
  readonly view: View | null = $derived(
    this.size.width ? (fromAt(screen.now.at, this.size) ?? this.home) : null,
  );

  readonly #territory = $derived(heldPlaces(this.ever, ledger.state?.territory ?? []));
  get held() {
    return this.#territory;
  }

  /** Held places of which nobody told where they are. */
  readonly nowhere = $derived(
    (ledger.state?.territory ?? []).filter((row) => !hasPoint(row.place)),
  );

  /** Marks that meet all filters but the country's: those of others are drawn as mere outlines. */
  readonly #marks: Drawn[] = $derived.by(() => {
    if (!screen.now.country) return ofLastDays(ledger.shown, ledger.instant);
    const meets = filterOf({ ...screen.now, country: null });
    return ofLastDays(ledger.happened, ledger.instant).filter(meets);
  });

  readonly #unknown: Drawn[] = $derived(ofLastDays(ledger.unknownThen, ledger.instant));

  readonly meetings = $derived(
    meetingsOf(
      ledger.state?.contacts ?? [],
      ledger.instant,
      this.shapes.capitals,
      (ledger.marksToday ?? ledger.marks)?.document.places ?? [],
    ),
  );

  readonly stations = $derived(
    gathered({
      marks: this.#marks,
      unknown: this.#unknown,
      embassies: ledger.state?.embassies ?? [],
      meetings: this.meetings,
      capitals: this.shapes.capitals,
    }),
  );

  readonly #leading = $derived(new Set(this.#territory.map(({ place }) => place.id)));
  /** Which of them are too near to one another depends on the scale alone. */
  readonly #scale = $derived(this.view?.k ?? 1);
  readonly clusters = $derived(
    clustered(this.stations, this.#leading, { k: this.#scale, x: 0, y: 0 }),
  );
  readonly shifts = $derived(shifted(this.#territory, { k: this.#scale, x: 0, y: 0 }));
  readonly arcs = $derived(this.view ? arcsOf(this.meetings, this.view) : []);
  readonly stationNames = $derived(
    this.rested
      ? stationNames(this.clusters, { view: this.rested, size: this.size }, this.named)
      : new Map(),
  );
  readonly pointers = $derived.by(() => {
    const { view, size } = this;
    if (!view) return [];
    const squares = this.#territory.slice(0, 200).map(({ place, x, y }) => {
      const [left, top] = onScreen(view, x, y);
      const [dx, dy] = this.shifts.get(place.id) ?? [0, 0];
      return about(left + dx, top + dy, 24);
    });
    const most = size.width < 500 ? 4 : 9;
    return pointers(this.stations, view, size, [...this.covered, ...squares], most);
  });

  readonly changes: ChangesDocument | null = $derived(screen.now.compare ? compared.changes : null);
  readonly #changed = $derived(changedPlaces(this.changes));

  /** What differs from today's knowledge, by place. */
  readonly today: Map<string, RowChange> = $derived(
    new Map(
      (screen.now.known ? (ledger.sinceThen?.views.territory?.changes ?? []) : []).map((change) => [
        change.key,
        change,
      ]),
    ),
  );
  readonly #otherToday = $derived(new Set(this.today.keys()));

  /** The countries in which the crisis is. */
  readonly inside: ReadonlySet<string> = $derived(
    new Set(
      this.ever.length
        ? this.ever.map((place) => place.country)
        : this.#territory.map(({ place }) => place.country),
    ),
  );

  readonly #concerns = $derived.by(() => {
    const { country } = screen.now;
    return (mark: Drawn) => !country || (mark.countries ?? []).includes(country);
  });

  readonly drawn: Scene | null = $derived.by(() => {
    const { view, size, palette, shifts, clusters, arcs, named, turning, open } = this;
    if (!view) return null;
    return {
      view,
      size,
      palette,
      instant: ledger.instant,
      held: this.#territory,
      shifts,
      clusters,
      arcs,
      named,
      stationNames: this.stationNames,
      changes: this.#changed,
      otherToday: this.#otherToday,
      country: screen.now.country,
      concerns: this.#concerns,
      turning,
      open,
    };
  });

  async read(): Promise<void> {
    if (this.#read) return;
    this.#read = true;
    try {
      await readShapes((part) => (this.shapes = { ...this.shapes, ...part }));
      this.failed = false;
    } catch {
      this.#read = false;
      this.failed = true;
    }
  }

  /** Find room for the names anew, as the view is now. */
  rest(): void {
    const { view, shapes, size, shifts } = this;
    if (!view) return;
    this.rested = view;
    const covered = [...this.covered, ...this.pointers.map(({ box }) => box)];
    const busy = this.clusters.map(({ lead }) => [lead.x, lead.y] as const).slice(0, 200);
    this.named = placed({ shapes, view, size, held: this.#territory, shifts, covered, busy });
  }

  #holders = new Map<string, string | null>();
  #first = true;

  /** See which places changed hands since it was last asked, and show it by a short motion. */
  turned(still: boolean): void {
    const now = new Map(
      this.#territory.map(({ place, row }) => [place.id, row?.held_by?.id ?? null]),
    );
    const changed = [...now].filter(
      ([id, holder]) => holder !== null && this.#holders.get(id) !== holder,
    );
    const first = this.#first;
    this.#holders = now;
    this.#first = !now.size;
    if (first || still || !changed.length || changed.length > 12) return;
    const began = performance.now();
    const move = (at: number) => {
      const part = (at - began) / FULL_TURN;
      this.turning = part < 1 ? new Map(changed.map(([id]) => [id, part])) : new Map();
      if (part < 1) requestAnimationFrame(move);
    };
    requestAnimationFrame(move);
  }
}

export const scene = new MapScene();
