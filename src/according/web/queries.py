"""What the pages ask of the store, and the only file of theirs that knows how it is answered.

All that is kept is recalled once, joined, and held until the store changes.
"""

import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from according import store
from according.exports.rows import Row, name_actors, rows_of
from according.exports.view import View
from according.exports.wording import clean
from according.model import Actor, Claim, Incident, Period, Place, Report, Unknown
from according.pipeline import Batch, recall
from according.settings import Settings
from according.store.dialects import file_of
from according.web.filters import Filters

_AT_ODDS = ("contested", "denied")
_OF_A_GIST = 4
_TOLD_ABOVE = (("where",), ("when",))
_Stamp = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An incident with what it is sought by: the days on which it can have been, and names in small letters."""

    incident: Incident
    first: date | None
    last: date | None
    countries: frozenset[str]
    places: str
    actors: frozenset[str]
    names: str
    types: frozenset[str]
    kinds: frozenset[str]
    words: str

    @property
    def is_at_odds(self) -> bool:
        """Whether voices contradict each other in it."""
        return self.incident.status in _AT_ODDS


@dataclass(frozen=True)
class Known:
    """All that is kept, joined, as it was at one moment."""

    batch: Batch = field(default_factory=Batch)

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Id -> claim."""
        return {claim.id: claim for claim in self.batch.claims}

    @cached_property
    def reports(self) -> Mapping[str, Report]:
        """Id -> report."""
        return {report.id: report for report in self.batch.reports}

    @cached_property
    def incidents(self) -> Mapping[str, Incident]:
        """Id -> incident."""
        return {incident.id: incident for incident in self.batch.incidents}

    @cached_property
    def home(self) -> Mapping[str, str]:
        """A claim's id -> that of the smallest incident that holds it."""
        by_size = sorted(self.batch.incidents, key=lambda incident: -len(incident.claims))
        return {claim: incident.id for incident in by_size for claim in incident.claims}

    @cached_property
    def of_report(self) -> Mapping[str, Sequence[Claim]]:
        """A report's id -> its claims, in the order of the text."""
        found: dict[str, list[Claim]] = {}
        for claim in sorted(self.batch.claims, key=lambda claim: claim.evidence[0].start if claim.evidence else 0):
            found.setdefault(claim.report, []).append(claim)
        return found

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Registry id -> the name that claims give it."""
        return name_actors(self.batch.claims)

    @cached_property
    def countries(self) -> Mapping[str, int]:
        """The countries that incidents lie in -> how many do, the most first."""
        return dict(Counter(code for entry in self.entries for code in sorted(entry.countries)).most_common())

    @cached_property
    def entries(self) -> Sequence[Entry]:
        """All incidents as they are listed: those at odds first, then the newest."""
        found = [self._entry(incident) for incident in self.batch.incidents]
        return sorted(found, key=lambda e: (not e.is_at_odds, -(e.last or date.min).toordinal(), e.incident.id))

    def find(self, filters: Filters) -> list[Entry]:
        """The incidents that fit, in the order in which they are listed."""
        since, until = filters.first, filters.last
        return [entry for entry in self.entries if _fits(entry, filters, since, until)]

    def current(self, id_: str) -> Incident | None:
        """The incident of this id, or the one that a former id leads to: every id it ever had is a claim's."""
        found = self.incidents.get(id_)
        return found if found is not None else self.incidents.get(self.home.get(f"c_{id_.removeprefix('i_')}", ""))

    @staticmethod
    def headline_places(incident: Incident) -> Sequence[Place | Unknown]:
        """The places that are found; where none is, those that are not."""
        return [place for place in incident.where if isinstance(place, Place)] or incident.where

    def gist(self, incident: Incident) -> list[tuple[Claim, tuple[str, str]]]:
        """The first rows of an incident's accounts, those at odds before others: a claim, its voice, what is told."""
        rows = [row for row in rows_of(incident, self.claims, names=self.names) if row.told not in _TOLD_ABOVE]
        firsts = sorted(rows, key=lambda row: (not row.is_contested, row.is_unknown or not row.number))[:_OF_A_GIST]
        return [(self._claim_of(incident, row), ("; ".join(row.voices), _told(row))) for row in firsts]

    def _claim_of(self, incident: Incident, row: Row) -> Claim:
        """The claim that has the first words of a row."""
        held = [self.claims[name] for name in incident.claims if name in self.claims]
        return next((claim for claim in held if any(clean(s.words) in row.words for s in claim.evidence)), held[0])

    def voiced_by(self, actor: str) -> Iterator[Claim]:
        """The claims of which this actor of the registry is a speaker."""
        return (claim for claim in self.batch.claims if any(speaker.actor == actor for speaker in claim.speakers))

    def view(self, entries: Sequence[Entry]) -> View:
        """What an export is given of these incidents."""
        wanted = {claim for entry in entries for claim in entry.incident.claims}
        claims = tuple(claim for claim in self.batch.claims if claim.id in wanted)
        reports = {claim.report for claim in claims}
        return View(
            reports=tuple(report for report in self.batch.reports if report.id in reports),
            claims=claims,
            incidents=tuple(entry.incident for entry in entries),
            links=tuple(link for link in self.batch.links if wanted.issuperset(link.claims)),
        )

    def _entry(self, incident: Incident) -> Entry:
        claims = [self.claims[name] for name in incident.claims if name in self.claims]
        first, last = _days(incident, claims)
        places = [place for place in incident.where if isinstance(place, Place)]
        actors = [actor for claim in claims for actor in _actors(claim)]
        words = (span.words for claim in claims for span in claim.evidence)
        titles = {self.reports[name].title for name in incident.reports if name in self.reports}
        called = {name.casefold() for actor in actors for name in (actor.actor or "", actor.name) if name}
        called |= {name.casefold() for party in incident.parties for name in (party.actor, party.name) if name}
        told = {name for place in incident.where for name in _place_names(place)}
        return Entry(
            incident=incident,
            first=first,
            last=last,
            countries=frozenset(place.country for place in places),
            places="\n".join(sorted(told)),
            actors=frozenset(called),
            names="\n".join(sorted(called)),
            types=frozenset({incident.type, *(claim.type for claim in claims)}),
            kinds=frozenset(speaker.kind for claim in claims for speaker in claim.speakers),
            words=" ".join("\n".join((*words, *sorted(titles))).casefold().split()),
        )


class Library:
    """The store of these settings, recalled anew when it has changed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._stamp: _Stamp | None = None
        self._known = Known()

    def known(self) -> Known:
        """All that is kept now; a `StoreError` if the store refuses."""
        with self._lock:
            stamp = self._stamp_now()
            if stamp != self._stamp:
                self._known, self._stamp = Known(recall(self.settings)), stamp
            return self._known

    def _stamp_now(self) -> _Stamp:
        """What changes when the store does: of a file its size and when it was written, of a server how much it has."""
        address = self.settings.store.address
        path = file_of(address)
        if path is not None:
            files = (path, path.with_name(f"{path.name}-wal"))
            return tuple((each.stat().st_size, each.stat().st_mtime_ns) for each in files if each.exists())
        with store.open_to_read(address) as kept:
            size = kept.size()
        return (size.reports, size.claims, size.decisions)


def _fits(entry: Entry, filters: Filters, since: date | None, until: date | None) -> bool:
    status, actor = filters.status, filters.actor.casefold()
    return (
        (not filters.country or filters.country in entry.countries)
        and (since is None or (entry.last is not None and entry.last >= since))
        and (until is None or (entry.first is not None and entry.first <= until))
        and (not filters.type or filters.type in entry.types)
        and (not filters.voice or filters.voice in entry.kinds)
        and (not status or entry.incident.status == status or (status == _AT_ODDS[0] and entry.is_at_odds))
        and (not filters.place or filters.place.casefold() in entry.places)
        and (not actor or actor in entry.actors or (len(actor) > 2 and actor in entry.names))
        and all(word in entry.words for word in filters.words.casefold().split())
    )


def _told(row: Row) -> str:
    told = "; ".join(row.told)
    return f"{told} ({row.number})" if row.number and row.number != "not stated" else told


def _days(incident: Incident, claims: Sequence[Claim]) -> tuple[date | None, date | None]:
    """The first and the last day; of an unknown one the last that is possible, as told or as published."""
    if isinstance(incident.when, Period):
        return incident.when.start, incident.when.end
    told = [claim.published.end for claim in claims if isinstance(claim.published, Period)]
    last = incident.when.latest or max(told, default=None)
    return last, last


def _actors(claim: Claim) -> Iterator[Actor]:
    yield from (*claim.speakers, *claim.relayed_by)
    for fillers in claim.roles.values():
        yield from fillers


def _place_names(place: object) -> Iterator[str]:
    if isinstance(place, Place):
        yield from (name.casefold() for name in (place.name, place.words, place.admin1, place.gazetteer_id) if name)
    else:
        yield str(getattr(place, "words", "")).casefold()
