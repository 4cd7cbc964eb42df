"""The API's description tells the truth, and can be read without a network."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from fastapi.testclient import TestClient
from openapi_spec_validator import validate
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from api.app import create_app
from api.description import _sent
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
REGISTER = ["/countries", "/places", "/actors", "/sources", "/crises"]
DOCUMENTS = [
    *VIEWED,
    *REGISTER,
    "/marks",
    "/events",
    "/events/{capture}",
    "/events/{capture}/history",
    "/happenings/{capture}",
    "/changes?from=2025-01-26&to=2025-01-28",
    "/changes?known_from=@1&known_to=@5",
    "/replay?from=2025-01-26&to=2025-01-28",
    "/replay?from=2025-01-26&to=2025-01-28&frames=changes",
    "/views",
    "/views/territory",
    "/types",
    "/types/CallHeld",
]
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


def test_the_description_is_printed_without_a_store(
    description: dict[str, Any], tmp_path: Path
) -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "api"], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert json.loads(printed.stdout) == description
    assert [*tmp_path.iterdir()] == []


def test_many_who_ask_at_once_after_a_start_have_it_made_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[float] = []

    def slowly(read: dict[str, Any]) -> Any:
        made.append(time.monotonic())
        time.sleep(0.1)
        return _sent(read)

    monkeypatch.setattr("api.description._sent", slowly)
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


def test_every_part_of_an_answer_is_described_but_what_a_type_or_a_schema_says(
    description: dict[str, Any],
) -> None:
    schemas = description["components"]["schemas"]

    opaque = {
        f"{name}.{field}"
        for name, schema in schemas.items()
        for field, told in [("", schema), *schema.get("properties", {}).items()]
        if any(map(_says_nothing, _inside(told)))
    }

    of_a_type = {"EventAsRead.data", "EventToBe.data", "OtherAccount.data", "Telling.data"}
    of_a_schema = {f"EventTypeWithSchema.{told}" for told in ("schema", "example")}
    before_and_after = {"FieldChange.old", "FieldChange.new"}
    assert opaque == {
        *of_a_type,
        *of_a_schema,
        *before_and_after,
        "Corrected.data",
        "ViewWithSchema.row_schema",
    }
    for name, operation in operations(description):
        told = operation["responses"].get("200", {}).get("content", {}).get("application/json")
        assert told is None or "$ref" in json.dumps(told["schema"]), name


def _inside(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A schema, those that it may be, and those of its items and values."""
    yield schema
    within = [*schema.get("anyOf", ()), schema.get("items"), schema.get("additionalProperties")]
    for each in within:
        if isinstance(each, dict):
            yield from _inside(each)


def _says_nothing(schema: dict[str, Any]) -> bool:
    """Whether it is any object, or anything at all."""
    is_object = schema.get("type") == "object"
    values = schema.get("additionalProperties")
    if is_object:
        return not schema.get("properties") and not isinstance(values, dict)
    return not schema.keys() & {"type", "$ref", "anyOf", "enum", "const"}


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
