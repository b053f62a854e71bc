"""Forgets a report: all that was kept and made of it goes, and a tombstone keeps it from coming back unasked."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, or_, select

from according.errors import ReportError
from according.store import tables
from according.store.components import Joiner, join_anew
from according.store.dialects import drop_words, lock_incidents
from according.store.store import Store, hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What goes with a report: how many of each, and the ids of the incidents that go, change, or come of the rest."""

    report: str
    claims: int
    links: int
    decisions: int
    gone: tuple[str, ...]
    changed: tuple[str, ...]
    new: tuple[str, ...]


class _RolledBackError(Exception):
    """What was tried is not to be kept."""


def forget(store: Store, report: str, joiner: Joiner, *, at: datetime, reason: str = "") -> Forgotten:
    """Delete a report with all that was made of it, and join anew what it had been joined to, in one transaction.

    What stays is a tombstone: its id, the moment, and the reason, if one is given. A decision goes, too, if only one of
    several reports that it is about does: it may repeat its words. A `ReportError` if there is no such report.
    """
    with store.writing() as connection:
        told = _forget(connection, report, joiner)
        drop_words(connection)
        row = {"report": report, "at": at.astimezone(UTC).isoformat(), "reason": reason}
        connection.execute(delete(tables.tombstones).where(tables.tombstones.c.report == report))
        connection.execute(insert(tables.tombstones).values(row))
    return told


def foretell(store: Store, report: str, joiner: Joiner) -> Forgotten:
    """What would go with a report; nothing is changed."""
    told: list[Forgotten] = []
    try:
        with store.writing() as connection:
            told.append(_forget(connection, report, joiner))
            raise _RolledBackError
    except _RolledBackError:
        return told[0]


def find_reports(store: Store, name: str) -> tuple[str, ...]:
    """The ids of the reports that are meant: by an id's beginning (r_...), the id that was given, a path or address."""
    reports, sightings = tables.reports.c, tables.sightings.c
    given = select(sightings.report).where(sightings.given_id == name)
    wanted = select(reports.id).where(or_(reports.address == name, reports.id.in_(given)))
    with store.reading() as connection:
        found = set(connection.execute(wanted).scalars())
    if name.startswith("r_"):
        found |= {each for each in store.find(name) if each.startswith("r_")}
    return (name,) if name in found else tuple(sorted(found))


def _forget(connection: Connection, report: str, joiner: Joiner) -> Forgotten:
    lock_incidents(connection)
    if not connection.execute(select(tables.reports.c.n).where(tables.reports.c.id == report)).first():
        raise ReportError(f"there is no report {report} in the store")
    hold(connection, report)
    claims = select(tables.claims.c.n).where(tables.claims.c.report == report)
    names = select(tables.claims.c.id).where(tables.claims.c.report == report)
    links, mine = tables.links, tables.claims.c.report == report
    gone_links = _delete(connection, links, or_(links.c.claim_a.in_(names), links.c.claim_b.in_(names)))
    gone_decisions, beside = _forget_decisions(connection, report)
    _delete(connection, tables.groundings, tables.groundings.c.claim.in_(claims))
    for owned in (tables.claim_places, tables.claim_marks):
        _delete(connection, owned, owned.c.owner.in_(claims))
    gone_claims = _delete(connection, tables.claims, mine)
    _delete(connection, tables.markups, tables.markups.c.report == report)
    _forget_origin(connection, report)
    before, after = join_anew(connection, joiner, {report, *beside})
    return Forgotten(
        report=report, claims=gone_claims, links=gone_links, decisions=gone_decisions,
        gone=tuple(sorted(before.keys() - after.keys())), new=tuple(sorted(after.keys() - before.keys())),
        changed=tuple(name for name in sorted(before.keys() & after.keys()) if before[name] != after[name]),
    )  # fmt: skip


def _forget_origin(connection: Connection, report: str) -> None:
    """Drop the text, what was told of it, and the bytes that it came in, unless another report came in them, too."""
    seen, raws = tables.sightings, tables.raws
    came_in = select(seen.c.raw).where(seen.c.report == report, seen.c.raw.is_not(None))
    digests = set(connection.execute(came_in).scalars())
    _delete(connection, seen, seen.c.report == report)
    needed = select(seen.c.raw).where(seen.c.raw.in_(digests))
    _delete(connection, raws, raws.c.digest.in_(digests) & raws.c.digest.not_in(needed))
    _delete(connection, tables.reports, tables.reports.c.id == report)


def _forget_decisions(connection: Connection, report: str) -> tuple[int, set[str]]:
    """Drop the decisions about a report; how many they were, and which other reports they were about."""
    targets, decisions, reports = tables.targets, tables.decisions, tables.reports.c.id
    about = set(connection.execute(select(targets.c.decision).where(targets.c.report == report)).scalars())
    named = select(targets.c.report).where(targets.c.decision.in_(about), targets.c.report != report)
    beside = set(connection.execute(select(reports).where(reports.in_(named))).scalars())
    _delete(connection, targets, targets.c.decision.in_(about))
    return _delete(connection, decisions, decisions.c.id.in_(about)), beside


def _delete(connection: Connection, table: Table, where: ColumnElement[bool]) -> int:
    return connection.execute(delete(table).where(where)).rowcount
