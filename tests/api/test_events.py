"""Appending and reading events over HTTP."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from api.body import JSON, NDJSON
from api.problems import STATUS
from domain.entry import Assessed
from domain.refusals import BatchRefused, Refusal
from domain.values import Status
from tests.api.conftest import Story
from tests.goma import CALL, CAPTURE, M23, GivenLedger, told

FALL = told(CAPTURE, "2025-01-28", id="3f2a1c9e-6b7d-4c58-9e21-8d0f5a6b7c13").as_json()
URL = f"/events/{FALL['id']}"


def without(field: str, event: dict[str, Any] = FALL) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name != field}


def with_data(**data: Any) -> dict[str, Any]:
    return FALL | {"data": FALL["data"] | data}


def test_every_refusal_has_its_status_and_keeps_the_names_of_rfc_9457_free() -> None:
    refusals = {r for r in Refusal.__subclasses__() if not r.__module__.startswith("cli.")}

    assert refusals - STATUS.keys() == {BatchRefused}
    for refusal in refusals:
        assert not {"type", "title", "status", "detail"} & refusal.__annotations__.keys()


def test_the_state_is_asked_for_on_both_times(client: TestClient, ledger: GivenLedger) -> None:
    ledger.today = "2025-01-29"
    answer = client.post("/events", json=FALL)

    assert (answer.status_code, answer.headers["Location"]) == (201, URL)
    assert client.get("/state/territory?on=2025-01-28&known=@0").json()["total"] == 0
    goma = client.get("/state/territory?on=2025-01-28&known=2025-01-29T00:00:00 00:00").json()
    assert (goma["position"], goma["rests_on"], goma["total"]) == (1, 1, 1)
    assert goma["places"][0]["held_by"]["name"] == "M23"


def test_known_at_the_time_that_the_answer_tells_includes_the_entry(client: TestClient) -> None:
    recorded = client.post("/events", json=FALL).json()["accepted"][0]["recorded"]

    assert client.get(f"{URL}?known={recorded}").status_code == 200


def test_an_event_is_read_with_what_it_says_in_one_sentence(client: TestClient) -> None:
    client.post("/events", json=FALL)

    for read in (client.get(URL).json(), client.get("/events?on=2025-01-28").json()["events"][0]):
        assert read["headline"] == "City captured: Goma, by M23"


def test_a_preview_says_what_would_be_recorded_and_records_nothing(
    client: TestClient, ledger: GivenLedger
) -> None:
    earlier = ledger.given(CAPTURE, "2025-01-27")
    sent = {"data": {"place": "goma", "by": "m23"}, "same_as": earlier}
    answer = client.post("/events?preview=true", json=FALL | sent)
    position = ledger.read().position()
    (previewed,) = answer.json()["preview"]

    client.post("/events", json=FALL | sent)
    read = client.get(URL).json()

    assert (answer.status_code, position) == (200, 1)
    assert previewed["headline"] == "City captured: Goma, by M23"
    assert previewed["event"] == without("recorded_by", without("recorded", read))
    assert previewed["event"]["happening"] == earlier


def test_a_preview_of_a_batch_lets_later_items_build_on_earlier_ones(client: TestClient) -> None:
    later = without("id") | {"data": {"place": "goma", "by": "m23"}, "same_as": FALL["id"]}
    answer = client.post("/events?preview=true", json=[FALL, later])

    happenings = [item["event"]["happening"] for item in answer.json()["preview"]]
    assert happenings == [FALL["id"], FALL["id"]]
    assert client.get(URL).status_code == 404


def test_a_preview_of_what_is_recorded_already_is_the_event_as_it_is(
    client: TestClient, ledger: GivenLedger
) -> None:
    client.post("/events", json=FALL)
    ledger.changed(FALL["id"], Assessed(status=Status.CONFIRMED, reason="a second source"))

    (previewed,) = client.post("/events?preview=true", json=FALL).json()["preview"]

    assert (previewed["event"]["revision"], previewed["event"]["status"]) == (2, "confirmed")


@pytest.mark.parametrize(
    "sent",
    [
        with_data(by="nobody-knows"),
        without("occurred"),
        FALL | {"occurred": "2035"},
        [],
        [FALL, with_data(colour="red")],
        FALL | {"status": "claimed"},
    ],
)
def test_a_preview_is_refused_as_the_append_would_be(client: TestClient, sent: Any) -> None:
    client.post("/events", json=FALL)

    previewed = client.post("/events?preview=true", json=sent)
    appended = client.post("/events", json=sent)

    assert previewed.status_code == appended.status_code >= 400
    assert previewed.json() == appended.json()


def test_an_event_sent_again_is_answered_as_before(client: TestClient) -> None:
    first = client.post("/events", json=FALL)
    again = client.post("/events", json=FALL)
    some_new = client.post("/events", json=[FALL, without("id")])

    assert (first.status_code, again.status_code, some_new.status_code) == (201, 200, 201)
    assert again.json() == first.json()
    assert some_new.json()["accepted"][0] == first.json()["accepted"][0]


def test_an_event_sent_again_with_ids_alone_is_the_same_though_a_name_changed(
    client: TestClient,
) -> None:
    other = str(uuid4())
    by_ids = FALL | {"id": other, "data": {"place": "goma", "by": "m23"}}
    client.post("/events", json=[FALL, by_ids])
    renamed = M23.as_json() | {"name": "March 23 Movement"}
    client.post("/events", json=FALL | {"id": str(uuid4()), "data": FALL["data"] | {"by": renamed}})

    assert client.post("/events", json=by_ids).status_code == 200
    assert client.get(f"/events/{other}").json()["data"]["by"]["name"] == "M23"


@pytest.mark.parametrize("form", [str.upper, lambda id: id.replace("-", ""), "urn:uuid:{}".format])
def test_an_id_in_another_form_is_the_same_id(client: TestClient, form: Any) -> None:
    first = client.post("/events", json=FALL)

    again = client.post("/events", json=FALL | {"id": form(FALL["id"])})

    assert (again.status_code, again.json()) == (200, first.json())


def test_the_same_id_with_other_content_is_refused(client: TestClient) -> None:
    client.post("/events", json=FALL)
    other = client.post("/events", json=FALL | {"summary": "another"})

    assert other.status_code == 409
    assert "correct it" in other.json()["detail"]


def test_ndjson_is_appended_line_by_line_or_not_at_all(client: TestClient) -> None:
    lines = "\n".join(json.dumps(event) for event in [FALL, told(CALL, "2025-01-28").as_json()])
    headers = {"Content-Type": "application/x-ndjson"}

    broken = client.post("/events", content=f"{lines}\n{{", headers=headers)
    assert (broken.status_code, broken.json()["where"]) == (400, "line 3")
    assert client.get(URL).status_code == 404
    assert len(client.post("/events", content=lines, headers=headers).json()["accepted"]) == 2


def test_an_earlier_item_of_a_batch_tells_what_an_id_stands_for(client: TestClient) -> None:
    claim = without("id") | {"data": {"place": "goma", "by": "m23"}, "same_as": FALL["id"]}

    answer = client.post("/events", json=[FALL, claim])

    (_, second) = answer.json()["accepted"]
    read = client.get(f"/events/{second['id']}").json()
    assert read["data"]["place"]["name"] == "Goma"
    assert (read["happening"], second["revision"]) == (FALL["id"], 1)


def test_a_batch_names_every_bad_item_and_appends_nothing(client: TestClient) -> None:
    nameless = FALL | {"data": {"place": {"id": "goma"}, "by": FALL["data"]["by"]}}
    ahead = without("id") | {"occurred": "2999"}

    answer = client.post("/events", json=[FALL, nameless, FALL | {"type": "CityFell"}, ahead])

    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    found = [(error["index"], error.get("field")) for error in answer.json()["errors"]]
    assert found[:2] == [(1, "data.place.name"), (1, "data.place.country")]
    assert {index for index, _ in found} == {1, 2, 3}
    assert answer.json()["errors_total"] == len(found)
    assert client.get(URL).status_code == 404


@pytest.mark.parametrize("preview", ["false", "true"])
def test_a_batch_of_more_than_ten_thousand_items_is_too_large(
    client: TestClient, preview: str
) -> None:
    url, sent = f"/events?preview={preview}", ["null"] * 10_001

    array = client.post(url, content=f"[{','.join(sent)}]", headers={"Content-Type": JSON})
    lines = client.post(url, content="\r\n".join(sent), headers={"Content-Type": NDJSON})

    for answer in (array, lines):
        assert (answer.status_code, answer.json()["limit"]) == (413, 10_000)
        assert "at most 10,000 items" in answer.json()["detail"]
        assert "send several" in answer.json()["detail"]


def test_a_line_is_found_at_its_place_though_others_are_blank(client: TestClient) -> None:
    content = f"\n\r\n{json.dumps(FALL)}\r\n\n{{\n"

    answer = client.post("/events", content=content, headers={"Content-Type": NDJSON})

    assert answer.json()["where"] == "line 5"


@pytest.mark.parametrize(
    "sent", [[None] * 150, FALL | {"sources": [None] * 150}, [FALL | {"sources": [None] * 150}]]
)
def test_a_refusal_names_a_hundred_faults_and_says_how_many_there_are(
    client: TestClient, sent: Any
) -> None:
    answer = client.post("/events", json=sent)

    assert (answer.status_code, answer.json()["errors_total"]) == (422, 150)
    assert len(answer.json()["errors"]) == 100
    assert len(answer.content) < 50_000


@pytest.mark.parametrize(
    ("sent", "status", "field", "remedy"),
    [
        (FALL | {"type": "CityFell"}, 422, "type", "is not in the catalogue"),
        (FALL | {"colour": "red"}, 422, "colour", "no such field"),
        (with_data(colour="red"), 422, "data.colour", "no such field"),
        (without("occurred"), 422, "occurred", "is missing"),
        (with_data(place=None), 422, "data.place", "an object"),
        (
            with_data(place=FALL["data"]["place"] | {"kind": "airport"}),
            422,
            "data.place",
            "city",
        ),
        (with_data(place=FALL["data"]["place"] | {"country": "COG1"}), 422, "country", "COD"),
        (with_data(place=FALL["data"]["place"] | {"country": "ZZZ"}), 422, "country", "COD"),
        (with_data(place=FALL["data"]["place"] | {"lat": 91}), 422, "data.place.lat", "90"),
        (FALL | {"occurred": "late January"}, 422, "occurred", "write 2025-01-27"),
        (FALL | {"occurred": "2025-02-30"}, 422, "occurred", "write 2025-01-27"),
        (FALL | {"occurred": "2025-01-28/2025-01-27"}, 422, "occurred", "before it starts"),
        (FALL | {"sources": []}, 422, "sources", "one item at least"),
        (
            FALL | {"sources": [{"publisher": "x", "url": "ftp://x.org"}]},
            422,
            "sources.0.url",
            "https://",
        ),
        (with_data(by="fdlr"), 422, "data.by", "tell it whole the first time"),
        (with_data(place="bukavu"), 422, "data.place", "tell it whole the first time"),
        (FALL | {"status": "certain"}, 422, "status", "'confirmed'"),
        (FALL | {"summary": "x" * 10_001}, 422, "summary", "10000"),
        (FALL | {"id": "17"}, 422, "id", "UUID"),
        (FALL | {"id": 17}, 422, "id", "UUID"),
        (FALL | {"sources": [{"publisher": ""}]}, 422, "", "is not empty"),
        (FALL | {"sources": [{"publisher": "—"}]}, 422, "", "a letter or a digit"),
        (with_data(external={"size": float("1e400")}), 422, "data.external", "too large"),
        (with_data(casualties={"killed": {"best": True}}), 422, "killed.best", "integer"),
        (with_data(casualties={"killed": {"low": 9, "best": 3}}), 422, "killed", "not above"),
        (with_data(casualties={"killed": {"best": 10**12}}), 422, "killed.best", "less than"),
        ("M23 took Goma", 422, "", "an object"),
        ([], 422, "", "one event at least"),
    ],
)
def test_what_does_not_fit_is_refused_with_field_value_and_remedy(
    client: TestClient, sent: Any, status: int, field: str, remedy: str
) -> None:
    content = json.dumps(sent).replace("Infinity", "1e400")
    answer = client.post("/events", content=content, headers={"Content-Type": "application/json"})

    assert answer.status_code == status
    errors = answer.json()["errors"]
    (error,) = [each for each in errors if each["field"].endswith(field)]
    assert remedy in error["detail"]
    assert "value" in error
    assert client.get("/readyz").json()["position"] == 0


@pytest.mark.parametrize(
    ("sent", "status", "problem", "names"),
    [
        (without("id") | {"occurred": "2025-02-03"}, 422, "AheadOfTime", "2025-02-03"),
        (without("id") | {"same_as": str(uuid4())}, 422, "UnknownReference", "same_as"),
        (with_data(about=str(uuid4())) | {"id": str(uuid4())}, 422, "UnknownReference", "about"),
        (
            with_data(by=M23.as_json() | {"kind": "organisation"}) | {"id": str(uuid4())},
            409,
            "OtherIdentity",
            "m23",
        ),
        (
            with_data(place=FALL["data"]["place"] | {"country": "RWA"}) | {"id": str(uuid4())},
            409,
            "OtherIdentity",
            "goma",
        ),
        (
            told(CALL, "2025-01-28").as_json() | {"same_as": FALL["id"]},
            409,
            "NotOneFamily",
            "CallHeld",
        ),
    ],
)
def test_what_the_ledger_does_not_allow_is_refused_by_its_name(
    client: TestClient, sent: Any, status: int, problem: str, names: str
) -> None:
    client.post("/events", json=FALL)

    answer = client.post("/events", json=sent)

    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert answer.json()["type"] == f"/problems#{problem}"
    assert names in answer.json()["detail"]
    assert client.get("/readyz").json()["position"] == 1


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"a": NaN}', "application/json", 400),
        (b'"\xff"', "application/json", 400),
        (b'"\\ud800"', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (json.dumps(FALL).encode(), "application/x-www-form-urlencoded", 415),
        (json.dumps(FALL).encode(), "", 415),
        (b" " * (10 * 1024 * 1024 + 1), "application/json", 413),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(
    client: TestClient, content: bytes, content_type: str, status: int
) -> None:
    answer = client.post("/events", content=content, headers={"Content-Type": content_type})

    assert answer.status_code == answer.json()["status"] == status
    assert status != 415 or "Content-Type: application/json" in answer.json()["detail"]


def test_a_refusal_is_not_larger_than_it_needs_to_be(client: TestClient) -> None:
    answer = client.post("/events", json={"colour": "x" * 1_000_000})

    assert answer.status_code == 422
    assert len(answer.content) < 5_000


def test_text_is_stored_as_given_and_never_interpreted(client: TestClient) -> None:
    summary = "غوما — 戈马 <script>alert(1)</script> \u0000 '; DROP TABLE stored_events; --  "
    client.post("/events", json=FALL | {"summary": summary})

    assert client.get(URL).json()["summary"] == summary


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/state/territory?on=2025-02-30", 400, "write 2025-01-27"),
        ("/state/territory?on=2025-01-26/2025-01-27", 400, "not an interval"),
        ("/state/territory?known=@9", 400, "the last is @0"),
        ("/state/territory?known=", 400, "write 2025-01-27"),
        ("/state/territory?on=", 400, "write 2025-01-27"),
        ("/state/territory?known=@x", 400, "@1234"),
        ("/state/territory?known=yesterday", 400, "write 2025-01-27"),
        ("/state/territory?resolve=worst", 422, "errors"),
        ("/state/territory?knwon=2025-01-27", 422, "errors"),
        ("/state/territory?limit=0", 422, "errors"),
        ("/state/territory?on=2025-01-27&on=2025-01-28", 422, "errors"),
        ("/places/%00", 404, "q"),
        ("/state/territory?country=ZZZ", 422, "errors"),
        ("/state/weather", 404, "territory"),
        ("/countries/ZZZ", 404, "alpha-3"),
        ("/relations/RWA/ZZZ", 404, "alpha-3"),
        ("/places/atlantis", 404, "atlantis"),
        ("/actors/nobody", 404, "nobody"),
        ("/types/CityFell", 404, "is not in the catalogue"),
        ("/events/17", 404, "17"),
        (URL, 404, FALL["id"]),
        (f"{URL}/history", 404, FALL["id"]),
        (f"/happenings/{FALL['id']}", 404, FALL["id"]),
        ("/events?cursor=made-up", 400, "leave it out"),
        ("/events?type=CityFell", 404, "is not in the catalogue"),
        ("/events?occurred_from=soon", 400, "occurred_from"),
        ("/nothing", 404, "/docs"),
    ],
)
def test_an_impossible_question_is_answered_with_what_would_be_right(
    client: TestClient, address: str, status: int, says: str
) -> None:
    answer = client.get(address)

    assert answer.status_code == answer.json()["status"] == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert says in answer.json()["detail"]


def test_pages_never_shift_though_events_are_appended_between_them(
    client: TestClient, story: Story, ledger: GivenLedger
) -> None:
    whole = client.get("/events").json()
    first = client.get("/events?limit=3").json()
    ledger.given(CALL, "2025-01-31")
    seen = [event["id"] for event in first["events"]]
    after = first["next"]
    while after:
        page = client.get(f"/events?limit=2&cursor={after}").json()
        assert page["position"] == first["position"]
        seen += [event["id"] for event in page["events"]]
        after = page["next"]

    assert seen == [event["id"] for event in whole["events"]]
    told = json.loads(urlsafe_b64decode(first["next"] + "=="))
    for field, value in {"on": "garbage", "position": 1, "offset": 10**9}.items():
        tampered = urlsafe_b64encode(json.dumps(told | {field: value}).encode()).decode()
        assert client.get(f"/events?limit=3&cursor={tampered}").status_code == 400
    other = client.get(f"/events?q=goma&cursor={first['next']}")
    assert (other.status_code, other.json()["type"]) == (400, "/problems#MadeUpCursor")


def test_the_lists_of_the_register_are_paged_and_searched(client: TestClient, story: Story) -> None:
    first = client.get("/actors?limit=2").json()
    rest = client.get(f"/actors?limit=100&cursor={first['next']}").json()

    assert len(first["actors"]) == 2
    assert first["total"] == len(first["actors"]) + len(rest["actors"])
    assert [a["id"] for a in client.get("/actors?q=kagame").json()["actors"]] == ["paul-kagame"]
    assert [p["id"] for p in client.get("/places?q=GOM").json()["places"]] == ["goma"]
    assert client.get("/sources").json()["sources"][0]["id"] == "radio-okapi"
    assert client.get("/crises").json()["crises"][0]["id"] == "goma-2025"


@pytest.mark.parametrize(
    "path", ["/events", "/stream", "/places", "/actors", "/sources", "/crises"]
)
def test_what_is_sought_has_two_hundred_characters_at_most(client: TestClient, path: str) -> None:
    answer = client.get(path, params={"q": "x" * 201})

    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["field"]) == (422, "q")
    assert "at most 200 characters" in error["detail"]


def test_whoever_is_no_browser_gets_an_index(client: TestClient) -> None:
    index = client.get("/?on=2025-01-28")

    assert index.json()["openapi"] == "/openapi.json"
    assert index.headers["Vary"] == "Accept, Accept-Encoding"
    assert client.get("/healthz").json() == {"status": "alive"}


def test_a_type_tells_its_meaning_and_its_example_can_be_sent(client: TestClient) -> None:
    described = client.get("/types/CityCaptured").json()

    assert described["parts"] == {
        "place": "where",
        "by": "actor",
        "with": "counterpart",
        "from": "target",
    }
    for told_type in client.get("/types").json()["types"]:
        example = client.get(f"/types/{told_type['type']}").json()["example"]
        answer = client.post("/events", json=example | {"occurred": "2025-01-27"})
        assert answer.status_code == 201, (told_type["type"], answer.json())
