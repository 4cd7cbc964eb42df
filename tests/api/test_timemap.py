"""The time map of a view: all that it ever said, by the time at which it was known."""

import pytest
from fastapi.testclient import TestClient

from api import mementos
from domain.entry import Reinstated, Retracted
from tests.api.answers import (
    CLASH,
    OF_KNOWLEDGE,
    ON,
    VIEWED,
    at,
    but_for_the_question,
    having,
    links,
    listed,
)
from tests.api.conftest import Story
from tests.goma import CALL, GivenLedger


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
