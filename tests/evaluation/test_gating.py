"""Shares with their intervals by hand, and the list of texts without an event."""

from pathlib import Path

import pytest

from according.errors import SourceError
from according.evaluation.gating import LOST, STOPPED, measure_gate, wilson
from according.evaluation.no_event import load_no_event
from according.readers.embedded.gate import load_gate

GOLD = Path(__file__).parents[2] / "gold"


def test_an_interval_worked_out_on_paper() -> None:
    assert (wilson(5, 10).low, wilson(5, 10).high) == (0.237, 0.763)
    assert wilson(0, 0).low is None


def test_of_train_the_gate_is_measured_by_cross_validation() -> None:
    told = load_gate("en").cross_validated
    figures, spreads = measure_gate(GOLD, GOLD, "train")
    assert figures == {STOPPED: told["stopped"] / told["silent"], LOST: told["lost"] / told["with_claims"]}
    assert spreads[LOST].of == told["with_claims"]
    assert figures[LOST] < 0.01


def test_a_list_of_no_texts_is_told(tmp_path: Path) -> None:
    (tmp_path / "no_event.tsv").write_text("kind\tset\tsha256\nsport\tnobody\tabc\n")
    with pytest.raises(SourceError, match="not a kind, a set and a digest"):
        load_no_event(tmp_path, tmp_path)


def test_texts_that_are_not_there_are_told(tmp_path: Path) -> None:
    (tmp_path / "no_event.tsv").write_text("kind\tset\tsha256\nlives\tgum\tabc\n")
    with pytest.raises(SourceError, match="1 texts"):
        load_no_event(tmp_path, tmp_path)


def test_the_list_names_each_text_once_and_of_twelve_kinds() -> None:
    rows = [line.split("\t") for line in (GOLD / "no_event.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    assert len({digest for _, _, digest in rows}) == len(rows) == 300
    assert len({kind for kind, _, _ in rows}) == 12
