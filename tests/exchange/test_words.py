"""What a row says is told in words, by its columns and by the forms that it declares."""

from typing import Annotated, Any

import pytest
from pydantic import Field, SerializeAsAny

from domain.event import Event
from domain.headline import headline
from domain.span import Span
from domain.values import Actor, Casualties, Range, Status
from exchange.words import as_one, calls_for_care, figure, in_a_line, in_words, label
from projections.columns import (
    Absent,
    EventRef,
    Figure,
    Newest,
    Shown,
    TypeName,
    columns_of,
    flag,
)
from tests.exchange.conftest import WITH_ITS_DEAD, without_ids
from tests.goma import FARDC, M23, GivenLedger, told

IDS = [f"{number:08}-0000-0000-0000-000000000000" for number in range(60)]


class Raid(Shown, told=["{type} by {who}, {when}", "{type}, {when}"]):
    """A record of the tests' own."""

    type: TypeName
    who: Annotated[Actor | None, Absent("")] = None
    when: Span
    failed: Annotated[bool, flag("failed", care=True)] = False
    killed: Figure | None = None
    dollars: float = 0.0
    data: SerializeAsAny[Event] = WITH_ITS_DEAD
    events: Newest[EventRef] = Field([])
    events_total: int = 0


def words(value: Any, column: str, **more: Any) -> str:
    return in_words(value, next(c for c in columns_of(Raid) if c.name == column), **more)


def raid(**told: Any) -> Raid:
    return Raid.model_validate({"type": "CityCaptured", "when": Span("2025-01-27"), **told})


@pytest.mark.parametrize(
    ("low", "best", "high", "said"),
    [
        (700, None, None, "at least 700"),
        (None, None, 1200, "at most 1,200"),
        (12, None, 20, "12 to 20"),
        (12, None, 12, "12"),
        (None, 900, None, "900"),
        (900, 900, 900, "900"),
        (700, 900, 1200, "900 (700 to 1,200)"),
        (0, 5, None, "5 (0 to 5)"),
        (None, None, None, ""),
    ],
)
def test_a_number_of_people_is_told_as_sure_as_it_is(
    low: int | None, best: int | None, high: int | None, said: str
) -> None:
    assert figure(Figure(low=low, best=best, high=high)) == said


def test_a_headline_and_a_table_word_the_least_number_alike() -> None:
    dead = WITH_ITS_DEAD.model_copy(
        update={"casualties": Casualties(killed=Range(low=12, high=20))}
    )

    assert headline(told(dead, "2025-01-27")) == "City captured: Goma, by M23, 12 to 20 killed"
    assert figure(Figure(low=12, best=None, high=20)) == "12 to 20"


def test_each_kind_of_value_has_its_words() -> None:
    assert words("CityCaptured", "type") == "City captured"
    assert words(M23, "who") == "M23"
    assert words(Span("2025-01-26/2025-01-28"), "when") == "2025-01-26 to 2025-01-28"
    assert words(60_000_000.0, "dollars") == "60,000,000"
    assert words(-9.5, "dollars") == "-9.5"
    assert words(False, "failed") == ""
    assert words(True, "failed") == "failed"


def test_what_an_account_says_itself_is_told_as_its_headline_does() -> None:
    assert words(WITH_ITS_DEAD, "data") == "Goma, by M23, at least 700 killed"


def test_of_many_events_the_first_are_told_by_the_beginning_of_their_ids() -> None:
    assert words(IDS[:2], "events") == "00000000, 00000001"
    assert words(IDS[:50], "events", total=60) == "00000000, 00000001, 00000002, and 57 more"
    assert words(IDS[:1], "events", short=lambda id: f"#{id[7]}") == "#0"


def test_a_record_is_told_by_the_first_form_of_which_all_is_told() -> None:
    assert in_a_line(raid(who=M23)) == "City captured by M23, 2025-01-27"
    assert in_a_line(raid()) == "City captured, 2025-01-27"


def test_where_no_form_fits_what_is_told_stands_side_by_side() -> None:
    assert as_one(raid(who=M23), ["{who}, {failed}, {killed}"]) == "M23"
    assert as_one(raid(who=M23, failed=True), ["{failed}: {killed} by {who}"]) == "M23, failed"


def test_a_value_with_braces_is_no_form() -> None:
    odd = Actor(id="odd", name="{type}", kind="person")

    assert as_one(raid(who=odd), ["{who} attacks"]) == "{type} attacks"


def test_a_word_that_calls_for_care_is_found() -> None:
    assert calls_for_care(raid(failed=True), ["failed"])
    assert not calls_for_care(raid(), ["failed"])
    assert not calls_for_care(raid(failed=True), ["who"])


def test_a_row_is_about_its_subject(ledger: GivenLedger) -> None:
    said = {
        view: [label(row) for row in ledger.view(view, ledger.question()).rows]
        for view in ("territory", "embassies", "contacts", "relations")
    }

    assert said == {
        "territory": ["Goma"],
        "embassies": ["mission of Kenya in Kinshasa"],
        "contacts": ["call, Marco Rubio, Paul Kagame"],
        "relations": ["RWA, USA"],
    }


def test_a_place_is_contested_and_says_by_whom(ledger: GivenLedger) -> None:
    (row,) = ledger.view("territory", ledger.question()).rows

    assert as_one(row, ["{held_by}, {contested}"]) == "M23, contested"
    assert without_ids(in_a_line(row.claims[-1])) == (
        "cod (reported): M23 is denied to hold it since 2025-01-29"
    )
    assert without_ids(in_a_line(row.other_accounts[0])) == (
        "m23 (claimed): City captured, 2025-01-27: Goma, by M23"
    )


def test_a_place_that_nobody_holds_says_so() -> None:
    class Hill(Shown):
        held_by: Annotated[Actor | None, Absent("nobody known")]
        status: Status | None

    assert as_one(Hill(held_by=None, status=None), ["{held_by}, {status}"]) == "nobody known"
    assert as_one(Hill(held_by=FARDC, status=None), ["{held_by}, {status}"]) == "FARDC"
