"""What a write decides on: all that is recorded, and what it has decided so far."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from domain.entry import Entry
from domain.report import Report
from domain.values import Named, Register
from history.history import History
from history.names import Mention, newly_named, still_told


class Draft:
    """The history, with entries on top of it that are not in the log yet."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.entries: list[Entry] = []
        self._lives: dict[str, list[Entry]] = defaultdict(list)
        self._added: dict[str, int] = {}
        self._reports: dict[str, Report] = {}
        self._told: dict[str, dict[str, None]] = defaultdict(dict)
        self._names: dict[tuple[type[Named], str], list[Mention]] = defaultdict(list)

    def add(self, entry: Entry) -> Entry:
        """Decide an entry, for those that follow to build on."""
        before = self.report(entry.id)
        report = before.after(entry) if before else Report.first(entry)
        self._reports[entry.id] = report
        self._told[report.happening][entry.id] = None
        self._added.setdefault(entry.id, len(self.entries))
        self._lives[entry.id].append(entry)
        self.entries.append(entry)
        for named in newly_named(report, before):
            told = Mention(len(self.entries), entry.id, named)
            self._names[type(named), named.id].append(told)
        return entry

    def life(self, id: str) -> list[Entry]:
        """All entries of one event."""
        recorded = [line.entry for line in self.history.recorded_life(id)]
        return [*recorded, *self._lives.get(id, ())]

    def report(self, id: str) -> Report | None:
        """An event as it is now, if it is recorded."""
        return self._reports.get(id) or self.history.report(id)

    def told_of(self, happening: str) -> list[Report]:
        """Every event that tells this happening, the retracted too, in order of their telling."""
        recorded = [account.id for account in self.history.told_of(happening)]
        ids = dict.fromkeys([*recorded, *self._told.get(happening, ())])
        reports = map(self.report, sorted(ids, key=self._first))
        return [report for report in reports if report and report.happening == happening]

    def whole(self, kind: type[Named], id: str) -> Named | None:
        """What an id stands for, as it was last told."""
        told = next(still_told(self._tellers(kind, id), self.report), None)
        return told.named if told else kind.always_known(id)

    def told_otherwise(self, named: Named, by: str) -> Named | None:
        """What another event than `by` tells to be of another identity under the same id."""
        always = named.always_known(named.id)
        others = (told for told in self._tellers(type(named), named.id) if told.event != by)
        other = always or next((t.named for t in still_told(others, self.report)), None)
        return other if other and other.identity != named.identity else None

    def as_in(self, telling: Sequence[Named]) -> Register:
        """A register in which ids stand for what one event told, before what others tell."""
        return _AsIn({(type(named), named.id): named for named in telling}, self)

    def _first(self, id: str) -> tuple[float, int]:
        """Where an event was first told: what is not recorded yet comes last, as it was added."""
        life = self.history.recorded_life(id)
        if life:
            return life[0].position, 0
        return inf, self._added[id]

    def _tellers(self, kind: type[Named], id: str) -> Iterator[Mention]:
        yield from reversed(self._names.get((kind, id), []))
        yield from self.history.names.tellers(kind, id)


@dataclass(frozen=True, slots=True)
class _AsIn:
    told: dict[tuple[type[Named], str], Named]
    register: Register

    def whole(self, kind: type[Named], id: str) -> Named | None:
        return self.told.get((kind, id)) or self.register.whole(kind, id)
