"""Whose words a whole document is: a press release, a communiqué, an interview. They speak where nobody else does.

By its heading ("ARMED FORCES GENERAL STAFF / PRESS RELEASE No. 7"), by its first sentence ("According to a press
release of X", "X strongly condemns", what was said by X), or by who is named where that says "we".
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from according.language.people import speaker_kind_of
from according.readers.embedded.document import Sentence, plain
from according.readers.embedded.pipelines import language_table
from according.readers.embedded.relations import Relations
from according.readers.embedded.speech import Speech
from according.readers.embedded.trees import Phrase

_HEAD_LINES = 6  # a heading is no longer
_PROSE = 5  # words, from which on a line with a verb and an end mark is prose
_NAME = 12  # words of a sender's name at most
_SPLIT = re.compile(r"\s*(?:\||·| [—–-]+ |: |\(|\)|, |\bre\b)\s*")
_QUOTED = re.compile(r"[“\"«][^”\"»]*[”\"»]?")
_NAMED = re.compile(r"(?P<name>[^()|:.,]{8,120}) \([A-Z][A-Za-z-]{1,9}\)$")
_NO_SENDER = ("media", "witness", "anonymous", "unknown", "")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who speaks in a document, and from which sentence on."""

    sentence: Sentence
    phrase: Phrase
    since: int = 0


class Senders:
    """Finds whose words a document is."""

    def __init__(self, relations: Relations, language: str) -> None:
        """Take the relations of a language and its words of documents."""
        self._relations = relations
        words = language_table(language, "reporting")["sender"]
        documents = "|".join(map(re.escape, words["documents"]))
        self._document = re.compile(rf"\b(?:{documents})\b", re.IGNORECASE)
        self._released = frozenset(words["released"])
        self._stating = frozenset(words["stating"])
        self._issuing = frozenset(words["issuing"])
        self._we = frozenset(words["we"])
        self._own_reporters = frozenset(words["own_reporters"])

    def find(self, sentences: Sequence[Sentence], speeches: Sequence[Speech]) -> Sender | None:
        """The sender of a document, if it has one."""
        if not sentences:
            return None
        head = self._heading(sentences)
        prose = sentences[len(head) :]
        return (
            self._of_heading(head)
            or self._of_first_sentence(prose, speeches)
            or self._of_we(prose, speeches)
            or self._of_interview(sentences)
        )

    def _heading(self, sentences: Sequence[Sentence]) -> list[Sentence]:
        """The lines before the first that is prose."""
        found: list[Sentence] = []
        for sentence in sentences[: _HEAD_LINES + 1]:
            if len(found) == _HEAD_LINES or _is_prose(sentence):
                break
            found.append(sentence)
        return found if len(found) < len(sentences) else []

    # Headings

    def _of_heading(self, head: Sequence[Sentence]) -> Sender | None:
        parts = [(sentence, at, words) for sentence in head for at, words in _parts(sentence)]
        is_document = [bool(self._document.search(words)) for _, _, words in parts]
        if not any(is_document):
            return self._of_name(head)
        kinded: list[Sender] = []
        plain_: list[Sender] = []
        for n, (sentence, at, words) in enumerate(parts):
            phrase = self._name(sentence, at, words)
            if phrase is None or is_document[n] or self._is_title(sentence, at):
                continue
            sender = Sender(sentence, phrase)
            if speaker_kind_of(words) not in _NO_SENDER:
                kinded.append(sender)
            elif any(is_document[n:]) and not any(is_document[:n]) and sentence.n == head[0].n:
                plain_.append(sender)
        if plain_ and kinded and kinded[0].sentence.n > plain_[0].sentence.n:
            return plain_[0]  # who opens the first line goes before a name further down
        return next(iter([*kinded[:1], *plain_[:1]]), None)

    def _is_title(self, sentence: Sentence, at: int) -> bool:
        """Tell whether a part of a heading stands behind a colon, as what is told does: "OPERATION: BASE FALLS"."""
        before = sentence.span.words[: at - sentence.span.start].rstrip()
        return before.endswith(":") and plain(before[:-1].split()[-1]) not in self._issuing

    def _of_name(self, head: Sequence[Sentence]) -> Sender | None:
        """Who a heading is nothing but the name of, with the short form: "The Observatory for Rights (OFR)"."""
        match = _NAMED.match(head[0].span.words) if len(head) == 1 else None
        if match is None or speaker_kind_of(match["name"]) in _NO_SENDER:
            return None
        phrase = self._name(head[0], head[0].span.start, match["name"])
        return Sender(head[0], phrase) if phrase is not None else None

    def _name(self, sentence: Sentence, at: int, words: str) -> Phrase | None:
        """The phrase of a part of a heading, if that can be a name."""
        tokens = sentence.tokens_in(at, at + len(words))
        if not 0 < len(words.split()) <= _NAME or not tokens or not words[0].isupper() or words[-1] in ".!?":
            return None
        if tokens[0].pos_ == "ADP" or words.split()[0][0].isdigit() or any(self._is_verb(token) for token in tokens):
            return None
        head = next((t for t in tokens if t.head not in tokens or t.head == t), tokens[-1])
        return Phrase(head, tokens[0].i, tokens[-1].i + 1)

    def _is_verb(self, token: Token) -> bool:
        return token.pos_ in ("VERB", "AUX") and not token.text.isupper()

    # First sentences

    def _of_first_sentence(self, prose: Sequence[Sentence], speeches: Sequence[Speech]) -> Sender | None:
        for sentence in prose[:1]:
            for speech in speeches:
                if speech.sentence is sentence and speech.sources and self._is_release(speech):
                    return Sender(sentence, speech.sources[0], sentence.n)
            for token in sentence.doc:
                if plain(token.text) in self._released:
                    by = [t for prep, t in self._relations.complements(token) if plain(prep.text) == "by"]
                    if by and token.i < 12:
                        return Sender(sentence, self._relations.phrase(by[0]), sentence.n)
            root = next((t for t in sentence.doc if t.head == t), None)
            if root is None or not self._states(root):
                continue
            for subject in self._relations.subjects(root)[:1]:
                phrase = self._relations.phrase(subject)
                words = sentence.words(phrase.first, phrase.last).words
                if subject.doc is root.doc and subject.pos_ != "PRON" and self._is_body(subject, words):
                    return Sender(sentence, phrase, sentence.n)
        return None

    def _is_body(self, subject: Token, words: str) -> bool:
        return speaker_kind_of(words) not in _NO_SENDER or subject.pos_ == "PROPN"

    def _is_release(self, speech: Speech) -> bool:
        """Tell whether somebody speaks by a release: "according to a press release of the army"."""
        source = speech.sources[0]
        words = speech.sentence.words(source.first, source.last).words
        return any(plain(word) in self._released for word in words.split()) and len(words.split()) > 2

    def _states(self, root: Token) -> bool:
        """Tell whether a sentence is itself a statement, in the present: "X strongly condemns", "X is concerned"."""
        copula = root.lemma_ == "be"
        words = [root, *(t for t in root.children if copula and t.pos_ in ("ADJ", "VERB"))]
        present = any(t.tag_ in ("VBZ", "VBP") for t in (root, *self._relations.auxiliaries(root)))
        return present and any(t.lemma_.lower() in self._stating or plain(t.text) in self._stating for t in words)

    def _of_we(self, prose: Sequence[Sentence], speeches: Sequence[Speech]) -> Sender | None:
        """Who is named first as speaking in a text that says "we" outside quotations."""
        lead = [s for s in speeches if prose and s.sentence.n <= prose[0].n + 1 and s.sources]
        taken = [match.span() for match in _QUOTED.finditer(_whole(prose))]
        taken += [each for s in speeches if s.sources and s not in lead for each in s.content]
        for sentence in prose[:1]:
            for token in sentence.doc:
                if (
                    plain(token.text) not in self._we
                    or token.text == "US"
                    or plain(token.head.text) in self._own_reporters
                    or self._relations.is_(token, "indirect_object", "object")  # "residents tell us": the outlet
                ):
                    continue
                at = sentence.at(token)
                if any(first <= at < last for first, last in taken):
                    continue
                if lead:
                    return Sender(lead[0].sentence, lead[0].sources[0])
                if self._relations.is_(token, "subject") and self._states(token.head):
                    return Sender(sentence, self._relations.phrase(token))
        return None

    # Interviews

    def _of_interview(self, sentences: Sequence[Sentence]) -> Sender | None:
        """Who answers: in a text of two or more questions on lines of their own, who was named before the first."""
        lines = [s for s, after in itertools.pairwise(sentences) if s.opens and after.opens]
        asked = [s for s in lines if s.span.words.endswith("?")]
        if len(asked) < 2:
            return None
        for sentence in sentences[: asked[0].n]:
            for token in sentence.doc:
                if token.pos_ == "PROPN" and self._relations.is_(token, "subject", "passive_subject"):
                    return Sender(sentence, self._relations.phrase(token), asked[0].n)
        return None


def _is_prose(sentence: Sentence) -> bool:
    words = sentence.span.words
    tells = any(token.pos_ in ("VERB", "AUX") for token in sentence.doc)
    return words[-1] in '.!?”"' and len(words.split()) >= _PROSE and tells


def _whole(sentences: Sequence[Sentence]) -> str:
    """The text of sentences, by its offsets, with nothing between them."""
    text = ""
    for sentence in sentences:
        text = text.ljust(sentence.span.start) + sentence.span.words
    return text


def _parts(sentence: Sentence) -> Iterator[tuple[int, str]]:
    """The parts of a line, with their offsets in the report."""
    at = 0
    for part in _SPLIT.split(sentence.span.words):
        at = sentence.span.words.find(part, at)
        if part.strip():
            yield sentence.span.start + at, part
        at += len(part)
