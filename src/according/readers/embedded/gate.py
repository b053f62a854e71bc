"""Whether a report can hold a claim at all: a linear model over its words, asked before anything is parsed.

Features are words, pairs of words, the types whose cues of the ontology stand there, and whether a word is one of
another field (sport, film, business), each hashed to one of so many weights. A report is scored window by window, and
the best window counts: one violent paragraph lets a long page pass.
The weights stand in `languages/LANG/topic.json`, made by training/topic.py; without the file everything passes.
"""

import base64
import functools
import itertools
import json
import math
import re
import sys
import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources

from according.ontology import load
from according.readers.embedded.pipelines import language_table

WINDOW = 48  # words that are scored together; every window overlaps the next by half
SIZE = 1 << 16  # the places that features are hashed to
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*+")
_DIGITS = re.compile(r"\d+")
_PLAIN = 2  # features that every word has
_LONGEST = 40  # characters of a word that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Scores texts; one that scores below the threshold is left unread. No weights: everything passes.

    `cross_validated`: of how many silent passages it stopped how many, and lost of how many with claims, when made.
    """

    weights: "array[int]"
    scale: float = 1.0
    bias: float = 0.0
    threshold: float = 0.0
    version: str = "none"
    cross_validated: Mapping[str, int] = field(default_factory=dict)

    def score(self, text: str) -> float:
        """How probable it is that the text holds a claim, from 0 to 1: that of its best window."""
        return max((score for _, _, score in self.scores(text)), default=1.0)

    def scores(self, text: str) -> list[tuple[int, int, float]]:
        """Each window of a text, as first and last word, with its score; none where there are no weights."""
        if not self.weights:
            return []
        told = [sum(self.weights[place] for place in places) for places in hashed(text)]
        sums = list(itertools.accumulate(told, initial=0))
        found = []
        for start, end in windows(len(told)):
            total = self.bias + self.scale * (sums[end] - sums[start]) / math.sqrt(max(1, end - start))
            found.append((start, end, round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4)))
        return found

    def passing(self, text: str, places: Sequence[int]) -> list[bool]:
        """Of each place of a text, in order, whether a window that it lies in passes."""
        told = self.scores(text)
        last = told[-1][1] if told else 0
        passed = [not told] * (last + 1)
        for start, end, score in told:
            if self.passes(score):
                passed[start : end + 1] = [True] * (end + 1 - start)
        found, words, before = [], 0, 0
        for place in places:
            words, before = words + len(_split(text[before:place])), place
            found.append(passed[min(words, last)])
        return found

    def passes(self, score: float) -> bool:
        """Whether a text of this score is read."""
        return score >= self.threshold


@functools.cache
def load_gate(language: str) -> Gate:
    """The gate of a language; one that lets everything pass where the language has none."""
    path = resources.files("according.languages") / language / "topic.json"
    if not path.is_file():
        return Gate(weights=array("h"))
    raw = path.read_bytes()
    table = json.loads(raw)
    weights = array("h", base64.b64decode(table["weights"]))
    if sys.byteorder == "big":
        weights.byteswap()
    return Gate(
        weights=weights, scale=table["scale"], bias=table["bias"], threshold=table["threshold"],
        version=f"{zlib.crc32(raw):08x}", cross_validated=table["cross_validated"],
    )  # fmt: skip


def windows(words: int) -> Iterator[tuple[int, int]]:
    """The windows of so many words, each as first and last; one where there are few, an empty one where there are none.

    >>> list(windows(30)), list(windows(80))
    ([(0, 30)], [(0, 48), (24, 72), (32, 80)])
    """
    if words <= WINDOW:
        yield 0, words
        return
    for start in range(0, words - WINDOW, WINDOW // 2):
        yield start, start + WINDOW
    yield words - WINDOW, words


@functools.lru_cache(maxsize=2)
def hashed(text: str) -> Sequence[Sequence[int]]:
    """Of each word of a text the places of its features: the word, it with the one before it, the cues it begins.

    The last texts are remembered: a report is asked for as a whole first, and then for each of its places.
    """
    words = find_words(text)
    cues, elsewhere = _cues(), _elsewhere()
    found = []
    before = "^"
    for n, word in enumerate(words):
        places = [_place(word), _place(f"{before} {word}")]
        if word in elsewhere:
            places.append(ELSEWHERE)
        for phrase, kinds in cues.get(word, ()):
            if tuple(words[n : n + len(phrase)]) == phrase:
                places += kinds
        found.append(places)
        before = word
    return found


def find_words(text: str) -> list[str]:
    """The words of a text as features know them: small letters, figures made alike.

    >>> find_words("Gunmen killed 12 in Tal Afar's market.")
    ['gunmen', 'killed', '00', 'in', 'tal', "afar's", 'market']
    """
    return [_DIGITS.sub(lambda found: "0" * min(4, len(found[0])), word[:_LONGEST]) for word in _split(text)]


def _split(text: str) -> Sequence[str]:
    return [word for line in text.lower().replace("’", "'").split("\n") for word in _WORD.findall(line)]


@functools.lru_cache(maxsize=1 << 14)
def _place(feature: str) -> int:
    """Where a feature's weight stands: the same in every process and on every machine."""
    return zlib.crc32(feature.encode("utf-8", "surrogatepass")) % SIZE


@functools.cache
def _elsewhere() -> frozenset[str]:
    """Words of fields that borrow the words of war; all of them have one weight beside each its own."""
    return frozenset(language_table("en", "elsewhere")["elsewhere"])


@functools.cache
def _cues() -> dict[str, list[tuple[tuple[str, ...], list[int]]]]:
    """The ontology's cues by their first word: the whole phrase, and the places of the types that it tells."""
    told: dict[tuple[str, ...], set[str]] = {}
    for kind in load().values():
        for cue in kind.cues:
            for phrase in cue.words:
                told.setdefault(tuple(find_words(phrase)), set()).add(kind.name)
    found: dict[str, list[tuple[tuple[str, ...], list[int]]]] = {}
    for words, kinds in sorted(told.items()):
        if words:
            found.setdefault(words[0], []).append((words, [_place(f"={name}") for name in sorted(kinds)]))
    return found


def has_cue(words: Sequence[Sequence[int]]) -> bool:
    """Whether a cue of the ontology begins at one of these words, by their features."""
    return any(len(places) - (ELSEWHERE in places) > _PLAIN for places in words)


ELSEWHERE = _place("=elsewhere")  # the weight that all words of other fields share
