"""What the gate stops and loses on the gold, and how often the whole reader is silent on texts without an event."""

import math
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from according.evaluation.gold import load_gold
from according.evaluation.measured import Part, Spread
from according.evaluation.no_event import Plain, load_no_event
from according.evaluation.reading import ClaimReader
from according.readers.embedded.gate import load_gate

STOPPED, LOST = "gate: silent passages stopped", "gate: passages with claims lost"
_Z = 1.96

Shares = tuple[dict[str, float], dict[str, Spread]]


def measure_gate(gold: Path, corpora: Path, part: Part) -> Shares:
    """The share of silent passages that the gate stops, and of those with claims that it loses, in train and dev.

    Of train it is what cross-validation told when the gate was made, for it has learned from these passages. With the
    part `train` or `test`, of that part alone.
    """
    gate = load_gate("en")
    counts: Counter[str] = Counter(gate.cross_validated if part in ("train", "dev", "all") else {})
    for passage in load_gold(gold, corpora, part if part == "test" else "dev") if part != "train" else ():
        stopped = not gate.passes(gate.score(passage.text))
        counts["with_claims" if passage.claims else "silent"] += 1
        counts["lost" if passage.claims else "stopped"] += stopped
    return _shares({STOPPED: (counts["stopped"], counts["silent"]), LOST: (counts["lost"], counts["with_claims"])})


def measure_no_event(gold: Path, corpora: Path, reader: ClaimReader) -> tuple[Shares, list[tuple[Plain, list[str]]]]:
    """The share of texts without an event of which no claim is made, by kind and of all; and those others, by type."""
    texts = load_no_event(gold, corpora)
    wrong = []
    silent: Counter[str] = Counter()
    for each in texts:
        types = sorted({claim.type for claim in reader.read(each.text, given_id=each.name, language="en")})
        silent[each.kind] += not types
        if types:
            wrong.append((each, types))
    of = Counter(each.kind for each in texts)
    counts = {f"no event, {kind}: silent": (silent[kind], number) for kind, number in sorted(of.items())}
    counts["no event: silent"] = (silent.total(), len(texts))
    return _shares(counts), wrong


def _shares(counts: Mapping[str, tuple[int, int]]) -> Shares:
    figures = {name: some / max(1, of) for name, (some, of) in counts.items()}
    return figures, {name: wilson(some, of) for name, (some, of) in counts.items()}


def wilson(some: int, of: int) -> Spread:
    """The 95 per cent interval of a share, after Wilson (1927): it holds for shares near none and near all.

    >>> wilson(0, 100)
    Spread(of=100, low=0.0, high=0.037)
    """
    if not of:
        return Spread(of=0)
    share, square = some / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    wide = _Z / (1 + square / of) * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    return Spread(of=of, low=round(max(0.0, middle - wide), 3), high=round(min(1.0, middle + wide), 3))
