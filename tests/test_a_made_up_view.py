"""A view is declared once: a class for its row, its fold, and it is in everything there is."""

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic_core import from_json

from api.app import create_app
from docs.views import views as reference
from domain.events.fighting import ClashReported
from domain.values import Place
from ledger.ledger import Ledger
from projections import VIEWS
from tests.goma import FARDC, M23, GivenLedger, told
from tests.made_up_view import Front, Fronts

SAKE = Place(id="sake", name="Sake", country="COD", kind="town", lat=-1.57, lon=29.04)
CLASH = told(ClashReported(place=SAKE, sides=(M23, FARDC)), "2025-01-23")
ON = "on=2025-01-29"

Crisis = Callable[..., str]


@pytest.fixture(autouse=True)
def fronts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The view is there, as by a line in `projections`."""
    monkeypatch.setitem(VIEWS, Front.view, Fronts)


@pytest.fixture
def client(fronts: None, ledger: GivenLedger) -> TestClient:
    ledger.append([CLASH])
    return TestClient(create_app(ledger, names=["testserver"]))


@pytest.fixture
def crisis(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Crisis:
    """What a command says, over a store in which the clash is told."""
    from cli import main

    monkeypatch.setenv("SQLITE_DBNAME", str(tmp_path / "sake.sqlite"))
    ledger = Ledger()
    ledger.append([CLASH])
    ledger.close()

    def does(*typed: str) -> str:
        monkeypatch.setattr("sys.argv", ["crisis", *typed])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert (ended.value.code or 0, said.err) == (0, "")
        return said.out

    return does


def sides(row: Any) -> list[str]:
    return [side["name"] for side in row["sides"]]


def test_it_is_in_the_description_of_the_api(client: TestClient) -> None:
    description = client.get("/openapi.json").json()
    document = description["components"]["schemas"]["FrontsDocument"]
    operation = description["paths"]["/state/fronts"]["get"]

    assert operation["description"].startswith("Where it is fought, and by whom.")
    assert document["properties"]["lines"]["items"] == {"$ref": "#/components/schemas/Front"}


def test_it_is_in_the_catalogue_with_its_columns(client: TestClient) -> None:
    view = client.get("/views/fronts").json()
    kinds = {column["name"]: (column["kind"], column["several"]) for column in view["columns"]}

    assert "fronts" in [each["name"] for each in client.get("/views").json()["views"]]
    assert (view["title"], view["where"]) == ("Front lines", "place")
    assert (kinds["place"], kinds["sides"]) == (("place", False), ("actor", True))
    assert view["row_schema"]["properties"]["sides"]["type"] == "array"


def test_it_is_a_document_and_a_part_of_the_state(client: TestClient) -> None:
    document = client.get(f"/state/fronts?{ON}").json()
    state = client.get(f"/state?{ON}").json()

    assert sides(document["lines"][0]) == ["M23", "FARDC"]
    assert state["fronts"] == document["lines"]
    assert state["total"]["fronts"] == 1


def test_it_is_seen_from_the_side_of_a_country(client: TestClient) -> None:
    (row,) = client.get(f"/countries/COD?{ON}").json()["fronts"]

    assert row["place"]["name"] == "Sake"
    assert row["parts"] == ["actor", "where"]


def test_it_is_in_what_changed(client: TestClient) -> None:
    changes = client.get("/changes?from=2025-01-20&to=2025-01-29").json()

    (change,) = changes["views"]["fronts"]["changes"]
    assert (change["change"], change["key"]) == ("added", "sake")


def test_it_is_had_as_csv(client: TestClient) -> None:
    (row,) = csv.DictReader(StringIO(client.get(f"/state/fronts?{ON}&format=csv").text))

    assert (row["place"], row["place_name"], row["place_lat"]) == ("sake", "Sake", "-1.57")
    assert (row["sides"], row["sides_name"]) == ("m23; fardc", "M23; FARDC")


def test_it_is_had_as_ndjson(client: TestClient) -> None:
    (row,) = client.get(f"/state/fronts?{ON}&format=ndjson").text.splitlines()

    assert sides(from_json(row)) == ["M23", "FARDC"]


def test_it_is_had_as_geojson(client: TestClient) -> None:
    accepted = {"Accept": "application/geo+json"}
    (feature,) = client.get(f"/state/fronts?{ON}", headers=accepted).json()["features"]

    assert feature["geometry"] == {"type": "Point", "coordinates": [29.04, -1.57]}
    assert feature["properties"]["sides_name"] == "M23; FARDC"


def test_it_is_had_as_text(client: TestClient) -> None:
    text = client.get(f"/state/fronts?{ON}&format=text").text

    assert "Front lines" in text
    assert "M23, FARDC" in text


def test_it_is_in_the_reference() -> None:
    page = "\n".join(reference())

    assert "\n## fronts\n\nWhere it is fought, and by whom." in page
    assert "A place at which a clash is told is a front from then on." in page
    assert "| `sides` | list of actor | Between | Everyone who fought there. |" in page


def test_the_command_line_lists_it_and_shows_it(crisis: Crisis) -> None:
    assert "fronts" in crisis("views")
    assert "M23, FARDC" in crisis("show", "fronts", "--on", "2025-01-29")


def test_the_command_line_tells_what_changed_in_it(crisis: Crisis) -> None:
    told = crisis("changes", "--from", "2025-01-20", "--to", "2025-01-29")

    assert "Front lines" in told
    assert "Sake: between: M23, FARDC" in told
