"""States of knowledge, second by second: by when what an answer tells was known (RFC 7089)."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.refusals import UnknownName
from domain.span import Span
from domain.values import Named
from history.history import History, Line
from history.names import still_told


@dataclass(frozen=True)
class Memento:
    """All that was known by a second: the position that it came to."""

    second: datetime
    position: int


@dataclass(frozen=True)
class Course:
    """The entries of which each may have changed an answer, and at which positions it was there."""

    history: History
    lines_after: Callable[[int], Iterator[Line]]
    there: Callable[[int], bool] = lambda position: True

    @classmethod
    def of_all(cls, history: History) -> "Course":
        """That of whatever rests on the whole log."""
        return cls(history, history.lines_after)

    @classmethod
    def of_event(cls, history: History, id: str) -> "Course":
        """That of one event: its own revisions."""
        life = history.life(id)
        return cls(history, lambda position: (line for line in life if line.position > position))

    @classmethod
    def since_event(cls, history: History, id: str) -> "Course":
        """All since an event was first told."""
        return cls(history, _since(history, history.life(id)[0].position))

    @classmethod
    def of_name(cls, history: History, kind: type[Named], id: str) -> "Course":
        """All since an actor or a place was first told of, while any event tells of it.

        Raises UnknownName.
        """
        *_, first = [None, *history.names.tellers(kind, id)]
        if first is None:
            raise UnknownName(kind.noun, id)

        def there(position: int) -> bool:
            told = history.names.tellers(kind, id, until=position)
            standing = still_told(told, lambda event: history.account(event, position).report)
            return next(standing, None) is not None

        return cls(history, _since(history, first.position), there)

    def mementos(self, after: int) -> Iterator[Memento]:
        """One for each second in which anything was recorded, from a position on."""
        while line := next(self.lines_after(after), None):
            second = second_of(line)
            after = self.history.position(Span(second.isoformat()))
            yield Memento(second, after)


def second_of(line: Line) -> datetime:
    """The second by whose end an entry was known: a date in HTTP has no fractions."""
    begun = line.recorded.replace(microsecond=0)
    return begun if begun == line.recorded else begun + timedelta(seconds=1)


def memento_at(history: History, position: int) -> Memento | None:
    """By when all up to a position was known, though a refused append may have used that one up."""

    def nothing_between(earlier: int) -> bool:
        line = next(history.lines_after(earlier), None)
        return line is None or line.position > position

    last = bisect_left(range(position), True, key=nothing_between)
    return Memento(second_of(next(history.lines_after(last - 1))), position) if last else None


def _since(history: History, first: int) -> Callable[[int], Iterator[Line]]:
    return lambda position: history.lines_after(max(position, first - 1))
