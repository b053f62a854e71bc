"""The embedded reader: claims from a dependency parse, on this machine, without a network."""

import functools
from collections.abc import Iterator, Sequence

from according.language.sentences import find_sentences
from according.language.tongues import name_language
from according.model import Markup, Mention, Reading, Report, Span
from according.ontology import load
from according.readers import Attribution, Progress
from according.readers.embedded import pipelines
from according.readers.embedded.accidents import Accidents
from according.readers.embedded.attribution import Attributions
from according.readers.embedded.attribution_cues import Cues
from according.readers.embedded.attribution_spans import Spans, joined
from according.readers.embedded.circumstances import Circumstances
from according.readers.embedded.coreference import Names
from according.readers.embedded.document import Sentence, parse
from according.readers.embedded.episodes import Episodes
from according.readers.embedded.factuality import Judge
from according.readers.embedded.gate import load_gate
from according.readers.embedded.means import Means
from according.readers.embedded.merging import Merging
from according.readers.embedded.objects import Objects
from according.readers.embedded.quantities import Quantities
from according.readers.embedded.readings import Grammar, Passage
from according.readers.embedded.relations import Relations
from according.readers.embedded.roles import Roles
from according.readers.embedded.selection import load_selector
from according.readers.embedded.senders import Senders
from according.readers.embedded.speech import Speech
from according.readers.embedded.trials import Trials
from according.readers.embedded.triggers import TriggerFinder

_RULES = "4"


class EmbeddedReader:
    """Reads by the ontology's cues on a dependency parse; the pipeline is loaded with the first report that needs it.

    A reading's score is the share of its type's roles, of place and of time that was found: how complete it is, not how
    probable.
    """

    name = "embedded"
    languages = ("en",)

    def __init__(self, pipeline: str = "", *, gated: bool = True) -> None:
        """Take the name of a pipeline, or the best that is installed; `gated` leaves what can hold no claim unread."""
        self.pipeline = pipeline
        self.gated = gated
        self._grammars: dict[str, tuple[Grammar, Attributions]] = {}

    @property
    def version(self) -> str:
        """The version of the rules, of the pipeline that they stand on, and of the gate before it."""
        gate = f"gate {load_gate('en').version}" if self.gated else "no gate"
        return f"{_RULES} {pipelines.load('en', self.pipeline).version} {gate}"

    def read(self, reports: Sequence[Report], progress: Progress | None = None) -> list[Markup]:
        """Mark up each report by itself; one in a language that is not read holds nothing but the language.

        `progress` is told of a long report which share of its sentences is parsed, from 0 to 1.
        """
        return [self._read_one(report, progress) for report in reports]

    def attributions(self, text: str) -> list[Attribution]:
        """Every attribution of a text, in its order."""
        sentences, speeches, _, grammar = self._parse(text, "en")
        speeches += Cues(grammar.relations, "en").find(text, sentences, speeches)
        spans = Spans(grammar.relations, pipelines.language_table("en", "reporting"))
        by_cue: dict[int, list[Speech]] = {}
        for speech in speeches:
            by_cue.setdefault(speech.sentence.at(speech.cue), []).append(speech)
        return [_attribution(by_cue[at], spans) for at in sorted(by_cue)]

    def candidates(self, text: str) -> tuple[tuple[Span, ...], list[tuple[Reading, list[str]]], tuple[Mention, ...]]:
        """The sentences of a text, all its readings with their features, its places: what selection is learned on."""
        sentences, speeches, names, grammar = self._parse(text, "en")
        passage = Passage(grammar, sentences, speeches, names)
        found = list(passage.candidates())
        mentions = _mentions([reading for reading, _ in found], passage.places)
        return tuple(sentence.span for sentence in sentences), found, mentions

    def _read_one(self, report: Report, progress: Progress | None) -> Markup:
        if report.language and report.language not in self.languages:
            language = name_language(report.language)
            return Markup(report=report.id, reader=self.name, version=self.version, not_read=language)
        scores: dict[str, float] = {}
        if self.gated:
            gate = load_gate("en")
            scores["relevance"] = gate.score(report.text)
            if not gate.passes(scores["relevance"]):
                spans = tuple(find_sentences(report.text))
                return Markup(
                    report=report.id, reader=self.name, version=self.version, sentences=spans, scores=scores
                )  # fmt: skip
        sentences, speeches, names, grammar = self._parse(report.text, "en", progress)
        passage = Passage(grammar, sentences, speeches, names)
        accidents, trials = _no_news("en")
        deliberate = tuple(accidents.leave(tuple(passage.read()), sentences))
        readings = tuple(self._near_the_topic(report.text, tuple(trials.leave(deliberate, sentences))))
        return Markup(
            report=report.id,
            reader=self.name,
            version=self.version,
            sentences=tuple(sentence.span for sentence in sentences),
            mentions=_mentions(readings, passage.places),
            readings=readings,
            scores=scores,
        )

    def _near_the_topic(self, text: str, readings: Sequence[Reading]) -> Iterator[Reading]:
        """The readings that stand where the gate lets the text pass: a long page may turn to sport."""
        if not self.gated:
            yield from readings
            return
        places = sorted({reading.trigger.start for reading in readings})
        passed = dict(zip(places, load_gate("en").passing(text, places), strict=True))
        yield from (reading for reading in readings if passed[reading.trigger.start])

    def _parse(
        self, text: str, language: str, progress: Progress | None = None
    ) -> tuple[list[Sentence], list[Speech], Names, Grammar]:
        if language not in self._grammars:
            self._grammars[language] = _grammar(language)
        grammar, attributions = self._grammars[language]
        sentences = parse(text, pipelines.load(language, self.pipeline).nlp, language, progress)
        return sentences, attributions.find(text, sentences), Names(sentences, grammar.relations, language), grammar


@functools.cache
def _no_news(language: str) -> tuple[Accidents, Trials]:
    return Accidents(language), Trials(language)


def _grammar(language: str) -> tuple[Grammar, Attributions]:
    relations = Relations(pipelines.language_table(language, "labels"))
    types = load()
    episodes = Episodes(relations, language)
    objects = Objects(relations, language)
    grammar = Grammar(
        language=language,
        relations=relations,
        types=types,
        finder=TriggerFinder(types, relations, language),
        objects=objects,
        roles=Roles(relations, objects, episodes, language),
        means=Means(relations, language),
        merging=Merging(relations, episodes),
        circumstances=Circumstances(relations, language),
        judge=Judge(relations, language),
        quantities=Quantities(relations, language),
        selector=load_selector(language),
        senders=Senders(relations, language),
    )
    return grammar, Attributions(relations, language)


def _attribution(speeches: Sequence[Speech], spans: Spans) -> Attribution:
    """What one cue attributes: a quotation that goes on behind it is the same attribution."""
    speech = speeches[0]
    return Attribution(
        source=_joined(speech, spans),
        cue=(speech.sentence.words(*spans.cue(speech.cue)).at,),
        content=joined(each for speech in speeches for each in speech.content),
    )


def _joined(speech: Speech, spans: Spans) -> tuple[tuple[int, int], ...]:
    """The sources as one stretch: who says it together stands together."""
    if speech.sources and speech.sources[0].head.doc is not speech.cue.doc:
        return ()
    ranges = [spans.whole(phrase, speech.cue) for phrase in speech.sources]
    if not ranges:
        return ()
    first, last = min(first for first, _ in ranges), max(last for _, last in ranges)
    return (speech.sentence.words(first, last).at,)


def _mentions(readings: Sequence[Reading], places: Sequence[Mention]) -> tuple[Mention, ...]:
    """Every mention of the readings and every place once, in the order of the text."""
    found: dict[tuple[int, int, str], Mention] = {(*place.span.at, place.kind): place for place in places}
    for reading in readings:
        voice = reading.voice
        fillers = [mention for fillers in reading.roles.values() for mention in fillers]
        times = [value for value in (reading.when, voice.said) if isinstance(value, Mention)]
        for mention in (*fillers, *reading.where, *times, *voice.speakers, *voice.relayed_by):
            found.setdefault((*mention.span.at, mention.kind), mention)
    return tuple(mention for _, mention in sorted(found.items(), key=lambda item: item[0]))
