"""One attribution: who says what, by what words."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from according.model import Certainty, Span, Stance
from according.readers.embedded.attribution_spans import Range
from according.readers.embedded.document import Sentence
from according.readers.embedded.trees import Phrase


@dataclass(slots=True, eq=False)
class Speech:
    """One attribution: the cue's token, its sources (none: nobody is named), its content by offsets of the report.

    `relay` is whom it came through; `said` and `channel` are words beside the cue. `accused`: the source accuses.
    """

    sentence: Sentence
    cue: Token
    sources: tuple[Phrase, ...]
    content: list[Range]
    stance: Stance = "asserts"
    certainty: Certainty = "stated"
    relay: Phrase | None = None
    said: Span | None = None
    channel: Span | None = None
    zone: list[Range] = field(default_factory=list)

    def holds(self, start: int) -> bool:
        """Tell whether an offset lies in the content."""
        return any(first <= start < last for first, last in self.content)

    @property
    def source(self) -> Phrase | None:
        """The first source."""
        return self.sources[0] if self.sources else None

    @property
    def size(self) -> int:
        """How long the content is."""
        return sum(last - first for first, last in self.content)
