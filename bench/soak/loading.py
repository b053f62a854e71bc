"""Loads a made archive into an empty store row by row, as it would be after reading, many times faster."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import chain, islice

from sqlalchemy import Connection, Table, text

from according import store
from according.codec import encode
from according.keeping import Joining
from according.model import Claim, Place
from according.store import bits, tables
from according.store.components import incident_row
from according.store.dialects import index_words
from according.store.facts import columns_of, facts_of, mark_rows, marks_of_incident, place_rows
from according.store.sightings import tell
from according.store.store import markup_id
from bench.soak.corpus import CLAIMS_OF_AN_INCIDENT, NOON, REPORTS_OF_AN_INCIDENT, Told, make_incident

Rows = dict[str, list[tuple[object, ...]]]
_CHUNK = 500
_TABLES = (
    tables.reports, tables.sightings, tables.markups, tables.claims, tables.claim_places, tables.claim_marks,
    tables.groundings, tables.incidents, tables.incident_places, tables.incident_marks, tables.incident_claims,
    tables.joints, tables.components, tables.meetings, tables.ties,
)  # fmt: skip
_COLUMNS = {table.name: tuple(column.name for column in table.columns) for table in _TABLES}
_MADE = frozenset(_TABLES) - {tables.reports, tables.claims, tables.incidents}  # those whose numbers nobody else needs


def load(address: str, incidents: int, *, workers: int = 2) -> None:
    """Fill an empty store with so many incidents. They are told apart by construction; a small one is checked whole."""
    starts = range(0, incidents, _CHUNK)
    with store.open(address) as kept, ProcessPoolExecutor(workers) as pool:
        with kept.writing() as connection:
            _drop_indexes(connection)
        ahead = (pool.submit(make_rows, n, min(n + _CHUNK, incidents)) for n in starts)
        waiting = list(islice(ahead, 2 * workers))
        while waiting:
            rows = waiting.pop(0).result()
            waiting += islice(ahead, 1)
            with kept.writing() as connection:
                _insert(connection, rows)
        with kept.writing() as connection:
            _make_indexes(connection)
            bits.make_anew(connection)
            _tidy(connection)


def make_rows(first: int, end: int) -> Rows:
    """All rows of the incidents from one number to before another."""
    rows: Rows = {table.name: [] for table in _TABLES}
    for n in range(first, end):
        for table, row in _rows_of(n):
            rows[table.name].append(tuple(row.get(name) for name in _COLUMNS[table.name]))
    return rows


def _rows_of(n: int) -> Iterator[tuple[Table, Mapping[str, object]]]:
    reports = make_incident(n)
    number = n * CLAIMS_OF_AN_INCIDENT
    for which, told in enumerate(reports, 1):
        yield from _rows_of_report(n * REPORTS_OF_AN_INCIDENT + which, told)
        run = markup_id(told.markup, encode(told.markup))
        for claim in told.claims:
            number += 1
            yield from _rows_of_claim(number, claim, run)
    claims = [claim for told in reports for claim in told.claims]
    (incident,), links = Joining().join(claims, (), {told.report.id: told.report.text for told in reports})
    names = sorted(told.report.id for told in reports)
    yield tables.incidents, {"n": n + 1, **incident_row(incident, names[0], {claim.id: claim for claim in claims})}
    scenes = (place for place in incident.where if isinstance(place, Place))
    yield from ((tables.incident_places, row) for row in place_rows(n + 1, scenes))
    yield from ((tables.incident_marks, row) for row in mark_rows(n + 1, marks_of_incident(incident, claims)))
    yield from ((tables.incident_claims, {"owner": n + 1, "claim": claim}) for claim in incident.claims)
    for link in links:
        a, b = sorted(link.claims)
        yield tables.joints, {"component": names[0], "claim_a": a, "claim_b": b, "json": encode(link)}
    yield from ((tables.components, {"report": name, "component": names[0]}) for name in names)
    yield tables.ties, {"report_a": names[0], "report_b": names[1]}


def _rows_of_report(number: int, told: Told) -> Iterator[tuple[Table, Mapping[str, object]]]:
    report, markup = told.report, told.markup
    at = NOON.isoformat()
    yield tables.reports, {
        "n": number, "id": report.id, "address": report.address, "text": report.text, "first_seen": at,
    }  # fmt: skip
    yield tables.sightings, {**tell(report), "retrieved": at, "raw": None}
    json = encode(markup)
    yield tables.markups, {
        "id": markup_id(markup, json), "report": report.id, "reader": markup.reader, "version": markup.version,
        "json": json, "active": True, "basis": "made",
    }  # fmt: skip
    for met in Joining().meetings(told.claims, ()):
        yield tables.meetings, {"report": report.id, "key": met.key, "first": met.first, "last": met.last}


def _rows_of_claim(number: int, claim: Claim, run: str) -> Iterator[tuple[Table, Mapping[str, object]]]:
    facts = facts_of(claim)
    yield tables.claims, {
        "n": number, "id": claim.id, "report": claim.report, "markup": run, "type": claim.type,
        "start": claim.evidence[0].start, **columns_of(facts),
    }  # fmt: skip
    yield from ((tables.claim_places, row) for row in place_rows(number, facts.scenes))
    yield from ((tables.claim_marks, row) for row in mark_rows(number, facts.marks))
    json = encode(replace(claim, given_id=""))
    yield tables.groundings, {"claim": number, "version": "made", "json": json, "at": NOON.isoformat()}


def _insert(connection: Connection, rows: Rows) -> None:
    for table in _TABLES:
        if rows[table.name]:
            _insert_into(connection, table, rows[table.name])


def _insert_into(connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
    names = _COLUMNS[table.name]
    if table in _MADE and names[0] == "n":
        names, rows = names[1:], [row[1:] for row in rows]
    listed = ", ".join(f'"{name}"' for name in names)
    if connection.dialect.name == "sqlite":
        signs = ", ".join("?" * len(names))
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({listed}) VALUES ({signs})", list(rows))  # noqa: S608
        return
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 (there is one while it is open)
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({listed}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _drop_indexes(connection: Connection) -> None:
    """Drop what a row costs most, to be made again of all rows at once."""
    for table in _TABLES:
        for index in table.indexes:
            index.drop(connection)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TRIGGER claims_words_added")
        connection.exec_driver_sql("PRAGMA cache_size=-400000")
    else:
        connection.execute(text("DROP INDEX claims_words"))


def _make_indexes(connection: Connection) -> None:
    for table in _TABLES:
        for index in table.indexes:
            index.create(connection)
    for statement in index_words(connection.dialect.name):
        if not statement.startswith("CREATE VIRTUAL") and "_forgotten" not in statement and "_changed" not in statement:
            connection.execute(text(statement))


def _tidy(connection: Connection) -> None:
    """Let the server count on from the numbers that were given."""
    if connection.dialect.name == "sqlite":
        return
    for table in chain((tables.reports, tables.claims, tables.incidents)):
        last = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'n'), (SELECT max(n) FROM {table.name}))"  # noqa: S608
        connection.execute(text(last))
