"""Numbers keep the words that bound them; what counts nothing is left out."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.language.numbers import find_numbers, parse_number
from according.model import Qualifier

Row = tuple[str, int | None, int | None, Qualifier]

FOUND: dict[str, list[Row]] = {
    "more than 80 militants": [("more than 80", 80, None, "more_than")],
    "at least three people": [("at least three", 3, None, "at_least")],
    "no fewer than 12 police": [("no fewer than 12", 12, None, "at_least")],
    "between 30 and 40 rebels": [("between 30 and 40", 30, 40, "between")],
    "30 to 40 men": [("30 to 40", 30, 40, "between")],
    "15-20 fighters": [("15-20", 15, 20, "between")],
    "two or three soldiers": [("two or three", 2, 3, "between")],
    "from 20 to 30 men attacked": [("from 20 to 30", 20, 30, "between")],
    "two to three dozen villagers": [("two to three dozen", 24, 36, "between")],
    "1 to 2 million people fled": [("1 to 2 million", 1_000_000, 2_000_000, "between")],
    "5,000-6,000 refugees": [("5,000-6,000", 5000, 6000, "between")],
    "dozens of goats": [("dozens", 24, None, "vague")],
    "Scores of people": [("Scores", 40, None, "vague")],
    "hundreds fled": [("hundreds", 200, None, "vague")],
    "several houses": [("several", None, None, "vague")],
    "a dozen trucks": [("a dozen", 12, 12, "exactly")],
    "two dozen soldiers": [("two dozen", 24, 24, "exactly")],
    "half a dozen boats": [("half a dozen", 6, 6, "exactly")],
    "more than a dozen wounded": [("more than a dozen", 12, None, "more_than")],
    "at least several dozen dead": [("at least several dozen", 24, None, "at_least")],
    "a few hundred families": [("a few hundred", 200, None, "vague")],
    "tens of thousands displaced": [("tens of thousands", 20_000, None, "vague")],
    "a couple of huts": [("a couple", 2, 2, "vague")],
    "a handful of men": [("a handful", None, None, "vague")],
    "nearly 1,200 homes": [("nearly 1,200", 1200, 1200, "nearly")],
    "some 200 prisoners": [("some 200", 200, 200, "about")],
    "around 50 vehicles": [("around 50", 50, 50, "about")],
    "an estimated 1,000 people": [("an estimated 1,000", 1000, 1000, "about")],
    "up to 30 dead": [("up to 30", None, 30, "at_most")],
    "as many as 30 dead": [("as many as 30", None, 30, "at_most")],
    "no more than 10 men": [("no more than 10", None, 10, "at_most")],
    "fewer than five guards": [("fewer than five", None, 5, "fewer_than")],
    "over 100 shells": [("over 100", 100, None, "more_than")],
    "100 or more rebels": [("100 or more", 100, None, "at_least")],
    "80-plus fighters": [("80-plus", 80, None, "at_least")],
    "12 or so bodies": [("12 or so", 12, 12, "about")],
    "80 at least, he said": [("80 at least", 80, None, "at_least")],
    "twenty-three children": [("twenty-three", 23, 23, "exactly")],
    "one hundred and five people": [("one hundred and five", 105, 105, "exactly")],
    "a hundred and fifty people": [("a hundred and fifty", 150, 150, "exactly")],
    "1.2 million people": [("1.2 million", 1_200_000, 1_200_000, "exactly")],
    "half a million people": [("half a million", 500_000, 500_000, "exactly")],
    "no casualties": [("no", 0, 0, "exactly")],
    "No one was killed": [("No one", 0, 0, "exactly")],
    "none died": [("none", 0, 0, "exactly")],
    "a soldier and one civilian": [("one", 1, 1, "exactly")],
    "five killed and six wounded": [("five", 5, 5, "exactly"), ("six", 6, 6, "exactly")],
    "all 12 crew": [("12", 12, 12, "exactly")],
    "2000 people": [("2000", 2000, 2000, "exactly")],
    "The toll rose from 20 to 30.": [("20", 20, 20, "exactly"), ("30", 30, 30, "exactly")],
    "Ali Sow, 34, said five men died": [("five", 5, 5, "exactly")],
    "On 5 June 2012 three nuns": [("three", 3, 3, "exactly")],
    "In March 12 people drowned": [("12", 12, 12, "exactly")],
    "five lakh people": [("five lakh", 500_000, 500_000, "exactly")],
}
NOTHING = [
    "a man aged 34",
    "a 34-year-old",
    "children aged 5, 7 and 9",
    "aged between 3 and 15",
    "in 2012",
    "the 2014 vote",
    "at 10:30",
    "at 6am",
    "at 6 p.m.",
    "the 5th Division",
    "the twenty-first century",
    "Battalion 33",
    "the 12th Brigade",
    "an AK-47",
    "the M23",
    "a T-72",
    "a 107mm rocket",
    "an 82 mm mortar",
    "$5 million",
    "3 million dollars",
    "5 million naira",
    "€200",
    "20 km away",
    "five hectares",
    "3 tonnes of rice",
    "30% of it",
    "30 per cent",
    "won 3-1",
    "for 10 years",
    "three days",
    "two weeks of siege",
    "in the past two months",
    "Resolution 2254",
    "Route 7",
    "Flight 17",
    "No. 5 camp",
    "+223 20 22 33 44",
    "40 degrees",
    "30 °C",
    "hundreds of kilometres",
    "dozens of times",
    "a 15-man patrol",
    "9/11",
    "one of the deadliest attacks",
    "no longer",
    "no more",
    "how many",
    "the first one",
    "two-thirds of it",
    "a three-day truce",
    "24/7",
    "Phase Two",
    "he scores goals",
    "Covid-19",
    "the day before",
    "no group claimed it",
    "one day",
]


@pytest.mark.parametrize(("text", "rows"), FOUND.items(), ids=range(len(FOUND)))
def test_numbers_keep_their_bounds(text: str, rows: list[Row]) -> None:
    assert [(n.span.words, n.least, n.most, n.qualifier) for n in find_numbers(text)] == rows


@pytest.mark.parametrize("text", NOTHING)
def test_what_counts_nothing_is_left_out(text: str) -> None:
    assert find_numbers(text) == []
    assert find_numbers(f"They said {text}.") == []


@pytest.mark.parametrize(
    ("words", "least", "most"),
    [
        ("a", 1, 1),
        ("an", 1, 1),
        ("one", 1, 1),
        ("another", 1, 1),
        ("both", 2, 2),
        ("no", 0, 0),
        ("none", 0, 0),
        ("dozens of", 24, None),
        ("a couple of", 2, 2),
        ("all seven", 7, 7),
        ("a total of 30", 30, 30),
        ("another 12", 12, 12),
        ("30 others", 30, 30),
        ("2012", 2012, 2012),
        ("more than 80", 80, None),
        ("two soldiers", 2, 2),
        ("up to a dozen", None, 12),
        ("Twelve", 12, 12),
    ],
)
def test_one_number_is_read_alone(words: str, least: int | None, most: int | None) -> None:
    phrase = parse_number(words)
    assert phrase is not None
    assert (phrase.least, phrase.most) == (least, most)


@pytest.mark.parametrize("words", ["", ".", "the enemy", "the", "its", "some", "T-72", "on 5 June"])
def test_what_is_no_number_is_none(words: str) -> None:
    assert parse_number(words) is None


@settings(max_examples=60)
@given(st.integers(min_value=2, max_value=99_999_999))
def test_figures_and_words_about_them_are_read_back(number: int) -> None:
    exactly = parse_number(f"{number:,}")
    bounded = parse_number(f"more than {number:,}")
    assert exactly is not None
    assert bounded is not None
    assert (exactly.least, exactly.most, bounded.least, bounded.most) == (number, number, number, None)


PIECES = [
    "at least",
    "80",
    "two",
    "dozen",
    "-",
    "to",
    "one",
    "hundred",
    "and",
    "no",
    "more than",
    "10:30",
    "scores",
    "km",
    ",",
]


@settings(max_examples=60)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)))
def test_spans_lie_in_the_text_in_order_and_bounds_agree(text: str) -> None:
    phrases = find_numbers(text)
    assert all(text[p.span.start : p.span.end] == p.span.words for p in phrases)
    assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(phrases))
    assert all(p.least is None or p.most is None or p.least <= p.most for p in phrases)


@pytest.mark.parametrize("piece", ["1 ", "one hundred and ", "at least ", "1-", "9" * 50, "a ", "no "])
def test_hostile_repetition_ends(piece: str) -> None:
    assert isinstance(find_numbers(piece * 3000), list)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("816 000 people fled.", 816_000),
        ("816\u2009000 people fled.", 816_000),
        ("Some 12 500 people fled.", 12_500),
        ("1,00,000 people fled.", 100_000),
        ("12,50,000 people fled.", 1_250_000),
        ("\uff11\uff12 people fled.", 12),
        ("\uff11\uff0c\uff12\uff10\uff10 people fled.", 1_200),
    ],
)
def test_figures_are_grouped_as_they_are_written_anywhere(text: str, value: int) -> None:
    """Blanks, thin blanks, the grouping of South Asia and full-width figures are read as one number."""
    found = find_numbers(text)
    assert [(number.least, number.most) for number in found] == [(value, value)]
    assert text[found[0].span.start : found[0].span.end] == found[0].span.words


def test_figures_side_by_side_are_not_one_number() -> None:
    """A blank groups figures of three only, and not before a measure that hangs on by a hyphen."""
    assert [number.least for number in find_numbers("They took 15 500-pound bombs.")] == [15]
    assert [number.least for number in find_numbers("In 2012 300 people died.")] == [300]
