from typing import Any

from domain.events.diplomacy import MeetingHeld
from domain.events.register import ActorDescribed
from domain.events.unrest import EmbassyAttacked
from domain.values import Status
from projections import VIEWS
from tests.goma import (
    CALL,
    CAPTURE,
    CLAIMED,
    CONGO,
    KENYA,
    KINSHASA,
    RWANDA,
    UGANDA,
    GivenLedger,
)

MEETING = MeetingHeld(participants=(RWANDA, KENYA), place=KINSHASA)
ATTACK = EmbassyAttacked(of=RWANDA, place=KINSHASA)


def country(ledger: GivenLedger, code: str, **asked: Any) -> dict[str, Any]:
    return ledger.country(code, ledger.question(**asked)).as_json()


def test_a_country_has_every_view_and_its_timeline(ledger: GivenLedger) -> None:
    document = country(ledger, "RWA")

    assert {*document} == {
        "on",
        "known",
        "position",
        "country",
        "name",
        "rests_on",
        "parts",
        *VIEWS,
        "total",
        "possible",
        "possible_total",
        "timeline",
    }
    assert (document["country"], document["name"]) == ("RWA", "Rwanda")


def test_a_country_bears_the_name_that_its_state_was_last_told_with(ledger: GivenLedger) -> None:
    renamed = CONGO.model_copy(update={"name": "Democratic Republic of the Congo"})
    ledger.given(ActorDescribed(actor=renamed), occurred="2025-01-01")

    assert country(ledger, "COD")["name"] == "Democratic Republic of the Congo"


def test_parts_say_how_many_events_concern_the_country_in_each(ledger: GivenLedger) -> None:
    ledger.given(MEETING, occurred="2025-01-28")
    ledger.given(CALL, occurred="2025-01-28")
    ledger.given(ATTACK, occurred="2025-01-28")
    ledger.given(CAPTURE, occurred="2025-01-27")
    ledger.given(CALL, occurred="2025-02-27")

    assert country(ledger, "RWA")["parts"] == {"counterpart": 2, "target": 1}
    assert country(ledger, "COD")["parts"] == {"where": 3}


def test_every_view_is_narrowed_to_the_country(ledger: GivenLedger) -> None:
    ledger.given(MEETING, occurred="2025-01-28")
    ledger.given(CAPTURE, occurred="2025-01-27")
    ledger.given(MeetingHeld(participants=(KENYA, UGANDA)), occurred="2025-01-28")

    document = country(ledger, "RWA")

    assert (document["territory"], document["rests_on"]) == ([], 1)
    assert document["total"]["contacts"] == len(document["contacts"]) == 1
    assert [row["countries"] for row in document["relations"]] == [["KEN", "RWA"]]


def test_the_values_of_its_rows_are_those_of_the_whole_ledger(ledger: GivenLedger) -> None:
    ledger.given(CALL, occurred="2025-01-28", status=Status.CONFIRMED)
    ledger.same(
        ledger.given(CAPTURE, occurred="2025-01-27"),
        ledger.given(CAPTURE, occurred="2025-01-26", status=CLAIMED),
    )

    (goma,) = country(ledger, "COD")["territory"]

    assert {**goma, "parts": None} == {**ledger.goma(), "parts": None}


def test_every_row_says_which_part_the_country_plays_in_it(ledger: GivenLedger) -> None:
    ledger.given(MEETING, occurred="2025-01-28")
    ledger.given(ATTACK, occurred="2025-01-28")

    congo, rwanda = country(ledger, "COD"), country(ledger, "RWA")

    assert [row["parts"] for row in congo["contacts"]] == [["where"]]
    assert [row["parts"] for row in rwanda["contacts"]] == [["counterpart"]]
    assert [row["parts"] for row in rwanda["embassies"]] == [["target"]]
    assert [row["parts"] for row in rwanda["attention"] if row["who"]["id"] == "rwa"] == [
        ["counterpart", "target"]
    ]


def test_what_is_possible_is_narrowed_too(ledger: GivenLedger) -> None:
    ledger.given(MEETING, occurred="2025-01-28/2025-02-28")
    ledger.given(CAPTURE, occurred="2025-01-26/2025-02-28")

    assert [told["type"] for told in country(ledger, "RWA")["possible"]] == ["MeetingHeld"]


def test_its_timeline_is_the_last_hundred_events_that_concern_it(ledger: GivenLedger) -> None:
    ledger.given(CAPTURE, occurred="2025-01-31")
    for hour in range(102):
        ledger.given(CALL, occurred=f"2025-01-{hour // 24 + 1:02}T{hour % 24:02}:00:00Z")
    ledger.given(CALL, occurred="2025-02-02")

    told = country(ledger, "RWA")["timeline"]

    assert (len(told["events"]), told["total"]) == (100, 102)
    assert told["events"][0]["occurred"] == "2025-01-05T05:00:00Z"
    assert {event["type"] for event in told["events"]} == {"CallHeld"}
