from typing import Any

import pytest

from domain.event import Event
from domain.events.agreements import (
    AgreementBreached,
    AgreementSigned,
    CeasefireBreached,
    CeasefireDeclared,
    CeasefireTookEffect,
)
from domain.events.diplomacy import (
    AccusationDenied,
    AccusationMade,
    CallHeld,
    CeasefireUrged,
    DialogueUrged,
    MeetingHeld,
    SanctionImposed,
    SovereigntyUrged,
    StatementMade,
    WithdrawalUrged,
)
from domain.events.fighting import (
    BackingAlleged,
    BackingDenied,
    ClashReported,
    TroopsDeployed,
    TroopsSurrendered,
    UltimatumIssued,
)
from domain.events.humanitarian import PeopleDisplaced
from domain.events.register import PlaceDescribed
from domain.events.territory import (
    CityCaptured,
    CityRecaptured,
    ControlDenied,
    FacilityCaptured,
    ForcesWithdrew,
    TerritoryTransferred,
)
from domain.values import Actor, Agreement, Status
from tests.goma import (
    AFC,
    AIRPORT,
    BUKAVU,
    CONGO,
    FARDC,
    GOMA,
    KAGAME,
    KENYA,
    M23,
    RUBIO,
    RWANDA,
    UN,
    USA,
    GivenLedger,
    about,
    ids,
)

URGED: dict[str, Any] = {"by": (UN,), "verb": "urged"}
CEASEFIRE = CeasefireUrged(**URGED, of=(M23, CONGO))
WITHDRAWAL = WithdrawalUrged(**URGED, of=(M23,), place=GOMA)
FROM_ANYWHERE = WithdrawalUrged(**URGED, of=(M23,))
DIALOGUE = DialogueUrged(**URGED, of=(RWANDA, CONGO))
TO_ALL = CeasefireUrged(**URGED, all_parties=True)
ULTIMATUM = UltimatumIssued(by=M23, to=FARDC, demand="lay down arms")
DECLARED = CeasefireDeclared(by=(M23,))
SILENCED = CeasefireTookEffect(between=(M23, FARDC))
BROKEN = CeasefireBreached(by=M23)
LEFT = ForcesWithdrew(place=GOMA, who=M23)
TRUCE = Agreement(id="truce", name="the truce")


def answered(row: dict[str, Any]) -> list[str | None]:
    return [answer["actor"] and answer["actor"]["id"] for answer in row["answered_by"]]


@pytest.mark.parametrize(
    ("appeal", "kind", "by", "of", "verb"),
    [
        (CEASEFIRE, "ceasefire", ["un"], ["m23", "cod"], "urged"),
        (
            SovereigntyUrged(by=(USA, KENYA), verb="demanded", of=(RWANDA,), country="COD"),
            "sovereignty",
            ["usa", "ken"],
            ["rwa"],
            "demanded",
        ),
        (WITHDRAWAL, "withdrawal", ["un"], ["m23"], "urged"),
        (DIALOGUE, "dialogue", ["un"], ["rwa", "cod"], "urged"),
        (ULTIMATUM, "ultimatum", ["m23"], ["fardc"], None),
    ],
)
def test_an_appeal_is_open_and_those_addressed_silent_until_it_is_answered(
    ledger: GivenLedger, appeal: Event, kind: str, by: list[str], of: list[str], verb: str | None
) -> None:
    made = ledger.given(appeal, occurred="2025-01-26")

    row = ledger.row("appeals", on="2025-01-26")

    assert (row["kind"], row["state"], row["verb"]) == (kind, "open", verb)
    assert (ids(row["by"]), ids(row["of"]), ids(row["silent"])) == (by, of, of)
    assert (row["since"], row["all_parties"], row["events"]) == ("2025-01-26", False, [made])
    assert (row["answered_by"], row["breached_by"]) == ([], [])


@pytest.mark.parametrize(
    ("answer", "by"),
    [
        (DECLARED, ["m23"]),
        (SILENCED, ["m23", "fardc"]),
        (AgreementSigned(agreement=TRUCE, parties=(CONGO, M23), kind="ceasefire"), ["cod", "m23"]),
    ],
)
def test_a_ceasefire_appeal_is_answered_by_a_ceasefire_of_anyone_asked(
    ledger: GivenLedger, answer: Event, by: list[str]
) -> None:
    ledger.given(CEASEFIRE, occurred="2025-01-26")
    answers = ledger.given(answer, occurred="2025-02-03")

    row = ledger.row("appeals", on="2025-02-03")

    assert (row["state"], answered(row)) == ("answered", by)
    assert {told["event"] for told in row["answered_by"]} == {answers}


@pytest.mark.parametrize(
    "event",
    [
        CeasefireDeclared(by=(RWANDA,)),
        CeasefireTookEffect(between=(RWANDA, KENYA)),
        AgreementSigned(agreement=TRUCE, parties=(CONGO, M23), kind="framework"),
        LEFT,
    ],
)
def test_what_nobody_asked_did_or_was_not_asked_for_answers_no_ceasefire_appeal(
    ledger: GivenLedger, event: Event
) -> None:
    ledger.given(CEASEFIRE, occurred="2025-01-26")
    ledger.given(event, occurred="2025-02-03")

    assert ledger.row("appeals", on="2025-02-03")["state"] == "open"


def test_an_answer_is_later_than_the_appeal(ledger: GivenLedger) -> None:
    appeal = ledger.given(CEASEFIRE, occurred="2025-02-04")
    ledger.given(DECLARED, occurred="2025-02-03")
    ledger.given(about(appeal, CallHeld(participants=(M23, UN))), occurred="2025-02-03")

    assert ledger.row("appeals", on="2025-02-04")["state"] == "open"


def test_those_of_whose_side_nobody_answered_are_silent(ledger: GivenLedger) -> None:
    ledger.given(CEASEFIRE, occurred="2025-01-26")
    ledger.given(CeasefireDeclared(by=(AFC,)), occurred="2025-02-03")

    row = ledger.row("appeals", on="2025-02-03")

    assert (answered(row), ids(row["silent"])) == (["afc"], ["cod"])


def test_one_with_whom_a_ceasefire_is_declared_has_not_answered_by_it(ledger: GivenLedger) -> None:
    ledger.given(CEASEFIRE, occurred="2025-01-26")
    ledger.given(CeasefireDeclared(by=(M23,), with_=(FARDC,)), occurred="2025-02-03")

    row = ledger.row("appeals", on="2025-02-03")

    assert (answered(row), ids(row["silent"])) == (["m23"], ["cod"])


@pytest.mark.parametrize("who", [CONGO, FARDC, M23])
def test_what_was_asked_of_all_parties_any_state_army_or_armed_group_answers(
    ledger: GivenLedger, who: Actor
) -> None:
    ledger.given(TO_ALL, occurred="2025-01-26")
    ledger.given(CeasefireDeclared(by=(who,)), occurred="2025-02-03")

    row = ledger.row("appeals", on="2025-02-03")

    assert (row["all_parties"], row["state"], answered(row)) == (True, "answered", [who.id])


@pytest.mark.parametrize(
    ("who", "crises"),
    [(UN, ("goma-2025",)), (KAGAME, ("goma-2025",)), (M23, ("ituri",)), (M23, ())],
)
def test_of_all_parties_only_the_armed_ones_of_the_same_crisis_were_asked(
    ledger: GivenLedger, who: Actor, crises: tuple[str, ...]
) -> None:
    ledger.given(TO_ALL, occurred="2025-01-26")
    ledger.given(CeasefireDeclared(by=(who,)), occurred="2025-02-03", crises=crises)

    assert ledger.row("appeals", on="2025-02-03")["state"] == "open"


def test_one_asked_by_name_answers_from_any_crisis(ledger: GivenLedger) -> None:
    ledger.given(CEASEFIRE, occurred="2025-01-26")
    ledger.given(DECLARED, occurred="2025-02-03", crises=())

    assert ledger.row("appeals", on="2025-02-03")["state"] == "answered"


@pytest.mark.parametrize(
    ("appeal", "event", "state"),
    [
        (WITHDRAWAL, LEFT, "answered"),
        (WITHDRAWAL, ForcesWithdrew(place=GOMA, who=AFC), "answered"),
        (WITHDRAWAL, ForcesWithdrew(place=GOMA, who=M23, extent="begun"), "open"),
        (WITHDRAWAL, ForcesWithdrew(place=BUKAVU, who=M23), "open"),
        (WITHDRAWAL, ForcesWithdrew(place=GOMA, who=FARDC), "open"),
        (WITHDRAWAL, DECLARED, "open"),
        (FROM_ANYWHERE, ForcesWithdrew(place=BUKAVU, who=M23), "answered"),
        (ULTIMATUM, ForcesWithdrew(place=GOMA, who=FARDC), "open"),
        (DIALOGUE, MeetingHeld(participants=(RWANDA, CONGO)), "open"),
    ],
)
def test_a_withdrawal_appeal_is_answered_by_those_asked_who_leave_the_place_named(
    ledger: GivenLedger, appeal: Event, event: Event, state: str
) -> None:
    ledger.given(appeal, occurred="2025-01-28")
    ledger.given(event, occurred="2025-02-03")

    assert ledger.row("appeals", on="2025-02-03")["state"] == state


def test_who_is_handed_the_place_has_not_answered_by_it(ledger: GivenLedger) -> None:
    to_all = WithdrawalUrged(**URGED, all_parties=True, place=GOMA)
    ledger.given(to_all, occurred="2025-01-28")
    ledger.given(ForcesWithdrew(place=GOMA, who=M23, handed_to=FARDC), occurred="2025-02-03")

    assert answered(ledger.row("appeals", on="2025-02-03")) == ["m23"]


@pytest.mark.parametrize(
    ("appeal", "event", "by"),
    [
        (DIALOGUE, MeetingHeld(participants=(RWANDA, CONGO)), ["rwa", "cod"]),
        (DIALOGUE, CallHeld(participants=(KAGAME, RUBIO)), ["paul-kagame"]),
        (DIALOGUE, MeetingHeld(participants=(USA, KENYA)), [None]),
        (DIALOGUE, SanctionImposed(by=USA, against=(RWANDA,)), [None]),
        (ULTIMATUM, TroopsSurrendered(place=GOMA, who=FARDC, to=M23), ["fardc"]),
        (WITHDRAWAL, TerritoryTransferred(place=GOMA, to=FARDC, from_=M23), ["m23"]),
    ],
)
def test_whatever_is_done_about_an_appeal_answers_it(
    ledger: GivenLedger, appeal: Event, event: Event, by: list[str | None]
) -> None:
    made = ledger.given(appeal, occurred="2025-01-28")
    ledger.given(about(made, event), occurred="2025-02-03")

    row = ledger.row("appeals", on="2025-02-03")

    assert (row["state"], answered(row)) == ("answered", by)


def test_an_answer_to_any_account_of_an_appeal_answers_it(ledger: GivenLedger) -> None:
    appeal = ledger.given(DIALOGUE, occurred="2025-01-28")
    told_again = ledger.given(DIALOGUE, occurred="2025-01-28", status=Status.CLAIMED)
    ledger.same(appeal, told_again)
    ledger.given(about(told_again, MeetingHeld(participants=(RWANDA,))), occurred="2025-02-03")

    assert ledger.row("appeals", on="2025-02-03")["state"] == "answered"


@pytest.mark.parametrize(
    "event",
    [
        StatementMade(by=(RWANDA,), position="we take note"),
        DialogueUrged(**URGED, of=(RWANDA,)),
        ULTIMATUM,
        AccusationMade(by=CONGO, against=RWANDA, of="aggression"),
        AccusationDenied(by=RWANDA, of="aggression"),
        BackingAlleged(backer=RWANDA, backed=M23, by=CONGO),
        BackingDenied(backer=RWANDA, backed=M23, by=RWANDA),
        ControlDenied(place=GOMA, by=FARDC, of=M23),
        CeasefireBreached(by=RWANDA),
        AgreementBreached(agreement=TRUCE, by=RWANDA),
        ClashReported(place=GOMA, sides=(FARDC, M23)),
        CityCaptured(place=GOMA, by=M23),
        TroopsDeployed(place=GOMA, who=RWANDA),
        PeopleDisplaced(place=GOMA, count=400_000),
        PlaceDescribed(place=GOMA),
    ],
)
def test_words_counts_breaches_and_fighting_about_an_appeal_answer_nothing(
    ledger: GivenLedger, event: Event
) -> None:
    made = ledger.given(DIALOGUE, occurred="2025-01-28")
    ledger.given(about(made, event), occurred="2025-02-03")

    assert ledger.rows("appeals", on="2025-02-03")[0]["state"] == "open"


def test_a_ceasefire_that_is_broken_and_declared_anew_is_answered_anew(
    ledger: GivenLedger,
) -> None:
    ledger.given(CEASEFIRE, occurred="2025-01-26")
    ledger.given(DECLARED, occurred="2025-02-03")
    broken = ledger.given(BROKEN, occurred="2025-02-05")
    ledger.given(DECLARED, occurred="2025-02-20")

    states = [ledger.row("appeals", on=f"2025-02-{day}")["state"] for day in ("03", "05", "20")]

    assert states == ["answered", "breached", "answered"]
    row = ledger.row("appeals", on="2025-02-20")
    assert row["breached_by"] == [{"actor": M23.as_json(), "event": broken, "status": "reported"}]
    assert answered(row) == ["m23", "m23"]


@pytest.mark.parametrize(
    ("appeal", "answer", "breach"),
    [
        (CEASEFIRE, None, BROKEN),
        (CEASEFIRE, DECLARED, CeasefireBreached(by=RWANDA)),
        (CEASEFIRE, DECLARED, CityCaptured(place=BUKAVU, by=M23)),
        (WITHDRAWAL, None, CityCaptured(place=GOMA, by=M23)),
        (WITHDRAWAL, LEFT, CityCaptured(place=BUKAVU, by=M23)),
        (WITHDRAWAL, LEFT, CityRecaptured(place=GOMA, by=FARDC)),
        (WITHDRAWAL, LEFT, BROKEN),
    ],
)
def test_only_what_was_answered_can_be_broken_and_only_by_those_asked(
    ledger: GivenLedger, appeal: Event, answer: Event | None, breach: Event
) -> None:
    ledger.given(appeal, occurred="2025-01-28")
    if answer:
        ledger.given(answer, occurred="2025-02-03")
    ledger.given(breach, occurred="2025-02-05")

    row = ledger.row("appeals", on="2025-02-05")

    assert (row["state"], row["breached_by"]) == ("answered" if answer else "open", [])


@pytest.mark.parametrize(
    "breach",
    [
        CityCaptured(place=GOMA, by=M23),
        CityRecaptured(place=GOMA, by=AFC),
        TerritoryTransferred(place=GOMA, to=M23),
        ForcesWithdrew(place=GOMA, who=FARDC, handed_to=M23),
    ],
)
def test_a_withdrawal_is_broken_by_whatever_gives_the_place_back_to_those_asked(
    ledger: GivenLedger, breach: Event
) -> None:
    ledger.given(WITHDRAWAL, occurred="2025-01-28")
    ledger.given(LEFT, occurred="2025-02-03")
    ledger.given(breach, occurred="2025-02-05")

    row = ledger.row("appeals", on="2025-02-05")

    assert (row["state"], len(row["breached_by"])) == ("breached", 1)


def test_the_capture_of_an_airport_breaks_the_withdrawal_from_it(ledger: GivenLedger) -> None:
    ledger.given(WithdrawalUrged(**URGED, of=(M23,), place=AIRPORT), occurred="2025-01-28")
    ledger.given(ForcesWithdrew(place=AIRPORT, who=M23), occurred="2025-02-03")
    ledger.given(FacilityCaptured(place=AIRPORT, by=M23), occurred="2025-02-05")

    assert ledger.row("appeals", on="2025-02-05")["state"] == "breached"


@pytest.mark.parametrize("answers_by_name", [True, False])
@pytest.mark.parametrize(("place", "state"), [(GOMA, "breached"), (BUKAVU, "answered")])
def test_an_appeal_without_a_place_is_broken_where_it_was_answered_from(
    ledger: GivenLedger, answers_by_name: bool, place: Any, state: str
) -> None:
    made = ledger.given(FROM_ANYWHERE, occurred="2025-01-28")
    ledger.given(about(made, LEFT) if answers_by_name else LEFT, occurred="2025-02-03")
    ledger.given(CityCaptured(place=place, by=M23), occurred="2025-02-05")

    assert ledger.row("appeals", on="2025-02-05")["state"] == state


def test_to_have_left_by_its_own_word_alone_answers_no_withdrawal_appeal(
    ledger: GivenLedger,
) -> None:
    ledger.given(FROM_ANYWHERE, occurred="2025-01-26")
    ledger.given(LEFT, occurred="2025-01-28", status=Status.CLAIMED)
    ledger.given(LEFT, occurred="2025-01-30")

    states = [ledger.row("appeals", on=f"2025-01-{day}")["state"] for day in (28, 30)]

    assert states == ["open", "answered"]


def test_what_is_disputed_neither_answers_nor_breaks(ledger: GivenLedger) -> None:
    ledger.given(FROM_ANYWHERE, occurred="2025-01-26")
    ledger.given(CEASEFIRE, occurred="2025-01-26")
    ledger.given(LEFT, occurred="2025-01-28", status=Status.DISPUTED)
    ledger.given(DECLARED, occurred="2025-01-28")
    ledger.given(BROKEN, occurred="2025-01-29", status=Status.DISPUTED)

    rows = ledger.rows("appeals", on="2025-01-30")

    assert {row["kind"]: row["state"] for row in rows} == {
        "withdrawal": "open",
        "ceasefire": "answered",
    }


def test_an_appeal_with_a_place_is_not_broken_elsewhere(ledger: GivenLedger) -> None:
    made = ledger.given(WITHDRAWAL, occurred="2025-01-28")
    elsewhere = about(made, ForcesWithdrew(place=BUKAVU, who=M23))
    ledger.given(elsewhere, occurred="2025-02-03")
    ledger.given(about(made, CityCaptured(place=BUKAVU, by=M23)), occurred="2025-02-05")

    assert ledger.row("appeals", on="2025-02-05")["state"] == "answered"


def test_an_appeal_made_anew_is_a_new_row_and_open(ledger: GivenLedger) -> None:
    ledger.given(CEASEFIRE, occurred="2025-01-26")
    ledger.given(DECLARED, occurred="2025-02-03")
    ledger.given(CEASEFIRE, occurred="2025-02-04")

    assert [row["state"] for row in ledger.rows("appeals", on="2025-02-04")] == [
        "answered",
        "open",
    ]


def test_the_status_of_an_appeal_is_that_it_was_made_not_that_it_was_answered(
    ledger: GivenLedger,
) -> None:
    ledger.given(CEASEFIRE, occurred="2025-01-26", status=Status.CONFIRMED)
    ledger.given(DECLARED, occurred="2025-02-03", status=Status.CLAIMED)

    row = ledger.row("appeals", on="2025-02-03")

    assert (row["state"], row["status"]) == ("answered", "confirmed")
