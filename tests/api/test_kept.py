"""An answer may be kept: for ever, or until the next entry; who has it is told whether it holds."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from domain.entry import Corrected, Retracted
from ledger.ledger import Ledger
from tests.api.answers import (
    CLASH,
    OF_KNOWLEDGE,
    ON,
    VIEWED,
    at,
    having,
    links,
)
from tests.api.conftest import Story
from tests.goma import CALL, CAPTURE, M23, GivenLedger, told


def asked(address: str, more: str) -> str:
    return address + ("&" if "?" in address else "?") + more


def cache_control(client: TestClient, address: str) -> str:
    return client.get(address).raise_for_status().headers["cache-control"]


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
answer = TestClient(create_app(names=["testserver"])).get(sys.argv[1])
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
    answer = TestClient(create_app(ledger, names=["testserver"])).get(cited)
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
