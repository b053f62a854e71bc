"""Adds a GeoNames dump, which a user got from somewhere, to the index of added places: all of it or nothing."""

import contextlib
import gzip
import math
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, cast

from according.errors import SourceError
from according.grounding.gazetteer_tables import BY_PLACE, OF_WOF, PLACES, SCHEMA, Row, town_radius_km, write

Progress = Callable[[str, float], None]

_COLUMNS = 19
_LONGEST_LINE = 100_000  # GeoNames caps alternate names at 10,000 letters, of up to four bytes
_MOST_BYTES = 4_000_000_000  # allCountries.txt has 1.7 GB
_MOST_POPULATION = 10_000_000_000
_TELL_EVERY = 50_000
_WAIT_S = 60
_AREA_KM = {"ADM1": 100.0, "ADM2": 40.0, "ADM3": 20.0, "ADM4": 10.0, "ADM5": 5.0, "PCLI": 400.0}
_OTHER_KM = {"A": 40.0, "L": 30.0, "H": 20.0, "T": 20.0, "V": 20.0, "S": 3.0, "R": 10.0, "U": 50.0}


def add_dump(path: Path, added: Path, progress: Progress | None = None) -> int:
    """Write the places of a dump into the index at `added`, in one transaction; how many there were.

    A `SourceError` tells the line that is wrong, or that the file is none.
    """
    try:
        with contextlib.closing(sqlite3.connect(added, timeout=_WAIT_S, isolation_level=None)) as database:
            with _at_once(database):
                if database.execute("PRAGMA user_version").fetchone()[0] != SCHEMA:
                    for statement in (PLACES + BY_PLACE).split(";\n"):
                        database.execute(statement)
                    database.execute(f"PRAGMA user_version={SCHEMA}")
            with _at_once(database):
                count = write(database, _rows(path, progress), replacing=True)
                if not count:
                    raise SourceError(f"{path}: holds no place; a GeoNames dump has {_COLUMNS} columns with tabs")
    except sqlite3.Error as error:
        raise SourceError(f"{added}: the index of added places cannot be written: {error}") from error
    return count


@contextlib.contextmanager
def _at_once(database: sqlite3.Connection) -> Iterator[None]:
    """Write all of it or nothing, alone."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def _rows(path: Path, progress: Progress | None) -> Iterator[Row]:
    """Read the dump's rows, one line at a time, and stop at the first that is wrong."""
    read = 0
    try:
        with _open(path) as file:
            number = 0
            while line := file.readline(_LONGEST_LINE):
                number += 1
                read += len(line)
                if read > _MOST_BYTES:
                    raise SourceError(f"{path}: more than {_MOST_BYTES // 10**9} GB when unpacked; add it by country")
                if line.strip():
                    yield _row(line, f"{path}, line {number}")
                if progress is not None and number % _TELL_EVERY == 0:
                    progress(f"adding places: {number}", 0.5)
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise SourceError(f"{path}: cannot be read: {error}; give a GeoNames dump as .txt, .gz or .zip") from error


@contextlib.contextmanager
def _open(path: Path) -> Iterator[IO[bytes]]:
    """Open the dump, whatever it is packed in; in a zip it is the one text that is not the readme."""
    if path.suffix == ".gz":
        with gzip.open(path, "rb") as unpacked:
            yield cast("IO[bytes]", unpacked)
    elif path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            texts = [n for n in archive.namelist() if n.endswith(".txt") and "readme" not in n.casefold()]
            if len(texts) != 1:
                raise SourceError(f"{path}: holds {len(texts)} tables; a GeoNames zip holds one .txt beside its readme")
            with archive.open(texts[0]) as file:
                yield file
    else:
        with path.open("rb") as file:
            yield file


def _row(line: bytes, where: str) -> Row:
    """Read one line: see https://download.geonames.org/export/dump/readme.txt for its columns."""
    try:
        columns = line.decode("utf-8").rstrip("\r\n").split("\t")
    except UnicodeDecodeError as error:
        raise SourceError(f"{where}: not UTF-8; nothing was added") from error
    if len(columns) != _COLUMNS:
        raise SourceError(f"{where}: {len(columns)} columns where {_COLUMNS} belong; nothing was added")
    gid, name, plain, others, lat, lon, kind, feature, country = columns[:9]
    try:
        row_id, population = int(gid), int(columns[14] or 0)
        north, east = float(lat), float(lon)
    except ValueError as error:
        raise SourceError(f"{where}: {error}; nothing was added") from error
    if not (0 < row_id < OF_WOF and math.isfinite(north) and math.isfinite(east)):
        raise SourceError(f"{where}: no place has the id {gid} at {lat}, {lon}; nothing was added")
    if abs(north) > 90 or abs(east) > 180:
        raise SourceError(f"{where}: {lat}, {lon} is not on the earth; nothing was added")
    if not name.strip() or not 0 <= population <= _MOST_POPULATION:
        raise SourceError(f"{where}: a place without a name, or with {population} people; nothing was added")
    if country and not (len(country) == 2 and country.isascii() and country.isupper()):
        raise SourceError(f"{where}: {country!r} is no country code (two capitals); nothing was added")
    return Row(
        id=row_id,
        names=(name, plain, *filter(None, others.split(","))),
        country=country,
        admin1=columns[10],
        feature=feature or kind,
        lat=north,
        lon=east,
        population=population,
        radius_km=_radius_km(kind, feature, population),
    )


def _radius_km(kind: str, feature: str, population: int) -> float:
    """How far the thing reaches, by its kind: a dump gives points alone."""
    if kind == "P":
        return town_radius_km(population)
    return _AREA_KM.get(feature, _OTHER_KM.get(kind, 10.0))
