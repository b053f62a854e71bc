"""Sentences that give no number: a toll that is unclear, or that somebody keeps back."""

import re
from dataclasses import dataclass

from according.language.clauses import Parse, Range, forms_of
from according.language.sentences import word_lists
from according.model import Span


@dataclass(frozen=True, slots=True)
class Toll:
    """Words that speak of a toll without a number. `withheld_by`: who keeps it back; `None` where it is unclear."""

    words: Span
    trigger: Span
    withheld_by: Range | None


def find_tolls(parse: Parse) -> list[Toll]:
    """The unclear and withheld tolls of a sentence: at most one."""
    lists = word_lists("saying.toml")
    nouns = "|".join(sorted(map(re.escape, lists["tolls"]["nouns"]), key=len, reverse=True))
    offset = parse.sentence.start
    unclear = "|".join(map(re.escape, lists["unclear"]["words"]))
    pattern = (
        rf"\b(?:(?P<noun>{nouns})\b[^.;]{{0,60}}?\b(?:{unclear})|(?:{unclear})\b[^.;]{{0,50}}?\b(?P<late>{nouns}))\b"
    )
    if match := re.search(pattern, parse.sentence.words, re.IGNORECASE):
        noun = "noun" if match.group("noun") else "late"
        return [Toll(_span(match.start(), match.end(), parse), _span(match.start(noun), match.end(noun), parse), None)]
    withheld = forms_of(tuple(lists["withheld"]["verbs"]))
    for at, word in enumerate(parse.words):
        if parse.tags[at] not in "VW" or word.lower not in withheld:
            continue
        rest = parse.sentence.words[word.end - offset :]
        refused = bool(set(parse.lower((max(at - 3, 0), at)).split()) & {"not", "n't", "didn't", "did not", "without"})
        gap = r"^\s+(?:any\s+)?" if refused else r"^\s+no\s+(?:\w+\s+){0,2}?(?:of\s+|on\s+|about\s+)?"
        match = re.search(
            rf"{gap}(?:\w+\s+){{0,4}}?(?P<noun>{nouns})\b(?:\s+(?:figures?|numbers?|tolls?|counts?))?",
            rest,
            re.IGNORECASE,
        )
        if match and (source := parse.subject(at)) and not parse.passive(at):
            start = word.end - offset
            noun_span = _span(start + match.start("noun"), start + match.end("noun"), parse)
            return [Toll(_span(word.start - offset, start + match.end(), parse), noun_span, source[0])]
    return []


def _span(start: int, end: int, parse: Parse) -> Span:
    offset = parse.sentence.start
    return Span(start=start + offset, end=end + offset, words=parse.sentence.words[start:end])
