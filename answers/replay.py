"""The crisis from date to date: frames of the whole state, each folded on from the one before."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from pydantic import ConfigDict, Field, create_model

from answers.difference import Keyed, RowChange, difference
from answers.document import AllViews, Document, state_model, state_of
from answers.question import ImpossibleStep, Question, ReplayQuestion
from answers.reading import Reading
from domain.span import DAY, Span
from history.history import History
from projections import VIEWS
from projections.columns import Shown
from projections.projection import Projection

MOST_FRAMES = 5_000


class ChangesFrame(Document):
    """What changed from the frame before, by view; the totals are those after."""

    changes: dict[str, list[RowChange]]
    total: dict[str, int]
    possible_total: int


class ReplayHead(Shown):
    """Which frames were asked for."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    from_: Span = Field(alias="from")
    to: Span
    step: str


def replay_model() -> type[ReplayHead]:
    """The document of a replay: its frames, each whole or as changes from the one before."""
    return _of_frames(state_model())


@cache
def _of_frames(state: type[AllViews]) -> type[ReplayHead]:
    frames: Any = (list.__class_getitem__(state | ChangesFrame), ...)
    return create_model("ReplayDocument", __base__=ReplayHead, frames=frames)


def dates(first: Span, last: Span, step: timedelta) -> Iterator[Span]:
    """The dates of the frames: after each step from where `first` begins, to where `last` ends.

    An instant is its own first date. A date is written as a day where it ends a day (UTC).
    """
    at_once = first.length <= datetime.resolution
    at = first.start if at_once else first.start + step
    end = last.start if last.length <= datetime.resolution else last.end
    while at < end:
        yield _ending(at)
        at += step
    yield last


def dates_of_happenings(history: History, asked: ReplayQuestion) -> list[Span]:
    """The dates on which anything was over between the first and the last one, once each."""
    first = asked.from_
    world = history.world(asked.on(asked.to).moment)
    ends = [happening.occurred.end for happening in world.chosen(asked.narrowing)]
    found = sorted({end for end in ends if first.end < end})
    return [first, *(_ending_within(end) for end in found)]


@dataclass
class Replay:
    """The frames of one question, one for each of several dates in order.

    All are as known at one position, whatever is recorded meanwhile. Nothing is folded twice: the
    views see what was over since the frame before.
    """

    history: History
    asked: ReplayQuestion
    on: list[Span] = field(init=False)
    folded: dict[str, Projection[Any]] = field(default_factory=dict)
    seen: int = 0

    def __post_init__(self) -> None:
        """Begin with nothing seen; raises ImpossibleStep where there are no frames or too many."""
        self.on = self._dates()
        moment = self.asked.on(self.asked.from_).moment
        self.position = self.history.position(moment.known)
        self.folded = {
            name: view(moment=moment, narrowing=self.asked.narrowing)
            for name, view in VIEWS.items()
        }

    def frames(self) -> Iterator[AllViews]:
        """Each frame whole: what the state of its date is."""
        for reading, question in self._readings():
            yield state_of(reading, question, self.folded)

    def changes(self) -> Iterator[ChangesFrame]:
        """Each frame as what changed from the one before, the first from nothing."""
        before: dict[str, list[Keyed]] = {name: [] for name in [*VIEWS, "possible"]}
        for reading, _ in self._readings():
            subjects = reading.views(self.folded)
            after = {name: reading.keyed(each) for name, each in subjects.items()}
            after["possible"] = reading.keyed_possible()
            changed = {name: difference(before[name], after[name]) for name in after}
            yield ChangesFrame(
                **reading.head,
                rests_on=reading.rests_on,
                changes={name: each for name, each in changed.items() if each},
                total={name: len(each) for name, each in subjects.items()},
                possible_total=len(reading.possible),
            )
            before = after

    def _dates(self) -> list[Span]:
        asked = self.asked
        if asked.by_event:
            found = dates_of_happenings(self.history, asked)
            _must_be_few(len(found), asked)
            return found
        _must_be_few(number_of(asked.from_, asked.to, asked.duration), asked)
        return list(dates(asked.from_, asked.to, asked.duration))

    def _readings(self) -> Iterator[tuple[Reading, Question]]:
        narrowing, limit = self.asked.narrowing, self.asked.limit
        for date in self.on:
            question = self.asked.on(date)
            reading = Reading(self.history, question, narrowing, limit, at=self.position)
            self._see(reading)
            yield reading, question

    def _see(self, reading: Reading) -> None:
        happenings = reading.world.happenings
        for view in self.folded.values():
            view.moment = reading.world.moment
        for happening in happenings[self.seen :]:
            for view in self.folded.values():
                if view.takes(happening):
                    view.apply(happening.event, happening)
        self.seen = len(happenings)


def number_of(first: Span, last: Span, step: timedelta) -> int:
    """How many frames there are from one date to another."""
    return max(1, -(-(last.end - first.start) // step))


def _must_be_few(frames: int, asked: ReplayQuestion) -> None:
    if frames > MOST_FRAMES:
        days = (asked.to.end - asked.from_.start) // timedelta(days=MOST_FRAMES) + 1
        raise ImpossibleStep(
            asked.step,
            f"takes {frames} frames, and {MOST_FRAMES} are the most; "
            f"take a step of P{days}D or more, or a shorter span",
        )


def _ending(at: datetime) -> Span:
    """The date that ends at this instant: a day where it is midnight, else the instant itself."""
    if at.hour == at.minute == at.second == at.microsecond == 0:
        return Span((at - DAY).date().isoformat())
    return Span(at.isoformat().replace("+00:00", "Z"))


def _ending_within(end: datetime) -> Span:
    """The date of which this is the end, exclusive."""
    if end.hour == end.minute == end.second == end.microsecond == 0:
        return _ending(end)
    return _ending(end - datetime.resolution)
