"""What goes on from sentence to sentence of a report: the place and the time that it told last."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from according.language.common_words import is_no_word
from according.language.sentences import word_lists
from according.model import NOT_STATED, Mention, MentionKind, Reading, Span, Unknown
from according.ontology import Type
from according.readers.embedded.document import plain
from according.readers.embedded.entries import Entry

# So many sentences on, a report still tells of the place, or the day, that it named last; so many before the first
# place that it names, a headline and a lead tell of that.
_NEAR_PLACE, _NEAR_TIME, _NEAR_OPENING = 40, 3, 3
_LEAD, _NEAR_BODY = 2, 4
_LAST = 2  # a place and what it lies in
_FAR = 1_000  # the day of an entry is that of all that it tells


# Where ground changes hands is a claim of its own: it is never taken from elsewhere.
_OWN_GROUND = ("control-change", "withdrawal")


class Carried:
    """The last place and time that a report told of something done: what goes on without its own has these."""

    def __init__(self, types: Mapping[str, Type]) -> None:
        """Take the ontology: of words alone (a threat, a claim of responsibility) nothing is carried."""
        self._types = types
        self._where: tuple[tuple[Mention, ...], int] = ((), 0)
        self._when: tuple[Mention | Unknown, int] = (NOT_STATED, 0)

    def pass_by(self, places: Sequence[Mention], sentence: int) -> None:
        """Take note of a sentence that only names places: what follows is told of the last of them."""
        if scenes := [mention for mention in places if mention.label == "scene" and _is_named(mention)]:
            self._where = (tuple(scenes[-_LAST:]), sentence)

    def begin(self, entry: Entry, sentence: int) -> None:
        """Start anew with an entry of the report: its place and its day are those that it told last."""
        if entry.where:
            self._where = (tuple(_named(span, "place") for span in entry.where), sentence)
        if entry.when is not None:
            self._when = (_named(entry.when, "time"), sentence + _FAR)
        elif entry.hour:
            self._when = (NOT_STATED, sentence)

    def complete(self, reading: Reading, sentence: int) -> Reading:
        """Give a reading the place and the time told before, where it has none and the words before are near."""
        if self._types[reading.type].family == "words":
            return reading
        if scenes := _scenes(reading):
            if not any(map(_is_named, scenes)) and sentence - self._where[1] <= _NEAR_PLACE:
                known = tuple(mention for mention in self._where[0] if _is_named(mention))
                reading = replace(reading, where=(*known, *reading.where))  # "the market": of the town told before
                scenes = (*known, *scenes)
            self._where = (scenes, sentence)
        elif not reading.where and sentence - self._where[1] <= _NEAR_PLACE and reading.type not in _OWN_GROUND:
            reading = replace(reading, where=self._where[0])
        if isinstance(reading.when, Mention):
            if self._goes_on(reading.when):
                self._when = (reading.when, sentence)
        elif sentence - self._when[1] <= _NEAR_TIME:
            reading = replace(reading, when=self._when[0])
        return reading

    def _goes_on(self, time: Mention) -> bool:
        """Tell whether a time can be that of other sentences too: "so far" cannot."""
        return plain(time.span.words) not in word_lists("words.toml")["vague_times"]

    def open(self, told: Sequence[tuple[Reading, int]]) -> Iterator[Reading]:
        """Give what a headline or a first sentence tells without a place or a day that of the sentences behind it."""
        where, first = next(((scenes, n) for reading, n in told if (scenes := _scenes(reading))), ((), 0))
        for reading, n in told:
            is_words = self._types[reading.type].family == "words"
            opens = not reading.where and not is_words and 0 < first - n <= _NEAR_OPENING
            opens = opens and reading.type not in _OWN_GROUND
            when = self._told_below(reading, n, told) if n < _LEAD and not is_words else reading.when
            yield replace(reading, where=where if opens else reading.where, when=when)

    def _told_below(self, reading: Reading, n: int, told: Sequence[tuple[Reading, int]]) -> Mention | Unknown:
        """The day of a reading that has none: the one that is told with its like, a few sentences on."""
        if isinstance(reading.when, Mention) and self._goes_on(reading.when):
            return reading.when
        below = (
            other.when
            for other, m in told
            if 0 < m - n <= _NEAR_BODY and other.type == reading.type and isinstance(other.when, Mention)
        )
        return next((when for when in below if self._goes_on(when)), reading.when)


def _named(span: Span, kind: MentionKind) -> Mention:
    return Mention(span=span, kind=kind, name=span.words, label="scene" if kind == "place" else "")


def _is_named(mention: Mention) -> bool:
    return any(word[:1].isupper() or is_no_word(word) for word in mention.span.words.split())


def _scenes(reading: Reading) -> tuple[Mention, ...]:
    return tuple(mention for mention in reading.where if mention.label == "scene")
