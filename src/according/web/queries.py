"""What the pages ask of the store, and the only file of theirs that knows how it is answered: a page at a time."""

import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from according import store
from according.errors import ReportError
from according.exports.rows import Row, name_actors, rows_of
from according.exports.view import View
from according.exports.wording import clean
from according.keeping import Joining
from according.kept import open_kept
from according.model import Claim, Incident, Link, Period, Place, Report, Unknown
from according.settings import Settings
from according.store import Box, Store, Wanted, facets
from according.store.dialects import file_of
from according.store.facts import ACTOR, PLACE, fold
from according.web.filters import Filters

_OF_A_GIST = 4
_TOLD_ABOVE = (("where",), ("when",))
_SHORT = 2  # letters; a name is not sought by so few
_Stamp = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Known:
    """What one page shows: incidents, their claims, and what these rest on; and what of it could not be read."""

    shown: Sequence[Incident] = ()
    told: Sequence[Claim] = ()
    kept: Sequence[Report] = ()
    links: Sequence[Link] = ()
    faults: list[ReportError] = field(default_factory=list)

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Id -> claim."""
        return {claim.id: claim for claim in self.told}

    @cached_property
    def reports(self) -> Mapping[str, Report]:
        """Id -> report."""
        return {report.id: report for report in self.kept}

    @cached_property
    def incidents(self) -> Mapping[str, Incident]:
        """Id -> incident."""
        return {incident.id: incident for incident in self.shown}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Registry id -> the name that claims give it."""
        return name_actors(self.told)

    @staticmethod
    def is_at_odds(incident: Incident) -> bool:
        """Whether voices contradict each other in it."""
        return incident.status in facets.AT_ODDS

    @staticmethod
    def headline_places(incident: Incident) -> Sequence[Place | Unknown]:
        """The places that are found; where none is, those that are not."""
        return [place for place in incident.where if isinstance(place, Place)] or incident.where

    def last_day(self, incident: Incident) -> date | None:
        """The last day; of an unknown one the last that is possible, as told or as published."""
        if isinstance(incident.when, Period):
            return incident.when.end
        told = [claim.published.end for claim in self.claims_of(incident) if isinstance(claim.published, Period)]
        return incident.when.latest or max(told, default=None)

    def claims_of(self, incident: Incident) -> list[Claim]:
        """The claims of an incident."""
        return [self.claims[name] for name in incident.claims if name in self.claims]

    def gist(self, incident: Incident) -> list[tuple[Claim, tuple[str, str]]]:
        """The first rows of an incident's accounts, those at odds before others: a claim, its voice, what is told."""
        rows = [row for row in rows_of(incident, self.claims, names=self.names) if row.told not in _TOLD_ABOVE]
        firsts = sorted(rows, key=lambda row: (not row.is_contested, row.is_unknown or not row.number))[:_OF_A_GIST]
        held = self.claims_of(incident)
        return [(_claim_of(held, row), ("; ".join(row.voices), _told(row))) for row in firsts] if held else []

    def view(self) -> View:
        """What an export is given of it."""
        wanted = {claim for incident in self.shown for claim in incident.claims}
        claims = tuple(claim for claim in self.told if claim.id in wanted)
        return View(reports=tuple(self.kept), claims=claims, incidents=tuple(self.shown), links=tuple(self.links))


class Library:
    """The store of these settings. It is opened anew for each page, and what changed since is worked out first."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._copy: tuple[_Stamp, tempfile.TemporaryDirectory[str]] | None = None

    @contextmanager
    def open(self) -> Iterator[Store]:
        """Open what is kept now, or a store with nothing in it; a `StoreError` if it refuses."""
        address = self.settings.store.address
        if not store.exists(address):
            with store.open("sqlite://") as empty:
                yield empty
            return
        with self._lock:  # what changed is worked out once, however many ask
            address = self._brought_up_to_date(address)
        with store.open_to_read(address) as kept:
            yield kept

    def close(self) -> None:
        """Throw away what was made to answer."""
        if self._copy is not None:
            self._copy[1].cleanup()
            self._copy = None

    def _brought_up_to_date(self, address: str) -> str:
        """The address of a store whose incidents are those of its claims: a copy, where it may not be written."""
        with store.open_to_read(address) as kept:
            if not kept.is_stale():
                return address
            if not kept.is_read_only:
                kept.refresh(Joining())
                return address
            path, stamp = file_of(address), _stamp_of(address)
            if self._copy is None or self._copy[0] != stamp:
                self.close()
                folder = tempfile.TemporaryDirectory(prefix="according-")
                self._copy = ((), folder)  # of no moment yet, in case that making it fails
                kept.copy_to(_within(folder))
                with open_kept(_within(folder)):
                    self._copy = (stamp, folder)
            return address if path is None else _within(self._copy[1])


def wanted(filters: Filters) -> Wanted:
    """What the filters of a page ask of the store."""
    actor, place = fold(filters.actor), fold(filters.place)
    named = [(PLACE, place)] if place else []
    named += [(ACTOR, actor)] if len(actor) > _SHORT else []
    return Wanted(
        countries=(filters.country,) if filters.country else (),
        types=(filters.type,) if filters.type else (),
        voices=(filters.voice,) if filters.voice else (),
        actors=(filters.actor,) if filters.actor and len(actor) <= _SHORT else (),
        statuses=facets.AT_ODDS if filters.status == facets.AT_ODDS[0] else (filters.status,) if filters.status else (),
        since=filters.first,
        until=filters.last,
        words=filters.words,
        box=Box(**dict(zip(("west", "south", "east", "north"), filters.bounds, strict=True)))
        if filters.bounds
        else None,
        named=tuple(named),
    )


def gather(kept: Store, incidents: Sequence[Incident], *, whole: bool = False) -> Known:
    """Incidents with their claims, and with the reports of these if the `whole` of it is shown."""
    faults: list[ReportError] = []
    claims = kept.claims_named({name for each in incidents for name in each.claims}, faults.append)
    reports = kept.reports_named({claim.report for claim in claims}, faults.append) if whole else []
    return Known(shown=incidents, told=claims, kept=reports, faults=faults)


def find_incident(kept: Store, id_: str) -> tuple[Incident, Known] | None:
    """The incident of this id, or that a former id leads to, with all that it is shown with: every id is a claim's."""
    claim, faults = f"c_{id_.removeprefix('i_')}", list[ReportError]()
    shown = kept.show_around(claim, faults.append)
    holding = [each for each in shown.incidents if claim in each.claims]
    exact = [each for each in holding if each.id == id_]
    found = min(exact or holding, key=lambda each: len(each.claims), default=None)
    if found is None:
        return None
    return found, Known(shown.incidents, shown.claims, shown.reports, shown.links, faults)


def read_through(kept: Store, *, most: int) -> tuple[list[str], int]:
    """Why rows of the store cannot be read, of many the first, and how many they are; nothing of it is held."""
    faults: list[str] = []
    number = 0

    def note(fault: ReportError) -> None:
        nonlocal number
        number += 1
        if len(faults) < most:
            faults.append(str(fault))

    for rows in (kept.reports(note), kept.claims(aside=note), kept.decisions(note)):
        _run_through(rows)
    return faults, number


def _run_through(rows: Iterable[object]) -> None:
    for _ in rows:
        pass


def _claim_of(held: Sequence[Claim], row: Row) -> Claim:
    """The claim that has the first words of a row."""
    return next((claim for claim in held if any(clean(s.words) in row.words for s in claim.evidence)), held[0])


def _told(row: Row) -> str:
    told = "; ".join(row.told)
    return f"{told} ({row.number})" if row.number and row.number != "not stated" else told


def _within(folder: tempfile.TemporaryDirectory[str]) -> str:
    return f"sqlite:///{Path(folder.name) / 'kept.db'}"


def _stamp_of(address: str) -> _Stamp:
    """What changes when a file does: its size and when it was written, and those of its log."""
    path = file_of(address)
    files = (path, path.with_name(f"{path.name}-wal")) if path is not None else ()
    return tuple((each.stat().st_size, each.stat().st_mtime_ns) for each in files if each.exists())
