"""A view is had in each format, which says what the document says."""

import csv
import json
from io import StringIO
from typing import Any, get_args

import pytest

from answers.document import ViewDocument, document_of
from domain.events.agreements import CeasefireDeclared
from domain.events.diplomacy import AmbassadorRecalled, CeasefireUrged
from domain.events.fighting import BackingAlleged
from domain.span import Span
from domain.values import Actor, Place
from exchange.flat import flat, header
from exchange.formats import FORMATS, FormatName, NoPlace, SeveralViews, ViewRequest
from projections import VIEWS
from projections.projection import Row
from tests.exchange.conftest import GOMA_ON_THE_MAP
from tests.goma import BUKAVU, CONGO, GOMA, M23, RWANDA, UN, GivenLedger

ROW: dict[str, Any] = {
    "status": "reported",
    "events": [],
    "events_total": 0,
    "told_by": ["un", "m23"],
    "told_by_total": 2,
    "dated_by": None,
    "other_accounts": [],
    "other_accounts_total": 0,
}


class March(Row, view="marches", of=["who"], where="goal"):
    """Who marches from where to where."""

    who: Actor
    start: Place
    goal: Place | None
    through: list[Place]


class Truce(Row, view="truces", of=["who"]):
    """Who keeps still."""

    who: Actor


MARCH = March(who=M23, start=BUKAVU, goal=GOMA_ON_THE_MAP, through=[GOMA, BUKAVU], **ROW)


def document(row: Row) -> ViewDocument[Any]:
    kind: Any = ViewDocument.__class_getitem__(type(row))
    made: ViewDocument[Any] = kind(
        **{"on": Span("2025-01-28"), "known": None, "position": 7, "rests_on": 1},
        **{"rows": [row], "total": 1, "possible": [], "possible_total": 0},
    )
    return made


def written(format: FormatName, told: Any) -> str:
    return FORMATS[format].write(told).decode()


def test_every_format_has_its_name_and_a_media_type_of_its_own() -> None:
    assert list(FORMATS) == list(get_args(FormatName))
    assert len({format.media_type for format in FORMATS.values()}) == len(FORMATS)


def test_a_question_names_the_format_of_its_answer() -> None:
    assert ViewRequest.model_validate({"format": "csv", "place": "goma"}).format == "csv"
    assert ViewRequest().format is None


@pytest.mark.parametrize("view", VIEWS)
def test_a_document_is_sent_as_its_model_reads_it(ledger: GivenLedger, view: str) -> None:
    told = ledger.view(view, ledger.question())

    sent = FORMATS["json"].write(told)

    assert json.loads(sent) == told.as_json()
    assert list(json.loads(sent)) == list(told.as_json())


@pytest.mark.parametrize("view", VIEWS)
def test_a_line_of_ndjson_is_a_row_as_the_document_has_it(ledger: GivenLedger, view: str) -> None:
    told = ledger.view(view, ledger.question())

    lines = written("ndjson", told).splitlines()

    assert [json.loads(line) for line in lines] == told.as_json()[VIEWS[view].row.rows]


@pytest.mark.parametrize("view", VIEWS)
def test_a_line_of_csv_is_a_row_made_flat(ledger: GivenLedger, view: str) -> None:
    ledger.given(CeasefireUrged(by=(UN,), of=(M23,), verb="urged"), "2025-01-29")
    ledger.given(CeasefireDeclared(by=(M23,)), "2025-01-30")
    ledger.given(BackingAlleged(backer=RWANDA, backed=M23), "2025-01-30")
    told = ledger.view(view, ledger.question())

    lines = list(csv.DictReader(StringIO(written("csv", told))))

    assert list(lines[0]) == header(VIEWS[view].row)
    assert [line["told_by"] for line in lines] == ["; ".join(row.told_by) for row in told.rows]
    assert [line["events_total"] for line in lines] == [str(row.events_total) for row in told.rows]


def test_a_place_is_made_flat_by_its_parts_and_a_list_is_joined() -> None:
    cells = flat(MARCH)

    assert list(cells) == header(March)
    assert (cells["who"], cells["who_name"]) == ("m23", "M23")
    assert [cells[f"goal{part}"] for part in ("", "_name", "_country", "_lat", "_lon")] == [
        "goma",
        "Goma",
        "COD",
        -1.68,
        29.23,
    ]
    assert (cells["through"], cells["through_name"]) == ("goma; bukavu", "Goma; Bukavu")
    assert (cells["told_by"], cells["told_by_total"]) == ("un; m23", 2)
    assert cells["dated_by"] is None


def test_a_record_is_a_cell_of_json(ledger: GivenLedger) -> None:
    told = ledger.view("territory", ledger.question())
    (line,) = csv.DictReader(StringIO(written("csv", told)))

    assert json.loads(line["claims"]) == told.as_json()["places"][0]["claims"]
    assert (line["contested"], line["before"], line["statements"]) == ("true", "", "")


def test_no_spreadsheet_takes_a_text_for_a_formula(ledger: GivenLedger) -> None:
    (line,) = csv.DictReader(StringIO(written("csv", ledger.view("embassies", ledger.question()))))

    assert line["means"] == "'=fire"


def test_a_number_below_zero_stays_a_number() -> None:
    ledger = GivenLedger()
    ledger.given(AmbassadorRecalled(by=CONGO, from_=RWANDA), "2025-01-25")
    (row,) = ledger.view("relations", ledger.question()).rows
    (line,) = csv.DictReader(StringIO(written("csv", ledger.view("relations", ledger.question()))))

    assert float(line["conflict"]) == row.conflict < 0


def test_a_feature_is_where_the_row_s_place_is(ledger: GivenLedger) -> None:
    told = json.loads(written("geojson", ledger.view("territory", ledger.question())))
    (feature,) = told["features"]

    assert (told["type"], told["on"], told["total"]) == ("FeatureCollection", "2025-02-01", 1)
    assert feature["geometry"] == {"type": "Point", "coordinates": [29.23, -1.68]}
    assert feature["properties"]["held_by_name"] == "M23"
    assert "places" not in told


def test_a_row_whose_place_has_no_coordinates_is_a_feature_without_a_point(
    ledger: GivenLedger,
) -> None:
    told = json.loads(written("geojson", ledger.view("embassies", ledger.question())))

    assert [feature["geometry"] for feature in told["features"]] == [None]


def test_of_two_places_a_view_declares_which_one_is_on_the_map() -> None:
    (feature,) = json.loads(written("geojson", document(MARCH)))["features"]

    assert feature["geometry"]["coordinates"] == [29.23, -1.68]


def test_a_view_without_a_place_cannot_be_drawn() -> None:
    with pytest.raises(NoPlace, match="truces has no column that holds one place"):
        written("geojson", document(Truce(who=M23, **ROW)))


def test_where_a_row_is_must_be_one_place() -> None:
    with pytest.raises(TypeError, match=r"Trek\.through is not a column that holds one place"):

        class Trek(Row, view="treks", of=["through"], where="through"):
            """Where they went."""

            through: list[Place]


@pytest.mark.parametrize("format", ["csv", "ndjson", "geojson"])
def test_the_rows_of_several_views_are_no_one_table(
    ledger: GivenLedger, format: FormatName
) -> None:
    with pytest.raises(SeveralViews, match="ask for one of") as refused:
        written(format, ledger.state(ledger.question()))

    assert refused.value.views == list(VIEWS)


def test_all_views_are_told_as_text_one_after_the_other(ledger: GivenLedger) -> None:
    text = written("text", ledger.state(ledger.question()))
    titles = [view.row.called for view in VIEWS.values()]

    assert [line for line in text.splitlines() if line in titles] == titles


def test_one_country_s_part_is_told_in_every_row(ledger: GivenLedger) -> None:
    text = written("text", ledger.country("COD", ledger.question()))

    assert "Place  Parts" in text


def test_a_document_without_rows_has_its_header() -> None:
    view = VIEWS["unrest"]
    told = document_of(view)(
        on=Span("2025-01-28"),
        known=None,
        position=0,
        rests_on=0,
        rows=[],
        total=0,
        possible=[],
        possible_total=0,
    )

    assert written("csv", told).splitlines() == [",".join(header(view.row))]
    assert written("ndjson", told) == ""
