"""What each word does in its sentence, and the phrases around a verb, by closed word lists: no trained parser.

A tag is one letter: D determiner, N number, P preposition, C conjunction, S subordinator, R relative, X auxiliary,
G negation, O pronoun, A adverb, V verb, T time, Q quotation mark, "," any other mark, W any other word.
"""

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from according.language.inflection import verb_forms
from according.language.numbers import find_numbers
from according.language.sentences import Word, find_words, word_lists
from according.language.times import find_times
from according.model import Span

Range = tuple[int, int]
_QUOTES = '"“”«»„‟'
_LISTS = {
    "D": "determiners", "C": "conjunctions", "S": "subordinators", "R": "relatives", "P": "prepositions",
    "X": "auxiliaries", "G": "negations", "O": "pronouns", "A": "adverbs",
}  # fmt: skip
_PHRASE_STARTS = "DNWO"
# How far a search goes on in a sentence: verbs back for a shared subject, words on for a verb. No real sentence needs
# more; without bounds a list of thousands of words would cost their square.
_COUNTED_ON = ("of", "other", "additional", "further", "estimated", "least")
_MOST_STEPS = 8
_MOST_WORDS = 60


@functools.cache
def _tags() -> dict[str, str]:
    lists = word_lists("words.toml")
    return {word: tag for tag, name in reversed(_LISTS.items()) for word in lists[name]}


@functools.cache
def listed(name: str) -> frozenset[str]:
    """A list of words.toml."""
    return frozenset(word_lists("words.toml")[name])


@functools.cache
def forms_of(lemmas: tuple[str, ...]) -> dict[str, str]:
    """First word of each inflected form -> its inflection: base, third, ing, past, participle, base and past."""
    forms: dict[str, str] = {}
    for lemma in lemmas:
        made = verb_forms(lemma)
        rows = (("base", made.base), ("third", made.third), ("ing", made.ing), ("participle", made.participle))
        for how, form in (*rows, ("past", made.past)):
            same = made.base == made.past and how in ("base", "past", "participle")
            forms.setdefault(form.split()[0], "base and past" if same else how)
        for form in made.others:
            forms.setdefault(form.split()[0], "past")
    return forms


@dataclass(frozen=True, slots=True)
class Parse:
    """A sentence's words with their tags. Ranges are of words, end exclusive."""

    sentence: Span
    words: tuple[Word, ...]
    tags: str
    numbers: tuple[Span, ...]
    times: tuple[Span, ...]

    def span(self, where: Range) -> Span:
        """The span of a range of words."""
        start, end = self.words[where[0]].start, self.words[where[1] - 1].end
        offset = self.sentence.start
        return Span(start=start, end=end, words=self.sentence.words[start - offset : end - offset])

    def lower(self, where: Range) -> str:
        """The words of a range in lower case, one space between."""
        return " ".join(word.lower for word in self.words[where[0] : where[1]])

    def passive(self, verb: int, end: int | None = None, *, bare: bool = True) -> bool:
        """Tell whether a participle is passive: after a form of "to be", or a `bare` one before a preposition.

        `end` is where the words of the verb end, if there are several ("sealed off").
        """
        before = self._skip_left(verb - 1, "AGT")
        if before >= 0 and self.tags[before] == "X":
            while before >= 0 and self.tags[before] in "XAG":
                if self.words[before].lower in listed("be_forms"):
                    return True
                before -= 1
            return False
        if before >= 0 and self.tags[before] not in "WN":
            return False
        after = self._skip_right(end or verb + 1, "AT")
        if self.lower((after, min(after + 2, len(self.tags)))).startswith("to ") and self.tags[after + 1] == "V":
            return False
        return bare and (after >= len(self.tags) or (self.tags[after] in "P,;CS" and self.words[after].lower != "that"))

    def phrase(self, start: int, before: int | None = None) -> tuple[Range, ...]:
        """The noun phrases that begin at a word, one per member of a list ("weapons, vehicles and motorcycles").

        A phrase that a verb follows begins a clause and is no member, unless that verb is the one they stand `before`.
        """
        first = self._one_phrase(start)
        found = [first] if first else []
        while found:
            joint = self._joint(found[-1][1])
            member = self._one_phrase(joint) if joint else None
            if joint is None or member is None or (before is None and self._begins_clause(joint)):
                break
            found.append(member)
        return tuple(found)

    def subject(self, verb: int, steps: int = _MOST_STEPS) -> tuple[Range, ...]:
        """The noun phrases that a verb's clause begins with, looking left from the verb.

        A verb without a subject of its own shares that of a verb before it, at most so many `steps` back.
        """
        if steps == 0:
            return ()
        if self.words[verb].lower.endswith("ing") and verb and self._hangs(self._skip_left(verb - 1, "A")):
            main = next((i for i in range(verb - 1, -1, -1) if self._finite_verb(i)), None)
            return self.subject(main, steps - 1) if main is not None else ()
        last = self._skip_left(verb - 1, "XAGT")
        alone = last < 1 or self.tags[last - 1] not in "VP"
        nominative = ("they", "he", "she", "we", "i", *(("it",) if alone else ()))
        if last >= 0 and self.words[last].lower in nominative:
            return ((last, last + 1),)
        end = self._before_aside(self._skip_left(verb - 1, "XAGT") + 1)
        begin = self._clause_start(end)
        found = self._first_phrase(begin, end)
        mark = begin - 1
        if begin and self.tags[mark] == "V" and self._is_relative(mark):
            return self.subject(
                mark
            )  # "rebels who attacked the post | killed": the phrase between is the other's object
        if found or begin == 0:
            return found
        if self.tags[mark] == "R":
            return self.before(mark)
        earlier = next((i for i in range(mark, -1, -1) if self.tags[i] == "V"), None)
        return self.subject(earlier, steps - 1) if earlier is not None and earlier < verb else ()

    def also(self, end: int) -> tuple[Range, ...]:
        """The phrases of an "as well as" behind a verb: "the school was hit, as well as the market"."""
        at = end + 1 if end < len(self.words) and self.words[end].text == "," else end
        opening = self.lower((at, min(at + 3, len(self.words))))
        for words in ("as well as", "along with", "together with"):
            if opening.startswith(words):
                return self.phrase(at + len(words.split()))
        return ()

    def clause(self, verb: int) -> Range:
        """From the start of a verb's clause to the next clause."""
        begin = self._clause_start(verb)
        end = verb + 1
        while end < len(self.tags) and not (self.tags[end] in "SR;" or self._joins_clause(end)):
            end += 1
        return begin, end

    def _is_relative(self, verb: int) -> bool:
        """Tell whether a verb stands in a relative clause: "who attacked"."""
        before = self._skip_left(verb - 1, "XAGT")
        return before >= 0 and self.tags[before] == "R"

    def _hangs(self, before: int) -> bool:
        """Tell whether a participle behind this word takes its subject from the main verb: "after killing"."""
        return before >= 0 and (self.words[before].text == "," or self.tags[before] in "PS")

    def _finite_verb(self, at: int) -> bool:
        return self.tags[at] == "V" and not self.words[at].lower.endswith("ing")

    def _before_aside(self, end: int) -> int:
        """Step left over an aside between commas: "the army, which lost ten men, said"."""
        while end > 0 and self.words[end - 1].text == ",":
            opens = next((i for i in range(end - 2, 0, -1) if self.words[i].text == ","), None)
            end = self._skip_left((opens if opens is not None else end - 1) - 1, "XAGT") + 1
        return end

    def _skip_left(self, at: int, tags: str) -> int:
        while at >= 0 and self.tags[at] in tags:
            at -= 1
        return at

    def _skip_right(self, at: int, tags: str) -> int:
        while at < len(self.tags) and self.tags[at] in tags:
            at += 1
        return at

    def _one_phrase(self, start: int) -> Range | None:
        at, tags, words = start, self.tags, self.words
        if at >= len(tags) or not (tags[at] in _PHRASE_STARTS or (tags[at] == "Q" and self._quoted_word(at))):
            return None
        while at < len(tags):
            if tags[at] == "O":
                at += at == start or words[at - 1].lower == "no"
                break
            of = words[at].lower == "of" and at + 1 < len(tags) and tags[at + 1] in "DNWQ"
            if tags[at] == "N" and at > start and tags[at - 1] == "W" and words[at - 1].lower not in _COUNTED_ON:
                break  # "in those strikes | 88 people"
            if not (tags[at] in "DNW" or of or (tags[at] == "Q" and self._quoted_word(at)) or self._bracket(at)):
                break
            at += 1
        return (start, at) if at > start else None

    def _quoted_word(self, at: int) -> bool:
        """Tell whether a quotation mark belongs to one quoted word, not to a sentence."""
        return any(
            0 <= other < len(self.tags)
            and self.tags[other] == "Q"
            and "V" not in self.tags[min(at, other) : max(at, other)]
            for other in (at - 2, at - 3, at + 2, at + 3)
        )

    def _bracket(self, at: int) -> bool:
        """Tell whether a bracket belongs to a short form behind a name: "(JNIM)"."""
        text = [word.text for word in self.words[max(at - 2, 0) : at + 3]]
        here = min(at, 2)
        return (text[here] == "(" and len(text) > here + 2 and text[here + 2] == ")") or (
            text[here] == ")" and here == 2 and text[0] == "("
        )

    def _joint(self, at: int) -> int | None:
        """Where the next member of a list begins, if a comma or an "and" stands here."""
        tags = self.tags
        if self.lower((at, min(at + 3, len(tags)))) == "as well as":
            return at + 3
        if at < len(tags) and self.words[at].text == ",":
            if self.lower((at + 1, min(at + 4, len(tags)))) == "as well as":
                return at + 4
            at += 1
            return at + 1 if at < len(tags) and tags[at] == "C" else at
        return at + 1 if at < len(tags) and self.words[at].lower in ("and", "or", "&") else None

    def opens_clause(self, at: int) -> bool:
        """Tell whether a finite verb follows, so that the phrase before is a subject."""
        at = self._skip_right(at, "AGT")
        tag = self.tags[at : at + 1]
        return tag == "X" or (tag == "V" and not self.passive(at, bare=False))

    def _begins_clause(self, at: int) -> bool:
        """Tell whether the phrase that begins here is the subject of a verb further on: ", the envoy in Goma said"."""
        for tag in self.tags[at : at + _MOST_WORDS]:
            if tag == "X" or (tag == "V" and not self.passive(at, bare=False)):
                return True
            if tag not in "DNWOPCATGV" and not (tag == "," and self._bracket(at)):
                return False
            at += 1
        return False

    def _joins_clause(self, at: int) -> bool:
        """Tell whether an "and" or a comma here begins a new clause, not a member of a list."""
        if self.tags[at] not in "C,":
            return False
        after = self._skip_right(at + 1, "CAGT")
        if after < len(self.tags) and self.tags[after] in "XV":
            return True
        phrase = self._one_phrase(after)
        return bool(phrase) and self.opens_clause(phrase[1]) if phrase else False

    def _clause_start(self, end: int) -> int:
        comma = self._list_after_comma(end)
        if comma is not None:
            return comma + 1
        at = end - 1
        while at >= 0:
            tag = self.tags[at]
            if tag in "SRVQ;" and not (tag == "Q" and self._quoted_word(at)):
                return at + 1
            if tag == "C" and (at + 1 == end or set("VX") & set(self.tags[max(self._clause_start(at) - 1, 0) : at])):
                return at + 1
            at -= 1
        return 0

    def _list_after_comma(self, end: int) -> int | None:
        """The comma before a subject that ends here: "..., rescuers and an official | said"."""
        at = end - 1
        while at >= 0 and self.tags[at] not in "SRVQX;":
            listed_after_verb = "C" not in self.tags[at:end] or "V" in self.tags[:at]
            if self.words[at].text == "," and listed_after_verb:
                return at if self._is_phrase(at + 1, end) else None
            at -= 1
        return None

    def _is_phrase(self, begin: int, end: int) -> bool:
        """Tell whether one noun phrase, with what hangs on it, fills a range: "an official in the capital"."""
        return begin < end and self.tags[begin] in _PHRASE_STARTS and set(self.tags[begin:end]) <= set("DNWOPCA,")

    def _first_phrase(self, begin: int, end: int) -> tuple[Range, ...]:
        at = begin
        while at < end:
            tag = self.tags[at]
            if tag == "P":
                comma = next((i for i in range(at, end) if self.words[i].text == ","), None)
                inner = self._one_phrase(at + 1)
                at = comma + 1 if comma is not None else inner[1] if inner else at + 1
            elif tag in _PHRASE_STARTS:
                return tuple((a, min(b, end)) for a, b in self.phrase(at, end) if a < end)
            else:
                at += 1
        return ()

    def before(self, word: int) -> tuple[Range, ...]:
        """The phrase that ends right before a word: before a "who", or a bare participle ("pupils taken near")."""
        end = word - 1 if word and self.words[word - 1].text == "," else word
        at = end
        while at > 0 and (self.tags[at - 1] in "DNWQ" or self.words[at - 1].lower == "of"):
            at -= 1
        return self.phrase(at)[:1] if at < end else ()


class Grammar:
    """Tags sentences, given the lemmas of the verbs that matter beside those of words.toml."""

    def __init__(self, lemmas: Iterable[str]) -> None:
        """Take the lemmas of the verbs that sentences may turn on; the first word of each counts."""
        said = [verb for verbs in word_lists("saying.toml")["verbs"].values() for verb in verbs]
        common = [*word_lists("words.toml")["verbs"], *said]
        self._verbs = forms_of(tuple(dict.fromkeys([*lemmas, *common])))

    def parse(self, sentence: Span) -> Parse:
        """Tag the words of a sentence."""
        words = tuple(find_words(sentence))
        numbers = tuple(_moved(number.span, sentence) for number in find_numbers(sentence.words))
        times = tuple(_moved(time, sentence) for time in find_times(sentence.words))
        marked = {n: tag for tag, spans in (("N", numbers), ("T", times)) for s in spans for n in _inside(s, words)}
        tags: list[str] = []
        for at, word in enumerate(words):
            tags.append(marked.get(at) or self._tag(at, word, words, tags))
        return Parse(sentence, words, "".join(tags), numbers, times)

    def _tag(self, at: int, word: Word, words: tuple[Word, ...], before: list[str]) -> str:
        if not word.text[0].isalnum():
            return "Q" if word.text in _QUOTES else ";" if word.text in ";:" else ","
        how = self._verbs.get(word.lower)
        follows = words[at + 1].lower if at + 1 < len(words) else ""
        if (
            word.lower == "that"
            and before
            and before[-1] in "WN"
            and (follows in self._verbs or _tags().get(follows) == "X")
        ):
            return "R"
        listed_tag = _tags().get(word.lower)
        named = at > 0 and word.text[0].isupper() and not word.text.isupper()
        if listed_tag and not (named and listed_tag in "AW") and word.text != "US":
            return listed_tag
        if word.lower.isdigit():
            return "N"
        if word.text.islower() and word.lower.endswith("ly") and word.lower not in listed("not_adverbs"):
            return "A"
        if named and words[at - 1].text not in _QUOTES:
            return "W"
        last = next((tag for tag in reversed(before) if tag not in "AQ"), "")
        if how == "base and past":
            return "W" if last in ("D", "P", "N", "") else "V"
        if how in ("base", "third"):
            return "V" if self._finite(last, before, words, at, follows) else "W"
        if how == "ing" or (how is None and word.lower.endswith("ing") and last == ","):
            return "W" if last in ("D", "N") or follows == "of" else "V"
        after = _tags().get(follows, "W" if follows[:1].isalpha() else ",")
        noun_like = (
            (last == "D" and after != "W") or (last == "N" and after == "X") or (at and words[at - 1].lower == "own")
        )
        if how and how != "ing" and noun_like and words[at - 1].lower not in ("both", "all"):
            return "W"
        if how or (word.lower.endswith("ed") and len(word.lower) > 4 and "-" not in word.lower):
            noun_next = bool(follows) and follows[0].isalnum() and follows not in _tags() and not follows[0].isdigit()
            attributive = (
                last in ("D", "N", "P", "V") and noun_next and self._verbs.get(follows) not in ("past", "participle")
            )
            return "W" if attributive or (last in ("D", "P") and how is None) else "V"
        return "W"

    @staticmethod
    def _finite(last: str, before: list[str], words: tuple[Word, ...], at: int, follows: str) -> bool:
        """Tell whether a form that is also a noun ("attack", "claims") is the sentence's verb here."""
        previous = words[at - 1].lower if at else ""
        if last == "X" or previous == "to":
            return True
        if last not in ("W", "R", "O") or previous.endswith(("'s", "s'")):
            return False
        next_tag = _tags().get(follows, "W") if follows and follows[0].isalnum() else ","
        if last in ("R", "O"):
            return True
        starts = next_tag in "DNOS" or follows[:1].isdigit() or follows in ("that", "responsibility")
        return starts and "V" not in before and "X" not in before


def _inside(span: Span, words: tuple[Word, ...]) -> list[int]:
    """The words of a span."""
    ends = [word.end - 2 if word.lower.endswith(("'s", "s'")) else word.end for word in words]
    return [at for at, word in enumerate(words) if span.start <= word.start and ends[at] <= span.end]


def _moved(span: Span, sentence: Span) -> Span:
    return Span(start=span.start + sentence.start, end=span.end + sentence.start, words=span.words)
