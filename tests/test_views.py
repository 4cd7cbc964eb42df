from domain.events.diplomacy import StatementMade
from domain.events.territory import CityCaptured, ControlDenied, ForcesWithdrew
from domain.values import Status
from projections.contacts import Contacts
from projections.territory import Territory
from tests.goma import CALL, CAPTURE, FARDC, GOMA, KAGAME, M23, READOUT, GivenLedger

RECAPTURE = CityCaptured(place=GOMA, by=FARDC)
DENIAL = ControlDenied(place=GOMA, by=FARDC, of=M23)


def test_a_view_subscribes_by_the_signature_of_apply() -> None:
    assert {CityCaptured, ForcesWithdrew, ControlDenied} < {*Territory.handles}
    assert type(CALL) in Contacts.handles


def test_on_the_day_that_only_m23_tells_goma_is_contested_and_not_yet_its(
    ledger: GivenLedger,
) -> None:
    united_nations = ledger.given(CAPTURE, occurred="2025-01-28")
    claim = ledger.given(CAPTURE, occurred="2025-01-27", status=Status.CLAIMED, quoted=M23)
    ledger.same(united_nations, claim)

    on_the_27th, on_the_28th = ledger.goma(on="2025-01-27"), ledger.goma(on="2025-01-28")

    assert (on_the_27th["held_by"], on_the_27th["contested"]) == (None, True)
    assert [said["claimed_by"] for said in on_the_27th["claims"]] == [["m23"]]
    assert (on_the_28th["held_by"], on_the_28th["contested"]) == (M23.as_json(), False)
    assert len(on_the_28th["claims"]) == 2


def test_a_denial_contests_the_holder_until_it_is_told_well_again(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")
    ledger.given(DENIAL, occurred="2025-01-28")
    ledger.given(CAPTURE, occurred="2025-01-30")

    assert [ledger.goma(on=f"2025-01-{day}")["contested"] for day in (27, 28, 30)] == [
        False,
        True,
        False,
    ]
    assert ledger.goma(on="2025-01-30")["since"] == "2025-01-27"


def test_a_mere_claim_stands_beside_what_is_better_told(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")
    ledger.given(RECAPTURE, occurred="2025-01-29", status=Status.CLAIMED, quoted=FARDC)

    goma = ledger.goma(on="2025-01-30")

    assert (goma["held_by"], goma["contested"]) == (M23.as_json(), True)
    assert [said["held_by"]["id"] for said in goma["claims"]] == ["m23", "fardc"]


def test_forces_that_begin_to_leave_still_hold_until_they_have_left(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2012-11-20")
    ledger.given(ForcesWithdrew(place=GOMA, who=M23, extent="begun"), occurred="2012-11-28")
    ledger.given(ForcesWithdrew(place=GOMA, who=M23), occurred="2012-12-01")

    leaving, left = ledger.goma(on="2012-11-30"), ledger.goma(on="2012-12-01")

    assert (leaving["held_by"], leaving["claims"][-1]["says"]) == (M23.as_json(), "leaving")
    assert (left["held_by"], left["before"], left["contested"]) == (None, M23.as_json(), False)


def test_the_withdrawal_of_others_than_the_holder_gives_nothing(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")
    ledger.given(ForcesWithdrew(place=GOMA, who=FARDC), occurred="2025-01-28")

    goma = ledger.goma(on="2025-01-28")

    assert (goma["held_by"], goma["contested"]) == (M23.as_json(), False)
    assert [move["type"] for move in goma["moves"]] == ["ForcesWithdrew"]


def test_one_call_dated_twice_is_one_contact_with_each_sides_statement(
    ledger: GivenLedger,
) -> None:
    washington = ledger.given(CALL, occurred="2025-01-28", status=Status.CONFIRMED)
    kigali = ledger.given(CALL, occurred="2025-01-29", quoted=KAGAME)
    readout = StatementMade(**dict(READOUT) | {"about": kigali})
    ledger.given(readout, occurred="2025-01-29")
    ledger.same(washington, kigali)

    (contact,) = ledger.rows("contacts", on="2025-01-30")

    assert contact["occurred"] == "2025-01-28"
    assert [other["occurred"] for other in contact["other_accounts"]] == ["2025-01-29"]
    assert [said["by"] for said in contact["statements"]] == [["paul-kagame"]]
