"""Correcting, assessing, retracting and joining over HTTP."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.goma import CALL, CAPTURE, told

FALL = told(CAPTURE, "2025-01-28").as_json()
CLAIM = told(CAPTURE, "2025-01-27").as_json()
URL, CLAIMED = f"/events/{FALL['id']}", f"/events/{CLAIM['id']}"
WHY = {"reason": "misread"}
SAME = {"other": FALL["id"], "reason": "one fall, dated twice"}


@pytest.fixture(autouse=True)
def _two_tellings(client: TestClient) -> None:
    client.post("/events", json=[FALL, CLAIM])


def change(
    client: TestClient, what: str, told: dict[str, Any], if_match: str | None = '"1"'
) -> tuple[int, dict[str, Any]]:
    headers = {"If-Match": if_match} if if_match else {}
    answer = client.post(f"{URL}/{what}", json=told, headers=headers)
    return answer.status_code, answer.json()


def test_a_correction_is_made_from_the_revision_that_was_read(client: TestClient) -> None:
    as_read = client.get(URL).headers["ETag"]
    misread = {"occurred": "2025-01-27", **WHY}

    assert change(client, "corrections", misread, None)[0] == 428
    assert change(client, "corrections", misread, "the first")[0] == 428
    assert change(client, "corrections", misread, as_read)[0] == 200
    assert change(client, "corrections", misread, as_read)[0] == 200
    assert change(client, "corrections", {"occurred": "2025-01-26", **WHY}, as_read)[0] == 412
    assert change(client, "corrections", misread, '"9"')[0] == 412
    assert client.get(URL).json()["occurred"] == "2025-01-27"
    assert client.get(f"{URL}?known=@2").json()["occurred"] == "2025-01-28"
    assert client.get("/readyz").json()["position"] == 3


@pytest.mark.parametrize("if_match", ['"1"', "1", 'W/"1"'])
def test_the_revision_may_be_written_as_any_etag_is(client: TestClient, if_match: str) -> None:
    assert change(client, "retraction", WHY, if_match)[0] == 200


def test_the_history_tells_who_changed_what_and_why(client: TestClient) -> None:
    change(client, "corrections", {"occurred": "2025-01-27", "data": {"from": "cod"}, **WHY})
    change(client, "retraction", {"reason": "a rumour"}, "2")

    first, corrected, retracted = client.get(f"{URL}/history").json()["revisions"]

    assert (first["action"], first["changes"], first["reason"]) == ("recorded", [], None)
    assert corrected["action"] == "corrected"
    assert [(c["field"], c["old"]) for c in corrected["changes"]] == [
        ("occurred", "2025-01-28"),
        ("data.from", None),
    ]
    assert (corrected["reason"], corrected["recorded_by"]) == ("misread", "anonymous")
    assert retracted["changes"] == [{"field": "retracted", "old": False, "new": True}]


@pytest.mark.parametrize(
    ("what", "told", "status", "says"),
    [
        ("corrections", {"occurred": "2025-01-28", **WHY}, 409, "says all of that already"),
        ("corrections", {"occurred": "2025-01-27"}, 422, "reason"),
        ("corrections", {"occurred": "never", **WHY}, 422, "occurred"),
        ("corrections", {"data": {"place": None}, **WHY}, 422, "data.place"),
        ("corrections", {"data": {"by": "nobody"}, **WHY}, 422, "data.by"),
        ("corrections", {"status": "confirmed", **WHY}, 422, "status"),
        ("corrections", {"sources": [], **WHY}, 422, "sources"),
        ("corrections", {"type": "CallHeld", **WHY}, 422, "whole `data`"),
        ("corrections", {"occurred": "2999", **WHY}, 422, "2999"),
        ("assessments", {"status": "reported", **WHY}, 409, "says all of that already"),
        ("assessments", {"status": "true", **WHY}, 422, "status"),
        ("retraction", {}, 422, "reason"),
        ("reinstatement", WHY, 409, "not retracted"),
        ("same-as", {"other": "17", **WHY}, 422, "other"),
        ("same-as", {"other": FALL["id"], **WHY}, 409, "already"),
        ("same-as", {"other": "0b1e6a52-3c7e-4f0e-9a57-2f6f0c9d1a11", **WHY}, 422, "other"),
        ("not-same-as", WHY, 409, "already"),
    ],
)
def test_a_change_that_cannot_be_is_refused_and_nothing_is_recorded(
    client: TestClient, what: str, told: dict[str, Any], status: int, says: str
) -> None:
    answered, problem = change(client, what, told)

    assert answered == status == problem["status"]
    assert says in str(problem)
    assert client.get("/readyz").json()["position"] == 2


def test_a_retracted_event_takes_only_a_reinstatement(client: TestClient) -> None:
    change(client, "retraction", WHY)

    assert change(client, "corrections", {"occurred": "2025-01-27", **WHY}, "2")[0] == 409
    assert client.get("/state/territory?on=2025-01-28").json()["rests_on"] == 1
    assert change(client, "reinstatement", WHY, "2")[0] == 200
    assert client.get("/state/territory?on=2025-01-28").json()["rests_on"] == 2


def test_an_assessment_adds_sources(client: TestClient) -> None:
    united_nations = {"publisher": "UN"}

    change(client, "assessments", {"status": "reported", "sources": united_nations, **WHY})

    assert client.get(URL).json()["sources"] == [*FALL["sources"], united_nations]


def test_two_events_are_told_as_one_happening_and_parted_again(client: TestClient) -> None:
    joined = client.post(f"{CLAIMED}/same-as", json=SAME, headers={"If-Match": "1"})

    assert client.get(CLAIMED).json()["happening"] == FALL["id"]
    assert len(client.get(f"/happenings/{FALL['id']}").json()["accounts"]) == 2
    again = client.post(f"{CLAIMED}/same-as", json=SAME, headers={"If-Match": "1"})
    assert (joined.status_code, again.json()) == (200, joined.json())
    client.post(f"{CLAIMED}/not-same-as", json=WHY, headers={"If-Match": "2"})
    assert client.get(CLAIMED).json()["happening"] == CLAIM["id"]
    assert len(client.get(f"/happenings/{FALL['id']}?known=@3").json()["accounts"]) == 2


def test_joining_all_answers_an_item_for_each_event_moved_and_again_as_before(
    client: TestClient,
) -> None:
    client.post(f"{CLAIMED}/same-as", json=SAME, headers={"If-Match": "1"})
    third = told(CAPTURE, "2025-01-26").as_json()
    client.post("/events", json=third)
    everything = {"other": third["id"], "reason": "one fall", "all": True}

    joined = change(client, "same-as", everything)

    assert [item["id"] for item in joined[1]["accepted"]] == [FALL["id"], CLAIM["id"]]
    assert change(client, "same-as", everything) == joined
    assert client.get(f"/happenings/{FALL['id']}").json()["accounts"] == []
    assert change(client, "same-as", everything | {"all": False})[0] == 412


def test_events_of_two_families_are_not_joined(client: TestClient) -> None:
    call = told(CALL, "2025-01-28").as_json()
    client.post("/events", json=call)

    status, problem = change(client, "same-as", {"other": call["id"], **WHY})

    assert status == 409
    assert "`about` the other" in problem["detail"]


def test_an_unknown_event_cannot_be_changed(client: TestClient) -> None:
    unknown = "/events/0b1e6a52-3c7e-4f0e-9a57-2f6f0c9d1a11/retraction"

    assert client.post(unknown, json=WHY, headers={"If-Match": "1"}).status_code == 404


def test_a_merge_patch_drops_only_what_it_says_and_leaves_other_nulls(client: TestClient) -> None:
    coded = told(CAPTURE, "2025-01-26").as_json()
    coded["data"]["external"] = {"coded": {"a": 1}, "blank": None}
    client.post("/events", json=coded)
    address = f"/events/{coded['id']}"
    patch = {"data": {"external": {"coded": {"a": None}, "new": {"b": None, "c": 2}}}, **WHY}

    client.post(f"{address}/corrections", json=patch, headers={"If-Match": "1"})

    external = client.get(address).json()["data"]["external"]
    assert external == {"coded": {}, "blank": None, "new": {"c": 2}}


def test_an_event_is_not_about_itself(client: TestClient) -> None:
    status, problem = change(client, "corrections", {"data": {"about": FALL["id"]}, **WHY})

    assert (status, problem["type"]) == (422, "/problems#UnknownReference")
