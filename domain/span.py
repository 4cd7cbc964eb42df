"""When: an instant, a day, a month, a year or an interval, as the source gives it."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from pydantic import ConfigDict, RootModel, field_validator

from domain.copied import WorksOutAnew

DAY = timedelta(days=1)
FORMS = "2025-01-27T14:00:00Z, 2025-01-27, 2025-01, 2025"
REMEDY = (
    "{!r} is not a date this ledger can place: write " + FORMS + " or 2025-01-26/2025-01-28; "
    "where the source is unsure, give the interval; an open end is two events, a beginning and an "
    "end"
)


class Span(WorksOutAnew, RootModel[str]):
    """At some time within [start, end), in UTC; written in EDTF, level 0, and kept as written."""

    model_config = ConfigDict(frozen=True, json_schema_extra={"examples": ["2025-01-27"]})

    @field_validator("root")
    @classmethod
    def _can_be_placed(cls, text: str) -> str:
        _bounds(text)
        return text

    def __str__(self) -> str:
        return self.root

    @cached_property
    def _bounds(self) -> tuple[datetime, datetime]:
        return _bounds(self.root)

    @property
    def start(self) -> datetime:
        """The first moment within."""
        return self._bounds[0]

    @property
    def end(self) -> datetime:
        """The first moment after: the midnight that ends a day, a microsecond past an instant."""
        return self._bounds[1]

    @property
    def length(self) -> timedelta:
        """How much is left open; at most a `DAY` tells when."""
        return self.end - self.start

    @property
    def last_day(self) -> date:
        """The day (UTC) on which it was over."""
        return (self.end - datetime.resolution).date()

    @property
    def is_interval(self) -> bool:
        """Whether it is written as two dates, from and to."""
        return "/" in self.root

    def over_by(self, on: "Span") -> bool:
        """Whether it had surely happened when `on` ended."""
        return self.end <= on.end

    def __contains__(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


def _bounds(text: str) -> tuple[datetime, datetime]:
    first, slash, last = text.partition("/")
    try:
        (start, end), (_, last_end) = _one(first), _one(last if slash else first)
    except (ValueError, OverflowError):
        raise ValueError(REMEDY.format(text)) from None
    if last_end < end:
        raise ValueError(f"{text!r} ends before it starts")
    return start, last_end


def _one(text: str) -> tuple[datetime, datetime]:
    if "T" in text:
        instant = datetime.fromisoformat(text)
        if instant.tzinfo is None:
            raise ValueError
        return instant.astimezone(UTC), instant.astimezone(UTC) + datetime.resolution
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", text):
        raise ValueError
    match [int(number) for number in text.split("-")]:
        case [year]:
            return _midnight(year), _midnight(year + 1)
        case [year, month]:
            return _midnight(year, month), _midnight(year + month // 12, month % 12 + 1)
        case [*day]:
            return _midnight(*day), _midnight(*day) + DAY


def _midnight(year: int, month: int = 1, day: int = 1) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)
