"""The embedded reader counts: parts, lists with their sum, superseded tolls, running totals; on invented events."""

import pytest

from according.model import Quantity, Report
from according.readers.embedded import EmbeddedReader

READER = EmbeddedReader(gated=False)


def counts(text: str, type_: str = "killing") -> set[tuple[str, str]]:
    """The numbers of a type with their scope, as words."""
    (markup,) = READER.read([Report(text=text)])
    readings = [reading for reading in markup.readings if reading.type == type_]
    return {(r.count.span.words, r.count.scope) for r in readings if isinstance(r.count, Quantity)}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Two girls were among the 12 people killed in a raid on Doro, police said.", {"Two"}),
        ("The victims, who included 11 girls and six women, were killed in Doro, police said.", {"11", "six"}),
        ("A raid on Doro left 21 dead: 15 farmers, four traders and two guards, police said.", {"15", "four", "two"}),
        ("A shell killed 14 people in Doro, six of them girls, police said.", {"six"}),
    ],
)
def test_parts_are_named_in_many_ways(text: str, parts: set[str]) -> None:
    assert {words for words, scope in counts(text) if scope == "subset"} == parts


def test_a_list_that_does_not_sum_up_is_no_list_of_parts() -> None:
    found = counts("A raid on Doro left 21 dead: 15 farmers, four traders and nine guards, police said.")
    assert all(scope != "subset" for _, scope in found)


@pytest.mark.parametrize(
    "text",
    [
        "The death toll from the bombing in Doro rose to 19 from 16, a doctor said.",
        "The death toll from the bombing in Doro rose from 16 to 19, a doctor said.",
        "The death toll from the bombing in Doro stands at 19, up from an earlier 16, a doctor said.",
    ],
)
def test_a_toll_that_rose_is_the_new_one(text: str) -> None:
    assert counts(text) == {("19", "incident")}


def test_some_of_the_wounded_who_died_are_part_of_a_toll() -> None:
    assert counts("Three of the wounded died in hospital in Doro on Monday, a doctor said.") == {("Three", "subset")}


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("The war in Sarvan has killed more than 15,000 people, the UN said.", "cumulative"),
        ("Gunmen killed 240 farmers in Doro province in 2021, the UN said.", "cumulative"),
        ("Gunmen killed 240 farmers in Doro province in the last ten days, the UN said.", "cumulative"),
        ("Gunmen killed 240 farmers in Doro on 3 May 2021, the UN said.", "incident"),
        ("Gunmen killed two farmers in Doro in May 2021, the UN said.", "incident"),
    ],
)
def test_totals_of_a_war_or_a_long_time_are_no_single_happening(text: str, scope: str) -> None:
    assert {found for _, found in counts(text)} == {scope}


def test_a_number_in_the_name_of_a_gang_counts_nobody() -> None:
    assert not counts("The army attacked the 400 Mawi gang near Doro on Monday, police said.", "attack")


def test_a_list_that_stands_before_the_verb_is_counted_item_by_item() -> None:
    found = counts("The ministry said 10 tanks, 6 cannons and about 30 trucks were destroyed.", "property-damage")
    assert {words for words, _ in found} == {"10", "6", "about 30"}


def test_a_toll_of_those_displaced_is_none_of_those_killed() -> None:
    text = "Officials in Doro put the toll at 816 000 displaced."
    assert counts(text, "displacement") == {("816 000", "incident")}
    assert not counts(text)
