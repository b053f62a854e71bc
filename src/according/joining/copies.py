"""Which texts are copies of one: an agency's report that outlets cut, reword here and there, and put a headline on.

A copy has most of its pairs of neighbouring words in common with what it was made of, or the other way round. Both are
compared as they are: a sketch of them (MinHash) tells the share of what is in either, which cutting brings down. An
index of the rarest pairs finds who is to be compared, and misses none.
"""

import re
from collections import Counter
from collections.abc import Hashable, Mapping, Set
from itertools import pairwise
from math import ceil
from typing import TypeVar

T = TypeVar("T", bound=Hashable)
Copies = Mapping[str, str]

# Two texts are copies from this share of the smaller's pairs on. Reports of one event by different hands have a quarter
# in common at most, copies that are cut to half and reworded more than a half (`according evaluate copies`).
SHARE = 0.4
_CHANCE = 8  # so few pairs can be the same by chance
_WORD = re.compile(r"\w+")


def find_copies(texts: Mapping[str, str]) -> dict[str, str]:
    """Of the texts that others are copies of, or that are copies: each by the first of its like."""
    found = merge_alike({name: pairs_of(text) for name, text in texts.items()}, share=SHARE, least=_CHANCE)
    several = {first for first, number in Counter(found.values()).items() if number > 1}
    return {name: first for name, first in found.items() if first in several}


def pairs_of(text: str) -> set[tuple[str, str]]:
    """The pairs of neighbouring words of a text."""
    words = _WORD.findall(text.casefold())
    return set(pairwise(words))


def merge_alike(told: Mapping[str, Set[T]], *, share: float, least: int = 1) -> dict[str, str]:
    """Each text by the first that tells the same. Only those with a telling part in common are held against each other.

    Of so many parts that two must share, one at least is among the rarest of the smaller text.
    """
    texts = Counter(part for parts in told.values() for part in parts)
    found: dict[str, str] = {}
    firsts: list[str] = []
    by_part: dict[T, list[int]] = {}
    by_rare: dict[T, list[int]] = {}
    for name in sorted(told):
        parts = told[name]
        found[name] = name
        if len(parts) < least:
            continue
        ordered = sorted(parts, key=lambda part: (texts[part], str(part)))
        rare = ordered[: len(parts) - ceil(share * len(parts)) + 1]
        near = {n for part in rare for n in by_part.get(part, ())} | {
            n for part in parts for n in by_rare.get(part, ())
        }
        first = next((firsts[n] for n in sorted(near) if are_alike(parts, told[firsts[n]], share, least)), None)
        if first is not None:
            found[name] = first
            continue
        for index, kept in ((by_part, parts), (by_rare, rare)):
            for part in kept:
                index.setdefault(part, []).append(len(firsts))
        firsts.append(name)
    return found


def are_alike(one: Set[T], other: Set[T], share: float = SHARE, least: int = _CHANCE) -> bool:
    """Whether two sets of parts have this share of the smaller in common."""
    fewer = min(len(one), len(other))
    return fewer >= least and len(one & other) >= share * fewer
