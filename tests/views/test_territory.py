from typing import Any

import pytest

from domain.event import Event
from domain.events.fighting import ClashReported
from domain.events.territory import (
    AdvanceReported,
    CityCaptured,
    CityRecaptured,
    ControlDenied,
    FacilityCaptured,
    ForcesWithdrew,
    TerritoryTransferred,
)
from domain.values import Actor, Status
from projections.territory import Territory
from tests.goma import AFC, AIRPORT, CAPTURE, CLAIMED, CONGO, FARDC, GOMA, M23, GivenLedger

RECAPTURE = CityRecaptured(place=GOMA, by=FARDC)
DENIAL = ControlDenied(place=GOMA, by=FARDC, of=M23)
LEAVING = ForcesWithdrew(place=GOMA, who=M23, extent="begun")
LEFT = ForcesWithdrew(place=GOMA, who=M23)


def claims(row: dict[str, Any]) -> list[tuple[str, str | None, str]]:
    return [
        (said["says"], said["held_by"] and said["held_by"]["id"], said["since"])
        for said in row["claims"]
    ]


def test_territory_subscribes_by_the_signature_of_apply() -> None:
    assert {CityCaptured, ForcesWithdrew, ControlDenied} < {*Territory.handles}


@pytest.mark.parametrize(
    ("given", "holder"),
    [
        (CAPTURE, M23),
        (RECAPTURE, FARDC),
        (FacilityCaptured(place=AIRPORT, by=M23), M23),
        (TerritoryTransferred(place=GOMA, to=FARDC, from_=M23), FARDC),
        (ForcesWithdrew(place=GOMA, who=FARDC, handed_to=M23), M23),
    ],
)
def test_who_takes_a_place_or_is_given_it_holds_it(
    ledger: GivenLedger, given: Event, holder: Actor
) -> None:
    event = ledger.given(given, occurred="2025-01-27")

    row = ledger.row("territory", on="2025-01-27")

    assert (row["held_by"], row["since"]) == (holder.as_json(), "2025-01-27")
    assert (row["status"], row["events"]) == ("reported", [event])
    assert claims(row) == [("holds", holder.id, "2025-01-27")]


def test_the_capture_of_the_airport_says_nothing_of_the_city(ledger: GivenLedger) -> None:
    ledger.given(FacilityCaptured(place=AIRPORT, by=M23), occurred="2025-01-28")

    assert [row["place"]["id"] for row in ledger.rows("territory")] == ["goma-airport"]


@pytest.mark.parametrize("who", [M23, AFC])
@pytest.mark.parametrize("handed_to", [FARDC, None])
def test_forces_of_the_holders_side_that_leave_hand_the_place_over_or_leave_it_to_nobody(
    ledger: GivenLedger, who: Actor, handed_to: Actor | None
) -> None:
    ledger.given(CAPTURE, occurred="2012-11-20")
    ledger.given(ForcesWithdrew(place=GOMA, who=who, handed_to=handed_to), occurred="2012-12-01")

    goma = ledger.goma(on="2012-12-01")

    assert ledger.holder(on="2012-12-01") == handed_to
    assert (goma["before"], goma["contested"]) == (M23.as_json(), False)
    assert goma["since"] == "2012-12-01"


def test_forces_that_leave_a_place_nobody_was_known_to_hold_leave_no_trace(
    ledger: GivenLedger,
) -> None:
    ledger.given(LEFT, occurred="2012-12-01")

    assert ledger.rows("territory", on="2012-12-01") == []


@pytest.mark.parametrize(
    "move",
    [
        LEAVING,
        ForcesWithdrew(place=GOMA, who=FARDC),
        ForcesWithdrew(place=GOMA, who=FARDC, handed_to=FARDC),
        AdvanceReported(place=GOMA, by=FARDC),
        ClashReported(place=GOMA, sides=(FARDC, M23)),
    ],
)
def test_what_gives_the_place_to_nobody_is_a_move(ledger: GivenLedger, move: Event) -> None:
    capture = ledger.given(CAPTURE, occurred="2025-01-27")
    moved = ledger.given(move, occurred="2025-01-28")

    goma = ledger.goma(on="2025-01-28")

    assert (goma["held_by"], goma["events"], goma["contested"]) == (M23.as_json(), [capture], False)
    assert goma["moves"] == [
        {"event": moved, "type": type(move).__name__, "occurred": "2025-01-28"}
    ]


def test_a_move_dated_by_another_account_is_told_with_that_date(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-20")
    advance = AdvanceReported(place=GOMA, by=M23)
    vague = ledger.given(advance, occurred="2025-01-21/2025-01-25")
    ledger.same(vague, ledger.given(advance, occurred="2025-01-23", status=CLAIMED))

    assert [move["occurred"] for move in ledger.goma()["moves"]] == ["2025-01-23"]


def test_the_last_told_well_holds_and_was_given_it_by_the_one_before(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")
    ledger.given(RECAPTURE, occurred="2025-02-03", status=Status.CONFIRMED)

    goma = ledger.goma(on="2025-02-03")

    assert (goma["held_by"], goma["before"]) == (FARDC.as_json(), M23.as_json())
    assert (goma["since"], goma["contested"], goma["status"]) == ("2025-02-03", False, "confirmed")


@pytest.mark.parametrize("status", [Status.CLAIMED, Status.DISPUTED])
def test_a_mere_claim_stands_beside_what_is_better_told(
    ledger: GivenLedger, status: Status
) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")
    ledger.given(RECAPTURE, occurred="2025-01-29", status=status, quoted=FARDC)

    goma = ledger.goma(on="2025-01-30")

    assert (goma["held_by"], goma["contested"]) == (M23.as_json(), True)
    assert claims(goma) == [("holds", "m23", "2025-01-27"), ("holds", "fardc", "2025-01-29")]
    assert goma["status"] == "reported"


def test_a_mere_claim_is_believed_where_no_more_than_that_was_told_before(
    ledger: GivenLedger,
) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27", status=CLAIMED)
    ledger.given(RECAPTURE, occurred="2025-01-29", status=CLAIMED)

    assert ledger.holder(on="2025-01-28") == M23
    assert ledger.holder(on="2025-01-29") == FARDC


def test_a_claim_stands_beside_until_it_is_told_well_who_holds_the_place(
    ledger: GivenLedger,
) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")
    ledger.given(RECAPTURE, occurred="2025-01-29", status=CLAIMED)
    ledger.given(AdvanceReported(place=GOMA, by=M23), occurred="2025-01-30")
    ledger.given(CAPTURE, occurred="2025-01-31")

    assert [ledger.goma(on=f"2025-01-{day}")["contested"] for day in (28, 29, 30, 31)] == [
        False,
        True,
        True,
        False,
    ]


def test_a_run_of_one_side_dates_from_its_first_and_is_trusted_as_its_best(
    ledger: GivenLedger,
) -> None:
    claim = ledger.given(CAPTURE, occurred="2025-01-26", status=CLAIMED, quoted=M23)
    told = ledger.given(CityCaptured(place=GOMA, by=AFC), occurred="2025-01-28")

    goma = ledger.goma(on="2025-01-28")

    assert (goma["since"], goma["status"], goma["before"]) == ("2025-01-26", "reported", None)
    assert goma["events"] == [claim, told]
    assert goma["told_by"] == ["m23", "publisher:radio-okapi"]
    assert goma["contested"] is False


def test_before_is_from_whom_it_is_told_to_be_taken(ledger: GivenLedger) -> None:
    ledger.given(CityCaptured(place=GOMA, by=M23, from_=FARDC), occurred="2025-01-27")
    ledger.given(TerritoryTransferred(place=GOMA, to=CONGO, from_=AFC), occurred="2025-02-03")

    assert ledger.goma(on="2025-01-27")["before"] == FARDC.as_json()
    assert ledger.goma(on="2025-02-03")["before"] == AFC.as_json()


def test_before_is_null_where_nobody_held_it_until_then(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2012-11-20")
    ledger.given(LEFT, occurred="2012-12-01")
    ledger.given(RECAPTURE, occurred="2012-12-03")

    assert ledger.goma(on="2012-11-20")["before"] is None
    assert ledger.goma(on="2012-12-03")["before"] is None


def test_a_denial_contests_the_holder_until_it_is_told_well_again(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")
    ledger.given(DENIAL, occurred="2025-01-28")
    ledger.given(CAPTURE, occurred="2025-01-29", status=CLAIMED)
    ledger.given(CAPTURE, occurred="2025-01-30")

    contested = [ledger.goma(on=f"2025-01-{day}")["contested"] for day in (27, 28, 29, 30)]

    assert contested == [False, True, True, False]
    assert ledger.goma(on="2025-01-30")["since"] == "2025-01-27"


def test_a_denial_of_what_is_only_claimed_stands_however_often_it_is_claimed(
    ledger: GivenLedger,
) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27", status=CLAIMED)
    ledger.given(DENIAL, occurred="2025-01-28")
    ledger.given(CAPTURE, occurred="2025-01-29", status=CLAIMED)

    assert ledger.goma(on="2025-01-29")["contested"] is True


def test_a_denial_changes_no_holder_and_is_a_claim_beside(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")
    denial = ledger.given(DENIAL, occurred="2025-01-28")

    *_, denied = ledger.goma(on="2025-01-28")["claims"]

    assert ledger.holder(on="2025-01-28") == M23
    assert denied == {
        "says": "denies",
        "held_by": M23.as_json(),
        "since": "2025-01-28",
        "claimed_by": ["fardc"],
        "claimed_by_total": 1,
        "status": "reported",
        "events": [denial],
        "events_total": 1,
    }


@pytest.mark.parametrize(
    ("denial", "contested"),
    [
        (ControlDenied(place=GOMA, by=FARDC, of=AFC), True),
        (ControlDenied(place=GOMA, by=M23, of=FARDC), False),
        (ControlDenied(place=AIRPORT, by=FARDC, of=M23), False),
    ],
)
def test_only_the_denial_of_the_holders_side_stands(
    ledger: GivenLedger, denial: Event, contested: bool
) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")
    ledger.given(denial, occurred="2025-01-28")

    assert ledger.goma(on="2025-01-28")["contested"] is contested


@pytest.mark.parametrize(("day", "contested"), [("2025-01-26", False), ("2025-01-27", True)])
def test_a_denial_from_before_the_capture_says_nothing_of_it(
    ledger: GivenLedger, day: str, contested: bool
) -> None:
    ledger.given(DENIAL, occurred=day)
    ledger.given(CAPTURE, occurred="2025-01-27")

    assert ledger.goma(on="2025-01-28")["contested"] is contested


def test_a_denial_falls_with_the_holder_that_it_denied(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")
    ledger.given(DENIAL, occurred="2025-01-28")
    ledger.given(RECAPTURE, occurred="2025-01-29")

    assert ledger.goma(on="2025-01-29")["contested"] is False


def test_a_denial_alone_makes_no_row(ledger: GivenLedger) -> None:
    ledger.given(DENIAL, occurred="2025-01-28")

    assert ledger.rows("territory", on="2025-01-28") == []


def test_on_the_day_that_only_m23_tells_goma_is_contested_and_not_yet_its(
    ledger: GivenLedger,
) -> None:
    united_nations = ledger.given(CAPTURE, occurred="2025-01-28")
    claim = ledger.given(CAPTURE, occurred="2025-01-27", status=CLAIMED, quoted=M23)
    ledger.same(united_nations, claim)

    on_the_27th, on_the_28th = ledger.goma(on="2025-01-27"), ledger.goma(on="2025-01-28")

    assert (on_the_27th["held_by"], on_the_27th["contested"]) == (None, True)
    assert [said["claimed_by"] for said in on_the_27th["claims"]] == [["m23"]]
    assert (on_the_27th["since"], on_the_27th["status"], on_the_27th["events"]) == (None, None, [])
    possible = ledger.document("territory", "2025-01-27")["possible"]
    assert [told["event"] for told in possible] == [united_nations]
    assert (on_the_28th["held_by"], on_the_28th["contested"]) == (M23.as_json(), False)
    assert len(on_the_28th["claims"]) == 2


def test_a_place_that_is_only_claimed_is_found_by_what_the_claim_is_about(
    ledger: GivenLedger,
) -> None:
    united_nations = ledger.given(CAPTURE, occurred="2025-01-28")
    ledger.same(united_nations, ledger.given(CAPTURE, occurred="2025-01-27", status=CLAIMED))

    assert ledger.row("territory", on="2025-01-27", crisis="goma-2025")["held_by"] is None
    assert ledger.rows("territory", on="2025-01-27", crisis="bukavu-2025") == []


def test_a_place_that_is_held_is_not_found_by_what_stands_beside(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")
    ledger.given(RECAPTURE, occurred="2025-01-29", status=CLAIMED, crises=("bukavu-2025",))

    assert ledger.rows("territory", crisis="bukavu-2025") == []


@pytest.mark.parametrize(
    ("given", "possible", "claimed"),
    [
        (None, ForcesWithdrew(place=GOMA, who=FARDC, handed_to=M23), ["m23"]),
        (None, ForcesWithdrew(place=GOMA, who=FARDC), []),
        (CAPTURE, ForcesWithdrew(place=GOMA, who=FARDC, handed_to=CONGO), ["m23"]),
    ],
)
def test_who_may_have_left_a_place_that_it_does_not_hold_can_only_hand_over_what_nobody_holds(
    ledger: GivenLedger, given: Event | None, possible: Event, claimed: list[str]
) -> None:
    if given:
        ledger.given(given, occurred="2025-01-27")
    reported = ledger.given(possible, occurred="2025-02-05")
    ledger.same(reported, ledger.given(possible, occurred="2025-01-28", status=CLAIMED))

    rows = ledger.rows("territory", on="2025-01-30")

    assert [said["held_by"]["id"] for row in rows for said in row["claims"]] == claimed


def test_what_may_have_happened_claims_nothing_before_anyone_has_it_over(
    ledger: GivenLedger,
) -> None:
    ledger.given(CAPTURE, occurred="2025-01-26/2025-01-30")

    assert ledger.rows("territory", on="2025-01-27") == []


@pytest.mark.parametrize("other", [RECAPTURE, CityCaptured(place=GOMA, by=FARDC)])
def test_another_account_of_the_capture_that_names_another_side_contests_it(
    ledger: GivenLedger, other: Event
) -> None:
    capture = ledger.given(CAPTURE, occurred="2025-01-27", status=Status.CONFIRMED)
    ledger.same(capture, ledger.given(other, occurred="2025-01-27"))

    goma = ledger.goma(on="2025-01-27")

    assert (goma["held_by"], goma["contested"]) == (M23.as_json(), True)
    assert claims(goma) == [("holds", "m23", "2025-01-27"), ("holds", "fardc", "2025-01-27")]


def test_an_account_that_dates_it_later_than_on_does_not_contest_it_yet(
    ledger: GivenLedger,
) -> None:
    capture = ledger.given(CAPTURE, occurred="2025-01-27", status=Status.CONFIRMED)
    ledger.same(capture, ledger.given(RECAPTURE, occurred="2025-01-29"))

    assert ledger.goma(on="2025-01-28")["contested"] is False
    assert ledger.goma(on="2025-01-29")["contested"] is True


def test_that_nobody_holds_the_place_is_a_side_too(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2012-11-20")
    ledger.given(LEFT, occurred="2012-12-01", status=CLAIMED, quoted=M23)

    goma = ledger.goma(on="2012-12-01")

    assert (goma["held_by"], goma["contested"]) == (M23.as_json(), True)
    assert claims(goma)[-1] == ("holds", None, "2012-12-01")


def test_two_accounts_of_one_side_do_not_contest_each_other(ledger: GivenLedger) -> None:
    capture = ledger.given(CAPTURE, occurred="2025-01-27", status=Status.CONFIRMED)
    ledger.same(capture, ledger.given(CityCaptured(place=GOMA, by=AFC), occurred="2025-01-26"))

    assert ledger.goma(on="2025-01-27")["contested"] is False


def test_a_capture_that_may_have_happened_contests_once_one_account_has_it_over(
    ledger: GivenLedger,
) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")
    reported = ledger.given(RECAPTURE, occurred="2025-02-05")
    ledger.same(reported, ledger.given(RECAPTURE, occurred="2025-02-03", status=CLAIMED))

    assert [ledger.goma(on=f"2025-02-0{day}")["contested"] for day in (2, 3, 5)] == [
        False,
        True,
        False,
    ]


def test_an_account_of_a_capture_counts_though_the_picked_one_tells_only_an_advance(
    ledger: GivenLedger,
) -> None:
    ledger.given(RECAPTURE, occurred="2025-01-20")
    advance = ledger.given(AdvanceReported(place=GOMA, by=M23), occurred="2025-01-29")
    ledger.same(advance, ledger.given(CAPTURE, occurred="2025-01-27", status=CLAIMED))

    assert ledger.goma(on="2025-01-27")["contested"] is True


def test_an_account_of_the_same_happening_elsewhere_is_no_claim_here(ledger: GivenLedger) -> None:
    city = ledger.given(CAPTURE, occurred="2025-01-27", status=Status.CONFIRMED)
    airport = FacilityCaptured(place=AIRPORT, by=FARDC)
    ledger.same(city, ledger.given(airport, occurred="2025-01-27"))

    assert ledger.goma(on="2025-01-27")["contested"] is False
    assert claims(ledger.goma(on="2025-01-27")) == [("holds", "m23", "2025-01-27")]


def test_what_is_disputed_is_contested(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27", status=Status.DISPUTED)

    goma = ledger.goma(on="2025-01-27")

    assert (goma["held_by"], goma["status"], goma["contested"]) == (
        M23.as_json(),
        "disputed",
        True,
    )


def test_those_who_claim_the_same_are_told_together_with_the_best_of_their_statuses(
    ledger: GivenLedger,
) -> None:
    first = ledger.given(CAPTURE, occurred="2025-01-27", status=CLAIMED, quoted=M23)
    renamed = M23.model_copy(update={"name": "March 23 Movement"})
    second = ledger.given(CityCaptured(place=GOMA, by=renamed), occurred="2025-01-27")

    (claim,) = ledger.goma(on="2025-01-27")["claims"]

    assert claim["claimed_by"] == ["m23", "publisher:radio-okapi"]
    assert (claim["status"], claim["events"]) == ("reported", [first, second])


def test_forces_that_begin_to_leave_still_hold_until_they_have_left(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2012-11-20")
    ledger.given(LEAVING, occurred="2012-11-28")
    ledger.given(LEFT, occurred="2012-12-01")

    leaving, left = ledger.goma(on="2012-11-30"), ledger.goma(on="2012-12-01")

    assert (leaving["held_by"], leaving["contested"]) == (M23.as_json(), False)
    assert claims(leaving)[-1] == ("leaving", "m23", "2012-11-28")
    assert claims(left) == [("holds", None, "2012-12-01")]


def test_they_leave_no_more_once_it_is_told_well_that_they_hold_it(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2012-11-20")
    ledger.given(LEAVING, occurred="2012-11-28")
    ledger.given(CAPTURE, occurred="2012-11-29", status=CLAIMED)
    ledger.given(CAPTURE, occurred="2012-11-30")

    says = [{said[0] for said in claims(ledger.goma(on=f"2012-11-{day}"))} for day in (29, 30)]

    assert says == [{"holds", "leaving"}, {"holds"}]


@pytest.mark.parametrize(
    ("who", "day", "leaves"),
    [
        (AFC, "2025-01-28", True),
        (FARDC, "2025-01-28", False),
        (M23, "2025-01-20", False),
        (M23, "2025-01-28", True),
    ],
)
@pytest.mark.parametrize("status", [Status.REPORTED, CLAIMED])
def test_only_the_holders_side_leaves_and_only_since_it_holds(
    ledger: GivenLedger, who: Actor, day: str, leaves: bool, status: Status
) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27", status=status)
    ledger.given(ForcesWithdrew(place=GOMA, who=who, extent="begun"), occurred=day)

    says = [said[0] for said in claims(ledger.goma(on="2025-01-28"))]

    assert says == ["holds", *(["leaving"] if leaves else [])]


@pytest.mark.parametrize(
    ("possible", "told"),
    [
        (DENIAL, True),
        (ControlDenied(place=GOMA, by=M23, of=FARDC), False),
        (LEAVING, True),
        (ForcesWithdrew(place=GOMA, who=FARDC, extent="begun"), False),
        (ForcesWithdrew(place=GOMA, who=FARDC), False),
        (LEFT, True),
    ],
)
def test_a_possible_denial_or_withdrawal_counts_only_against_the_present_holder(
    ledger: GivenLedger, possible: Event, told: bool
) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")
    reported = ledger.given(possible, occurred="2025-02-05")
    ledger.same(reported, ledger.given(possible, occurred="2025-01-28", status=CLAIMED))

    assert len(ledger.goma(on="2025-01-30")["claims"]) == 1 + told


def test_a_possible_denial_that_began_before_the_run_counts_for_nothing(
    ledger: GivenLedger,
) -> None:
    ledger.given(CAPTURE, occurred="2025-01-27")
    vague = ledger.given(DENIAL, occurred="2025-01-20/2025-02-05")
    ledger.same(vague, ledger.given(DENIAL, occurred="2025-01-28", status=Status.DISPUTED))

    assert ledger.goma(on="2025-01-30")["contested"] is False
