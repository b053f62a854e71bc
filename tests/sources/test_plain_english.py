"""What is plainly English is told without the model of languages; what is not is left to it."""

from according.sources.languages import _identifier, tell_language

ENGLISH = (
    "The army said on Tuesday that soldiers killed 12 militants near Bunia. A rebel spokesman told reporters that the "
    "group had killed five soldiers in Bunia on Monday."
)
FRENCH = (
    "Des hommes armés ont tué douze habitants dans un village du nord du pays, selon des témoins. L'armée a dit mardi "
    "que ses soldats avaient repoussé les assaillants, et que cinq d'entre eux étaient morts."
)


def test_plain_english_needs_no_model() -> None:
    _identifier.cache_clear()
    assert tell_language(ENGLISH) == "en"
    assert not _identifier.cache_info().currsize


def test_french_that_quotes_english_is_french() -> None:
    assert tell_language(FRENCH) == "fr"
    assert (
        tell_language(f"{FRENCH} « The army said that they were with the rebels », a dit un témoin. {FRENCH}") == "fr"
    )


def test_names_alone_are_not_plainly_english() -> None:
    _identifier.cache_clear()
    tell_language("Kayes Gao Mali Bunia Traore Kumbo Goma Idlib Sittwe Jolo Bakhmut Nyala Quetta Tumaco Marib")
    assert _identifier.cache_info().currsize
