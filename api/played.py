"""Which frames of the crisis are played: from one date to another, by a step or by event."""

import re
from dataclasses import dataclass
from datetime import timedelta

from pydantic import TypeAdapter, ValidationError

from answers.replay import dates, dates_of_happenings, number_of
from api.problems import EndsBeforeItStarts, ImpossibleStep
from domain.span import Span
from history.history import History
from history.moment import Question

MOST_FRAMES = 5_000
BY_DAY, BY_EVENT = "P1D", "event"
DURATION = TypeAdapter(timedelta)


@dataclass(frozen=True)
class Played:
    """Which frames are asked for: from one date to another, by a step or by event."""

    first: Span
    last: Span
    step: str = BY_DAY

    def __post_init__(self) -> None:
        """Refuse a span that runs backwards."""
        if self.last.end < self.first.end:
            raise EndsBeforeItStarts(str(self.first), str(self.last))

    def on(self, history: History, question: Question) -> list[Span]:
        """The dates of the frames, of which there are not too many."""
        if self.step == BY_EVENT:
            found = dates_of_happenings(history, question, self.first)
            self._must_be_few(len(found))
            return found
        step = self._duration()
        self._must_be_few(number_of(self.first, self.last, step))
        return list(dates(self.first, self.last, step))

    def _duration(self) -> timedelta:
        of_one_length = re.fullmatch(r"P(?!.*[YM].*T|[^T]*[YM]).+", self.step)
        try:
            step = DURATION.validate_python(self.step) if of_one_length else timedelta()
        except ValidationError:
            step = timedelta()
        if step <= timedelta():
            remedy = "is no step: write P1D (a day), PT6H (six hours), P1W (a week) or event"
            raise ImpossibleStep(self.step, remedy)
        return step

    def _must_be_few(self, frames: int) -> None:
        if frames > MOST_FRAMES:
            span = self.last.end - self.first.start
            days = span // timedelta(days=MOST_FRAMES) + 1
            remedy = (
                f"takes {frames} frames, and {MOST_FRAMES} are the most; "
                f"take a step of P{days}D or more, or a shorter span"
            )
            raise ImpossibleStep(self.step, remedy)
