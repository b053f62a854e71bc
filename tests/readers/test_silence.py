"""The embedded reader is silent on what nobody did or what has not happened; on invented events."""

import pytest

from according.model import Report
from according.readers.embedded import EmbeddedReader

READER = EmbeddedReader(gated=False)


def types(text: str) -> set[str]:
    """The types of what is read in a text."""
    (markup,) = READER.read([Report(text=text)])
    return {reading.type for reading in markup.readings}


@pytest.mark.parametrize(
    "text",
    [
        "A storm hit the town of Doro on Sunday, police said.",
        "Floods killed at least 36 people in Doro on Monday, rescuers said.",
        "At least 36 people were killed in Doro after Cyclone Arel struck Sarvan on Monday.",
        "Some 300 houses in Doro were destroyed by the storm on Monday, officials said.",
        "In the new film, two officers are kidnapped by rebels and four guards are killed.",
        "In this war drama six soldiers are killed near a border post.",
        "Veterans met in Doro on Sunday to mark 40 years since the battle in which 400 men died.",
        "The hospital treated 40 mock casualties, the ministry said.",
        "People in Doro keep awake at night for fear of another attack.",
    ],
)
def test_what_nobody_did_or_what_has_not_happened_is_no_claim(text: str) -> None:
    assert types(text) == set()


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Gunmen killed nine farmers in Doro after a storm on Monday, police said.", "killing"),
        ("A storm hit the town on Sunday, and gunmen killed nine farmers there on Monday, police said.", "killing"),
        ("Nine farmers were killed by gunmen during the storm in Doro, police said.", "killing"),
        ("In a series of raids near Doro nine farmers were killed on Monday, police said.", "killing"),
        ("Police fear that nine farmers were killed in Doro on Monday.", "killing"),
    ],
)
def test_what_happened_beside_them_is_one(text: str, type_: str) -> None:
    assert type_ in types(text)
