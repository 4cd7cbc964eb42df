"""What every event type has in common, and the catalogue of them all."""

import json
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import cache, cached_property
from typing import Annotated, Any, ClassVar, TypeVar, get_args, get_type_hints

from pydantic import AfterValidator, ConfigDict, Field

from domain.refusals import UnknownType
from domain.values import Actor, Agreement, Casualties, EventId, Named, Place, Value, listed

T = TypeVar("T")
Data = dict[str, Any]


class Part(StrEnum):
    """The part that a country plays in an event, through one of its fields."""

    WHERE = "where"
    ACTOR = "actor"
    TARGET = "target"
    COUNTERPART = "counterpart"


class Maker:
    """Marks who says what the event says: true is that it was said, not that it is so."""


Where = Annotated[T, Part.WHERE]
By = Annotated[T, Part.ACTOR]
SaidBy = Annotated[T, Part.ACTOR, Maker]
AllegedBy = Annotated[T, Part.COUNTERPART, Maker]
Against = Annotated[T, Part.TARGET]
To = Annotated[T, Part.TARGET]
With = Annotated[T, Part.COUNTERPART]


def _finite(told: Data) -> Data:
    try:
        json.dumps(told, allow_nan=False)
    except ValueError:
        raise ValueError("holds a number that is too large, or none") from None
    return told


CATALOGUE: dict[str, type["Event"]] = {}


class Event(Value):
    """Something that happened in the world. A subclass declares a type, and that is all of it.

    `cameo`, `plover` and `goldstein` are its code and weight in the field's own scales, `note`
    says where the choice of a code is ours. `upcasts[n]` makes of data that was stored as
    version n that of version n + 1; what it is given may be some of the fields, as a correction
    has them. A type that is `apart` is a happening of its own, never
    another telling of an event of another type.
    """

    model_config = ConfigDict(
        alias_generator=lambda name: name.rstrip("_"), validate_by_name=True, validate_by_alias=True
    )
    cameo: ClassVar[str | None] = None
    plover: ClassVar[str | None] = None
    goldstein: ClassVar[float | None] = None
    note: ClassVar[str | None] = None
    apart: ClassVar[bool] = False
    upcasts: ClassVar[Mapping[int, Callable[[Data], Data]]] = {}

    about: EventId | None = Field(None, description="The id of the event that it bears on.")
    external: Annotated[Data, AfterValidator(_finite)] | None = Field(
        None, description="What the source coded and the catalogue has no place for."
    )

    def __init_subclass__(
        cls,
        cameo: str | None = None,
        plover: str | None = None,
        goldstein: float | None = None,
        note: str | None = None,
        apart: bool = False,
        abstract: bool = False,
    ) -> None:
        """Enter the type in the catalogue."""
        cls.cameo, cls.plover, cls.goldstein = cameo, plover, goldstein
        cls.note, cls.apart = note, apart
        if not abstract:
            CATALOGUE[cls.__name__] = cls

    @classmethod
    def family(cls) -> str:
        """The module that declares it; the accounts of one happening are of one family."""
        return cls.__module__.rpartition(".")[2]

    @classmethod
    def version(cls) -> int:
        """The version of its data, as it is stored today."""
        return max(cls.upcasts, default=0) + 1

    @classmethod
    def upcast(cls, data: Data, version: int) -> Data:
        """Data that was stored as an earlier version, as it would be stored today."""
        for step in range(version, cls.version()):
            data = cls.upcasts[step](data)
        return data

    @classmethod
    @cache
    def parts(cls) -> dict[str, Part]:
        """The part that a country plays, by field."""
        return {name: mark for name, mark in _marks(cls) if isinstance(mark, Part)}

    @classmethod
    @cache
    def naming(cls) -> tuple[str, ...]:
        """The fields that hold an actor, a place or an agreement."""
        kinds = (Actor, Place, Agreement)
        return tuple(dict.fromkeys(name for name, mark in _marks(cls) if mark in kinds))

    @property
    def kin(self) -> str | None:
        """What may tell the same happening: only an event of the same kin. None: nothing may."""
        return type(self).__name__ if self.apart else self.family()

    @property
    def cameo_code(self) -> str | None:
        """Its CAMEO code."""
        return self.cameo

    @property
    def weight(self) -> float | None:
        """Its Goldstein weight, from -10 (conflict) to 10 (co-operation), if it has one."""
        return self.goldstein

    @property
    def named(self) -> list[Named]:
        """Every actor, place and agreement in it."""
        return [named for field in self.naming() for named in listed(getattr(self, field))]

    @property
    def actors(self) -> list[Actor]:
        """Every actor in it."""
        return [named for named in self.named if isinstance(named, Actor)]

    @property
    def places(self) -> list[Place]:
        """Every place in it."""
        return [named for named in self.named if isinstance(named, Place)]

    @property
    def makers(self) -> list[Actor]:
        """Who says it, where the event is something said."""
        fields = [name for name, mark in _marks(type(self)) if mark is Maker]
        return [actor for name in fields for actor in listed(getattr(self, name))]

    @property
    def took_part(self) -> list[tuple[Actor | Place | str, Part]]:
        """Whom and what its fields name in some part; a country by its code."""
        return [
            (named, part)
            for field, part in self.parts().items()
            for named in listed(getattr(self, field))
        ]

    @cached_property
    def concerns(self) -> list[tuple[str, Part]]:
        """Each country that takes part, once for each part."""
        played = {(country_of(named), part) for named, part in self.took_part}
        return sorted((country, part) for country, part in played if country)


class Incident(Event, abstract=True):
    """What may cost lives."""

    casualties: Casualties | None = Field(None, description="That incident's dead and injured.")


def event_type(name: str) -> type[Event]:
    """The type of this name."""
    if name not in CATALOGUE:
        raise UnknownType(name, sorted(CATALOGUE))
    return CATALOGUE[name]


def country_of(named: Actor | Place | str) -> str | None:
    """The country it brings in: none for an armed group or civilians, the place alone does."""
    if isinstance(named, str):
        return named
    return None if isinstance(named, Actor) and named.is_stateless else named.country


@cache
def _marks(declared: type[Event]) -> list[tuple[str, Any]]:
    hints = get_type_hints(declared, include_extras=True)
    return [(field, mark) for field in declared.model_fields for mark in _innermost(hints[field])]


def _innermost(hint: Any) -> Iterator[Any]:
    within = get_args(hint)
    if not within:
        yield hint
    for inner in within:
        yield from _innermost(inner)
