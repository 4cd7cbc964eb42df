"""The crisis from date to date: frames of the whole state, each folded on from the one before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from answers.answer import Answer, Document
from answers.difference import Keyed, difference
from domain.span import DAY, Span
from history.history import History
from history.moment import Moment, Question
from projections import VIEWS
from projections.projection import Projection


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


def dates_of_happenings(history: History, question: Question, first: Span) -> list[Span]:
    """The dates on which anything was over between `first` and the question's `on`, once each."""
    world = history.world(question.moment)
    ends = [told.occurred.end for told in world.chosen(question.narrowing)]
    found = sorted({end for end in ends if first.end < end})
    return [first, *(_ending_within(end) for end in found)]


@dataclass
class Replay:
    """The frames of one question on one date after the other, none of which lies before another.

    All are as known at one position, whatever is recorded meanwhile. Nothing is folded twice: the
    views see what was over since the frame before.
    """

    history: History
    question: Question
    folded: dict[str, Projection] = field(default_factory=dict)
    seen: int = 0

    def __post_init__(self) -> None:
        """Begin with nothing seen."""
        moment, narrowing = self.question.moment, self.question.narrowing
        self.position = self.history.position(moment.known)
        self.folded = {
            name: view(moment=moment, narrowing=narrowing) for name, view in VIEWS.items()
        }

    def frames(self, on: Sequence[Span] | Iterator[Span]) -> Iterator[Document]:
        """Each frame whole: what the state of its date is."""
        for answer in self._answers(on):
            yield answer.told({"rests_on": answer.rests_on} | answer.views(self.folded))

    def changes(self, on: Sequence[Span] | Iterator[Span]) -> Iterator[Document]:
        """Each frame as what changed from the one before, the first from nothing."""
        before: dict[str, list[Keyed]] = {name: [] for name in [*VIEWS, "possible"]}
        for answer in self._answers(on):
            rows, possible = answer.rows_by_view(self.folded), answer.keyed_possible()
            limit = self.question.limit
            after = {name: answer.keyed(rows[name][:limit]) for name in VIEWS}
            after["possible"] = possible[:limit]
            changed = {name: difference(before[name], after[name]) for name in after}
            yield {
                **answer.head,
                "rests_on": answer.rests_on,
                "changes": {
                    name: [change.model_dump(mode="json") for change in each]
                    for name, each in changed.items()
                    if each
                },
                "total": {name: len(rows[name]) for name in VIEWS},
                "possible_total": len(possible),
            }
            before = after

    def _answers(self, on: Sequence[Span] | Iterator[Span]) -> Iterator[Answer]:
        for date in on:
            moment = self.question.moment.model_copy(update={"on": date})
            question = self.question.model_copy(update={"moment": moment})
            answer = Answer(self.history, question, at=self.position)
            self._see(answer, moment)
            yield answer

    def _see(self, answer: Answer, moment: Moment) -> None:
        happenings = answer.world.happenings
        for view in self.folded.values():
            view.moment = moment
        for told in happenings[self.seen :]:
            for view in self.folded.values():
                if view.takes(told):
                    view.apply(told.event, told)
        self.seen = len(happenings)


def number_of(first: Span, last: Span, step: timedelta) -> int:
    """How many frames there are from one date to another."""
    return max(1, -(-(last.end - first.start) // step))


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
