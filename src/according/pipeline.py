"""The corridor: it knows the order of the rooms, and puts errors aside; rereading.py walks it for what is kept.

A report is read, a reading is grounded, a claim is joined. One report at a time: a report's claims depend on that
report alone, and where reports are kept, each is stored before the next is read.
"""

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from according import sources
from according.errors import ReportError, SourceError
from according.grounding.lazy import Ground
from according.joining import join
from according.joining.decisions import brought
from according.keeping import Joining, about
from according.model import Claim, Decision, Incident, Link, Markup, Period, Report
from according.readers import Reader, open_reader
from according.settings import Settings
from according.shelf import Shelf
from according.sources.dates import published_date
from according.sources.within import read_content

GIVEN = "given"
MOST_ASIDE = 100  # faults that are kept; a bent file of lines may have a million

Faulty = Report | SourceError | ReportError
Progress = Callable[[str, float], None]
_Aside = Callable[[ReportError], None]


class _Keeper(Protocol):
    """What the pipeline asks of the store; `according.store.Store` says what each does."""

    def at_once(self) -> "AbstractContextManager[_Keeper]": ...
    def add_report(self, report: Report, *, redate: bool = False, again: bool = False) -> bool: ...
    def refuse_forgotten(self, report: str) -> None: ...
    def report(self, id_: str) -> Report | None: ...
    def foresee(self, report: Report, *, redate: bool = False) -> Report: ...
    def add_markup(self, markup: Markup, *, basis: str) -> bool: ...
    def add_claims(self, markup: Markup, claims: Iterable[Claim], *, grounding: str, at: datetime) -> int: ...
    def reports(self, *, aside: _Aside) -> Iterator[Report]: ...
    def claims(self, *, aside: _Aside) -> Iterator[Claim]: ...
    def decisions(self, *, aside: _Aside) -> Iterator[Decision]: ...
    def find(self, prefix: str) -> tuple[str, ...]: ...
    def kept_reading(self, report: str, reader: str, version: str) -> tuple[Markup, tuple[Claim, ...], str] | None: ...
    def refresh(self, joiner: Joining) -> None: ...


# Shelves, for the database's libraries take longer to load than a report to read, and only who keeps needs them.
_OPEN: Shelf[Callable[[str], AbstractContextManager[_Keeper]]] = Shelf(
    "room", {"open": "according.store:open", "open_to_read": "according.store:open_to_read"}
)
_EXISTS: Shelf[Callable[[str], bool]] = Shelf("room", {"exists": "according.store:exists"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What came of reading: the reports that could be read, their claims, the incidents that these amount to.

    `put_aside` names the first hundred that could not be read, with the reason, and `errors` holds the reasons as
    raised; `aside` is how many there were in all. `not_read` names each that is in a language which the reader does
    not read, with that language; `dated` each whose date is not the one that is kept, or was moved, with what came of
    it.
    """

    reports: tuple[Report, ...] = ()
    claims: tuple[Claim, ...] = ()
    incidents: tuple[Incident, ...] = ()
    links: tuple[Link, ...] = ()
    put_aside: tuple[tuple[str, str], ...] = ()
    errors: tuple[SourceError | ReportError, ...] = ()
    aside: int = 0
    not_read: tuple[tuple[str, str], ...] = ()
    dated: tuple[tuple[str, str], ...] = ()


def read_reports(
    addresses: Iterable[str],
    settings: Settings,
    *,
    published: Period | None = None,
    publisher: str = "",
    retrieved: datetime,
    keep: bool = False,
    redate: bool = False,
    again: bool = False,
    progress: Progress | None = None,
    each: Callable[[int], None] | None = None,
) -> Batch:
    """Read all reports at these addresses (a file, a folder, a web address, "-") and join what they claim.

    `published` and `publisher`, where given, outrank what the reports tell. `keep` stores each report with its claims
    before the next is read; the date that was kept first holds, unless `redate` moves it, and what was forgotten is put
    aside, unless it is to be kept `again`. `progress` is told what is being built and how far it is, from 0 to 1;
    `each`, after every report, how many came. A `SettingsError` or a `StoreError` ends it; all other faults are in the
    batch.
    """
    told = (
        (address, _outranked(item, published, publisher))
        for address in addresses
        for item in sources.open(address, settings, retrieved=retrieved)
    )
    return _read(
        told, settings, retrieved=retrieved, keep=keep, redate=redate, again=again, progress=progress, each=each
    )


def read_anything(
    what: str | Path,
    settings: Settings,
    *,
    published: str | date | None = None,
    publisher: str = "",
    retrieved: datetime,
) -> list[Claim]:
    """Read a file, a folder, a web address or the words of a report; the verb `according.read` tells the rest."""
    day = published.date() if isinstance(published, datetime) else published
    given = published_date(str(day)) if day is not None else None
    batch = _read(
        ((address, _outranked(item, given, publisher)) for address, item in _find_out(what, settings, retrieved)),
        settings,
        retrieved=retrieved,
    )
    if batch.errors and not batch.reports:
        raise batch.errors[0]
    for name, why in batch.put_aside:
        warnings.warn(f"{name} was put aside: {why}", stacklevel=3)
    if batch.aside > len(batch.put_aside):
        warnings.warn(f"{batch.aside - len(batch.put_aside):,} more were put aside", stacklevel=3)
    return list(batch.claims)


def read_words(
    words: str,
    settings: Settings,
    *,
    published: Period | None = None,
    publisher: str = "",
    retrieved: datetime,
    keep: bool = False,
) -> Batch:
    """Read the words of one report, as `read_reports` reads what lies at an address."""
    told = ((name, _outranked(item, published, publisher)) for name, item in _of_words(words, settings, retrieved))
    return _read(told, settings, retrieved=retrieved, keep=keep)


def join_claims(claims: Iterable[Claim], decisions: Iterable[Decision] = ()) -> list[Incident]:
    """Join claims to incidents; the verb `according.join` tells the rest."""
    return list(join(tuple(claims), tuple(decisions)).incidents)


def recall(settings: Settings) -> Batch:
    """All that is kept, joined, with the rows that are damaged put aside; an empty batch where nothing was kept yet."""
    if not _is_kept(settings):
        return Batch()
    faults = _Outcome()
    with _open_store(settings, "open_to_read") as kept:
        claims, reports = tuple(kept.claims(aside=faults.put_row)), tuple(kept.reports(aside=faults.put_row))
        decisions = about(kept.decisions(aside=faults.put_row), (report.id for report in reports))
        joined = join(claims, decisions, {report.id: report.text for report in reports})
    return Batch(
        reports=reports,
        claims=(*claims, *brought(claims, decisions)),
        incidents=tuple(joined.incidents),
        links=tuple(joined.links),
        put_aside=tuple(faults.put_aside),
        errors=tuple(faults.errors),
        aside=faults.aside,
    )


def find(prefix: str, settings: Settings) -> tuple[str, ...]:
    """The ids of what is kept that begin so; those of incidents by their anchor claims."""
    if not _is_kept(settings):
        return ()
    with _open_store(settings, "open_to_read") as kept:
        return kept.find(prefix)


def _open_store(settings: Settings, how: str = "open") -> AbstractContextManager[_Keeper]:
    return _OPEN.take(how)(settings.store.address)


def _is_kept(settings: Settings) -> bool:
    return _EXISTS.take("exists")(settings.store.address)


@dataclass(slots=True, kw_only=True)
class _Outcome:
    """What has come of reading so far."""

    reports: dict[str, Report] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    put_aside: list[tuple[str, str]] = field(default_factory=list)
    errors: list[SourceError | ReportError] = field(default_factory=list)
    aside: int = 0
    not_read: list[tuple[str, str]] = field(default_factory=list)
    dated: list[tuple[str, str]] = field(default_factory=list)

    def put(self, name: str, error: SourceError | ReportError) -> None:
        """Put a fault aside. The first are kept, without the frames that hold what was read; the others are counted."""
        self.aside += 1
        if self.aside <= MOST_ASIDE:
            _let_go(error)
            self.put_aside.append((name, str(error)))
            self.errors.append(error)

    def take(self, report: Report, markup: Markup, claims: Sequence[Claim]) -> None:
        """Take in what one report claims, instead of what it claimed before."""
        self.reports[report.id] = replace(report, raw=b"")
        self.claims = [claim for claim in self.claims if claim.report != report.id] + list(claims)
        if markup.not_read:
            self.not_read.append((_name(report, report.address), markup.not_read))

    def put_row(self, error: ReportError) -> None:
        """Put a row of the store aside."""
        self.put("the store", error)


@dataclass(frozen=True, slots=True)
class _Into:
    """Where reports are kept, when, whether their dates move those that are kept, whether forgotten ones come back."""

    kept: _Keeper
    at: datetime
    redate: bool
    again: bool
    reader: str


def _read(
    told: Iterable[tuple[str, Faulty]],
    settings: Settings,
    *,
    retrieved: datetime,
    keep: bool = False,
    redate: bool = False,
    again: bool = False,
    progress: Progress | None = None,
    each: Callable[[int], None] | None = None,
) -> Batch:
    reader, name = open_reader(settings), settings.read.reader
    world = Ground(settings, progress)
    so_far = _Outcome()
    with ExitStack() as opened:
        kept = opened.enter_context(_open_store(settings)) if keep else None
        into = _Into(kept, retrieved, redate, again, name) if kept is not None else None
        for number, (address, item) in enumerate(told, 1):
            try:
                report = _accept(item, settings)
                _read_one(report, reader, world, into, so_far)
            except (SourceError, ReportError) as error:
                so_far.put(_name(item, address), error)
            if each is not None:
                each(number)
        if kept is not None:
            kept.refresh(Joining())
        decisions = about(kept.decisions(aside=so_far.put_row), so_far.reports) if kept is not None else []
        joined = join(so_far.claims, decisions, {name: report.text for name, report in so_far.reports.items()})
    return Batch(
        reports=tuple(so_far.reports.values()),
        claims=(*so_far.claims, *brought(so_far.claims, decisions)),
        incidents=tuple(joined.incidents),
        links=tuple(joined.links),
        put_aside=tuple(so_far.put_aside),
        errors=tuple(so_far.errors),
        aside=so_far.aside,
        not_read=tuple(so_far.not_read),
        dated=tuple(so_far.dated),
    )


def _read_one(report: Report, reader: Reader, world: Ground, into: _Into | None, so_far: _Outcome) -> None:
    """Read, ground and keep one report. A text that came before in this batch is read once, and told of twice."""
    offered, before = report, None
    if into is not None:
        if not into.again:
            into.kept.refuse_forgotten(report.id)
        before = into.kept.report(report.id)
        report = into.kept.foresee(report, redate=into.redate)
    if report.id in so_far.reports and not (into is not None and into.redate):
        if into is not None:
            into.kept.add_report(offered)
            so_far.dated += _dated(offered, report, before, moved=0)
        return
    if into is not None and before is not None and _tells_the_same(before, report):
        known = into.kept.kept_reading(report.id, into.reader, reader.version)
        if known is not None and known[2] == world.basis(known[0]):
            into.kept.add_report(offered, redate=into.redate)
            so_far.dated += _dated(offered, report, before, moved=0)
            so_far.take(report, known[0], [replace(claim, given_id=report.given_id) for claim in known[1]])
            return
    (markup,) = reader.read([report], world.tell)
    claims = world.ground(report, markup)
    if into is not None:
        with into.kept.at_once() as together:
            together.add_report(offered, redate=into.redate, again=into.again)
            together.add_markup(markup, basis=world.basis(markup))
            moved = together.add_claims(markup, claims, grounding=world.version, at=into.at)
        so_far.dated += _dated(offered, report, before, moved=moved)
    so_far.take(report, markup, claims)


def _tells_the_same(before: Report, now: Report) -> bool:
    """Whether nothing that a reading rests on is news."""
    return replace(before, given_id="", retrieved=None) == replace(now, given_id="", retrieved=None, raw=b"")


def _dated(offered: Report, now: Report, before: Report | None, *, moved: int) -> Iterator[tuple[str, str]]:
    """What there is to say where a report is offered with another date than is kept of it."""
    was = before.published if before is not None else now.published
    name = _name(offered, offered.address)
    if isinstance(was, Period) and isinstance(now.published, Period) and _days(was) != _days(now.published):
        yield name, f"moved from {_days(was)} to {_days(now.published)}; claims grounded anew: {moved}"
    if isinstance(offered.published, Period) and isinstance(now.published, Period):
        told, held = _days(offered.published), _days(now.published)
        if told != held:
            stays = f"kept before as published on {held}, and stays so; {told} is noted, and --redate moves it there"
            yield name, stays


def _days(when: Period) -> str:
    return f"{when.start}" if when.start == when.end else f"{when.start} to {when.end}"


def _let_go(error: BaseException | None) -> None:
    """Drop the frames of an error and of what caused it: they hold the bytes of the file that was read."""
    while error is not None:
        error.__traceback__ = None
        error = error.__cause__ or error.__context__


def _find_out(what: str | Path, settings: Settings, retrieved: datetime) -> Iterator[tuple[str, Faulty]]:
    """Tell what a caller means: a file, a folder, a web address, or the words themselves."""
    address = str(what)
    if isinstance(what, Path) or address.startswith(("http://", "https://")) or _is_there(address):
        yield from ((address, item) for item in sources.open(address, settings, retrieved=retrieved))
    elif any(character.isspace() for character in address):
        yield from _of_words(address, settings, retrieved)
    else:
        raise SourceError(f"{address!r} is no file, no web address, and too short for the words of a report")


def _of_words(words: str, settings: Settings, retrieved: datetime) -> Iterator[tuple[str, Faulty]]:
    content = sources.Content(raw=words.encode("utf-8", "surrogatepass"), name="the words", charset="utf-8")
    for item in read_content("text", content, settings, retrieved=retrieved):
        yield "the words", replace(item, given_id="") if isinstance(item, Report) else item


def _is_there(name: str) -> bool:
    try:
        return bool(name) and Path(name).exists()
    except OSError:  # longer than a name can be
        return False


def _accept(item: Faulty, settings: Settings) -> Report:
    """Take a report that can be read; raise what is wrong with any other."""
    if not isinstance(item, Report):
        raise item
    most = settings.read.most_characters
    if len(item.text) > most:
        raise ReportError(
            f"the text has {len(item.text):,} characters, more than {most:,}: split it, or raise most_characters "
            "under [read] in according.toml"
        )
    if "\0" in item.text or not _is_whole(item.text):
        raise ReportError("the text holds what is no character (NUL, half a pair): save it as UTF-8 text and try again")
    if not _is_whole(item.address) or not _is_whole(item.given_id):
        raise ReportError("its name is not UTF-8: rename the file")
    return item


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _name(item: Faulty, address: str) -> str:
    name = item.given_id or address if isinstance(item, Report) else address
    return "standard input" if name == "-" else name


def _outranked(item: Faulty, published: Period | None, publisher: str) -> Faulty:
    """The report with the date and the publisher that a person gave."""
    if isinstance(item, Report):
        if published is not None:
            item = replace(item, published=published, published_how=GIVEN)
        if publisher:
            item = replace(item, publisher=publisher)
    return item
