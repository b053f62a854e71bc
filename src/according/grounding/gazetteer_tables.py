"""The tables of a gazetteer in SQLite, and how places and their names are written into them."""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from according.grounding.name_keys import is_latin, normalize_name, sound

SCHEMA = 1
OF_WOF = 1 << 40  # from here on ids are those of Who's On First, raised by so much; GeoNames has lower ones

PLACES = """
CREATE TABLE place (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL, feature TEXT NOT NULL,
  lat REAL NOT NULL, lon REAL NOT NULL, population INTEGER NOT NULL, radius_km REAL NOT NULL);
CREATE TABLE name (key TEXT, place INTEGER, main INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE heard (
  country TEXT, sound TEXT, key TEXT, place INTEGER, PRIMARY KEY (country, sound, key, place)) WITHOUT ROWID;
"""
# What only the index of added places needs, to take a place's names out again.
BY_PLACE = """
CREATE INDEX name_by_place ON name (place);
CREATE INDEX heard_by_place ON heard (place);
"""
COUNTRIES = """
CREATE TABLE country (
  code TEXT PRIMARY KEY, name TEXT NOT NULL, place INTEGER NOT NULL, neighbours TEXT NOT NULL,
  south REAL NOT NULL, north REAL NOT NULL, west REAL NOT NULL, east REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE calling (
  key TEXT, country TEXT, kind TEXT, weak INTEGER NOT NULL, PRIMARY KEY (key, country)) WITHOUT ROWID;
CREATE TABLE admin1 (code TEXT PRIMARY KEY, name TEXT NOT NULL, place INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE wide (key TEXT PRIMARY KEY) WITHOUT ROWID;
"""

# Articles with which a romanised Arabic name may start in small letters; else a small first letter marks a machine's
# transliteration ("tang pu tu"), which no report uses (175,000 of the 1.2 million names).
_ARTICLES = ("al-", "al ", "el-", "el ", "ar-", "as-", "at-", "ad-", "az-", "an-", "ash-", "ez-", "er-", "es-", "'s-")
_LONGEST_NAME = 120
_SHORTEST_SOUND = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One place to be written: its id, GeoNames feature code, its names, main first.

    The id is of GeoNames; below 0 it is our own, from `OF_WOF` on one of Who's On First.
    """

    id: int
    names: Sequence[str]
    country: str
    admin1: str
    feature: str
    lat: float
    lon: float
    population: int
    radius_km: float


def is_index(path: Path) -> bool:
    """Tell whether an index is there and was made to its end, which its last statement marks."""
    if not path.is_file():
        return False
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            version: int = database.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError:
        return False
    return version == SCHEMA


def write(database: sqlite3.Connection, rows: Iterable[Row], *, replacing: bool = False) -> int:
    """Write places with their names; how many there were. `replacing` first takes out those of the same id."""
    count = 0
    for row in rows:
        count += 1
        if replacing:
            database.execute("DELETE FROM name WHERE place = ?", (row.id,))
            database.execute("DELETE FROM heard WHERE place = ?", (row.id,))
        database.execute(
            "INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?,?,?)",
            (row.id, row.names[0], row.country, row.admin1, row.feature, row.lat, row.lon, row.population,
             row.radius_km),
        )  # fmt: skip
        keys = tuple(keys_of(row.names))
        database.executemany("INSERT OR REPLACE INTO name VALUES (?,?,?)", [(key, row.id, main) for key, main in keys])
        heard = [(row.country, sound(key), key, row.id) for key, _ in keys if is_latin(key)]
        database.executemany(
            "INSERT OR IGNORE INTO heard VALUES (?,?,?,?)",
            [entry for entry in heard if len(entry[1]) >= _SHORTEST_SOUND],
        )
    return count


def keys_of(names: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Each folded key of these names once, with 1 where it is the main name's, which stands first."""
    seen = set()
    for n, name in enumerate(names):
        if n and not _is_used(name):
            continue
        key = normalize_name(name[:_LONGEST_NAME])
        if key and key not in seen:
            seen.add(key)
            yield key, int(n == 0)


def _is_used(name: str) -> bool:
    """Tell a further name that people write from an airport's code or a machine's transliteration."""
    if name.isascii():
        return not (name[:1].islower() and not name.startswith(_ARTICLES)) and not (len(name) == 3 and name.isupper())
    return len(name) > 1


def town_radius_km(population: int) -> float:
    """How far a town of so many people reaches from its point: a rough step function, wide enough to hold it."""
    for least, radius in ((5_000_000, 25.0), (1_000_000, 15.0), (500_000, 10.0), (20_000, 5.0)):
        if population >= least:
            return radius
    return 3.0
