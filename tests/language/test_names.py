import string

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


def test_a_run_of_hyphenated_capitals_is_no_full_name_without_a_short_form() -> None:
    run = "-".join(string.ascii_uppercase * 500)
    assert names_of(f"Rooms {run} were searched. The army left.").resolve("the army", 50_000) == ("army", "army")


@pytest.mark.parametrize(
    ("told", "full"),
    [
        ("Front for the Liberation of Azur (FLA)", "Front for the Liberation of Azur"),
        ("the al-Azur Front (AF)", "al-Azur Front"),
        ("the pro-Azur Front (PAF)", "Azur Front"),
        ("Azur-Front Committee (AFC)", "Azur-Front Committee"),
        ("A" * 20_000 + " of Azur (AA)", "of Azur"),
    ],
)
def test_the_full_name_before_a_short_form_is_looked_for_a_few_words_back(told: str, full: str) -> None:
    short = told[told.rindex("(") + 1 : -1]
    assert names_of(f"It is then that {told} came.").resolve(short, 0)[0] == full


def test_one_name_or_description_before_a_bracket_is_no_full_name() -> None:
    assert names_of("It is Azur (AZ) that came.").resolve("AZ", 0)[0] == "AZ"


def test_of_many_persons_the_last_before_a_pronoun_is_meant() -> None:
    text = "\n".join(f"Spokesman Ali Keita{n} spoke." for n in "ABCDEFGH" * 40)
    assert names_of(text).resolve("he", text.index("Spokesman Ali KeitaD"))[0] == "Ali KeitaC"
    assert names_of(text).resolve("Col KeitaE", 0)[0] == "Ali KeitaE"
