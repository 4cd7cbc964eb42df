"""What events are made of: places, actors, sources, figures, and how far to trust them."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from typing import Annotated, Any, ClassVar, Literal, Protocol, Self, TypeVar
from uuid import UUID

import pycountry
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    HttpUrl,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from domain.copied import WorksOutAnew

T = TypeVar("T")


def listed(value: Any) -> Iterable[Any]:
    """The value as several: one alone is one of one, none is none."""
    return value if isinstance(value, list | tuple) else () if value is None else (value,)


def _uuid(value: Any) -> str:
    try:
        return str(UUID(value))
    except (AttributeError, TypeError, ValueError):
        raise ValueError(
            f"{value!r} is not the id of an event; it is a UUID, such as "
            "0b1e6a52-3c7e-4f0e-9a57-2f6f0c9d1a11"
        ) from None


def _iso3(code: str) -> str:
    if code not in country_names():
        raise ValueError(f"{code!r} is no country; write its ISO 3166-1 alpha-3 code, such as COD")
    return code


def _web_address(text: str) -> str:
    try:
        _ADDRESS.validate_python(text)
    except ValidationError:
        raise ValueError(
            f"{text!r} is no web address; it begins with http:// or https://"
        ) from None
    return text


_ADDRESS = TypeAdapter(HttpUrl)

Some = Annotated[tuple[T, ...], Field(min_length=1), BeforeValidator(listed)]
Maybe = Annotated[tuple[T, ...] | None, BeforeValidator(lambda told: tuple(listed(told)) or None)]
Text = Annotated[str, Field(min_length=1, max_length=10_000, examples=["as the source words it"])]
Slug = Annotated[
    str,
    Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=200, examples=["goma-2025"]),
]


@dataclass(frozen=True)
class Kind:
    """What a plain text stands for, where its type alone does not say it."""

    name: Literal["country", "event", "happening", "teller", "type"]


Country = Annotated[
    str,
    Kind("country"),
    AfterValidator(_iso3),
    Field(description="ISO 3166-1 alpha-3", pattern=r"^[A-Z]{3}$", examples=["COD"]),
]
EventId = Annotated[
    str,
    BeforeValidator(_uuid),
    Field(json_schema_extra={"format": "uuid"}, examples=["0b1e6a52-3c7e-4f0e-9a57-2f6f0c9d1a11"]),
]
Url = Annotated[
    str, Field(max_length=10_000, json_schema_extra={"format": "uri"}), AfterValidator(_web_address)
]
Count = Annotated[int, Field(ge=0, le=10_000_000_000, strict=True, examples=[1200])]
Degrees = Annotated[float, Field(strict=True)]
Flag = Annotated[bool, Field(strict=True)]


@cache
def country_names() -> dict[str, str]:
    """The name of each country by its ISO 3166-1 alpha-3 code, in the order of speech."""
    return {
        country.alpha_3: getattr(country, "common_name", None) or _in_order_of_speech(country.name)
        for country in pycountry.countries
    }


def _in_order_of_speech(name: str) -> str:
    last, comma, first = name.rpartition(", ")
    inverted = comma and (first.endswith(" the") or first.endswith(" of"))
    return f"{first} {last}" if inverted else name


def _is_left_out(value: Any) -> bool:
    return value is None


class Value(WorksOutAnew):
    """Something told, once and for all: frozen, and a misspelt field is refused by its name.

    What was left out stays out, as it is sent, stored and read: wherever a value stands in an
    answer, those of its fields that may be left out and are None are not written at all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
    keeps_nulls: ClassVar[bool] = False

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[BaseModel], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Say of each field that may be left out that it is."""
        for field in cls.__pydantic_fields__.values():
            if field.default is None and not cls.keeps_nulls:
                field.exclude_if = _is_left_out
        return handler(source)

    def as_json(self, without: set[str] | None = None) -> dict[str, Any]:
        """As it is sent, stored and read."""
        return self.model_dump(mode="json", by_alias=True, exclude=without)


class Status(StrEnum):
    """How far to trust an event, from least to most."""

    DISPUTED = "disputed"
    CLAIMED = "claimed"
    REPORTED = "reported"
    CONFIRMED = "confirmed"

    @property
    def trust(self) -> int:
        """The rank: more is more trusted."""
        return _TRUST[self]

    @property
    def told_well(self) -> bool:
        """Whether more than one side says so."""
        return self.trust >= Status.REPORTED.trust


_TRUST = {status: rank for rank, status in enumerate(Status)}


class Register(Protocol):
    """Whoever can tell what an id stands for."""

    def whole(self, kind: type["Named"], id: str) -> "Named | None":
        """The actor, place or agreement that was last told with this id."""


class Named(Value):
    """What has an id of its own, which alone may stand for it once it was told whole."""

    noun: ClassVar[str]
    bare_ids: ClassVar[bool] = True

    id: Slug
    name: Text

    @model_validator(mode="before")
    @classmethod
    def _told_whole(cls, value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, str):
            return value
        register: Register | None = info.context
        whole = (register and register.whole(cls, value)) or cls.always_known(value)
        if whole is None:
            raise ValueError(
                f"no {cls.noun} {value!r} was told before; tell it whole the first time: "
                + ", ".join(name for name, f in cls.model_fields.items() if f.is_required())
            )
        return whole.model_dump()

    @classmethod
    def always_known(cls, id: str) -> Self | None:
        """What the id stands for though nobody told it."""
        return None

    @property
    def identity(self) -> tuple[Any, ...]:
        """What the id fixes for good."""
        return ()

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Say that a bare id will do, in what is sent: what is read is always whole."""
        whole = handler.resolve_ref_schema(handler(core))
        if handler.mode == "serialization":
            return whole
        examples = {"examples": whole["examples"]} if "examples" in whole else {}
        bare = {"type": "string", "description": f"the id of a {cls.noun} told before"}
        title = whole.pop("title")
        return {"title": title, "anyOf": [dict(whole), bare], **examples}


class Place(Named):
    """Somewhere on the map. A place is only itself: a region says nothing of its towns."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"id": "goma", "name": "Goma", "country": "COD", "kind": "city"}]
        }
    )
    noun = "place"

    country: Country
    kind: Literal[
        "city", "town", "village", "airport", "base", "border_crossing", "region", "other"
    ]
    lat: float | None = Field(
        None, ge=-90, le=90, strict=True, description="Degrees north, WGS 84."
    )
    lon: float | None = Field(
        None, ge=-180, le=180, strict=True, description="Degrees east, WGS 84."
    )
    admin1: Text | None = Field(None, description="The province or state.")
    precision: Text | None = Field(None, description="How near the coordinates are.")

    @property
    def identity(self) -> tuple[Any, ...]:
        """The kind and the country."""
        return self.kind, self.country


class Actor(Named):
    """Who: a state, a person, an armed group, an army, an organisation, civilians."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"id": "m23", "name": "M23", "kind": "armed_group", "country": "COD"}]
        }
    )
    noun = "actor"

    kind: Literal["state", "person", "armed_group", "armed_forces", "organisation", "civilians"]
    country: Country | None = Field(None, description="Of a person: the one it acts for.")
    role: Text | None = None
    part_of: Slug | None = Field(None, description="The id of the body that it belongs to.")

    @model_validator(mode="after")
    def _is_the_state_of_its_code(self) -> Self:
        if self.kind == "state" and (self.country is None or self.id != self.country.lower()):
            raise ValueError(
                f"a state's id is the code of its country in lower case: rwa with country RWA, "
                f"not {self.id} with {self.country}"
            )
        return self

    @classmethod
    def always_known(cls, id: str) -> Self | None:
        """A state, by its ISO code in lower case."""
        name = country_names().get(id.upper()) if id.islower() else None
        return cls(id=id, name=name, kind="state", country=id.upper()) if name else None

    @property
    def identity(self) -> tuple[Any, ...]:
        """The kind and the country."""
        return self.kind, self.country

    @property
    def is_stateless(self) -> bool:
        """Whether no country answers for what it does: an armed group, civilians."""
        return self.kind in ("armed_group", "civilians")

    def of_one_side(self, other: "Actor | None") -> bool:
        """Whether one is the other, or part of it."""
        return other is not None and (
            self.id in (other.id, other.part_of) or other.id == self.part_of
        )


class Agreement(Named):
    """A text that parties agree on, from the first talk of it to its end."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"id": "stip", "name": "Strategic Trade and Investment Partnership"}]
        }
    )
    noun = "agreement"


def _nameable(publisher: str) -> str:
    if not slug(publisher):
        raise ValueError(
            "has a letter or a digit at least, so that it can be asked for by its slug"
        )
    return publisher


class Source(Value):
    """Who says so: the publisher, whom it quotes, and whether it may be passed on."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"publisher": "Radio Okapi", "url": "https://www.radiookapi.net/"}]
        }
    )
    publisher: Annotated[Text, AfterValidator(_nameable)]
    quoted: Actor | None = None
    url: Url | None = None
    title: Text | None = None
    published: date | None = None
    licence: Text | None = None
    redistribution: Literal["open", "attribution", "forbidden"] | None = None

    @property
    def id(self) -> str:
        """The publisher as a slug, by which `according_to=publisher:SLUG` finds it."""
        return slug(self.publisher)


@lru_cache(10_000)
def slug(name: str) -> str:
    """A name as a slug: letters of any script are kept, accents are not."""
    return re.sub(r"[\W_]+", "-", plain(name)).strip("-")


def plain(text: str) -> str:
    """A text as it may be typed: of whatever case, without accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


class Range(Value):
    """A number of people as told: at least, best, at most."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"low": 700}]})
    low: Count | None = None
    best: Count | None = None
    high: Count | None = None

    @model_validator(mode="after")
    def _rises(self) -> Self:
        told = [figure for figure in (self.low, self.best, self.high) if figure is not None]
        if not told:
            raise ValueError("give one of low, best and high at least")
        if told != sorted(told):
            raise ValueError("low is not above best, nor best above high")
        return self

    @property
    def nearest_low(self) -> int:
        """At least so many; a figure left out takes the nearest told."""
        return next(f for f in (self.low, self.best, self.high) if f is not None)

    @property
    def nearest_best(self) -> int:
        """So many; what is told as the least comes before what is told as the most."""
        return next(f for f in (self.best, self.low, self.high) if f is not None)

    @property
    def nearest_high(self) -> int:
        """At most so many, as far as it is told."""
        return next(f for f in (self.high, self.best, self.low) if f is not None)


class Casualties(Value):
    """The dead and the injured."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"killed": {"low": 700}}]})
    killed: Range | None = None
    injured: Range | None = None
    civilians_killed: Range | None = None
    by_side: dict[Text, Count] | None = Field(None, description="The killed of each side.")
