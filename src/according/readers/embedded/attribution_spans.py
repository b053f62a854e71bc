"""Which words of a sentence an attribution's source and content take up."""

import bisect
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from spacy.tokens import Token

from according.language.people import kind_of
from according.language.sentences import word_lists
from according.readers.embedded.document import Sentence, plain
from according.readers.embedded.relations import Relations
from according.readers.embedded.trees import Phrase

Range = tuple[int, int]
QUOTATION = re.compile(r"“[^“”]{1,4000}(?:”|$)|\"[^\"\n]{1,2000}(?:\"|(?=\n\s*\"))|«[^«»]{1,4000}»")

_OPENS = (",", "”", '"')
_LONGEST = 60  # tokens of a source: a longer one is a parse gone wrong
_LOOSE = ',;:-–—"”“'


class Spans:
    """Tells what a verb of saying's source and content are, by the parse and by the quotations of its sentence."""

    def __init__(self, relations: Relations, words: Mapping[str, Any]) -> None:
        """Take the relations of a language and its table of reporting."""
        self._relations = relations
        self._words = words
        self._saying = frozenset(verb for row in words["meanings"] for verb in row["verbs"])
        self._channels = frozenset(word_lists("saying.toml")["channels"]["nouns"])

    def content(self, sentence: Sentence, verb: Token, lemma: str) -> list[Range]:
        """The offsets of what a verb says: its clause before or behind it, a quotation, an infinitive, an object."""
        relations = self._relations
        if self.inverted(verb) is not None:
            return [(sentence.span.start, sentence.end(sentence.doc[verb.i - 2]))]
        clauses = relations.contents(verb)
        behind = [c for c in clauses if c.i > verb.i]
        before = [c for c in clauses if c.i < verb.i]
        found: list[Range] = []
        if before:
            speaking = [
                t.left_edge.i for t in relations.children(verb, "subject", "passive_subject") if t.i > before[-1].i
            ]
            end = min([verb.i, *speaking])
            first = min(before[0].left_edge.i, verb.left_edge.i)
            found.append((sentence.at(sentence.doc[first]), sentence.at(sentence.doc[max(end, first)])))
            found += self._tail(sentence, verb)
        if behind:
            stop = self.stop(verb)
            first = max(behind[0].left_edge.i, verb.i + 1)
            if stop > first:
                found.append((sentence.at(sentence.doc[first]), sentence.end(sentence.doc[stop - 1])))
        if not found and lemma in self._words["with_infinitive"]:
            opened = relations.children(verb, "open_complement")
            if not opened and relations.is_passive(verb):
                opened = relations.children(verb, "predicate_nominal")
            found = [self.subtree(sentence, token) for token in opened[:1]]
        if not found and lemma in self._words["with_object"]:
            objects = relations.objects(verb) or (relations.subjects(verb) if relations.is_passive(verb) else [])
            told = [token for token in objects[:1] if token.doc is verb.doc and token.pos_ != "PRON"]
            found = [self._object(sentence, token) for token in told]
        return found or self._around(sentence, verb, lemma) or self.quoted_beside(sentence, verb, lemma)

    def _tail(self, sentence: Sentence, verb: Token) -> list[Range]:
        """What the clause before a verb of saying goes on with behind it: "Shells fell, police said, killing nine"."""
        for token in self._relations.children(verb, "adverbial_clause"):
            first = token.left_edge.i
            goes_on = first == token.i == verb.i + 2 and verb.nbor().text == ","
            if goes_on and self._relations.has_form(token, "gerund") and token.lemma_.lower() in self._words["ensuing"]:
                return [self.subtree(sentence, token)]
        return []

    def _object(self, sentence: Sentence, token: Token) -> Range:
        """An object with all that it governs; of "responsibility for an attack", not how it went."""
        if token.lemma_.lower() not in self._words["narrow_objects"]:
            return self.subtree(sentence, token)
        phrase = self._relations.phrase(token, wide=True)
        return sentence.words(phrase.first, phrase.last).at

    def _around(self, sentence: Sentence, verb: Token, lemma: str) -> list[Range]:
        """The clause that a speaker is put into or behind: "the army, he said, had left", "as the mayor said, ..."."""
        relations = self._relations
        marks = [plain(t.text) for t in relations.children(verb, "marker")]
        put_in = relations.is_(verb, "parataxis") or (relations.is_(verb, "adverbial_clause") and marks == ["as"])
        if lemma not in self._words["quoting"] or not put_in or not relations.children(verb, "subject"):
            return []
        head, first, last = verb.head, verb.left_edge.i, verb.right_edge.i + 1
        while last <= head.right_edge.i and verb.doc[last].text == ",":
            last += 1
        parts = ((head.left_edge.i, first), (last, head.right_edge.i + 1))
        return [sentence.words(start, end).at for start, end in parts if end - start > 1]

    def inverted(self, verb: Token) -> Token | None:
        """Who speaks behind a verb that ends a sentence: "..., reported El Faro."; parsers take him for an object."""
        relations, doc = self._relations, verb.doc
        objects = relations.children(verb, "object")
        if verb.i < 2 or len(objects) != 1 or relations.children(verb, "subject", "passive_subject", "auxiliary"):
            return None
        told, last = objects[0], objects[0].right_edge.i + 1
        closes = all(t.is_punct for t in doc[last:])
        spoken = verb.lemma_.lower() in self._words["quoting"] and relations.is_(verb, "root", "conjunct", "parataxis")
        if not spoken or doc[verb.i - 1].text not in _OPENS or told.left_edge.i != verb.i + 1 or not closes:
            return None
        return told if told.pos_ == "PROPN" or kind_of(doc[told.left_edge.i : last].text) else None

    def stop(self, verb: Token) -> int:
        """Where what a verb governs ends: before a second verb with a speaker of its own, before ", adding that"."""
        stop = verb.right_edge.i + 1
        for token in verb.doc[verb.i + 2 : stop]:
            if (
                token.lemma_.lower() in self._saying
                and self._relations.has_form(token, "gerund")
                and token.nbor(-1).text == ","
            ):
                stop = token.i - 1
                break
        for other in self._relations.children(verb, "conjunct"):
            if self._relations.is_verb(other):
                stop = min(stop, other.left_edge.i)
        return stop

    def subtree(self, sentence: Sentence, token: Token) -> Range:
        """The offsets of a token and all that it governs."""
        return sentence.at(token.left_edge), sentence.end(token.right_edge)

    def quoted_beside(self, sentence: Sentence, verb: Token, lemma: str) -> list[Range]:
        """A quotation in the sentence of a verb of saying that the parse hung elsewhere."""
        if lemma not in self._words["quoting"]:
            return []
        words, start = sentence.span.words, sentence.span.start
        inside = [m.span() for m in QUOTATION.finditer(words) if m.end() - m.start() > 20]
        if inside:
            return [(start + first, start + last) for first, last in inside]
        for mark in '”"':
            at = words.find(mark)
            if at >= 0 and sentence.at(verb) > start + at and words.count(mark) == 1:
                return [(start, start + at + 1)]
        before = verb.doc[verb.i - 1] if verb.i else None
        if before is not None and before.text in (",", "”", '"') and self._relations.is_(verb, "root", "parataxis"):
            return [(start, sentence.at(before))]
        return []

    def source(self, verb: Token) -> tuple[tuple[Phrase, ...], Phrase | None]:
        """Who speaks, and through whom: subject, "quoted X as saying", "told Y"."""
        relations = self._relations
        told = self.inverted(verb)
        if told is not None:
            return self.phrases([told]), None
        governor = verb.head.head if relations.is_(verb, "clausal_preposition_object") else None
        if governor is not None and governor.lemma_.lower() in self._words["quoting_others"]:
            passive = relations.is_passive(governor)
            speakers = relations.subjects(governor) if passive else relations.objects(governor)
            outlets = relations.agents(governor) if passive else relations.subjects(governor)
            return self.phrases(speakers), self.phrase(outlets)
        if relations.is_passive(verb) and verb.lemma_.lower() != "say":
            agents = relations.agents(verb)
            return self.phrases(agents), None
        subjects = [t for t in relations.subjects(verb) if plain(t.text) not in ("it", "there") or t.dep_ != "expl"]
        listeners = relations.children(verb, "indirect_object", "object")
        relay = next((t for t in listeners if self.is_outlet(t)), None)
        return self.phrases(subjects), self.phrase([relay] if relay is not None else [])

    def is_outlet(self, token: Token) -> bool:
        """Tell whether who is spoken to passes on what he is told: a newspaper, an agency."""
        phrase = self._relations.phrase(token)
        words = token.doc[phrase.first : phrase.last].text
        if plain(token.text) in self._words["listeners"]:
            return False
        return kind_of(words) == "media" or (self._relations.has_form(token, "proper_noun") and token.pos_ == "PROPN")

    def phrases(self, tokens: Sequence[Token]) -> tuple[Phrase, ...]:
        """The phrases of sources that say it together: "residents and hospital sources"."""
        return tuple(phrase for token in tokens if (phrase := self.phrase([token])) is not None)

    def phrase(self, tokens: Sequence[Token]) -> Phrase | None:
        """The phrase of a source, with what tells whose it is: "a spokesman for the rebels"."""
        if not tokens:
            return None
        relations, head = self._relations, tokens[0]
        narrow = relations.phrase(head)
        last = narrow.last
        for prep, token in relations.complements(head):
            words = plain(token.text)
            if prep.i < last - 1 or prep.i > last or words in self._channels:
                continue
            if plain(prep.text) in self._words["source_prepositions"] and not token.ent_type_:
                last = max(last, relations.phrase(token).last)
        for token in relations.appositions(head):
            if token.left_edge.i == last or (token.left_edge.i == last + 1 and token.doc[last].text == ","):
                last = max(last, relations.phrase(token).last)
        return Phrase(head, narrow.first, last)

    def whole(self, phrase: Phrase, cue: Token) -> tuple[int, int]:
        """The tokens of a source as it stands beside its cue: with relative clauses and appositions, without the cue.

        Of a relative clause's verb it is the pronoun: "the doctor, who said ...".
        """
        head = phrase.head
        verb = cue
        pronouns: list[Token] = []
        for _ in range(3):
            own = self._relations.children(verb, "subject", "passive_subject")
            pronouns = [t for t in own if self._relations.has_form(t, "relative_pronoun") or t.lower_ == "that"]
            if own or not self._relations.is_(verb, "conjunct", "open_complement"):
                break
            verb = verb.head
        if pronouns and head.i < pronouns[0].i:
            return pronouns[0].i, pronouns[0].i + 1
        first, last = min(phrase.first, head.left_edge.i), max(phrase.last, head.right_edge.i + 1)
        if head.pos_ == "PRON" or last - first > _LONGEST:
            return phrase.first, phrase.last
        for child in head.children:
            if child.left_edge.i <= cue.i <= child.right_edge.i:
                first, last = (first, child.left_edge.i) if child.i > head.i else (child.right_edge.i + 1, last)
        if first <= cue.i < last:
            first, last = phrase.first, phrase.last
        while last - 1 > head.i and head.doc[last - 1].text in _LOOSE:
            last -= 1
        return first, last

    def issuer(self, noun: Token) -> Token | None:
        """Who issued what is named as a source: "a statement issued by the ministry"."""
        if noun.lemma_.lower() not in self._channels:
            return None
        for clause in self._relations.children(noun, "noun_clause"):
            for agent in self._relations.agents(clause):
                return agent
        return None

    def cue(self, token: Token) -> tuple[int, int]:
        """The tokens of a cue: a verb with its auxiliaries and particles."""
        first, last = token.i, token.i + 1
        if token.pos_ not in ("VERB", "AUX"):
            return first, last
        relations = self._relations
        for child in reversed(list(token.lefts)):
            parts = ("auxiliary", "passive_auxiliary", "negation", "adverb", "particle")
            if child.right_edge.i != first - 1 or not relations.is_(child, *parts) or child.left_edge != child:
                break
            first = child.i
        for child in relations.children(token, "particle"):
            if child.i == last:
                last += 1
        return first, last


def widen(content: list[Range], sentence: Sentence, cue: Token, quotations: Sequence[Range]) -> None:
    """Widen what takes in part of a quotation to the whole of it, over sentences; one that holds the cue is not its."""
    low = bisect.bisect_left(quotations, sentence.span.start - 4000, key=lambda quotation: quotation[1])
    at = sentence.at(cue)
    for first, last in quotations[low:]:
        if first > sentence.span.end:
            break
        if first < at < last:
            continue
        for n, (start, end) in enumerate(content):
            if first < end and start < last and last - first > 20:
                content[n] = (min(first, start), max(last, end))


def joined(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Ranges in order, those that touch as one."""
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
