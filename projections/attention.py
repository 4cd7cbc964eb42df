"""Which countries and bodies are engaged in the crisis, day by day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from pydantic import Field

from domain.event import Event, Part, country_of
from domain.values import Actor, Place
from history.happening import Happening
from projections.projection import Projection, Row, Subject, resting_on


class Engagement(Row, view="attention", of=["day", "who"]):
    """Which countries and bodies are engaged in the crisis, day by day.

    `events` are those in which they took part, other than as the place. A venue is not engaged by
    a meeting.
    """

    day: date = Field(description="In UTC.")
    who: Actor = Field(description="A country, told as its state, or a body.")

    @property
    def key(self) -> str | None:
        """The day, and who."""
        return f"{self.day} {self.who.id}"


@dataclass
class Engaged(Subject[Engagement]):
    """What one country or one body took part in on one day (UTC)."""

    day: date
    who: Actor
    run: list[Happening] = field(default_factory=list)

    @property
    def rests_on(self) -> Sequence[Happening]:
        """What it took part in."""
        return self.run

    def row(self) -> Engagement:
        """The day, and who was engaged."""
        return Engagement(day=self.day, who=self.who, **resting_on(self.run))


@dataclass
class Attention(Projection[Engagement]):
    """Who took part in what, other than as where it happened: a venue is not engaged by it."""

    engaged: dict[tuple[date, str], Engaged] = field(default_factory=dict)

    def apply(self, event: Event, happening: Happening) -> None:
        """Everyone who takes part is engaged on the day on which it was over."""
        if self.counts(happening):
            day = happening.occurred.last_day
            for who in _engaged(event):
                self.engaged.setdefault((day, who.id), Engaged(day, who)).run.append(happening)

    def subjects(self, possible: Sequence[Happening]) -> Iterator[Engaged]:
        """Day by day, in order."""
        for _, engaged in sorted(self.engaged.items(), key=lambda item: item[0]):
            yield engaged


def _engaged(event: Event) -> list[Actor]:
    found: dict[str, Actor] = {}
    for named, part in event.took_part:
        who = _country_or_body(named) if part is not Part.WHERE else None
        if who:
            found.setdefault(who.id, who)
    return list(found.values())


def _country_or_body(named: Actor | Place | str) -> Actor | None:
    code = country_of(named)
    if code:
        return Actor.always_known(code.lower())
    if isinstance(named, Actor) and named.kind == "organisation":
        return named
    return None
