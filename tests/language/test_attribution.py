"""Who says what, in sentences of many shapes."""

import pytest

from according.language.attribution import Attribution, find_attributions
from according.language.clauses import Grammar
from according.language.sentences import find_sentences


def attributions(text: str) -> list[Attribution]:
    grammar = Grammar(["kill", "attack", "seize", "damage"])
    return find_attributions([grammar.parse(sentence) for sentence in find_sentences(text)])


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The army said that it killed 12 rebels.", "The army", "it killed 12 rebels"),
        ("The army on Tuesday said it killed 12 rebels.", "The army", "killed 12 rebels"),
        ("Rebels killed 12 soldiers, a resident said.", "a resident", "Rebels killed 12 soldiers"),
        ("“They seized the bridge,” said Mariam Toure, a trader.", "Mariam Toure", "They seized the bridge"),
        ("According to the hospital, 12 people were killed.", "the hospital", "12 people were killed"),
        ("Twelve people were killed, according to a local official.", "a local official", "Twelve people were killed"),
        ("The group claimed that it seized the town.", "The group", "it seized the town"),
        (
            "A spokesman for the rebels told Reuters that they seized it.",
            "A spokesman for the rebels",
            "they seized it",
        ),
        ("He was quoted as saying the police station was damaged.", "He", "the police station was damaged"),
        ("The radio quoted a doctor as saying 12 people were killed.", "a doctor", "12 people were killed"),
        ("The ministry confirmed the attack on the bridge.", "The ministry", "the attack on the bridge"),
    ],
)
def test_source_and_content(text: str, source: str, content: str) -> None:
    found = [a for a in attributions(text) if a.source and a.source.words == source]
    assert found
    assert any(content in text[start:end] for a in found for start, end in a.content)


def test_relay_day_and_channel() -> None:
    found = attributions("A colonel told the Daily Sun on Friday that 12 people were killed.")[0]
    assert found.relay
    assert found.relay.words == "the Daily Sun"
    assert found.said
    assert found.said.words == "Friday"
    found = attributions("In short, the army said in a statement broadcast on state TV that rebels seized it.")[0]
    assert found.channel
    assert found.channel.words == "a statement broadcast on state TV"


def test_stance_and_certainty_come_from_the_cue() -> None:
    denied = attributions("The army denied that its jets attacked the town.")[0]
    assert denied.stance == "denies"
    passive = attributions("Twelve people were reported killed.")[0]
    assert passive.source is None
    assert passive.certainty == "reported"


@pytest.mark.parametrize(
    "text", ["He said nothing.", "The mission continued on Friday.", "They found a way to say it."]
)
def test_no_content_no_claim(text: str) -> None:
    assert not [a for a in attributions(text) if any("killed" in text[s:e] for s, e in a.content)]


def test_a_quotation_goes_on_in_the_next_sentence() -> None:
    text = "“They came at night,” a villager said. “They killed my brother.”"
    assert any("killed my brother" in text[s:e] for a in attributions(text) for s, e in a.content)
