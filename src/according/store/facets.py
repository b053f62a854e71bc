"""Counts what is kept, by facet, and pages lists of it: all in the database, however much there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from according.model import Incident
from according.store import bits, finding, tables
from according.store.facts import TYPE, VOICE
from according.store.filters import INCIDENTS, Box, Wanted, fitting
from according.store.finding import Found, find
from according.store.recall import active_claims
from according.store.store import Store

AT_ODDS = finding.AT_ODDS
_T = tables.incidents.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """Of incidents that fit: by country, type, kind of voice and status, how many there are, the most first."""

    countries: Mapping[str, int]
    types: Mapping[str, int]
    voices: Mapping[str, int]
    statuses: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A square of the map: its south-west corner, the middle of the places in it, and how many incidents lie there."""

    south: int
    west: int
    country: str
    lat: float
    lon: float
    incidents: int
    at_odds: int


def list_incidents(store: Store, wanted: Wanted, *, skip: int, most: int, newest: bool = False) -> list[Incident]:
    """Some of the incidents that fit, after those to skip: those at odds first, unless `newest`; then by day."""
    with store.reading() as connection:
        return find(connection, wanted).listed(skip=skip, most=most, newest=newest)


def count_incidents(store: Store, wanted: Wanted) -> int:
    """How many incidents fit."""
    with store.reading() as connection:
        return find(connection, wanted).number


def list_claims(store: Store, wanted: Wanted, *, skip: int, most: int) -> tuple[list[str], int]:
    """The ids of some claims of the incidents that fit, and how many there are in all."""
    member = tables.incident_claims
    with store.reading() as connection:
        held = select(member.c.claim).distinct().where(*_among(member.c.owner, wanted, connection))
        some = connection.execute(held.order_by(member.c.claim).offset(skip).limit(most)).scalars().all()
        return list(some), connection.execute(select(func.count()).select_from(held.subquery())).scalar_one()


def list_reports(store: Store, *, skip: int, most: int) -> list[str]:
    """The ids of some reports, those that came last first."""
    reports = tables.reports.c
    with store.reading() as connection:
        return list(
            connection.execute(select(reports.id).order_by(reports.n.desc()).offset(skip).limit(most)).scalars()
        )


def count_claims(store: Store, reports: Sequence[str]) -> dict[str, int]:
    """How many claims each of these reports makes."""
    claims = active_claims().where(tables.claims.c.report.in_(reports)).subquery()
    return _counted(store, select(claims.c.report, func.count()).group_by(claims.c.report))


def homes_of(store: Store, claims: Sequence[str]) -> dict[str, str]:
    """A claim's id -> that of the smallest incident that holds it."""
    member = tables.incident_claims.c
    wanted = select(member.claim, _T.id).join(tables.incidents, _T.n == member.owner)
    found: dict[str, str] = {}
    with store.reading() as connection:
        for start in range(0, len(claims), 500):
            some = wanted.where(member.claim.in_(claims[start : start + 500])).order_by(_T.size.desc(), _T.id)
            found |= {row.claim: row.id for row in connection.execute(some).all()}
    return found


def count_facets(store: Store, wanted: Wanted) -> Facets:
    """Count the incidents that fit, by facet."""
    with store.reading() as connection:
        return facets_of(find(connection, wanted))


def facets_of(found: Found) -> Facets:
    """Count what was found, by facet."""
    counted = found.count_values(bits.FACETS)
    return Facets(
        countries=_of_part(counted, bits.COUNTRY), types=_of_part(counted, TYPE),
        voices=_of_part(counted, VOICE), statuses=_of_part(counted, bits.STATUS),
    )  # fmt: skip


def count_days(store: Store, wanted: Wanted) -> dict[str, int]:
    """First day, as an ISO text -> how many of the incidents that fit began on it, or can have begun at last."""
    with store.reading() as connection:
        fit = fitting(wanted, INCIDENTS, connection)
    found = _counted(
        store, select(_T.day_start, func.count()).where(_T.day_start.is_not(None), *fit).group_by(_T.day_start)
    )
    return dict(sorted(found.items()))


def bounds_of(store: Store, wanted: Wanted) -> Box | None:
    """The stretch of the map in which incidents that fit lie; `None` where none has a place."""
    places = tables.incident_places.c
    asked = select(func.min(places.lon), func.min(places.lat), func.max(places.lon), func.max(places.lat))
    with store.reading() as connection:
        row = connection.execute(asked.where(*_among(places.owner, wanted, connection))).one()
    return Box(west=row[0], south=row[1], east=row[2], north=row[3]) if row[0] is not None else None


def count_cells(store: Store, wanted: Wanted, *, step: int = 1) -> list[Cell]:
    """The squares of so many degrees in which incidents that fit lie; one that lies in several counts in each."""
    places = tables.incident_places.c
    row, column = ((places.cell // 360) // step).label("tier"), ((places.cell % 360) // step).label("file")
    odds = func.count(case((_T.status.in_(AT_ODDS), _T.n)).distinct())
    asked = select(
        row, column, func.min(places.country), func.avg(places.lat), func.avg(places.lon),
        func.count(places.owner.distinct()), odds,
    ).join(tables.incidents, _T.n == places.owner)  # fmt: skip
    with store.reading() as connection:
        fit = fitting(wanted, INCIDENTS, connection)
        rows = connection.execute(asked.where(*fit).group_by("tier", "file")).all()
    return [
        Cell(
            south=each[0] * step - 90, west=each[1] * step - 180, country=each[2], lat=each[3], lon=each[4],
            incidents=each[5], at_odds=each[6],
        )
        for each in rows
    ]  # fmt: skip


def count_publishers(store: Store) -> dict[str, int]:
    """Publisher, "" where none is told -> how many reports are theirs, the most first."""
    seen, last = tables.sightings.c, tables.sightings.alias()
    newest = select(func.max(last.c.n)).where(last.c.publisher != "").group_by(last.c.report)
    found = _counted(store, select(seen.publisher, func.count()).where(seen.n.in_(newest)).group_by(seen.publisher))
    silent = store.size().reports - sum(found.values())
    return {**found, "": silent} if silent else found


def count_readers(store: Store) -> dict[str, int]:
    """Reader -> how many claims are made of what it marked."""
    runs = tables.markups.c
    claims = select(runs.reader, func.count()).select_from(tables.claims).join(tables.markups).where(runs.active)
    return _counted(store, claims.group_by(runs.reader))


def _of_part(counted: Mapping[tuple[str, str], int], part: str) -> dict[str, int]:
    told = [(value, number) for (of, value), number in counted.items() if of == part]
    return dict(sorted(told, key=lambda each: (-each[1], each[0])))


def _among(owner: ColumnElement[Any], wanted: Wanted, connection: Connection) -> list[ColumnElement[bool]]:
    """That an owner is an incident that fits; of nothing wanted all are."""
    fit = fitting(wanted, INCIDENTS, connection)
    return [owner.in_(select(_T.n).where(*fit))] if fit else []


def _counted(store: Store, asked: Select[Any]) -> dict[str, int]:
    with store.reading() as connection:
        rows = connection.execute(asked).all()
    return {row[0]: row[1] for row in sorted(rows, key=lambda row: (-row[1], row[0]))}
