"""Sentences and words of a text, with their offsets."""

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

from according.model import Span

_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|m|k|mm)?(?:-\w+)*"
    r"|\w+(?:[’'-]\w+)*(?:(?<=s)[’'](?= \w))?|[^\w\s]"
)
_END = re.compile(r"[.!?…]++[\"”’»)\]]*+(?=\s+[\"“‘«(\[]?[A-Z0-9À-Þ]|\s*$)")
# No sentence is longer (characters): what is, is a table or an attack on the patience of whoever parses it.
LONGEST = 2_000
_DATELINE = re.compile(r"[A-ZÀ-Þ][^.;:!?“”\"\n]{1,70}?(?:,[^.;:!?“”\"\n]{1,40}?|\([^()\n]{2,40}\)) ?(?:--|[—–-])(?= )")
_INITIALS = re.compile(r"(?:^|[\s(])(?:[A-Z]\.)+$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark: its text, in lower case too, and its offsets in the report's text."""

    text: str
    lower: str
    start: int
    end: int


@functools.cache
def word_lists(name: str) -> dict[str, Any]:
    """The tables of a TOML file beside this module."""
    return tomllib.loads((resources.files("according.language") / name).read_text(encoding="utf-8"))


@functools.cache
def _abbreviations() -> frozenset[str]:
    return frozenset(word_lists("words.toml")["abbreviations"])


def find_sentences(text: str) -> list[Span]:
    """Cut a text into sentences: at line ends, and at end marks that close no abbreviation, initial or number.

    A dateline ("GOMA, 3 June (Agency) -") is one by itself.

    >>> [s.words for s in find_sentences("Col. Traore spoke. Nobody was hurt.")]
    ['Col. Traore spoke.', 'Nobody was hurt.']
    """
    found = []
    at = 0
    for line in text.split("\n"):
        start = at
        if dateline := _DATELINE.match(line):
            found.append((at, at + dateline.end()))
            start = at + dateline.end()
        for mark in _END.finditer(line):
            end = at + mark.end()
            if mark.group().startswith(".") and _is_abbreviation(text[max(start, end - 40) : at + mark.start() + 1]):
                continue
            found.append((start, end))
            start = end
        found.append((start, at + len(line)))
        at += len(line) + 1
    spans = []
    for start, end in found:
        words = text[start:end]
        first = start + len(words) - len(words.lstrip())
        last = start + len(words.rstrip())
        while first < last:
            stop = last if last - first <= LONGEST else _cut(text, first)
            spans.append(Span(start=first, end=stop, words=text[first:stop]))
            first = stop + len(text[stop:last]) - len(text[stop:last].lstrip())
    return spans


def _cut(text: str, first: int) -> int:
    """Where a stretch that is too long for a sentence is cut: at its last space, or in the middle of a word."""
    space = text.rfind(" ", first + 1, first + LONGEST)
    return space if space > first else first + LONGEST


def _is_abbreviation(before: str) -> bool:
    last = before.rsplit(None, 1)[-1].lstrip("(\"“‘'").lower() if before.split() else ""
    return last in _abbreviations() or bool(_INITIALS.search(before))


def find_words(sentence: Span) -> list[Word]:
    """The words and marks of a sentence, in order, with offsets into the report's text."""
    found = []
    for match in _WORD.finditer(sentence.words):
        word = match.group()
        start = sentence.start + match.start()
        found.append(Word(word, word.lower().replace("’", "'"), start, start + len(word)))
    return found
