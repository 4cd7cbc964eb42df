"""Names as they were told last: applied where a column holds who or where, and nowhere else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from domain.values import Actor, Agreement, Named
from history.history import History
from projections.columns import Column, Shown, columns_of

N = TypeVar("N", bound=Named)
S = TypeVar("S", bound=Shown)
Present = Callable[[Named], Named]

NAMED = ("actor", "place", "agreement", "named")


@dataclass
class Naming:
    """Gives everyone and every place the name last told by a position of the log."""

    history: History
    position: int
    _present: dict[Named, Named] = field(default_factory=dict)

    def __call__(self, named: Named) -> Named:
        """The same, under its present name."""
        if named not in self._present:
            last = self._last(named)
            same = last is None or last == named.name
            self._present[named] = named if same else named.model_copy(update={"name": last})
        return self._present[named]

    def _last(self, named: Named) -> str | None:
        kind = type(named)
        last = self.history.named(kind, named.id, self.position)
        if last is None and kind is Agreement:  # a mission's, which bears an actor's id
            last = self.history.named(Actor, named.id, self.position)
        return last.name if last else None


def renamed(row: S, present: Present) -> S:
    """The row, with every actor and place in it under its present name; the same where none is new.

    What an account says in its own words is in no column of these kinds, and stays as it was told.
    """
    changed = {}
    for attribute in _naming(type(row)):
        was = getattr(row, attribute)
        now = _renamed(was, present)
        if now is not was:
            changed[attribute] = now
    return row.model_copy(update=changed) if changed else row


@cache
def _naming(model: type[Shown]) -> tuple[str, ...]:
    """The fields in which someone or somewhere is named."""
    return tuple(column.attribute for column in columns_of(model) if _names(column))


def _names(column: Column) -> bool:
    return column.kind in NAMED or any(map(_names, column.columns))


def _renamed(value: Any, present: Present) -> Any:
    if value is None:
        return None
    if isinstance(value, Named):
        return present(value)
    if isinstance(value, Shown):
        return renamed(value, present)
    return _all_renamed(value, present)


def _all_renamed(values: Sequence[Any], present: Present) -> Sequence[Any]:
    now = [_renamed(each, present) for each in values]
    is_same = all(one is other for one, other in zip(now, values, strict=True))
    return values if is_same else type(values)(now)  # type: ignore[call-arg] # a list or a tuple
