"""An answer can be had again: by the time at which it was known, and for ever at its position."""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api import mementos
from api.app import create_app
from api.mementos import http_date, last_known
from domain.entry import Corrected, Entry, Reinstated, Retracted, Stamp
from domain.events.fighting import ClashReported
from ledger.ledger import Ledger
from projections.history import History
from tests.api.conftest import Story
from tests.goma import BUKAVU, CALL, CAPTURE, FARDC, M23, GivenLedger, told

SEVEN = "Wed, 29 Jan 2025 07:00:00 GMT"
ON = "on=2025-01-28"
CLASH = ClashReported(place=BUKAVU, sides=(M23, FARDC))
VIEWED = [
    "/state",
    "/state/territory",
    "/countries",
    "/countries/RWA",
    "/relations/RWA/USA",
    "/places/goma",
    "/actors/m23",
    "/events",
    "/changes?from=2025-01-26&to=2025-01-28",
]
OF_KNOWLEDGE = [
    "/events/{capture}",
    "/events/{capture}/history",
    "/happenings/{capture}",
    "/places",
    "/actors",
    "/sources",
    "/crises",
    "/marks",
]


def asked(address: str, more: str) -> str:
    return address + ("&" if "?" in address else "?") + more


def links(told: str) -> dict[str, str]:
    """The targets of links, by their relation."""
    return {rel: to for to, rel in re.findall(r'<([^>]*)>; rel="([^"]*)"', told)}


def listed(told: str) -> list[tuple[str, str]]:
    """The mementos of a time map: their addresses and their dates."""
    return re.findall(r'<([^>]*)>; rel="[a-z ]*memento"; datetime="([^"]*)"', told)


def but_for_the_question(answer: httpx2.Response) -> dict[str, Any]:
    """An answer without what it says of `known` as it was asked."""
    at_both = ("known", "from", "to")
    return {name: told for name, told in answer.json().items() if name not in at_both}


def at(client: TestClient, address: str, when: str) -> httpx2.Response:
    return client.get(address, headers={"Accept-Datetime": when})


def having(client: TestClient, address: str, etag: str) -> httpx2.Response:
    return client.get(address, headers={"If-None-Match": etag})


def cache_control(client: TestClient, address: str) -> str:
    return client.get(address).raise_for_status().headers["cache-control"]


@pytest.fixture
def morning(ledger: GivenLedger) -> None:
    """The evening before, just before seven, and just after it."""
    ledger.given(CAPTURE, "2025-01-27", recorded="2025-01-28T20:00:00.5Z")
    ledger.given(CALL, "2025-01-28", recorded="2025-01-29T06:59:59.25Z")
    ledger.given(CLASH, "2025-01-28", recorded="2025-01-29T07:00:00.000001Z")


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

    dated = {position: last_known(history, position) for position in (1, 2, 5, 6, 7, 8)}
    minutes = {at: line.recorded.minute if line else None for at, line in dated.items()}

    assert minutes == {1: None, 2: 1, 5: 1, 6: 1, 7: 2, 8: 3}


def _entry(recorded: datetime) -> Entry:
    telling = told(CALL, "2025-01-28", id=str(uuid4()))
    return Entry(telling.id, 1, Stamp(recorded, "anna"), telling)


# For ever, and until the next entry


@pytest.mark.parametrize("address", [f"{view}{{}}" for view in VIEWED])
def test_a_view_at_a_position_on_a_past_date_never_changes_and_says_so(
    client: TestClient, ledger: GivenLedger, story: Story, address: str
) -> None:
    cited = asked(address.format(""), f"known=@4&{ON}")
    first = client.get(cited)

    ledger.given(CLASH, "2025-01-27", recorded="2025-02-03")
    ledger.changed(story.capture, Retracted(reason="a rumour"))
    later = client.get(cited)

    assert first.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert later.content == first.content
    assert later.headers == first.headers


@pytest.mark.parametrize("address", OF_KNOWLEDGE)
def test_what_has_no_date_of_its_own_never_changes_at_a_position(
    client: TestClient, ledger: GivenLedger, story: Story, address: str
) -> None:
    cited = asked(address.format(capture=story.capture), "known=@4")
    first = client.get(cited)

    ledger.changed(story.capture, Corrected(summary="the 27th", reason="so it says"), "2025-02-03")
    later = client.get(cited)

    assert first.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert (later.content, later.headers) == (first.content, first.headers)


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    "address",
    [
        "/state/territory",
        f"/state/territory?{ON}",
        "/state/territory?known=@4",
        f"/state/territory?{ON}&known=2025-02-02",
        "/state/territory?on=2025-02-02&known=@4",
        "/state/territory?on=2025-02&known=@4",
        "/changes?from=2025-01-26&to=2025-01-28",
        "/changes?from=2025-01-26&to=2025-03-28&known=@4",
        f"/changes?known_from=@1&known_to=2025-02-02&{ON}",
        "/changes?known_from=@1&known_to=@4",
        "/places",
    ],
)
def test_any_other_answer_holds_until_the_next_entry(client: TestClient, address: str) -> None:
    assert cache_control(client, address) == "no-cache"


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    "address",
    [
        "/state/territory?on=2025-01-31&known=@4",
        "/changes?from=2025-01-26&to=2025-01-28&known=@4",
        f"/changes?known_from=@1&known_to=@4&{ON}",
    ],
)
def test_a_date_that_is_over_is_past(client: TestClient, address: str) -> None:
    assert "immutable" in cache_control(client, address)


@pytest.mark.usefixtures("story")
def test_a_day_is_not_past_before_it_is_over(client: TestClient, ledger: GivenLedger) -> None:
    kept = {}
    for now in ("2025-02-01T23:59:59.999999Z", "2025-02-02T00:00:00Z"):
        ledger.today = now
        kept[now[:10]] = cache_control(client, "/state?on=2025-02-01&known=@4")

    assert kept["2025-02-01"] == "no-cache"
    assert "immutable" in kept["2025-02-02"]


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("known", ["", "known=@6&", "known=2025-02-01&"])
def test_a_page_that_goes_on_from_another_is_held_by_its_cursor(
    client: TestClient, ledger: GivenLedger, known: str
) -> None:
    first = client.get(f"/events?{known}{ON}&limit=1").json()
    address = f"/events?{known}{ON}&limit=1&cursor={first['next']}"
    second = client.get(address)

    ledger.given(CLASH, "2025-01-27", recorded="2025-02-03")
    later = client.get(address)

    assert "immutable" in second.headers["cache-control"]
    assert (later.content, later.headers) == (second.content, second.headers)
    to = links(second.headers["link"])
    assert (to["memento"], to["original timegate"]) == (address, f"/events?{ON}&limit=1")


ANSWERED = """
import sys
from fastapi.testclient import TestClient
from api.app import create_app
answer = TestClient(create_app()).get(sys.argv[1])
sys.stdout.buffer.write(answer.headers["etag"].encode() + answer.content)
"""


def test_another_process_gives_the_same_answer_byte_for_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SQLITE_DBNAME", str(tmp_path / "goma.sqlite"))
    ledger = Ledger()
    for event in (CAPTURE, CALL, CLASH):
        ledger.append([told(event, "2025-01-28"), told(event, "2025-01-27", quoted=M23)])
    cited = "/state?known=@6&on=2025-01-28&include=sources"
    answer = TestClient(create_app(ledger)).get(cited)
    ledger.append([told(CLASH, "2025-01-27")])

    told_by_others = {
        subprocess.run(
            [sys.executable, "-c", ANSWERED, cited],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert told_by_others == {answer.headers["etag"].encode() + answer.content}


# Whoever has it already


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("address", [*VIEWED, *OF_KNOWLEDGE])
def test_whoever_has_an_answer_is_told_that_it_holds(
    client: TestClient, story: Story, address: str
) -> None:
    address = address.format(capture=story.capture)
    whole = client.get(address)
    again = having(client, address, whole.headers["etag"])

    assert (again.status_code, again.content) == (304, b"")
    told = ("etag", "cache-control", "vary", "link", "memento-datetime", "content-location")
    assert {name: again.headers[name] for name in told} == {
        name: whole.headers[name] for name in told
    }


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', '"other",W/{} , "more"', "*"])
def test_an_answer_is_known_by_any_of_its_etags(client: TestClient, form: str) -> None:
    etag = client.get("/state").headers["etag"]

    assert having(client, "/state", form.format(etag)).status_code == 304


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("etag", ['"other"', "", "W/", '"*"', '""'])
def test_another_etag_brings_the_whole_answer(client: TestClient, etag: str) -> None:
    assert having(client, "/state", etag).status_code == 200


def test_what_is_not_there_is_not_there_whatever_the_asker_has(client: TestClient) -> None:
    assert having(client, "/places/atlantis", "*").status_code == 404


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("address", VIEWED)
def test_after_the_next_entry_an_answer_no_longer_holds(
    client: TestClient, ledger: GivenLedger, address: str
) -> None:
    etag = client.get(address).headers["etag"]
    ledger.given(CLASH, "2025-01-27", recorded="2025-02-03")

    assert having(client, address, etag).status_code == 200


@pytest.mark.usefixtures("story")
def test_tomorrow_an_answer_of_today_no_longer_holds(
    client: TestClient, ledger: GivenLedger
) -> None:
    etag = client.get("/state").headers["etag"]
    ledger.today = "2025-02-02"

    assert having(client, "/state", etag).status_code == 200


@pytest.mark.usefixtures("story")
def test_answers_that_differ_have_etags_that_differ(client: TestClient) -> None:
    whens = ["Sat, 01 Feb 2025 07:00:00 GMT", "Sat, 01 Feb 2025 08:00:00 GMT"]
    answers = [
        *(at(client, f"/state?{ON}", when) for when in whens),
        client.get(f"/state?{ON}"),
        client.get(f"/state?{ON}&known=@4"),
        client.get(f"/state?{ON}&limit=1"),
        client.get(f"/state?{ON}&place=goma"),
        client.get("/state?on=2025-01-29"),
        client.get(f"/state/territory?{ON}"),
        client.get(f"/timemap/state?{ON}"),
    ]
    documents, etags = ({a.content for a in answers}, {a.headers["etag"] for a in answers})

    assert len(etags) == len(documents) == len(answers)


@pytest.mark.usefixtures("story")
def test_nothing_is_folded_for_whoever_has_the_answer(
    client: TestClient, ledger: GivenLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    etag = client.get("/state").headers["etag"]

    def fold(*_: Any) -> Any:
        raise AssertionError

    monkeypatch.setattr(ledger, "state", fold)

    assert having(client, "/state", etag).status_code == 304


def test_the_etag_of_an_event_is_its_revision(
    client: TestClient, ledger: GivenLedger, story: Story
) -> None:
    address = f"/events/{story.capture}"
    etag = client.get(address).headers["etag"]
    ledger.given(CLASH, "2025-01-27", recorded="2025-02-03")
    held = having(client, address, etag).status_code
    body = {"status": "reported", "reason": "by one side only"}
    changed = client.post(f"{address}/assessments", json=body, headers={"If-Match": etag})

    assert (etag, held, changed.status_code) == ('"1"', 304, 200)
    assert having(client, address, etag).status_code == 200
    assert having(client, address, changed.headers["etag"]).status_code == 304


def test_an_answer_tells_of_the_state_that_it_was_made_of(
    client: TestClient, ledger: GivenLedger, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = ledger.state

    def meanwhile(*asked: Any) -> Any:
        monkeypatch.undo()
        ledger.given(CLASH, "2025-01-27", recorded="2025-02-03T07:00:00Z")
        return state(*asked)

    monkeypatch.setattr(ledger, "state", meanwhile)
    answer = client.get(f"/state?{ON}")
    position = answer.json()["position"]

    assert answer.headers["memento-datetime"] == "Mon, 03 Feb 2025 07:00:00 GMT"
    assert links(answer.headers["link"])["memento"] == f"/state?{ON}&known=@{position}"
    assert client.get(f"/state?{ON}").headers["etag"] == answer.headers["etag"]


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("address", ["/state", "/countries/RWA", f"/events?{ON}&known=@3"])
def test_head_is_answered_as_get_without_a_body(client: TestClient, address: str) -> None:
    whole, head = client.get(address), client.head(address)

    assert head.status_code == 200
    assert head.content == b""
    assert head.headers == whole.headers


@pytest.mark.parametrize("address", ["/places/atlantis", "/state?onn=2025"])
def test_head_refuses_as_get_does(client: TestClient, address: str) -> None:
    assert client.head(address).status_code == client.get(address).status_code >= 400


def test_head_is_for_views_alone(client: TestClient) -> None:
    assert client.head("/stream").status_code == 405


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


# The time map


@pytest.mark.usefixtures("morning")
def test_the_time_map_lists_each_second_in_which_anything_was_recorded(
    client: TestClient, ledger: GivenLedger
) -> None:
    ledger.given(CALL, "2025-01-28", recorded="2025-01-29T07:00:00.7Z")
    answer = client.get(f"/timemap/state/territory?{ON}")

    assert answer.headers["content-type"].startswith("application/link-format")
    assert answer.headers["cache-control"] == "no-cache"
    assert listed(answer.text) == [
        (f"/state/territory?{ON}&known=@1", "Tue, 28 Jan 2025 20:00:01 GMT"),
        (f"/state/territory?{ON}&known=@2", "Wed, 29 Jan 2025 07:00:00 GMT"),
        (f"/state/territory?{ON}&known=@4", "Wed, 29 Jan 2025 07:00:01 GMT"),
    ]
    to = links(answer.text)
    assert to["original timegate"] == f"/state/territory?{ON}"
    assert to["self"] == f"/timemap/state/territory?{ON}"
    assert to["first memento"].endswith("known=@1")
    assert to["last memento"].endswith("known=@4")
    assert 'from="Tue, 28 Jan 2025 20:00:01 GMT"; until="Wed, 29 Jan 2025 07:00:01 GMT"' in (
        answer.text
    )


@pytest.mark.parametrize("address", [*VIEWED, *OF_KNOWLEDGE])
def test_every_memento_of_a_time_map_is_there_and_is_what_was_known_by_its_date(
    client: TestClient, ledger: GivenLedger, story: Story, address: str
) -> None:
    address = address.format(capture=story.capture)
    ledger.changed(story.call, Retracted(reason="a rumour"), "2025-02-02T12:00:00.5Z")
    ledger.changed(story.capture, Retracted(reason="a rumour"), "2025-02-03T12:00:00.5Z")
    found = listed(client.get(f"/timemap{address}").text)

    assert found
    for memento, date in found:
        answer, by_date = client.get(memento), at(client, address, date)
        assert answer.status_code == 200
        assert by_date.status_code == 200
        assert but_for_the_question(answer) == but_for_the_question(by_date)


def test_an_event_has_the_mementos_of_its_own_revisions(
    client: TestClient, ledger: GivenLedger, story: Story
) -> None:
    ledger.given(CLASH, "2025-01-27", recorded="2025-02-03")
    ledger.changed(story.call, Retracted(reason="a rumour"), "2025-02-04T12:00:00Z")
    dates = [date for _, date in listed(client.get(f"/timemap/events/{story.call}").text)]

    assert dates == ["Sat, 01 Feb 2025 00:00:00 GMT", "Tue, 04 Feb 2025 12:00:00 GMT"]


def test_a_place_has_no_memento_while_nothing_tells_of_it(
    client: TestClient, ledger: GivenLedger
) -> None:
    ledger.given(CALL, "2025-01-28", recorded="2025-01-29")
    clash = ledger.given(CLASH, "2025-01-28", recorded="2025-01-30")
    ledger.changed(clash, Retracted(reason="a rumour"), "2025-01-31")
    ledger.changed(clash, Reinstated(reason="it was so"), "2025-02-01")
    listing = client.get("/timemap/places/bukavu").text
    found = listed(listing)

    assert 'rel="self"; type="application/link-format"; from="Thu, 30 Jan' in listing
    assert [date[:11] for _, date in found] == ["Thu, 30 Jan", "Sat, 01 Feb"]
    assert [client.get(memento).status_code for memento, _ in found] == [200, 200]


def test_a_long_time_map_goes_on_from_page_to_page(
    client: TestClient, ledger: GivenLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mementos, "MOST_MEMENTOS", 3)
    for minute in range(8):
        ledger.given(CALL, "2025-01-28", recorded=f"2025-01-29T07:0{minute}:00Z")
    pages = [client.get(f"/timemap/state?{ON}").text]
    while following := links(pages[-1]).get("timemap"):
        pages.append(client.get(following).text)

    assert [len(listed(page)) for page in pages] == [3, 3, 2]
    assert [date for page in pages for _, date in listed(page)] == [
        f"Wed, 29 Jan 2025 07:0{minute}:00 GMT" for minute in range(8)
    ]
    assert ["first memento" in page for page in pages] == [True, False, False]
    assert ["last memento" in page for page in pages] == [False, False, True]
    coverage = 'from="Wed, 29 Jan 2025 07:06:00 GMT"; until="Wed, 29 Jan 2025 07:07:00 GMT"'
    assert f'rel="timemap"; type="application/link-format"; {coverage}' in pages[1]
    assert f'rel="self"; type="application/link-format"; {coverage}' in pages[2]


def test_one_memento_is_the_first_and_the_last(client: TestClient, ledger: GivenLedger) -> None:
    ledger.given(CALL, "2025-01-28")

    assert 'rel="first last memento"' in client.get("/timemap/state").text


def test_the_time_map_of_an_empty_ledger_lists_nothing(client: TestClient) -> None:
    answer = client.get("/timemap/state")

    assert answer.status_code == 200
    assert listed(answer.text) == []


@pytest.mark.usefixtures("story")
def test_whoever_has_a_time_map_is_told_that_it_holds(
    client: TestClient, ledger: GivenLedger
) -> None:
    etag = client.get("/timemap/state").headers["etag"]
    held = having(client, "/timemap/state", etag)
    other_page = having(client, "/timemap/state?after=3", etag)
    ledger.given(CLASH, "2025-01-27", recorded="2025-02-03")

    assert (held.status_code, held.content, other_page.status_code) == (304, b"", 200)
    assert having(client, "/timemap/state", etag).status_code == 200


@pytest.mark.usefixtures("story")
def test_what_is_known_is_no_part_of_a_time_map(client: TestClient) -> None:
    plain = client.get(f"/timemap/state?{ON}")
    known = client.get(f"/timemap/state?{ON}&known=@2")
    by_header = at(client, f"/timemap/state?{ON}", "Tue, 28 Jan 2020 07:00:00 GMT")

    for asked_so in (known, by_header):
        assert (asked_so.text, asked_so.headers["etag"]) == (plain.text, plain.headers["etag"])


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("nonsense", 404),
        ("", 404),
        ("healthz", 404),
        ("types/CallHeld", 404),
        ("timemap/state", 404),
        ("state/nonsense", 404),
        ("state/", 404),
        ("countries/ZZZ", 404),
        ("places/atlantis", 404),
        ("actors/rwanda", 404),
        ("events/00000000-0000-4000-8000-000000000000", 404),
        ("events/00000000-0000-4000-8000-000000000000/history", 404),
        ("happenings/00000000-0000-4000-8000-000000000000", 404),
        ("state?onn=2025-01-28", 422),
        ("state?on=yesterday", 400),
        ("state?after=-1", 422),
        ("state?limit=0", 422),
    ],
)
def test_what_is_no_view_has_no_time_map(client: TestClient, address: str, status: int) -> None:
    refused = client.get(f"/timemap/{address}")

    assert refused.status_code == status
    assert refused.headers["content-type"] == "application/problem+json"


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
