"""What is asked of claims, on every kind of database: each filter held against the same question asked in Python."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from according import store
from according.joining.distance import distance_km
from according.model import Actor, Claim, Period, Place, Unknown
from according.store import Box, Circle, Store, Wanted

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
FIRST = date(2031, 5, 1)
TOWNS = [(14.4, -11.4), (14.5, -11.0), (-17.8, 179.9), (-17.9, -179.9), (89.5, 10.0), (0.0, 0.0), (-0.4, 0.4)]
COUNTRIES = ["ML", "ML", "FJ", "FJ", "XX", "GH", "GH"]


def scene(n: int) -> Place:
    lat, lon = TOWNS[n]
    return Place(
        words="there", name=f"Town {n}", country=COUNTRIES[n], admin1=f"Région {n}", lat=lat, lon=lon, match="exact",
        gazetteer_id=f"made:{n}", precision="town", radius_km=5.0,
    )  # fmt: skip


def varied(claim: Claim, n: int) -> Claim:
    """A claim that differs from the others in all that can be asked for."""
    day = FIRST + timedelta(days=n)
    when = Period(start=day, end=day + timedelta(days=n % 3), precision="days")
    return replace(
        claim,
        when=Unknown(why="not_stated", latest=day) if n == 2 else when,
        where=(scene(n), scene((n + 1) % len(TOWNS))) if n % 2 else (scene(n),),
        speakers=(Actor(words="she", name=f"Élise {n}", kind="witness" if n % 3 else "army", actor=f"id-{n}"),),
    )


@pytest.fixture
def kept(address: str, make: Callable[..., Any]) -> Iterator[Store]:
    with store.open(address) as opened:
        for n in range(len(TOWNS)):
            what = make(f"Narwe{n}")
            opened.add_report(what.report)
            opened.add_markup(what.markup)
            opened.add_claims(what.markup, [varied(what.claims[0], n)], grounding="g1", at=NOON)
        yield opened


def numbers(kept: Store, wanted: Wanted) -> list[int]:
    """Which of the claims fit, by the number in their town's name."""
    return [int(claim.given_id.removeprefix("Narwe")) for claim in kept.find_claims(wanted)]


ASKED: list[tuple[Wanted, list[int]]] = [
    (Wanted(), [0, 1, 2, 3, 4, 5, 6]),
    (Wanted(countries=("ML",)), [0, 1]),
    (Wanted(countries=("ML", "GH")), [0, 1, 5, 6]),
    (Wanted(countries=("FJ",), admin1=("region 2",)), [1, 2]),
    (Wanted(countries=("ML",), admin1=("Région 2",)), []),  # one place must be both
    (Wanted(since=FIRST + timedelta(days=4)), [4, 5, 6]),
    (Wanted(until=FIRST + timedelta(days=1)), [0, 1]),
    (Wanted(since=FIRST + timedelta(days=2), until=FIRST + timedelta(days=2)), [1, 2]),
    (Wanted(types=("killing",)), [0, 1, 2, 3, 4, 5, 6]),
    (Wanted(types=("attack",)), []),
    (Wanted(actors=("ELISE 3", "id-4")), [3, 4]),
    (Wanted(actors=("elise",)), []),
    (Wanted(voices=("army",)), [0, 3, 6]),
    (Wanted(words="Élise shepherds narwe5"), [5]),
    (Wanted(words="shepherd"), []),
    (Wanted(words='"*" OR'), []),
    (Wanted(words="town 6", voices=("witness",)), [5]),
    (Wanted(sort="newest", limit=2), [6, 5]),
    (Wanted(limit=3), [0, 1, 2]),
    (Wanted(box=Box(west=179, south=-20, east=-179, north=-10)), [1, 2, 3]),
    (Wanted(box=Box(west=-12, south=14, east=-11.2, north=15)), [0]),
]


def test_what_is_asked_for_is_found(kept: Store) -> None:
    for wanted, fit in ASKED:
        assert numbers(kept, wanted) == fit, wanted


def test_the_reports_of_what_is_asked_for_are_found(kept: Store, make: Callable[..., Any]) -> None:
    bare = make("Bare").report
    kept.add_report(bare)
    for wanted, found in ASKED:
        reports = [report.given_id for report in kept.find_reports(replace(wanted, limit=None))]
        if wanted == Wanted():
            assert reports.pop() == "Bare"
        assert reports == [f"Narwe{n}" for n in sorted(found)] or wanted.limit, wanted
    assert [report.given_id for report in kept.find_reports(Wanted(limit=2))] == ["Narwe0", "Narwe1"]


def test_near_is_what_lies_so_near(kept: Store) -> None:
    for middle, (lat, lon) in enumerate(TOWNS):
        for km in (0.001, 30, 60, 100, 1000, 25_000):
            near = {n for n in range(len(TOWNS)) if distance_km(scene(middle), scene(n)) <= km}
            fit = [n for n in range(len(TOWNS)) if near & ({n, (n + 1) % len(TOWNS)} if n % 2 else {n})]
            assert numbers(kept, Wanted(near=Circle(lat=lat, lon=lon, km=km))) == fit, (middle, km)


def test_pages_miss_nothing_and_repeat_nothing(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("according.store.recall.PAGE", 2)
    assert numbers(kept, Wanted()) == [0, 1, 2, 3, 4, 5, 6]
    assert numbers(kept, Wanted(sort="newest")) == [6, 5, 4, 3, 2, 1, 0]
    assert numbers(kept, Wanted(sort="newest", limit=4)) == [6, 5, 4, 3]


def test_a_claim_that_is_grounded_anew_is_found_by_what_it_is_now(kept: Store, make: Callable[..., Any]) -> None:
    what = make("Narwe0")
    kept.add_claims(what.markup, [varied(what.claims[0], 5)], grounding="g2", at=NOON)
    assert numbers(kept, Wanted(countries=("ML",))) == [1]
    assert sorted(numbers(kept, Wanted(words="town 6"))) == [0, 5, 6]
    assert 0 in numbers(kept, Wanted(since=FIRST + timedelta(days=5)))
    assert numbers(kept, Wanted(actors=("id-0",))) == []


def test_the_claims_of_a_former_reading_are_not_found(kept: Store, make: Callable[..., Any]) -> None:
    kept.add_markup(make("Narwe0", version="2").markup)
    assert numbers(kept, Wanted(countries=("ML",))) == [1]
