"""The words of time in a text: which stretches speak of a day, a night, a month, a while. No calendar is asked here."""

import functools
import re
import tomllib
from importlib import resources
from typing import Any

from according.model import Span

_BRACES = re.compile(r"\{([a-z]+)\}")
_LAST_WORD = re.compile(r"(\w+)\W*$")


@functools.cache
def time_words(language: str = "en") -> dict[str, Any]:
    """The tables of one language: `months` and `weekdays` with their numbers, `numbers`, and the shapes."""
    tables = tomllib.loads((resources.files("according.language") / "times.toml").read_text(encoding="utf-8"))
    words: dict[str, Any] = tables[language]
    return words


def find_times(text: str, language: str = "en") -> list[Span]:
    """The stretches of a text that tell a time, in order, none within another; prepositions stay outside.

    >>> [s.words for s in find_times("On Tuesday they struck; the day before, in early June, they may march on.")]
    ['Tuesday', 'the day before', 'early June']
    """
    return list(_times(text, language))


@functools.lru_cache(maxsize=256)
def _times(text: str, language: str) -> tuple[Span, ...]:
    """The times of a text; the last ones are remembered, for who reads its numbers asks for them again."""
    shapes = _shapes(language)
    found: list[Span] = []
    at = 0
    while match := shapes.search(text, at):
        start, end = match.span("keep") if match["keep"] else match.span()
        at = match.end()
        if _is_meant(text, start, end, language):
            found.append(Span(start=start, end=end, words=text[start:end]))
        else:
            at = _next_word(text, match.start())
    return tuple(found)


def tells_hour(words: str, language: str = "en") -> bool:
    """Whether words of time tell an hour or a part of the day alone, and no day.

    >>> tells_hour("about 4 p.m."), tells_hour("dawn"), tells_hour("Monday night")
    (True, True, False)
    """
    return _hours(language).fullmatch(words) is not None


def _next_word(text: str, start: int) -> int:
    at = start
    while at < len(text) and text[at].isalnum():
        at += 1
    return max(at, start + 1)


def _is_meant(text: str, start: int, end: int, language: str) -> bool:
    """A word that is a month or weekday among other things must look the part."""
    words = text[start:end]
    guard = time_words(language)["guard"]
    lower = words.lower()
    if lower in guard["months"] or lower in guard["weekdays"]:
        before = _LAST_WORD.search(text[max(0, start - 20) : start])
        return words[0].isupper() and before is not None and before.group(1).lower() in guard["leads"]
    first = words.split(None, 1)[0].lower()
    return first not in guard["months"] or words[0].isupper()


@functools.cache
def _shapes(language: str) -> re.Pattern[str]:
    """One pattern out of a language's shapes."""
    return re.compile(rf"(?<![\w-])(?:{_written(language, 'shapes')})(?![\w])", re.IGNORECASE)


@functools.cache
def _hours(language: str) -> re.Pattern[str]:
    return re.compile(_written(language, "hours"), re.IGNORECASE)


def _written(language: str, name: str) -> str:
    """A list of shapes as one, the language's lists and parts written in."""
    tables = time_words(language)
    lists = {
        "month": tables["months"],
        "weekday": tables["weekdays"],
        "number": tables["numbers"],
        "vague": tables["vague"]["words"],
        "counted": tables["guard"]["counted"],
    }
    written = {
        name: "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"
        for name, words in lists.items()
    }

    def write(shape: str) -> str:
        return _BRACES.sub(lambda m: written.get(m[1]) or f"(?:{write(tables['parts'][m[1]])})", shape)

    shapes = "|".join(f"(?:{write(shape)})" for shape in tables[name])
    return shapes.replace("(?<keep>", "(?P<keep>").replace("\\ ", " ").replace(" ", r"\s{1,3}")
