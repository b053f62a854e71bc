"""Cues of attribution beyond the verbs of saying: by lemma and construction, as likely as annotated news shows them.

Logistic regression over sparse features, each a string; the weights stand in `languages/LANG/attribution_cues.json`,
made by training/attribution.py. They tell who holds, wants, doubts or attacks what, too: no claim is told by them.
"""

import functools
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

from spacy.tokens import Token

from according.language.people import kind_of
from according.readers.embedded.attribution_spans import QUOTATION, Range, Spans, widen
from according.readers.embedded.document import Sentence, plain
from according.readers.embedded.pipelines import language_table
from according.readers.embedded.relations import Relations
from according.readers.embedded.selection import Selector
from according.readers.embedded.speech import Speech

_QUOTES = '“”"'
_NEAR = 3  # sentences before and behind in which an attribution may hold a cue


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A word that may be a cue: how what is said stands to it, whose it would be, and where."""

    sentence: Sentence
    token: Token
    construction: str
    sources: tuple[Token, ...]
    content: tuple[Range, ...]


class Cues:
    """Finds what may be a cue, and tells how likely it is one."""

    def __init__(self, relations: Relations, language: str) -> None:
        """Take the relations of a language, its words of saying and its weights."""
        self._relations = relations
        self._words = language_table(language, "reporting")
        self._spans = Spans(relations, self._words)
        self._selector = load_cues(language)

    def find(self, text: str, sentences: Sequence[Sentence], found: Sequence[Speech]) -> list[Speech]:
        """The attributions of a report by cues that are likely ones, beside those that were found already."""
        if self._selector is None:
            return []
        quotations = [match.span() for match in QUOTATION.finditer(text)]
        return [
            self.speech(candidate, quotations)
            for candidate in self.candidates(sentences, found)
            if self._selector.score(self.features(candidate, found)) >= self._selector.threshold
        ]

    def speech(self, candidate: Candidate, quotations: Sequence[Range]) -> Speech:
        """A candidate as an attribution."""
        content = list(candidate.content)
        widen(content, candidate.sentence, candidate.token, quotations)
        return Speech(candidate.sentence, candidate.token, self._spans.phrases(candidate.sources), content)

    def candidates(self, sentences: Sequence[Sentence], found: Sequence[Speech]) -> list[Candidate]:
        """What may be a cue in these sentences and is not found as one already."""
        taken = {(speech.sentence.n, speech.cue.i) for speech in found}
        return [one for each in sentences for one in self._in_sentence(each) if (each.n, one.token.i) not in taken]

    def _in_sentence(self, sentence: Sentence) -> Iterator[Candidate]:
        """Each verb, noun and adjective that takes something that could be said or held."""
        for token in sentence.doc:
            if token.pos_ in ("VERB", "AUX"):
                one = self._of_verb(sentence, token)
            elif token.pos_ in ("NOUN", "PROPN"):
                one = self._of_noun(sentence, token)
            elif token.pos_ == "ADJ":
                one = self._of_adjective(sentence, token)
            else:
                one = None
            if one is not None and one.content:
                yield one

    # Constructions

    def _of_verb(self, sentence: Sentence, verb: Token) -> Candidate | None:
        relations = self._relations
        if relations.is_(verb, "auxiliary", "passive_auxiliary") or verb.lemma_ in self._words["light"]:
            return None
        sources, _ = self._spans.source(verb)
        heads = tuple(phrase.head for phrase in sources)
        passive = relations.is_passive(verb)
        by = "passive " if passive else ""
        if relations.contents(verb):
            return Candidate(sentence, verb, f"{by}clause", heads, tuple(self._spans.content(sentence, verb, "")))
        opened = relations.children(verb, "open_complement")
        objects = relations.children(verb, "object")
        surface = relations.children(verb, "subject", "passive_subject")
        if passive:
            content = [self._spans.subtree(sentence, t) for t in surface if not self._is_relative(t)]
            if opened:
                content.append(self._tail(sentence, verb, opened[0]))
            return Candidate(sentence, verb, f"passive{' infinitive' if opened else ''}", heads, tuple(content))
        if opened:
            first = min([*opened, *objects], key=lambda t: t.i)
            kind = "infinitive" if not objects else "object infinitive"
            return Candidate(sentence, verb, kind, heads, self._right(sentence, verb, first))
        named = relations.children(verb, "predicate_nominal")
        if objects:
            kind = "object predicate" if named else "object"
            return Candidate(sentence, verb, kind, heads, self._right(sentence, verb, objects[0]))
        for prep in relations.children(verb, "preposition"):
            within = relations.children(prep, "preposition_object")
            if prep.i > verb.i and within:
                return Candidate(sentence, verb, f"{plain(prep.text)}", heads, self._right(sentence, verb, within[0]))
        clauses = relations.children(verb, "adverbial_clause")
        if clauses and clauses[0].i > verb.i:
            return Candidate(sentence, verb, "adverbial", heads, self._right(sentence, verb, clauses[0]))
        return None

    def _is_relative(self, token: Token) -> bool:
        return self._relations.has_form(token, "relative_pronoun")

    def _of_noun(self, sentence: Sentence, noun: Token) -> Candidate | None:
        relations = self._relations
        clauses = relations.children(noun, "noun_clause", "clausal_complement", "relative_clause")
        clause = next((c for c in clauses if c.i > noun.i and self._is_said(c)), None)
        preps = [p for p in relations.children(noun, "preposition") if p.i > noun.i]
        content: tuple[Range, ...] = ()
        kind = ""
        if clause is not None:
            kind = "infinitive" if relations.has_form(clause, "infinitive") else "that"
            content = (self._spans.subtree(sentence, clause),)
        else:
            for prep in preps:
                within = relations.children(prep, "preposition_object")
                if within and plain(prep.text) not in ("by", "from"):
                    kind, content = plain(prep.text), (self._spans.subtree(sentence, within[0]),)
                    break
        if not content:
            return None
        owner = relations.owner(noun)
        sources: tuple[Token, ...] = (owner,) if owner is not None else ()
        if not sources:
            sources = tuple(t for p in preps if plain(p.text) in ("by", "from") for t in relations.objects_of(p))
        return Candidate(sentence, noun, f"noun {kind}", sources, content)

    def _is_said(self, clause: Token) -> bool:
        """Tell whether a noun's clause is what the noun says: an infinitive, or a "that" that is not its subject."""
        marks = [plain(t.text) for t in self._relations.children(clause, "marker")]
        return self._relations.has_form(clause, "infinitive") or "that" in marks

    def _of_adjective(self, sentence: Sentence, adjective: Token) -> Candidate | None:
        relations = self._relations
        head = adjective.head
        clauses = relations.children(adjective, "clausal_complement", "open_complement")
        if not clauses and relations.is_(adjective, "predicate_nominal"):
            clauses = relations.children(head, "clausal_complement")
        kind = ""
        content: tuple[Range, ...] = ()
        if clauses and clauses[0].i > adjective.i:
            kind = "infinitive" if relations.has_form(clauses[0], "infinitive") else "clause"
            content = (self._spans.subtree(sentence, clauses[0]),)
        else:
            for prep in relations.children(adjective, "preposition"):
                within = relations.children(prep, "preposition_object")
                if within and prep.i > adjective.i:
                    kind, content = plain(prep.text), (self._spans.subtree(sentence, within[0]),)
                    break
        if not content:
            return None
        subjects = relations.subjects(head) if relations.is_(adjective, "predicate_nominal") else [head]
        subjects = [t for t in subjects if plain(t.text) not in ("it", "there")]
        return Candidate(sentence, adjective, f"adjective {kind}", tuple(subjects), content)

    def _right(self, sentence: Sentence, verb: Token, first: Token) -> tuple[Range, ...]:
        return (self._tail(sentence, verb, first),)

    def _tail(self, sentence: Sentence, verb: Token, first: Token) -> Range:
        """From a complement to the end of what hangs on its verb, up to a comma, a second verb or a time."""
        relations = self._relations
        last = first.right_edge
        for child in verb.rights:
            if child.i <= first.i:
                continue
            if relations.is_(child, "punctuation", "conjunct", "coordinator", "time_adverb"):
                break
            last = child.right_edge
        return sentence.at(first.left_edge), sentence.end(last)

    # Features

    def features(self, candidate: Candidate, found: Iterable[Speech]) -> list[str]:
        """The features of a candidate, in no order that matters."""
        relations, token, kind = self._relations, candidate.token, candidate.construction
        lemma = token.lemma_.lower()
        source = self._kind_of_source(candidate)
        at = candidate.sentence.at(token)
        inside = any(speech.holds(at) for speech in found if abs(speech.sentence.n - candidate.sentence.n) <= _NEAR)
        begin = candidate.sentence.span.start
        start, end = candidate.content[-1]
        words = candidate.sentence.span.words[start - begin : end - begin]
        objects = relations.children(token, "object")
        auxiliaries = [t.lemma_.lower() for t in relations.auxiliaries(token)] if token.pos_ in ("VERB", "AUX") else []
        held = [f"aux={each}" for each in auxiliaries]
        if objects:
            held += [f"object={objects[0].lemma_.lower()}", f"object pos={objects[0].pos_}"]
        return [
            f"lemma={lemma}",
            f"kind={kind}",
            f"{lemma}&{kind}",
            f"source={source}",
            f"{kind}&{source}",
            f"form={token.tag_}",
            f"dep={token.dep_}",
            f"{token.tag_}&{token.dep_}",
            f"inside={inside}",
            f"negated={bool(relations.negations(token))}",
            f"quoted={any(c in words for c in _QUOTES)}",
            f"opens={words[:1] in tuple(_QUOTES)}",
            f"long={min(5, len(words.split()) // 4)}",
            *(f"prt={plain(t.text)}" for t in relations.particles(token)),
            *(f"{lemma}&prt" for t in relations.particles(token)),
            *held,
        ]

    def _kind_of_source(self, candidate: Candidate) -> str:
        if not candidate.sources:
            return "none"
        head = candidate.sources[0]
        if head.pos_ == "PRON":
            return plain(head.text)
        words = self._relations.words(head)
        return kind_of(words) or (head.pos_ if head.pos_ == "PROPN" else "noun")


@functools.cache
def load_cues(language: str) -> Selector | None:
    """The weights of a language's cues; none where the language has none."""
    path = resources.files("according.languages") / language / "attribution_cues.json"
    if not path.is_file():
        return None
    table = json.loads(path.read_text(encoding="utf-8"))
    return Selector(table["weights"], table["threshold"])
