"""An ordinary crime that a court tries is no news of a deed; a fresh one, and a trial of fighters, is."""

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
        "A jury in Dorn found Hal Brandt guilty on Monday. He killed his neighbour in 2009.",
        "Mara Quist pleaded not guilty on Tuesday. Two men were killed in her flat in May, the court heard.",
    ],
)
def test_an_old_crime_before_a_court_is_no_claim(reader: EmbeddedReader, text: str) -> None:
    assert not types(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "A man killed his neighbour in Dorn on Monday, police said.",
        "A jury found the rebel commander guilty on Monday. His men killed 40 villagers in Dorn in 2009.",
        "He was sentenced on Monday for the bombing in Dorn. The attack killed 12 people.",
    ],
)
def test_fresh_crimes_and_trials_of_more_than_crime_are_claims(reader: EmbeddedReader, text: str) -> None:
    assert "killing" in types(reader, text)


def test_a_court_far_away_tells_nothing_of_a_killing(reader: EmbeddedReader) -> None:
    between = " ".join(["The council met in the morning and spoke of the budget."] * 5)
    assert "killing" in types(reader, f"A man killed his neighbour in Dorn on Monday. {between} A jury retired.")
