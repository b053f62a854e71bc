"""Annotated places and days: what is counted as right, wrong and honestly unknown."""

import pytest

from according.evaluation.gold import Passage
from according.evaluation.grounding import count_passage
from according.evaluation.reading import ClaimReader
from according.evaluation.scores import Tally
from according.settings import Settings

TEXT = "Mali's army said on 4 June 2031 that gunmen killed nine farmers in Kayes on Monday."
KAYES: dict[str, object] = {
    "at": [67, 72],
    "country": "ML",
    "kind": "town",
    "lat": 14.45,
    "lon": -11.44,
    "radius_km": 5,
}
MONDAY: dict[str, object] = {"at": [76, 82], "start": "2031-06-02", "end": "2031-06-02", "precision": "day"}


@pytest.fixture(scope="module")
def reader() -> ClaimReader:
    return ClaimReader(Settings())


def counted(reader: ClaimReader, place: dict[str, object], day: dict[str, object]) -> dict[str, int]:
    passage = Passage(set="own", id="one", part="dev", published="2031-06-04", text=TEXT, claims=())
    claims = reader.read(TEXT, published=passage.published or "", language="en")
    counts = count_passage(passage, {"places": [place], "days": [day]}, claims, Tally())
    return {name: count for name, count in counts.items() if count}


def test_a_place_near_and_a_day_alike_are_right(reader: ClaimReader) -> None:
    assert counted(reader, KAYES, MONDAY) == {
        "known": 1, "carried": 1, "right": 1, "days": 1, "days carried": 1, "days right": 1,
    }  # fmt: skip


def test_a_place_elsewhere_and_another_day_are_wrong(reader: ClaimReader) -> None:
    off = counted(reader, KAYES | {"lat": 12.0}, MONDAY | {"end": "2031-06-03"})
    assert off == {"known": 1, "carried": 1, "wrong": 1, "days": 1, "days carried": 1}


def test_what_no_claim_says_is_not_carried(reader: ClaimReader) -> None:
    assert counted(reader, KAYES | {"at": [0, 4]}, MONDAY | {"at": [20, 31]}) == {"known": 1, "days": 1}


def test_a_place_that_nobody_can_place_should_be_left(reader: ClaimReader) -> None:
    nowhere: dict[str, object] = {"at": [67, 72], "country": "ML", "kind": "town", "unknown": "ambiguous"}
    assert counted(reader, nowhere, MONDAY)["unknowable"] == 1
