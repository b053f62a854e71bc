"""Measures of clusters: the example of the LEA paper by hand, what all measures share, sums over parts."""

from collections import defaultdict
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.evaluation.coreference import MEASURES, Cluster, components, conll, count_agreement, f1


def clusters(*names: str) -> list[Cluster]:
    return [frozenset(letters) for letters in names]


# Moosavi and Strube 2016, section 4: e is missed, h and i are no mentions.
KEY, RESPONSE = clusters("abc", "defg"), clusters("ab", "cd", "fghi")


@pytest.mark.parametrize(
    ("measure", "recall", "precision"),
    [
        ("muc", 2 / 5, 2 / 5),  # links: ab of abc's two, fg of defg's three; ab of one, none of cd, fg of fghi's three
        ("b3", (5 / 3 + 5 / 4) / 7, (2 + 1 + 1) / 8),
        ("ceafe", (4 / 5 + 1 / 2) / 2, (4 / 5 + 1 / 2) / 3),  # abc with ab, defg with fghi
        ("lea", (3 * 1 / 3 + 4 * 1 / 6) / 7, (2 * 1 + 2 * 0 + 4 * 1 / 6) / 8),
    ],
)
def test_the_example_of_the_lea_paper(measure: str, recall: float, precision: float) -> None:
    sums = count_agreement(KEY, RESPONSE)
    for side, value in (("r", recall), ("p", precision)):
        assert sums[f"{measure} {side} right"] / sums[f"{measure} {side} of"] == pytest.approx(value)
    assert f1(sums, measure) == pytest.approx(2 * recall * precision / (recall + precision))


def test_conll_is_the_mean_of_three() -> None:
    sums = count_agreement(KEY, RESPONSE)
    assert conll(sums) == pytest.approx((0.4 + 2 * 0.5 * 35 / 84 / (0.5 + 35 / 84) + 0.52) / 3)


def test_all_in_one_and_each_alone() -> None:
    key = clusters("abc", "def")
    joined, apart = count_agreement(key, clusters("abcdef")), count_agreement(key, clusters(*"abcdef"))
    assert joined["b3 r right"] == joined["b3 r of"]
    assert joined["b3 p right"] / joined["b3 p of"] == pytest.approx(1 / 2)
    assert (f1(apart, "muc"), f1(apart, "lea")) == (0, 0)
    assert f1(apart, "b3") == pytest.approx(1 / 2)  # recall 1/3, precision 1


def test_a_cluster_of_one_is_found_where_it_is_one_there_too() -> None:
    assert f1(count_agreement(clusters("a"), clusters("a")), "lea") == 1
    assert f1(count_agreement(clusters("a"), clusters("ab")), "lea") == 0


def test_nothing_found_is_nothing_right() -> None:
    sums = count_agreement(KEY, [])
    assert {f1(sums, measure) for measure in MEASURES} == {0.0}


PARTITIONS = st.lists(st.integers(0, 3), min_size=1, max_size=9)


def partition(labels: Sequence[int], missing: Sequence[bool] = ()) -> list[Cluster]:
    found: dict[int, set[int]] = {}
    for mention, label in enumerate(labels):
        if mention >= len(missing) or not missing[mention]:
            found.setdefault(label, set()).add(mention)
    return [frozenset(cluster) for cluster in found.values()]


@given(PARTITIONS)
def test_the_same_clusters_agree_fully(labels: list[int]) -> None:
    whole = partition(labels)
    sums = count_agreement(whole, whole)
    assert all(f1(sums, measure) == pytest.approx(1) for measure in ("b3", "ceafe", "lea"))
    assert f1(sums, "muc") in (0, 1)  # clusters of one have no link


@given(PARTITIONS, PARTITIONS, st.lists(st.booleans(), max_size=9))
def test_sums_over_components_are_the_sums_over_all(one: list[int], other: list[int], missing: list[bool]) -> None:
    key, response = partition(one), partition(other, missing)
    total: dict[str, float] = defaultdict(float)
    groups = list(components(key, response))
    for these, those in groups:
        for name, value in count_agreement(these, those).items():
            total[name] += value
    whole = count_agreement(key, response)
    assert all(total[name] == pytest.approx(value) for name, value in whole.items())
    assert sum(len(these) for these, _ in groups) == len(key)


@given(PARTITIONS, PARTITIONS)
def test_sides_exchanged_exchange_recall_and_precision(one: list[int], other: list[int]) -> None:
    forth, back = (
        count_agreement(*pair) for pair in ((partition(one), partition(other)), (partition(other), partition(one)))
    )
    for measure in MEASURES:
        assert forth[f"{measure} r right"] == pytest.approx(back[f"{measure} p right"])
        assert f1(forth, measure) == pytest.approx(f1(back, measure))
