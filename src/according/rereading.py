"""Reads anew what is kept, where the reader, its rules, the types or the gazetteer have changed since it was read.

It walks the rooms in the order of the corridor (pipeline.py), with reports that are kept instead of such that come.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from according import store
from according.codec import encode
from according.errors import ReportError
from according.grounding.lazy import Ground
from according.keeping import Joining
from according.model import Claim, Report
from according.readers import Reader, open_reader
from according.settings import Settings
from according.store import Store

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """How many reports were read anew or left as they are, and what became of claims; `aside` could not be read.

    A claim that says all that it said before is none of `new`, `gone` and `changed`, whatever reader tells it.
    """

    anew: int = 0
    left: int = 0
    new: int = 0
    gone: int = 0
    changed: int = 0
    aside: tuple[ReportError, ...] = ()


def reread(
    settings: Settings,
    *,
    at: datetime,
    progress: Progress | None = None,
    each: Callable[[int, int], None] | None = None,
) -> Reread:
    """Read anew each kept report that the reader of the settings read otherwise than it would now.

    Every report is kept by itself, so that a run that was interrupted goes on where it was. What people settled is
    about words of reports, and holds on. `each` is told after every report how many were looked at, and of how many.
    """
    reader, world, done = open_reader(settings), Ground(settings, progress), Reread()
    with store.open(settings.store.address) as kept:
        names = kept.read_by(settings.read.reader)
        for number, name in enumerate(names, 1):
            try:
                done = _reread_one(kept, name, settings.read.reader, reader, world, at, done)
            except ReportError as error:
                done = replace(done, aside=(*done.aside, error.with_traceback(None)))
            if each is not None:
                each(number, len(names))
        kept.refresh(Joining())
    return done


def _reread_one(kept: Store, name: str, by: str, reader: Reader, world: Ground, at: datetime, done: Reread) -> Reread:
    report = kept.report(name)
    if report is None:  # it was forgotten meanwhile
        return done
    known = kept.kept_reading(name, by, reader.version)
    if known is not None and known[2] == world.basis(known[0]):
        return replace(done, left=done.left + 1)
    before = _told(kept, report, by)
    (markup,) = reader.read([report], world.tell)
    claims = world.ground(report, markup)
    with kept.at_once() as together:
        together.add_markup(markup, basis=world.basis(markup))
        together.add_claims(markup, claims, grounding=world.version, at=at)
    new, gone, changed = _compare(before, _told(kept, report, by))
    return replace(done, anew=done.anew + 1, new=done.new + new, gone=done.gone + gone, changed=done.changed + changed)


def _told(kept: Store, report: Report, by: str) -> list[Claim]:
    """The claims that stand of a report; those that are damaged are made anew."""
    return [claim for claim in kept.claims(report.id, lambda _: None) if claim.reader.partition("/")[0] == by]


def _compare(before: Iterable[Claim], now: Iterable[Claim]) -> tuple[int, int, int]:
    """How many claims are new, gone, and changed: of the same words, but saying something else."""
    former, present = Counter(map(_plain, before)), Counter(map(_plain, now))
    gone, new = former - present, present - former
    words_gone, words_new = _by_words(gone), _by_words(new)
    changed = (words_gone & words_new).total()
    return new.total() - changed, gone.total() - changed, changed


def _plain(claim: Claim) -> tuple[str, str]:
    """What a claim says, without its name and the version of its reader; and the words that say it."""
    return encode(replace(claim, id="", given_id="", reader="", evidence=())), encode(claim.evidence)


def _by_words(claims: Counter[tuple[str, str]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for (_, words), number in claims.items():
        found[words] += number
    return found
