"""Leaves what is told of an ordinary crime where a court tries it: a verdict on it is no news of a deed.

Whatever bears arms, or tells of more than crime (war, terror, gangs, mobs), within some sentences keeps it.
"""

from collections.abc import Iterator, Sequence

from according.model import Reading
from according.readers.embedded.accidents import NEAR, bears_arms, hold, index, number_of, words_of
from according.readers.embedded.document import Sentence
from according.readers.embedded.pipelines import language_table


class Trials:
    """Tells old crimes before a court by the words of a language."""

    def __init__(self, language: str) -> None:
        """Take the words of a language."""
        words = language_table(language, "trials")
        self._tried = frozenset(words["tried"])
        self._courts, self._more = index(words["courts"]), index(words["more_than_crime"])

    def leave(self, readings: Sequence[Reading], sentences: Sequence[Sentence]) -> Iterator[Reading]:
        """The readings without those of ordinary crimes that a court tries."""
        if not any(reading.type in self._tried for reading in readings):
            yield from readings
            return
        texts = [words_of(sentence) for sentence in sentences]
        courts = [n for n, text in enumerate(texts) if hold(text, self._courts)]
        more = [n for n, text in enumerate(texts) if self._is_more_than_crime(text)] if courts else []
        for reading in readings:
            if courts and reading.type in self._tried:
                at = number_of(reading, sentences)
                if min(abs(n - at) for n in courts) <= NEAR and all(abs(n - at) > NEAR for n in more):
                    continue
            yield reading

    def _is_more_than_crime(self, text: Sequence[str]) -> bool:
        return hold(text, self._more) or any(map(bears_arms, text))
