"""What each id stands for: who told it, and under what name it was last told."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from domain.report import Report
from domain.values import Named

Key = tuple[type[Named], str]


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor, a place or an agreement, as an event told it at a position of the log."""

    position: int
    event: str
    named: Named


class Names:
    """Every telling of every actor, place and agreement, in the order of the log."""

    def __init__(self) -> None:
        self._told: dict[Key, list[Mention]] = defaultdict(list)

    def take(self, position: int, report: Report, before: Report | None) -> None:
        """Add what an event tells as of an entry, and did not tell before it."""
        for named in newly_named(report, before):
            self._told[type(named), named.id].append(Mention(position, report.telling.id, named))

    def tellers(self, kind: type[Named], id: str, until: int | None = None) -> Iterator[Mention]:
        """Who told what the id stands for, the last first."""
        told = self._told.get((kind, id), [])
        count = len(told) if until is None else bisect_right(told, until, key=lambda t: t.position)
        return (told[index] for index in range(count - 1, -1, -1))


def newly_named(report: Report, before: Report | None) -> list[Named]:
    """What an event names as of an entry and did not name before it.

    Only what is new counts as told then: a correction of the date does not make an old name the
    last one told.
    """
    if before is None:
        return list(dict.fromkeys(report.telling.named))
    if before.telling is report.telling:
        return []
    known = before.telling.named
    return [named for named in dict.fromkeys(report.telling.named) if named not in known]


def still_told(
    tellers: Iterable[Mention], report: Callable[[str], Report | None]
) -> Iterator[Mention]:
    """Those whose event tells it still: neither retracted since nor corrected to another."""
    for told in tellers:
        event = report(told.event)
        if event and not event.retracted and told.named in event.telling.named:
            yield told
