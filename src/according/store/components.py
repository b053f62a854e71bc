"""Incidents, kept by component: reports that joining ties together are joined alone, and only when one of them changed.

What ties two reports, and how claims are joined, a `Joiner` tells; the store knows only which reports it has to ask of.
Components are those of a graph, so that they come out alike in whatever order reports came.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from sqlalchemy import Connection, Table, delete, insert, or_, select

from according.codec import decode, encode
from according.errors import ReportError
from according.model import Claim, Decision, Incident, Link, Period, Place, known
from according.store import bits, tables
from according.store.dialects import insert_absent, lock_incidents
from according.store.facts import mark_rows, marks_of_incident, place_rows
from according.store.recall import active_claims
from according.store.review_marks import review_row

_MOST = 200  # reports that are joined anew in one transaction, with their components
_ASKED = 500  # values of one condition


class Meeting(Protocol):
    """That a report can have an incident in common with another that has this key, too, in days that overlap."""

    @property
    def key(self) -> str:
        """What both must have."""
        ...

    @property
    def first(self) -> str:
        """The first day, as an ISO text."""
        ...

    @property
    def last(self) -> str:
        """The last day."""
        ...


class Joiner(Protocol):
    """What the store asks of joining. Claims come as they are kept; decisions are those about their reports."""

    def meetings(self, claims: Sequence[Claim], decisions: Sequence[Decision]) -> Iterable[Meeting]:
        """By what a report, of which these are all claims, can be tied to others."""
        ...

    def ties(
        self,
        told: Mapping[str, Sequence[Claim]],
        pairs: Sequence[tuple[str, str]],
        decisions: Sequence[Decision],
    ) -> Iterable[tuple[str, str]]:
        """Those pairs of reports that can have an incident in common; a function of the two alone."""
        ...

    def settle(self, claims: Sequence[Claim], decisions: Sequence[Decision]) -> Sequence[Claim]:
        """The claims that stand, as decisions have them."""
        ...

    def decided(self, claims: Sequence[Claim], decisions: Sequence[Decision]) -> Collection[str]:
        """The ids of the claims that people accepted, corrected or added."""
        ...

    def join(
        self, claims: Sequence[Claim], decisions: Sequence[Decision], texts: Mapping[str, str]
    ) -> tuple[Sequence[Incident], Sequence[Link]]:
        """The incidents of these claims, and the links that hold them together; `texts` are those of their reports."""
        ...


def mark_stale(connection: Connection, reports: Iterable[str]) -> None:
    """Note that what these reports claim has changed, so that their components are joined anew."""
    insert_absent(connection, tables.stale, [{"report": report} for report in sorted(set(reports))])


def is_stale(connection: Connection) -> bool:
    """Whether claims or decisions changed since incidents were worked out."""
    return connection.execute(select(tables.stale.c.report).limit(1)).first() is not None


def refresh(connection: Connection, joiner: Joiner) -> bool:
    """Work out the components of some stale reports anew; whether there were any."""
    lock_incidents(connection)
    stale = tables.stale.c.report
    changed = list(connection.execute(select(stale).order_by(stale).limit(_MOST)).scalars())
    if not changed:
        return False
    _Refreshing(connection, joiner).run(changed)
    return True


def join_anew(connection: Connection, joiner: Joiner, reports: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Work out the components of these reports, of which some may be gone; their incidents as they were and are."""
    lock_incidents(connection)
    changed, run = sorted(set(reports)), _Refreshing(connection, joiner)
    touched = run.tie(changed)
    before = run.incidents_of(touched)
    run.join(touched, changed)
    return before, run.incidents_of(touched)


class _Refreshing:
    """One run: what was read of the store so far, each report's claims once."""

    def __init__(self, connection: Connection, joiner: Joiner) -> None:
        self._connection = connection
        self._joiner = joiner
        self._claims: dict[str, list[Claim]] = {}

    def run(self, changed: Sequence[str]) -> None:
        """Tie the reports that changed to others anew; join their components, former and new."""
        self.join(self.tie(changed), changed)

    def tie(self, changed: Sequence[str]) -> set[str]:
        """Tie the reports that changed to others anew; all reports of their components, former and new."""
        touched = self._reports_with(self._components_of(changed)) | set(changed)
        self._delete(tables.meetings, "report", changed)
        for side in ("report_a", "report_b"):
            self._delete(tables.ties, side, changed)
        self._note_meetings(changed)
        ties = self._find_ties(changed)
        insert_absent(self._connection, tables.ties, [{"report_a": a, "report_b": b} for a, b in sorted(ties)])
        touched |= self._reports_with(self._components_of([report for tie in ties for report in tie]))
        return touched | {report for tie in ties for report in tie}

    def join(self, touched: set[str], changed: Sequence[str]) -> None:
        """Join these reports, which make up whole components, because some of them changed."""
        self._join_anew(touched)
        self._delete(tables.stale, "report", changed)

    def incidents_of(self, reports: set[str]) -> dict[str, str]:
        """The incidents that are kept of the components of these reports, as JSON by id."""
        table = tables.incidents.c
        found: dict[str, str] = {}
        for some in _chunks(sorted(self._components_of(reports))):
            wanted = select(table.id, table.json).where(table.component.in_(some))
            found |= {row.id: row.json for row in self._connection.execute(wanted).all()}
        return found

    def _note_meetings(self, reports: Sequence[str]) -> None:
        self._load(reports)
        rows = []
        for report in reports:
            met = self._joiner.meetings(self._claims[report], self._decisions([report]))
            rows += [{"report": report, "key": each.key, "first": each.first, "last": each.last} for each in met]
        if rows:
            self._connection.execute(insert(tables.meetings), rows)

    def _find_ties(self, changed: Sequence[str]) -> set[tuple[str, str]]:
        mine, other = tables.meetings.alias(), tables.meetings.alias()
        pairs: set[tuple[str, str]] = set()
        for some in _chunks(changed):
            wanted = select(mine.c.report, other.c.report).distinct().where(
                mine.c.report.in_(some), other.c.key == mine.c.key, other.c.report != mine.c.report,
                other.c.last >= mine.c.first, other.c.first <= mine.c.last,
            )  # fmt: skip
            pairs |= {(min(a, b), max(a, b)) for a, b in self._connection.execute(wanted).all()}
        names = {report for pair in pairs for report in pair}
        self._load(names)
        decisions = self._decisions([*names, *changed])
        told = {name: self._claims[name] for name in names}
        decided = {pair for decision in decisions for pair in self._decided(decision) if set(pair) & set(changed)}
        return set(self._joiner.ties(told, sorted(pairs), decisions)) | decided

    def _decided(self, decision: Decision) -> Iterable[tuple[str, str]]:
        reports = sorted({target.report for target in decision.targets})
        self._load(reports)
        there = self._telling(reports)
        return ((a, b) for n, a in enumerate(there) for b in there[n + 1 :])

    def _join_anew(self, touched: set[str]) -> None:
        """Part these reports, which make up whole components, into those that they are now, and join each."""
        self._load(touched)
        former = self._components_of(touched)
        gone = bits.members_of(self._connection, former)
        for owned in (tables.incident_places, tables.incident_marks, tables.incident_claims):
            self._delete_owned(owned, former)
        self._delete(tables.joints, "component", former)
        self._delete(tables.incidents, "component", former)
        self._delete(tables.components, "component", former)
        self._delete(tables.settled, "report", touched)
        parted = _parted(set(self._telling(sorted(touched))), self._ties_among(touched))
        for members in parted:
            claims = [claim for report in members for claim in self._claims[report]]
            decisions = self._decisions(members)
            incidents, links = self._joiner.join(claims, decisions, self._texts(members))
            settled = self._keep_settled(claims, decisions) if decisions else claims
            incidents = list({each.id: each for each in incidents}.values())
            component = members[0]
            self._connection.execute(
                insert(tables.components), [{"report": report, "component": component} for report in members]
            )
            decided = self._joiner.decided(claims, decisions) if decisions else ()
            keep_incidents(self._connection, component, incidents, {claim.id: claim for claim in settled}, decided)
            joints = [
                {"component": component, "claim_a": min(link.claims), "claim_b": max(link.claims), "json": encode(link)}
                for link in links
            ]
            if joints:
                self._connection.execute(insert(tables.joints), joints)
        come = bits.members_of(self._connection, (members[0] for members in parted))
        bits.note_change(self._connection, gone, come)

    def _texts(self, reports: Sequence[str]) -> dict[str, str]:
        """The texts of reports that are joined; of one alone there is no copy to find."""
        kept = tables.reports.c
        return {
            row.id: row.text
            for some in _chunks(reports if len(reports) > 1 else ())
            for row in self._connection.execute(select(kept.id, kept.text).where(kept.id.in_(some))).all()
        }

    def _telling(self, reports: Sequence[str]) -> list[str]:
        """Those of these reports that claim something, be it only what a person marked in them."""
        bare = [report for report in reports if not self._claims[report]]
        given = {
            target.report
            for decision in self._decisions(bare)
            if decision.verb in ("add", "accept")
            for target in decision.targets
        }
        kept = self._values(tables.reports.c.id, tables.reports.c.id, given.intersection(bare))
        return [report for report in reports if self._claims[report] or report in kept]

    def _keep_settled(self, claims: Sequence[Claim], decisions: Sequence[Decision]) -> Sequence[Claim]:
        """Keep the claims that are other than they were read; the claims that stand."""
        read = {claim.id: claim for claim in claims}
        stand = {claim.id: claim for claim in self._joiner.settle(claims, decisions)}
        rows = [
            {"claim": claim.id, "report": claim.report, "json": encode(replace(claim, given_id=""))}
            for claim in stand.values()
            if claim != read.get(claim.id)
        ] + [{"claim": claim.id, "report": claim.report, "json": None} for claim in claims if claim.id not in stand]
        if rows:
            self._connection.execute(insert(tables.settled), rows)
        return list(stand.values())

    def _load(self, reports: Iterable[str]) -> None:
        missing = sorted({report for report in reports if report not in self._claims})
        for some in _chunks(missing):
            self._claims |= {report: [] for report in some}
            wanted = active_claims().where(tables.claims.c.report.in_(some)).order_by(tables.claims.c.n)
            for row in self._connection.execute(wanted).all():
                claim = whole(row)
                if claim is not None:
                    self._claims[row.report].append(claim)

    def _decisions(self, reports: Sequence[str]) -> list[Decision]:
        kept, targets = tables.decisions, tables.targets
        found: dict[int, str] = {}
        for some in _chunks(sorted(set(reports))):
            about = select(targets.c.decision).where(targets.c.report.in_(some))
            found |= {
                row.n: row.json
                for row in self._connection.execute(select(kept.c.n, kept.c.json).where(kept.c.id.in_(about))).all()
            }
        return [decode(Decision, found[n]) for n in sorted(found)]

    def _ties_among(self, reports: set[str]) -> list[tuple[str, str]]:
        ties = tables.ties.c
        found: set[tuple[str, str]] = set()
        for some in _chunks(sorted(reports)):
            wanted = select(tables.ties).where(or_(ties.report_a.in_(some), ties.report_b.in_(some)))
            found |= {(row.report_a, row.report_b) for row in self._connection.execute(wanted).all()}
        return sorted(found)

    def _components_of(self, reports: Iterable[str]) -> set[str]:
        return self._values(tables.components.c.component, tables.components.c.report, reports)

    def _reports_with(self, components: Iterable[str]) -> set[str]:
        return self._values(tables.components.c.report, tables.components.c.component, components)

    def _values(self, wanted: Any, where: Any, values: Iterable[str]) -> set[str]:  # noqa: ANN401 (columns)
        return {
            each
            for some in _chunks(sorted(set(values)))
            for each in self._connection.execute(select(wanted).where(where.in_(some)).distinct()).scalars()
        }

    def _delete(self, table: Table, name: str, values: Iterable[str]) -> None:
        for some in _chunks(sorted(set(values))):
            self._connection.execute(delete(table).where(table.c[name].in_(some)))

    def _delete_owned(self, table: Table, components: Iterable[str]) -> None:
        for some in _chunks(sorted(components)):
            owners = select(tables.incidents.c.n).where(tables.incidents.c.component.in_(some))
            self._connection.execute(delete(table).where(table.c.owner.in_(owners)))


def whole(row: Any) -> Claim | None:  # noqa: ANN401 (a row of the claims)
    """The claim of a row, unless it is damaged, which is told where claims are given back."""
    try:
        claim = decode(Claim, row.json) if row.json is not None else None
    except ReportError:
        return None
    return claim if claim is not None and claim.id == row.id else None


def keep_incidents(
    connection: Connection,
    component: str,
    incidents: Sequence[Incident],
    claims: Mapping[str, Claim],
    decided: Collection[str],
) -> None:
    """Keep the incidents of a component with what they are found by; of these claims people `decided` already."""
    if not incidents:
        return
    table = tables.incidents
    connection.execute(insert(table), [incident_row(each, component, claims, decided) for each in incidents])
    found = connection.execute(select(table.c.id, table.c.n).where(table.c.component == component)).all()
    numbers = {row.id: row.n for row in found}
    places, marks, members = [], [], []
    for each in incidents:
        number = numbers[each.id]
        told = [claims[name] for name in each.claims if name in claims]
        places += place_rows(number, (place for place in each.where if isinstance(place, Place)))
        marks += mark_rows(number, marks_of_incident(each, told))
        members += [{"owner": number, "claim": claim} for claim in dict.fromkeys(each.claims)]
    for owned, rows in (
        (tables.incident_places, places), (tables.incident_marks, marks), (tables.incident_claims, members)
    ):  # fmt: skip
        if rows:
            connection.execute(insert(owned), rows)


def incident_row(
    incident: Incident, component: str, claims: Mapping[str, Claim], decided: Collection[str] = ()
) -> dict[str, object]:
    """The row of an incident. Of an unknown day, the last that is possible, as told or as published."""
    when = incident.when
    if isinstance(when, Period):
        start, end, day = when.start.isoformat(), when.end.isoformat(), when.start.isoformat()
    else:
        published = (known(claims[name].published) for name in incident.claims if name in claims)
        day = str(when.latest or "")
        start = end = day or max((str(told.end) for told in published if told), default="")
    return {
        "id": incident.id, "component": component, "type": incident.type, "level": incident.level,
        "status": incident.status, "contested": bool(incident.contested_fields), "day": day,
        "day_start": start or None, "day_end": end or None,
        "size": len(incident.claims), "voices": incident.independent_voices, "json": encode(incident),
        **review_row(incident, claims, decided),
    }  # fmt: skip


def _parted(reports: set[str], ties: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The connected components of reports, the smallest id of each first."""
    home = {report: report for report in reports}

    def find(report: str) -> str:
        while home[report] != report:
            home[report] = home[home[report]]
            report = home[report]
        return report

    for a, b in ties:
        if a in home and b in home:
            one, other = sorted((find(a), find(b)))
            home[other] = one
    found: dict[str, list[str]] = {}
    for report in sorted(reports):
        found.setdefault(find(report), []).append(report)
    return list(found.values())


def _chunks(values: Iterable[str]) -> Iterable[list[str]]:
    held = list(values)
    return (held[n : n + _ASKED] for n in range(0, len(held), _ASKED))
