"""A first, small reader: cue words of the ontology, phrases around them, reported speech. No model, no training."""

from collections.abc import Sequence

from according.language.attribution import find_attributions
from according.language.sentences import find_sentences
from according.language.tongues import name_language
from according.language.topic import is_about_violence
from according.model import Markup, Mention, Reading, Report
from according.ontology import load
from according.readers import Attribution
from according.readers.cues.passage import Passage
from according.readers.cues.triggers import TriggerFinder


class CuesReader:
    """Reads English by the ontology's cue words.

    A reading's score is the share of its type's roles, of place and of time that was found: how complete it is, not how
    probable.
    """

    name = "cues"
    version = "1"
    languages = ("en",)

    def __init__(self) -> None:
        """Load the ontology and make the grammar that knows its verbs."""
        self._types = load()
        self._triggers = TriggerFinder(self._types)

    def read(self, reports: Sequence[Report]) -> list[Markup]:
        """Mark up each report by itself; one in a language that is not read holds nothing but the language."""
        return [self._read_one(report) for report in reports]

    def attributions(self, text: str) -> list[Attribution]:
        """Who says what in a text."""
        parses = [self._triggers.grammar.parse(sentence) for sentence in find_sentences(text)]
        return [
            Attribution(source=(one.source.at,) if one.source else (), cue=(one.cue.at,), content=one.content)
            for one in find_attributions(parses)
        ]

    def _read_one(self, report: Report) -> Markup:
        if report.language and report.language not in self.languages:
            language = name_language(report.language)
            return Markup(report=report.id, reader=self.name, version=self.version, not_read=language)
        sentences = tuple(find_sentences(report.text))
        parses = [self._triggers.grammar.parse(sentence) for sentence in sentences]
        passage = Passage(report.text, parses, self._types, self._triggers)
        about = is_about_violence([word for parse in parses for word in parse.words])
        readings = tuple(passage.read()) if about else ()
        return Markup(
            report=report.id,
            reader=self.name,
            version=self.version,
            sentences=sentences,
            mentions=_mentions(readings, passage.places),
            readings=readings,
        )


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
