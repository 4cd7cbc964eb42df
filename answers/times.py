"""Times as they are written in a question: a date or an instant, and a state of knowledge."""

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationError, ValidationInfo, WithJsonSchema

from domain.refusals import Refusal, remedy
from domain.span import Span


@dataclass(eq=False)
class UnreadableTime(Refusal):
    """The question names a time that cannot be placed."""

    parameter: str
    value: str
    remedy: str
    sentence = "{parameter}: {remedy}"


def read_date(parameter: str, text: str) -> Span:
    """A date or an instant, as it is written in a question, where a space stands for a lost +."""
    try:
        span = Span(text.replace(" ", "+"))
    except ValidationError as error:
        raise UnreadableTime(parameter, text, remedy(error.errors()[0]["msg"])) from None
    if span.is_interval:
        raise UnreadableTime(parameter, text, "give one date or instant, not an interval")
    return span


def read_known(parameter: str, text: str) -> Span | int:
    """A state of knowledge, as it is written in a question: a date, an instant or `@1234`."""
    if not text.startswith("@"):
        return read_date(parameter, text)
    if not re.fullmatch(r"@[0-9]{1,18}", text):
        raise UnreadableTime(parameter, text, "a position is written @1234; @0 is before all")
    return int(text[1:])


def _as_date(told: Any, info: ValidationInfo) -> Any:
    return read_date(_parameter(info), told) if isinstance(told, str) else told


def _as_known(told: Any, info: ValidationInfo) -> Any:
    return read_known(_parameter(info), told) if isinstance(told, str) else told


def _parameter(info: ValidationInfo) -> str:
    return str(info.field_name).rstrip("_")


OnDate = Annotated[Span, BeforeValidator(_as_date), WithJsonSchema({"type": "string"})]
AsKnown = Annotated[Span | int, BeforeValidator(_as_known), WithJsonSchema({"type": "string"})]
