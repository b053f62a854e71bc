import pytest

from according.language.clauses import Grammar
from according.language.names import Names, proper_name, strip_leading
from according.language.sentences import find_sentences

TEXT = (
    "The Front for the Liberation of Azur (FLAZ) said its fighters took a bridge in Toru. "
    "Army spokesman Musa Keita denied it. Col Keita said the group had fled. "
    "He spoke on state television. The Orani army later said that it held the bridge. The army sent more men."
)


def names_of(text: str) -> Names:
    grammar = Grammar([])
    return Names(text, [grammar.parse(sentence) for sentence in find_sentences(text)])


@pytest.mark.parametrize(
    ("words", "name", "kind"),
    [
        ("Col Keita", "Musa Keita", "army"),
        ("the group", "Front for the Liberation of Azur", ""),
        ("its fighters", "Front for the Liberation of Azur", "armed-group"),
        ("He", "Musa Keita", "army"),
        ("The army", "Orani army", "army"),
        ("FLAZ", "Front for the Liberation of Azur", ""),
    ],
)
def test_who_is_meant(words: str, name: str, kind: str) -> None:
    at = TEXT.rindex(words)
    assert names_of(TEXT).resolve(words, at) == (name, kind)


def test_a_pronoun_with_nobody_before_it_stays_a_pronoun() -> None:
    assert names_of("He said three men were killed.").resolve("He", 0) == ("He", "")


def test_leading_words_and_names() -> None:
    assert strip_leading("the army") == "army"
    assert proper_name("Army spokesman Musa ag Keita") == "Musa ag Keita"
    assert proper_name("three soldiers") == ""
