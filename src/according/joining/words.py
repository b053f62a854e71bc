"""How much it tells that two tellings share a word: by how few public texts have it, whatever else is joined.

`words.tsv.xz` holds in how many of the texts a word stands, as `training/joining.py` counted; the first row, without a
word, how many texts there are. A word that is not listed is rare.
"""

import lzma
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from math import log
from types import MappingProxyType

from according.joining.rules import rules
from according.joining.scenes import plain

TELLING = 16  # words of an episode that it is known by: those that tell the most
_SHORT = 3  # letters: shorter words say little
_UNLISTED = 2  # texts: in so many stands, as far as is known, a word that is not listed
_FEW = 0.004  # of all texts have a rare word


def content_of(words: str) -> Iterator[str]:
    """The words of a text that tell what it is about, in small letters and in the singular.

    >>> list(content_of("The attackers burned two granaries"))
    ['attacker', 'burned', 'granarie']
    """
    for word in plain(words).split():
        stem = word.removesuffix("s")
        if len(stem) > _SHORT and word not in rules().no_content:
            yield stem


def telling(content: Iterable[str]) -> frozenset[str]:
    """Of the words of an episode those that tell the most."""
    return frozenset(sorted(content, key=lambda word: (-weight_of(word), word))[:TELLING])


def rare(words: Iterable[str]) -> list[str]:
    """Those words that so few texts have that two tellings that share one are worth a look."""
    counts = word_counts()
    most = _FEW * counts[""]
    return sorted(word for word in words if counts.get(word, _UNLISTED) <= most)


def weight_of(word: str) -> float:
    """How much it tells that two share a word: the fewer texts have it, the more."""
    counts = word_counts()
    return log(1 + counts[""] / counts.get(word, _UNLISTED))


def sum_weights(words: Collection[str]) -> float:
    """The weights of words together, the same to the last digit in whatever order they come."""
    return sum(sorted(map(weight_of, words)))


@cache
def word_counts() -> Mapping[str, int]:
    """In how many texts each word stands; under "", how many there are."""
    packed = (resources.files("according.joining") / "words.tsv.xz").read_bytes()
    rows = (line.split("\t") for line in lzma.decompress(packed).decode("utf-8").splitlines())
    return MappingProxyType({word: int(count) for word, count in rows})
