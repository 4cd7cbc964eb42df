"""What of the world is meant: which date, known at what time, by whose word, which part of it."""

from functools import cached_property
from typing import Annotated, ClassVar, Literal

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
    """Whose word is taken."""

    group: ClassVar = "Which accounts"

    resolve: Resolve = Field("best", description="Which account of a happening gives its values.")
    at_least: Status = Field(Status.DISPUTED, description="Leave out events that are trusted less.")
    according_to: Annotated[str, Field(pattern=r"^(publisher:)?[^:\s]+$")] | None = Field(
        None,
        description="Only what this actor (by id) or publisher tells.",
        examples=["m23", "publisher:radio-okapi"],
    )

    @property
    def perspective(self) -> "Perspective":
        """Whose word is taken, and nothing else."""
        return Perspective(**{name: getattr(self, name) for name in Perspective.model_fields})


class Moment(Perspective):
    """The world `on` a date, as `known` at a time: an instant, a date, a position, or now."""

    on: Span
    known: Known = None


class Narrowing(Value):
    """Which part of the world is asked for: a happening that is in it meets every field given.

    A row is asked for where any one of the happenings that it rests on is in it.
    """

    group: ClassVar = "Which part"

    crisis: Slug | None = Field(None, description="Only of this crisis.", examples=["goma-2025"])
    country: Country | None = Field(
        None, description="Only what concerns this country.", examples=["RWA"]
    )
    place: Slug | None = Field(None, description="Only at this place.", examples=["goma"])
    actor: Slug | None = Field(None, description="Only what names this actor.", examples=["m23"])

    @property
    def is_open(self) -> bool:
        """Whether everything is asked for."""
        return not self.asked_for

    @property
    def asked_for(self) -> dict[str, str]:
        """What is asked for, by name."""
        return self._told

    @cached_property
    def _told(self) -> dict[str, str]:
        asked = ((name, getattr(self, name)) for name in Narrowing.model_fields)
        return {name: value for name, value in asked if value is not None}

    @property
    def narrowing(self) -> "Narrowing":
        """Which rows are asked for, and nothing else."""
        return Narrowing(**self.asked_for)


EVERYTHING = Narrowing()
