"""The rows before and what changed give the rows after, whatever they are."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from answers.difference import Keyed, applied, difference
from projections.columns import Shown


class Held(Shown):
    """A row of a made-up view."""

    place: str
    held_by: str | None


ROWS = st.lists(
    st.builds(
        lambda key, value: Keyed(key, Held(place=key, held_by=value)),
        st.sampled_from(["goma", "sake", "minova", "bukavu", "uvira"]),
        st.sampled_from([None, "m23", "fardc"]),
    ),
    max_size=8,
)


def keyed(*rows: tuple[str, str | None]) -> list[Keyed]:
    return [Keyed(key, Held(place=key, held_by=holder)) for key, holder in rows]


def rows(of: list[Keyed]) -> list[dict[str, Any]]:
    return [each.row.as_json() for each in of]


@given(ROWS, ROWS)
def test_what_changed_makes_of_one_list_the_other(before: list[Keyed], after: list[Keyed]) -> None:
    changes = [change.as_json() for change in difference(before, after)]

    assert applied(changes, rows(before)) == rows(after)


@given(ROWS)
def test_nothing_changed_where_nothing_differs(before: list[Keyed]) -> None:
    assert difference(before, before) == []


def test_a_place_that_changed_hands_is_one_change_of_its_fields() -> None:
    before = keyed(("goma", "fardc"), ("sake", "m23"))
    after = keyed(("goma", "m23"), ("sake", "m23"))

    (change,) = difference(before, after)

    assert (change.change, change.key, change.was, change.at) == ("changed", "goma", 0, 0)
    assert [(field.field, field.old, field.new) for field in change.fields] == [
        ("held_by", "fardc", "m23")
    ]


def test_a_row_that_comes_before_others_moves_none_of_them() -> None:
    before = keyed(("goma", "m23"), ("sake", "m23"))
    after = keyed(("minova", "m23"), ("goma", "m23"), ("sake", "m23"))

    assert [(change.change, change.key) for change in difference(before, after)] == [
        ("added", "minova")
    ]


def test_a_row_that_only_changes_its_place_is_moved() -> None:
    before = keyed(("goma", "m23"), ("sake", "m23"), ("minova", "m23"))
    after = keyed(("minova", "m23"), ("goma", "m23"), ("sake", "m23"))

    assert [(change.change, change.key) for change in difference(before, after)] == [
        ("moved", "minova")
    ]
