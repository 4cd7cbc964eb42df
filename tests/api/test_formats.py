"""A view in the format that is asked for, each with an entity tag of its own."""

import csv
import json
from io import StringIO

import pytest
from fastapi.testclient import TestClient

from tests.api.answers import ON, having, links
from tests.api.conftest import Story

TERRITORY = f"/state/territory?{ON}"
MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv",
    "ndjson": "application/x-ndjson",
    "geojson": "application/geo+json",
    "text": "text/plain",
}


def asked(client: TestClient, accept: str, address: str = TERRITORY) -> tuple[int, str]:
    answer = client.get(address, headers={"Accept": accept})
    return answer.status_code, answer.headers["content-type"].partition(";")[0]


@pytest.mark.parametrize(("format", "media_type"), MEDIA_TYPES.items())
def test_a_view_is_had_in_each_format_by_its_name_and_by_its_media_type(
    client: TestClient, story: Story, format: str, media_type: str
) -> None:
    by_name = client.get(f"{TERRITORY}&format={format}")
    by_type = client.get(TERRITORY, headers={"Accept": media_type})

    assert by_name.content == by_type.content
    assert by_name.headers["content-type"].startswith(media_type)
    assert by_name.headers["Vary"].startswith("Accept, ")


def test_every_format_has_the_same_rows(client: TestClient, story: Story) -> None:
    told = {name: client.get(f"{TERRITORY}&format={name}").text for name in MEDIA_TYPES}

    rows = json.loads(told["json"])["places"]
    assert [json.loads(line) for line in told["ndjson"].splitlines()] == rows
    assert len([*csv.DictReader(StringIO(told["csv"]))]) == len(rows)
    features = json.loads(told["geojson"])["features"]
    assert [each["type"] for each in features] == ["Feature"] * len(rows)
    assert "Goma" in told["text"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("text/csv, */*", "text/csv"),
        ("text/csv;q=0.5, application/json", "application/json"),
        ("text/csv;q=0.5, application/json;q=0.4", "text/csv"),
        ("text/*", "text/csv"),
        ("TEXT/CSV; charset=utf-8; q=1", "text/csv"),
        ("application/json;q=0, */*", "text/csv"),
    ],
)
def test_the_format_that_is_wanted_most_is_given(
    client: TestClient, story: Story, accept: str, media_type: str
) -> None:
    assert asked(client, accept) == (200, media_type)


def test_a_format_that_there_is_none_of_is_refused_with_those_there_are(
    client: TestClient, story: Story
) -> None:
    answer = client.get(TERRITORY, headers={"Accept": "text/html"})

    assert (answer.status_code, answer.json()["type"]) == (406, "/problems#NotAcceptable")
    assert answer.json()["formats"] == [*MEDIA_TYPES.values()]
    assert client.get(f"{TERRITORY}&format=pdf").status_code == 422


def test_a_view_without_a_place_is_drawn_on_no_map(client: TestClient, story: Story) -> None:
    assert asked(client, "application/geo+json", "/state/relations") == (
        406,
        "application/problem+json",
    )


def test_what_one_format_is_kept_for_is_no_other_format(client: TestClient, story: Story) -> None:
    tags = {
        client.get(TERRITORY, headers={"Accept": each}).headers["ETag"]
        for each in MEDIA_TYPES.values()
    }
    as_csv = client.get(TERRITORY, headers={"Accept": "text/csv"})
    again = {"Accept": "text/csv", "If-None-Match": as_csv.headers["ETag"]}

    assert len(tags) == len(MEDIA_TYPES)
    assert client.get(TERRITORY, headers=again).status_code == 304
    assert having(client, TERRITORY, as_csv.headers["ETag"]).status_code == 200
    assert client.get(links(as_csv.headers["Link"])["memento"]).content == as_csv.content


def test_the_catalogue_tells_each_view_with_the_schema_of_its_rows(client: TestClient) -> None:
    views = client.get("/views").json()["views"]

    assert "territory" in [view["name"] for view in views]
    for view in views:
        alone = client.get(f"/views/{view['name']}").json()
        assert alone.pop("row_schema")["type"] == "object"
        assert alone == view
        assert client.get(f"/state/{view['name']}").json()[view["rows"]] == []
    assert client.get("/views/weather").status_code == 404
    assert client.get("/state/weather").json()["known"] == [view["name"] for view in views]


@pytest.mark.parametrize("wish", ["a" * 60_000, "a/" * 30_000, ";q=" * 20_000])
def test_a_long_wish_that_names_no_format_is_read_once(client: TestClient, wish: str) -> None:
    told = client.get("/state/territory", headers={"Accept": wish})

    assert told.status_code in (200, 406)


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        ("application/geo+json, application/json;q=0.5", "application/json"),
        ("application/geo+json, */*;q=0.1", "application/json"),
        ('text/csv;foo=";q=0"', "text/csv"),
    ],
)
def test_a_view_without_a_place_is_offered_in_the_formats_that_it_can_have(
    client: TestClient, accept: str, answered: str
) -> None:
    told = client.get("/state/relations", headers={"Accept": accept})

    assert told.headers["content-type"].partition(";")[0] == answered


def test_several_headers_of_one_wish_are_one(client: TestClient) -> None:
    told = client.get("/state/territory", headers=[("Accept", "image/png"), ("Accept", "text/csv")])

    assert told.headers["content-type"].startswith("text/csv")


def test_an_answer_that_there_cannot_be_is_not_held_already(client: TestClient) -> None:
    asked = "/state/relations?format=geojson"

    assert client.get(asked, headers={"If-None-Match": "*"}).status_code == 406
    assert client.get(f"/timemap{asked}").status_code == 406
    assert client.get("/state/territory", headers={"Accept": "image/png"}).headers["vary"] == (
        "Accept, Accept-Encoding"
    )
