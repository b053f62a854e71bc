"""Proves that a store is whole: ids match contents, spans lie in texts, no link dangles, claims make its incidents."""

import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from hashlib import sha256

from sqlalchemy import Connection, delete, select, union

from according.codec import decode
from according.errors import ReportError
from according.model import Markup, Report, Span, claim_id, spans_of
from according.store import bits, tables
from according.store.components import Joiner, mark_stale
from according.store.dialects import find_damage
from according.store.store import Store, markup_id

_WORKED_OUT = (
    tables.incident_places, tables.incident_marks, tables.incident_claims, tables.incident_bits, tables.incidents,
    tables.joints, tables.components, tables.settled, tables.meetings, tables.ties, tables.stale,
)  # fmt: skip
_Rows = dict[str, str]


def find_faults(store: Store, joiner: Joiner) -> Iterator[str]:
    """Every fault of a store, one line each; none, if it is whole. Nothing is changed.

    Incidents are worked out anew beside those that are kept: of SQLite in a copy in memory, of PostgreSQL in a
    transaction that is rolled back.
    """
    with store.reading() as connection:
        yield from find_damage(connection)
        yield from _dangling(connection)
        yield from _bent_raws(connection)
        yield from _check_bits(connection)
    faults: list[ReportError] = []
    for report in store.reports(faults.append):
        yield from _check_report(store, report)
    for told in (store.claims(aside=faults.append), store.decisions(faults.append), store.links(faults.append)):
        for _ in told:
            pass
    yield from map(str, faults)
    yield from _check_incidents(store, joiner)


def _check_report(store: Store, report: Report) -> Iterator[str]:
    """Whether what was marked in a report is what was kept, lies in it, and makes the claims that are kept of it."""
    markups, claims = tables.markups, tables.claims.c
    with store.reading() as connection:
        runs = connection.execute(select(markups).where(markups.c.report == report.id)).all()
        rows = connection.execute(select(claims.id, claims.markup).where(claims.report == report.id)).all()
    made: dict[str, set[str]] = {}
    for run in runs:
        try:
            markup = decode(Markup, run.json)
        except ReportError as error:
            yield f"markup {run.id} of the report {report.id}: {error}"
            continue
        if (markup_id(markup, run.json), markup.report) != (run.id, report.id):
            yield f"markup {run.id} of the report {report.id}: it is not what was kept"
        made[run.id] = {claim_id(markup, reading) for reading in markup.readings}
        yield from (f"markup {run.id}: {fault}" for fault in _misplaced(report, spans_of(markup)))
    for row in rows:
        if row.markup in made and row.id not in made[row.markup]:
            yield f"claim {row.id} of the report {report.id}: its markup makes no such claim"
    read = store.claims(report.id, lambda _: None)  # one that is bent is told of with all claims
    for claim in (*read, *store.added(report.id)):
        yield from (f"claim {claim.id}: {fault}" for fault in _misplaced(report, claim.evidence))


def _misplaced(report: Report, spans: tuple[Span, ...]) -> Iterator[str]:
    for span in spans:
        if report.text[span.start : span.end] != span.words:
            yield f"the words at {span.start} to {span.end} are not those of the report {report.id}"


def _dangling(connection: Connection) -> Iterator[str]:
    """What leads to nothing, where no foreign key holds it. Decisions may be about reports that are kept elsewhere."""
    reports, settled = tables.reports.c.id, tables.settled.c
    claims = union(select(tables.claims.c.id), select(settled.claim).where(settled.json.is_not(None))).subquery().c.id
    for column, there in (
        (tables.links.c.claim_a, claims),
        (tables.links.c.claim_b, claims),
        (tables.joints.c.claim_a, claims),
        (tables.joints.c.claim_b, claims),
        (tables.incident_claims.c.claim, claims),
        (tables.components.c.report, reports),
    ):
        for name in connection.execute(select(column).where(column.not_in(select(there))).distinct()).scalars():
            yield f"{column.table.name}: there is no {name}"
    for name in connection.execute(
        select(tables.tombstones.c.report).where(tables.tombstones.c.report.in_(select(reports)))
    ).scalars():
        yield f"tombstones: the report {name} was forgotten, and yet is kept"


def _bent_raws(connection: Connection) -> Iterator[str]:
    for row in connection.execution_options(yield_per=100).execute(select(tables.raws)):
        try:
            is_whole = sha256(zlib.decompress(row.bytes)).hexdigest() == row.digest
        except zlib.error:
            is_whole = False
        if not is_whole:
            yield f"raw bytes {row.digest}: they are not what was kept"


def _check_bits(connection: Connection) -> Iterator[str]:
    """Whether facets are counted of the incidents that are kept."""
    made, seen = bits.make_all(connection), set()
    for key, held, members in bits.kept_bits(connection):
        seen.add(key)
        if held != made.get(key, 0) or members != held.bit_count():
            yield f"counts of {key[0]} {key[1]}: they are not those of the incidents that are kept"
    yield from (f"counts of {part} {value}: some are missing" for part, value, _ in sorted(made.keys() - seen))


class _RollBackError(Exception):
    """What was tried is not to be kept."""


def _check_incidents(store: Store, joiner: Joiner) -> Iterator[str]:
    faults: list[str] = []
    try:
        with ExitStack() as opened:
            if store.is_on_server:
                trial = opened.enter_context(store.at_once())
            else:
                trial = opened.enter_context(store.copied())
            faults += _compare(trial, joiner)
            raise _RollBackError
    except _RollBackError:
        yield from faults
    except ReportError as error:
        yield f"incidents cannot be worked out: {error}"


def _compare(trial: Store, joiner: Joiner) -> Iterator[str]:
    """Hold what is kept of incidents against what is worked out anew of all claims, in a store that nobody needs."""
    trial.refresh(joiner)
    with trial.writing() as connection:
        kept, kept_links = _incidents(connection), _links(connection)
        for table in _WORKED_OUT:
            connection.execute(delete(table))
        told = union(select(tables.claims.c.report), select(tables.targets.c.report)).subquery().c.report
        mark_stale(connection, connection.execute(select(told).where(told.in_(select(tables.reports.c.id)))).scalars())
    trial.refresh(joiner)
    with trial.reading() as connection:
        made, made_links = _incidents(connection), _links(connection)
    yield from (f"incident {name}: it is kept, but no claims make it" for name in sorted(kept.keys() - made.keys()))
    yield from (f"incident {name}: claims make it, but it is not kept" for name in sorted(made.keys() - kept.keys()))
    for name in sorted(kept.keys() & made.keys()):
        if kept[name] != made[name]:
            yield f"incident {name}: it is kept otherwise than its claims make it"
    for one, other, _ in sorted(kept_links ^ made_links):
        yield f"the link between {one} and {other}: it is not kept as it is made"


def _incidents(connection: Connection) -> _Rows:
    kept = tables.incidents.c
    rows = connection.execute(select(kept.id, kept.review, kept.review_rank, kept.json))
    return {row.id: f"{row.review} {row.review_rank} {row.json}" for row in rows}


def _links(connection: Connection) -> set[tuple[str, str, str]]:
    joints = tables.joints.c
    return {tuple(row) for row in connection.execute(select(joints.claim_a, joints.claim_b, joints.json))}
