"""The questions: the world on a date, as known at a time, and which part of it."""

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from domain.span import Span
from domain.values import Country, Slug, Status, Value

Known = Span | int | None
Resolve = Literal["best", "latest", "cautious"]
LONGEST_SOUGHT = 200
Sought = Annotated[str, Field(max_length=LONGEST_SOUGHT)]


def known_as_asked(known: Known) -> str | None:
    """What is asked to be known, as it is written in a query."""
    if isinstance(known, int):
        return f"@{known}"
    return str(known) if known else None


class Perspective(Value):
    """Whose word is taken.

    `resolve` chooses among accounts that differ, `at_least` leaves out those trusted less,
    `according_to` all but those that one source tells.
    """

    resolve: Resolve = "best"
    at_least: Status = Status.DISPUTED
    according_to: str | None = None


class Moment(Perspective):
    """The world `on` a date, as `known` at a time: an instant, a date, a position, or now."""

    on: Span
    known: Known = None

    @property
    def perspective(self) -> Perspective:
        """Whose word is taken, whatever the times."""
        return Perspective(
            resolve=self.resolve, at_least=self.at_least, according_to=self.according_to
        )

    @property
    def known_as_asked(self) -> str | None:
        """As it is written in a query."""
        return known_as_asked(self.known)


class Narrowing(Value):
    """Which rows are asked for: those that one happening meeting all of this gave."""

    crisis: Slug | None = None
    country: Country | None = None
    place: Slug | None = None
    actor: Slug | None = None

    @cached_property
    def is_open(self) -> bool:
        """Whether everything is asked for."""
        return self == EVERYTHING


EVERYTHING = Narrowing()


class Question(Value):
    """A moment, which part of the world is asked for, and how much of it is told.

    A list has at most `limit` rows; `with_sources` adds the sources of every event named.
    """

    moment: Moment
    narrowing: Narrowing = EVERYTHING
    limit: int = 500
    with_sources: bool = False
