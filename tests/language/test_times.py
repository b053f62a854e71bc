"""Time phrases are found whole, and words that are something else beside are left alone."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.language.times import find_times, tells_hour

FOUND = {
    "The army on Tuesday said that it had struck.": ["Tuesday"],
    "On 2 June, militants came; on June 2, 2025 they left.": ["2 June", "June 2, 2025"],
    "A convoy was hit in early June.": ["early June"],
    "The day before, a raid killed five.": ["The day before"],
    "Shelling went on last week and overnight.": ["last week", "overnight"],
    "It is the third attack in the past month.": ["the past month"],
    "Between 27 and 31 March the town changed hands twice.": ["Between 27 and 31 March"],
    "The bridge fell in the night of 4 to 5 June.": ["the night of 4 to 5 June"],
    "Since mid-April nobody has passed.": ["Since mid-April"],
    "Two days later the post was retaken.": ["Two days later"],
    "The war has lasted for over a decade.": ["for over a decade"],
    "They came at dawn.": ["dawn"],
    "Earlier this month a market burned.": ["Earlier this month"],
    "On Monday night drones flew over Odesa.": ["Monday night"],
    "Yesterday nobody was hurt.": ["Yesterday"],
    "The log says 2024-06-05 and 05/06/2024.": ["2024-06-05", "05/06/2024"],
    "From 28 February to 3 March the airport was shut.": ["From 28 February to 3 March"],
    "On Tuesday, 1 July 2025 the court sat.": ["Tuesday, 1 July 2025"],
    "Overnight from Monday to Tuesday rockets fell.": ["Overnight from Monday to Tuesday"],
    "In the early hours of Sunday the ferry sank.": ["the early hours of Sunday"],
    "The ceasefire of the 3rd of May broke.": ["the 3rd of May"],
    "In 2012 rebels took the north.": ["2012"],
    "Since 2011 and between 2014 and 2016 many fled.": ["Since 2011", "between 2014 and 2016"],
    "The priest was shot on 25 AUGUST 1989.": ["25 AUGUST 1989"],
    "Guerrillas blew up the bridge on 16 november 1989.": ["16 november 1989"],
    "On June 15-16 the village was bombed.": ["June 15-16"],
    "The last 24 hours were quiet; three days ago they were not.": ["The last 24 hours", "three days ago"],
    "That night, two boats left.": ["That night"],
    "The January attacks and the March offensive": ["January"],
    "In December of last year they met.": ["December of last year"],
    "On Sept. 11, 2001 and Jan. 5 this year": ["Sept. 11, 2001", "Jan. 5 this year"],
    "It was the worst week since late 2014.": ["since late 2014"],
    "In recent weeks and hours later": ["In recent weeks", "hours later"],
    "A mine went off at about 4:00 p.m. (1300 GMT) near it.": ["about 4:00 p.m. (1300 GMT)"],
    "It fell at 8:30 p.m. Sunday, and at 14:20 it burned.": ["8:30 p.m. Sunday", "14:20"],
    "The town changed hands in the night of the 20th when they left.": ["the night of the 20th"],
    "On the 14th, they came.": ["the 14th"],
    "Hours after the attack, a recent guest left.": ["Hours after the attack", "recent"],
    "At least 12 have died so far since the war began.": ["so far", "since the war began"],
    "The 2013 Ghouta attack": ["2013"],
    "Since morning it burns.": ["Since morning"],
}
NOT_FOUND = [
    "The rebels may march on the capital.",
    "May they rest.",
    "March on, said the general.",
    "He sat in the sun, and wed.",
    "Sun Company sold the trucks.",
    "An august body of elders met.",
    "The second brigade took the hill.",
    "Battalion 2024 and Resolution 1973",
    "The mine killed 12 people.",
    "They lived on the 14th floor at 2000 metres.",
    "The 2000 troops left.",
]


@pytest.mark.parametrize(("text", "times"), FOUND.items(), ids=range(len(FOUND)))
def test_times_are_found_whole(text: str, times: list[str]) -> None:
    assert [span.words for span in find_times(text)] == times


@pytest.mark.parametrize("text", NOT_FOUND)
def test_other_words_are_no_times(text: str) -> None:
    assert find_times(text) == []


def test_months_that_are_other_words_count_after_a_preposition() -> None:
    assert [s.words for s in find_times("In May and in March they fought.")] == ["May", "March"]


def test_a_number_of_people_is_no_day() -> None:
    assert [s.words for s in find_times("In April 12 people drowned.")] == ["April"]


PIECES = [
    "on Tuesday",
    "between",
    "27",
    "and",
    "31 March",
    " ",
    "the day before",
    "to",
    "2012",
    "-",
    "\n",
    "May",
    "last",
]


@settings(max_examples=60)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    spans = find_times(text)
    assert all(text[span.start : span.end] == span.words for span in spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))


@pytest.mark.parametrize("piece", ["between 1 ", "the ", " ", "1 to ", "from Monday ", "June ", "early "])
def test_hostile_repetition_ends(piece: str) -> None:
    assert isinstance(find_times(piece * 4000), list)


@pytest.mark.parametrize(
    ("words", "hour"),
    [("about 4:00 p.m.", True), ("14:20", True), ("in the morning", True), ("8 pm Sunday", False), ("today", False)],
)
def test_an_hour_is_told_from_a_day(words: str, hour: bool) -> None:
    assert tells_hour(words) is hour
