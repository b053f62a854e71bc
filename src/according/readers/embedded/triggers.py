"""Finds the words of a sentence that tell a type of happening: the ontology's cues on the parse."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from according.language.sentences import find_words
from according.model import Span
from according.ontology import Cue, Type
from according.readers.embedded.document import Sentence, plain
from according.readers.embedded.pipelines import language_table
from according.readers.embedded.relations import Relations

_HYPHEN = re.compile(r"(-)")
_VERBAL = ("VERB", "AUX", "ADJ")
_NOMINAL = ("NOUN", "PROPN", "VERB", "ADJ")


@dataclass(frozen=True, slots=True)
class Entry:
    """One surface form of a cue, in words."""

    type: str
    family: str
    cue: Cue
    words: tuple[str, ...]


@dataclass(slots=True, eq=False)
class Trigger:
    """A cue found in a sentence. `head` is the token that the syntax turns on, `last` the last token of its words.

    `first` and `end` bound its contiguous words. `form` is the cue's: verb, noun or adjective. `others` are what the
    same words can tell as well: which it is, the object decides ("captured the town", "captured two soldiers").
    `series` holds words that put it in a row of others ("the third offensive in a month"). `refined` is the type that
    another trigger of the same deed tells more exactly, if one does.
    """

    entry: Entry
    sentence: Sentence
    head: Token
    first: int
    end: int
    last: Token
    others: list[Entry] = field(default_factory=list)
    series: Span | None = None
    refined: str = ""
    roles: dict[str, list[Token]] = field(default_factory=dict)

    @property
    def type(self) -> str:
        """The type of happening that it tells."""
        return self.refined or self.entry.type

    @property
    def family(self) -> str:
        """The family of its type."""
        return self.entry.family

    @property
    def form(self) -> str:
        """The cue's form."""
        return self.entry.cue.form

    @property
    def span(self) -> Span:
        """Its words."""
        return self.sentence.words(self.first, self.end)


class TriggerFinder:
    """All cues of all types, by their first word."""

    def __init__(self, types: Mapping[str, Type], relations: Relations, language: str) -> None:
        """Index the cues."""
        self._relations = relations
        self._entries: dict[str, list[Entry]] = {}
        self._deeds = frozenset(language_table(language, "places")["deeds"])
        for kind in types.values():
            for cue in kind.cues:
                for form in cue.words:
                    spelt = find_words(Span(start=0, end=len(form), words=form))
                    # The pipeline's tokens end at a hyphen: "sit-in" is three.
                    words = tuple(part for word in spelt for part in _HYPHEN.split(word.lower) if part)
                    self._entries.setdefault(words[0], []).append(Entry(kind.name, kind.family, cue, words))
        for entries in self._entries.values():
            entries.sort(key=lambda entry: (-len(entry.words), not (entry.cue.needs or entry.cue.takes)))

    def find(self, sentence: Sentence) -> list[Trigger]:
        """The triggers of a sentence in order; of those that overlap, the longest."""
        found: list[Trigger] = []
        lower = sentence.lower
        taken: set[int] = set()
        for at, word in enumerate(lower):
            if at in taken:
                continue
            trigger: Trigger | None = None
            for entry in self._entries.get(word, ()):
                if trigger is not None and len(entry.words) < len(trigger.entry.words):
                    break
                other = self._match(sentence, lower, at, entry)
                if other is None:
                    continue
                together = other.end - other.first == len(entry.words)
                if trigger is None or (together and trigger.end - trigger.first < len(trigger.entry.words)):
                    trigger = other
                elif (other.first, other.end, other.last, other.form) == (
                    trigger.first,
                    trigger.end,
                    trigger.last,
                    trigger.form,
                ):
                    trigger.others.append(entry)
            if trigger is not None:
                found.append(self._widened(trigger))
                taken.update(range(trigger.first, trigger.end))
                taken.add(trigger.last.i)
        return found

    def _widened(self, trigger: Trigger) -> Trigger:
        """A noun cue that only stands before the noun of a deed takes that in: "barrel bomb | attacks"."""
        relations, last = self._relations, trigger.last
        stands_before = relations.is_(last, "noun_modifier") and last.head.i == last.i + 1
        if trigger.form == "noun" and stands_before and last.head.lemma_.lower() in self._deeds:
            trigger.last = trigger.head = last.head
            trigger.end = last.head.i + 1
        return trigger

    def _match(self, sentence: Sentence, lower: tuple[str, ...], at: int, entry: Entry) -> Trigger | None:
        doc, size = sentence.doc, len(entry.words)
        token = doc[at]
        if lower[at : at + size] == entry.words:
            end, last = at + size, doc[at + size - 1]
        elif entry.cue.form == "verb" and size > 1 and (found := self._apart(lower, token, entry.words[1:])):
            end, last = at + 1, found
        else:
            return None
        head = token if entry.cue.form == "adjective" else last
        if entry.cue.form == "verb":
            head = next((t for t in doc[at:end] if t.pos_ in ("VERB", "AUX")), token)
        if not self._has_form(head, entry) or not self._fits(sentence, lower, at, end, head, entry.cue):
            return None
        return Trigger(entry, sentence, head, at, end, last)

    def _apart(self, lower: tuple[str, ...], verb: Token, rest: tuple[str, ...]) -> Token | None:
        """The last token of a verb's other words where its object stands between: "took five men hostage"."""
        limit = min(verb.right_edge.i + 1, verb.i + 14)
        for at in range(verb.i + 2, limit - len(rest) + 1):
            if lower[at : at + len(rest)] == rest:
                token = verb.doc[at]
                if token.pos_ == "ADP" and self._relations.children(token, "preposition_object"):
                    continue  # "taken over the past day" takes nothing over
                if token.head == verb or token.head.head == verb:
                    return verb.doc[at + len(rest) - 1]
        return None

    def _has_form(self, head: Token, entry: Entry) -> bool:
        form, relations = entry.cue.form, self._relations
        if form == "verb":
            if entry.family == "words" and relations.is_(head, "noun_modifier"):
                return False  # "suspected rebels"
            if head.pos_ not in _VERBAL and not relations.has_form(head, "past_participle", "past"):
                # A rare verb ("slew") is tagged as a noun, and still has a subject or an object.
                return bool(relations.children(head, "subject", "object")) and head.pos_ == "NOUN"
            if head.pos_ == "ADJ" and not relations.has_form(head, "past_participle"):  # "three damaged houses"
                return relations.is_(head, "noun_modifier") and plain(head.text) in entry.cue.participles
            return True
        if form == "adjective":
            return True
        if head.pos_ not in _NOMINAL:
            return False
        if head.pos_ == "VERB":
            if relations.has_form(head, "gerund"):
                return relations.is_nominal(head) or len(entry.words) > 1
            # A plural taken for a verb ("the airstrikes") still stands where a noun does.
            return relations.is_(head, "preposition_object", "object") and not relations.children(head, "object")
        modifies = (
            relations.is_(head, "noun_modifier") and not relations.is_(head, "possessor") and head.head.i > head.i
        )
        if modifies and head.head.lemma_.lower() not in self._deeds:
            return False  # "riot police", "assault rifles"
        if head.pos_ == "ADJ":  # "the counter-offensive"
            return relations.is_(head, "subject", "object", "passive_subject", "preposition_object")
        return not self._in_a_name(head)

    def _in_a_name(self, head: Token) -> bool:
        """Tell whether a noun is part of a name: the "Liberation" of a "Liberation Front"."""
        relations = self._relations
        if not relations.has_form(head, "proper_noun") or not head.text.istitle():
            return False
        if head.doc[0].i == head.i:
            return False
        near = [head.nbor(step) for step in (-1, 1) if 0 <= head.i + step < len(head.doc)]
        capitals = [token for token in head.doc if token.is_alpha and len(token) > 3]
        headline = sum(token.text[0].isupper() for token in capitals) * 2 > len(capitals) * 1.5
        return not headline and any(token.text.istitle() and token.is_alpha for token in near)

    def _fits(self, sentence: Sentence, lower: tuple[str, ...], at: int, end: int, head: Token, cue: Cue) -> bool:
        if cue.unless:
            whole = f" {' '.join(lower)} "
            if any(f" {word} " in whole for word in cue.unless):
                return False
        if not cue.needs:
            return True
        clause = self._relations.clause(head)
        inside = [lower[t.i] for t in sentence.doc if clause.left_edge.i <= t.i <= clause.right_edge.i]
        near = f" {' '.join(inside)} "
        own = f" {' '.join(lower[at:end])} "
        near = near.replace(own, " ", 1)
        return any(f" {word} " in near or f" {word}s " in near for word in cue.needs)


def holds_words(words: str, wanted: Sequence[str]) -> bool:
    """Tell whether a phrase holds one of these words, in the singular or plural."""
    held = f" {' '.join(plain(word) for word in words.split())} "
    return any(f" {word} " in held or f" {word}s " in held or f" {word}es " in held for word in wanted)
