"""Counts by facet and pages of lists, as the database makes them, against counting what is given back one by one."""

from collections import Counter
from collections.abc import Iterator
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according import store
from according.keeping import Joining
from according.model import Incident, Period, Place, Report
from according.settings import Settings, StoreSettings
from according.store import Store, Wanted, bits, facets
from according.store.forgetting import forget
from joining.builders import ARMY, FAR_OFF, REBELS, RESIDENT, TABU, claim, day, number
from web.keeping import NOON, keep

# What is in memory is gone when it is closed, and here it is opened twice.
ON_DISK = pytest.mark.parametrize("address", ["file", "postgresql"], indirect=True)


@pytest.fixture
def kept(address: str) -> Iterator[Store]:
    """A store with eight incidents of two types in two places, one of them contested."""
    own = Settings(store=StoreSettings(address=address))
    for n in range(7):
        where, type_ = ((TABU, "killing"), (FAR_OFF, "looting"))[n % 2]
        text = f"something, the {n}th"
        made = claim(type_, by=RESIDENT, at=0, words=text, where=(where,), when=day(20 * n))
        report = Report(text=text, given_id=f"{n}.txt", publisher="Salt", published=day(20 * n + 1))
        keep(own, report, (made,))
    differ = tuple(
        claim("killing", by=by, count=number(count), at=at, words="dead", where=(TABU,), when=day(300))
        for by, count, at in ((ARMY, 4, 0), (REBELS, 30, 10))
    )
    keep(own, Report(text="dead, and dead", given_id="odds.txt", published=day(301)), differ)
    with store.open(own.store.address) as opened:
        opened.refresh(Joining())
        yield opened


WANTED = (
    Wanted(),
    Wanted(types=("killing",)),
    Wanted(named=(("place", "tab"),)),
    Wanted(statuses=facets.AT_ODDS),
    Wanted(since=day(60).start),
    Wanted(since=day(20).start, until=day(100).end),
    Wanted(types=("killing", "looting"), voices=("witness",)),
    Wanted(countries=("ML",), types=("looting",)),
    Wanted(words="nothing of this"),
)


@ON_DISK
@pytest.mark.parametrize("wanted", WANTED)
def test_counts_are_those_of_what_is_given_back(kept: Store, wanted: Wanted) -> None:
    found = list(kept.find_incidents(wanted))
    counted = facets.count_facets(kept, wanted)
    assert facets.count_incidents(kept, wanted) == len(found)
    assert counted.countries == Counter(code for each in found for code in {place.country for place in places(each)})
    assert counted.statuses == Counter(each.status for each in found)
    assert sum(counted.types.values()) >= len(found)
    assert facets.count_days(kept, wanted) == Counter(
        str(each.when.start) for each in found if isinstance(each.when, Period)
    )
    for step in (2, 20):
        whole = facets.count_cells(kept, wanted, step=step)
        squares = [{(floor((p.lat + 90) / step), floor((p.lon + 180) / step)) for p in places(each)} for each in found]
        assert sum(cell.incidents for cell in whole) == sum(map(len, squares))
        for cell in whole:
            assert cell.south <= cell.lat < cell.south + step
            assert cell.west <= cell.lon < cell.west + step
    assert (facets.bounds_of(kept, wanted) is None) == (not any(map(places, found)))
    cells = facets.count_cells(kept, wanted)
    assert sum(cell.incidents for cell in cells) == sum(len({(p.lat, p.lon) for p in places(each)}) for each in found)
    assert sum(cell.at_odds for cell in cells) == sum(each.status in facets.AT_ODDS for each in found)


def places(incident: Incident) -> list[Place]:
    return [place for place in incident.where if isinstance(place, Place)]


@ON_DISK
@pytest.mark.parametrize("wanted", WANTED)
@pytest.mark.parametrize("size", [1, 3, 100])
def test_pages_make_up_the_list(kept: Store, wanted: Wanted, size: int) -> None:
    found: list[Incident] = []
    while page := facets.list_incidents(kept, wanted, skip=len(found), most=size):
        assert len(page) <= size
        found += page
    assert {each.id for each in found} == {each.id for each in kept.find_incidents(wanted)}
    assert len(found) == len({each.id for each in found})
    odds = [each.status in facets.AT_ODDS for each in found]
    assert odds == sorted(odds, reverse=True)


@ON_DISK
def test_what_is_kept_is_counted_by_publisher_and_reader(kept: Store) -> None:
    assert facets.count_publishers(kept) == {"Salt": 7, "": 1}
    assert facets.count_readers(kept) == {"made": 9}
    newest = facets.list_reports(kept, skip=0, most=3)
    assert newest == [each.id for each in reversed(list(kept.reports()))][:3]
    assert facets.count_claims(kept, newest) == {newest[0]: 2, newest[1]: 1, newest[2]: 1}


@ON_DISK
def test_a_claim_is_at_home_in_an_incident_that_holds_it(kept: Store) -> None:
    claims = [claim.id for claim in kept.claims()]
    home = facets.homes_of(kept, claims)
    holding = {each.id: set(each.claims) for each in kept.find_incidents(Wanted())}
    assert set(home) == set(claims)
    assert all(name in holding[incident] for name, incident in home.items())
    listed, total = facets.list_claims(kept, Wanted(), skip=2, most=4)
    assert (listed, total) == (sorted(claims)[2:6], len(claims))


LAW = settings(max_examples=60, deadline=None)
BITS = st.sets(st.integers(min_value=0, max_value=200_000))


@LAW
@given(BITS, BITS)
def test_bits_are_sets_of_numbers(one: set[int], other: set[int]) -> None:
    a, b = bits.of_numbers(one), bits.of_numbers(other)
    assert bits.numbers_of(a) == sorted(one)
    assert bits.number_in(a) == len(one)
    assert bits.numbers_of(bits.both(a, b)) == sorted(one & other)
    assert bits.numbers_of(bits.either(a, b)) == sorted(one | other)
    assert bits.numbers_of(bits.without(a, b)) == sorted(one - other)
    assert {each for each in one | other if bits.holds(bits.as_bytes(a), each)} == one


@ON_DISK
def test_counts_follow_what_is_kept(kept: Store) -> None:
    before = facets.count_facets(kept, Wanted(types=("killing", "looting")))
    report = next(iter(kept.reports())).id
    forget(kept, report, Joining(), at=NOON)
    after = facets.count_facets(kept, Wanted(types=("killing", "looting")))
    assert sum(after.statuses.values()) == sum(before.statuses.values()) - 1
    with kept.reading() as connection:
        held = {key: (each, members) for key, each, members in bits.kept_bits(connection)}
        assert held == {key: (each, each.bit_count()) for key, each in bits.make_all(connection).items()}
