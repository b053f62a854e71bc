"""Who speaks in the rows of a table with a column of sources."""

import re
from collections.abc import Iterator, Sequence

from according.readers.embedded.document import Sentence
from according.readers.embedded.speech import Speech
from according.readers.embedded.trees import Phrase

_BAR = "|"


class SourceColumns:
    """Finds the tables of a text, lines of cells between bars, whose last column says who told of each row."""

    def __init__(self, headings: Sequence[str]) -> None:
        """Take what such a column is called."""
        called = "|".join(map(re.escape, headings))
        self._heading = re.compile(rf"^[^|\n]+\|.*\|[ \t]*(?:{called})[ \t]*\|?[ \t]*$", re.IGNORECASE | re.MULTILINE)

    def find(self, text: str, sentences: Sequence[Sentence]) -> Iterator[Speech]:
        """What each row's source says: the cells before it."""
        for heading in self._heading.finditer(text):
            columns = heading.group().rstrip(" \t|").count(_BAR)
            start = heading.end() + 1
            for line in text[start:].split("\n"):
                row = line.rstrip(" \t|")
                if row.count(_BAR) != columns:
                    break
                bar = start + row.rindex(_BAR)
                yield from self._of_row(sentences, (start, bar), (bar + 1, start + len(row)))
                start += len(line) + 1

    def _of_row(
        self, sentences: Sequence[Sentence], content: tuple[int, int], source: tuple[int, int]
    ) -> Iterator[Speech]:
        for sentence in sentences:
            tokens = [t for t in sentence.tokens_in(*source) if not t.is_space]
            if tokens:
                head = next((t for t in reversed(tokens) if t.pos_ in ("NOUN", "PROPN")), tokens[-1])
                phrase = Phrase(head, tokens[0].i, tokens[-1].i + 1)
                yield Speech(sentence, tokens[-1], (phrase,), [content], zone=[source])
                return
