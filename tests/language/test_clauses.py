"""Subjects, objects and passives, found without a trained parser, in sentences about invented events."""

import pytest

from according.language.clauses import Grammar, Parse
from according.language.sentences import find_sentences

GRAMMAR = Grammar(["kill", "attack", "seize", "shell", "set fire to", "recover"])


def parse(text: str) -> Parse:
    return GRAMMAR.parse(find_sentences(text)[0])


def verb(found: Parse, word: str) -> int:
    return [w.lower for w in found.words].index(word)


@pytest.mark.parametrize(
    ("text", "word", "subject", "objects"),
    [
        ("Gunmen killed seven farmers on Friday.", "killed", ["Gunmen"], ["seven farmers"]),
        ("In Toru, gunmen on motorcycles killed a trader.", "killed", ["gunmen"], ["a trader"]),
        ("The army, which lost ten men, attacked the camp.", "attacked", ["The army"], ["the camp"]),
        ("Rebels who attacked the post killed two guards.", "killed", ["Rebels"], ["two guards"]),
        ("Rebels who attacked the post killed two guards.", "attacked", ["Rebels"], ["the post"]),
        ("Rebels attacked the post, killing two guards.", "killing", ["Rebels"], ["two guards"]),
        ("After killing two guards, rebels seized the post.", "seized", ["rebels"], ["the post"]),
        ("Rebels seized the post and killed two guards.", "killed", ["Rebels"], ["two guards"]),
        ("They seized weapons, vehicles and motorcycles.", "seized", ["They"], ["weapons", "vehicles", "motorcycles"]),
        ("Gunmen killed 18 people, the envoy in the country said.", "killed", ["Gunmen"], ["18 people"]),
        ("Gunmen killed 18 people, the envoy in the country said.", "said", ["the envoy"], []),
    ],
)
def test_subject_and_object(text: str, word: str, subject: list[str], objects: list[str]) -> None:
    found = parse(text)
    at = verb(found, word)
    assert [found.span(where).words for where in found.subject(at)] == subject
    assert [found.span(where).words for where in found.phrase(at + 1)] == objects


@pytest.mark.parametrize(
    ("text", "word", "passive"),
    [
        ("Seven farmers were killed by gunmen.", "killed", True),
        ("Seven farmers killed in the ambush were buried.", "killed", True),
        ("Gunmen had killed seven farmers.", "killed", False),
        ("Gunmen killed seven farmers.", "killed", False),
        ("The post has been attacked.", "attacked", True),
        ("They attacked in the night.", "attacked", False),
    ],
)
def test_passive(text: str, word: str, *, passive: bool) -> None:
    found = parse(text)
    assert found.passive(verb(found, word)) is passive


def test_a_word_is_tagged_by_its_work() -> None:
    found = parse("The attack killed 12 coordinated attackers who attack towns.")
    assert found.tags[verb(found, "attack")] == "W"
    assert found.tags[verb(found, "coordinated")] == "W"
    assert found.tags[verb(found, "killed")] == "V"
    assert found.tags[verb(found, "12")] == "N"
