"""The people and places of the crisis, and a ledger that a test can tell what it was given."""

from collections.abc import Mapping
from typing import Any

from answers.question import Question
from domain.entry import Change, SameAs
from domain.event import Event
from domain.events.diplomacy import CallHeld, StatementMade
from domain.events.territory import CityCaptured
from domain.span import Span
from domain.telling import Telling
from domain.values import Actor, Place, Source, Status
from history.moment import Moment, Narrowing
from ledger.ledger import Ledger

GOMA = Place(id="goma", name="Goma", country="COD", kind="city")
AIRPORT = Place(id="goma-airport", name="Goma airport", country="COD", kind="airport")
BUKAVU = Place(id="bukavu", name="Bukavu", country="COD", kind="city")
BUNAGANA = Place(id="bunagana", name="Bunagana", country="COD", kind="border_crossing")
KINSHASA = Place(id="kinshasa", name="Kinshasa", country="COD", kind="city")
AFC = Actor(id="afc", name="AFC", kind="armed_group", country="COD")
M23 = Actor(id="m23", name="M23", kind="armed_group", country="COD", part_of="afc")
FARDC = Actor(id="fardc", name="FARDC", kind="armed_forces", country="COD", part_of="cod")
RUBIO = Actor(id="marco-rubio", name="Marco Rubio", kind="person", country="USA", part_of="usa")
KAGAME = Actor(id="paul-kagame", name="Paul Kagame", kind="person", country="RWA", part_of="rwa")
CONGO = Actor(id="cod", name="DR Congo", kind="state", country="COD")
RWANDA = Actor(id="rwa", name="Rwanda", kind="state", country="RWA")
KENYA = Actor(id="ken", name="Kenya", kind="state", country="KEN")
USA = Actor(id="usa", name="United States", kind="state", country="USA")
UGANDA = Actor(id="uga", name="Uganda", kind="state", country="UGA")
SADC = Actor(id="sadc", name="SADC", kind="organisation")
UN = Actor(id="un", name="United Nations", kind="organisation")

CAPTURE = CityCaptured(place=GOMA, by=M23)
CALL = CallHeld(participants=(RUBIO, KAGAME), topics=("ceasefire",))
READOUT = StatementMade(by=(KAGAME,), position="a productive conversation")

IN_MEMORY = {"PERSISTENCE_MODULE": "eventsourcing.popo"}
TODAY = "2025-02-01"


def about(id: str, event: Event) -> Event:
    """The event, as bearing on another."""
    return event.model_copy(update={"about": id})


def ids(named: list[dict[str, Any]]) -> list[str]:
    """The ids of actors, or of whatever has one."""
    return [each["id"] for each in named]


def told(event: Event, occurred: str, quoted: Actor | None = None, **more: Any) -> Telling:
    """An event as one source tells it, in the crisis of Goma."""
    source = Source(publisher="Radio Okapi", quoted=quoted)
    return Telling.model_validate(
        {
            "type": type(event).__name__,
            "occurred": Span(occurred),
            "data": event,
            "sources": (source,),
            "crises": ("goma-2025",),
        }
        | more
    )


class GivenLedger(Ledger):
    """A ledger in memory, which records on the day that a test says."""

    def __init__(self, env: Mapping[str, str] | None = None) -> None:
        super().__init__(env or IN_MEMORY, clock=lambda: Span(self.today).start)
        self.today = TODAY

    def given(self, event: Event, occurred: str, recorded: str = "", **more: Any) -> str:
        """Record an event; the answer is its id."""
        self.today = recorded or self.today
        return self.append([told(event, occurred, **more)])[0].id

    def changed(self, id: str, change: Change, recorded: str = "") -> None:
        """Record a change to an event as it is."""
        self.today = recorded or self.today
        self.revise(id, self.event(id).report.revision, type(change), change)

    def same(self, *ids: str, all: bool = False) -> None:
        """Record that all of them tell one happening, the first one's."""
        for id in ids[1:]:
            self.changed(id, SameAs(other=ids[0], reason="one, told twice", all=all))

    def question(
        self,
        on: str = TODAY,
        known: str | int | None = None,
        limit: int = 500,
        with_sources: bool = False,
        **asked: Any,
    ) -> Question:
        """The world on a date, as known on another or at a position, perhaps narrowed."""
        narrowing = {name: asked.pop(name) for name in [*asked] if name in Narrowing.model_fields}
        when = Span(known) if isinstance(known, str) else known
        include = "sources" if with_sources else None
        moment = Moment(on=Span(on), known=when, **asked)
        return Question.of(moment, Narrowing(**narrowing), limit=limit, include=include)

    def document(self, view: str, *moment: Any, **asked: Any) -> dict[str, Any]:
        """The document of a view."""
        return self.view(view, self.question(*moment, **asked)).as_json()

    def rows(self, view: str, *moment: Any, **asked: Any) -> list[Any]:
        """The rows of a view."""
        lists = {"territory": "places"}
        rows: list[Any] = self.document(view, *moment, **asked)[lists.get(view, view)]
        return rows

    def row(self, view: str, *moment: Any, **asked: Any) -> dict[str, Any]:
        """The one row of a view."""
        (row,) = self.rows(view, *moment, **asked)
        return dict(row)

    def goma(self, *moment: Any, **asked: Any) -> dict[str, Any]:
        """The row of Goma."""
        rows = (row for row in self.rows("territory", *moment, **asked))
        return next((r for r in rows if r["place"]["id"] == "goma"), {"held_by": None})

    def holder(self, *moment: Any, **asked: Any) -> Actor | None:
        """Who holds Goma."""
        held_by = self.goma(*moment, **asked)["held_by"]
        return Actor.model_validate(held_by) if held_by else None


CLAIMED = Status.CLAIMED
