"""Everything that happened as one compact list, to be drawn on a map and along a band of time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import Field

from answers.question import MarksQuestion
from domain.headline import headline
from domain.span import Span
from domain.values import Actor, Named, Place, Source, Status
from history.happening import Happening
from history.history import History
from projections.columns import EventRef, LeftOut, Shown, TypeName

T = TypeVar("T")
AnyNamed = TypeVar("AnyNamed", bound=Named)

Filled = Annotated[Sequence[T], Field(exclude_if=lambda listed: not listed)]

CATEGORIES = ("fighting", "unrest", "diplomacy", "agreements", "humanitarian")
CATEGORY_OF = {"territory": "fighting"} | {family: family for family in CATEGORIES}


class Mark(Shown):
    """A happening, told by its picked account; what is null or empty is left out.

    `place`, `who` and `publishers` (those of all accounts) are places in the document's lists.
    """

    event: EventRef = Field(description="The picked account.")
    happening: LeftOut[str] = Field(None, description="Where it is not the picked account's id.")
    type: TypeName
    status: Status
    occurred: Span = Field(description="The happening's date, by whichever account gives it.")
    start: datetime = Field(description="The first moment of that date.")
    end: datetime = Field(description="The first moment after it.")
    recorded: datetime = Field(description="When the picked account was last revised.")
    first_recorded: datetime = Field(description="When the first of its accounts was first told.")
    place: LeftOut[int] = None
    who: Filled[int] = ()
    countries: Filled[str] = ()
    crises: Filled[str] = ()
    headline: str
    accounts: int
    publishers: list[int]
    dates: int = Field(description="How many dates its accounts give.")
    revision: int = Field(description="The picked account's.")


class DayOfMarks(Shown):
    """How many happenings were over on a day; territory counts as fighting, the register not."""

    day: date
    fighting: int
    unrest: int
    diplomacy: int
    agreements: int
    humanitarian: int


class Publisher(Shown):
    """Who publishes, by the slug that `according_to=publisher:SLUG` takes."""

    id: str
    publisher: str


class MarksDocument(Shown):
    """All that happened on any date, as known at a time; `days` counts those beyond `limit` too."""

    known: str | None = Field(description="As it was asked.", examples=["2025-01-29", None])
    position: int = Field(description="That of the log which `known` came to.")
    rests_on: int = Field(description="How many accounts it rests on.")
    total: int = Field(description="How many happenings there are.")
    first: date | None = Field(description="The first day on which any of them began.")
    last: date | None = Field(description="The last day on which any of them was over.")
    places: list[Place]
    actors: list[Actor]
    publishers: list[Publisher]
    marks: list[Mark]
    days: list[DayOfMarks]


def marks_document(history: History, asked: MarksQuestion) -> MarksDocument:
    """One mark for each happening, in the order in which they were over, and counts by day.

    Places, actors and publishers are told once each; marks name them by their place in the list.
    """
    position = history.position(asked.known)
    chosen = _chosen(history.happenings(asked.perspective, position), asked)
    drawn = _Drawing(history, position)
    marks = [drawn.mark(happening) for happening in chosen[-asked.limit :]]
    return MarksDocument(
        known=asked.known_as_asked,
        position=position,
        rests_on=sum(len(happening.accounts) for happening in chosen),
        total=len(chosen),
        first=min(each.occurred.start for each in chosen).date() if chosen else None,
        last=chosen[-1].occurred.last_day if chosen else None,
        **drawn.tables(),
        marks=marks,
        days=_days(chosen),
    )


def _chosen(happenings: list[Happening], asked: MarksQuestion) -> list[Happening]:
    if asked.to is not None:
        end = asked.to.end
        happenings = [happening for happening in happenings if happening.begins < end]
    if asked.is_open:
        return happenings
    return [happening for happening in happenings if happening.meets(asked)]


def _days(chosen: Iterable[Happening]) -> list[DayOfMarks]:
    """How many happenings of each category were over on each day on which any was."""
    days: dict[date, Counter[str]] = defaultdict(Counter)
    for happening in chosen:
        category = CATEGORY_OF.get(happening.event.family())
        if category:
            days[happening.occurred.last_day][category] += 1
    return [
        DayOfMarks(day=day, **{category: days[day][category] for category in CATEGORIES})
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

    def mark(self, happening: Happening) -> Mark:
        """One happening by its picked account."""
        picked, telling, span = happening.picked, happening.picked.telling, happening.occurred
        accounts = happening.accounts
        return Mark(
            event=telling.id,
            happening=happening.id if happening.id != telling.id else None,
            type=telling.type,
            status=telling.status,
            occurred=span,
            start=span.start,
            end=span.end,
            recorded=picked.stamp.recorded,
            first_recorded=self._first_recorded(happening),
            place=self._place(telling.data.places),
            who=self._who(telling.data.actors),
            countries=list(dict.fromkeys(country for country, _ in telling.data.concerns)),
            crises=sorted(happening.crises),
            headline=headline(telling),
            accounts=len(accounts),
            publishers=self._told_by(happening),
            dates=len({(a.occurred.start, a.occurred.end) for a in accounts}),
            revision=picked.report.revision,
        )

    def tables(self) -> dict[str, Any]:
        """Places and actors as they were last told by then, publishers by the marks' own."""
        return {
            "places": [self._placed(place) for place in self._places.told],
            "actors": [self._last_told(actor) for actor in self._actors.told],
            "publishers": [
                Publisher(id=source.id, publisher=source.publisher)
                for source in self._publishers.told
            ],
        }

    def _first_recorded(self, happening: Happening) -> datetime:
        first = min(happening.accounts, key=lambda account: account.first)
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

    def _told_by(self, happening: Happening) -> list[int]:
        sources = (source for account in happening.accounts for source in account.telling.sources)
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
