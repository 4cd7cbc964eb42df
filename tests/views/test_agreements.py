from typing import Any

import pytest

from domain.event import Event
from domain.events.agreements import (
    AgreementBreached,
    AgreementDiscussed,
    AgreementEnded,
    AgreementInitialled,
    AgreementSigned,
    AgreementTookEffect,
    CeasefireBreached,
    CeasefireDeclared,
    CeasefireTookEffect,
    MissionDeployed,
    MissionDiscussed,
    MissionEnded,
    StrategyAgreed,
)
from domain.values import Actor, Agreement, Status
from tests.goma import AFC, CLAIMED, CONGO, FARDC, KENYA, M23, RWANDA, USA, GivenLedger, about, ids

STIP = Agreement(id="stip", name="Strategic Trade and Investment Partnership")
MSS = Actor(id="mss-haiti", name="Multinational Security Support Mission", kind="organisation")
DISCUSSED = AgreementDiscussed(agreement=STIP, parties=(USA, KENYA))
INITIALLED = AgreementInitialled(agreement=STIP, parties=(USA, KENYA))
SIGNED = AgreementSigned(agreement=STIP, parties=(USA, KENYA), kind="cooperation")
IN_FORCE = AgreementTookEffect(agreement=STIP)
MISSION_DISCUSSED = MissionDiscussed(mission=MSS, by=(USA, KENYA), host="HTI")
DEPLOYED = MissionDeployed(mission=MSS, host="HTI", by=KENYA)
STRATEGY = StrategyAgreed(by=(USA, KENYA), subject="a joint strategy for Haiti", host="HTI")
DECLARED = CeasefireDeclared(by=(M23,))
SILENCED = CeasefireTookEffect(between=(M23, FARDC))
BROKEN = CeasefireBreached(by=M23)


def steps(row: dict[str, Any]) -> list[str]:
    return [step["type"] for step in row["steps"]]


@pytest.mark.parametrize(
    ("event", "kind", "id", "state"),
    [
        (DISCUSSED, "agreement", "stip", "discussed"),
        (INITIALLED, "agreement", "stip", "initialled"),
        (SIGNED, "agreement", "stip", "signed"),
        (IN_FORCE, "agreement", "stip", "in_force"),
        (AgreementBreached(agreement=STIP, by=USA), "agreement", "stip", "breached"),
        (AgreementEnded(agreement=STIP), "agreement", "stip", "ended"),
        (MISSION_DISCUSSED, "mission", "mss-haiti", "discussed"),
        (DEPLOYED, "mission", "mss-haiti", "deployed"),
        (MissionEnded(mission=MSS, host="HTI"), "mission", "mss-haiti", "ended"),
    ],
)
def test_the_last_step_gives_the_state(
    ledger: GivenLedger, event: Event, kind: str, id: str, state: str
) -> None:
    told = ledger.given(event, occurred="2025-01-28", status=CLAIMED)

    row = ledger.row("agreements")

    assert (row["kind"], row["agreement"]["id"], row["state"]) == (kind, id, state)
    assert (row["since"], row["status"]) == ("2025-01-28", "claimed")
    assert row["steps"] == [
        {
            "event": told,
            "type": type(event).__name__,
            "occurred": "2025-01-28",
            "status": "claimed",
        }
    ]


def test_an_agreement_is_told_step_by_step_by_its_id(ledger: GivenLedger) -> None:
    talked = ledger.given(DISCUSSED, occurred="2024-02-01")
    signed = ledger.given(SIGNED, occurred="2025-01-10", status=CLAIMED)
    again = ledger.given(SIGNED, occurred="2025-01-12")

    row = ledger.row("agreements")

    assert (row["state"], row["since"], row["status"]) == ("signed", "2025-01-10", "reported")
    assert steps(row) == ["AgreementDiscussed", "AgreementSigned", "AgreementSigned"]
    assert row["events"] == [signed, again, talked]


def test_to_talk_of_it_again_undoes_nothing(ledger: GivenLedger) -> None:
    ledger.given(SIGNED, occurred="2025-01-10")
    talks = AgreementDiscussed(agreement=STIP, parties=(KENYA, RWANDA))
    ledger.given(talks, occurred="2025-01-20")

    row = ledger.row("agreements")

    assert (row["state"], row["since"]) == ("signed", "2025-01-10")
    assert (steps(row), ids(row["parties"])) == (
        ["AgreementSigned", "AgreementDiscussed"],
        ["usa", "ken"],
    )


def test_a_step_that_names_no_parties_leaves_them(ledger: GivenLedger) -> None:
    ledger.given(SIGNED, occurred="2025-01-10")
    ledger.given(IN_FORCE, occurred="2025-01-20")

    row = ledger.row("agreements")

    assert (row["state"], ids(row["parties"])) == ("in_force", ["usa", "ken"])


def test_a_mission_is_told_by_its_id_and_under_its_name(ledger: GivenLedger) -> None:
    ledger.given(MISSION_DISCUSSED, occurred="2023-08-01")
    ledger.given(DEPLOYED, occurred="2024-06-25")

    row = ledger.row("agreements")

    assert row["agreement"] == {"id": "mss-haiti", "name": MSS.name}
    assert (row["state"], steps(row)) == ("deployed", ["MissionDiscussed", "MissionDeployed"])


def test_each_strategy_is_one_of_its_own(ledger: GivenLedger) -> None:
    first = ledger.given(STRATEGY, occurred="2025-01-10")
    second = ledger.given(STRATEGY, occurred="2025-01-11")

    rows = ledger.rows("agreements")

    assert [(row["kind"], row["state"], row["agreement"]["id"]) for row in rows] == [
        ("strategy", "agreed", first),
        ("strategy", "agreed", second),
    ]
    assert rows[0]["agreement"]["name"] == "a joint strategy for Haiti"


def test_a_ceasefire_declared_then_in_effect_then_broken_is_three_steps(
    ledger: GivenLedger,
) -> None:
    ledger.given(CeasefireDeclared(by=(AFC,)), occurred="2025-02-03")
    ledger.given(SILENCED, occurred="2025-02-04")
    ledger.given(BROKEN, occurred="2025-02-05")

    rows = [ledger.row("agreements", on=f"2025-02-0{day}") for day in (3, 4, 5)]

    assert [row["state"] for row in rows] == ["declared", "in_force", "breached"]
    assert [row["since"] for row in rows] == ["2025-02-03", "2025-02-04", "2025-02-05"]
    assert (rows[2]["kind"], rows[2]["agreement"]) == ("ceasefire", None)
    assert steps(rows[2]) == ["CeasefireDeclared", "CeasefireTookEffect", "CeasefireBreached"]


def test_each_declaration_is_a_ceasefire_of_its_own(ledger: GivenLedger) -> None:
    ledger.given(DECLARED, occurred="2025-01-22")
    ledger.given(DECLARED, occurred="2025-02-03")
    ledger.given(BROKEN, occurred="2025-02-05")

    states = [row["state"] for row in ledger.rows("agreements", on="2025-02-05")]

    assert states == ["declared", "breached"]


@pytest.mark.parametrize(("step", "state"), [(SILENCED, "in_force"), (BROKEN, "breached")])
def test_a_step_belongs_to_the_ceasefire_that_it_is_about(
    ledger: GivenLedger, step: Event, state: str
) -> None:
    first = ledger.given(DECLARED, occurred="2025-01-22")
    ledger.given(DECLARED, occurred="2025-02-03")
    ledger.given(about(first, step), occurred="2025-02-05")

    states = [row["state"] for row in ledger.rows("agreements", on="2025-02-05")]

    assert states == [state, "declared"]


def test_a_breach_about_the_taking_effect_breaks_that_ceasefire(ledger: GivenLedger) -> None:
    first = ledger.given(DECLARED, occurred="2025-01-22")
    effect = ledger.given(about(first, SILENCED), occurred="2025-01-23")
    ledger.given(DECLARED, occurred="2025-02-03")
    ledger.given(about(effect, BROKEN), occurred="2025-02-05")

    states = [row["state"] for row in ledger.rows("agreements", on="2025-02-05")]

    assert states == ["breached", "declared"]


def test_a_step_about_a_ceasefire_declared_at_some_time_that_month_belongs_to_it(
    ledger: GivenLedger,
) -> None:
    declared = ledger.given(DECLARED, occurred="2025-02")
    ledger.given(about(declared, SILENCED), occurred="2025-02-04")

    row = ledger.row("agreements", on="2025-02-28")

    assert steps(row) == ["CeasefireTookEffect", "CeasefireDeclared"]
    assert row["state"] == "declared"


@pytest.mark.parametrize(
    ("breaker", "state"),
    [(M23, "breached"), (AFC, "breached"), (FARDC, "declared"), (CONGO, "declared")],
)
def test_a_breach_about_none_breaks_the_last_ceasefire_declared_by_its_side(
    ledger: GivenLedger, breaker: Actor, state: str
) -> None:
    ledger.given(DECLARED, occurred="2025-02-03")
    ledger.given(CeasefireBreached(by=breaker), occurred="2025-02-05")

    assert ledger.row("agreements", on="2025-02-05")["state"] == state


def test_those_between_whom_it_took_effect_are_its_parties_and_can_break_it(
    ledger: GivenLedger,
) -> None:
    ledger.given(DECLARED, occurred="2025-02-03")
    ledger.given(SILENCED, occurred="2025-02-04")
    ledger.given(CeasefireBreached(by=FARDC), occurred="2025-02-05")

    row = ledger.row("agreements", on="2025-02-05")

    assert (row["state"], ids(row["parties"])) == ("breached", ["m23", "fardc"])


def test_one_with_whom_a_ceasefire_is_declared_is_a_party_to_it(ledger: GivenLedger) -> None:
    ledger.given(CeasefireDeclared(by=(M23,), with_=(FARDC,)), occurred="2025-02-03")

    assert ids(ledger.row("agreements", on="2025-02-03")["parties"]) == ["m23", "fardc"]


def test_a_ceasefire_that_nobody_had_declared_is_told_from_its_taking_effect(
    ledger: GivenLedger,
) -> None:
    ledger.given(DECLARED, occurred="2025-02-03")
    ledger.given(CeasefireTookEffect(between=(RWANDA, CONGO)), occurred="2025-02-04")
    ledger.given(CeasefireTookEffect(between=(RWANDA, CONGO)), occurred="2025-02-08")
    ledger.given(CeasefireBreached(by=RWANDA), occurred="2025-02-09")

    rows = ledger.rows("agreements", on="2025-02-09")

    assert [row["state"] for row in rows] == ["declared", "in_force", "breached"]
    assert ids(rows[1]["parties"]) == ["rwa", "cod"]


def test_a_breach_about_another_breach_belongs_to_the_ceasefire_of_its_side(
    ledger: GivenLedger,
) -> None:
    ledger.given(DECLARED, occurred="2025-02-03")
    broken = ledger.given(BROKEN, occurred="2025-02-05")
    ledger.given(about(broken, BROKEN), occurred="2025-02-06")

    assert len(ledger.row("agreements", on="2025-02-06")["steps"]) == 3


@pytest.mark.parametrize("day", ["2025-02-02", "2025-02-05"])
def test_a_breach_of_no_ceasefire_makes_no_row(ledger: GivenLedger, day: str) -> None:
    ledger.given(BROKEN, occurred=day)
    ledger.given(CeasefireDeclared(by=(FARDC,)), occurred="2025-02-04")

    assert [steps(row) for row in ledger.rows("agreements", on="2025-02-05")] == [
        ["CeasefireDeclared"]
    ]


def test_a_breach_comes_after_the_declaration(ledger: GivenLedger) -> None:
    ledger.given(BROKEN, occurred="2025-02-02")
    ledger.given(DECLARED, occurred="2025-02-03")

    assert ledger.row("agreements", on="2025-02-05")["state"] == "declared"


def test_what_became_of_agreements_is_told_in_the_order_of_their_first_steps(
    ledger: GivenLedger,
) -> None:
    ledger.given(STRATEGY, occurred="2025-02-05")
    ledger.given(DECLARED, occurred="2025-02-03", status=Status.CONFIRMED)
    ledger.given(SIGNED, occurred="2025-01-10")

    kinds = [row["kind"] for row in ledger.rows("agreements", on="2025-02-05")]

    assert kinds == ["agreement", "ceasefire", "strategy"]
