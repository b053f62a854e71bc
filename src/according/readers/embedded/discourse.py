"""What goes on from sentence to sentence of a report: the place and the time that it told last."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from according.model import NOT_STATED, Mention, Reading, Unknown
from according.ontology import Type

# So many sentences on, a report still tells of the place, or the day, that it named last; so many before the first
# place that it names, a headline and a lead tell of that.
_NEAR_PLACE, _NEAR_TIME, _NEAR_OPENING = 8, 3, 3


# Where ground changes hands is a claim of its own: it is never taken from elsewhere.
_OWN_GROUND = ("control-change", "withdrawal")


class Carried:
    """The last place and time that a report told of something done: what goes on without its own has these."""

    def __init__(self, types: Mapping[str, Type]) -> None:
        """Take the ontology: of words alone (a threat, a claim of responsibility) nothing is carried."""
        self._types = types
        self._where: tuple[tuple[Mention, ...], int] = ((), 0)
        self._when: tuple[Mention | Unknown, int] = (NOT_STATED, 0)

    def complete(self, reading: Reading, sentence: int) -> Reading:
        """Give a reading the place and the time told before, where it has none and the words before are near."""
        if self._types[reading.type].family == "words":
            return reading
        if scenes := _scenes(reading):
            self._where = (scenes, sentence)
        elif not reading.where and sentence - self._where[1] <= _NEAR_PLACE and reading.type not in _OWN_GROUND:
            reading = replace(reading, where=self._where[0])
        if isinstance(reading.when, Mention):
            self._when = (reading.when, sentence)
        elif sentence - self._when[1] <= _NEAR_TIME:
            reading = replace(reading, when=self._when[0])
        return reading

    def open(self, told: Sequence[tuple[Reading, int]]) -> Iterator[Reading]:
        """Give what a headline or a first sentence tells without a place that of the sentences behind it."""
        where, first = next(((scenes, n) for reading, n in told if (scenes := _scenes(reading))), ((), 0))
        for reading, n in told:
            is_words = self._types[reading.type].family == "words"
            opens = not reading.where and not is_words and 0 < first - n <= _NEAR_OPENING
            opens = opens and reading.type not in _OWN_GROUND
            yield replace(reading, where=where) if opens else reading


def _scenes(reading: Reading) -> tuple[Mention, ...]:
    return tuple(mention for mention in reading.where if mention.label == "scene")
