"""Who says what: source, cue and content on the parse, with quotations over sentences.

After PolNeAR (Newell et al., 2018). What each verb of saying means stands in `languages/LANG/reporting.toml`.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from according.language.people import kind_of
from according.language.sentences import word_lists
from according.model import Certainty, Stance
from according.readers.embedded.attribution_spans import QUOTATION, Range, Spans, widen
from according.readers.embedded.document import Sentence, plain
from according.readers.embedded.pipelines import language_table
from according.readers.embedded.relations import Relations
from according.readers.embedded.source_columns import SourceColumns
from according.readers.embedded.speech import Speech
from according.readers.embedded.trees import Phrase

_LONGEST_TURN = 8  # sentences that a speaker goes on for without being named again
_NOMINAL = ("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM")
_MARKS = ("“", '"', "«", "”")


class Attributions:
    """Finds the attributions of parsed sentences."""

    def __init__(self, relations: Relations, language: str) -> None:
        """Take the relations of a language and its words of saying."""
        self._relations = relations
        self._words = language_table(language, "reporting")
        self._spans = Spans(relations, self._words)
        self._columns = SourceColumns(self._words["source_columns"])
        self._meaning: dict[str, tuple[Stance, Certainty]] = {}
        for row in self._words["meanings"]:
            for lemma in row["verbs"]:
                self._meaning[lemma] = (row["stance"], row["certainty"])
        self._channels = frozenset(word_lists("saying.toml")["channels"]["nouns"])

    def find(self, text: str, sentences: Sequence[Sentence]) -> list[Speech]:
        """Every attribution of a report, in the order of its cues, contents widened to whole quotations."""
        found: list[Speech] = []
        quotations = [match.span() for match in QUOTATION.finditer(text)]
        for sentence in sentences:
            here = list(
                self._closing(sentence, sentences[sentence.n - 1]) if sentence.closes else self._in_sentence(sentence)
            )
            for speech in here:
                if sentence.closes:
                    self._nest(speech, found)
                widen(speech.content, sentence, speech.cue, quotations)
            self._rejoin(here, sentence, quotations)
            found += here
        found += list(self._after_colons(sentences, found))
        found += self._columns.find(text, sentences)
        return [*found, *self._continued(sentences, found, quotations)]

    def _in_sentence(self, sentence: Sentence) -> Iterator[Speech]:
        for token in sentence.doc:
            lemma = token.lemma_.lower()
            if lemma == "accord" or plain(token.text) == "according":
                yield from self._according(sentence, token)
            elif self._relations.is_verb(token) and token.pos_ != "ADJ":
                speech = self._of_verb(sentence, token, lemma) or self._inserted(sentence, token)
                if speech is not None:
                    self._quote(speech)
                    yield speech
        yield from self._of_colon(sentence)

    def _closing(self, sentence: Sentence, before: Sentence) -> Iterator[Speech]:
        """The speaker that a sentence ends with: what he says is all before him."""
        verbs = frozenset(self._words["closing"]["verbs"])
        cue = next((t for t in reversed(sentence.doc) if plain(t.text) in verbs), None)
        if cue is None or cue.i == 0:
            return
        relations = self._relations
        subjects = [t for t in relations.subjects(cue) if t.i < cue.i]
        if not subjects:
            nouns = [t for t in sentence.doc[: cue.i] if t.pos_ in ("NOUN", "PROPN", "PRON")]
            subjects = nouns[-1:]
        sources = self._spans.phrases(subjects) or (Phrase(sentence.doc[cue.i - 1], 0, cue.i),)
        stance, certainty = self._meaning.get(cue.lemma_.lower(), ("asserts", "stated"))
        listeners = relations.children(cue, "indirect_object", "object")
        relay = next((t for t in listeners if self._spans.is_outlet(t)), None)
        speech = Speech(
            sentence,
            cue,
            sources,
            [before.span.at],
            stance,
            certainty,
            self._spans.phrase([relay] if relay is not None else []),
        )
        self._beside(speech)
        yield speech

    def _rejoin(self, here: Sequence[Speech], sentence: Sentence, quotations: Sequence[Range]) -> None:
        """What stands quoted behind a speaker too is his: "We ran," said Ada Obi, "and they burned the mill."."""
        cues = [sentence.at(speech.cue) for speech in here]
        for speech in here:
            at = sentence.at(speech.cue)
            is_quoted = any(
                last <= at and first <= start and end <= last + 1
                for first, last in quotations
                for start, end in speech.content[:1]
            )
            if not is_quoted or speech.cue.lemma_.lower() not in self._words["quoting"]:
                continue
            for first, last in quotations:
                among = any(at < cue < first for cue in cues)
                before = sentence.span.words[: max(first - sentence.span.start, 0)].rstrip()
                if at < first < sentence.span.end and not among and before.endswith(",") and not speech.holds(first):
                    speech.content.append((first, last))

    def _nest(self, speech: Speech, found: Sequence[Speech]) -> None:
        """What an outlet reports with another's "police said" at its end is what that other says."""
        for outer in found:
            if outer.sentence.n == speech.sentence.n - 1 and outer.source is not None and len(outer.content) == 1:
                is_relay = outer.cue.lemma_.lower() in self._words["quoting_others"]
                is_whole = outer.size * 2 > speech.size  # else the parse lost what the outlet reports
                if is_relay and is_whole and self._spans.is_outlet(outer.source.head):
                    speech.content = list(outer.content)

    # Verbs

    def _of_verb(self, sentence: Sentence, verb: Token, lemma: str) -> Speech | None:
        relations = self._relations
        if lemma not in self._meaning or relations.negations(verb) or self._is_hypothetical(verb):
            return None
        if any(map(relations.is_none, relations.subjects(verb))):  # "No group has claimed it"
            return None
        stance, certainty = self._meaning[lemma]
        if lemma in self._words["accusing"]:
            return self._of_accusation(sentence, verb)
        content = self._spans.content(sentence, verb, lemma)
        if not content:
            return None
        source, relay = self._spans.source(verb)
        if not source and certainty == "stated" and lemma in self._words["reporting_passive"]:
            certainty = "reported"
        speech = Speech(sentence, verb, source, content, stance, certainty, relay)
        self._beside(speech)
        return speech

    def _inserted(self, sentence: Sentence, verb: Token) -> Speech | None:
        """A speaker between two commas, whose verb the parse took for the sentence's: ", an officer said, leaving"."""
        doc = sentence.doc
        first = verb.i
        while first > 0 and doc[first - 1].pos_ in _NOMINAL:
            first -= 1
        is_put_in = 0 < first < verb.i and doc[first - 1].text == "," and doc[verb.i : verb.i + 2][-1].text == ","
        nouns = [t for t in doc[first : verb.i] if t.pos_ in ("NOUN", "PROPN", "PRON")]
        if not is_put_in or not nouns or plain(verb.text) not in self._words["closing"]["verbs"]:
            return None
        if verb.i + 2 >= len(doc):
            return None
        content = [sentence.words(0, first - 1).at, sentence.words(verb.i + 2, len(doc)).at]
        return Speech(sentence, verb, (Phrase(nouns[-1], first, verb.i),), content)

    def _quote(self, speech: Speech) -> None:
        """Let whom an outlet names as its source speak through it: "the radio reported, quoting the government"."""
        if speech.source is None or speech.relay is not None or speech.source.head.doc is not speech.cue.doc:
            return
        for token in (*speech.cue.children, *speech.source.head.children):
            is_quoting = token.lemma_.lower() in self._words["quoting_others"]
            quoted = self._spans.phrases(self._relations.objects(token)) if is_quoting else ()
            if quoted and self._relations.has_form(token, "gerund"):
                speech.relay, speech.sources = speech.source, quoted
                return

    def _is_hypothetical(self, verb: Token) -> bool:
        return any(plain(a.text) in self._words["not_real"] for a in self._relations.auxiliaries(verb))

    def _of_accusation(self, sentence: Sentence, verb: Token) -> Speech | None:
        """An accusation ("X accused Y of killing Z"): what is said is all that stands behind the verb."""
        relations = self._relations
        passive = relations.is_passive(verb)
        accused = relations.subjects(verb) if passive else relations.objects(verb)
        if not accused:
            return None
        first = accused[0].left_edge.i if not passive else verb.i + 1
        stop = self._spans.stop(verb)
        if stop <= first:
            return None
        content = [(sentence.at(sentence.doc[min(first, stop - 1)]), sentence.end(sentence.doc[stop - 1]))]
        if passive and any(plain(prep.text) == "on" for prep, _ in relations.complements(verb)):  # "was blamed on"
            content.insert(0, self._spans.subtree(sentence, accused[0]))
        source = relations.agents(verb) if passive else relations.subjects(verb)
        speech = Speech(sentence, verb, self._spans.phrases(source), content)
        self._beside(speech)
        return speech

    def _beside(self, speech: Speech) -> None:
        """What stands beside a cue: when and by what means it was said; the stretches that tell only of the saying."""
        relations, sentence, cue = self._relations, speech.sentence, speech.cue
        for prep, token in relations.complements(cue):
            at = sentence.at(token)
            if (
                speech.holds(at)
                and speech.content[0][0] <= at
                and at > sentence.at(cue)
                and self._starts_content(speech, prep)
            ):
                continue
            phrase = relations.phrase(token)
            time = next((t for t in sentence.times if t.start <= at < t.end or sentence.at(prep) <= t.start < at), None)
            if plain(token.text) in self._channels or token.lemma_.lower() in self._channels:
                speech.channel = sentence.words(phrase.first, max(phrase.last, self._channel_end(token)))
                speech.zone.append((sentence.at(prep), sentence.end(token.right_edge)))
            elif time is not None and self._near(cue, prep):
                speech.said = time
                speech.zone.append((sentence.at(prep), time.end))
            elif self._near(cue, prep) and not speech.holds(at):
                speech.zone.append((sentence.at(prep), sentence.end(sentence.doc[phrase.last - 1])))
        for token in relations.children(cue, "adverb"):
            time = next((t for t in sentence.times if t.start <= sentence.at(token) < t.end), None)
            if time is not None and speech.said is None and abs(token.i - cue.i) <= 6:
                speech.said = time
                speech.zone.append(time.at)
        for phrase_ in (*speech.sources, speech.relay):
            if phrase_ is not None:
                speech.zone.append(sentence.words(phrase_.first, phrase_.last).at)

    def _channel_end(self, channel: Token) -> int:
        """Where a channel's phrase ends: "a statement broadcast on national TV"."""
        ends = [t.i + 1 for t in channel.subtree if channel.i < t.i < channel.i + 9 and plain(t.text) in self._channels]
        return max(ends, default=0)

    def _near(self, cue: Token, prep: Token) -> bool:
        return 0 < prep.i - cue.i <= 8 or (0 < cue.i - prep.i <= 3)

    def _starts_content(self, speech: Speech, prep: Token) -> bool:
        return any(first <= speech.sentence.at(prep) < last for first, last in speech.content)

    # Other cues

    def _according(self, sentence: Sentence, token: Token) -> Iterator[Speech]:
        relations = self._relations
        source = next((t for _, t in relations.complements(token)), None)
        if source is None:
            after = [t for t in sentence.doc[token.i + 1 : token.i + 12] if t.pos_ in ("NOUN", "PROPN", "PRON")]
            source = next(iter(after), None)
        if source is None or token.i + 1 >= len(sentence.doc) or plain(sentence.doc[token.i + 1].text) != "to":
            return
        phrase = self._spans.phrase([source]) or relations.phrase(source)
        last = self._spans.whole(phrase, token)[1]
        begin, end = sentence.at(token), sentence.end(sentence.doc[max(phrase.last, last) - 1])
        issuer = self._spans.issuer(source)
        content = [r for r in ((sentence.span.start, begin), (end, sentence.span.end)) if r[1] - r[0] > 2]
        if content:
            yield Speech(
                sentence,
                token,
                self._spans.phrases(relations.conjuncts(issuer or source)) or (phrase,),
                content,
                zone=[(begin, end)],
            )

    def _of_colon(self, sentence: Sentence) -> Iterator[Speech]:
        """A headline's speaker: "Twelve killed in Gao: police", "Army: twelve killed"."""
        words, start = sentence.span.words, sentence.span.start
        for mark in (": ", " - ", " – ", " — "):
            before, found, after = words.rpartition(mark)
            if found and before and 0 < len(after.split()) <= 5 and words[-1] not in ".!?" and self._speaks(after):
                at = start + len(before) + len(mark)
                yield from self._spoken_by(sentence, (at, at + len(after)), (start, start + len(before)))
                return
        before, found, after = words.partition(": ")
        if found and after and 0 < len(before.split()) <= 6 and self._speaks(before):
            yield from self._spoken_by(
                sentence, (start, start + len(before)), (start + len(before) + 2, sentence.span.end)
            )

    def _speaks(self, words: str) -> bool:
        return bool(kind_of(words)) and not any(c in words for c in '.;“”"')

    def _spoken_by(self, sentence: Sentence, source: Range, content: Range) -> Iterator[Speech]:
        tokens = sentence.tokens_in(*source)
        if tokens and not any(t.pos_ in ("VERB", "AUX") for t in tokens):
            head = next((t for t in tokens if t.head not in tokens or t.head == t), tokens[-1])
            yield Speech(sentence, tokens[-1], (Phrase(head, tokens[0].i, tokens[-1].i + 1),), [content], zone=[source])

    def _after_colons(self, sentences: Sequence[Sentence], found: Sequence[Speech]) -> Iterator[Speech]:
        """What follows, in its paragraph, on a speaker and a colon without quotation marks: he goes on."""
        own = {speech.sentence.n for speech in found}
        for speech in found:
            n, cue = speech.sentence.n, speech.cue
            after = cue.doc[cue.i + 1 : cue.i + 3]
            if not speech.sources or len(after) < 2 or after[0].text != ":" or after[1].text in _MARKS:
                continue
            for sentence in sentences[n + 1 :]:
                if sentence.opens or sentence.n in own:
                    break
                yield Speech(speech.sentence, cue, speech.sources, [sentence.span.at], speech.stance, speech.certainty)

    # Quotations

    def _continued(
        self, sentences: Sequence[Sentence], found: Sequence[Speech], quotations: Sequence[Range]
    ) -> Iterator[Speech]:
        """Sentences that are quoted and have no speaker of their own: the speaker before goes on."""
        by_sentence: dict[int, list[Speech]] = {}
        for speech in found:
            by_sentence.setdefault(speech.sentence.n, []).append(speech)
        last: Speech | None = None
        at = 0
        for sentence in sentences:
            while at < len(quotations) and quotations[at][1] <= sentence.span.start:
                at += 1
            span = sentence.span
            inside = at < len(quotations) and quotations[at][0] <= span.start + 1 and span.end - 2 <= quotations[at][1]
            here = by_sentence.get(sentence.n, [])
            goes_on = inside and last is not None and sentence.n - last.sentence.n <= _LONGEST_TURN
            if last is not None and last.sources and goes_on:
                closed = any(s.sentence.closes and s.holds(span.start + 1) for s in by_sentence.get(sentence.n + 1, []))
                if not closed and not last.holds(span.start + 1):
                    yield Speech(
                        last.sentence, last.cue, last.sources, [span.at], last.stance, last.certainty, last.relay
                    )
            elif here:
                last = here[-1]
            elif not inside:
                last = None
