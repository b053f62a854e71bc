"""Numbers that count people and things, with the words that bound them; ages, dates, sums and measures are left out.

Bounds are those of the words: "more than 80" and "at least 80" are 80 and open; "up to 30" is open and 30. A number
said to be near ("about 50", "nearly 1,200") keeps its value as both bounds, and the qualifier tells: no width is
invented. Vague words have the bounds that numbers.toml states. Number words are read by text2num.
"""

import functools
import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import Any, NamedTuple

from text_to_num import text2num

from according.language.times import find_times
from according.model import Qualifier, Span

_TOKEN = re.compile(
    r"\d{1,3}(?: \d{3})* \d00(?![\d-])|\d+(?:[.,\u00a0\u2009\u202f]\d+)*\w*|[^\W\d_]\w*(?:['’][^\W\d_]+)?|[^\w\s]|_+"
)
_WHOLE = re.compile(r"[1-9]\d{0,8}|0|[1-9]\d{0,2}(?:[,\u00a0\u2009\u202f ]\d{3}){1,3}|[1-9]\d?(?:,\d\d){1,3},\d{3}")
_WIDE = str.maketrans({0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0C: ",", 0xFF0E: "."})  # full-width
_DECIMAL = re.compile(r"\d{1,5}\.\d{1,3}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CLOCK = re.compile(r"\s?[ap]\.?m\b\.?", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w,.])\+?\d{1,6}(?:[ -]\d{1,6}){3,}")
_OLDEST = 120
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPhrase:
    """A number with the words that bound it. `None` is an open bound."""

    span: Span
    least: int | None
    most: int | None
    qualifier: Qualifier


class _Token(NamedTuple):
    text: str
    lower: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Core:
    """A bare number: the tokens from `first` up to `last`, its bounds, and the multiple that it is said in."""

    first: int
    last: int
    least: int | None
    most: int | None
    qualifier: Qualifier = "exactly"
    scale: int = 1


class _Text:
    """A text in tokens, the tables of its language, and the stretches that are times or telephone numbers."""

    def __init__(self, text: str, language: str, taken: Iterable[tuple[int, int]] = ()) -> None:
        self.text = text
        self.language = language
        self.tables = number_words(language)
        found = _TOKEN.finditer(text.translate(_WIDE))
        self.tokens = [_Token(m[0], m[0].lower().replace("’", "'"), *m.span()) for m in found]
        self.taken = sorted(taken)
        self._starts = [start for start, _ in self.taken]

    def lower(self, at: int) -> str:
        """The token in lower case; empty outside the text."""
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    def joined(self, at: int) -> bool:
        """Whether no blank stands between this token and the one before."""
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    def is_taken(self, first: int, last: int) -> bool:
        """Whether these tokens touch a time or a telephone number."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        index = bisect_right(self._starts, start)
        return any(start < there[1] and there[0] < end for there in self.taken[max(0, index - 1) : index + 1])

    def longest(self, at: int, phrases: dict[int, dict[str, Any]]) -> tuple[int, Any] | None:
        """The longest phrase that starts at this token: how many tokens, and what the table says of it."""
        for size, table in phrases.items():
            words = " ".join(token.lower for token in self.tokens[at : at + size])
            if words in table:
                return size, table[words]
        return None


@functools.cache
def number_words(language: str = "en") -> dict[str, Any]:
    """The tables of one language in numbers.toml."""
    tables = tomllib.loads((resources.files("according.language") / "numbers.toml").read_text(encoding="utf-8"))
    words: dict[str, Any] = tables[language]
    for name in ("vague", "before", "after", "after_at_end"):
        words[name] = _by_size(words[name])
    vague = (phrase.split()[0] for table in words["vague"].values() for phrase in table)
    words["opening"] = {"half"}.union(vague, words["article"], words["units"], words["zero"])
    return words


def _by_size(table: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """Phrases by how many words they have, the longest first."""
    sizes = sorted({len(phrase.split()) for phrase in table}, reverse=True)
    return {size: {p: value for p, value in table.items() if len(p.split()) == size} for size in sizes}


def find_numbers(text: str, language: str = "en") -> list[NumberPhrase]:
    """The numbers of a text that can count people or things, in order, each with its qualifier.

    >>> [(n.span.words, n.least, n.most) for n in find_numbers("On 5 June more than 80 men aged 20 took two T-72s.")]
    [('more than 80', 80, None), ('two', 2, 2)]
    """
    taken = [span.at for span in find_times(text, language)] + [m.span() for m in _PHONE.finditer(text)]
    held = _Text(text, language, taken)
    found = []
    at = low = 0
    while at < len(held.tokens):
        core = _core_at(held, at)
        if core is None:
            at += 1
            continue
        core, first = _range(held, core)
        phrase, start, end = _bounded(held, core, first, low)
        if _counts(held, core, start, end, phrase.qualifier):
            found.append(phrase)
            low = end
        at = max(end, core.last)
    return found


def parse_number(words: str, language: str = "en") -> NumberPhrase | None:
    """Read the words of one number; here "a", "another" and "both" are numbers too. `None` if they are none.

    >>> parse_number("no fewer than twelve").least, parse_number("a").most, parse_number("the enemy")
    (12, 1, None)
    """
    held = _Text(words, language)
    for at in range(min(len(held.tokens), _MOST_WORDS)):
        core = _core_at(held, at)
        if core is None:
            continue
        core, first = _range(held, core)
        phrase, start, end = _bounded(held, core, first, 0)
        rest = [*held.tokens[:start], *held.tokens[end:]]
        if all(token.lower in held.tables["fillers"] or not token.lower.isalnum() for token in rest):
            return phrase
        break
    found = find_numbers(words, language)
    if found or held.lower(0) not in held.tables["single"]:
        return found[0] if len(found) == 1 else None
    article = held.tokens[0]
    value = held.tables["single"][article.lower]
    span = Span(start=article.start, end=article.end, words=article.text)
    return NumberPhrase(span=span, least=value, most=value, qualifier="exactly")


def _core_at(held: _Text, at: int) -> _Core | None:
    """The bare number that starts at this token, if one does."""
    if held.lower(at) not in held.tables["opening"] and not held.lower(at)[0].isdigit():
        return None
    return _vague_at(held, at) or _figure_at(held, at) or _worded_at(held, at) or _zero_at(held, at)


def _vague_at(held: _Text, at: int) -> _Core | None:
    match = held.longest(at, held.tables["vague"])
    if match is None:
        return None
    end, bounds = at + match[0], match[1]
    if held.lower(end) == "of" and held.lower(end + 1) in held.tables["scales"]:
        end += 1
    scale = held.tables["scales"].get(held.lower(end), 1)
    least, most = bounds.get("least"), bounds.get("most")
    least = 2 if least is None and scale > 1 else least  # "several hundred": at least two of them
    return _Core(at, end + (scale > 1), least and least * scale, most and most * scale, "vague", 1)


def _figure_at(held: _Text, at: int) -> _Core | None:
    text = held.tokens[at].text
    scale = held.tables["scales"].get(held.lower(at + 1), 1)
    if _WHOLE.fullmatch(text):
        value = int(re.sub(r"\D", "", text)) * scale
    elif _DECIMAL.fullmatch(text) and scale >= 1000:
        value = round(float(text) * scale)
    else:
        return None
    return _Core(at, at + 1 + (scale > 1), value, value, "exactly", scale)


def _worded_at(held: _Text, at: int) -> _Core | None:
    """A number in words: "twenty-three", "a hundred and fifty", "two dozen", "half a million"."""
    tables = held.tables
    if held.lower(at) == "half" and held.lower(at + 1) in tables["article"]:
        scale = tables["scales"].get(held.lower(at + 2))
        return scale and _Core(at, at + 3, scale // 2, scale // 2)
    if held.lower(at) in tables["article"]:
        scale = tables["scales"].get(held.lower(at + 1))
        if scale is None:
            return None
        end = _end_of_words(held, at + 1)
        value, end = _spoken(held, at + 1, end) if end > at + 1 else (scale, at + 2)
        return _Core(at, end, value, value) if value else None
    if held.lower(at) not in tables["units"]:
        return None
    value, end = _spoken(held, at, _end_of_words(held, at))
    scale = tables["scales"].get(held.lower(end), 1)
    if not value:
        return None
    return _Core(at, end + (scale > 1), value * scale, value * scale, "exactly", scale)


def _end_of_words(held: _Text, at: int) -> int:
    """Where the number words that start here end."""
    tables = held.tables
    end = at
    while end - at < _MOST_WORDS:
        following = end
        if (end > at and held.lower(end) == "-" and held.joined(end) and held.joined(end + 1)) or (
            end > at and held.lower(end) in tables["and"] and held.lower(end - 1) in tables["multiples"]
        ):
            following = end + 1
        word = held.lower(following)
        if word not in tables["units"] and word not in tables["multiples"]:
            return end
        end = following + 1
    return end


def _spoken(held: _Text, first: int, last: int) -> tuple[int, int]:
    """Value and end of the longest number in words that starts at `first`; 0 if there is none."""
    for end in range(last, first, -1):
        words = " ".join(t.lower for t in held.tokens[first:end] if t.lower != "-")
        try:
            return int(text2num(words, held.language)), end
        except ValueError:
            continue
    return 0, first + 1


def _zero_at(held: _Text, at: int) -> _Core | None:
    word, following = held.lower(at), held.lower(at + 1)
    if word not in held.tables["zero"]:
        return None
    if word == "no" and (not following.isalpha() or following in held.tables["not_zero_before"]):
        return None
    return _Core(at, at + 1 + (word == "no" and following == "one"), 0, 0)


def _range(held: _Text, core: _Core) -> tuple[_Core, int]:
    """Widen a number to the range that it begins ("30 to 40", "between two and three dozen"); and where that starts."""
    tables = held.tables
    before, middle = held.lower(core.first - 1), held.lower(core.last)
    between = before in tables["between"] and middle in tables["and"]
    if not (between or middle in tables["to"]) or core.qualifier == "vague" or not core.least:
        return core, core.first
    to = _figure_at(held, core.last + 1) if core.last + 1 < len(held.tokens) else None
    to = to or _worded_at(held, core.last + 1)
    if to is None or to.least is None:
        return core, core.first
    low = core.least * (to.scale if core.scale == 1 and core.least * to.scale < to.least else 1)
    is_change = before in tables["from"] and any(
        token.lower in tables["changes"] for token in held.tokens[max(0, core.first - 7) : core.first]
    )
    if low >= to.least or is_change:
        return core, core.first
    first = core.first - 1 if between or before in tables["from"] else core.first
    return _Core(core.first, to.last, low, to.least, "between"), first


def _bounded(held: _Text, core: _Core, first: int, low: int) -> tuple[NumberPhrase, int, int]:
    """The number with the bounding words beside it, none of them before token `low`; its first and last token."""
    qualifier, end = _bound_after(held, core)
    start = first
    while match := _bound_before(held, start, low):
        size, qualifier = match
        start -= size
    least, most = _bounds(core, qualifier)
    from_, to = held.tokens[start].start, held.tokens[end - 1].end
    span = Span(start=from_, end=to, words=held.text[from_:to])
    return NumberPhrase(span=span, least=least, most=most, qualifier=qualifier or core.qualifier), start, end


def _bound_before(held: _Text, at: int, low: int) -> tuple[int, Qualifier] | None:
    for size, table in held.tables["before"].items():
        words = " ".join(token.lower for token in held.tokens[max(low, at - size) : at])
        if at - size >= low and words in table:
            return size, table[words]
    return None


def _bound_after(held: _Text, core: _Core) -> tuple[Qualifier | None, int]:
    for name in ("after", "after_at_end"):
        match = held.longest(core.last, held.tables[name])
        if match and (name == "after" or not held.lower(core.last + match[0]).isalnum()):
            return match[1], core.last + match[0]
    return None, core.last


def _bounds(core: _Core, qualifier: Qualifier | None) -> tuple[int | None, int | None]:
    if qualifier in ("at_least", "more_than"):
        return core.least, None
    if qualifier in ("at_most", "fewer_than"):
        return None, core.most
    return core.least, core.most


def _counts(held: _Text, core: _Core, start: int, end: int, qualifier: Qualifier) -> bool:
    """Whether this number can count people or things, by what stands about it."""
    if held.is_taken(core.first, core.last) or _is_measure(held, end) or _is_joined(held, core, start, end):
        return False
    if _is_label(held, start) or _is_age(held, core, start, end) or _is_score(held, core, end):
        return False
    return _is_whole_word(held, core, qualifier)


def _is_measure(held: _Text, end: int) -> bool:
    """Whether a unit of time, length, weight, money or the like follows."""
    measures = held.tables["measures"]
    if held.lower(end) in measures["symbols_after"] or _CLOCK.match(held.text, held.tokens[end - 1].end):
        return True
    at = end
    while at < end + 3 and held.lower(at) in measures["skipped"]:
        at += 1
    return held.lower(at) in measures["words"] or held.lower(end) in measures["words"]


def _is_joined(held: _Text, core: _Core, start: int, end: int) -> bool:
    """Whether the number is a piece of a longer word or figure: T-72, 3-1, 34-year-old, 10:30, 9/11."""
    first, following = core.first, held.lower(end)
    if held.lower(start - 1) in held.tables["measures"]["symbols_before"]:
        return True
    glue = ("-", "‑", ":", "/", ".", ",", "_", "+", "\\")
    if held.joined(first) and held.lower(first - 1) in glue and first == start:
        return held.joined(first - 1)
    if held.joined(first) and held.lower(first - 1) == "+":
        return True
    is_glued = held.joined(end) and held.joined(end + 1) and following in ("-", "‑", ":", "/", "_", "–")
    return is_glued and (following != "–" or held.lower(end + 1).isdigit())


def _is_label(held: _Text, start: int) -> bool:
    """Whether the number is part of a name or an address: Battalion 33, Resolution 2254, Route 7, No. 5."""
    labels = held.tables["labels"]
    before = held.lower(start - 1)
    if before in labels["always"] or (before == "." and f"{held.lower(start - 2)}." in labels["abbreviations"]):
        return True
    return before in labels["names"] and held.tokens[start - 1].text[0].isupper()


def _is_age(held: _Text, core: _Core, start: int, end: int) -> bool:
    """Whether it tells how old somebody is: "aged 5, 7 and 9", "Ali Sow, 34, said"."""
    ages = held.tables["labels"]["ages"]
    at = start - 1
    while at > start - 8 and (held.lower(at) in (",", *held.tables["and"]) or held.lower(at).isdigit()):
        at -= 1
    if held.lower(at) in ages:
        return True
    if core.least is None or core.least > _OLDEST or not held.lower(core.first).isdigit() or start < 2:
        return False
    name = held.tokens[start - 2].text
    around = held.lower(start - 1) + held.lower(end)
    return name[0].isupper() and name.isalpha() and around in (",,", ",.", "()", ",;")


def _is_score(held: _Text, core: _Core, end: int) -> bool:
    """Whether "2-3" is the score of a game or a vote."""
    if core.qualifier != "between" or held.lower(core.first + 1) not in ("-", "–"):
        return False
    games = held.tables["measures"]
    return held.lower(core.first - 1) in games["games_after"] or held.lower(end) in games["games_before"]


def _is_whole_word(held: _Text, core: _Core, qualifier: Qualifier) -> bool:
    """Guard the words and figures that mean something else as often: one, scores, many, few, 2012."""
    tables = held.tables
    word, before, following = held.lower(core.first), held.lower(core.first - 1), held.lower(core.last)
    if core.qualifier == "vague":
        guard = tables["vague_guard"]
        if word == "scores":
            return following in guard["scores_before"] and not before.isdigit()
        if word == "couple":
            return following in guard["couple_before"] or core.last > core.first + 1
        return not (word in guard["many_words"] and (before in guard["many_after"] or following in guard["few_before"]))
    if word == "one" and core.last == core.first + 1:
        nearby = [held.lower(at) for at in range(core.last + 1, core.last + 4)]
        greatest = following == "of" and any(w in tables["superlatives"] or w.endswith("est") for w in nearby)
        return not (before in tables["not_one_after"] or following in tables["not_one_before"] or greatest)
    if _YEAR.fullmatch(held.tokens[core.first].text) and core.scale == 1:
        return following in tables["counted"]["words"] or qualifier in ("at_least", "more_than", "at_most", "nearly")
    return True
