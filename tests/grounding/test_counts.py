"""Counts keep the bounds of their words."""

import pytest

from according.grounding.counts import ground_count
from according.model import Count, Quantity, Span, Unknown


def quantity(words: str, unit: str = "people") -> Quantity:
    return Quantity(span=Span(start=7, end=7 + len(words), words=words), unit=unit)


@pytest.mark.parametrize(
    ("words", "least", "most", "qualifier"),
    [
        ("more than 80", 80, None, "more_than"),
        ("at least 30", 30, None, "at_least"),
        ("up to 40", None, 40, "at_most"),
        ("between 30 and 40", 30, 40, "between"),
        ("dozens", 24, None, "vague"),
        ("a", 1, 1, "exactly"),
        ("no", 0, 0, "exactly"),
        ("three", 3, 3, "exactly"),
    ],
)
def test_a_quantity_becomes_a_range(words: str, least: int | None, most: int | None, qualifier: str) -> None:
    count = ground_count(quantity(words))
    assert isinstance(count, Count)
    assert (count.least, count.most, count.qualifier) == (least, most, qualifier)
    assert (count.words, count.at) == (words, (7, 7 + len(words)))


def test_unit_and_scope_are_kept() -> None:
    span = Span(start=0, end=3, words="six")
    count = ground_count(Quantity(span=span, unit="Barracks", scope="cumulative"))
    assert isinstance(count, Count)
    assert (count.unit, count.scope) == ("barracks", "cumulative")


def test_words_that_are_no_number_stay_open() -> None:
    assert ground_count(quantity("the enemy")) == Unknown(why="ambiguous", words="the enemy", at=(7, 16))
