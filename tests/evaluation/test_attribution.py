"""Attributions against gold: figures worked out by hand, and the laws of every such measure."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.evaluation.attribution import NAMES, attribution_of, measure, score_text
from according.evaluation.measured import Options
from according.evaluation.scores import Tally
from according.readers import Attribution, AttributionReader
from according.readers.embedded import EmbeddedReader
from according.settings import Settings

TEXT = 'The mayor said two men died. "We fled," Ada Okoro told reporters. Police denied it.'


def at(words: str, *others: str) -> tuple[tuple[int, int], ...]:
    return tuple((start := TEXT.index(each), start + len(each)) for each in (words, *others))


MAYOR = Attribution(source=at("The mayor"), cue=at("said"), content=at("two men died"))
ADA = Attribution(source=at("Ada Okoro"), cue=at("told"), content=at('"We fled,"'))
POLICE = Attribution(source=at("Police"), cue=at("denied"), content=at("it"))
GOLD = [MAYOR, ADA, POLICE]


def score(found: list[Attribution], wanted: list[Attribution]) -> Tally:
    tally = Tally(*NAMES)
    score_text(tally, "a text", TEXT, found, wanted)
    return tally


def test_figures_worked_out_on_paper() -> None:
    """The first is right but for the source's article, the second but for the speaker, the third is missed.

    One is spurious. Contents: 3 + 2 of 6 words are found, and 1 word too many.
    """
    found = [
        Attribution(source=at("mayor"), cue=at("said"), content=at("two men died.")),
        Attribution(source=at("reporters"), cue=at("told"), content=at("We fled")),
        Attribution(source=(), cue=at("fled"), content=at("Ada")),
    ]
    tally = score(found, GOLD)
    triples = {name: (s.right, s.given, s.wanted) for name, s in tally.scores.items()}
    assert triples == {
        "cue": (2, 3, 3), "source": (0, 2, 3), "source overlap": (1, 2, 3), "content": (5, 6, 6), "whole": (1, 3, 3),
    }  # fmt: skip
    assert tally.errors == {
        "cue: spurious": 1, "cue: missed": 1, "source: other bounds": 1, "source: spurious": 1, "source: missed": 2,
    }  # fmt: skip


def test_marks_at_the_ends_are_no_error() -> None:
    bare = Attribution(source=at("Ada Okoro"), cue=at("told"), content=at("We fled"))
    assert score([bare], [ADA]).total.f1 == 1


def test_a_content_in_two_pieces_is_one() -> None:
    broken = Attribution(source=MAYOR.source, cue=MAYOR.cue, content=at("two men", "died"))
    assert score([broken], [MAYOR]).total.f1 == 1


@pytest.mark.parametrize(
    "other",
    [
        Attribution(source=at("Police"), cue=MAYOR.cue, content=MAYOR.content),
        Attribution(source=(), cue=MAYOR.cue, content=MAYOR.content),
        Attribution(source=MAYOR.source, cue=at("died"), content=MAYOR.content),
        Attribution(source=MAYOR.source, cue=MAYOR.cue, content=at("two")),
        Attribution(source=MAYOR.source, cue=MAYOR.cue, content=at("two men died", "We fled", "Ada Okoro")),
    ],
    ids=["source", "no source", "cue", "too little content", "too much content"],
)
def test_an_attribution_is_right_only_whole(other: Attribution) -> None:
    assert score([other], [MAYOR]).scores["whole"].right == 0


@given(st.permutations(GOLD), st.lists(st.sampled_from(GOLD), unique=True))
def test_the_order_does_not_matter(wanted: list[Attribution], found: list[Attribution]) -> None:
    assert score(found, wanted).figures() == score(sorted(found, key=GOLD.index), GOLD).figures()


def test_gold_is_perfect_and_silence_is_nothing() -> None:
    assert set(score(GOLD, GOLD).figures().values()) == {1}
    assert score(GOLD, GOLD).errors == {}
    assert set(score([], GOLD).figures().values()) == {0}
    assert score([], []).errors == {}


def test_one_attribution_is_credited_once() -> None:
    twice = score([MAYOR, MAYOR], [MAYOR]).scores["whole"]
    assert (twice.right, twice.given, twice.wanted) == (1, 2, 1)


def test_a_row_of_the_data_may_lack_a_part() -> None:
    row = {"cue": [[1, 3]], "content": [[4, 6], [8, 9]]}
    assert attribution_of(row) == Attribution(cue=((1, 3),), content=((4, 6), (8, 9)))


def test_the_measure_reads_a_file(tmp_path: Path) -> None:
    assert isinstance(EmbeddedReader(), AttributionReader)
    path = tmp_path / "gold.jsonl"
    rows = [{"source": one.source, "cue": one.cue, "content": one.content} for one in GOLD]
    path.write_text(json.dumps({"id": "a", "text": TEXT, "attributions": rows}))
    predictions = tmp_path / "read.jsonl"
    measured = measure(path, Settings(), Options(predictions=predictions))
    assert measured.figures["cue: recall"] > 0
    assert [cue for one in json.loads(predictions.read_text())["attributions"] for cue in one["cue"]]


@pytest.mark.skipif("ACCORDING_DATA" not in os.environ, reason="needs the public sets: set ACCORDING_DATA")
def test_the_public_set_can_be_measured() -> None:
    path = Path(os.environ["ACCORDING_DATA"]) / "attribution" / "polnear_dev.jsonl.gz"
    measured = measure(path, Settings(), Options())
    assert 0 < measured.figures["cue: F1"] <= 1
    assert len(measured.digest) == 64
