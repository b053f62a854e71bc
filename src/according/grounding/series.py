"""Reads what puts a happening in a row of others: "the third major offensive against the army in the past month"."""

import re

from text_to_num import text2num

from according.grounding.times import resolve_time
from according.model import NOT_STATED, Period, Series, Span, Unknown

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?|\d{1,4}(?=st|nd|rd|th)")
_TIME_FOLLOWS = re.compile(r"\b(?:in|over|during|within|since|for) (?=\S)|\b(?=this |past |last )")
_MOST = 9_999


def ground_series(span: Span, published: Period | Unknown) -> Series:
    """Ground the words of a row: which in the row, if they say so, and the time that the row lies in."""
    return Series(ordinal=read_ordinal(span.words), words=span.words, at=span.at, within=_within(span, published))


def read_ordinal(words: str) -> int | None:
    """The first ordinal number in words, 1 to 9999; `None` where they have none ("the latest attack").

    >>> read_ordinal("the third major offensive"), read_ordinal("a 12th raid"), read_ordinal("the latest attack")
    (3, 12, None)
    """
    for word in _WORD.findall(words):
        if word.isdigit():
            return int(word) if 0 < int(word) <= _MOST else None
        number = _spelled(word.casefold())
        if number is not None:
            return number
    return None


def _spelled(word: str) -> int | None:
    """Read an ordinal word ("third", "twenty-first"); a cardinal ("three") is none."""
    for cardinal, ordinal in (("one", "first"), ("two", "second"), ("three", "third"), ("five", "fifth"),
                              ("eight", "eighth"), ("nine", "ninth"), ("twelve", "twelfth")):  # fmt: skip
        if word.endswith(ordinal):
            return _number(word.removesuffix(ordinal) + cardinal)
    if word.endswith("ieth"):
        return _number(word.removesuffix("ieth") + "y")
    return _number(word.removesuffix("th")) if word.endswith("th") else None


def _number(word: str) -> int | None:
    try:
        number = int(text2num(word.replace("-", " "), "en"))
    except ValueError:
        return None
    return number if 0 < number <= _MOST else None


def _within(span: Span, published: Period | Unknown) -> Period | Unknown:
    """The time that the words end with, if they do: "in the past month", "this year"."""
    for found in _TIME_FOLLOWS.finditer(span.words):
        rest = span.words[found.end() :]
        at = (span.start + found.end(), span.end)
        time = resolve_time(rest, at=at, published=published, previous=None)
        if isinstance(time, Period):
            return time
    return NOT_STATED
