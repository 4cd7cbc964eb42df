"""The shapes of the map: what lies where, and how much of it is sent."""

import gzip
import json
from importlib.resources import files as resources
from itertools import accumulate, pairwise
from typing import Any

import pytest

import scenarios
from tests.page.browser import PAGE, not_there

MADE = PAGE / "src" / "shapes" / "made"
LAKES = ("Kivu", "Edward", "Albert", "Tanganyika", "Victoria", "Mai-Ndombe")
Ring = list[tuple[float, float]]
IN_COUNTRY = ("COD", "RWA", "UGA", "BDI", "TZA", "KEN", "AGO")


def _read(name: str) -> Any:
    if not (MADE / name).exists():
        not_there("the map's shapes are not made: make page")
    return json.loads((MADE / name).read_text(encoding="utf-8"))


class Shapes:
    """TopoJSON, as far as it takes to ask what lies in what."""

    def __init__(self, name: str) -> None:
        self._told = _read(name)
        scale, shift = (self._told["transform"][part] for part in ("scale", "translate"))
        self._arcs: list[Ring] = [
            [
                (x * scale[0] + shift[0], y * scale[1] + shift[1])
                for x, y in accumulate(arc, lambda at, by: (at[0] + by[0], at[1] + by[1]))
            ]
            for arc in self._told["arcs"]
        ]

    def names(self, kind: str) -> set[str]:
        return {told["properties"]["name"] for told in self._told["objects"][kind]["geometries"]}

    def at(self, kind: str, lon: float, lat: float) -> list[str]:
        """The codes or names of what is there."""
        return [
            told.get("id") or told["properties"]["name"]
            for told in self._told["objects"][kind]["geometries"]
            if sum(_crossings(ring, lon, lat) for ring in self._rings(told)) % 2
        ]

    def disputed(self) -> list[bool]:
        told = self._told["objects"]["borders"]["geometries"]
        return [line["properties"]["disputed"] for line in told if line["arcs"]]

    def _rings(self, told: dict[str, Any]) -> list[Ring]:
        polygons = told["arcs"] if told["type"] == "MultiPolygon" else [told["arcs"]]
        return [
            [point for at in ring for point in self._arc(at)]
            for rings in polygons
            for ring in rings
        ]

    def _arc(self, at: int) -> Ring:
        return self._arcs[at] if at >= 0 else self._arcs[~at][::-1]


def _crossings(ring: Ring, lon: float, lat: float) -> int:
    """How often a line from there to the east crosses the ring."""
    return sum(
        (one[1] > lat) != (two[1] > lat)
        and lon < one[0] + (lat - one[1]) / (two[1] - one[1]) * (two[0] - one[0])
        for one, two in pairwise([*ring, ring[0]])
    )


def _places() -> dict[str, dict[str, Any]]:
    """The places of the scenario of which it is told where they are."""
    found: dict[str, dict[str, Any]] = {}

    def keep(place: dict[str, Any]) -> dict[str, Any]:
        if place.get("lat") is not None:
            found[place["id"]] = place
        return place

    text = (resources(scenarios) / "goma-2025.ndjson").read_text(encoding="utf-8")
    json.loads(f"[{','.join(text.splitlines())}]", object_hook=keep)
    return found


@pytest.fixture(scope="module")
def region() -> Shapes:
    return Shapes("region.json")


@pytest.fixture(scope="module")
def world() -> Shapes:
    return Shapes("world.json")


def test_every_place_of_the_crisis_is_drawn_in_its_country_and_on_land(region: Shapes) -> None:
    places = [place for place in _places().values() if place["country"] in IN_COUNTRY]
    drawn = {
        place["id"]: (
            region.at("countries", place["lon"], place["lat"]),
            region.at("lakes", place["lon"], place["lat"]),
        )
        for place in places
    }

    assert "goma" in drawn
    assert drawn == {place["id"]: ([place["country"]], []) for place in places}


def test_lake_kivu_lies_between_goma_and_bukavu_around_idjwi(region: Shapes) -> None:
    assert {f"Lake {name}" for name in LAKES} <= region.names("lakes")
    assert region.at("lakes", 29.2, -1.75) == ["Lake Kivu"]
    assert region.at("lakes", 29.06, -2.12) == []


def test_the_two_capitals_that_face_each_other_are_each_on_its_bank(region: Shapes) -> None:
    capitals = _read("capitals.json")

    for iso3 in ("COD", "COG", "RWA", "BDI", "UGA"):
        assert region.at("countries", capitals[iso3]["lon"], capitals[iso3]["lat"]) == [iso3]


def test_countries_have_their_codes_and_capitals_their_countries(world: Shapes) -> None:
    capitals = _read("capitals.json")

    assert len(capitals) > 200
    for iso3 in ("FRA", "NOR", "USA", "CHN", "ZAF", "KEN", "TUR"):
        assert world.at("countries", capitals[iso3]["lon"], capitals[iso3]["lat"]) == [iso3]


def test_disputed_lines_are_kept_apart(region: Shapes, world: Shapes) -> None:
    assert region.disputed() == [False, True]
    assert world.disputed() == [False, True]


@pytest.mark.parametrize(
    ("name", "most"),
    [("world.json", 70), ("region.json", 55), ("capitals.json", 8), ("towns.json", 5)],
)
def test_what_is_sent_of_the_shapes_is_little(name: str, most: int) -> None:
    _read(name)

    assert len(gzip.compress((MADE / name).read_bytes())) < most * 1000
