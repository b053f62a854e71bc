"""Gives back what is kept: reports as they are told of now, claims as grounded last, what people settled."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import merge as merge_sorted
from itertools import islice
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, select

from according.codec import decode
from according.errors import ReportError
from according.model import Claim, Decision, Link, Markup, Report
from according.store import tables
from according.store.added import fits
from according.store.facts import days_of
from according.store.filters import CLAIMS, Wanted, after, fitting
from according.store.rows import Aside, read_reports, read_rows, refuse
from according.store.session import PAGE, Session
from according.store.sightings import merge, sight


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is kept."""

    reports: int
    claims: int
    decisions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """That a report was forgotten: its id, when, and why, as far as that was told."""

    report: str
    at: str
    reason: str


class Recall(Session):
    """What can be asked of a store.

    Where many rows are read, `aside` takes the `ReportError` of each that is bent, and the others come; without it the
    first is raised.
    """

    def reports(self, aside: Aside = refuse) -> Iterator[Report]:
        """All reports in the order of their coming, each as it is told of now; without raw bytes."""
        for page in self._pages(select(tables.reports), tables.reports):
            yield from self._told(page, aside)

    def find_reports(self, wanted: Wanted, aside: Aside = refuse) -> Iterator[Report]:
        """The reports with a claim that fits, in the order of their coming; of nothing wanted all reports."""
        told = select(tables.reports)
        with self._reading() as connection:
            where = fitting(wanted, CLAIMS, connection)
        if where:
            fit = select(tables.claims.c.report).join(tables.markups).where(tables.markups.c.active, *where)
            told = told.where(tables.reports.c.id.in_(fit))
        found = (report for page in self._pages(told, tables.reports) for report in self._told(page, aside))
        yield from islice(found, wanted.limit)

    def report(self, id_: str) -> Report | None:
        """The report of this id, or `None`."""
        with self._reading() as connection:
            rows = connection.execute(select(tables.reports).where(tables.reports.c.id == id_)).all()
        return next(iter(self._told(rows)), None)

    def tombstone(self, report: str) -> Tombstone | None:
        """What is left of a report that was forgotten, or `None`."""
        stones = tables.tombstones
        with self._reading() as connection:
            row = connection.execute(select(stones).where(stones.c.report == report)).first()
        return Tombstone(report=row.report, at=row.at, reason=row.reason) if row else None

    def refuse_forgotten(self, report: str) -> None:
        """Raise a `ReportError` that says how to lift the tombstone, if a report was forgotten."""
        stone = self.tombstone(report)
        if stone is not None:
            why = f" ({stone.reason})" if stone.reason else ""
            raise ReportError(
                f"it was forgotten on {stone.at[:10]}{why} and is not kept again: if it is to be, "
                "read it with --keep --again"
            )

    def foresee(self, report: Report, *, redate: bool = False) -> Report:
        """What a report will be once it is kept, with all that was told of it before; nothing is kept by asking."""
        with self._reading() as connection:
            seen = connection.execute(sightings_of([report.id])).all()
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

    def read_by(self, reader: str) -> list[str]:
        """The ids of the reports of which this reader has an active run, in the order of their coming."""
        runs, reports = tables.markups, tables.reports
        wanted = select(reports.c.id).join(runs).where(runs.c.reader == reader, runs.c.active).order_by(reports.c.n)
        with self._reading() as connection:
            return list(connection.execute(wanted).scalars())

    def claims(self, report: str = "", aside: Aside = refuse) -> Iterator[Claim]:
        """The claims of all active markups as grounded last, in the order of their coming; or those of one report."""
        wanted = active_claims()
        if report:
            wanted = wanted.where(tables.claims.c.report == report)
        for page in self._pages(wanted, tables.claims):
            yield from self._grounded(page, aside)

    def find_claims(self, wanted: Wanted, aside: Aside = refuse) -> Iterator[Claim]:
        """The claims that fit, by their first day, or from the newest on: those that were read, a query a page.

        Those that people marked come between them, the first of their day.
        """
        down = wanted.sort == "newest"
        marked = sorted(((_day(each), each) for each in self._marked(wanted)), key=itemgetter(0), reverse=down)
        told = merge_sorted(marked, self._find_read(wanted, aside), key=itemgetter(0), reverse=down)
        yield from (claim for _, claim in islice(told, wanted.limit))

    def _find_read(self, wanted: Wanted, aside: Aside) -> Iterator[tuple[str, Claim]]:
        claims, down = tables.claims.c, wanted.sort == "newest"
        keys = [(func.coalesce(claims.day_start, ""), down), (claims.n, down)]
        order = [key.desc() if falls else key.asc() for key, falls in keys]
        last: tuple[object, ...] | None = None
        left = wanted.limit
        while left is None or left > 0:
            with self._reading() as connection:
                asked = active_claims(keys[0][0].label("day")).where(*fitting(wanted, CLAIMS, connection))
                asked = asked if last is None else asked.where(after(keys, last))
                page = connection.execute(asked.order_by(*order).limit(min(left or PAGE, PAGE))).all()
            settled, days = self._settled(page), {row.id: row.day for row in page}
            for claim in self._grounded(page, aside):
                stands = settled.get(claim.id, claim)
                if stands is not None:
                    yield days[claim.id], stands
            if len(page) < min(left or PAGE, PAGE):
                return
            last, left = (page[-1].day, page[-1].n), None if left is None else left - len(page)

    def _marked(self, wanted: Wanted) -> list[Claim]:
        """The claims that fit of those that stand because of a person alone."""
        kept, member = tables.settled.c, tables.incident_claims.c
        asked = select(tables.settled).where(~_is_read())
        if wanted.contested or wanted.statuses:
            held = select(member.claim).join(tables.incidents)
            held = held.where(tables.incidents.c.contested) if wanted.contested else held
            held = held.where(tables.incidents.c.status.in_(wanted.statuses)) if wanted.statuses else held
            asked = asked.where(kept.claim.in_(held))
        return [claim for claim in self._unread(asked) if fits(claim, wanted)]

    def _grounded(self, page: Sequence[Any], aside: Aside) -> Iterator[Claim]:
        grounded = list(read_rows(Claim, [row for row in page if row.json is not None], aside))
        # A report that is bent is told of where reports are read; its claims have nothing to stand on.
        now = {each.id: each.given_id for each in self._reports_of({claim.report for claim in grounded})}
        for claim in grounded:
            if claim.report in now:
                yield replace(claim, given_id=now[claim.report])

    def _settled(self, page: Iterable[Any]) -> dict[str, Claim | None]:
        """Of claims' rows, the claims that people settled, as they settled them; `None` for one that is rejected."""
        kept = tables.settled
        reports = {row.report for row in page}
        with self._reading() as connection:
            rows = connection.execute(select(kept).where(kept.c.report.in_(reports))).all()
        now = {each.id: each.given_id for each in self._reports_of(reports)} if rows else {}
        return {
            row.claim: replace(decode(Claim, row.json), given_id=now.get(row.report, "")) if row.json else None
            for row in rows
        }

    def added(self, report: str) -> list[Claim]:
        """The claims of a report that stand because of a person alone: no reader marks them now."""
        wanted = select(tables.settled).where(tables.settled.c.report == report, ~_is_read())
        return self._unread(wanted)

    def _unread(self, wanted: Select[Any]) -> list[Claim]:
        """The claims of these rows of what was settled, in the order of their ids; a rejected one is none."""
        kept = tables.settled.c
        with self._reading() as connection:
            rows = connection.execute(wanted.where(kept.json.is_not(None)).order_by(kept.claim)).all()
        now = {each.id: each.given_id for each in self._reports_of({row.report for row in rows})} if rows else {}
        return [replace(decode(Claim, row.json), given_id=now[row.report]) for row in rows if row.report in now]

    def kept_reading(self, report: str, reader: str, version: str) -> tuple[Markup, tuple[Claim, ...], str] | None:
        """What a reader of this version marked in a report, its claims, and what they rest on.

        `None` if that is not its active run, if it is not known what it rests on, or if anything of it is damaged.
        """
        runs = tables.markups.c
        made = (runs.report == report, runs.reader == reader, runs.version == version, runs.active, runs.basis != "")
        with self._reading() as connection:
            run = connection.execute(select(tables.markups).where(*made)).first()
            if run is None:
                return None
            mine = active_claims().where(tables.claims.c.markup == run.id).order_by(tables.claims.c.n)
            rows = connection.execute(mine).all()
        faults: list[ReportError] = []
        claims = tuple(self._grounded(rows, faults.append))
        try:
            markup = decode(Markup, run.json)
        except ReportError:
            return None
        return (markup, claims, run.basis) if len(claims) == len(rows) else None

    def links(self, aside: Aside = refuse) -> Iterator[Link]:
        """All judgements, in the order of their coming."""
        for page in self._pages(select(tables.links), tables.links):
            yield from read_rows(Link, page, aside)

    def decisions(self, aside: Aside = refuse) -> Iterator[Decision]:
        """All that people settled, in the order of its coming."""
        for page in self._pages(select(tables.decisions), tables.decisions):
            yield from read_rows(Decision, page, aside)

    def decisions_about(self, reports: Iterable[str]) -> list[Decision]:
        """All that people settled about words of these reports, in the order of its coming."""
        kept, targets = tables.decisions, tables.targets
        about = select(targets.c.decision).where(targets.c.report.in_(sorted(reports)))
        with self._reading() as connection:
            found = connection.execute(select(kept).where(kept.c.id.in_(about)).order_by(kept.c.n)).all()
        return list(read_rows(Decision, found, refuse))

    def find_decisions(self, prefix: str, *, most: int = 20) -> list[Decision]:
        """The decisions whose ids begin so, in the order of their coming, at most so many."""
        kept = tables.decisions
        like = kept.c.id.startswith(prefix, autoescape=True)
        with self._reading() as connection:
            found = connection.execute(select(kept).where(like).order_by(kept.c.n).limit(most)).all()
        return list(read_rows(Decision, found, refuse))

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
        named = tables.settled.c
        given = select(named.claim).where(named.claim.startswith(prefix, autoescape=True), named.json.is_not(None))
        former = newest_groundings().join(tables.markups).where(~tables.markups.c.active, like)
        with self._reading() as connection:
            found = {each for part in (known, wanted, given) for each in connection.execute(part.limit(most)).scalars()}
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

    def _counted(self, table: Table) -> int:
        with self._reading() as connection:
            return connection.execute(_count(table)).scalar_one()

    def size(self) -> Size:
        """Count what is kept; of the claims, those of active markups."""
        active = select(func.count()).select_from(tables.claims).join(tables.markups).where(tables.markups.c.active)
        with self._reading() as connection:
            return Size(
                reports=connection.execute(_count(tables.reports)).scalar_one(),
                claims=connection.execute(active).scalar_one(),
                decisions=connection.execute(_count(tables.decisions)).scalar_one(),
            )

    def _reports_of(self, ids: set[str]) -> list[Report]:
        with self._reading() as connection:
            rows = connection.execute(select(tables.reports).where(tables.reports.c.id.in_(ids))).all()
        return self._told(rows, lambda _: None)

    def _told(self, rows: Sequence[Any], aside: Aside = refuse) -> list[Report]:
        """Build reports out of their rows and all their sightings."""
        with self._reading() as connection:
            seen = connection.execute(sightings_of([row.id for row in rows])).all()
        of: dict[str, list[Any]] = {row.id: [] for row in rows}
        for each in seen:
            of[each.report].append(each)
        return list(read_reports(rows, of, aside))


def active_claims(*more: ColumnElement[Any]) -> Select[Any]:
    """The claims of active markups with their newest grounding."""
    return newest_groundings(*more).join(tables.markups).where(tables.markups.c.active)


def _shared(one: Claim, other: Claim) -> int:
    """How many characters of the report two claims both rest on."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.evidence for b in other.evidence)


def sightings_of(reports: Sequence[str]) -> Select[Any]:
    """All that was told of these reports, in the order of its coming."""
    seen = tables.sightings
    return select(seen).where(seen.c.report.in_(reports)).order_by(seen.c.n)


def newest_groundings(*more: ColumnElement[Any]) -> Select[Any]:
    """The claims with their newest grounding; its JSON is null where there is none."""
    ground, claims = tables.groundings, tables.claims
    newest = select(func.max(ground.c.n)).where(ground.c.claim == claims.c.n).correlate(claims).scalar_subquery()
    return select(claims.c.n, claims.c.id, claims.c.report, ground.c.json, *more).outerjoin(
        ground, (ground.c.claim == claims.c.n) & (ground.c.n == newest)
    )


def _is_read() -> ColumnElement[bool]:
    """Whether a row of what was settled is of a claim that a reader marks now."""
    claims, runs = tables.claims, tables.markups
    read = select(claims.c.n).join(runs).where(claims.c.id == tables.settled.c.claim, runs.c.active)
    return read.correlate(tables.settled).exists()


def _day(claim: Claim) -> str:
    return days_of(claim)[0] or ""


def _count(table: Table) -> Select[int]:
    return select(func.count()).select_from(table)
