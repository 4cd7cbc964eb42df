import pytest

from domain.event import Event
from domain.events.unrest import (
    ArrestsMade,
    EmbassyAttacked,
    PeacekeepersAttacked,
    ProtestHeld,
    RiotReported,
)
from domain.values import Actor
from tests.goma import BUKAVU, KENYA, KINSHASA, RWANDA, UN, GivenLedger

POLICE = Actor(id="pnc", name="Congolese National Police", kind="armed_forces", country="COD")
PROTEST = ProtestHeld(place=KINSHASA)
ATTACK = EmbassyAttacked(of=KENYA, place=KINSHASA)


@pytest.mark.parametrize(
    ("event", "counted"),
    [
        (PROTEST, "protests"),
        (RiotReported(place=KINSHASA), "riots"),
        (ArrestsMade(place=KINSHASA, by=POLICE, count=40), "arrests"),
        (ATTACK, "missions_attacked"),
    ],
)
def test_each_happening_counts_once_for_what_it_was(
    ledger: GivenLedger, event: Event, counted: str
) -> None:
    ledger.given(event, occurred="2025-01-28")
    ledger.given(event, occurred="2025-01-29")

    unrest = ledger.row("unrest")

    numbers = ("protests", "riots", "arrests", "missions_attacked")
    assert {name for name in numbers if unrest[name]} == {counted}
    assert unrest[counted] == 2


def test_unrest_is_told_by_place_from_its_first_day_to_its_last(ledger: GivenLedger) -> None:
    ledger.given(RiotReported(place=KINSHASA), occurred="2025-01-30")
    ledger.given(PROTEST, occurred="2025-01-26")
    ledger.given(ATTACK, occurred="2025-01-28")
    ledger.given(ProtestHeld(place=BUKAVU), occurred="2025-01-29")

    rows = {row["place"]["id"]: (row["since"], row["last"]) for row in ledger.rows("unrest")}

    assert rows == {
        "kinshasa": ("2025-01-26", "2025-01-30"),
        "bukavu": ("2025-01-29", "2025-01-29"),
    }


def test_a_protest_told_by_two_is_one_protest(ledger: GivenLedger) -> None:
    ledger.same(*(ledger.given(PROTEST, occurred="2025-01-28") for _ in range(2)))

    assert ledger.row("unrest")["protests"] == 1


def test_a_protest_joined_to_a_riot_is_what_the_picked_account_says(ledger: GivenLedger) -> None:
    riot = ledger.given(RiotReported(place=KINSHASA), occurred="2025-01-28", status="confirmed")
    ledger.same(riot, ledger.given(PROTEST, occurred="2025-01-28"))

    assert (ledger.row("unrest")["riots"], ledger.row("unrest")["protests"]) == (1, 0)


def test_an_attack_on_peacekeepers_is_no_attack_on_a_mission_in_unrest(
    ledger: GivenLedger,
) -> None:
    ledger.given(PeacekeepersAttacked(mission=UN, place=KINSHASA), occurred="2025-01-28")

    assert ledger.rows("unrest") == []


def test_narrowed_to_one_country_only_what_concerns_it_counts(ledger: GivenLedger) -> None:
    ledger.given(PROTEST, occurred="2025-01-26")
    kenyas = ledger.given(ATTACK, occurred="2025-01-28")
    ledger.given(EmbassyAttacked(of=RWANDA, place=KINSHASA), occurred="2025-01-29")

    unrest = ledger.row("unrest", country="KEN")

    assert (unrest["missions_attacked"], unrest["protests"]) == (1, 0)
    assert (unrest["since"], unrest["last"], unrest["events"]) == (
        "2025-01-28",
        "2025-01-28",
        [kenyas],
    )
    assert ledger.row("unrest")["missions_attacked"] == 2
