"""Lines that were broken to fit a page become paragraphs; lines that are paragraphs stay."""

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.sources.lines import join_lines, unwrap

TITLE = "Herders and farmers trade blame"
FIRST = (
    "A column of herders was ambushed on the road between Doro and Tabi on Sunday, the governor said, and at least "
    "nine of them were killed before the self-defence volunteers of three villages withdrew into the hills."
)
SECOND = (
    "A spokesman for the volunteers denied it. He told a radio station that the herders had fired first, and that "
    "two boys who were fetching water had been wounded in the legs."
)


@pytest.mark.parametrize("width", [60, 66, 72, 80])
def test_a_wrapped_text_gets_its_paragraphs_back(width: int) -> None:
    wrapped = "\n\n".join([TITLE, *(textwrap.fill(each, width) for each in (FIRST, SECOND))])
    assert unwrap(wrapped) == f"{TITLE}\n\n{FIRST}\n\n{SECOND}"


def test_a_wire_s_capitals_are_joined_too() -> None:
    wrapped = "\n".join(textwrap.wrap(f"{FIRST} {SECOND}".upper(), 70))
    assert unwrap(wrapped) == f"{FIRST} {SECOND}".upper()


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n\n{FIRST}\n{SECOND}",
        f"{TITLE}\n{SECOND[:41]}\nNobody else spoke.\n",
        "North Kivu\nSouth Kivu\nIturi\nManiema\n",
        "Two soldiers died at the bridge on the main road to the north.\nThree were hurt at the post behind it.\n",
        "",
        "one line",
    ],
)
def test_a_text_of_paragraphs_stays_as_it_is(text: str) -> None:
    assert unwrap(text) == text


def test_items_of_a_list_stay_apart() -> None:
    first = "- a patrol was fired at near the bridge of Tabi, and one"
    assert join_lines(f"{first}\n  soldier died of it later\n- a mine was found") == (
        f"{first} soldier died of it later\n\n- a mine was found"
    )


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("and the volun-\nteers withdrew", "and the volunteers withdrew"),
        ("and a well-\nknown man; he is well-known", "and a well-known man; he is well-known"),
        ("fighters of al-\nQaeda withdrew there", "fighters of al-Qaeda withdrew there"),
        ("between 3-\n5 soldiers have died", "between 3- 5 soldiers have died"),
    ],
)
def test_a_word_over_two_lines_is_one(broken: str, whole: str) -> None:
    assert join_lines(broken) == whole


@settings(max_examples=60)
@given(text=st.text(alphabet="abC .,-\n", max_size=400))
def test_joining_loses_nothing_but_spaces_and_hyphens(text: str) -> None:
    def letters(words: str) -> str:
        return "".join(filter(str.isalpha, words))

    assert letters(join_lines(text)) == letters(text)
    assert letters(unwrap(text)) == letters(text)
