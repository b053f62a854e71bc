"""The day that a report's own dateline gives: what its times are counted from where no publication date is known."""

from collections.abc import Sequence
from dataclasses import replace

from according.grounding.times import resolve_time
from according.language.times import find_times
from according.model import NOT_STATED, Period, Span, Unknown

# A dateline opens a report: it stands in the first sentence, or in the second behind a title.
FIRST_SENTENCES = 3
_DASHES = ("-", "–", "—")


def find_dateline(sentences: Sequence[Span]) -> Period | Unknown:
    """The day in "POPAYÁN, 14 May 2025 -"; not stated if there is no dateline, or if it gives no year."""
    for sentence in sentences[:FIRST_SENTENCES]:
        if not sentence.words.endswith(_DASHES):
            continue
        for time in find_times(sentence.words):
            period = resolve_time(time.words, at=None, published=NOT_STATED, previous=None)
            if isinstance(period, Period) and period.precision == "day":
                return replace(period, words=time.words, anchor="dateline")
    return NOT_STATED
