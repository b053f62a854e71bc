"""The gold held against a second annotation of some of its passages: how far two annotators read the same claims.

Nothing is read by a reader here. The second annotation takes the place of what is read, and is paired and compared as
`claims` does it; the first is gold. Single sentences and whole reports are counted apart, for they are not alike.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from according.evaluation.bootstrap import Share, measure_shares
from according.evaluation.claim_fields import told_of_gold
from according.evaluation.claim_tally import Agreement, shares
from according.evaluation.claims import GOLD
from according.evaluation.gold import digest_of, load_gold, load_second
from according.evaluation.measured import Measured, Options, Spread
from according.settings import Settings

# The sets whose passages are single sentences; those of all others are reports, or their openings.
_SENTENCES = frozenset({"event_location"})
_KINDS = ("sentences", "reports")
# Which of the two is the reader is chance: precision and recall say nothing of two annotators.
_LEFT_OUT = frozenset({"found_p", "found_r", "inversions"})


def measure(data: Path | None, settings: Settings, options: Options) -> Measured:  # noqa: ARG001 (no reader is asked)
    """Hold the first annotation of each passage annotated twice against the second; without a folder, `gold` here.

    Figures, of sentences and of reports: F1 of the claims that both have, of those of one type, and of one type and
    number (`claims_f1`); of the claims that both have those alike in every field (`whole`), in each field, and, of
    those in which the first states it (`_stated`), in each field again. Each with a 95 per cent interval over passages.
    """
    folder = data or GOLD
    twice = load_second(folder, load_gold(folder, options.corpora, options.part))
    found = {kind: Agreement() for kind in _KINDS}
    for first, second in twice:
        these, those = ([told_of_gold(claim) for claim in each.claims] for each in (first, second))
        found[_kind(first.set)].add(f"{first.set} {first.id}", these, those)
    figures, spreads = _figures(found)
    return Measured(
        data=f"{folder}, {options.part}",
        digest=digest_of("\0".join(f"{one.set} {one.id} {one.text} {one.claims} {two.claims}" for one, two in twice)),
        figures=figures,
        spreads=spreads,
        head=tuple(_head(found)),
        tables=tuple(f"{kind}: {line}" for kind in _KINDS for line in found[kind].tables()),
        examples=tuple(line for kind in _KINDS for line in found[kind].examples_by_turns()),
    )


def _kind(name: str) -> str:
    return _KINDS[name not in _SENTENCES]


def _figures(found: Mapping[str, Agreement]) -> tuple[dict[str, float], dict[str, Spread]]:
    asked: dict[str, Share] = {name: share for name, share in shares().items() if name not in _LEFT_OUT}
    figures: dict[str, float] = {}
    spreads: dict[str, Spread] = {}
    for kind, agreement in found.items():
        told, spread = measure_shares(agreement.passages, asked)
        figures |= {f"{kind} {name}": value for name, value in told.items()}
        spreads |= {f"{kind} {name}": value for name, value in spread.items()}
    return figures, spreads


def _head(found: Mapping[str, Agreement]) -> Iterator[str]:
    for kind, agreement in found.items():
        total = agreement.sum()
        size = f"{len(agreement.passages):,} passages annotated twice, {total['silent']:,} of them silent"
        claims = f"{total['wanted']:,} claims of the first, {total['read']:,} of the second, {total['found']:,} of both"
        yield f"{kind}: {size}; {claims}"
