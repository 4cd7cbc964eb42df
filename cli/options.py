"""The options of a command, made from the question that it asks.

`asks(Question)` gives a command an option for each field of the question; what is typed is read and
refused by the question itself, as a query over HTTP is.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from enum import Enum, StrEnum
from functools import wraps
from inspect import Parameter, get_annotations, signature
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from typer import Option

from answers.times import UnreadableTime
from cli.failures import BadInput
from domain.refusals import UnknownCountry, misfit
from domain.values import Country, Slug, country_names

TIMES = {"on", "known", "from_", "to", "since", "known_from", "known_to", "step", "limit"}
WHERE_IDS_ARE = "`crisis show places`, `actors` and `crises` list them"
AN_ID = f"an id is in lower case with hyphens, such as goma-2025; {WHERE_IDS_ARE}"

Question = TypeVar("Question", bound=BaseModel)
Given = Mapping[str, Any]
Command = Callable[..., None]
AsJson = Annotated[bool, Option("--json", help="The API's own document, as JSON.")]


class FieldOption(NamedTuple):
    """A field of a question, and the option that asks for it."""

    name: str
    option: str
    info: FieldInfo
    hint: "Hint"
    group: str | None


class Hint(NamedTuple):
    """What an annotation says: the type of one value, whether there are several, the marks."""

    type: Any
    several: bool = False
    marks: tuple[Any, ...] = ()

    def told(self, name: str) -> Any:
        """What the outermost mark that says anything of this says."""
        found = (getattr(mark, name, None) for mark in self.marks)
        return next((told for told in found if told is not None), None)


def asks(
    question: type[Question],
    *,
    called: Mapping[str, str] | None = None,
    without: Collection[str] = (),
) -> Callable[[Command], Command]:
    """Give a command the question's fields as options; what they ask reaches it as `question`.

    An option has the name of its field over HTTP, or the one that it is `called` here. A field that
    the command line does not ask for is left out, and has its default. Those that are declared in a
    class with a `group` of its own stand together under it in the help.
    """
    fields = fields_of(question, called or {}, without)

    def with_options(command: Command) -> Command:
        @wraps(command)
        def asked(**typed: Any) -> None:
            given = {field.name: typed.pop(field.name) for field in fields}
            command(**typed, question=read(question, fields, given))

        return _with_options(command, asked, [_parameter(field) for field in fields])

    return with_options


def fields_of(
    question: type[BaseModel], called: Mapping[str, str], without: Collection[str]
) -> list[FieldOption]:
    """The fields that the command line asks for, each with its option."""
    found = []
    for name, info in question.model_fields.items():
        if name not in without:
            option = (called.get(name) or info.alias or name).replace("_", "-")
            hint, group = _hint(info.rebuild_annotation()), _group(question, name)
            found.append(FieldOption(name, f"--{option}", info, hint, group))
    groups = [field.group for field in found]
    return sorted(found, key=lambda field: -groups.index(field.group))  # what is asked first, first


def read(question: type[Question], fields: Collection[FieldOption], given: Given) -> Question:
    """The question that is asked; of what it cannot read, the first is told with its remedy."""
    typed = {name: value for name, value in given.items() if value is not None}
    try:
        return question.model_validate(typed, by_name=True, by_alias=False)
    except UnreadableTime as error:
        named = {field.info.alias or field.name: field.option for field in fields}
        raise BadInput(f"{named[error.parameter]} {error.value}: {error.remedy}") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        for field in fields:
            if first["loc"][:1] == (field.name,):
                raise BadInput(f"{field.option} {_fault(field, first)}") from None
        raise BadInput(misfit(**first)["detail"]) from None


def country_code(typed: str) -> str:
    """The code of a country, in whichever case it is typed."""
    if typed.upper() not in country_names():
        raise UnknownCountry(typed)
    return typed.upper()


def in_words(question: BaseModel) -> str:
    """What is asked besides the times: every option that is not left to its default."""
    asked = question.model_dump(mode="json", exclude_defaults=True, exclude=TIMES)
    return "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in asked.items())


def _with_options(command: Command, asked: Command, options: Collection[Parameter]) -> Command:
    """Put options where the command takes the question: Typer reads them from its signature."""
    own = signature(command)
    parameters: list[Parameter] = []
    for parameter in own.parameters.values():
        parameters += options if parameter.name == "question" else [parameter]
    made = own.replace(parameters=parameters)
    asked.__signature__ = made  # type: ignore[attr-defined]  # that it may have one, no type says
    return asked


def _parameter(field: FieldOption) -> Parameter:
    """An option as Typer reads it: text, where it is no number, no flag and of no short list."""
    info, hint = field.info, field.hint
    one, examples = _typed(hint.type), info.examples or hint.told("examples") or []
    option = Option(
        field.option,
        help=info.description or hint.told("description"),
        metavar="|".join(map(str, examples)) if one is str and examples else None,
        min=hint.told("ge"),
        max=hint.told("le"),
        parser=country_code if _hint(Country).marks[0] in hint.marks else None,
        case_sensitive=False,
        show_default=_shown(info.default),
        rich_help_panel=field.group,
    )
    kind: Any = list.__class_getitem__(one) if hint.several else one
    if info.is_required():
        return Parameter(field.name, Parameter.KEYWORD_ONLY, annotation=Annotated[kind, option])
    may_be = Annotated[kind | None, option]
    return Parameter(field.name, Parameter.KEYWORD_ONLY, default=None, annotation=may_be)


def _typed(kind: Any) -> Any:
    """What Typer checks by itself and tells in its help; it takes a short list as an enum only."""
    if get_origin(kind) is Literal:
        return StrEnum("Word", {word: word for word in get_args(kind)})
    is_checked = isinstance(kind, type) and issubclass(kind, bool | int | float | Enum)
    return kind if is_checked else str


def _hint(annotation: Any) -> Hint:
    """Take an annotation apart, however its marks are nested."""
    inside = [each for each in get_args(annotation) if each is not NoneType]
    match get_origin(annotation):
        case origin if origin is Annotated:
            inner = _hint(inside[0])
            return inner._replace(marks=(*_marks(inside[1:]), *inner.marks))
        case origin if origin in (Union, UnionType) and len(inside) == 1:
            return _hint(inside[0])
        case origin if origin in (list, tuple):
            return _hint(inside[0])._replace(several=True)
        case _:
            return Hint(annotation)


def _marks(marks: Collection[Any]) -> Iterator[Any]:
    for mark in marks:
        yield mark
        yield from mark.metadata if isinstance(mark, FieldInfo) else ()


def _group(question: type[BaseModel], name: str) -> str | None:
    declares = [each for each in question.__mro__ if name in get_annotations(each)]
    return vars(declares[-1]).get("group")


def _shown(default: Any) -> str | bool:
    """A default as the help tells it: that nothing is asked for goes without saying."""
    return str(default) if isinstance(default, str | int | float) and default else False


def _fault(field: FieldOption, error: Any) -> str:
    """What was typed, and what would be right."""
    if error["type"] == "string_too_long":
        most, typed = error["ctx"]["max_length"], len(error["input"])
        return f"has at most {most} characters, and this has {typed:,}; give a part of it"
    return f"{error['input']}: {_remedy(field, error)}"


def _remedy(field: FieldOption, error: Any) -> str:
    """What would be right; a pattern is told by an example of it."""
    if error["type"] != "string_pattern_mismatch":
        return str(misfit(**error)["detail"])
    if error["ctx"]["pattern"] == _hint(Slug).told("pattern"):
        return AN_ID
    examples = field.info.examples or field.hint.told("examples")
    return f"write it as {' or as '.join(examples)}" if examples else "it is not written so"
