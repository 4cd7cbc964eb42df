"""The API's description tells the truth, and can be read without a network."""

import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jsonschema
import pytest
from fastapi.testclient import TestClient
from openapi_spec_validator import validate
from pydantic.json_schema import models_json_schema
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from api.app import create_app
from projections import VIEWS
from tests.api.conftest import Story
from tests.goma import GivenLedger

VIEWED = [
    "/state",
    *(f"/state/{view}" for view in VIEWS),
    "/countries/COD",
    "/countries/FRA",
    "/relations/RWA/USA",
    "/places/goma",
    "/actors/m23",
]
DOCUMENTS = [*VIEWED, "/marks", "/events", "/events/{capture}", "/happenings/{capture}"]
OPERATIONS = ("get", "post", "put", "patch", "delete")


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    told: dict[str, Any] = (
        TestClient(create_app(GivenLedger(), names=["testserver"])).get("/openapi.json").json()
    )
    return told


def operations(description: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method} {path}", operation)
        for path, item in description["paths"].items()
        for method, operation in item.items()
        if method in OPERATIONS
    ]


def test_the_description_is_valid_openapi(description: dict[str, Any]) -> None:
    validate(description)


def test_many_who_ask_at_once_after_a_start_have_it_made_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[float] = []

    def slowly(*asked: Any, **more: Any) -> Any:
        made.append(time.monotonic())
        time.sleep(0.1)
        return models_json_schema(*asked, **more)

    monkeypatch.setattr("api.description.models_json_schema", slowly)
    app = create_app(GivenLedger(), names=["testserver"])
    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(lambda _: app.openapi(), range(8)))

    assert len(made) == 1
    assert all(each is told[0] for each in told)


def test_every_operation_has_a_summary_and_tells_its_errors(description: dict[str, Any]) -> None:
    for name, operation in operations(description):
        assert len(operation["summary"].split()) >= 3, name
        assert any(status.startswith("4") for status in operation["responses"]), name
        assert "example" in json.dumps(operation), name


def test_every_operation_that_is_sent_something_shows_an_example(
    description: dict[str, Any],
) -> None:
    for name, operation in operations(description):
        if "requestBody" in operation:
            content = operation["requestBody"]["content"]["application/json"]
            assert content["example"], name
        for parameter in operation.get("parameters", ()):
            if parameter["in"] == "query":
                assert parameter.get("description"), (name, parameter["name"])


def test_the_docs_need_no_other_address(client: TestClient) -> None:
    page = client.get("/docs").text

    assert not re.search(r"https?://(?!testserver)", page)
    for path in re.findall(r'(?:src|href)="(/[^"]+)"', page):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("address", [*DOCUMENTS, *(f"{d}?include=sources" for d in VIEWED)])
def test_every_document_is_of_the_shape_that_is_described(
    client: TestClient, story: Story, description: dict[str, Any], address: str
) -> None:
    asked = address.format(capture=story.capture)
    template = next(t for t in description["paths"] if _fits(t, asked.partition("?")[0]))

    document = client.get(asked).json()

    answers = description["paths"][template]["get"]["responses"]
    shape = answers["200"]["content"]["application/json"]["schema"]["$ref"]
    registry: Registry[Any] = Registry().with_resource(
        "urn:api", DRAFT202012.create_resource(description)
    )
    schema = {"$ref": f"urn:api{shape}"}
    jsonschema.Draft202012Validator(schema, registry=registry).validate(document)


def _fits(template: str, address: str) -> bool:
    return bool(re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), address))
