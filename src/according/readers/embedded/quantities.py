"""How many: the number on a phrase, what it counts, the parts that are named of it, and tolls without a number."""

import functools
import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from according.language.numbers import NumberPhrase
from according.language.people import class_of
from according.language.sentences import word_lists
from according.model import Quantity, Scope, Span, Unknown
from according.readers.embedded.document import Sentence, plain
from according.readers.embedded.pipelines import language_table
from according.readers.embedded.relations import Phrase, Relations

_UNCOUNTED = re.compile(r"\b(?:unknown|unspecified|undetermined|unconfirmed|undisclosed) number\b", re.IGNORECASE)
_LEADING = re.compile(r"^(?:of\s++(?:the\s++|its\s++|their\s++|his\s++|our\s++)?|other\s++|more\s++)++", re.IGNORECASE)


class Quantities:
    """Reads numbers on the phrases of parsed sentences."""

    def __init__(self, relations: Relations, language: str) -> None:
        """Take the relations of a language and its words of counting."""
        self._relations = relations
        self._words = language_table(language, "quantities")

    def of_phrase(
        self, sentence: Sentence, phrase: Phrase, scope: Scope = "incident", *, single: bool = True
    ) -> Quantity | None:
        """The number of a phrase with its unit; one, where a singular noun names or means a person or thing."""
        span = sentence.words(phrase.first, phrase.last)
        number = next((n for n in sentence.numbers if _inside(n.span, span) or _heads(n.span, span)), None)
        if number is not None and number.span.start - span.start <= 60:
            return Quantity(span=number.span, unit=self._unit(span, number), scope=scope)
        return self._single(sentence, phrase, scope) if single else None

    def _unit(self, span: Span, number: NumberPhrase) -> str:
        unit = span.words[max(0, number.span.end - span.start) :].strip(' ,-"“”')
        unit = _LEADING.sub("", unit).split(" of ")[0].strip()
        return "people" if plain(unit) in self._words["unitless"] else unit or "people"

    def _single(self, sentence: Sentence, phrase: Phrase, scope: Scope) -> Quantity | None:
        """One person or thing, told by a singular noun: "a soldier", "the mayor", "Ali Diallo"."""
        relations, head = self._relations, phrase.head
        words = sentence.words(phrase.first, phrase.last)
        if plain(head.text) in self._words["one_person"]:
            return Quantity(span=words, unit="person", scope=scope, named=1)
        if not relations.has_form(head, "singular_noun") or plain(head.text) in self._words["collective"]:
            return None
        if plain(head.text) in self._words["bodies"]:
            return None
        article = plain(sentence.doc[phrase.first].text) in self._words["one"]
        if class_of(words.words) and not article and not relations.has_form(head, "proper_noun"):
            return None
        unit = (
            sentence.words(phrase.first + article, phrase.last).words
            if phrase.first + article < phrase.last
            else words.words
        )
        return Quantity(span=words, unit=unit, scope=scope, named=1)

    def unclear(self, span: Span) -> Unknown | None:
        """An "unknown number of people"."""
        match = _UNCOUNTED.search(span.words)
        if match is None:
            return None
        start = span.start + match.start()
        return Unknown(why="unclear", words=match.group(), at=(start, start + len(match.group())))

    def parts(self, sentence: Sentence, counted: Sequence[Phrase]) -> Iterator[Phrase]:
        """The phrases that name parts of what was counted: "including three children", "two of them women"."""
        if not counted:
            return
        relations, doc = self._relations, sentence.doc
        after = max(phrase.last for phrase in counted)
        for token in doc[after:]:
            word = plain(token.text)
            if word in self._words["including"]:
                for each in relations.children(token, "preposition_object", "object"):
                    yield from (relations.phrase(t) for t in relations.conjuncts(each))
            elif word == "among" and token.i + 1 < len(doc) and plain(doc[token.i + 1].text) in ("them", "those"):
                yield from self._numbered_after(sentence, token.i + 2)
            elif word == "of" and token.i + 1 < len(doc) and plain(doc[token.i + 1].text) in ("them", "whom"):
                yield from self._part_of_them(sentence, token)

    def _numbered_after(self, sentence: Sentence, at: int) -> Iterator[Phrase]:
        for token in sentence.doc[at : at + 4]:
            if token.pos_ == "NUM" and token.head.pos_ in ("NOUN", "PROPN"):
                yield from (self._relations.phrase(t) for t in self._relations.conjuncts(token.head))
                return

    def _part_of_them(self, sentence: Sentence, of: Token) -> Iterator[Phrase]:
        """A part as in "eight of them children": the number before, the noun behind."""
        head = of.head
        behind = sentence.doc[of.i + 2 : of.i + 6]
        noun = next((t for t in behind if t.pos_ in ("NOUN", "ADJ") and not t.is_stop), None)
        number = next((n for n in sentence.numbers if n.span.start <= sentence.at(head) < n.span.end), None)
        if noun is not None and number is not None:
            yield Phrase(noun, head.left_edge.i if head.left_edge.i <= noun.i else head.i, noun.i + 1)

    def is_cumulative(self, sentence: Sentence, when: Span | None) -> bool:
        """Tell whether words say that a number is a running total: "since Sunday", "so far this year", "in all"."""
        words = f" {plain(sentence.span.words)} "
        if any(f" {each} " in words for each in self._words["total"]):
            return True
        if when is None:
            return False
        before = plain(sentence.span.words[: max(0, when.start - sentence.span.start)]).split()[-2:]
        return (
            any(word in self._words["since"] for word in before) or plain(when.words).split()[0] in self._words["since"]
        )


@functools.cache
def _toll() -> re.Pattern[str]:
    lists = word_lists("saying.toml")
    nouns = "|".join(sorted(map(re.escape, lists["tolls"]["nouns"]), key=len, reverse=True))
    unclear = "|".join(map(re.escape, lists["unclear"]["words"]))
    return re.compile(
        rf"\b(?:(?P<noun>{nouns})\b[^.;]{{0,60}}?\b(?:{unclear})|(?:{unclear})\b[^.;]{{0,50}}?\b(?P<late>{nouns}))\b",
        re.IGNORECASE,
    )


def find_toll(sentence: Sentence) -> tuple[Span, Span, str] | None:
    """Words that speak of a toll without a number: the words, its noun, and `unclear` or `withheld`; `None` if none."""
    if match := _toll().search(sentence.span.words):
        name = "noun" if match.group("noun") else "late"
        return _cut(sentence, *match.span()), _cut(sentence, *match.span(name)), "unclear"
    return None


def find_withheld(sentence: Sentence, relations: Relations) -> tuple[Span, Span, Token] | None:
    """Words that say that somebody gives no toll: the words, its noun, and who; `None` if none."""
    lists = word_lists("saying.toml")
    verbs, nouns = lists["withheld"]["verbs"], frozenset(lists["tolls"]["nouns"])
    if nouns.isdisjoint(sentence.lower):
        return None
    for token in sentence.doc:
        if token.lemma_.lower() not in verbs or not relations.is_verb(token):
            continue
        for noun in relations.objects(token):
            phrase = relations.phrase(noun)
            words = {plain(t.text) for t in sentence.doc[phrase.first : phrase.last]}
            tolls = words & nouns
            refused = (
                "no" in words
                or relations.negations(token)
                or any(plain(t.text) == "without" for t in relations.above(token))
            )
            if tolls and refused and (subjects := relations.subjects(token)):
                spoken = sentence.words(token.i, max(phrase.last, token.i + 1))
                return spoken, sentence.words(phrase.first, phrase.last), subjects[0]
    return None


def _cut(sentence: Sentence, start: int, end: int) -> Span:
    offset = sentence.span.start
    return Span(start=offset + start, end=offset + end, words=sentence.span.words[start:end])


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _heads(number: Span, span: Span) -> bool:
    """Tell whether a number begins before a phrase and ends in it: "more than 80 | militants"."""
    return number.start <= span.start < number.end <= span.end
