"""The store: adds what is new. What was told before adds no row; nothing is overwritten.

A report's sightings are each thing that was told of it; what it is now is the newest of each, of the dates the first.
A claim's groundings are a history too, the newest valid. Of a reader's markups of one report the last run is active.
"""

import zlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select, update

from according.codec import encode
from according.errors import ReportError, StoreError
from according.model import Claim, Decision, Link, Markup, Report, content_id
from according.store import tables
from according.store.components import mark_stale
from according.store.dialects import insert_absent
from according.store.facts import columns_of, facts_of
from according.store.found_by import note_facts
from according.store.incidents import Incidents
from according.store.recall import newest_groundings, sightings_of
from according.store.sightings import covers, tell


class Store(Incidents):
    """An open store. Each verb is one transaction of its own, unless it is called within `at_once`."""

    def add_report(self, report: Report, *, redate: bool = False, again: bool = False) -> bool:
        """Keep a report with its raw bytes and what is told of it; whether any of that was new.

        The date that was told first holds, whatever is told later, unless `redate` moves the report to this one's.
        When it was retrieved is no news, nor are other raw bytes of the same words. A `ReportError` if the text holds
        characters that no database keeps, or if it was forgotten, unless it is to be kept `again`.
        """
        _check(report)
        row = {"id": report.id, "address": report.address, "text": report.text, "first_seen": _moment(report.retrieved)}
        with self._writing() as connection:
            new = insert_absent(connection, tables.reports, [row]) > 0
            hold(connection, report.id)
            if again:
                connection.execute(delete(tables.tombstones).where(tables.tombstones.c.report == report.id))
            type(self)(self._engine, self._wait_s, connection).refuse_forgotten(report.id)
            seen = connection.execute(sightings_of([report.id])).all()
            if covers(seen, report, redate=redate):
                return new
            digest = None
            if report.raw and not any(each.raw for each in seen):
                digest = sha256(report.raw).hexdigest()
                insert_absent(connection, tables.raws, [{"digest": digest, "bytes": zlib.compress(report.raw)}])
            told = {**tell(report, redate=redate), "retrieved": _moment(report.retrieved), "raw": digest}
            connection.execute(insert(tables.sightings), [told])
        return True

    def add_markup(self, markup: Markup, *, basis: str = "") -> bool:
        """Keep what a reader marked, as that reader's active run on the report; whether it was new.

        The report must be kept before. `basis` names what its claims rest on beside the report; the last that is told
        holds, and without one it is not known.
        """
        json = encode(markup)
        row = {"id": markup_id(markup, json), "report": markup.report, "reader": markup.reader}
        row |= {"version": markup.version, "json": json, "basis": basis}
        runs = tables.markups
        same = (runs.c.report == markup.report) & (runs.c.reader == markup.reader)
        with self._writing() as connection:
            hold(connection, markup.report)
            new = insert_absent(connection, runs, [row]) > 0
            former = update(runs).where(same, runs.c.id != row["id"], runs.c.active).values(active=False)
            again = update(runs).where(runs.c.id == row["id"], ~runs.c.active).values(active=True)
            if connection.execute(former).rowcount + connection.execute(again).rowcount:
                mark_stale(connection, [markup.report])
            if not new:
                connection.execute(update(runs).where(runs.c.id == row["id"]).values(basis=basis))
        return new

    def add_claims(self, markup: Markup, claims: Iterable[Claim], *, grounding: str, at: datetime) -> int:
        """Keep the claims that a kept markup makes, as grounded now; how many new groundings there were.

        `grounding` is the version of what grounded them. A claim grounded as it was before adds nothing.
        """
        source = markup_id(markup, encode(markup))
        held: dict[str, Claim] = {}
        for claim in claims:
            held.setdefault(claim.id, claim)
        rows = [_claim_row(claim, source) for claim in held.values()]
        with self._writing() as connection:
            hold(connection, markup.report)
            insert_absent(connection, tables.claims, rows)
            before = {
                row.id: (row.n, row.json)
                for row in connection.execute(newest_groundings().where(_made_by(source))).all()
            }
            fresh: list[dict[str, object]] = []
            changed: dict[bool, dict[int, Claim]] = {True: {}, False: {}}
            for claim in held.values():
                number, json = before[claim.id]
                now = encode(replace(claim, given_id=""))
                if now != json:
                    fresh.append({"claim": number, "version": grounding, "json": now, "at": _moment(at)})
                    changed[json is None][number] = claim
            if fresh:
                connection.execute(insert(tables.groundings), fresh)
                mark_stale(connection, [markup.report])
            for new, some in changed.items():
                note_facts(connection, some, new=new)
        return len(fresh)

    def add_links(self, links: Iterable[Link]) -> int:
        """Keep a person's judgements that claims belong together or do not; how many were new. When alone is no news.

        The machine's are not kept: all that is kept is joined anew each time, and those of one reading would go stale.
        """
        rows = [_link_row(link) for link in links]
        with self._writing() as connection:
            return insert_absent(connection, tables.links, rows)

    def add_decision(self, decision: Decision) -> bool:
        """Keep what a person settled; whether it was new."""
        row = {"id": decision.id, "verb": decision.verb, "who": decision.who, "at": _moment(decision.when)}
        with self._writing() as connection:
            new = insert_absent(connection, tables.decisions, [{**row, "json": encode(decision)}]) > 0
            if new and decision.targets:
                about = [
                    {"decision": decision.id, "report": target.report, "start": target.start, "end": target.end}
                    for target in decision.targets
                ]
                connection.execute(insert(tables.targets), about)
                named = {target.report for target in decision.targets}
                mark_stale(connection, connection.execute(_there(named)).scalars())
        return new


def _check(report: Report) -> None:
    if "\0" in report.text or "\0" in report.address:
        raise ReportError("the text holds NUL characters, so it is not text: save it as UTF-8 text and try again")
    try:
        report.text.encode()
    except UnicodeEncodeError as error:
        raise ReportError(
            f"the text holds half a character (at {error.start}): save it as UTF-8 text and try again"
        ) from error


def hold(connection: Connection, report: str) -> None:
    """Let other writers wait with this report. SQLite's writer is alone already, and the dialect leaves this out."""
    if connection.execute(select(tables.reports.c.n).where(tables.reports.c.id == report).with_for_update()).first():
        return
    raise StoreError(f"there is no report {report} in the store: add the report before what is made of it")


def _moment(when: datetime | None) -> str | None:
    return when.astimezone(UTC).isoformat() if when else None


def markup_id(markup: Markup, json: str) -> str:
    """Name what a reader marked, out of all of it."""
    return content_id("m", markup.report, markup.reader, markup.version, json)


def _claim_row(claim: Claim, markup: str) -> dict[str, object]:
    start = claim.evidence[0].start if claim.evidence else 0
    row = {"id": claim.id, "report": claim.report, "markup": markup, "type": claim.type, "start": start}
    return {**row, **columns_of(facts_of(claim))}


def _link_row(link: Link) -> dict[str, object]:
    one, other = sorted(link.claims)
    name = content_id("l", one, other, link.same, link.score, link.reasons, link.by)
    row = {"id": name, "claim_a": one, "claim_b": other, "same": link.same, "score": link.score, "by": link.by}
    return {**row, "json": encode(link)}


def _there(reports: set[str]) -> Select[Any]:
    return select(tables.reports.c.id).where(tables.reports.c.id.in_(reports))


def _made_by(markup: str) -> Any:  # noqa: ANN401 (SQLAlchemy's own type is wider still)
    return tables.claims.c.markup == markup
