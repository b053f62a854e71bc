"""What can be asked of claims and incidents, as the conditions of one query on either database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import asin, cos, degrees, floor, radians, sin
from typing import Any, get_args

from sqlalchemy import ColumnElement, Connection, Table, and_, or_, select

from according.asking import Sort
from according.store import tables
from according.store.dialects import holds_words
from according.store.facts import ACTOR, TYPE, VOICE, fold, on_ball

EARTH_KM = 6371.0
_MOST_CELLS = 400  # more square degrees than these are left to the comparison of degrees
SORTS: tuple[Sort, ...] = get_args(Sort)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """All that lies within so many kilometres of a point."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A stretch of the map, in degrees; its west may lie east of its east: then it spans the date line."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for. Of several values of one field either will do; different fields must all fit.

    `words` must all stand in one claim. Without a day, a thing counts as on the last on which it can have happened.
    `contested` asks for incidents, or claims of incidents, whose tellings cannot all be. `marked` asks for what has all
    of these marks (facts.py), each a kind and a value; `named`, for what has a mark with this in its value.
    """

    countries: tuple[str, ...] = ()
    admin1: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    actors: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    words: str = ""
    near: Circle | None = None
    box: Box | None = None
    contested: bool = False
    statuses: tuple[str, ...] = ()
    marked: tuple[tuple[str, str], ...] = ()
    named: tuple[tuple[str, str], ...] = ()
    sort: Sort = "time"
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """The tables of claims, or those of incidents."""

    table: Table
    places: Table
    marks: Table


CLAIMS = Owner(tables.claims, tables.claim_places, tables.claim_marks)
INCIDENTS = Owner(tables.incidents, tables.incident_places, tables.incident_marks)


def fitting(wanted: Wanted, of: Owner, connection: Connection) -> list[ColumnElement[bool]]:
    """The conditions that what is wanted puts on the rows of claims, or of incidents."""
    found: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        found.append(of.table.c.day_end >= wanted.since.isoformat())
    if wanted.until is not None:
        found.append(of.table.c.day_start <= wanted.until.isoformat())
    for part, values in ((TYPE, wanted.types), (VOICE, wanted.voices), (ACTOR, tuple(map(fold, wanted.actors)))):
        if values:
            found.append(_marked(of, part, values))
    found += [_marked(of, part, (value,)) for part, value in wanted.marked]
    found += [_named(of, part, value) for part, value in wanted.named]
    if places := _lying(wanted, of.places):
        found.append(of.table.c.n.in_(select(of.places.c.owner).where(*places)))
    found += _of_members(wanted, of, connection)
    return found


def _of_members(wanted: Wanted, of: Owner, connection: Connection) -> Iterable[ColumnElement[bool]]:
    """The conditions on the words of claims, and on what their incidents are."""
    member, incidents, claims = tables.incident_claims.c, tables.incidents.c, tables.claims.c
    if wanted.words:
        told = holds_words(connection, fold(wanted.words))
        if of is INCIDENTS:
            told = incidents.n.in_(select(member.owner).join(tables.claims, claims.id == member.claim).where(told))
        yield told
    if wanted.contested and of is INCIDENTS:
        yield incidents.contested
    elif wanted.contested:
        yield claims.id.in_(select(member.claim).join(tables.incidents).where(incidents.contested))
    if wanted.statuses:
        fit = incidents.status.in_(wanted.statuses)
        yield fit if of is INCIDENTS else claims.id.in_(select(member.claim).join(tables.incidents).where(fit))


def _marked(of: Owner, part: str, values: Sequence[str]) -> ColumnElement[bool]:
    marks = of.marks.c
    return of.table.c.n.in_(select(marks.owner).where(marks.part == part, marks.value.in_(values)))


def _named(of: Owner, part: str, value: str) -> ColumnElement[bool]:
    marks = of.marks.c
    like = marks.value.contains(value, autoescape=True)
    return of.table.c.n.in_(select(marks.owner).where(marks.part == part, like))


def _lying(wanted: Wanted, places: Table) -> list[ColumnElement[bool]]:
    """What one place must fulfil, all of it."""
    found: list[ColumnElement[bool]] = []
    if wanted.countries:
        found.append(places.c.country.in_(wanted.countries))
    if wanted.admin1:
        found.append(places.c.admin1.in_(map(fold, wanted.admin1)))
    if wanted.box is not None:
        found += _within(wanted.box, places)
    if wanted.near is not None:
        middle, most = on_ball(wanted.near.lat, wanted.near.lon), chord(wanted.near.km)
        found += _within(_around(wanted.near), places)
        found.append(sum((places.c[axis] - at) * (places.c[axis] - at) for axis, at in middle.items()) <= most * most)  # type: ignore[arg-type]  # a sum of columns, which begins at 0
    return found


def chord(km: float) -> float:
    """The straight line between two points of a ball of radius 1 that lie so far apart on the earth."""
    return 2 * sin(min(km / EARTH_KM, radians(180)) / 2)


def _around(circle: Circle) -> Box:
    """A box that holds a circle; near a pole, all around it."""
    high = degrees(circle.km / EARTH_KM)
    south, north = max(circle.lat - high, -90.0), min(circle.lat + high, 90.0)
    narrow = cos(radians(circle.lat))
    reach = sin(min(circle.km / EARTH_KM, radians(90)))
    if south <= -90 or north >= 90 or reach >= narrow:
        return Box(west=-180, south=south, east=180, north=north)
    wide = degrees(asin(reach / narrow))
    west, east = circle.lon - wide, circle.lon + wide
    return Box(
        west=west + 360 if west < -180 else west, south=south, east=east - 360 if east > 180 else east, north=north
    )


def _within(box: Box, places: Table) -> Iterable[ColumnElement[bool]]:
    yield places.c.lat.between(box.south, box.north)
    east, west = places.c.lon <= box.east, places.c.lon >= box.west
    yield and_(west, east) if box.west <= box.east else or_(west, east)
    cells = _cells(box)
    if len(cells) <= _MOST_CELLS:
        yield places.c.cell.in_(cells)


def _cells(box: Box) -> list[int]:
    first, last = floor(box.west), floor(box.east)
    columns = range(first, (last if box.west <= box.east else last + 360) + 1)
    rows = range(max(floor(box.south), -90), min(floor(box.north), 90) + 1)
    if len(rows) * len(columns) > _MOST_CELLS:
        return [0] * (_MOST_CELLS + 1)
    return [(row + 90) * 360 + (column + 180) % 360 for row in rows for column in columns]


def after(columns: Sequence[tuple[ColumnElement[Any], bool]], last: Sequence[object]) -> ColumnElement[bool]:
    """Whether a row stands behind the last of a page; of each column, whether it is sorted from the highest down."""
    (column, down), *others = columns
    value, *rest = last
    beyond = column < value if down else column > value
    return or_(beyond, and_(column == value, after(others, rest))) if others else beyond
