"""What changed is told in sentences that follow from the titles of the columns."""

from collections.abc import Sequence
from typing import Any

from answers.difference import Keyed, difference
from answers.question import ChangesQuestion
from domain.entry import Retracted
from domain.events.diplomacy import AmbassadorRecalled
from domain.events.territory import CityRecaptured, ControlDenied
from domain.values import Status
from exchange.changes import sentence, told
from projections import VIEWS
from projections.columns import MOST_LISTED
from projections.projection import Row
from tests.exchange.conftest import without_ids
from tests.goma import AFC, BUKAVU, CAPTURE, CONGO, FARDC, GOMA, M23, RWANDA, GivenLedger

TAKEN_BACK = CityRecaptured(place=GOMA, by=FARDC)
DENIED = ControlDenied(place=GOMA, by=CONGO, of=M23)


def between(ledger: GivenLedger, **asked: Any) -> dict[str, list[str]]:
    """The sentences of each view."""
    document = ledger.changes(ChangesQuestion.model_validate(asked))
    return {title: [str(each) for each in said] for title, said in told(document)}


def days(ledger: GivenLedger, first: str, last: str) -> dict[str, list[str]]:
    return between(ledger, **{"from": first, "to": last})


def test_a_place_that_changed_hands_says_from_whom_to_whom() -> None:
    ledger = GivenLedger()
    ledger.given(TAKEN_BACK, "2025-01-20", quoted=FARDC)
    ledger.given(CAPTURE, "2025-01-27", quoted=FARDC)

    (said,) = days(ledger, "2025-01-25", "2025-01-28")["Territory"]

    assert said.startswith(
        "Goma: held by: FARDC, now M23; since: 2025-01-20, now 2025-01-27; before that: now FARDC"
    )
    assert "status" not in said


def test_what_is_as_it_was_is_not_told() -> None:
    ledger = GivenLedger()
    ledger.given(CAPTURE, "2025-01-20")
    ledger.given(DENIED, "2025-01-28")

    (said,) = days(ledger, "2025-01-25", "2025-01-30")["Territory"]

    assert without_ids(said) == (
        "Goma: held by: M23, now M23, contested; claims: now also cod (reported): M23 is denied to "
        "hold it since 2025-01-28"
    )


def test_what_came_to_stand_beside_a_row_is_told_item_by_item() -> None:
    ledger = GivenLedger()
    capture = ledger.given(CAPTURE, "2025-01-20")
    for teller in (M23, AFC):
        ledger.given(CAPTURE, "2025-01-28", same_as=capture, quoted=teller, status=Status.DISPUTED)
    asked = ChangesQuestion(known_from=1, known_to=3, on="2025-01-30")

    ((_, (said,)),) = ((t, s) for t, s in told(ledger.changes(asked)) if t == "Territory")

    assert said.says == []
    assert [*map(without_ids, said.beside[-2:])] == [
        "other accounts: now also m23 (disputed): City captured, 2025-01-28: Goma, by M23",
        "other accounts: now also afc (disputed): City captured, 2025-01-28: Goma, by M23",
    ]


def test_a_row_that_is_new_says_all_that_it_says() -> None:
    ledger = GivenLedger()
    ledger.given(AmbassadorRecalled(by=CONGO, from_=RWANDA), "2025-01-25")

    (said,) = days(ledger, "2025-01-24", "2025-01-26")["Relations"]

    assert said.startswith("COD, RWA: ties: an ambassador recalled; since: 2025-01-25; ")
    assert "events" not in said


def test_a_row_that_is_gone_says_what_it_was() -> None:
    ledger = GivenLedger()
    capture = ledger.given(CAPTURE, "2025-01-27", recorded="2025-01-28")
    ledger.changed(capture, Retracted(reason="a rumour"), recorded="2025-01-29")
    document = ledger.changes(ChangesQuestion(known_from=1, known_to=2, on="2025-01-28"))

    ((_, (gone,)),) = ((t, s) for t, s in told(document) if t == "Territory")

    assert (gone.change, gone.about) == ("removed", "Goma")
    assert gone.says[:2] == ["held by: M23", "since: 2025-01-27"]


def test_of_a_list_it_is_told_what_came_and_what_went() -> None:
    ledger = GivenLedger()
    ledger.given(CAPTURE, "2025-01-20", quoted=M23)
    second = ledger.given(CAPTURE, "2025-01-27", quoted=AFC)

    (said,) = days(ledger, "2025-01-25", "2025-01-28")["Territory"]

    assert f"events: now also {second[:8]}; told by: now also afc" in said
    assert "no longer" not in said


def test_what_leaves_a_list_because_it_is_full_is_not_told_as_gone() -> None:
    ledger = GivenLedger()
    for number in range(MOST_LISTED + 1):
        day = f"2025-01-{number // 24 + 1:02}T{number % 24:02}:00:00Z"
        ledger.given(CAPTURE, day)

    (said,) = days(ledger, "2025-01-02", "2025-01-31")["Territory"]

    assert "no longer" not in said


def test_a_place_among_the_others_is_told_as_such() -> None:
    ledger = GivenLedger()
    for place in (GOMA, BUKAVU):
        ledger.given(CAPTURE.model_copy(update={"place": place}), "2025-01-27")
    rows: Sequence[Row] = ledger.view("territory", ledger.question()).rows
    before = [Keyed(str(row.key), row) for row in rows]

    (change,) = difference(before, before[::-1])

    assert str(sentence(change)) == "Bukavu: in another place among the others"


def test_what_may_have_happened_is_told_by_what_and_when_and_where() -> None:
    ledger = GivenLedger()
    ledger.given(CAPTURE, "2025-01-26/2025-01-30", status=Status.CLAIMED)

    assert days(ledger, "2025-01-25", "2025-01-28")["Possible"] == [
        "City captured, 2025-01-26 to 2025-01-30, Goma"
    ]


def test_a_view_in_which_nothing_changed_is_not_named(ledger: GivenLedger) -> None:
    assert days(ledger, "2025-01-24", "2025-01-24") == {}
    assert set(days(ledger, "2025-01-24", "2025-01-28")) <= {
        *(view.row.called for view in VIEWS.values()),
        "Possible",
    }


def test_a_change_is_sent_without_the_rows_that_it_is_told_by(ledger: GivenLedger) -> None:
    document = ledger.changes(ChangesQuestion.model_validate({"from": "2024", "to": "2025-02"}))

    (change,) = document.as_json()["views"]["territory"]["changes"]

    assert list(change) == ["change", "key", "was", "at", "row", "fields"]
