"""Copies are made alike by a seed, and the measure of finding them can fail."""

import random

import pytest

from according.errors import SettingsError
from according.evaluation.copies import is_copy, make_copy, measure
from according.evaluation.measured import Options
from according.settings import Settings

TEXT = (
    "Two guards were killed near the mill of Narwe on Monday, the governor said. Armed men had crossed the river at "
    "dawn and burned a granary. Villagers hid in the reeds until the evening. A patrol came on Tuesday and found the "
    "road mined in several places. The governor asked for engineers. None had arrived by the end of the week."
)
OTHERS = {"killed": ["slain"], "near": ["close to"], "monday": ["first of the week"]}


def test_a_copy_is_cut_and_reworded_under_its_headline_and_alike_by_its_seed() -> None:
    made = [make_copy(TEXT, "Mill raided", OTHERS, random.Random(seed)) for seed in range(40)]
    assert made == [make_copy(TEXT, "Mill raided", OTHERS, random.Random(seed)) for seed in range(40)]
    assert len(set(made)) > 30
    assert all(each.startswith("Mill raided\n\n") and TEXT not in each for each in made)
    assert all(len(each.split()) > len(TEXT.split()) / 4 for each in made)
    assert any("slain" in each for each in made)
    assert any("slain" not in each for each in made)
    assert all(is_copy(TEXT, each) for each in made)


def test_texts_with_no_pair_of_words_in_common_are_no_copies() -> None:
    assert not is_copy(TEXT, " ".join(reversed(TEXT.split())))


def test_a_folder_is_asked_for() -> None:
    with pytest.raises(SettingsError, match="set ACCORDING_DATA"):
        measure(None, Settings(), Options())
