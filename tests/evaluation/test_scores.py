"""Scores by hand, and the best pairing against all pairings."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.evaluation.assignment import assign
from according.evaluation.scores import Score, Tally

WEIGHTS = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 9), min_size=width, max_size=width), min_size=1, max_size=5)
)


def test_figures_worked_out_on_paper() -> None:
    score = Score()
    score.add({1, 2, 3}, {2, 3, 4, 5})
    score.add(set(), {6})
    assert (score.right, score.given, score.wanted) == (2, 3, 5)
    assert score.figures("x") == {"x: precision": 0.667, "x: recall": 0.4, "x: F1": 0.5}


def test_nothing_given_is_nothing() -> None:
    score = Score(wanted=3)
    assert (score.precision, score.recall, score.f1) == (0, 0, 0)


@given(st.sets(st.integers(), min_size=1))
def test_what_is_wanted_is_perfect(answers: set[int]) -> None:
    score = Score()
    score.add(answers, answers)
    assert (score.precision, score.recall, score.f1) == (1, 1, 1)


def test_a_tally_adds_up() -> None:
    tally = Tally("a", "b")
    tally.scores["a"].add({1}, {1, 2})
    tally.scores["b"].add({1}, {2})
    tally.note("missed", "two")
    tally.note("missed", "three")
    assert tally.errors == {"missed": 2}
    assert (tally.total.right, tally.total.given, tally.total.wanted) == (1, 2, 3)
    assert tally.figures()["a: recall"] == pytest.approx(0.5)


@given(WEIGHTS)
def test_no_pairing_is_worth_more(weights: list[list[int]]) -> None:
    rows, columns = len(weights), len(weights[0])
    pairs = assign(weights)
    assert len(pairs) == min(rows, columns) == len({row for row, _ in pairs}) == len({column for _, column in pairs})
    long, short = max(rows, columns), min(rows, columns)
    best = max(
        sum(weights[n][o] if rows <= columns else weights[o][n] for n, o in enumerate(order))
        for order in itertools.permutations(range(long), short)
    )
    assert sum(weights[row][column] for row, column in pairs) == best
