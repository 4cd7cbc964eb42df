"""The columns of a row, read from its class: what each holds, is called, and how it is told."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    NamedTuple,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from domain.event import Event
from domain.span import Span
from domain.values import Actor, Agreement, Kind, Named, Place, Status

T = TypeVar("T")
ColumnKind = Literal[
    "place", "actor", "agreement", "named", "country", "date", "span", "status", "figure",
    "number", "flag", "word", "text", "event", "happening", "teller", "type", "data", "record",
]  # fmt: skip

# What a part of an answer does not have is not written at all; elsewhere it is null.
LeftOut = Annotated[T | None, Field(exclude_if=lambda value: value is None)]
EventRef = Annotated[str, Kind("event")]
HappeningRef = Annotated[str, Kind("happening")]
TypeName = Annotated[str, Kind("type")]
Teller = Annotated[str, Kind("teller")]

MOST_LISTED = 50
PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Words:
    """How each word of a short list is told; those in `care` call for the reader's attention."""

    def __init__(self, told: Mapping[str, str], care: Collection[str] = ()) -> None:
        """Each word, and how it is told."""
        self.told, self.care = dict(told), list(care)


def flag(told: str, *, care: bool = False) -> Words:
    """How a flag is told where it is true; nothing is told where it is not."""
    return Words({"true": told, "false": ""}, care=["true"] if care else [])


class Absent(NamedTuple):
    """The word that is shown where nothing is told."""

    word: str


class AtMost(NamedTuple):
    """How many items a list holds at most, the newest; `NAME_total` beside it counts all."""

    items: int


Newest = Annotated[list[T], AtMost(MOST_LISTED)]


class AsOne:
    """Columns that are shown as one, under a title of their own.

    The first of its `forms` is taken of which every column in braces is told: "{held_by},
    contested" before "{held_by}". Where there is none, what is told of them stands side by side.
    """

    def __init__(self, title: str, *forms: str) -> None:
        """Its title and its forms."""
        self.title, self.forms = title, list(forms)

    @property
    def columns(self) -> list[str]:
        """The columns that its forms name, each once."""
        return columns_in(self.forms)


def titled(name: str) -> str:
    """A field's name as a title: `held_by` is "Held by"."""
    return name.strip("_").replace("_", " ").capitalize()


class Shown(BaseModel):
    """Part of an answer: every field is there, and null where nothing is told.

    `told` says how the whole of it is told in one line, as the forms of `AsOne`; left out, its
    columns stand side by side.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        serialize_by_alias=True,
        allow_inf_nan=False,
        field_title_generator=lambda name, _: titled(name),
        json_schema_serialization_defaults_required=True,
    )
    told_as: ClassVar[Sequence[str]] = ()

    def __init_subclass__(cls, told: Sequence[str] = (), **declared: Any) -> None:
        """Read the declaration."""
        super().__init_subclass__(**declared)
        if told:
            cls.told_as = told

    def as_json(self) -> dict[str, Any]:
        """As it is sent."""
        return self.model_dump(mode="json", by_alias=True)


class Figure(Shown):
    """A number of people: at least, best, at most."""

    low: int | None
    best: int | None
    high: int | None


KINDS: Mapping[type, ColumnKind] = {
    Place: "place", Actor: "actor", Agreement: "agreement", Named: "named", Figure: "figure",
    Span: "span", date: "date", Status: "status", bool: "flag", int: "number", float: "number",
    str: "text", Event: "data",
}  # fmt: skip


class Column(Shown):
    """A column, as the tables, the formats, the page and the reference need to know it."""

    attribute: str = Field(exclude=True)  # in Python: `from_`, whose name is `from`
    name: str
    title: str
    description: str
    kind: ColumnKind = Field(description="What it holds; a `record` has columns of its own.")
    several: bool = Field(description="Whether it is a list.")
    at_most: int | None = Field(description="How many of a list are there at most, the newest.")
    total: str | None = Field(description="The field beside it that says how many there are.")
    absent: str = Field(description="What null is called.")
    words: dict[str, str] = Field(description="How each word of a short list is told.")
    care: list[str] = Field(description="The words that call for attention.")
    columns: list["Column"] = Field(description="Those of a record.")
    forms: list[str] = Field(
        description="How a record is told in one line: the first of which all columns are told."
    )


class ShownColumn(Shown):
    """A column as a table shows it: one of the row's, or several that are shown as one."""

    title: str
    columns: list[str] = Field(description="The names of the columns that it shows.")
    forms: list[str] = Field(
        description="How they are told: the first of which all columns in braces are told."
    )
    subject: bool = Field(description="Whether it says what a row is about.")


class Hint(NamedTuple):
    """What an annotation says: the type of one value, whether there are several, the marks."""

    type: Any
    several: bool
    marks: tuple[Any, ...]

    def mark(self, kind: type[T]) -> T | None:
        """The mark of this kind, the outermost first."""
        return next((mark for mark in self.marks if isinstance(mark, kind)), None)


def columns_in(forms: Sequence[str]) -> list[str]:
    """The columns that forms name, each once."""
    return list(dict.fromkeys(name for form in forms for name in PLACEHOLDER.findall(form)))


@cache
def columns_of(model: type[BaseModel]) -> tuple[Column, ...]:
    """The columns of a row or of a record, its own before those that every row has."""
    ancestry = [getattr(base, "model_fields", {}) for base in model.__mro__]
    inherited = Counter(name for fields in ancestry for name in fields)
    fields = sorted(model.model_fields.items(), key=lambda field: inherited[field[0]])
    columns = [_column(model, name, field) for name, field in fields]
    totals = {column.total for column in columns}
    return tuple(column for column in columns if column.name not in totals)


def read_hint(hint: Any) -> Hint:
    """Take an annotation apart, however its marks are nested."""
    inside = [each for each in get_args(hint) if each is not NoneType]
    match get_origin(hint):
        case origin if origin is Annotated:
            inner = read_hint(inside[0])
            return inner._replace(marks=(*inside[1:], *inner.marks))
        case origin if origin in (Union, UnionType) and len(inside) == 1:
            return read_hint(inside[0])
        case origin if origin in (Union, UnionType) and all(map(_is_named, inside)):
            return Hint(Named, False, ())  # who or where: what both have is an id and a name
        case origin if origin in (list, tuple):
            return read_hint(inside[0])._replace(several=True)
        case _:
            return Hint(hint, False, ())


def short_list(hint: Hint) -> tuple[str, ...]:
    """The words that it may be, where they are few."""
    if get_origin(hint.type) is Literal:
        return get_args(hint.type)
    is_enum = isinstance(hint.type, type) and issubclass(hint.type, StrEnum)
    return tuple(hint.type) if is_enum else ()


def values_in(model: BaseModel, kind: ColumnKind) -> Iterator[Any]:
    """Every value of a kind that a row or a record holds, in its records too."""
    for column in _holding(type(model), kind):
        yield from values_of(getattr(model, column.attribute), column, kind)


@cache
def _holding(model: type[BaseModel], kind: ColumnKind) -> tuple[Column, ...]:
    """The columns in which values of a kind are."""
    return tuple(c for c in columns_of(model) if c.kind == kind or kind in _within(c))


def values_of(value: Any, column: Column, kind: ColumnKind) -> Iterator[Any]:
    """Every value of a kind in what one column holds."""
    several = value if column.several else [value]
    for each in several or ():
        if each is None:
            continue
        if column.kind == "record":
            yield from values_in(each, kind)
        elif column.kind == kind:
            yield each


def _within(column: Column) -> set[str]:
    return {inner.kind for inner in column.columns} | {
        kind for inner in column.columns for kind in _within(inner)
    }


def _column(model: type[BaseModel], name: str, field: FieldInfo) -> Column:
    hint = read_hint(field.rebuild_annotation())
    kind = _kind(hint)
    if kind is None:
        raise TypeError(f"{model.__name__}.{name}: no column can hold {hint.type}")
    bound, absent = hint.mark(AtMost), hint.mark(Absent)
    total = f"{name}_total" if bound else None
    if total and total not in model.model_fields:
        raise TypeError(f"{model.__name__}.{name} is bounded: declare {total}: int beside it")
    words = _words(model, name, hint)
    return Column(
        attribute=name,
        name=field.alias or name,
        title=field.title or titled(name),
        description=field.description or "",
        kind=kind,
        several=hint.several,
        at_most=bound.items if bound else None,
        total=total,
        absent=absent.word if absent else "",
        words=words.told,
        care=words.care,
        columns=list(columns_of(hint.type)) if kind == "record" else [],
        forms=list(hint.type.told_as) if kind == "record" else [],
    )


def _words(model: type[BaseModel], name: str, hint: Hint) -> Words:
    words = ("true", "false") if hint.type is bool else short_list(hint)
    if hint.type is Status:
        usual = Words({word: word for word in words}, care=[Status.DISPUTED, Status.CLAIMED])
    elif hint.type is bool:
        usual = Words({"true": "yes", "false": "no"})
    else:
        usual = Words({word: word.replace("_", " ") for word in words})
    told = hint.mark(Words) or usual
    if set(told.told) != set(words):
        raise TypeError(f"{model.__name__}.{name}: tell each word of its short list, and no other")
    return told


def _kind(hint: Hint) -> ColumnKind | None:
    if marked := hint.mark(Kind):
        return marked.name
    if hint.type in KINDS:
        return KINDS[hint.type]
    if short_list(hint):
        return "word"
    return "record" if isinstance(hint.type, type) and issubclass(hint.type, Shown) else None


def _is_named(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Named)
