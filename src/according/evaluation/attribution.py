"""Who says what: cues, sources, contents and whole attributions against PolNeAR (Newell et al. 2018).

Data: lines of JSON with `id`, `text`, `attributions`, each of `source`, `cue` and `content` as lists of [start, end).
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from according.errors import SettingsError
from according.evaluation.measured import Measured, Options
from according.evaluation.reading import digest_of, name_reader, read_rows, write_lines
from according.evaluation.scores import Tally
from according.language.sentences import find_words
from according.model import Span
from according.readers import Attribution, AttributionReader, open_reader
from according.settings import Settings

At = tuple[int, int]
Ranges = tuple[At, ...]

CUE, SOURCE, OVERLAP, CONTENT, WHOLE = "cue", "source", "source overlap", "content", "whole"
NAMES = (CUE, SOURCE, OVERLAP, CONTENT, WHOLE)
_SHOWN = 60  # characters of a stretch that an example repeats


def measure(data: Path | None, settings: Settings, options: Options) -> Measured:
    """Find the attributions of each text; figures as `score_text` tells them, errors by kind.

    Without a file, PolNeAR's in the folder of the public sets: `attribution/polnear_dev.jsonl.gz`, or its train part.
    A `SettingsError` if the reader of the settings tells no attributions.
    """
    name = "train" if options.part == "train" else "dev"
    path = data if data and data.is_file() else options.folder(data) / "attribution" / f"polnear_{name}.jsonl.gz"
    digest = digest_of(path)
    reader = open_reader(settings)
    if not isinstance(reader, AttributionReader):
        raise SettingsError(f"the reader {settings.read.reader!r} tells no attributions; name another under [read]")
    tally = Tally(*NAMES)
    lines = []
    for row in read_rows(path):
        given = reader.attributions(row["text"])
        score_text(tally, row["id"], row["text"], given, [attribution_of(one) for one in row["attributions"]])
        lines.append(json.dumps({"id": row["id"], "attributions": [asdict(one) for one in given]}))
    write_lines(options.predictions, lines)
    return Measured(
        data=str(path),
        digest=digest,
        head=(f"reader {name_reader(settings)}",),
        figures=tally.figures(),
        tables=tally.table(),
        examples=tally.examples_by_turns(),
    )


def attribution_of(row: Mapping[str, Any]) -> Attribution:
    """An attribution as the data writes it; a part that is not there is empty."""
    return Attribution(**{part: _ranges(row.get(part) or ()) for part in ("source", "cue", "content")})


def _ranges(rows: Iterable[Sequence[int]]) -> Ranges:
    return tuple((int(start), int(end)) for start, end in rows)


def score_text(tally: Tally, name: str, text: str, given: Sequence[Attribution], wanted: Sequence[Attribution]) -> None:
    """Count one text's attributions.

    * cue, source: the stretches of a part, as sets of words; a stretch counts once however many share it;
    * source overlap: attributions whose sources share a word, of those whose cues share one, paired one to one;
    * content: the words that lie in any content;
    * whole: cue and source share a word with gold's, and the contents are at least half the same words (Jaccard).

    Words, not characters: where quotes and commas at the ends of a stretch belong is nobody's error.
    """
    whole = find_words(Span(start=0, end=len(text), words=text)) if text else ()
    words = [(word.start, word.end) for word in whole if any(map(str.isalnum, word.text))]
    ours, theirs = ([_Parts(attribution, words) for attribution in side] for side in (given, wanted))
    for score, part in ((CUE, "cue"), (SOURCE, "source")):
        some, others = ({held for one in side if (held := getattr(one, part))} for side in (ours, theirs))
        tally.scores[score].add(some, others)
        _note(tally, part, name, text, some, others)
    tally.scores[CONTENT].add(*(frozenset().union(*(one.content for one in side)) for side in (ours, theirs)))
    _add_pairs(tally, OVERLAP, [one for one in ours if one.source], [one for one in theirs if one.source], _same_source)
    _add_pairs(tally, WHOLE, ours, theirs, _same)


class _Parts:
    """An attribution as the sets of words that its parts hold."""

    def __init__(self, attribution: Attribution, words: Sequence[At]) -> None:
        self.source, self.cue, self.content = (
            frozenset(word for word in words if any(start < word[1] and word[0] < end for start, end in ranges))
            for ranges in (attribution.source, attribution.cue, attribution.content)
        )


def _same_source(one: _Parts, other: _Parts) -> bool:
    return bool(one.cue & other.cue and one.source & other.source)


def _same(one: _Parts, other: _Parts) -> bool:
    """Tell whether two attributions are one; a source that both lack is the same source."""
    sources = bool(one.source & other.source) or not (one.source or other.source)
    shared, either = len(one.content & other.content), len(one.content | other.content)
    return bool(one.cue & other.cue) and sources and 2 * shared >= max(either, 1)


def _add_pairs(
    tally: Tally, name: str, ours: Sequence[_Parts], theirs: Sequence[_Parts], same: Callable[[_Parts, _Parts], bool]
) -> None:
    """Count as right the most attributions that can be paired one to one (augmenting paths, Berge 1957)."""
    near = [[n for n, other in enumerate(theirs) if same(one, other)] for one in ours]
    taken: dict[int, int] = {}

    def find_free(row: int, seen: set[int]) -> bool:
        for column in near[row]:
            if column not in seen:
                seen.add(column)
                if column not in taken or find_free(taken[column], seen):
                    taken[column] = row
                    return True
        return False

    score = tally.scores[name]
    score.right += sum(find_free(row, set()) for row in range(len(ours)))
    score.given += len(ours)
    score.wanted += len(theirs)


def _note(tally: Tally, part: str, name: str, text: str, given: set[Any], wanted: set[Any]) -> None:
    """Note what is wrong: a stretch with other bounds, one too many, one too few."""

    def told(words: frozenset[At]) -> str:
        start, end = min(words)[0], max(words)[1]
        return f"{name} {start}: {text[start:end][:_SHOWN]!r}"

    for one in sorted(given - wanted, key=min):
        near = next((other for other in sorted(wanted, key=min) if one & other), None)
        if near is None:
            tally.note(f"{part}: spurious", told(one))
        else:
            tally.note(f"{part}: other bounds", f"{told(one)}, gold {told(near)}")
    for other in sorted(wanted - given, key=min):
        if not any(one & other for one in given):
            tally.note(f"{part}: missed", told(other))
