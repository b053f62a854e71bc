"""Keeps what claims are found by beside them: columns, places and marks follow a claim's newest grounding."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, column, delete, insert, select, table, update
from sqlalchemy import func as sql

from according.codec import decode
from according.errors import ReportError
from according.model import Claim
from according.store import tables
from according.store.facts import columns_of, facts_of, mark_rows, place_rows

_PAGE = 1000


def note_facts(connection: Connection, claims: Mapping[int, Claim], *, new: bool = False) -> None:
    """Keep what claims, by their row's number, are found by, instead of what they were; new rows have their columns."""
    facts = {number: facts_of(claim) for number, claim in claims.items()}
    if not facts:
        return
    owners = list(facts)
    rows = tables.claims
    for owned in () if new else (tables.claim_places, tables.claim_marks):
        connection.execute(delete(owned).where(owned.c.owner.in_(owners)))
    if not new:
        told = [{"row": number, **columns_of(each)} for number, each in facts.items()]
        connection.execute(update(rows).where(rows.c.n == bindparam("row")), told)
    if places := [row for number, each in facts.items() for row in place_rows(number, each.scenes)]:
        connection.execute(insert(tables.claim_places), places)
    if marks := [row for number, each in facts.items() for row in mark_rows(number, each.marks)]:
        connection.execute(insert(tables.claim_marks), marks)


def fill(connection: Connection) -> None:
    """Work out what all claims that are kept are found by; those that are damaged are left without."""
    ground = table("groundings", column("n"), column("claim"), column("json"))
    newest = select(sql.max(ground.c.n)).group_by(ground.c.claim)
    last = 0
    while True:
        wanted = select(ground.c.claim, ground.c.json).where(ground.c.n.in_(newest), ground.c.claim > last)
        page = connection.execute(wanted.order_by(ground.c.claim).limit(_PAGE)).all()
        if not page:
            return
        note_facts(connection, {row.claim: claim for row in page if (claim := _claim(row)) is not None})
        last = page[-1].claim


def _claim(row: Any) -> Claim | None:  # noqa: ANN401 (a row of the groundings)
    try:
        return decode(Claim, row.json)
    except ReportError:
        return None
