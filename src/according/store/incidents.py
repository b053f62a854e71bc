"""Gives back incidents as they are kept, with the links that hold them together: a query a page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select

from according.codec import decode
from according.model import Claim, Incident, Link, Report
from according.store import tables
from according.store.components import Joiner, is_stale, refresh
from according.store.filters import INCIDENTS, Wanted, after, fitting
from according.store.recall import Recall, active_claims
from according.store.rows import Aside, refuse
from according.store.session import PAGE

_SORTED = {
    "time": (("day", False), ("id", False)),
    "newest": (("day", True), ("id", False)),
    "size": (("size", True), ("id", False)),
    "voices": (("voices", True), ("id", False)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Incidents with all that they are shown with: their parts and wholes, claims, reports and links."""

    incidents: tuple[Incident, ...]
    claims: tuple[Claim, ...]
    reports: tuple[Report, ...]
    links: tuple[Link, ...]
    fit: int


class Incidents(Recall):
    """What can be asked of the incidents of a store; they are those of the claims when `refresh` was called last."""

    def is_stale(self) -> bool:
        """Whether claims or decisions changed since incidents were worked out."""
        with self._reading() as connection:
            return is_stale(connection)

    def refresh(self, joiner: Joiner) -> None:
        """Work out the incidents of what changed, some components a transaction; what is as it was is left alone."""
        while True:
            with self._writing() as connection:
                if not refresh(connection, joiner):
                    return

    def find_incidents(self, wanted: Wanted) -> Iterator[Incident]:
        """The incidents that fit, sorted as is wanted."""
        yield from (decode(Incident, row.json) for row in self._fitting(wanted))

    def show(self, wanted: Wanted, aside: Aside = refuse) -> Shown:
        """The incidents that fit, with all that they are shown with."""
        return self._shown(list(self._fitting(wanted)), wanted.sort, aside)

    def show_around(self, claim: str, aside: Aside = refuse) -> Shown:
        """The incidents that hold a claim, with all that they are shown with."""
        member = tables.incident_claims.c
        rows = self._rows(tables.incidents.c.n.in_(select(member.owner).where(member.claim == claim)))
        return self._shown(rows, "time", aside)

    def number_of_incidents(self) -> int:
        """How many incidents are kept."""
        return self._counted(tables.incidents)

    def _fitting(self, wanted: Wanted) -> Iterator[Any]:
        table = tables.incidents
        keys: list[tuple[ColumnElement[Any], bool]] = [(table.c[name], down) for name, down in _SORTED[wanted.sort]]
        order = [key.desc() if down else key.asc() for key, down in keys]
        last: list[object] | None = None
        left = wanted.limit
        while left is None or left > 0:
            size = PAGE if left is None else min(left, PAGE)
            with self._reading() as connection:
                asked = select(table).where(*fitting(wanted, INCIDENTS, connection))
                asked = asked if last is None else asked.where(after(keys, last))
                page = connection.execute(asked.order_by(*order).limit(size)).all()
            yield from page
            if len(page) < size:
                return
            last = [getattr(page[-1], name) for name, _ in _SORTED[wanted.sort]]
            left = None if left is None else left - len(page)

    def _shown(self, rows: Sequence[Any], sort: str, aside: Aside) -> Shown:
        held = {row.id: (row, decode(Incident, row.json)) for row in rows}
        beside = {each for _, incident in held.values() for each in (*incident.parts, incident.part_of) if each}
        for some in _chunks(sorted(beside - held.keys())):
            held |= {row.id: (row, decode(Incident, row.json)) for row in self._rows(tables.incidents.c.id.in_(some))}
        ordered = list(held.values())
        for name, down in reversed(_SORTED[sort]):
            ordered.sort(key=lambda pair: getattr(pair[0], name), reverse=down)
        names = {claim for _, incident in ordered for claim in incident.claims}
        claims = self.claims_named(names, aside)
        return Shown(
            incidents=tuple(incident for _, incident in ordered),
            claims=tuple(claims),
            reports=tuple(self.reports_named({claim.report for claim in claims}, aside)),
            links=tuple(self._links_among(names)),
            fit=len(rows),
        )

    def _rows(self, where: ColumnElement[bool]) -> list[Any]:
        with self._reading() as connection:
            return list(connection.execute(select(tables.incidents).where(where)).all())

    def claims_named(self, names: Iterable[str], aside: Aside = refuse) -> list[Claim]:
        """The active claims of these ids, as people settled them, in the order of their coming."""
        names = set(names)
        found: list[Any] = []
        for some in _chunks(sorted(names)):
            with self._reading() as connection:
                found += connection.execute(active_claims().where(tables.claims.c.id.in_(some))).all()
        found.sort(key=lambda row: row.n)
        settled = {name: claim for some in _chunks(found) for name, claim in self._settled(some).items()}
        read = [settled.get(each.id) or each for some in _chunks(found) for each in self._grounded(some, aside)]
        unread = sorted(set(names) - {row.id for row in found})
        given = select(tables.settled)
        return read + [
            each for some in _chunks(unread) for each in self._unread(given.where(tables.settled.c.claim.in_(some)))
        ]

    def reports_named(self, names: Iterable[str], aside: Aside = refuse) -> list[Report]:
        """The reports of these ids, in the order of their coming."""
        found: list[Any] = []
        for some in _chunks(sorted(names)):
            with self._reading() as connection:
                found += connection.execute(select(tables.reports).where(tables.reports.c.id.in_(some))).all()
        found.sort(key=lambda row: row.n)
        return [report for some in _chunks(found) for report in self._told(some, aside)]

    def _links_among(self, claims: set[str]) -> list[Link]:
        joints, found = tables.joints, []
        for some in _chunks(sorted(claims)):
            with self._reading() as connection:
                rows = connection.execute(select(joints).where(joints.c.claim_a.in_(some))).all()
            found += [row for row in rows if row.claim_b in claims]
        found.sort(key=lambda row: (row.claim_a, row.claim_b))
        return [decode(Link, row.json) for row in found]


def _chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (values[n : n + PAGE] for n in range(0, len(values), PAGE))
