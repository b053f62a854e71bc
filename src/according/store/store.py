"""The store: adds what is new, gives back what is kept. What was told before adds no row; nothing is overwritten.

A report's sightings are each thing that was told of it; what it is now is the newest of each, of the dates the first.
A claim's groundings are a history too, the newest valid. Of a reader's markups of one report the last run is active.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, Select, Table, func, insert, select, update

from according.codec import decode, encode
from according.errors import ReportError, StoreError
from according.model import Claim, Decision, Link, Markup, Report, content_id
from according.store import tables
from according.store.dialects import WRITES, insert_absent, refusals
from according.store.rows import Aside, read_reports, read_rows, refuse
from according.store.sightings import covers, merge, sight, tell

_PAGE = 500  # rows held at once while all are given back


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is kept."""

    reports: int
    claims: int
    decisions: int


class Store:
    """An open store. Each verb is one transaction of its own, unless it is called within `at_once`.

    Where many rows are read, `aside` takes the `ReportError` of each that is bent, and the others come; without it the
    first is raised.
    """

    def __init__(self, engine: Engine, wait_s: float, within: Connection | None = None) -> None:
        self._engine = engine
        self._wait_s = wait_s
        self._within = within

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the database back."""
        with refusals(self._engine, self._wait_s):
            self._engine.dispose()

    @contextmanager
    def at_once(self) -> Iterator["Store"]:
        """Give a store whose writes are kept all together, when the block ends, or not at all, if it raises."""
        with self._writing() as connection:
            yield Store(self._engine, self._wait_s, connection)

    # Adding

    def add_report(self, report: Report, *, redate: bool = False) -> bool:
        """Keep a report with its raw bytes and what is told of it; whether any of that was new.

        The date that was told first holds, whatever is told later, unless `redate` moves the report to this one's.
        When it was retrieved is no news, nor are other raw bytes of the same words. A `ReportError` if the text holds
        characters that no database keeps.
        """
        _check(report)
        row = {"id": report.id, "address": report.address, "text": report.text, "first_seen": _moment(report.retrieved)}
        with self._writing() as connection:
            new = insert_absent(connection, tables.reports, [row]) > 0
            _hold(connection, report.id)
            seen = connection.execute(_sightings_of([report.id])).all()
            if covers(seen, report, redate=redate):
                return new
            digest = None
            if report.raw and not any(each.raw for each in seen):
                digest = sha256(report.raw).hexdigest()
                insert_absent(connection, tables.raws, [{"digest": digest, "bytes": zlib.compress(report.raw)}])
            told = {**tell(report, redate=redate), "retrieved": _moment(report.retrieved), "raw": digest}
            connection.execute(insert(tables.sightings), [told])
        return True

    def add_markup(self, markup: Markup) -> bool:
        """Keep what a reader marked, as that reader's active run on the report; whether it was new.

        The report must be kept before.
        """
        json = encode(markup)
        row = {"id": _markup_id(markup, json), "report": markup.report, "reader": markup.reader}
        row |= {"version": markup.version, "json": json}
        runs = tables.markups
        same = (runs.c.report == markup.report) & (runs.c.reader == markup.reader)
        with self._writing() as connection:
            _hold(connection, markup.report)
            new = insert_absent(connection, runs, [row]) > 0
            connection.execute(update(runs).where(same, runs.c.id != row["id"], runs.c.active).values(active=False))
            connection.execute(update(runs).where(runs.c.id == row["id"], ~runs.c.active).values(active=True))
        return new

    def add_claims(self, markup: Markup, claims: Iterable[Claim], *, grounding: str, at: datetime) -> int:
        """Keep the claims that a kept markup makes, as grounded now; how many new groundings there were.

        `grounding` is the version of what grounded them. A claim grounded as it was before adds nothing.
        """
        source = _markup_id(markup, encode(markup))
        held: dict[str, Claim] = {}
        for claim in claims:
            held.setdefault(claim.id, claim)
        rows = [_claim_row(claim, source) for claim in held.values()]
        with self._writing() as connection:
            _hold(connection, markup.report)
            insert_absent(connection, tables.claims, rows)
            before = {
                row.id: (row.n, row.json) for row in connection.execute(_groundings().where(_made_by(source))).all()
            }
            fresh: list[dict[str, object]] = []
            for claim in held.values():
                number, json = before[claim.id]
                now = encode(replace(claim, given_id=""))
                if now != json:
                    fresh.append({"claim": number, "version": grounding, "json": now, "at": _moment(at)})
            if fresh:
                connection.execute(insert(tables.groundings), fresh)
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
        return new

    # Giving back

    def reports(self, aside: Aside = refuse) -> Iterator[Report]:
        """All reports in the order of their coming, each as it is told of now; without raw bytes."""
        for page in self._pages(select(tables.reports), tables.reports):
            yield from self._told(page, aside)

    def report(self, id_: str) -> Report | None:
        """The report of this id, or `None`."""
        with self._reading() as connection:
            rows = connection.execute(select(tables.reports).where(tables.reports.c.id == id_)).all()
        return next(iter(self._told(rows)), None)

    def foresee(self, report: Report, *, redate: bool = False) -> Report:
        """What a report will be once it is kept, with all that was told of it before; nothing is kept by asking."""
        with self._reading() as connection:
            seen = connection.execute(_sightings_of([report.id])).all()
        held = merge(report, [*seen, sight(report, redate=redate)])
        return replace(held, raw=report.raw, retrieved=report.retrieved)

    def raw(self, report: str) -> bytes:
        """The bytes that a report came in; none if there were none."""
        sightings, raws = tables.sightings, tables.raws
        wanted = select(raws.c.bytes).join(sightings).where(sightings.c.report == report).order_by(sightings.c.n)
        with self._reading() as connection:
            found = connection.execute(wanted).scalar()
        return zlib.decompress(found) if found else b""

    def markups(self, report: str, *, active: bool = True) -> tuple[Markup, ...]:
        """What readers marked in a report: the active run of each reader, or all runs."""
        runs = tables.markups
        wanted = select(runs.c.json).where(runs.c.report == report).order_by(runs.c.n)
        with self._reading() as connection:
            found = connection.execute(wanted.where(runs.c.active) if active else wanted).scalars().all()
        return tuple(decode(Markup, json) for json in found)

    def claims(self, report: str = "", aside: Aside = refuse) -> Iterator[Claim]:
        """The claims of all active markups as grounded last, in the order of their coming; or those of one report."""
        wanted = _groundings().join(tables.markups).where(tables.markups.c.active)
        if report:
            wanted = wanted.where(tables.claims.c.report == report)
        for page in self._pages(wanted, tables.claims):
            grounded = list(read_rows(Claim, [row for row in page if row.json is not None], aside))
            # A report that is bent is told of where reports are read; its claims have nothing to stand on.
            now = {each.id: each.given_id for each in self._reports_of({claim.report for claim in grounded})}
            for claim in grounded:
                if claim.report in now:
                    yield replace(claim, given_id=now[claim.report])

    def links(self, aside: Aside = refuse) -> Iterator[Link]:
        """All judgements, in the order of their coming."""
        for page in self._pages(select(tables.links), tables.links):
            yield from read_rows(Link, page, aside)

    def decisions(self, aside: Aside = refuse) -> Iterator[Decision]:
        """All that people settled, in the order of its coming."""
        for page in self._pages(select(tables.decisions), tables.decisions):
            yield from read_rows(Decision, page, aside)

    def find(self, prefix: str, *, most: int = 20) -> tuple[str, ...]:
        """The ids of kept reports and active claims that begin so, in order, at most so many.

        An incident's id is that of its anchor claim: "i_2f" finds the claims that begin with "c_2f". The id of a claim
        of a former reading leads on to the claim that is made of its words now.
        """
        prefix = f"c_{prefix[2:]}" if prefix.startswith("i_") else prefix
        reports, claims = tables.reports.c.id, tables.claims.c.id
        known = select(reports).where(reports.startswith(prefix, autoescape=True))
        like = claims.startswith(prefix, autoescape=True)
        wanted = select(claims).join(tables.markups).where(tables.markups.c.active).where(like).distinct()
        former = _groundings().join(tables.markups).where(~tables.markups.c.active, like)
        with self._reading() as connection:
            found = {each for part in (known, wanted) for each in connection.execute(part.limit(most)).scalars()}
            left = connection.execute(former.order_by(tables.claims.c.n).limit(most)).all()
        for row in left:
            if row.id not in found and row.json is not None:
                found |= self._now(decode(Claim, row.json))
        return tuple(sorted(found)[:most])

    def _now(self, former: Claim) -> set[str]:
        """The claim of today with most of a former claim's words, of its type if there is one; none if none has any."""
        shared = {claim.id: (_shared(claim, former), claim.type == former.type) for claim in self.claims(former.report)}
        best = max(shared, key=lambda id_: (shared[id_][0] > 0, shared[id_][1], shared[id_][0], id_), default="")
        return {best} if best and shared[best][0] else set()

    def size(self) -> Size:
        """Count what is kept; of the claims, those of active markups."""
        active = select(func.count()).select_from(tables.claims).join(tables.markups).where(tables.markups.c.active)
        with self._reading() as connection:
            return Size(
                reports=connection.execute(_count(tables.reports)).scalar_one(),
                claims=connection.execute(active).scalar_one(),
                decisions=connection.execute(_count(tables.decisions)).scalar_one(),
            )

    # Beneath

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self._within is not None:
            with refusals(self._engine, self._wait_s):
                yield self._within
            return
        with refusals(self._engine, self._wait_s), self._engine.connect() as idle:
            connection = idle.execution_options(**{WRITES: True})
            with connection.begin():
                yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        if self._within is not None:
            with refusals(self._engine, self._wait_s):
                yield self._within
            return
        with refusals(self._engine, self._wait_s), self._engine.connect() as connection, connection.begin():
            yield connection

    def _pages(self, wanted: Select[Any], table: Table) -> Iterator[Sequence[Any]]:
        """Give the rows in short transactions, so that a long reader never holds up the log or a writer."""
        last = 0
        while True:
            with self._reading() as connection:
                page = connection.execute(wanted.where(table.c.n > last).order_by(table.c.n).limit(_PAGE)).all()
            if not page:
                return
            yield page
            last = page[-1].n

    def _reports_of(self, ids: set[str]) -> list[Report]:
        with self._reading() as connection:
            rows = connection.execute(select(tables.reports).where(tables.reports.c.id.in_(ids))).all()
        return self._told(rows, lambda _: None)

    def _told(self, rows: Sequence[Any], aside: Aside = refuse) -> list[Report]:
        """Build reports out of their rows and all their sightings."""
        with self._reading() as connection:
            seen = connection.execute(_sightings_of([row.id for row in rows])).all()
        of: dict[str, list[Any]] = {row.id: [] for row in rows}
        for each in seen:
            of[each.report].append(each)
        return list(read_reports(rows, of, aside))


def _check(report: Report) -> None:
    if "\0" in report.text or "\0" in report.address:
        raise ReportError("the text holds NUL characters, so it is not text: save it as UTF-8 text and try again")
    try:
        report.text.encode()
    except UnicodeEncodeError as error:
        raise ReportError(
            f"the text holds half a character (at {error.start}): save it as UTF-8 text and try again"
        ) from error


def _hold(connection: Connection, report: str) -> None:
    """Let other writers wait with this report. SQLite's writer is alone already, and the dialect leaves this out."""
    if connection.execute(select(tables.reports.c.n).where(tables.reports.c.id == report).with_for_update()).first():
        return
    raise StoreError(f"there is no report {report} in the store: add the report before what is made of it")


def _moment(when: datetime | None) -> str | None:
    return when.astimezone(UTC).isoformat() if when else None


def _markup_id(markup: Markup, json: str) -> str:
    return content_id("m", markup.report, markup.reader, markup.version, json)


def _claim_row(claim: Claim, markup: str) -> dict[str, object]:
    start = claim.evidence[0].start if claim.evidence else 0
    return {"id": claim.id, "report": claim.report, "markup": markup, "type": claim.type, "start": start}


def _link_row(link: Link) -> dict[str, object]:
    one, other = sorted(link.claims)
    name = content_id("l", one, other, link.same, link.score, link.reasons, link.by)
    row = {"id": name, "claim_a": one, "claim_b": other, "same": link.same, "score": link.score, "by": link.by}
    return {**row, "json": encode(link)}


def _shared(one: Claim, other: Claim) -> int:
    """How many characters of the report two claims both rest on."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.evidence for b in other.evidence)


def _sightings_of(reports: Sequence[str]) -> Select[Any]:
    seen = tables.sightings
    return select(seen).where(seen.c.report.in_(reports)).order_by(seen.c.n)


def _groundings() -> Select[Any]:
    """The claims with their newest grounding; its JSON is null where there is none."""
    ground, claims = tables.groundings, tables.claims
    newest = select(func.max(ground.c.n)).where(ground.c.claim == claims.c.n).correlate(claims).scalar_subquery()
    return select(claims.c.n, claims.c.id, claims.c.report, ground.c.json).outerjoin(
        ground, (ground.c.claim == claims.c.n) & (ground.c.n == newest)
    )


def _made_by(markup: str) -> Any:  # noqa: ANN401 (SQLAlchemy's own type is wider still)
    return tables.claims.c.markup == markup


def _count(table: Table) -> Select[int]:
    return select(func.count()).select_from(table)
