"""The figures that claims give for the same people or things, and which of them can both be, or are the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise
from math import ceil, floor, inf

from according.joining.accounts import bare
from according.joining.rules import begins, counted_role, family_of, is_act, nouns, rules
from according.model import Claim, Count, known

SAYS_SO = ("asserts", "admits")
# "The army's dead" and "soldiers" are the same people.
_CALLED = {"army": "soldier", "police": "police", "armed-group": "fighter", "militia": "fighter"}
# How far "about 30" may be off.
_ABOUT = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What one claim counts (its type, and of whom or what), the range that it gives, and when that was told."""

    claim: str
    counted: tuple[str, str]
    least: int
    most: int | None
    told: date

    def is_closed(self) -> bool:
        """Tell whether it has both ends: "up to eight" has no lower one."""
        return self.most is not None and (self.least > 0 or self.most == 0)


def figure_of(claim: Claim) -> Figure | None:
    """The figure that a claim gives for the whole of an incident; `None` if it gives none."""
    count = claim.count
    if not (is_act(claim) and isinstance(count, Count) and count.scope == "incident" and claim.stance in SAYS_SO):
        return None
    least, most = count.least or 0, count.most
    if count.qualifier in ("about", "nearly"):
        least, most = floor(least * (1 - _ABOUT)), None if most is None else ceil(most * (1 + _ABOUT))
    return Figure(claim=claim.id, counted=counted_of(claim), least=least, most=most, told=_told(claim))


def latest_figures(claims: Sequence[Claim], who: Mapping[str, tuple[str, ...]]) -> list[list[Figure]]:
    """Per type, and people or things counted: each voice's latest figure; the unknown speakers of a report are one."""
    latest: dict[tuple[str, str], dict[tuple[str, ...], Figure]] = {}
    for claim in sorted(claims, key=lambda c: (_told(c), begins(c), c.id)):
        figure = figure_of(claim)
        if figure is not None:
            latest.setdefault(figure.counted, {})[who[claim.id] or ("", claim.report)] = figure
    return [list(by_voice.values()) for by_voice in latest.values()]


def counted_of(claim: Claim) -> tuple[str, str]:
    """What a claim's number counts, so that figures for the same people can be held against each other."""
    people = rules().people
    named: set[str] = set()
    own = next((_CALLED[actor.kind] for actor in claim.speakers if actor.kind in _CALLED), "")
    for actor in claim.roles.get(counted_role(claim.type), ()):
        words = [word for word in bare(actor, claim).lower().split() if word.isalpha()]
        if actor.kind in _CALLED:
            named.add(_CALLED[actor.kind])
        elif own and rules().owning & set(words) and rules().own_people & set(nouns(" ".join(words))):
            named.add(own)
        elif not nouns(" ".join(words)) & people:
            named |= {actor.status or actor.class_ or " ".join(words[-1:])}
    if family_of(claim.type) != "harm" and isinstance(claim.count, Count):
        named |= nouns(claim.count.unit)
    return claim.type, ", ".join(sorted(named - {""})) or "people"


def ruled_out(figures: Sequence[Figure]) -> Iterator[str]:
    """The claims whose figure cannot be where another is. One of a later day may be higher: tolls rise.

    A figure is ruled out by the highest that was told by then, if it is lower, and by the lowest told since, if higher.
    """
    days = sorted({figure.told for figure in figures})
    highest: dict[date, int] = {}
    lowest: dict[date, float] = {}
    for figure in figures:
        highest[figure.told] = max(highest.get(figure.told, 0), figure.least)
        most = inf if figure.most is None else figure.most
        lowest[figure.told] = min(lowest.get(figure.told, inf), most)
    by_then = dict(zip(days, accumulate((highest[day] for day in days), max), strict=True))
    since = dict(zip(reversed(days), accumulate((lowest[day] for day in reversed(days)), min), strict=True))
    for figure in figures:
        most = inf if figure.most is None else figure.most
        if most < by_then[figure.told] or since[figure.told] < figure.least:
            yield figure.claim


def any_agree(figures: Sequence[Figure]) -> bool:
    """Tell whether two figures bear each other out: the same range, or two with both ends that share a number.

    "At least four" and nine can both be, but neither says what the other says; nor do "up to eight" and "under ten".
    """
    if len({(figure.least, figure.most) for figure in figures}) < len(figures):
        return True
    closed = sorted((figure.least, figure.most or 0) for figure in figures if figure.is_closed())
    return any(least <= most for (_, most), (least, _) in pairwise(closed))


def _told(claim: Claim) -> date:
    said = known(claim.said) or known(claim.published)
    return said.end if said else date.min
