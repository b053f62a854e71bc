"""Shares of sums over passages, with 95 per cent intervals by resampling the passages."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import mul

from according.evaluation.measured import Spread

RESAMPLES = 1_000
_SEED = 1
_TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Share:
    """A figure that is one sum over passages by another: what is counted, each so many times, above and below."""

    above: Mapping[str, int]
    below: Mapping[str, int]
    of: str

    def values(self, counts: Counter[str]) -> tuple[int, int]:
        """What one passage adds above and below."""
        above, below = (sum(times * counts[name] for name, times in part.items()) for part in (self.above, self.below))
        return above, below


def measure_shares(
    passages: Sequence[Counter[str]], shares: Mapping[str, Share], resamples: int = RESAMPLES
) -> tuple[dict[str, float], dict[str, Spread]]:
    """The figures by name, and of how many each is with its interval: the same for the same passages in any order.

    Passages, not claims, are resampled: what stands in one passage is right or wrong together.
    """
    passages = sorted(passages, key=lambda counts: sorted(counts.items()))
    chosen = _resample(len(passages), resamples)
    figures, spreads = {}, {}
    for name, share in shares.items():
        columns = [share.values(counts) for counts in passages]
        above, below = [each[0] for each in columns], [each[1] for each in columns]
        figures[name] = sum(above) / max(1, sum(below))
        found = sorted(sum(map(mul, times, above)) / max(1, sum(map(mul, times, below))) for times in chosen)
        low, high = (found[round(at * (len(found) - 1))] if found else None for at in (_TAIL, 1 - _TAIL))
        spreads[name] = Spread(of=sum(counts[share.of] for counts in passages), low=low, high=high)
    return figures, spreads


def measure_figures(
    groups: Sequence[Mapping[str, float]],
    figures: Mapping[str, tuple[Callable[[Mapping[str, float]], float], str]],
    resamples: int = RESAMPLES,
) -> tuple[dict[str, float], dict[str, Spread]]:
    """Figures that are any function of sums over groups, each with what it is of; with intervals over the groups."""
    groups = sorted(groups, key=lambda counts: sorted(counts.items()))
    total = _sum(groups, [1] * len(groups))
    drawn = [_sum(groups, times) for times in _resample(len(groups), resamples)]
    values, spreads = {}, {}
    for name, (figure, of) in figures.items():
        values[name] = figure(total)
        found = sorted(map(figure, drawn))
        low, high = (found[round(at * (len(found) - 1))] if found else None for at in (_TAIL, 1 - _TAIL))
        spreads[name] = Spread(of=round(total[of]), low=low, high=high)
    return values, spreads


def _sum(groups: Sequence[Mapping[str, float]], times: Sequence[int]) -> Mapping[str, float]:
    total: dict[str, float] = defaultdict(float)
    for counts, number in zip(groups, times, strict=True):
        for name, count in counts.items() if number else ():
            total[name] += number * count
    return total


def _resample(size: int, resamples: int) -> list[list[int]]:
    """How often each of so many passages is drawn, resample by resample; always the same draws."""
    draw = random.Random(_SEED)
    drawn = (Counter(draw.choices(range(size), k=size)) for _ in range(resamples if size else 0))
    return [[times[number] for number in range(size)] for times in drawn]
