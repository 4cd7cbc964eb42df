"""What differs between two lists of rows, so that the one and the difference give the other."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field, GetJsonSchemaHandler, SerializeAsAny
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from answers.event import FieldChange, Possible
from projections import VIEWS
from projections.columns import Shown

JsonRow = dict[str, Any]
What = Literal["added", "removed", "changed", "moved"]


class Keyed(NamedTuple):
    """A row, with what makes it the same row in another list."""

    key: str
    row: Shown


class RowOfAnyView:
    """Lets the description of a row that may be any view's say which these are."""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Any of the rows that there are."""
        rows: list[type[Shown]] = [*(view.row for view in VIEWS.values()), Possible]
        return {"anyOf": [handler(row.__pydantic_core_schema__) for row in rows]}


AnyRow = Annotated[SerializeAsAny[Shown], RowOfAnyView()]


class RowChange(Shown):
    """How one row differs: `was` is its place in the list before, `at` its place in the one after.

    Of an added row `row` is the new one, of a removed one the old; of a changed one `fields` says
    what differs. A row that is moved is the same in another place among the others. `old` and
    `new` are the whole rows, for who tells of them; they are not sent.
    """

    change: What
    key: str
    was: int | None = None
    at: int | None = None
    row: AnyRow | None = None
    fields: Sequence[FieldChange] = ()
    old: AnyRow | None = Field(None, exclude=True)
    new: AnyRow | None = Field(None, exclude=True)


def difference(before: Sequence[Keyed], after: Sequence[Keyed]) -> list[RowChange]:
    """The changes that make of one list the other, in the order of the list after."""
    old = {key: (place, each) for place, (key, each) in enumerate(_each_once(before))}
    new = {key: (place, each) for place, (key, each) in enumerate(_each_once(after))}
    common = [key for key in new if key in old]
    same = [key for key in common if old[key][1].row == new[key][1].row]
    unmoved = _rising([old[key][0] for key in same])
    changes = [
        RowChange(change="removed", key=each.key, was=place, row=each.row, old=each.row)
        for key, (place, each) in old.items()
        if key not in new
    ]
    for key, (at, each) in new.items():
        if key not in old:
            added = RowChange(change="added", key=each.key, at=at, row=each.row, new=each.row)
            changes.append(added)
            continue
        was, before_it = old[key]
        told: dict[str, Any] = {"key": each.key, "was": was, "at": at}
        both: dict[str, Any] = {"old": before_it.row, "new": each.row}
        fields = list(_fields(before_it.row, each.row))
        if fields:
            changes.append(RowChange(change="changed", **told, fields=fields, **both))
        elif was not in unmoved:
            changes.append(RowChange(change="moved", **told, **both))
    return changes


def applied(changes: Sequence[Mapping[str, Any]], before: Sequence[JsonRow]) -> list[JsonRow]:
    """The rows after, made of the rows before and what changed, all of them as they are sent."""
    rest = {place: row for place, row in enumerate(before)}
    placed: dict[int, JsonRow] = {}
    for change in changes:
        old = rest.pop(change["was"]) if change["was"] is not None else {}
        if change["at"] is not None:
            placed[change["at"]] = change["row"] or _patched(old, change["fields"])
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


def _fields(old: Shown, new: Shown) -> Iterator[FieldChange]:
    names = {name: field.alias or name for name, field in type(new).model_fields.items()}
    for name, told_as in names.items():
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield FieldChange(field=told_as, old=was, new=now)


def _patched(row: JsonRow, fields: Sequence[Mapping[str, Any]]) -> JsonRow:
    return row | {change["field"]: change["new"] for change in fields}


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
