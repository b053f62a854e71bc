"""Claims of texts that are conflict news, none of others: shares worked out by hand, and the forms of the data."""

import gzip
import random
from pathlib import Path

import pytest

from according.errors import SourceError
from according.evaluation.labelled import read_labelled
from according.evaluation.measured import Options
from according.evaluation.scores import Tally
from according.evaluation.silence import measure, score_set
from according.settings import Settings

LABELLED = [("war", 1), ("raid", 1), ("clash", 1), ("sport", 0), ("shares", 0)]


def test_figures_worked_out_on_paper() -> None:
    tally = Tally("set")
    shares = score_set(tally, "set", LABELLED, [["killing"], ["attack", "attack"], [], ["attack", "killing"], []])
    assert shares == {"set 0: silent": (1 / 2, 2), "set 1: with a claim": (2 / 3, 3)}
    assert tally.scores["set"].precision == tally.scores["set"].recall == 2 / 3
    assert tally.errors == {"set 0: attack": 1, "set 0: killing": 1, "set 1: no claim": 1}


def test_perfect_and_silent() -> None:
    tally = Tally("set")
    shares = score_set(tally, "set", LABELLED, [["killing"] if label else [] for _, label in LABELLED])
    assert {share for share, _ in shares.values()} == {1}
    assert tally.total.f1 == 1
    silent = score_set(Tally("set"), "set", LABELLED, [[] for _ in LABELLED])
    assert [share for share, _ in silent.values()] == [1, 0]


def test_the_order_does_not_matter() -> None:
    rows = list(zip(LABELLED, [["killing"], [], [], ["attack"], []], strict=True))
    before = score_set(Tally("set"), "set", [row[0] for row in rows], [row[1] for row in rows])
    random.Random(1).shuffle(rows)
    assert score_set(Tally("set"), "set", [row[0] for row in rows], [row[1] for row in rows]) == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", '{"text": "one", "label": 1}\n{"text": "two", "label": 0}\n'),
        ("a.csv", '\ufeffindex,text,label\nx,"one",1\ny,"two",0\n'),
        ("a.tsv", "one\t1\ntwo\t0\n"),
        ("many.tsv", "one\t0\t1\t0\ntwo\t0\t0\t0\n"),
    ],
)
def test_each_form_of_the_data(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(content.encode()))
    assert read_labelled(tmp_path / name) == read_labelled(tmp_path / f"{name}.gz") == [("one", 1), ("two", 0)]


@pytest.mark.parametrize("content", ["one\t2\n", "one\n", "one\t1\tx\n"])
def test_a_label_that_is_none_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.tsv").write_text(content)
    with pytest.raises(SourceError, match="row 1"):
        read_labelled(tmp_path / "a.tsv")


def test_the_measure_reads_a_file(tmp_path: Path) -> None:
    path = tmp_path / "news.tsv"
    path.write_text("Gunmen killed seven farmers in Kano, police said.\t1\nThe bank kept its rate.\t0\n")
    measured = measure(path, Settings(), Options())
    assert (measured.figures["news 0: silent"], measured.figures["news 1: with a claim"]) == (1, 1)
    assert measured.spreads["news 1: with a claim"].of == 1


def test_a_folder_without_the_sets_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="none of"):
        measure(None, Settings(), Options(corpora=tmp_path))
