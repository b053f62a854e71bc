"""Harm that nobody did is no claim, and harm that somebody did stays one beside an accident."""

import pytest

from according.model import Report
from according.readers.embedded import EmbeddedReader


@pytest.fixture(scope="module")
def reader() -> EmbeddedReader:
    return EmbeddedReader(gated=False)


def types(reader: EmbeddedReader, text: str) -> set[str]:
    return {reading.type for reading in reader.read([Report(text=text, language="en")])[0].readings}


@pytest.mark.parametrize(
    "text",
    [
        "Four people were killed on Friday in a bus crash near Orsk.",
        "A man was killed on Monday when he was hit by a speeding car in Velin.",
        "Two ferries collided off Marrow on Sunday. At least 30 passengers were killed, the mayor said.",
        "A strong earthquake hit the Lesk valley on Monday. At least 12 people were killed in Dorn.",
        "A driver lost control on the road to Pell. Three people were injured on Tuesday, a doctor said.",
    ],
)
def test_what_an_accident_did_is_no_claim(reader: EmbeddedReader, text: str) -> None:
    assert not types(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen opened fire on a bus near Orsk on Friday, killing four people; the bus crashed into a ditch.",
        "Rebels killed nine soldiers in Dorn on Monday. A week before, an earthquake had hit the Lesk valley.",
        "Four people were killed on Friday in Orsk, police said.",
        "Nine villagers were killed in Dorn on Monday when militants attacked. Floods had driven others away.",
        "A bus hit a landmine on the road to Pell on Tuesday and crashed. Three people were killed.",
    ],
)
def test_what_somebody_did_stays_a_claim_beside_an_accident(reader: EmbeddedReader, text: str) -> None:
    assert "killing" in types(reader, text)


def test_an_accident_far_from_a_harm_tells_nothing_of_it(reader: EmbeddedReader) -> None:
    harm = "Four people were killed on Friday in Orsk, police said."
    between = " ".join(["The council met in the morning and spoke of the budget."] * 5)
    assert "killing" in types(reader, f"{harm} {between} A bus crash closed the road to Pell.")
    assert not types(reader, f"{harm} A bus crash closed the road to Pell.")
