import pytest

from domain.event import Event
from domain.events.unrest import EmbassyAttacked, EmbassyClosed, EmbassyReopened
from domain.values import Status
from tests.goma import BUKAVU, CLAIMED, KENYA, KINSHASA, RWANDA, UN, GivenLedger

ATTACK = EmbassyAttacked(of=KENYA, place=KINSHASA, means=("fire", "looting"))
CLOSURE = EmbassyClosed(of=KENYA, place=KINSHASA)
REOPENING = EmbassyReopened(of=KENYA, place=KINSHASA)


@pytest.mark.parametrize(
    ("event", "condition"), [(ATTACK, "attacked"), (CLOSURE, "closed"), (REOPENING, "reopened")]
)
def test_an_embassy_is_in_the_condition_that_it_was_last_told_to_be_in(
    ledger: GivenLedger, event: Event, condition: str
) -> None:
    told = ledger.given(event, occurred="2025-01-28")

    embassy = ledger.row("embassies", on="2025-01-28")

    assert (embassy["of"], embassy["place"]) == (KENYA.as_json(), KINSHASA.as_json())
    assert (embassy["condition"], embassy["since"]) == (condition, "2025-01-28")
    assert (embassy["status"], embassy["events"]) == ("reported", [told])


def test_each_mission_in_each_place_is_one_row(ledger: GivenLedger) -> None:
    for of, place in [(KENYA, KINSHASA), (RWANDA, KINSHASA), (UN, BUKAVU), (KENYA, KINSHASA)]:
        ledger.given(EmbassyAttacked(of=of, place=place), occurred="2025-01-28")

    rows = [(row["of"]["id"], row["place"]["id"]) for row in ledger.rows("embassies")]

    assert rows == [("ken", "kinshasa"), ("rwa", "kinshasa"), ("un", "bukavu")]


@pytest.mark.parametrize("status", Status)
def test_the_last_happening_decides_whatever_its_status(
    ledger: GivenLedger, status: Status
) -> None:
    ledger.given(ATTACK, occurred="2025-01-28", status=Status.CONFIRMED)
    ledger.given(CLOSURE, occurred="2025-01-29", status=status)

    embassy = ledger.row("embassies")

    assert (embassy["condition"], embassy["status"]) == ("closed", status)


def test_an_attack_on_a_closed_embassy_is_an_attack(ledger: GivenLedger) -> None:
    ledger.given(CLOSURE, occurred="2025-01-27")
    ledger.given(ATTACK, occurred="2025-01-28")

    assert ledger.row("embassies")["condition"] == "attacked"


def test_its_condition_dates_from_the_first_of_an_unbroken_run(ledger: GivenLedger) -> None:
    ledger.given(ATTACK, occurred="2025-01-20")
    ledger.given(REOPENING, occurred="2025-01-25")
    first = ledger.given(ATTACK, occurred="2025-01-28", status=CLAIMED)
    second = ledger.given(ATTACK, occurred="2025-01-29")

    embassy = ledger.row("embassies")

    assert (embassy["since"], embassy["status"]) == ("2025-01-28", "reported")
    assert embassy["events"] == [first, second]


def test_the_means_are_those_of_the_last_attack(ledger: GivenLedger) -> None:
    ledger.given(ATTACK, occurred="2025-01-28")
    ledger.given(CLOSURE, occurred="2025-01-29")
    ledger.given(EmbassyAttacked(of=KENYA, place=KINSHASA, means="stones"), occurred="2025-01-30")

    assert ledger.row("embassies", on="2025-01-29")["means"] == ["fire", "looting"]
    assert ledger.row("embassies", on="2025-01-30")["means"] == ["stones"]


def test_an_embassy_that_nobody_attacked_has_no_means(ledger: GivenLedger) -> None:
    ledger.given(CLOSURE, occurred="2025-01-29")

    assert ledger.row("embassies")["means"] == []
