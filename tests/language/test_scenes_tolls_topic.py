"""Place phrases, tolls without a number, and what a text is about."""

import pytest

from according.language.clauses import Grammar, Parse
from according.language.scenes import find_scenes
from according.language.sentences import find_sentences, find_words
from according.language.tolls import find_tolls
from according.language.topic import is_about_violence

GRAMMAR = Grammar(["attack", "kill", "hit"])


def parse(text: str) -> Parse:
    return GRAMMAR.parse(find_sentences(text)[0])


@pytest.mark.parametrize(
    ("text", "scenes"),
    [
        ("Rebels attacked a post in Kayes.", [("Kayes", "scene")]),
        ("Rebels attacked towns in central Mali.", [("central Mali", "scene")]),
        (
            "The attacks hit seven towns and cities, including Binol, Kayes and Sander.",
            [],
        ),
        (
            "Attacks took place in seven towns and cities, including Binol, Kayes and Sander.",
            [("seven towns and cities", "scene"), ("Binol", "scene"), ("Kayes", "scene"), ("Sander", "scene")],
        ),
        ("Families fled from Toru to Ambor.", [("Toru", "from"), ("Ambor", "to")]),
        ("It happened near the Senegalese border.", [("the Senegalese border", "about")]),
        ("The group said so in a statement on Telegram.", []),
        ("Including nobody, in nothing.", []),
    ],
)
def test_scenes(text: str, scenes: list[tuple[str, str]]) -> None:
    assert [(scene.span.words, scene.role) for scene in find_scenes(parse(text))] == scenes


@pytest.mark.parametrize(
    ("text", "withheld"),
    [
        ("The number of casualties was not immediately clear.", None),
        ("It is unclear how many victims there were.", None),
        ("The ministry gave no casualty figures.", "The ministry"),
        ("The colonel did not disclose the death toll.", "The colonel"),
    ],
)
def test_tolls(text: str, withheld: str | None) -> None:
    found = parse(text)
    toll = find_tolls(found)[0]
    who = found.span(toll.withheld_by).words if toll.withheld_by else None
    assert who == withheld


@pytest.mark.parametrize("text", ["Seven people were killed.", "The plan is unclear.", "He gave no speech."])
def test_no_toll(text: str) -> None:
    assert find_tolls(parse(text)) == []


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Soldiers killed three rebels near the stadium.", True),
        ("The striker scored twice before the coach changed the goalkeeper at half-time.", False),
        ("Gunmen attacked the stadium; players, fans and the coach fled as police and soldiers arrived.", True),
        ("Shares fell as investors feared a takeover.", False),
        ("", True),
    ],
)
def test_topic(text: str, *, about: bool) -> None:
    words = [word for sentence in find_sentences(text) for word in find_words(sentence)]
    assert is_about_violence(words) is about


def test_in_capitals_a_place_stands_without_an_article() -> None:
    found = find_scenes(parse("GUERRILLAS ATTACKED A POST IN SAN RAMON DURING THE NIGHT IN THE CENTRAL EVENT."))
    assert [scene.span.words for scene in found] == ["SAN RAMON"]
