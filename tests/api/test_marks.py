"""All that happened, drawn on a map and along a band of time, is asked for once."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from domain.entry import Corrected
from domain.events.register import PlaceDescribed
from domain.values import Place, Status
from tests.api.conftest import Story
from tests.goma import BUKAVU, CALL, CAPTURE, GOMA, M23, GivenLedger


def asked(client: TestClient, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/marks?{query}")
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    return document


def test_a_happening_told_twice_is_one_mark_with_both_its_dates(
    client: TestClient, ledger: GivenLedger
) -> None:
    claim = ledger.given(CAPTURE, "2025-01-27", status=Status.CLAIMED, quoted=M23)
    capture = ledger.given(CAPTURE, "2025-01-28", status=Status.CONFIRMED)
    ledger.same(claim, capture)
    call = ledger.given(CALL, "2025-01-28")

    mark, other = asked(client)["marks"]

    assert (mark["event"], mark["happening"], mark["status"]) == (capture, claim, "confirmed")
    assert (mark["accounts"], mark["dates"]) == (2, 2)
    assert (mark["occurred"], mark["headline"]) == ("2025-01-28", "City captured: Goma, by M23")
    assert (mark["start"], mark["end"]) == ("2025-01-28T00:00:00Z", "2025-01-29T00:00:00Z")
    assert other["event"] == call
    assert not {"happening", "place"} & other.keys()


def test_marks_of_all_dates_are_there_oldest_first_whatever_today_is(
    client: TestClient, ledger: GivenLedger
) -> None:
    late = ledger.given(CAPTURE, "2025-01-27", "2025-01-30")
    early = ledger.given(CALL, "2025-01-25")
    ledger.today = "2025-01-26"

    document = asked(client)

    assert [mark["event"] for mark in document["marks"]] == [early, late]
    assert (document["first"], document["last"]) == ("2025-01-25", "2025-01-27")
    assert client.get("/marks?on=2025-01-26").status_code == 422


def test_places_actors_and_publishers_are_told_once_and_named_by_number(
    client: TestClient, ledger: GivenLedger
) -> None:
    for day in ("2025-01-27", "2025-01-28"):
        ledger.given(CAPTURE, day)

    document = asked(client)

    assert document["places"] == [GOMA.as_json()]
    assert document["actors"] == [M23.as_json()]
    assert document["publishers"] == [{"id": "radio-okapi", "publisher": "Radio Okapi"}]
    for mark in document["marks"]:
        assert (mark["place"], mark["who"], mark["publishers"]) == (0, [0], [0])


def test_a_place_stays_where_it_was_said_to_be_under_the_name_last_told(
    client: TestClient, ledger: GivenLedger
) -> None:
    on_the_map = GOMA.model_copy(update={"lat": -1.67, "lon": 29.23})
    ledger.given(CAPTURE.model_copy(update={"place": on_the_map}), "2025-01-27")
    renamed = Place(id="goma", name="Ville de Goma", country="COD", kind="city")
    ledger.given(PlaceDescribed(place=renamed), "2025-01-28")

    (goma,) = asked(client)["places"]

    assert (goma["name"], goma["lat"], goma["lon"]) == ("Ville de Goma", -1.67, 29.23)


def test_the_marks_as_known_then_have_nothing_that_was_recorded_later(
    client: TestClient, ledger: GivenLedger
) -> None:
    id = ledger.given(CAPTURE, "2025-01-27", "2025-01-28")
    ledger.changed(id, Corrected(occurred="2025-01-26", reason="misread"), "2025-01-30")
    ledger.given(CALL, "2025-01-24", "2025-01-31")

    (then,) = asked(client, "known=2025-01-28")["marks"]
    now = asked(client)["marks"][-1]

    assert (then["occurred"], then["revision"]) == ("2025-01-27", 1)
    assert (now["occurred"], now["revision"]) == ("2025-01-26", 2)
    assert then["recorded"] == now["first_recorded"] == "2025-01-28T00:00:00Z"
    assert now["recorded"] == "2025-01-30T00:00:00Z"


def test_the_newest_are_kept_and_the_days_count_the_others_too(
    client: TestClient, ledger: GivenLedger
) -> None:
    ids = [ledger.given(CAPTURE, f"2025-01-{day}") for day in (25, 26, 27)]
    ledger.given(CALL, "2025-01-26")
    ledger.given(PlaceDescribed(place=BUKAVU), "2025-01-24")

    document = asked(client, "limit=1")

    assert [mark["event"] for mark in document["marks"]] == ids[-1:]
    assert (document["total"], document["rests_on"]) == (5, 5)
    assert document["places"] == [GOMA.as_json()]
    none = {"unrest": 0, "agreements": 0, "humanitarian": 0}
    assert document["days"] == [
        {"day": "2025-01-25", "fighting": 1, "diplomacy": 0} | none,
        {"day": "2025-01-26", "fighting": 1, "diplomacy": 1} | none,
        {"day": "2025-01-27", "fighting": 1, "diplomacy": 0} | none,
    ]


def test_up_to_a_date_there_is_what_had_begun_by_then(
    client: TestClient, ledger: GivenLedger
) -> None:
    begun = ledger.given(CAPTURE, "2025-01-27/2025-01-29")
    ledger.given(CALL, "2025-01-29")

    marks = asked(client, "to=2025-01-28")["marks"]

    assert [mark["event"] for mark in marks] == [begun]


def test_what_one_account_dates_earlier_had_begun_by_then(
    client: TestClient, ledger: GivenLedger
) -> None:
    confirmed = ledger.given(CAPTURE, "2025-01-28", status=Status.CONFIRMED)
    ledger.same(confirmed, ledger.given(CAPTURE, "2025-01-27", status=Status.CLAIMED))

    assert [mark["event"] for mark in asked(client, "to=2025-01-27")["marks"]] == [confirmed]
    assert asked(client, "to=2025-01-26")["marks"] == []


def test_a_mark_has_the_date_of_a_nearer_account_and_all_else_of_the_picked(
    client: TestClient, ledger: GivenLedger
) -> None:
    picked = ledger.given(CAPTURE, "2025-01", "2025-02-02", status=Status.CONFIRMED)
    ledger.same(picked, ledger.given(CAPTURE, "2025-01-27", "2025-02-03"))

    (mark,) = asked(client)["marks"]

    assert (mark["event"], mark["occurred"]) == (picked, "2025-01-27")
    assert mark["recorded"] == "2025-02-02T00:00:00Z"


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("actor=paul-kagame", {"CallHeld", "StatementMade", "CeasefireUrged"}),
        ("country=USA&actor=marco-rubio", {"CallHeld", "CeasefireUrged"}),
        ("place=goma&at_least=confirmed", {"CityCaptured"}),
        ("according_to=m23", {"CityCaptured"}),
        ("crisis=kivu", set()),
    ],
)
def test_marks_are_narrowed_as_rows_are(
    client: TestClient, story: Story, query: str, kinds: set[str]
) -> None:
    assert {mark["type"] for mark in asked(client, query)["marks"]} == kinds


def test_of_an_empty_ledger_there_is_nothing_to_draw(client: TestClient) -> None:
    document = asked(client)

    assert document["marks"] == document["days"] == document["places"] == []
    assert (document["first"], document["last"], document["total"]) == (None, None, 0)


def test_marks_at_a_position_never_change_and_others_hold_until_the_next_entry(
    client: TestClient, ledger: GivenLedger
) -> None:
    ledger.given(CAPTURE, "2025-01-27")
    pinned, now = client.get("/marks?known=@1"), client.get("/marks")
    held = client.get("/marks", headers={"If-None-Match": now.headers["ETag"]})

    ledger.given(CALL, "2025-01-27", status=Status.CLAIMED)
    changed = client.get("/marks", headers={"If-None-Match": now.headers["ETag"]})

    assert "immutable" in pinned.headers["Cache-Control"]
    assert now.headers["Cache-Control"] == "no-cache"
    assert (held.status_code, held.content, changed.status_code) == (304, b"", 200)
    assert client.get("/marks?known=@1").content == pinned.content


@pytest.mark.parametrize("limit", [0, 20_001])
def test_at_most_twenty_thousand_are_drawn(client: TestClient, limit: int) -> None:
    assert client.get(f"/marks?limit={limit}").status_code == 422
    assert client.get("/marks?limit=20000").status_code == 200
