"""Site furniture goes, the report's own words stay, and cleaning what is clean changes nothing."""

import re
import unicodedata

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


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@settings(max_examples=60)
@given(st.text(alphabet="aBc dE.\nMoreShorts", max_size=200))
def test_cleaning_invents_no_letter(text: str) -> None:
    assert set(clean(text)) <= set(text) | {" ", "\n"}


# Furniture, and words of reports that look like it, to be strewn into texts.
PIECES = [
    "Advertisement",
    "Impact Shorts",
    "More Shorts",
    "More ShortsJNIM described it.",
    "Top Stories",
    "Read more",
    "Related",
    "Also read: Army kills ten",
    "North Kivu",
    "South Kivu",
    "More Kivu",
    "Doro Camps",
    "AdvertisementThe army said so.",
    "Read MoreMore StoriesThe army said so.",
    "He said so.Advertisement",
    "The army said so.",
    "",
    "* * *",
    "KAYES, Mali (Wire) -",
    "Background",
    "“Go,” she said.Read more",
    "©",
    "Lire aussi",
    "اقرأ أيضا",
    "e\u0301\u200b",
    "می\u200cگوید",
    "a\u200c\u0301b",
]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["\n", "\n\n", "\r\n", "\u2028", ""]))
def test_furniture_in_any_order_is_cleaned_once_and_for_all(pieces: list[str], between: str) -> None:
    once = clean(between.join(pieces))
    assert clean(once) == once


@settings(max_examples=60)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=120))
def test_what_is_kept_stood_there_in_that_order(text: str) -> None:
    seen = unicodedata.normalize("NFC", re.sub("[\u200b-\u200f\u00ad\ufeff]", "", text))
    kept = [each for each in unicodedata.normalize("NFD", clean(text)) if not each.isspace()]
    rest = iter(unicodedata.normalize("NFD", seen))
    assert all(each in rest for each in kept)


@pytest.mark.parametrize(
    "sentence",
    [
        "Latest NewsGuard report counts forty such sites.",
        "Share prices fell. Related: nothing.",
        "Watch-keepers on the hill saw the trucks first",
        "Read: he could, but he would not write.",
        "Subscribers of the line were cut off for a day.",
        "North Kivu\nSouth Kivu\nIturi",
        "Casualty Figures",
        "What We Know",
        "BAMAKO, Mali (Wire) - Two soldiers died.",
        "Moyen-Orient",
        "Stories of survivors were told in court.",
        "The group, Jama'at Nusrat al-Islam wal-Muslimin (JNIM), said so.",
    ],
)
def test_headings_datelines_and_short_lines_stay(sentence: str) -> None:
    assert sentence in clean(BODY.format(sentence))


@pytest.mark.parametrize(
    "furniture",
    [
        "ADVERTISEMENT",
        "– Advertisement –",
        "Read More »",
        "READ ALSO: Governor visits Doro",
        "Also read | Governor visits Doro",
        "Follow us on Telegram and X",
        "© 2031 The Example. All rights reserved.",
        "©2031 The Example",
        "Related Stories",
        "More Videos",
        "---",
        "• • •",
        "À lire aussi : Le gouverneur à Doro",
        "Lea también: El gobernador",
        "Читайте также: Губернатор в Доро",
        "اقرأ أيضا: الحاكم",
        "Sign up for our weekly newsletter",
    ],
)
def test_furniture_of_many_sites_goes(furniture: str) -> None:
    assert clean(BODY.format(furniture)) == BODY.format("").replace("\n\n", "\n")


@pytest.mark.parametrize(
    ("glued", "kept"),
    [
        ("AdvertisementThe army said so on Monday.", "The army said so on Monday."),
        ("Read MoreThe army said so on Monday.", "The army said so on Monday."),
        ("Share this article“We ran,” she said.", "“We ran,” she said."),
        ("The army said so on Monday.Advertisement", "The army said so on Monday."),
        ("The army said so on Monday. Read the full story", "The army said so on Monday."),
        ("Vantage Shots\nMore ShotsJNIM described it as a success.", "JNIM described it as a success."),
        ("LirePlus de nouvelles sont venues.", "LirePlus de nouvelles sont venues."),
        ("PublicitéLe gouverneur a parlé lundi.", "Le gouverneur a parlé lundi."),
    ],
)
def test_what_is_glued_to_a_sentence_is_cut_off(glued: str, kept: str) -> None:
    assert clean(BODY.format(glued)) == BODY.format(kept)


def test_the_title_stays_whatever_it_looks_like() -> None:
    assert clean("More Shorts\n\nThe army said so.") == "More Shorts\n\nThe army said so."


def test_joiners_stay_where_a_script_needs_them() -> None:
    assert clean("می\u200cگوید") == "می\u200cگوید"
    assert clean("क्\u200dष") == "क्\u200dष"
    assert clean("a\u200cb\u200d c") == "ab c"


def test_marks_that_no_letter_can_carry_go_and_no_others() -> None:
    pointed = "שָׁלוֹם"
    assert clean(pointed) == unicodedata.normalize("NFC", pointed)
    assert clean("o\u0323\u0302\u0301 ấ") == unicodedata.normalize("NFC", "o\u0323\u0302\u0301 ấ")
    carried = unicodedata.normalize("NFD", clean("The army" + "\u0301\u0323" * 50 + " said"))
    assert carried.startswith("The army\u0323")
    assert carried.endswith(" said")
    assert sum(map(bool, map(unicodedata.combining, carried))) == 30


@given(st.text(alphabet="e\u0301\u0323\u0344\u0f73\u200b\u200c世", min_size=60, max_size=200))
@settings(max_examples=60)
def test_cleaning_piled_marks_twice_is_cleaning_them_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    "text",
    [
        "Advertisement" * 70_000,
        "More Bar\n" * 100_000,
        "Foo Bar\nMore Bar\n" * 50_000,
        "a\n" * 400_000,
        "." * 900_000,
        "\u200c" * 900_000,
        ". " * 400_000,
        "aB" * 400_000,
        "e" + "\u0301" * 100_000,
        "e" + "\u0301\u0323" * 400_000,
        "\u0f73" * 900_000,
        "e" + "\u0301\u200c\u0323\u200b" * 200_000,
    ],
)
def test_a_hostile_text_is_cleaned_once_and_for_all(text: str) -> None:
    once = clean(text)
    assert len(once) <= len(text)
    assert clean(once) == once
