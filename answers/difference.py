"""What differs between two lists of rows, so that the one and the difference give the other."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import Any, Literal

from domain.values import Value

JsonRow = dict[str, Any]
What = Literal["added", "removed", "changed", "moved"]


class Keyed(Value):
    """A row, with what makes it the same row in another list."""

    key: str
    row: JsonRow


class FieldChange(Value):
    """A field of a row, before and after."""

    field: str
    old: Any
    new: Any


class RowChange(Value):
    """How one row differs: `was` is its place in the list before, `at` its place in the one after.

    Of an added row `row` is the new one, of a removed one the old; of a changed one `fields` says
    what differs. A row that is moved is the same in another place among the others.
    """

    change: What
    key: str
    was: int | None = None
    at: int | None = None
    row: JsonRow | None = None
    fields: tuple[FieldChange, ...] = ()


def difference(before: Sequence[Keyed], after: Sequence[Keyed]) -> list[RowChange]:
    """The changes that make of one list the other, in the order of the list after."""
    old = {key: (place, each) for place, (key, each) in enumerate(_each_once(before))}
    new = {key: (place, each) for place, (key, each) in enumerate(_each_once(after))}
    common = [key for key in new if key in old]
    same = [key for key in common if old[key][1].row == new[key][1].row]
    unmoved = _rising([old[key][0] for key in same])
    removed = [
        RowChange(change="removed", key=each.key, was=place, row=each.row)
        for key, (place, each) in old.items()
        if key not in new
    ]
    changes = removed
    for key, (at, each) in new.items():
        if key not in old:
            changes.append(RowChange(change="added", key=each.key, at=at, row=each.row))
            continue
        was, before_it = old[key]
        fields = tuple(_fields(before_it.row, each.row))
        if fields:
            changes.append(RowChange(change="changed", key=each.key, was=was, at=at, fields=fields))
        elif was not in unmoved:
            changes.append(RowChange(change="moved", key=each.key, was=was, at=at))
    return changes


def applied(changes: Sequence[RowChange], before: Sequence[JsonRow]) -> list[JsonRow]:
    """The rows after, made of the rows before and what changed."""
    rest = {place: row for place, row in enumerate(before)}
    placed: dict[int, JsonRow] = {}
    for change in changes:
        old = rest.pop(change.was) if change.was is not None else {}
        if change.at is not None:
            placed[change.at] = change.row or _patched(old, change.fields)
    stayed = iter(rest.values())
    return [
        placed[place] if place in placed else next(stayed)
        for place in range(len(rest) + len(placed))
    ]


def _each_once(rows: Sequence[Keyed]) -> Iterator[tuple[Hashable, Keyed]]:
    """Each row by a key of its own, though two were to have the same."""
    seen: Counter[str] = Counter()
    for each in rows:
        yield (each.key, seen[each.key]), each
        seen[each.key] += 1


def _fields(old: JsonRow, new: JsonRow) -> Iterator[FieldChange]:
    for name in dict.fromkeys([*old, *new]):
        if old.get(name) != new.get(name):
            yield FieldChange(field=name, old=old.get(name), new=new.get(name))


def _patched(row: JsonRow, fields: Sequence[FieldChange]) -> JsonRow:
    return row | {change.field: change.new for change in fields}


def _rising(places: Sequence[int]) -> set[int]:
    """The most places that follow one another in rising order: the rows that need no moving."""
    ends: list[int] = []  # the least place with which a rising run of each length ends
    length_at: list[int] = []
    for place in places:
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        length_at.append(length)
    rising: list[int] = []
    for place, length in zip(reversed(places), reversed(length_at), strict=True):
        is_next = length == len(ends) - 1 - len(rising)
        if is_next and (not rising or place < rising[-1]):
            rising.append(place)
    return set(rising)
