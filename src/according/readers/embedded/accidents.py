"""Leaves harm that an accident, a disaster or a disease did: nobody's deed, so no claim.

It goes by what stands nearest. A killing whose sentence tells of a crash and of no deed is left; where its sentence
tells of neither, that of the sentences around it decides. Who names an armed doer is believed.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from according.language.people import kind_of
from according.model import Reading
from according.ontology import load
from according.readers.embedded.document import Sentence
from according.readers.embedded.pipelines import language_table

NEAR = 4  # sentences around a reading in which an accident, or a court, is looked for
_FEW = 6  # words from "by" to the vehicle
_ARMED = ("army", "armed-group", "militia", "police", "foreign-force")
_BEARING_ARMS = ("armed-group", "militia")

Phrases = Mapping[str, tuple[str, ...]]  # the rest of each by its first word, with the spaces around


class Accidents:
    """Tells accidents from deeds by the words of a language."""

    def __init__(self, language: str) -> None:
        """Take the words of a language, and the cues of deeds of the ontology."""
        words = language_table(language, "accidents")
        self._harms, self._mild = frozenset(words["harms"]), frozenset(words["mild"])
        self._struck, self._vehicles = frozenset(words["struck"]), frozenset(words["vehicles"])
        self._accidents = index(words["accidents"])
        cues = [cue for kind in load().values() if kind.family == "deed" for cue in kind.cues if not cue.needs]
        forms = {form for cue in cues for form in cue.words}
        self._deeds = index([*words["violent"], *sorted(forms - self._mild)])

    def leave(self, readings: Sequence[Reading], sentences: Sequence[Sentence]) -> Iterator[Reading]:
        """The readings without those of accidents."""
        doubtful = [self._may_be(reading) for reading in readings]
        texts = [words_of(sentence) for sentence in sentences] if any(doubtful) else []
        accidents = [n for n, text in enumerate(texts) if self._tells_accident(text)]
        deeds = [n for n, text in enumerate(texts) if self._tells_deed(text)] if accidents else []
        for reading, is_doubtful in zip(readings, doubtful, strict=True):
            if accidents and is_doubtful:
                at = number_of(reading, sentences)
                near = min(abs(n - at) for n in accidents)
                if near <= NEAR and all(abs(n - at) > near for n in deeds):
                    continue
            yield reading

    def _may_be(self, reading: Reading) -> bool:
        """Tell whether an accident can have done it: no armed doer is told, and no word of violence tells it."""
        words = reading.trigger.words.lower()
        if reading.type not in self._harms and words not in self._mild:
            return False
        doers = reading.roles.get("initiator", ())
        return not hold(words.split(), self._deeds) and not any(doer.label in _ARMED for doer in doers)

    def _tells_deed(self, text: Sequence[str]) -> bool:
        return hold(text, self._deeds) or any(map(bears_arms, text))

    def _tells_accident(self, text: Sequence[str]) -> bool:
        return hold(text, self._accidents) or self._is_run_over(text)

    def _is_run_over(self, text: Sequence[str]) -> bool:
        """Tell whether something was struck by what nobody aims: "a man was hit by a car and killed"."""
        for n, word in enumerate(text):
            if word == "by" and n and text[n - 1] in self._struck:
                return not self._vehicles.isdisjoint(text[n + 1 : n + _FEW])
        return False


@functools.lru_cache(maxsize=1 << 14)
def bears_arms(word: str) -> bool:
    """Whether a word means fighters of no state: "rebels", "gunmen"."""
    return kind_of(word) in _BEARING_ARMS


def number_of(reading: Reading, sentences: Sequence[Sentence]) -> int:
    """The place in the report of the sentence that tells a reading."""
    return next(n for n, sentence in enumerate(sentences) if reading.trigger.start < sentence.span.end)


def words_of(sentence: Sentence) -> list[str]:
    """The words of a sentence; what hyphens join is one, as in the tables."""
    return " ".join(sentence.lower).replace(" - ", "-").split()


def index(phrases: Iterable[str]) -> Phrases:
    """Phrases as `hold` wants them."""
    found: dict[str, list[str]] = {}
    for phrase in phrases:
        first, _, rest = phrase.lower().partition(" ")
        found.setdefault(first, []).append(rest)
    return {first: tuple(rest) for first, rest in found.items()}


def hold(text: Sequence[str], phrases: Phrases) -> bool:
    """Tell whether one of the phrases stands in a text, in the singular or with an s behind it."""
    for n, word in enumerate(text):
        for rest in phrases.get(word, ()) or phrases.get(word.removesuffix("s"), ()):
            if not rest or f"{' '.join(text[n + 1 : n + 6])} ".startswith((f"{rest} ", f"{rest}s ")):
                return True
    return False
