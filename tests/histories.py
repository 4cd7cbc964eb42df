"""Random histories of a crisis and random questions to ask of them, on which laws are tried."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from uuid import NAMESPACE_OID, uuid5

from hypothesis import strategies as st

from domain.entry import (
    Assessed,
    Change,
    Corrected,
    Parted,
    Reinstated,
    Retracted,
    SameAs,
)
from domain.event import Event, Incident
from domain.events.agreements import CeasefireBreached, CeasefireDeclared, CeasefireTookEffect
from domain.events.diplomacy import (
    AccusationDenied,
    AccusationMade,
    AmbassadorRecalled,
    CallHeld,
    CeasefireUrged,
    MeetingHeld,
    RelationsSevered,
    StatementMade,
    WithdrawalUrged,
)
from domain.events.fighting import BackingAlleged, BackingDenied, ClashReported
from domain.events.humanitarian import (
    AidPledged,
    BorderClosed,
    BorderReopened,
    CasualtiesReported,
    PeopleDisplaced,
)
from domain.events.territory import (
    AdvanceReported,
    CityCaptured,
    CityRecaptured,
    ControlDenied,
    FacilityCaptured,
    ForcesWithdrew,
    TerritoryTransferred,
)
from domain.events.unrest import EmbassyAttacked, EmbassyClosed, ProtestHeld
from domain.refusals import BatchRefused, Refusal
from domain.report import Report
from domain.span import Span
from domain.telling import Telling
from domain.values import Actor, Casualties, Place, Range, Source, Status
from history.moment import EVERYTHING, Moment, Narrowing
from ledger.ledger import Ledger
from tests.goma import (
    AFC,
    AIRPORT,
    BUKAVU,
    CALL,
    CONGO,
    FARDC,
    GOMA,
    IN_MEMORY,
    KAGAME,
    KENYA,
    KINSHASA,
    M23,
    RUBIO,
    RWANDA,
    UN,
    USA,
)
from tests.oracle import Log

T = TypeVar("T")

GOMA_TOWN = Place(id="goma", name="Ville de Goma", country="COD", kind="city")
GOMA_RENAMED = Place(id="goma", name="Goma, Nord-Kivu", country="COD", kind="town")

BEGAN = datetime(2025, 1, 30, tzinfo=UTC)
HALF_A_DAY = timedelta(hours=12)


@dataclass(frozen=True)
class Tell:
    """An event is sent, perhaps as one more account of the n-th recorded of its kind."""

    event: Event
    occurred: str
    status: Status
    quoted: Actor | None = None
    publisher: str = "Radio Okapi"
    crises: tuple[str, ...] = ()
    same_as: int | None = None
    about: int | None = None


@dataclass(frozen=True)
class Revise:
    """The n-th event recorded that a revision fits is revised."""

    which: int
    change: Change


@dataclass(frozen=True)
class Join:
    """The n-th event recorded is said to be the same as another one."""

    which: int
    other: int
    all: bool = False


What = Tell | Revise | Join
Step = tuple[int, What]


class Played(Ledger):
    """A ledger that a history is played on, each step by the writer's clock."""

    def __init__(self, env: Mapping[str, str] = IN_MEMORY) -> None:
        super().__init__(env, clock=lambda: self.today)
        self.today = BEGAN
        self.ids: list[str] = []

    def play(self, steps: Sequence[Step]) -> "Played":
        """Take each step that is not refused."""
        for step in steps:
            self.take(step)
        return self

    def take(self, step: Step) -> bool:
        """Take a step, unless it is refused."""
        half_days, what = step
        self.today += half_days * HALF_A_DAY
        try:
            self._take(what)
        except (Refusal, BatchRefused):
            return False
        return True

    def change(self, id: str, change: Change) -> None:
        """Record a change to an event as it is."""
        self.revise(id, self.event(id).report.revision, type(change), change)

    @property
    def reports(self) -> list[Report]:
        """Every event as it is, in the order in which they were sent."""
        return [self.event(id).report for id in self.ids]

    @property
    def log(self) -> Log:
        """The entries, each with its position."""
        return [(line.position, line.entry) for line in self.read().lines_after(0)]

    def _take(self, what: What) -> None:
        match what:
            case Tell():
                telling = told(what, self.reports)
                self.append([telling])
                self.ids.append(telling.id)
            case Revise() if self.ids:
                self.change(revised(what, self.reports), what.change)
            case Join() if self.ids:
                self.change(*joined(what, self.reports))
            case _:
                pass


def told(what: Tell, reports: Sequence[Report]) -> Telling:
    """What is sent, once what it refers to is known."""
    same = [] if what.same_as is None else kin(what.event, reports)
    about = None if what.about is None or not reports else nth(reports, what.about).telling.id
    return Telling(
        id=id_of(len(reports)),
        type=type(what.event).__name__,
        occurred=Span(what.occurred),
        status=what.status,
        sources=(Source(publisher=what.publisher, quoted=what.quoted),),
        crises=what.crises,
        same_as=nth(same, what.same_as or 0).telling.id if same else None,
        data=what.event.model_copy(update={"about": about}),
    )


def revised(what: Revise, reports: Sequence[Report]) -> str:
    """Which event is revised: one that such a revision fits, where there is one."""
    to_reinstate = isinstance(what.change, Reinstated)
    fitting = [report for report in reports if report.retracted is to_reinstate]
    return nth(fitting or reports, what.which).telling.id


def id_of(number: int) -> str:
    """The id of the n-th event sent; ids are in no order."""
    return str(uuid5(NAMESPACE_OID, str(number)))


def joined(what: Join, reports: Sequence[Report]) -> tuple[str, SameAs]:
    """Which event is joined to which: another that it fits, where there is one."""
    one = nth([report for report in reports if not report.retracted] or reports, what.which)
    fitting = [r for r in kin(one.telling.data, reports) if r.happening != one.happening]
    other = nth(fitting or reports, what.other).telling.id
    return one.telling.id, SameAs(other=other, all=what.all, reason="one, told twice")


def kin(event: Event, reports: Sequence[Report]) -> list[Report]:
    """The events that might tell the same happening."""
    return [report for report in reports if report.telling.data.kin == event.kin]


def nth(among: Sequence[T], index: int) -> T:
    """One of them, whatever the number."""
    return among[index % len(among)]


def often(*strategies: st.SearchStrategy[T]) -> st.SearchStrategy[T]:
    """One of them, each as often as it is named; `one_of` would name it once."""
    return st.integers(0, len(strategies) - 1).flatmap(strategies.__getitem__)


def _captures() -> list[Event]:
    taken: list[Event] = [
        CityCaptured(place=place, by=by)
        for place in (GOMA, BUKAVU)
        for by in (M23, AFC, FARDC, RWANDA)
    ]
    return [
        *taken,
        CityRecaptured(place=GOMA, by=FARDC),
        CityCaptured(place=GOMA_TOWN, by=M23),
        FacilityCaptured(place=AIRPORT, by=M23),
    ]


CAPTURES = st.sampled_from(_captures())
GROUND: st.SearchStrategy[Event] = st.sampled_from(
    [
        ForcesWithdrew(place=GOMA, who=M23),
        ForcesWithdrew(place=GOMA, who=FARDC, handed_to=M23),
        ForcesWithdrew(place=GOMA, who=M23, extent="begun"),
        TerritoryTransferred(place=GOMA, to=CONGO, from_=M23),
        CityCaptured(place=GOMA_RENAMED, by=M23),
        AdvanceReported(place=BUKAVU, by=M23),
        ControlDenied(place=GOMA, by=CONGO, of=M23),
        ClashReported(place=GOMA, sides=(M23, FARDC)),
    ]
)
DIPLOMACY: st.SearchStrategy[Event] = st.sampled_from(
    [
        CALL,
        CallHeld(participants=(RUBIO, CONGO)),
        MeetingHeld(participants=(RUBIO, KAGAME), place=KINSHASA),
        StatementMade(by=(KAGAME,), position="a productive conversation"),
        StatementMade(by=(CONGO, UN), position="a broken promise"),
        CeasefireUrged(by=(UN,), of=(M23, FARDC), verb="urged"),
        WithdrawalUrged(by=(USA,), of=(M23,), verb="demanded", place=GOMA),
        AmbassadorRecalled(by=CONGO, from_=RWANDA),
        RelationsSevered(by=CONGO, with_=RWANDA),
        AccusationMade(by=CONGO, against=RWANDA, of="an invasion"),
        AccusationDenied(by=RWANDA, of="an invasion"),
        BackingAlleged(by=CONGO, backer=RWANDA, backed=M23),
        BackingDenied(by=KAGAME, backer=RWANDA, backed=M23),
        CeasefireDeclared(by=(M23,)),
        CeasefireTookEffect(between=(M23, FARDC)),
        CeasefireBreached(by=M23, alleged_by=CONGO),
    ]
)
RELIEF: st.SearchStrategy[Event] = st.sampled_from(
    [
        CasualtiesReported(place=GOMA, scope="incident", casualties=Casualties(injured={"low": 9})),
        CasualtiesReported(place=GOMA, scope="toll", casualties=Casualties(killed={"low": 700})),
        PeopleDisplaced(place=GOMA, count=400_000, to=BUKAVU),
        BorderClosed(place=GOMA, by=RWANDA),
        BorderReopened(place=GOMA, by=RWANDA),
        AidPledged(by=UN, to=CONGO, amount=60.0, currency="USD"),
        ProtestHeld(place=KINSHASA),
        EmbassyAttacked(of=KENYA, place=KINSHASA),
        EmbassyClosed(of=KENYA, place=KINSHASA),
    ]
)
KILLED = st.sampled_from(
    [
        None,
        Range(best=20),
        Range(low=10, best=20, high=30),
        Range(low=15),
        Range(high=25),
        Range(low=5, high=40),
        Range(best=0),
    ]
)


def _with_its_dead(event: Event, killed: Range | None) -> Event:
    if killed is None or not isinstance(event, Incident | CasualtiesReported):
        return event
    return event.model_copy(update={"casualties": Casualties(killed=killed)})


EVENTS = st.builds(
    _with_its_dead, often(CAPTURES, CAPTURES, CAPTURES, CAPTURES, GROUND, DIPLOMACY, RELIEF), KILLED
)
DAYS = st.sampled_from(["2025-01-26", "2025-01-27", "2025-01-28", "2025-01-29"])
INSTANTS = st.sampled_from(
    [
        "2025-01-27T00:00:00Z",
        "2025-01-27T16:00:00+02:00",
        "2025-01-27T23:59:59.999999Z",
        "2025-01-28T00:00:00Z",
    ]
)
OPEN = st.sampled_from(
    [
        "2025-01-26/2025-01-28",
        "2025-01-27/2025-01-28",
        "2025-01-27/2025-01-29",
        "2024-12-31/2025-01-27",
        "2025-01-27T00:00:00Z/2025-01-27T23:59:59.999999Z",  # a day, to the microsecond
        "2025-01-27T00:00:00Z/2025-01-28T00:00:00Z",  # and one microsecond more
        "2025-01",
        "2025",
    ]
)
OCCURRED = often(DAYS, DAYS, INSTANTS, OPEN, OPEN)
QUOTED = st.sampled_from([None, None, M23, FARDC, RUBIO, KAGAME, UN])
PUBLISHERS = st.sampled_from(["Radio Okapi", "Reuters", "UN News"])
CRISES = st.sampled_from([(), ("goma-2025",), ("goma-2025", "kivu"), ("kivu",)])
NUMBERS: st.SearchStrategy[int] = st.integers(0, 9)
NOT_TOLD = st.none()
STATUSES = st.sampled_from(Status)

TELLINGS = st.builds(
    Tell,
    event=EVENTS,
    occurred=OCCURRED,
    status=STATUSES,
    quoted=QUOTED,
    publisher=PUBLISHERS,
    crises=CRISES,
    same_as=often(NOT_TOLD, NUMBERS),
    about=often(NOT_TOLD, NOT_TOLD, NUMBERS),
)
MISREAD = "misread"
MOVED_IN_TIME = OCCURRED.map(lambda span: Corrected(occurred=Span(span), reason=MISREAD))
MOVED_IN_PLACE = st.sampled_from([GOMA, BUKAVU]).map(
    lambda place: Corrected(data={"place": place.as_json()}, reason=MISREAD)
)
RETYPED = EVENTS.map(
    lambda event: Corrected(type=type(event).__name__, data=event.as_json(), reason=MISREAD)
)
RECOUNTED = KILLED.map(
    lambda killed: Corrected(
        data={"casualties": killed and {"killed": killed.as_json()}}, reason=MISREAD
    )
)
IN_OTHER_CRISES = CRISES.map(lambda crises: Corrected(crises=crises, reason=MISREAD))
OTHERWISE_QUOTED = QUOTED.map(
    lambda who: Corrected(sources=(Source(publisher="Reuters", quoted=who),), reason=MISREAD)
)
ASSESSED = st.builds(
    Assessed,
    status=STATUSES,
    reason=st.just("what others say of it"),
    sources=st.sampled_from([(), (Source(publisher="UN News", quoted=UN),)]),
)
RETRACTED = st.just(Retracted(reason="a rumour"))
REINSTATED = st.just(Reinstated(reason="it was true"))
PARTED = st.just(Parted(reason="another day"))

MENDED: st.SearchStrategy[Change] = often(
    MOVED_IN_TIME,
    MOVED_IN_TIME,
    MOVED_IN_PLACE,
    RETYPED,
    RECOUNTED,
    IN_OTHER_CRISES,
    OTHERWISE_QUOTED,
)
REVISIONS = st.builds(
    Revise,
    which=NUMBERS,
    change=often(
        *(MENDED, MENDED, MENDED, ASSESSED, ASSESSED),
        *(RETRACTED, RETRACTED, REINSTATED, REINSTATED, PARTED, PARTED),
    ),
)
JOINS = st.builds(Join, which=NUMBERS, other=NUMBERS, all=st.booleans())

CLOCKS = st.sampled_from([0, 1, 1, 2, 3, -1, -3])
"""Half days by which the next writer's clock is ahead of the last one's, or behind it."""

LATER: st.SearchStrategy[What] = often(TELLINGS, REVISIONS, REVISIONS, JOINS, JOINS)
HISTORIES: st.SearchStrategy[list[Step]] = st.builds(
    lambda told, then: [*told, *then],
    st.lists(st.tuples(CLOCKS, TELLINGS), min_size=4, max_size=8),
    st.lists(
        st.tuples(CLOCKS, often(TELLINGS, REVISIONS, REVISIONS, JOINS, JOINS)),
        min_size=4,
        max_size=20,
    ),
)

ON = often(DAYS, DAYS, DAYS, INSTANTS, st.sampled_from(["2025-01", "2024"]))


def _on_some_day(half_days: int) -> Span:
    return Span((BEGAN + half_days * HALF_A_DAY).date().isoformat())


def _at_some_time(half_days: int) -> Span:
    return Span((BEGAN + half_days * HALF_A_DAY).isoformat())


RECENTLY = st.integers(-3, 14)
POSITIONS = st.integers(0, 40)
KNOWN = often(
    NOT_TOLD, NOT_TOLD, RECENTLY.map(_on_some_day), RECENTLY.map(_at_some_time), POSITIONS
)
TELLERS = st.sampled_from(
    [
        "m23",
        "afc",
        "fardc",
        "cod",
        "un",
        "usa",
        "rwa",
        "paul-kagame",
        "reuters",
        "publisher:radio-okapi",
        "publisher:un-news",
        "publisher:m23",
    ]
)
MOMENTS = st.builds(
    Moment,
    on=ON.map(Span),
    known=KNOWN,
    resolve=st.sampled_from(["best", "best", "latest", "cautious"]),
    at_least=st.sampled_from([*[Status.DISPUTED] * 4, *Status]),
    according_to=often(NOT_TOLD, NOT_TOLD, NOT_TOLD, TELLERS),
)
NARROWINGS = st.just(EVERYTHING) | st.builds(
    Narrowing,
    crisis=st.sampled_from([None, None, "goma-2025", "kivu"]),
    country=st.sampled_from([None, None, "COD", "RWA", "USA"]),
    place=st.sampled_from([None, None, "goma", "bukavu"]),
    actor=st.sampled_from([None, None, "m23", "rwa", "fardc"]),
)


def asked_of(log: Log, moment: Moment) -> Moment:
    """The same question, of a position that this log has come to."""
    if not isinstance(moment.known, int):
        return moment
    last = log[-1][0] if log else 0
    return moment.model_copy(update={"known": moment.known % (last + 1)})
