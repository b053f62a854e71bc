"""Site furniture goes, the report's own words stay, and cleaning what is clean changes nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.sources.cleaning import clean

BODY = "Gunmen killed seven farmers in Doro, police said.\n{}\nResidents buried the dead on Saturday morning."


@pytest.mark.parametrize(
    "furniture", ["Advertisement", "Read more:", "Share this", "Also read", "Subscribe to our newsletter", "Top Shorts"]
)
def test_furniture_between_paragraphs_goes(furniture: str) -> None:
    assert furniture not in clean(BODY.format(furniture))
    assert "buried the dead" in clean(BODY.format(furniture))


@pytest.mark.parametrize(
    ("glued", "kept"),
    [
        ("Impact Shorts\nMore ShortsJNIM described its latest assault as a success.", "JNIM described"),
        ("Top Stories\nMore StoriesThe army said it lost two men in the raid.", "The army said"),
    ],
)
def test_furniture_glued_to_a_sentence_goes(glued: str, kept: str) -> None:
    lines = clean(BODY.format(glued)).split("\n")
    assert any(line.startswith(kept) for line in lines)
    assert not any("Shorts" in line or "Stories" in line for line in lines)


@pytest.mark.parametrize(
    "sentence",
    [
        "MSNBC and YouTube showed the film that DeMarco and McCain had sent by WhatsApp.",
        "EastAfrica Radio said that an iPhone was found at the scene.",
        "No one was hurt.",
        "GOMA, 3 June - Rebels entered the town.",
        "“We slept under the beds,” she said.",
    ],
)
def test_the_words_of_a_report_stay(sentence: str) -> None:
    assert sentence in clean(BODY.format(sentence))


def test_white_space_and_invisible_marks() -> None:
    assert clean("Two\u00a0men\u200b  died.\r\n\r\n\r\nOne\u0007 lived.").split("\n")[0] == "Two men died."
    assert "\u0007" not in clean("One\u0007 lived.")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aBc dE.\nMoreShorts", max_size=200))
def test_cleaning_invents_no_letter(text: str) -> None:
    assert set(clean(text)) <= set(text) | {" ", "\n"}
