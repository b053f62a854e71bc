"""The number at the head of a phrase, what it counts, and the parts that are named of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from according.language.clauses import Parse, Range
from according.model import Mention, Quantity, Scope, Span, Unknown

_UNCOUNTED = re.compile(r"\b(?:unknown|unspecified|undetermined|unconfirmed|undisclosed) number\b", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:a|an|one)\b", re.IGNORECASE)
_NUMBER_OF = re.compile(r"(?:the )?(?:total )?number of (?:the )?", re.IGNORECASE)
_NOBODY = re.compile(r"no(?= one)|nobody|none\b", re.IGNORECASE)
_LEADING = re.compile(r"^(?:of\s+(?:the\s+|its\s+|their\s+|his\s+)?|other\s+|more\s+)")
_SUBSETS = {"including": 1, "among them": 2, "of them": 2, "of whom": 2}


def count_of(parse: Parse, mention: Mention, scope: Scope = "incident") -> Quantity | None:
    """How many a phrase tells; a single one by its article, if the phrase is of people or things."""
    span = mention.span
    number = next((n for n in parse.numbers if span.start <= n.start and n.end <= span.end), None)
    if number is None:
        match = _NOBODY.match(span.words)
        group = mention.label in ("armed-group", "militia") and " group" in span.words
        if match is None and not group and (mention.status or mention.kind == "object"):
            match = _ARTICLE.match(span.words)
        if match is None:
            return None
        number = Span(start=span.start, end=span.start + match.end(), words=match.group())
    unit = span.words[number.end - span.start :].strip(' ,-"“”')
    unit = _LEADING.sub("", unit).split(" of ")[0]
    unit = "people" if unit.lower() in ("own", "others", "more") else unit
    after = [(max(t.start - 6 - parse.sentence.start, 0), t) for t in parse.times if t.start >= span.end]
    since = any("since" in parse.sentence.words[start : t.end - parse.sentence.start].lower() for start, t in after)
    return Quantity(span=number, unit=unit or "people", scope="cumulative" if since and scope == "incident" else scope)


def risen_count(parse: Parse, mention: Mention) -> Quantity | None:
    """How many "the number of people killed" is said to be: the number that the sentence gives behind it."""
    match = _NUMBER_OF.match(mention.span.words)
    number = next((n for n in parse.numbers if n.start > mention.span.end), None)
    if match is None or number is None:
        return None
    return Quantity(span=number, unit=mention.span.words[match.end() :].split(" of ")[0])


def without_counting(mention: Mention) -> Mention:
    """A filler without its "the number of": who is counted."""
    match = _NUMBER_OF.match(mention.span.words)
    if match is None or match.end() == len(mention.span.words):
        return mention
    span = mention.span
    rest = Span(start=span.start + match.end(), end=span.end, words=span.words[match.end() :])
    return replace(mention, span=rest, name=rest.words)


def unclear_count(mention: Mention) -> Unknown | None:
    """An "unknown number of people"."""
    match = _UNCOUNTED.search(mention.span.words)
    if match is None:
        return None
    start = mention.span.start + match.start()
    return Unknown(why="unclear", words=match.group(), at=(start, start + len(match.group())))


def count_of_places(parse: Parse, where: Sequence[Mention]) -> Quantity | None:
    """How many places a deed took in: "seven towns and cities"."""
    for mention in where:
        quantity = count_of(parse, mention)
        if quantity and mention.span.start == quantity.span.start and quantity.unit != "people":
            return quantity
    return None


def subsets(parse: Parse, counted: Sequence[Mention]) -> Iterator[Range]:
    """The phrases behind ", including" or ", among them" after a counted phrase."""
    if not counted:
        return
    size = len(parse.words)
    after = next((i for i, word in enumerate(parse.words) if word.start >= counted[-1].span.end), size)
    for at in range(after, min(after + 3, size)):
        skip = _SUBSETS.get(parse.words[at].lower) or _SUBSETS.get(parse.lower((at, min(at + 2, size))))
        if skip:
            yield from parse.phrase(at + skip)
            return
