"""What is asked, each question typed once, for the query of an address and a command's options.

A question names what of the world is meant: `on` which date, as `known` at what time, by whose
word, and which part of it. A date that is left out is today (UTC), which the ledger fills in.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from answers.timeline import Filter, Sort
from answers.times import AsKnown, OnDate
from domain.refusals import Misfit, Refusal
from domain.span import Span
from domain.values import Value
from history.happening import Account
from history.moment import Known, Moment, Narrowing, Perspective, Sought, known_as_asked

MOST_ROWS = 10_000
MOST_MARKS = 20_000
BY_DAY, BY_EVENT = "P1D", "event"
DURATION = TypeAdapter(timedelta)
PAIRS = (
    "ask between two dates with `from` and `to` (and `known`, if you like), or between two states "
    "of knowledge with `known_from` and `known_to` (and `on`)"
)


@dataclass(eq=False)
class EndsBeforeItStarts(Refusal):
    """The span that is asked for runs backwards."""

    start: str
    end: str
    sentence = "{start} is not before {end}; ask the other way round"


@dataclass(eq=False)
class ImpossibleStep(Refusal):
    """The step from frame to frame leads nowhere, or takes too many frames."""

    step: str
    remedy: str
    sentence = "{step!r} {remedy}"


Limit = Annotated[int, Field(ge=1, le=MOST_ROWS)]


class KnownQuestion(Value):
    """As known at a time: what is asked of anything whose past is kept."""

    group: ClassVar = "The two times"

    known: AsKnown | None = Field(
        None,
        description="As known at an instant, on a date (to its end), or at a position of the log; "
        "left out, everything that is recorded.",
        examples=["2025-01-29", "@1234"],
    )

    @property
    def known_as_asked(self) -> str | None:
        """The time of what is known, as it is written in a query."""
        return known_as_asked(self.known)

    @property
    def times(self) -> dict[str, Known]:
        """The times that are asked for, by the parameters that ask for them."""
        return {"known": self.known}


class MomentQuestion(KnownQuestion, Perspective):
    """The world on a date, as known at a time, by whose word."""

    group: ClassVar = "The two times"

    on: OnDate | None = Field(
        None,
        description="The world on this date, month or year (at its end) or at this instant; left "
        "out, at the end of today (UTC).",
        examples=["2025-01-28"],
    )

    @property
    def times(self) -> dict[str, Known]:
        """The times that are asked for, by the parameters that ask for them."""
        return {"known": self.known, "on": self.on}

    @property
    def moment(self) -> Moment:
        """The moment that is meant; the date must be told or filled in."""
        assert self.on is not None, "the ledger fills in today"
        return Moment(on=self.on, known=self.known, **dict(self.perspective))

    def at(self, on: Span, known: Known = None) -> Self:
        """The same question, of another moment."""
        return self.model_copy(update={"on": on, "known": known})


class WholeQuestion(MomentQuestion):
    """What all views are asked about one country, one place, one actor."""

    limit: Limit = Field(
        500, description="The most items in a list; its `total` is told.", examples=[500]
    )
    include: Literal["sources"] | None = Field(
        None, description="`sources` adds those of every event named."
    )


class Question(WholeQuestion, Narrowing):
    """What a view is asked: a moment, which rows, and how many of them at most."""

    @classmethod
    def of(cls, moment: Moment, narrowing: Narrowing | None = None, **more: Any) -> "Question":
        """The question for a moment and a part of the world."""
        return cls(**dict(moment), **dict(narrowing or Narrowing()), **more)


class EventsQuestion(MomentQuestion, Filter):
    """Which events are asked for, and in which order; page by page."""

    sort: Sort = Field(
        "occurred", description="By when it occurred, or by when it was last revised."
    )
    limit: Limit = Field(500, description="The most items in a page.")
    cursor: str | None = Field(None, description="The `next` of the page before, to go on from it.")


class StreamQuestion(Filter):
    """Which entries are followed, from where."""

    after: AsKnown | None = Field(
        None,
        description="Begin after this position of the log, or with what was recorded after this "
        "date or instant; left out, with what is recorded from now on. A `Last-Event-ID` goes "
        "before it.",
        examples=["@0", "@1234", "2025-01-29"],
    )


class WatchQuestion(Filter, Perspective):
    """Which entries are watched, from where, and whose."""

    after: AsKnown | None = Field(
        None,
        description="Begin after this position of the log, or with what was recorded after this; "
        "left out, with what is recorded from now on.",
        examples=["2025-01-29", "@1234"],
    )

    def wants(self, account: Account) -> bool:
        """Whether the event, as an entry leaves it, is asked for; a retracted one may be."""
        return (
            super().wants(account)
            and account.status.trust >= self.at_least.trust
            and (self.according_to is None or account.telling.is_told_by(self.according_to))
        )


class ListQuestion(KnownQuestion):
    """What is known of all places, actors, sources or crises, page by page."""

    q: Sought | None = Field(
        None, description="Sought in names and aliases, whatever the case.", examples=["goma"]
    )
    limit: Limit = Field(500, description="The most items in a page.")
    cursor: str | None = Field(None, description="The `next` of the page before, to go on from it.")


class MarksQuestion(KnownQuestion, Perspective, Narrowing):
    """What is drawn: what happened on any date, or had begun by one."""

    to: OnDate | None = Field(
        None,
        description="Only what had begun by the end of this date, month, year or instant; left "
        "out, all.",
        examples=["2025-01-28"],
    )
    limit: int = Field(
        10_000,
        ge=1,
        le=MOST_MARKS,
        description="The most marks: of those that were over last.",
    )


class ChangesQuestion(MomentQuestion, Narrowing):
    """What differs between two dates as known at one time, or on one date as known at two."""

    from_: OnDate | None = Field(
        None, alias="from", description="The date before.", examples=["2025-01-26"]
    )
    to: OnDate | None = Field(None, description="The date after.", examples=["2025-01-30"])
    known_from: AsKnown | None = Field(
        None, description="As known before.", examples=["2025-01-30", "@100"]
    )
    known_to: AsKnown | None = Field(None, description="As known after.", examples=["2025-02-22"])
    limit: Limit = Field(500, description="The most items in a list; its `total` is told.")

    @model_validator(mode="after")
    def _is_a_pair(self) -> Self:
        self.must_be_a_pair()
        if self.from_ and self.to and self.to.end < self.from_.end:
            raise EndsBeforeItStarts(str(self.from_), str(self.to))
        return self

    def must_be_a_pair(self) -> None:
        """Raise Misfit unless two dates or two states of knowledge are given, and only these."""
        dates: dict[str, Known] = {"from": self.from_, "to": self.to}
        asked = dates | {"known_from": self.known_from, "known_to": self.known_to}
        given = {name: known_as_asked(value) for name, value in asked.items() if value is not None}
        if given.keys() not in ({"from", "to"}, {"known_from", "known_to"}):
            raise Misfit([{"field": "from", "value": given, "detail": PAIRS}])

    @property
    def is_between_dates(self) -> bool:
        """Whether two dates are compared, and not two states of knowledge."""
        return self.from_ is not None

    @property
    def sides(self) -> tuple[Question, Question]:
        """The two questions of which the answers are compared."""
        question = _shared(self)
        if self.is_between_dates:
            dates = (self.from_, self.to)
            before, after = (question.model_copy(update={"on": on}) for on in dates)
        else:
            known = (self.known_from, self.known_to)
            before, after = (question.model_copy(update={"known": each}) for each in known)
        return before, after

    @property
    def times(self) -> dict[str, Known]:
        """The times that are asked for, by the parameters that ask for them."""
        if self.is_between_dates:
            return {"from": self.from_, "to": self.to, "known": self.known}
        return {"known_from": self.known_from, "known_to": self.known_to, "on": self.on}


class ReplayQuestion(KnownQuestion, Perspective, Narrowing):
    """Which frames are asked for: from one date to another, by a step or by event."""

    from_: OnDate = Field(alias="from", description="The first date.", examples=["2025-01-25"])
    to: OnDate = Field(description="The last date.", examples=["2025-02-05"])
    step: str = Field(
        BY_DAY,
        max_length=100,
        description="From frame to frame: an ISO 8601 duration of weeks, days, hours or minutes, "
        "or `event` for a frame whenever something was over.",
        examples=["P1D", "PT6H", "event"],
    )
    frames: Literal["whole", "changes"] = Field(
        "whole", description="Each frame whole, or as what changed from the one before."
    )
    limit: Limit = Field(500, description="The most items in a list; its `total` is told.")

    @model_validator(mode="after")
    def _runs_forwards(self) -> Self:
        if self.to.end < self.from_.end:
            raise EndsBeforeItStarts(str(self.from_), str(self.to))
        return self

    @property
    def by_event(self) -> bool:
        """Whether there is a frame whenever something was over."""
        return self.step == BY_EVENT

    @property
    def duration(self) -> timedelta:
        """The step from frame to frame."""
        of_one_length = re.fullmatch(r"P(?!.*[YM].*T|[^T]*[YM]).+", self.step)
        try:
            step = DURATION.validate_python(self.step) if of_one_length else timedelta()
        except ValidationError:
            step = timedelta()
        if step <= timedelta():
            told = "is no step: write P1D (a day), PT6H (six hours), P1W (a week) or event"
            raise ImpossibleStep(self.step, told)
        return step

    def on(self, date: Span) -> Question:
        """The question of one frame."""
        return _shared(self).model_copy(update={"on": date})


def _shared(asked: KnownQuestion) -> Question:
    """The question to a view that another question asks, as far as they have the same fields."""
    shared = Question.model_fields.keys() & type(asked).model_fields.keys()
    return Question(**{name: getattr(asked, name) for name in shared})
