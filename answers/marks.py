"""Everything that happened as one compact list, to be drawn on a map and along a band of time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, TypeVar

from answers.answer import Document
from domain.headline import headline
from domain.span import Span
from domain.values import Actor, Named, Place, Source, Value
from history.happening import Happening
from history.history import History
from history.moment import EVERYTHING, Known, Narrowing, Perspective, known_as_asked

T = TypeVar("T")
AnyNamed = TypeVar("AnyNamed", bound=Named)

CATEGORIES = ("fighting", "unrest", "diplomacy", "agreements", "humanitarian")
CATEGORY_OF = {"territory": "fighting"} | {family: family for family in CATEGORIES}


class Choice(Value):
    """Whose word is taken at which time, and of what: of any date, or of what had begun by one.

    Of the happenings chosen the `limit` that were over last are drawn.
    """

    perspective: Perspective = Perspective()
    known: Known = None
    narrowing: Narrowing = EVERYTHING
    to: Span | None = None
    limit: int = 10_000


def marks_document(history: History, choice: Choice) -> Document:
    """One mark for each happening, in the order in which they were over, and counts by day.

    Places, actors and publishers are told once each; marks name them by their place in the list.
    """
    position = history.position(choice.known)
    chosen = _chosen(history.happenings(choice.perspective, position), choice)
    drawn = _Drawing(history, position)
    marks = [drawn.mark(told) for told in chosen[-choice.limit :]]
    first = min(told.occurred.start for told in chosen).date() if chosen else None
    last = chosen[-1].occurred.last_day if chosen else None
    return {
        "known": known_as_asked(choice.known),
        "position": position,
        "rests_on": sum(len(told.accounts) for told in chosen),
        "total": len(chosen),
        "first": first and first.isoformat(),
        "last": last and last.isoformat(),
        **drawn.tables(),
        "marks": marks,
        "days": _days(chosen),
    }


def _chosen(happenings: list[Happening], choice: Choice) -> list[Happening]:
    if choice.to is not None:
        end = choice.to.end
        happenings = [told for told in happenings if told.begins < end]
    if choice.narrowing.is_open:
        return happenings
    return [told for told in happenings if told.meets(choice.narrowing)]


def _days(chosen: Iterable[Happening]) -> list[Document]:
    """How many happenings of each category were over on each day on which any was."""
    days: dict[date, Counter[str]] = defaultdict(Counter)
    for told in chosen:
        category = CATEGORY_OF.get(told.event.family())
        if category:
            days[told.occurred.last_day][category] += 1
    return [
        {"day": day.isoformat()} | {category: days[day][category] for category in CATEGORIES}
        for day in sorted(days)
    ]


@dataclass(frozen=True)
class _Table(Generic[T]):
    """What marks refer to, each thing once, under the number at which it was first met."""

    told: list[T] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def number(self, id: str, thing: T) -> int:
        """Its place in the list."""
        number = self._numbers.setdefault(id, len(self.told))
        if number == len(self.told):
            self.told.append(thing)
        return number


@dataclass(frozen=True)
class _Drawing:
    """The marks as they are drawn, and the tables that they refer to."""

    history: History
    position: int
    _places: _Table[Place] = field(default_factory=_Table)
    _actors: _Table[Actor] = field(default_factory=_Table)
    _publishers: _Table[Source] = field(default_factory=_Table)

    def mark(self, told: Happening) -> Document:
        """One happening by its picked account; what is null or empty is left out."""
        picked, telling, span = told.picked, told.picked.telling, told.occurred
        mark: Document = {
            "event": telling.id,
            "happening": told.id if told.id != telling.id else None,
            "type": telling.type,
            "status": telling.status,
            "occurred": str(span),
            "start": span.start,
            "end": span.end,
            "recorded": picked.stamp.recorded,
            "first_recorded": self._first_recorded(told),
            "place": self._place(telling.data.places),
            "who": self._who(telling.data.actors),
            "countries": list(dict.fromkeys(country for country, _ in telling.data.concerns)),
            "crises": sorted(told.crises),
            "headline": headline(telling),
            "accounts": len(told.accounts),
            "publishers": self._told_by(told),
            "dates": len({(a.occurred.start, a.occurred.end) for a in told.accounts}),
            "revision": picked.report.revision,
        }
        return {name: value for name, value in mark.items() if value is not None and value != []}

    def tables(self) -> Document:
        """Places and actors as they were last told by then, publishers by the marks' own."""
        return {
            "places": [self._placed(place).as_json() for place in self._places.told],
            "actors": [self._last_told(actor).as_json() for actor in self._actors.told],
            "publishers": [
                {"id": source.id, "publisher": source.publisher} for source in self._publishers.told
            ],
        }

    def _first_recorded(self, told: Happening) -> datetime:
        first = min(told.accounts, key=lambda account: account.first)
        return self.history.recorded_life(first.id)[0].recorded

    def _place(self, places: Sequence[Place]) -> int | None:
        if not places:
            return None
        number = self._places.number(places[0].id, places[0])
        if places[0].lat is not None:
            self._places.told[number] = places[0]
        return number

    def _who(self, actors: Sequence[Actor]) -> list[int]:
        return list(dict.fromkeys(self._actors.number(actor.id, actor) for actor in actors))

    def _told_by(self, told: Happening) -> list[int]:
        sources = (source for account in told.accounts for source in account.telling.sources)
        return list(dict.fromkeys(self._publishers.number(each.id, each) for each in sources))

    def _placed(self, place: Place) -> Place:
        """Where it was last said to be, if the last to tell of it left that out."""
        last = self._last_told(place)
        if last.lat is not None or place.lat is None:
            return last
        return place.model_copy(update={"name": last.name})

    def _last_told(self, named: AnyNamed) -> AnyNamed:
        last = self.history.named(type(named), named.id, self.position)
        return last if isinstance(last, type(named)) else named
