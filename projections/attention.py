"""Which countries and bodies are engaged in the crisis, day by day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.event import Event, Part, country_of
from domain.values import Actor, Place
from history.happening import Happening
from projections.projection import Projection, Row, resting_on


class Engagement(Row):
    """What one country (told as its state) or one body took part in on one day (UTC)."""

    day: date
    who: Actor

    @property
    def key(self) -> str | None:
        """The day, and who."""
        return f"{self.day} {self.who.id}"


@dataclass
class Attention(Projection):
    """Who took part in what, other than as where it happened: a venue is not engaged by it."""

    engaged: dict[tuple[date, str], tuple[Actor, list[Happening]]] = field(default_factory=dict)

    def apply(self, event: Event, told: Happening) -> None:
        """Everyone who takes part is engaged on the day on which it was over."""
        if self.counts(told):
            day = told.occurred.last_day
            for who in _engaged(event):
                self.engaged.setdefault((day, who.id), (who, []))[1].append(told)

    def rows(self, possible: Sequence[Happening]) -> Iterator[Engagement]:
        """Day by day, in order."""
        for (day, _), (who, run) in sorted(self.engaged.items()):
            yield Engagement(day=day, who=who, **resting_on(run))


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
