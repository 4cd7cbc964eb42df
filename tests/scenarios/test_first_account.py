"""A ledger with the first account alone, and what becomes of the date of its call."""

from typing import Any

import pytest

from answers.event import revisions
from domain.entry import Corrected
from domain.refusals import BatchRefused
from domain.telling import Telling
from tests.goma import CAPTURE, GivenLedger

Line = dict[str, Any]


@pytest.fixture
def account(ledger: GivenLedger, goma: GivenLedger) -> GivenLedger:
    """What the news account of 30 January 2025 states, and nothing else."""
    stated = [
        line.entry.what
        for line in goma.read().lines_after(0)
        if isinstance(line.entry.what, Telling)
        and {source.id for source in line.entry.what.sources} == {"news-account"}
    ]
    ledger.today = "2025-01-31"
    ledger.append([_alone(telling, stated) for telling in stated])
    return ledger


def _alone(telling: Telling, stated: list[Telling]) -> Line:
    """As it would be sent to a ledger that holds nothing else: about nothing outside."""
    sent = telling.as_json(without={"same_as"})
    if telling.data.about not in {other.id for other in stated}:
        sent["data"].pop("about", None)
    return sent


def calls(ledger: GivenLedger, **moment: Any) -> list[Line]:
    rows = ledger.rows("contacts", **moment)
    return [r for r in rows if {p["id"] for p in r["participants"]} >= {"paul-kagame"}]


def test_a_correction_moves_the_call_and_what_was_known_before_stays(
    account: GivenLedger,
) -> None:
    (call,) = calls(account, on="2025-01-29")
    assert calls(account, on="2025-01-28") == []
    before = account.read().position()

    correction = Corrected.model_validate({"occurred": "2025-01-28", "reason": "it was Tuesday"})
    account.changed(call["events"][0], correction, recorded="2025-02-02")

    assert calls(account, on="2025-01-28")
    assert calls(account, on="2025-01-28", known=before) == []
    (_, correction_made) = revisions(account.read().life(call["events"][0]))
    corrected = correction_made.as_json()
    assert corrected["reason"] == "it was Tuesday"
    assert corrected["changes"] == [{"field": "occurred", "old": "2025-01-29", "new": "2025-01-28"}]


def test_everything_that_the_account_states_is_there(account: GivenLedger) -> None:
    state = account.state(account.question(on="2025-01-30")).as_json()

    assert {row["place"]["id"] for row in state["territory"]} >= {"goma", "goma-airport"}
    assert {row["of"]["id"] for row in state["embassies"]} == {"usa", "ken", "uga"}
    assert {row["kind"] for row in state["appeals"]} == {"ceasefire", "sovereignty"}
    assert len([row for row in state["contacts"] if row["kind"] == "call"]) == 2
    assert [row["status"] for row in state["allegations"]] == ["claimed"]
    kinds = {(row["kind"], row["state"]) for row in state["agreements"]}
    assert kinds == {
        ("agreement", "discussed"),
        ("mission", "discussed"),
        ("strategy", "agreed"),
    }
    assert state["unrest"][0]["protests"] + state["unrest"][0]["riots"] >= 1
    assert state["total"]["humanitarian"] == 0


def test_a_scenario_is_loaded_once_however_often_it_is_loaded(
    goma: GivenLedger, lines: list[Line]
) -> None:
    before = goma.read().position()

    receipts = goma.load(lines)

    assert len(receipts) >= len(lines)
    assert not any(receipt.is_new for receipt in receipts)
    assert goma.read().position() == before == len(lines)


def test_a_scenario_is_not_loaded_into_a_ledger_that_went_on_since(
    ledger: GivenLedger, lines: list[Line]
) -> None:
    ledger.given(CAPTURE, "2025-01-28", recorded="2025-01-29")

    with pytest.raises(BatchRefused, match="the ledger's last entry"):
        ledger.load(lines)
    assert ledger.read().position() == 1
