import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.language.sentences import find_sentences, find_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. Okoro spoke to Mr. Bello. He left.", ["Gen. Okoro spoke to Mr. Bello.", "He left."]),
        ("The U.S. Embassy closed. Staff left.", ["The U.S. Embassy closed.", "Staff left."]),
        ("“It was night.” The shooting began.", ["“It was night.”", "The shooting began."]),
        ("A toll of 3.5 was given. Why?", ["A toll of 3.5 was given.", "Why?"]),
        ("Title without a stop\nFirst sentence.", ["Title without a stop", "First sentence."]),
        ("Was it the army? “No!” he said.", ["Was it the army?", "“No!” he said."]),
        ("", []),
        ("\n \n", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [sentence.words for sentence in find_sentences(text)] == expected


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_sentences_and_words_lie_in_the_text_in_order(text: str) -> None:
    last = 0
    for sentence in find_sentences(text):
        assert sentence.start >= last
        assert text[sentence.start : sentence.end] == sentence.words
        last = sentence.end
        at = sentence.start
        for word in find_words(sentence):
            assert word.start >= at
            assert text[word.start : word.end] == word.text
            at = word.end


def test_no_word_is_lost() -> None:
    text = "Two “fighters” of al-Nur's 2nd brigade, at 10:30, fell — they said."
    words = [word.text for word in find_words(find_sentences(text)[0])]
    assert "".join(words) == text.replace(" ", "")
    assert "al-Nur's" in words
    assert "2nd" in words
