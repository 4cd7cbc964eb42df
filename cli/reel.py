"""The frames of a replay one after the other, of which no more than one is kept."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cli.cells import Row
from cli.differences import POSSIBLE, Difference, differences
from domain.span import Span
from projections import VIEWS
from projections.difference import RowChange, applied
from projections.happening import Account
from projections.history import History
from projections.moment import Question
from projections.replay import Replay
from projections.timeline import timeline

SUMS = ("attention", POSSIBLE)  # they change with everything, and say nothing that it does not

Rows = Mapping[str, list[Row]]


@dataclass(frozen=True)
class Frame:
    """The crisis on one date, what changed since the frame before, and the events in between."""

    number: int
    on: str
    rows: Rows
    differences: Mapping[str, list[Difference]]
    events: Sequence[Account]


class Reel:
    """The frames of one question on its dates, all as known at one position.

    `since` is when the events of the first frame begin.
    """

    def __init__(
        self, history: History, question: Question, on: Sequence[Span], since: datetime
    ) -> None:
        position = history.position(question.moment.known)
        moment = question.moment.model_copy(update={"known": position, "on": on[-1]})
        self.position = position
        self._history = history
        self._question = question.model_copy(update={"moment": moment})
        self._on, self._since = on, since
        self._events = timeline(history, self._question)[::-1]
        self._ends = [account.occurred.end for account in self._events]

    def __len__(self) -> int:
        return len(self._on)

    def frames(self, first: int = 0) -> Iterator[Frame]:
        """The frames from one on, the first of which is folded anew after the one before it."""
        begin = max(first - 1, 0)
        rows: Rows = {}
        played = Replay(self._history, self._question).changes(self._on[begin:])
        for number, document in enumerate(played, begin):
            before, changes = rows, document["changes"]
            rows = {name: _applied(changes, before, name) for name in [*VIEWS, POSSIBLE]}
            if number >= first:
                told = {
                    name: _told(differences(name, changes[name], before.get(name, []), rows[name]))
                    for name in changes
                    if name not in SUMS
                }
                yield Frame(number, document["on"], rows, told, self._between(number))

    def _between(self, number: int) -> list[Account]:
        """The events that were over by a frame and not by the one before."""
        after = self._on[number - 1].end if number else self._since
        first, last = (bisect_right(self._ends, at) for at in (after, self._on[number].end))
        return self._events[first:last]


def _applied(changes: Mapping[str, Any], before: Rows, view: str) -> list[Row]:
    rows = before.get(view, [])
    if view not in changes:
        return rows
    told = [RowChange.model_validate(change) for change in changes[view]]
    return list(applied(told, [dict(row) for row in rows]))


def _told(found: list[Difference]) -> list[Difference]:
    """All but the sums of relations, which change with every event: their ties are told."""
    return [each for each in found if each.view != "relations" or _has_other_ties(each)]


def _has_other_ties(each: Difference) -> bool:
    return bool(each.old.get("ties", "normal") != each.new.get("ties", "normal"))
