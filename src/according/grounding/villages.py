"""The villages of countries with conflicts, which come with the package: places of Who's On First, a file a country.

A country's index is built when a report first names it. They are looked up for the countries that a report names, and
for no other, so that what a report says depends on no report before it.
"""

import hashlib
import lzma
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from according.errors import SettingsError
from according.grounding.gazetteer_files import written_whole
from according.grounding.gazetteer_tables import OF_WOF, PLACES, SCHEMA, Row, is_index, town_radius_km, write
from according.grounding.name_keys import normalize_name
from according.language.common_words import common_words, packed_words

Progress = Callable[[str, float], None]

VILLAGES = "the villages of "  # and a country's name: what `progress` is told is built

_FEATURES = {"P": "PPL", "X": "PPLX", "2": "ADM2", "3": "ADM3"}
_AREA_KM = {"ADM2": 40.0, "ADM3": 20.0}
_ALIKE = "="  # the row of a place that the base has: further names alone
_SHORTEST = 4  # letters of a name that is looked up without a word for a place beside it
_BATCH = 10_000
_MB_PER_THOUSAND = 0.7  # of room, for each thousand places, while they are built
_VIEW = """
CREATE TEMP VIEW placed AS
  SELECT p.id, p.name, p.country, p.admin1, p.feature, p.lat, p.lon, p.population, p.radius_km, a.name AS division
  FROM main.place p LEFT JOIN base.admin1 a ON a.code = p.country || '.' || p.admin1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """One country of the package: how many places its file has, and the file's digest."""

    places: int
    digest: str


@cache
def listed() -> Mapping[str, _Listed]:
    """The countries that the package has villages of."""
    lines = _base("countries.tsv").read_text(encoding="utf-8").splitlines()
    cells = (line.split("\t") for line in lines)
    return {code: _Listed(places=int(places), digest=digest) for code, places, digest in cells}


def is_plain(name: str) -> bool:
    """Tell a name that can be looked up as it stands from a common word, or a few letters, which may be anything.

    >>> is_plain("Bomb"), is_plain("New Camp"), is_plain("Ba"), is_plain("Farabougou")
    (False, False, False, True)
    """
    return len(normalize_name(name)) >= _SHORTEST and not all(
        word in common_words() for word in name.casefold().split()
    )


class Villages:
    """The villages by country, each country's index opened when asked for, and built first where it is missing."""

    def __init__(self, base: Path, progress: Progress | None = None, *, of: Collection[str] | None = None) -> None:
        """Keep the indexes beside the base's, whose divisions they name; `of` these countries, or of all there are."""
        self._base = base
        self._of = frozenset(listed() if of is None else of)
        self._progress = progress
        self._opened: dict[str, sqlite3.Connection] = {}

    @cached_property
    def version(self) -> str:
        """Name what is looked up; "" where nothing is."""
        if not self._of:
            return ""
        made_of = _base("countries.tsv").read_bytes() + packed_words()
        return f"villages-{hashlib.sha256(made_of).hexdigest()[:8]}"

    def close(self) -> None:
        """Give the files back."""
        for database in self._opened.values():
            database.close()
        self._opened.clear()

    def named(self, key: str, country: str) -> dict[int, int]:
        """The ids of a country's places of this folded name, with 1 where it is their main one."""
        return dict(self._select(country, "SELECT place, main FROM name WHERE key = ?", (key,)))

    def heard(self, sound: str, country: str) -> set[int]:
        """The ids of a country's places whose name sounds so."""
        rows = self._select(country, "SELECT place FROM heard WHERE country = ? AND sound = ?", (country, sound))
        return {place for (place,) in rows}

    def spelled(self, key: str, most: int, country: str) -> Iterator[tuple[str, int]]:
        """A country's names that begin like this one and are at most so much longer or shorter, with their places."""
        yield from self._select(
            country,
            "SELECT key, place FROM name WHERE key >= ? AND key < ? AND length(key) BETWEEN ? AND ?",
            (key[0], chr(ord(key[0]) + 1), len(key) - most, len(key) + most),
        )

    def placed(self, gid: int, country: str) -> Sequence[object] | None:
        """The row of a place, unless it is one of the base's."""
        return next(iter(self._select(country, "SELECT * FROM placed WHERE id = ?", (gid,))), None)

    def _select(self, country: str, asked: str, values: Sequence[object]) -> Iterable[Any]:
        return self._open(country).execute(asked, values) if country in self._of else ()

    def _open(self, country: str) -> sqlite3.Connection:
        if country not in self._opened:
            path = self._base.parent / f"villages-{country}-{listed()[country].digest}.sqlite"
            try:
                if not is_index(path):
                    self._build(country, path)
                uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
                database = sqlite3.connect(uri, uri=True, check_same_thread=False)
                database.execute("ATTACH ? AS base", (f"{self._base.absolute().as_uri()}?mode=ro&immutable=1",))
                database.executescript(_VIEW)
            except (OSError, sqlite3.Error) as error:
                raise SettingsError(
                    f"the villages of {country} cannot be kept in {path.parent}: {error}; make room there, take away "
                    "what is broken, name another folder with XDG_CACHE_HOME, or set villages = false under [places]"
                ) from error
            self._opened[country] = database
        return self._opened[country]

    def _build(self, country: str, path: Path) -> None:
        lines = lzma.decompress(_base(f"{country}.tsv.xz").read_bytes()).decode().splitlines()
        with written_whole(path, 1 + int(len(lines) * _MB_PER_THOUSAND / 1000)) as database:
            database.executescript(PLACES)
            database.execute("BEGIN")
            for start in range(0, len(lines), _BATCH):
                if self._progress is not None:
                    self._progress(VILLAGES + country, start / len(lines))
                _write(database, country, lines[start : start + _BATCH])
            database.execute("COMMIT")
            database.execute(f"PRAGMA user_version={SCHEMA}")


def _write(database: sqlite3.Connection, country: str, lines: Sequence[str]) -> None:
    rows = [line.split("\t") for line in lines]
    write(database, (_row(country, cells) for cells in rows))
    alike = [int(gid) for gid, kind, *_ in rows if kind == _ALIKE]
    database.executemany("DELETE FROM place WHERE id = ?", [(gid,) for gid in alike])
    database.executemany("UPDATE name SET main = 0 WHERE place = ?", [(gid,) for gid in alike])


def _row(country: str, cells: Sequence[str]) -> Row:
    gid, kind, admin1, lat, lon, population, names = cells
    feature, people = _FEATURES.get(kind, ""), int(population or 0)
    return Row(
        id=OF_WOF + int(gid[1:]) if gid.startswith("w") else int(gid),
        names=names.split("|"),
        country=country,
        admin1=admin1,
        feature=feature,
        lat=float(lat or 0),
        lon=float(lon or 0),
        population=people,
        radius_km=_AREA_KM.get(feature) or town_radius_km(people),
    )


def _base(name: str) -> Traversable:
    return files("according.grounding").joinpath("base", name)
