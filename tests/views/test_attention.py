import pytest

from domain.event import Event
from domain.events.agreements import MissionDeployed
from domain.events.diplomacy import MeetingHeld, SovereigntyUrged, StatementMade, SummitHeld
from domain.events.fighting import ClashReported
from domain.values import Actor, Place
from tests.goma import (
    CALL,
    CAPTURE,
    CLAIMED,
    CONGO,
    FARDC,
    GOMA,
    KENYA,
    M23,
    RWANDA,
    SADC,
    UN,
    USA,
    GivenLedger,
)

DAR = Place(id="dar-es-salaam", name="Dar es Salaam", country="TZA", kind="city")
GUTERRES = Actor(id="antonio-guterres", name="António Guterres", kind="person", part_of="un")
MSS = Actor(id="mss-haiti", name="Multinational Security Support Mission", kind="organisation")
SUMMIT = SummitHeld(bodies=(SADC,), participants=(CONGO,), place=DAR)


@pytest.mark.parametrize(
    ("event", "engaged"),
    [
        (CALL, ["rwa", "usa"]),
        (SUMMIT, ["cod", "sadc"]),
        (MeetingHeld(participants=(KENYA, UN), place=DAR), ["ken", "un"]),
        (ClashReported(place=GOMA, sides=(FARDC, M23)), ["cod"]),
        (CAPTURE, []),
        (StatementMade(by=(GUTERRES,), position="deeply concerned"), []),
        (SovereigntyUrged(by=(USA,), of=(RWANDA,), verb="urged", country="COD"), ["rwa", "usa"]),
        (MissionDeployed(mission=MSS, by=KENYA, host="HTI"), ["hti", "ken", "mss-haiti"]),
    ],
)
def test_countries_and_bodies_are_engaged_in_what_they_take_part_in_not_in_what_they_host(
    ledger: GivenLedger, event: Event, engaged: list[str]
) -> None:
    ledger.given(event, occurred="2025-01-28")

    assert [row["who"]["id"] for row in ledger.rows("attention")] == engaged


def test_a_country_is_told_as_its_state_and_a_body_as_itself(ledger: GivenLedger) -> None:
    ledger.given(SUMMIT, occurred="2025-01-31")

    congo, sadc = ledger.rows("attention")

    assert congo["who"]["kind"] == "state"
    assert congo["who"]["country"] == "COD"
    assert sadc["who"] == SADC.as_json()


def test_attention_is_told_day_by_day(ledger: GivenLedger) -> None:
    ledger.given(CALL, occurred="2025-01-29T09:00:00Z")
    early = ledger.given(SUMMIT, occurred="2025-01-26/2025-01-28")
    ledger.given(CALL, occurred="2025-01-29")

    rows = [(r["day"], r["who"]["id"], len(r["events"])) for r in ledger.rows("attention")]

    assert rows == [
        ("2025-01-28", "cod", 1),
        ("2025-01-28", "sadc", 1),
        ("2025-01-29", "rwa", 2),
        ("2025-01-29", "usa", 2),
    ]
    assert ledger.rows("attention")[0]["events"] == [early]


def test_one_who_takes_part_twice_is_engaged_once(ledger: GivenLedger) -> None:
    ledger.given(MeetingHeld(participants=(FARDC, CONGO)), occurred="2025-01-28")

    assert len(ledger.row("attention")["events"]) == 1


def test_only_what_is_asked_for_counts(ledger: GivenLedger) -> None:
    ledger.given(CALL, occurred="2025-01-28")
    ledger.given(MeetingHeld(participants=(USA, KENYA)), occurred="2025-01-28", status=CLAIMED)

    rows = ledger.rows("attention", country="RWA")

    assert [(row["who"]["id"], len(row["events"])) for row in rows] == [("rwa", 1), ("usa", 1)]
