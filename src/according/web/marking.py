"""A report's text cut where claims begin and end, so that each stretch can show whose words it tells."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from according.model import Claim, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words of a report: the claims that they are evidence of, and those of them that begin here."""

    words: str
    claims: tuple[Claim, ...] = ()
    begins: tuple[str, ...] = ()


def mark(report: Report, claims: Sequence[Claim]) -> list[Stretch]:
    """Cut a text into stretches; together they are the text."""
    size = len(report.text)
    spans = [(span.start, min(span.end, size), claim) for claim in claims for span in claim.evidence]
    spans = sorted(((a, b, c) for a, b, c in spans if a < b), key=lambda each: (each[0], each[1]))
    cuts = sorted({0, size, *(a for a, _, _ in spans), *(b for _, b, _ in spans)})
    begun: set[str] = set()
    found = []
    open_: list[tuple[int, int, Claim]] = []
    coming = iter([*spans, None])
    following = next(coming)
    for start, end in itertools.pairwise(cuts):
        open_ = [each for each in open_ if each[1] > start]
        while following is not None and following[0] == start:
            open_.append(following)
            following = next(coming)
        here = {claim.id: claim for _, _, claim in sorted(open_, key=lambda each: each[1] - each[0])}
        fresh = tuple(name for name in here if name not in begun)
        begun.update(fresh)
        found.append(Stretch(words=report.text[start:end], claims=tuple(here.values()), begins=fresh))
    return found
