"""Reports of one incident are joined, those of others are kept apart; the reasons are told in words."""

import pytest

from according.joining import VERSION, join
from according.model import NOT_STATED, Claim, Place
from joining.builders import (
    ARMY,
    DOCTOR,
    FAR_OFF,
    NEAR_TABU,
    ORIA,
    REBELS,
    RESIDENT,
    TABU,
    claim,
    day,
    number,
    town,
)

HIT = claim("attack", where=(TABU,), when=day(0), roles={"initiator": (REBELS,), "affected": (ARMY,)})


def together(*claims: Claim) -> bool:
    return len(join(claims).incidents) == 1


def elsewhere(where: tuple[Place, ...], when: int = 0, type_: str = "attack") -> Claim:
    return claim(type_, report="two", where=where, when=day(when), roles={"initiator": (REBELS,), "affected": (ARMY,)})


def test_same_place_same_day_same_parties() -> None:
    other = elsewhere((TABU,))
    joined = join([HIT, other])
    assert len(joined.incidents) == 1
    assert joined.incidents[0].reports == ("r_one", "r_two")
    (link,) = joined.links
    assert link.by == VERSION
    assert set(link.claims) == {HIT.id, other.id}
    assert set(link.reasons) >= {
        "same place",
        "same day",
        "both tell of attack",
        "both name or-armed-forces, salt-front",
    }


def test_a_day_more_or_less_is_the_same_day_told_loosely() -> None:
    assert together(HIT, elsewhere((TABU,), 1))
    assert not together(HIT, elsewhere((TABU,), 2))


def test_towns_more_than_fifty_kilometres_apart_are_never_joined() -> None:
    copied = elsewhere((FAR_OFF,))
    assert not together(HIT, copied)


def test_neighbouring_towns_are_two_unless_the_toll_agrees() -> None:
    assert not together(HIT, elsewhere((NEAR_TABU,)))
    toll = number(17)
    dead = [
        claim("killing", report=report, at=80, count=toll, where=(place,), when=day(0), roles={"initiator": (REBELS,)})
        for report, place in (("one", TABU), ("two", NEAR_TABU))
    ]
    assert together(HIT, elsewhere((NEAR_TABU,)), *dead)


def test_the_same_country_and_day_are_not_enough() -> None:
    assert not together(HIT, elsewhere((ORIA,)))


def test_border_towns_of_two_countries_can_be_one_place() -> None:
    over = town("Miri-beyond", 14.0, 5.05, country="XX")
    assert together(HIT, elsewhere((over,)))


def test_a_car_bomb_and_an_air_strike_in_one_town_on_one_day_are_two() -> None:
    assert not together(elsewhere((TABU,), type_="air-strike"), claim("suicide-bombing", where=(TABU,), when=day(0)))


@pytest.mark.parametrize(
    ("one", "other"), [("air-strike", "bombing"), ("attack", "shelling"), ("bombing", "mine-or-ied")]
)
def test_names_of_one_deed_are_joined(one: str, other: str) -> None:
    assert together(elsewhere((TABU,), type_=one), claim(other, where=(TABU,), when=day(0)))


def test_harm_without_the_deed_joins_the_deed() -> None:
    assert together(HIT, claim("killing", report="two", where=(TABU,), when=day(0), count=number(4), by=DOCTOR))


def test_without_a_place_nothing_is_joined_but_copies() -> None:
    def told(report: str, words: str) -> Claim:
        return claim("killing", report=report, words=words, by=RESIDENT, when=day(0))

    wire = "Nine traders were shot dead on the road to the lake, a resident said."
    assert together(told("one", wire), told("two", wire.upper()))
    assert not together(told("one", wire), told("two", "Nine herders were found dead beside a well, the mayor said."))


def test_words_told_again_a_year_later_are_no_copy() -> None:
    words = "Nine traders were shot dead on the road to the lake, a resident said."
    assert not together(*(claim("killing", report=str(n), words=words, published=day(n * 365)) for n in (0, 1)))


def test_without_days_the_reports_days_decide() -> None:
    def told(report: str, published: int) -> Claim:
        return claim("bombing", report=report, where=(TABU,), when=NOT_STATED, published=day(published))

    assert together(told("one", 1), told("two", 2))
    assert not together(told("one", 1), told("two", 40))


def test_a_chain_does_not_pull_two_days_together() -> None:
    """Day 0 and day 1 can be one, so can day 1 and day 2, but not day 0 and day 2."""
    claims = [
        claim("attack", report=str(n), where=(TABU,), when=day(n), published=day(9), roles={"initiator": (REBELS,)})
        for n in range(3)
    ]
    assert sorted(len(incident.reports) for incident in join(claims).incidents) == [1, 2]


def test_two_episodes_of_one_report_are_never_joined_through_another() -> None:
    claims = [
        claim("attack", report="one", where=(TABU,), when=day(0)),
        claim("attack", report="one", at=90, words="another attack, the same night", where=(), when=NOT_STATED),
        claim("attack", report="two", where=(TABU,), when=day(0)),
    ]
    assert sorted(len(incident.reports) for incident in join(claims).incidents) == [1, 2]


def test_a_chain_does_not_pull_two_towns_together() -> None:
    """Each is 38 km from the next, with one toll: near enough to be one. The ends lie 75 km apart."""
    towns = [town(name, 14.0, 5.0 + 0.35 * n) for n, name in enumerate(("West", "Middle", "East"))]
    claims = [
        made
        for n, place in enumerate(towns)
        for made in (
            claim("attack", report=str(n), where=(place,), when=day(0), roles={"initiator": (REBELS,)}),
            claim("killing", report=str(n), at=90, where=(place,), when=day(0), count=number(17), by=DOCTOR),
        )
    ]
    assert together(*claims[:4])
    assert together(*claims[2:])
    ends = [{place.name for place in i.where if isinstance(place, Place)} for i in join(claims).incidents]
    assert sorted(map(len, ends)) == [1, 2]
    assert not any({"West", "East"} <= names for names in ends)
