"""An answer can be had again: by the time at which it was known, and at its position."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answers.mementos import memento_at
from api.mementos import http_date
from domain.entry import Entry, Stamp
from history.history import History
from tests.api.answers import (
    OF_KNOWLEDGE,
    ON,
    VIEWED,
    at,
    but_for_the_question,
    links,
    listed,
)
from tests.api.conftest import Story
from tests.goma import CALL, GivenLedger, told

SEVEN = "Wed, 29 Jan 2025 07:00:00 GMT"


# What was on the page


@pytest.mark.usefixtures("morning")
def test_the_page_of_seven_this_morning_has_what_was_known_by_then(client: TestClient) -> None:
    page = at(client, "/events?on=2025-01-29", SEVEN)

    assert [event["type"] for event in page.json()["events"]] == ["CallHeld", "CityCaptured"]
    assert page.json()["position"] == 2
    assert page.json()["known"] == "2025-01-29T07:00:00Z"
    assert page.headers["memento-datetime"] == SEVEN
    assert page.headers["vary"] == "Accept-Datetime, Accept-Encoding"


@pytest.mark.usefixtures("morning")
def test_a_second_has_all_that_was_recorded_by_its_end_and_nothing_later(
    client: TestClient,
) -> None:
    positions = {
        second: at(client, "/state", f"Wed, 29 Jan 2025 {second} GMT").json()["position"]
        for second in ("06:59:59", "07:00:00", "07:00:01")
    }

    assert positions == {"06:59:59": 1, "07:00:00": 2, "07:00:01": 3}


@pytest.mark.usefixtures("morning")
@pytest.mark.parametrize("when", [SEVEN, "this morning"])
def test_what_the_address_says_is_known_wins_over_the_header(client: TestClient, when: str) -> None:
    memento = at(client, "/state?on=2025-01-29&known=@1", when)

    assert memento.json()["position"] == 1
    assert memento.headers["memento-datetime"] == "Tue, 28 Jan 2025 20:00:01 GMT"
    assert memento.headers["vary"] == "Accept-Encoding"


@pytest.mark.usefixtures("morning")
def test_an_answer_of_now_tells_by_when_it_was_known(client: TestClient) -> None:
    now = client.get("/state")

    assert now.headers["memento-datetime"] == "Wed, 29 Jan 2025 07:00:01 GMT"
    assert now.headers["vary"] == "Accept-Datetime, Accept-Encoding"


@pytest.mark.usefixtures("morning")
def test_before_the_first_entry_nothing_was_known_and_there_is_no_date_of_it(
    client: TestClient,
) -> None:
    before = at(client, "/state", "Tue, 28 Jan 2025 20:00:00 GMT")

    assert (before.json()["position"], before.json()["territory"]) == (0, [])
    assert "memento-datetime" not in before.headers
    assert links(before.headers["link"])["memento"] == "/state?known=@0&on=2025-01-29"


@pytest.mark.parametrize(
    "date",
    [
        "",
        "2025-01-29T07:00:00Z",
        "Tue, 29 Jan 2025 07:00:00 GMT",
        "Wed, 29 Jan 2025 07:00:00 CET",
        "Wed, 29 Jan 2025 07:00:00 +0000",
        "Wed, 29 Jan 2025 07:00:00 +99999999999999",
        "Wednesday, 29-Jan-25 07:00:00 GMT",
        "Wed Jan 29 07:00:00 2025",
        "Wed, 30 Feb 2025 07:00:00 GMT",
        "Wed, 29 Jan 2025 25:00:00 GMT",
        "Sat, 01 Jan 0000 00:00:00 GMT",
        "Wed, 29 Xyz 2025 07:00:00 GMT",
        "yesterday",
    ],
)
@pytest.mark.parametrize("address", ["/state", "/events", "/places", "/changes?from=2025&to=2025"])
def test_a_date_that_cannot_be_read_is_refused_with_what_would_be_right(
    client: TestClient, address: str, date: str
) -> None:
    refused = at(client, address, date)

    assert refused.status_code == 400
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["parameter"] == "Accept-Datetime"
    assert refused.json()["value"] == date
    assert "Tue, 28 Jan 2025 07:00:00 GMT" in refused.json()["detail"]


@pytest.mark.usefixtures("morning")
@pytest.mark.parametrize(
    ("date", "position"),
    [("Mon, 01 Jan 1900 00:00:00 GMT", 0), ("Fri, 31 Dec 9999 23:59:59 GMT", 3)],
)
def test_dates_far_away_are_answered(client: TestClient, date: str, position: int) -> None:
    assert at(client, "/state", date).json()["position"] == position


RECORDED = st.lists(st.integers(0, 5_000_000), min_size=1, max_size=8).map(sorted)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(microseconds=RECORDED, second=st.integers(0, 6))
def test_asking_again_with_the_date_of_an_answer_gives_the_same(
    app: FastAPI, microseconds: list[int], second: int
) -> None:
    start = datetime(2025, 1, 29, 7, tzinfo=UTC)
    ledger = GivenLedger()
    for after in microseconds:
        recorded = start + timedelta(microseconds=after)
        ledger.given(CALL, "2025-01-28", recorded=recorded.isoformat())
    app.state.ledger, client = ledger, TestClient(app)

    first = at(client, f"/events?{ON}", http_date(start + timedelta(seconds=second)))
    date = first.headers.get("memento-datetime")

    if date:
        again = at(client, f"/events?{ON}", date)
        assert again.json()["position"] == first.json()["position"]
        assert again.json()["events"] == first.json()["events"]
        assert again.headers["memento-datetime"] == date


def test_the_entry_before_a_position_that_was_used_up_dates_it() -> None:
    history = History()
    for position, minute in [(2, 1), (7, 2), (8, 3)]:
        history.take(position, _entry(datetime(2025, 1, 29, 7, minute, tzinfo=UTC)))

    dated = {position: memento_at(history, position) for position in (1, 2, 5, 6, 7, 8)}
    minutes = {at: known.second.minute if known else None for at, known in dated.items()}

    assert minutes == {1: None, 2: 1, 5: 1, 6: 1, 7: 2, 8: 3}


def _entry(recorded: datetime) -> Entry:
    telling = told(CALL, "2025-01-28", id=str(uuid4()))
    return Entry(telling.id, 1, Stamp(recorded, "anna"), telling)


# Where it is for ever, and all the others


@pytest.mark.parametrize("address", [*VIEWED, *OF_KNOWLEDGE])
def test_what_an_answer_links_to_is_there(client: TestClient, story: Story, address: str) -> None:
    address = address.format(capture=story.capture)
    answer = client.get(address)
    to = links(answer.headers["link"])
    original, memento = client.get(to["original timegate"]), client.get(to["memento"])

    assert (original.status_code, original.content) == (200, answer.content)
    assert memento.status_code == 200
    assert but_for_the_question(memento) == but_for_the_question(answer)
    assert memento.headers["memento-datetime"] == answer.headers["memento-datetime"]
    assert links(memento.headers["link"])["memento"] == to["memento"]
    assert answer.headers["content-location"] == to["memento"]
    assert client.get(to["timemap"]).headers["content-type"].startswith("application/link-format")


@pytest.mark.usefixtures("story")
def test_the_links_of_an_answer_keep_what_it_was_asked_with(client: TestClient) -> None:
    answer = client.get(
        "/state/territory?place=goma&known=2025-02-01&on=2025-01-28&at_least=claimed"
    )
    to = links(answer.headers["link"])

    assert to["original timegate"] == "/state/territory?place=goma&on=2025-01-28&at_least=claimed"
    assert to["timemap"] == f"/timemap{to['original timegate']}"
    position = answer.json()["position"]
    memento = f"/state/territory?place=goma&known=@{position}&on=2025-01-28&at_least=claimed"
    assert to["memento"] == memento


@pytest.mark.usefixtures("story")
def test_what_differs_between_two_states_of_knowledge_is_of_neither(client: TestClient) -> None:
    address = f"/changes?known_from=@1&known_to=2025-02-02&{ON}"
    answer = client.get(address)
    memento = client.get(links(answer.headers["link"])["memento"])

    assert "memento-datetime" not in answer.headers
    assert answer.headers["vary"] == "Accept-Encoding"
    assert "immutable" in memento.headers["cache-control"]
    assert memento.json()["views"] == answer.json()["views"]
    assert client.get(f"/timemap{address}").status_code == 404


def test_a_link_cannot_be_broken_by_what_is_asked(client: TestClient, story: Story) -> None:
    answer = client.get("/events", params={"q": 'Goma>; rel="evil", <é\r\n', "on": "2025-01-28"})

    to = links(answer.headers["link"])
    assert len(to) == 3
    assert client.get(to["original timegate"]).content == answer.content


@pytest.mark.usefixtures("morning")
def test_behind_a_proxy_links_begin_where_the_service_does(app: FastAPI) -> None:
    client = TestClient(app, root_path="/ledger")
    answer = client.get("/ledger/state")
    to = links(answer.headers["link"])

    assert all(target.startswith("/ledger/") for target in to.values())
    assert all(client.get(target).status_code == 200 for target in to.values())
    assert client.head("/ledger/state").status_code == 200
    (memento, _), *_ = listed(client.get(to["timemap"]).text)
    assert client.get(memento).status_code == 200


# The description


def test_whatever_has_mementos_is_described_with_what_may_be_kept(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    described = {
        path: item["get"]
        for path, item in paths.items()
        for parameter in item.get("get", {}).get("parameters", ())
        if parameter["name"].lower() == "accept-datetime"
    }

    assert {"/state", "/countries/{iso3}", "/events/{id}", "/changes"} <= described.keys()
    for path, operation in described.items():
        for status in ("200", "304"):
            headers = operation["responses"][status]["headers"]
            assert {"ETag", "Cache-Control", "Memento-Datetime", "Link", "Vary"} <= headers.keys()
        assert any(p["name"] == "if-none-match" for p in operation["parameters"]), path
    assert (
        "application/link-format" in paths["/timemap/{path}"]["get"]["responses"]["200"]["content"]
    )
