"""Cleans a text of what nobody wrote: odd spaces and marks that do not show, and the furniture of a site.

Two steps. Characters: line ends, spaces and composed letters are made the same, what does not show is dropped.
Furniture: lines that are known phrases, that name a section of the site, or the same glued to the sentence after them
("More StoriesThe army said"). Only spaces and line ends are ever put in, and cleaning a clean text changes nothing.
"""

import functools
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from typing import Any

_LINE_ENDS = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
# Controls, the soft hyphen, zero-width spaces, marks of direction, and what is no character.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffc\ufffe\uffff\ud800-\udfff]"
)
# Joiners belong to the spelling of Persian, Indic and other scripts, and to nothing between other characters.
_JOINED = "[\u0590-\u08ff\u0900-\u109f\u1780-\u18af\ua800-\uabff\U00010000-\U0010ffff]"
_LOOSE_JOINER = re.compile(
    f"(?<!{_JOINED})[\u200c\u200d]+|[\u200c\u200d]+(?!{_JOINED})|(?<=[\u200c\u200d])[\u200c\u200d]+"
)
_BLANK_LINES = re.compile(r"\n{3,}")
# Putting marks in order takes time with the square of their number: 20,000 on one letter took a second. Unicode's
# stream-safe format (UAX #15, section 13) stops at so many, and no script comes near.
_MOST_MARKS = 30
_MARKS = re.compile(rf"[^\w\s\x00-\x7f]{{{_MOST_MARKS + 1},}}")

_AROUND = ' \t:;.,…|>»«<→➡►▶▼•*-–—_=#[]()"“”'
_MOST_WORDS_OF_A_SECTION = 4
_MOST_CHARACTERS_OF_A_LINE = 250  # a longer one is a paragraph
_MOST_CHARACTERS_GLUED = 60
_FOLLOWING = re.compile(r" ?[:|»>] ?\S| [–—-] \S")
_SENTENCE_END = (".", "!", "?", "…", ".”", '."', ".»")
_TAIL = re.compile(r"(?<=[.!?”\"»]) ?([^.!?”\"»]{1,58})$")
_NO_TITLE = re.compile(r"[^\w\s'’&-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Furniture:
    """The lists of cleaning.toml."""

    phrases: frozenset[str]
    openers: tuple[str, ...]
    requests: tuple[str, ...]
    glued: frozenset[str]
    sections: frozenset[str]
    items: frozenset[str]
    leads: frozenset[str]
    glued_items: frozenset[str]
    small_words: frozenset[str]


def clean(text: str) -> str:
    r"""The text as its reporter wrote it, paragraphs apart by line ends; "" where nothing but furniture is in it.

    >>> clean("Toll rises\n\nAdvertisement\nThe army said\u00a0that two died.")
    'Toll rises\n\nThe army said that two died.'
    """
    lines = [_cut_phrases(line) for line in _characters(text).split("\n")]
    kept = _drop_sections([line for line in lines if line is not None])
    return _BLANK_LINES.sub("\n\n", "\n".join(kept)).strip("\n")


def _characters(text: str) -> str:
    """Line ends, spaces and composed letters made the same; the unseen dropped. Repeated until nothing changes."""
    while True:
        cleaner = _MARKS.sub(_fewer_marks, _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)))
        cleaner = unicodedata.normalize("NFC", cleaner)
        cleaner = _SPACES.sub(" ", _LOOSE_JOINER.sub("", cleaner))
        cleaner = "\n".join(line.strip(" ") for line in cleaner.split("\n"))
        if cleaner == text:
            return text
        text = cleaner


def _fewer_marks(run: re.Match[str]) -> str:
    """A run of what is no letter, without the marks that one letter cannot carry."""
    kept: list[str] = []
    marks = 0
    for character in run[0]:
        # A few Tibetan vowels count as no mark themselves and come apart into two.
        marks = marks + 1 if unicodedata.combining(unicodedata.normalize("NFD", character)[0]) else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


@functools.cache
def _furniture() -> _Furniture:
    tables: dict[str, Any] = tomllib.loads((resources.files("according.sources") / "cleaning.toml").read_text("utf-8"))
    lists = {name: [_fold(phrase) for phrase in phrases] for name, phrases in tables.items()}
    return _Furniture(
        openers=tuple(sorted(lists.pop("openers"), key=len, reverse=True)),
        requests=tuple(lists.pop("requests")),
        **{name: frozenset(phrases) for name, phrases in lists.items()},
    )


def _fold(words: str) -> str:
    """Words as the lists write them."""
    return unicodedata.normalize("NFC", words).lower().replace("’", "'").strip(_AROUND)


def _cut_phrases(line: str) -> str | None:
    """A line without known phrases glued to its ends; `None` if it is nothing but furniture."""
    start, end = 0, len(line)
    while start < end:
        if end - start <= _MOST_CHARACTERS_OF_A_LINE and _is_furniture(line[start:end]):
            return None
        before = _glued_before(line[start : min(end, start + _MOST_CHARACTERS_GLUED + 1)], _is_gluable)
        tail = _TAIL.search(line, max(start + before, end - _MOST_CHARACTERS_GLUED), end)
        behind = tail is not None and _is_gluable(tail[1])
        if not before and not behind:
            break
        start += before
        end = tail.start() if tail is not None and behind else end
        while start < end and line[end - 1] == " ":
            end -= 1
    return line[start:end] if start < end or not line else None


def _is_furniture(line: str) -> bool:
    """Whether a line is a known phrase, a call to the reader, another report's title, or holds no letter at all."""
    if not any(map(str.isalnum, line)):
        return True
    known, folded = _furniture(), _fold(line)
    if folded in known.phrases:
        return True
    if folded.startswith(known.requests) and any(_begins(folded, each) for each in known.requests):
        return True
    if not folded.startswith(known.openers) or line.endswith(_SENTENCE_END):
        return False
    return any(folded.startswith(each) and _FOLLOWING.match(folded, len(each)) for each in known.openers)


def _begins(line: str, words: str) -> bool:
    """Whether a line begins with these whole words."""
    runs_on = words[-1].isalnum() and line[len(words) : len(words) + 1].isalnum()
    return line.startswith(words) and not runs_on


def _is_gluable(words: str) -> bool:
    """Whether these words are furniture even where they are glued to others, and no name can begin with them."""
    known, folded = _furniture(), _fold(words)
    *before, last = folded.split() or [""]
    if last in known.items and last not in known.glued_items:
        return False
    return folded in known.glued or (bool(before) and folded in known.phrases)


def _glued_before(line: str, is_furniture: Callable[[str], bool]) -> int:
    """Where furniture ends that stands glued before a sentence; 0 where there is none.

    Glued means: a small letter, then at once a capital or an opening quotation mark.
    """
    for at in range(1, min(len(line), _MOST_CHARACTERS_GLUED)):
        if line[at - 1].islower() and (line[at].isupper() or line[at] in "“«") and is_furniture(line[:at]):
            return at
    return 0


def _drop_sections(lines: list[str]) -> list[str]:
    """Drop the lines that name a section of the site, and its name glued before a sentence. The title stays."""
    kept: list[str] = []
    run: list[str] = []  # short lines in Title Case, one after the other, with the blank lines between them
    has_title = False
    for line in lines:
        if not line or (has_title and _title_words(line)):
            run.append(line)
            continue
        names = _Names(run)
        cut = _cut_section(line, names) if has_title else line
        kept += [each for each in run if not _is_section(_title_words(each), names)]
        kept.append(cut)
        run, has_title = [], True
    names = _Names(run)
    return kept + [each for each in run if not _is_section(_title_words(each), names)]


class _Names:
    """The short lines that stand together: which words stand in how many of them, and of what there is "More"."""

    def __init__(self, lines: list[str]) -> None:
        self.seen = {words for line in lines if (words := _title_words(line))}
        self.words = Counter(word for words in self.seen for word in set(words))
        self.more = Counter(words[-1] for words in self.seen if _leads(words))

    def add(self, words: tuple[str, ...]) -> None:
        if words not in self.seen:
            self.seen.add(words)
            self.words.update(set(words))
            self.more.update(words[-1:] if _leads(words) else ())

    def has_another(self, words: tuple[str, ...]) -> bool:
        """Whether this says "More" of what another name names, or another says "More" of what this does."""
        own = words in self.seen
        if _leads(words) and self.words[words[-1]] > own:
            return True
        return any(self.more[word] > (own and _leads(words) and word == words[-1]) for word in set(words))


def _leads(words: tuple[str, ...]) -> bool:
    return len(words) > 1 and words[0] in _furniture().leads


def _cut_section(line: str, names: _Names) -> str:
    """A line without the name of a section glued before it; that name joins the others."""

    def is_name(words: str) -> bool:
        named = _title_words(words)
        if len(named) < 2 or not _is_section(named, names):
            return False
        return named[-1] in _furniture().sections | _furniture().glued_items or names.has_another(named)

    at = _glued_before(line, is_name)
    rest = _cut_phrases(line[at:]) if at else None
    if not rest or _title_words(rest):
        return line
    names.add(_title_words(line[:at]))
    return rest


def _is_section(words: tuple[str, ...], names: _Names) -> bool:
    """Whether this is the name of a section: by its last word, or since a neighbour says "More" of the same."""
    if not words:
        return False
    known, last = _furniture(), words[-1]
    return last in known.sections or (words[0] in known.leads and last in known.items) or names.has_another(words)


def _title_words(line: str) -> tuple[str, ...]:
    """The words of a short line in Title Case without marks, in lower case; none of any other line."""
    words = line.split()
    if not 0 < len(words) <= _MOST_WORDS_OF_A_SECTION or len(line) > _MOST_CHARACTERS_GLUED or _NO_TITLE.search(line):
        return ()
    if not words[0][0].isupper() or not words[-1][-1].isalnum():
        return ()
    if any(not word[0].isupper() and word not in _furniture().small_words for word in words):
        return ()
    return tuple(_fold(word) for word in words)
