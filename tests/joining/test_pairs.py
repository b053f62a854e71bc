"""Pairs by their order: those that lead from one group to another, as if all pairs had been sorted."""

from itertools import combinations
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from according.joining.pairs import likeliest
from according.joining.similarity import Similarity

SCORES = (0.2, 0.5, 0.7, 0.9)


class Told(NamedTuple):
    """Members by class and report, how alike each class is to each, and which pairs are kept apart whatever comes."""

    classes: list[int]
    reports: list[str]
    scores: dict[tuple[int, int], float]
    apart: set[tuple[int, int]]


@st.composite
def told(draw: st.DrawFn) -> Told:
    classes = draw(st.lists(st.integers(0, 3), min_size=1, max_size=14))
    number = len(classes)
    reports = draw(st.lists(st.sampled_from("abcdefghij"), min_size=number, max_size=number))
    scores = {(one, two): draw(st.sampled_from(SCORES)) for one in range(4) for two in range(one, 4)}
    places = st.integers(0, number - 1)
    return Told(classes, reports, scores, draw(st.sets(st.tuples(places, places), max_size=20)))


def join(groups: list[set[int]], a: int, b: int, apart: set[tuple[int, int]]) -> bool:
    """Make two groups one, unless a pair across them is kept apart."""
    if any((m, n) in apart or (n, m) in apart for m in groups[a] for n in groups[b]):
        return False
    groups[a] |= groups[b]
    for n in groups[b]:
        groups[n] = groups[a]
    return True


@given(told())
def test_the_pairs_that_join_are_those_of_all_pairs_in_their_order(each: Told) -> None:
    def compare(a: int, b: int) -> Similarity:
        one, two = sorted((each.classes[a], each.classes[b]))
        return Similarity(each.scores[one, two])

    number = len(each.classes)
    expected = []
    groups = [{n} for n in range(number)]
    pairs = [(-compare(a, b).score, a, b) for a, b in combinations(range(number), 2)]
    for score, a, b in sorted(pairs):
        if -score < 0.5 or each.reports[a] == each.reports[b] or groups[a] is groups[b]:
            continue
        if join(groups, a, b, each.apart):
            expected.append((a, b))

    members = [[n for n in range(number) if each.classes[n] == class_] for class_ in range(4)]
    candidates = [(one, two) for one in range(4) for two in range(one, 4)]
    found = []
    now = [{n} for n in range(number)]
    for a, b, _ in likeliest(members, candidates, compare, now, each.reports, 0.5):
        if now[a] is not now[b] and join(now, a, b, each.apart):
            found.append((a, b))
    assert found == expected
