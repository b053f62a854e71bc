"""What is exchanged, and what may not change: by hand, and the laws of exchanging."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.errors import SourceError
from according.evaluation.measured import Options
from according.evaluation.scores import Tally
from according.evaluation.symmetry import (
    Exchange,
    compare,
    exchanging,
    find_exchanges,
    find_sides,
    measure,
    turn_voices,
)
from according.settings import Settings

TEXT = "JNIM attacked the Malian Army near Kidal. The army of the Malian Army said JNIM killed two men."
SIDES = exchanging({"JNIM": "Malian Army", "Malian Army": "JNIM"})


def a_claim(initiator: str, affected: str, trigger: str = "attacked", where: str = "Kidal") -> dict[str, Any]:
    return {
        "type": "attack", "trigger": trigger, "initiator": [{"words": initiator}], "affected": [{"words": affected}],
        "speakers": [], "where": [{"words": where}],
    }  # fmt: skip


def test_the_two_parties_by_name() -> None:
    assert find_sides(TEXT, [a_claim("JNIM", "the Malian Army")]) == ("JNIM", "Malian Army")
    assert find_sides(TEXT, [a_claim("JNIM", "two men")]) is None
    assert find_sides(TEXT, [a_claim("JNIM", "Kidal")]) is None
    assert find_sides(TEXT, [a_claim("Malian Army", "Army")]) is None


def test_all_that_stands_whole_is_exchanged() -> None:
    assert (
        SIDES(TEXT) == "Malian Army attacked the JNIM near Kidal. The army of the JNIM said Malian Army killed two men."
    )
    assert exchanging({"rebels": "fighters"})("Rebels, anti-rebels") == "Fighters, anti-rebels"


@given(st.lists(st.sampled_from(["JNIM", "Malian Army", "the", "men", "fled", "Kidal"])))
def test_exchanging_twice_changes_nothing(words: list[str]) -> None:
    text = " ".join(words)
    assert SIDES(SIDES(text)) == text


@pytest.mark.parametrize(
    ("active", "passive"),
    [
        ("Gunmen killed nine men.", "Nine men were killed by Gunmen."),
        ("In Kano, the army killed a man.", "In Kano, a man was killed by the army."),
    ],
)
def test_active_becomes_passive(active: str, passive: str) -> None:
    doer, harmed = ("Gunmen", "nine men") if "nine" in active else ("the army", "a man")
    assert turn_voices(active, [a_claim(doer, harmed, "killed")]) == passive
    assert turn_voices(active, [a_claim(doer, harmed, "shot")]) == active


def test_what_holds_is_counted_by_hand() -> None:
    """Of three claims one is as it must be, one has another number, one is lost."""
    before = [
        (("affected", "malian army"), ("initiator", "jnim"), ("type", "attack")),
        (("count least", "2"), ("initiator", "jnim"), ("type", "killing")),
        (("type", "arson"),),
    ]
    after = [
        (("affected", "jnim"), ("initiator", "malian army"), ("type", "attack")),
        (("count least", "3"), ("initiator", "malian army"), ("type", "killing")),
    ]
    tally = Tally()
    exchange = Exchange(kind="sides", text="", change=SIDES)
    assert compare(before, after, exchange, tally, "a") == (1, 3)
    assert tally.errors == {"sides: count": 1, "sides: claim lost": 1}
    assert compare(reversed(before), reversed(after), exchange, Tally(), "a") == (1, 3)
    assert compare(after, before, exchange, Tally(), "a") == (1, 3)
    assert compare(before, [], exchange, Tally(), "a") == (0, 3)


def test_loaded_words_are_exchanged_where_they_stand() -> None:
    (exchange,) = find_exchanges("Troops killed nine terrorists.", [])
    assert (exchange.kind, exchange.text) == ("words", "Troops killed nine fighters.")
    assert list(find_exchanges("Nobody came.", [])) == []


def test_the_measure_reads_a_file(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    text = "Troops killed nine militants in Kano on Monday, police said."
    path.write_text(json.dumps({"id": "a", "text": text, "published": "2024-05-10", "claims": []}))
    measured = measure(path, Settings(), Options())
    assert measured.figures["words: hold"] == measured.figures["all: hold"] == 1
    path.write_text(json.dumps({"id": "a", "text": "Nobody came.", "claims": []}))
    with pytest.raises(SourceError, match="no report"):
        measure(path, Settings(), Options())


def test_a_pronoun_or_a_part_of_a_longer_name_is_no_side() -> None:
    text = "They shelled Doro, the Ministry of Information said. The Red Front denied it."
    assert find_sides(text, [a_claim("They", "Ministry")]) is None
    assert find_sides(text, [a_claim("Front", "Ministry")]) is None
