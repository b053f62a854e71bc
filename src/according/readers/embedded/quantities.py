"""How many: the number on a phrase, what it counts, the parts that are named of it, and tolls without a number."""

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from according.language.numbers import NumberPhrase, parse_number
from according.language.people import class_of
from according.language.sentences import word_lists
from according.language.times import time_words
from according.model import Quantity, Scope, Span, Unknown
from according.readers.embedded.document import Sentence, plain
from according.readers.embedded.pipelines import language_table
from according.readers.embedded.relations import Relations
from according.readers.embedded.trees import Phrase, once

_YEAR = 4  # digits
_BESIDE = 12  # characters between the two numbers of a change
_MANY = 20  # so many, in a time of more than a day, are seldom of one happening
_MARKS = (":", "-", "–", "—", "(", ",")
_FIGURES = re.compile(r"\d{1,4}s?")
_UNCOUNTED = re.compile(r"\b(?:unknown|unspecified|undetermined|unconfirmed|undisclosed) number\b", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:of\s++(?:the\s++|its\s++|their\s++|his\s++|our\s++|them\s++|whom\s++)?|other\s++|more\s++)++", re.IGNORECASE
)


class Quantities:
    """Reads numbers on the phrases of parsed sentences."""

    def __init__(self, relations: Relations, language: str) -> None:
        """Take the relations of a language and its words of counting."""
        self._relations = relations
        self._words = language_table(language, "quantities")
        self._months = frozenset(time_words(language)["months"])

    def of_phrase(
        self, sentence: Sentence, phrase: Phrase, scope: Scope = "incident", *, single: bool = True
    ) -> Quantity | None:
        """The number of a phrase with its unit; one, where a singular noun names or means a person or thing."""
        span = sentence.words(phrase.first, phrase.last)
        numbers = [n for n in sentence.numbers if _inside(n.span, span) or _heads(n.span, span)]
        number = self.current(sentence, numbers)
        if number is not None and self._names_a_body(phrase, number):
            return None
        if number is not None and number.span.start - span.start <= 60:
            scope = "subset" if scope == "incident" and self._of_harmed(sentence, number) else scope
            return Quantity(span=number.span, unit=self._unit(span, number), scope=scope)
        return self._single(sentence, phrase, scope) if single else None

    def current(self, sentence: Sentence, numbers: Sequence[NumberPhrase]) -> NumberPhrase | None:
        """The first number that no other supersedes: "rose to 19 from 16", "from 12 to 17", "up from an earlier 12"."""
        return next((n for n in numbers if not self._is_superseded(sentence, n)), numbers[0] if numbers else None)

    def _is_superseded(self, sentence: Sentence, number: NumberPhrase) -> bool:
        token = sentence.token_at(number.span.start)
        before = sentence.lower[max(0, token.i - 5) : token.i] if token is not None else ()
        if "from" not in before:
            return False
        if before[-1] != "from":
            return any(word in self._words["superseded"] for word in before[before.index("from") :])
        near = (n for n in sentence.numbers if self._follows_to(sentence, n) and _gap(n.span, number.span) <= _BESIDE)
        return before[-2:-1] != () and (before[-2] in self._words["up_from"] or any(near))

    def _follows_to(self, sentence: Sentence, number: NumberPhrase) -> bool:
        token = sentence.token_at(number.span.start)
        return token is not None and token.i > 0 and sentence.lower[token.i - 1] in ("to", "at")

    def _names_a_body(self, phrase: Phrase, number: NumberPhrase) -> bool:
        """Tell whether a number is part of a body's name: "the 400 Mawozo gang"."""
        head = phrase.head
        is_body = plain(head.text) in self._words["numbered_bodies"] and number.least != 1
        return is_body and number.span.words[:1].isdigit() and self._relations.has_form(head, "singular_noun")

    def _of_harmed(self, sentence: Sentence, number: NumberPhrase) -> bool:
        """Tell whether a number is of people known to have come to harm: "three of the wounded died"."""
        after = plain(sentence.span.words[number.span.end - sentence.span.start :]).split()[:3]
        return after[:2] in (["of", "the"], ["of", "those"]) and after[2:] != [] and after[2] in self._words["harmed"]

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
        for phrase in counted:
            yield from self._among(phrase)
            yield from self._summed(sentence, phrase)
        lower, opening = sentence.lower, {*self._words["including"], "among", "of"}
        places = once("parts", doc[0], lambda _: [at for at, word in enumerate(lower) if word in opening])
        for at in places[bisect_left(places, after) :]:
            word, token = lower[at], doc[at]
            if word in self._words["including"]:
                for each in relations.children(token, "preposition_object", "object"):
                    yield from (relations.phrase(t) for t in relations.conjuncts(each))
            elif word == "among" and token.i + 1 < len(doc) and plain(doc[token.i + 1].text) in ("them", "those"):
                yield from self._numbered_after(sentence, token.i + 2)
            elif word == "of" and token.i + 1 < len(doc) and plain(doc[token.i + 1].text) in ("them", "whom"):
                yield from self._part_of_them(sentence, token)

    def _among(self, phrase: Phrase) -> Iterator[Phrase]:
        """Those who are told to be among what was counted: "two children were among the 12 people killed"."""
        relations, among = self._relations, phrase.head.head
        if among.lower_ != "among" or not relations.is_(phrase.head, "preposition_object"):
            return
        if among.head.lemma_ == "be":
            found = [*relations.children(among.head, "subject"), *relations.children(among.head, "predicate_nominal")]
            yield from (relations.phrase(t) for each in found for t in relations.conjuncts(each))

    def _summed(self, sentence: Sentence, phrase: Phrase) -> Iterator[Phrase]:
        """The items of a list whose sum was counted: "left 21 dead: 15 soldiers, four gendarmes and two civilians"."""
        span = sentence.words(phrase.first, phrase.last)
        whole = next((n for n in sentence.numbers if _inside(n.span, span) or _heads(n.span, span)), None)
        if whole is None or whole.least is None:
            return
        left: int = whole.least
        found: list[Phrase] = []
        for number in (n for n in sentence.numbers if n.span.start >= whole.span.end):
            token = sentence.token_at(number.span.end)
            noun = next((t for t in sentence.doc[token.i : token.i + 4] if t.pos_ == "NOUN"), None) if token else None
            if noun is None or number.least is None or number.least != number.most:
                return
            if not found and sentence.token_at(number.span.start - 1) is not None:
                before = sentence.span.words[: number.span.start - sentence.span.start].rstrip()
                if not before.endswith(_MARKS):
                    return
            left -= number.least
            found.append(self._relations.phrase(noun))
            if left <= 0:
                break
        if not left and len(found) > 1:
            yield from found

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

    def is_cumulative(
        self, sentence: Sentence, when: Span | None, causes: Iterable[Token] = (), number: Quantity | None = None
    ) -> bool:
        """Tell whether a number is a running total: "since Sunday", "in 2011", "the war has killed", "in all"."""
        words = f" {plain(sentence.span.words)} "
        if any(f" {each} " in words for each in self._words["total"]):
            return True
        if any(token.lemma_.lower() in self._words["long"] for token in causes):
            return True
        if when is None:
            return False
        before = plain(sentence.span.words[: max(0, when.start - sentence.span.start)]).split()[-2:]
        if any(word in self._words["since"] for word in (*before, plain(when.words).split()[0])):
            return True
        told = parse_number(number.span.words) if number is not None and not number.named else None
        return told is not None and (told.least or told.most or 0) >= _MANY and self._is_period(when)

    def _is_period(self, when: Span) -> bool:
        """Tell whether a time is of more than a day: "2011", "September", "the last ten days", "this year"."""
        words = re.findall(r"\w+", plain(when.words))
        months = self._months
        long = [w for w in words if w in self._words["periods"] or w in months or (len(w) == _YEAR and w.isdigit())]
        known = (w in long or w in self._words["period_words"] for w in words)
        day = any(w in months for w in words) and any(w.isdigit() and len(w) < _YEAR for w in words)
        return bool(long) and not day and all(k or _FIGURES.fullmatch(w) for k, w in zip(known, words, strict=True))


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


def _gap(one: Span, other: Span) -> int:
    """How many characters stand between two spans."""
    return max(one.start, other.start) - min(one.end, other.end)


def _heads(number: Span, span: Span) -> bool:
    """Tell whether a number begins before a phrase and ends in it: "more than 80 | militants"."""
    return number.start <= span.start < number.end <= span.end
