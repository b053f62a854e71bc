"""What one report tells: which claims go on about the same thing, and which open another."""

from dataclasses import replace
from datetime import timedelta

import pytest

from according.joining import join
from according.joining.episodes import find_episodes
from according.model import Actor, Claim, Period, Place, Series
from joining.builders import (
    ARMY,
    CIVILIANS,
    DAY,
    FAR_OFF,
    NEAR_TABU,
    ORIA,
    REBELS,
    TABU,
    claim,
    day,
    number,
    town,
    types_of,
)


def episodes(*claims: Claim) -> list[list[str]]:
    return [[told.type for told in episode.claims] for episode in find_episodes(claims)]


def about(words: str) -> dict[str, tuple[Actor, ...]]:
    return {"initiator": (REBELS,), "object": (Actor(words=words, name=words),)}


def test_a_claim_without_day_or_place_goes_on_with_what_is_told() -> None:
    assert episodes(claim("attack", where=(TABU,), when=day(0)), claim("killing", at=50), claim("wounding", at=90)) == [
        ["attack", "killing", "wounding"]
    ]


def test_another_day_opens_an_episode() -> None:
    told = episodes(claim("attack", where=(TABU,), when=day(0)), claim("killing", at=50, when=day(-3)))
    assert told == [["attack"], ["killing"]]


def test_a_town_far_off_opens_an_episode() -> None:
    assert len(episodes(claim("attack", where=(TABU,)), claim("attack", at=50, where=(FAR_OFF,)))) == 2


def test_two_towns_that_a_report_names_are_two_however_near() -> None:
    assert len(episodes(claim("killing", where=(TABU,)), claim("killing", at=50, where=(NEAR_TABU,)))) == 2


HEAD = claim("killing", words="Four killed in Tabu", where=(TABU,), count=number(4))
BODY = claim("killing", at=60, where=(NEAR_TABU,), when=day(0), count=number(4))


def test_a_headline_is_no_incident_beside_the_one_that_tells_it_again() -> None:
    assert episodes(HEAD, BODY, claim("wounding", at=90)) == [["killing", "killing", "wounding"]]
    assert len(episodes(HEAD, replace(BODY, when=HEAD.when, speakers=(ARMY,)))) == 1


@pytest.mark.parametrize(
    "body",
    [
        replace(BODY, count=number(5)),
        replace(BODY, type="wounding"),
        replace(BODY, where=(FAR_OFF,)),
        replace(BODY, when=HEAD.when),
        claim("killing", at=60, words="Four died in another raid", where=(NEAR_TABU,), when=day(0), count=number(4)),
    ],
    ids=["count", "type", "far off", "no day and no voice", "another"],
)
def test_what_tells_something_else_is_no_telling_of_the_headline(body: Claim) -> None:
    assert len(episodes(HEAD, body)) == 2


def test_what_stands_further_down_or_has_a_day_is_no_headline() -> None:
    assert len(episodes(replace(HEAD, when=day(0)), BODY)) == 2
    low = claim("killing", at=400, where=(TABU,), count=number(4))
    assert len(episodes(low, claim("killing", at=460, where=(NEAR_TABU,), when=day(0), count=number(4)))) == 2


def test_a_place_near_a_town_is_the_town_told_loosely() -> None:
    loosely = town("Miri", 14.0, 5.2, precision="near")
    assert len(episodes(claim("killing", where=(TABU,)), claim("killing", at=50, where=(loosely,)))) == 1


def test_the_country_alone_says_nothing_against_a_town() -> None:
    assert len(episodes(claim("attack", where=(TABU,)), claim("killing", at=50, where=(ORIA,)))) == 1


def test_a_report_comes_back_to_what_it_told_before() -> None:
    told = episodes(
        claim("attack", where=(TABU,), when=day(0)),
        claim("attack", at=50, where=(FAR_OFF,), when=day(-4)),
        claim("wounding", at=90, where=(TABU,)),
    )
    assert told == [["attack", "wounding"], ["attack"]]


@pytest.mark.parametrize("words", ["another attack killed two", "in a separate raid two died", "elsewhere, two died"])
def test_words_can_open_an_episode(words: str) -> None:
    assert len(episodes(claim("attack", where=(TABU,)), claim("killing", at=50, words=words))) == 2


def test_words_that_merely_hold_such_words_do_not() -> None:
    assert (
        len(episodes(claim("attack", where=(TABU,)), claim("killing", at=50, words="brothers and mothers died"))) == 1
    )


def test_words_alone_make_no_episode() -> None:
    assert episodes(claim("threat"), claim("warning", at=50), claim("responsibility", at=90)) == []


def test_a_warning_attaches_to_what_shares_its_place_and_day_alone() -> None:
    attack = claim("attack", where=(TABU,), when=day(0))
    assert episodes(attack, claim("warning", at=50, where=(TABU,), when=day(0))) == [["attack", "warning"]]
    assert episodes(attack, claim("warning", at=50, where=(TABU,), when=day(9))) == [["attack"]]
    assert episodes(attack, claim("warning", at=50)) == [["attack"]]


def test_responsibility_is_for_what_is_being_told() -> None:
    told = episodes(
        claim("attack", where=(TABU,), when=day(0)),
        claim("attack", at=50, where=(FAR_OFF,), when=day(-4)),
        claim("responsibility", at=90, roles=about("the attack")),
    )
    assert told == [["attack"], ["attack", "responsibility"]]


def test_responsibility_told_first_is_for_what_comes_next() -> None:
    assert episodes(claim("responsibility", roles=about("the raid")), claim("attack", at=50)) == [
        ["attack", "responsibility"]
    ]


def test_two_other_attacks_are_the_two_told_next_and_inferred() -> None:
    claims = [
        claim("attack", where=(TABU,), when=day(0)),
        claim("responsibility", at=50, roles=about("two other recent attacks"), count=number(2), by=REBELS),
        claim("attack", at=90, where=(FAR_OFF,), when=day(-9)),
        claim("killing", at=130, where=(NEAR_TABU,), when=day(-12), count=number(30, None)),
        claim("attack", at=170, where=(NEAR_TABU,), when=day(-40)),
    ]
    joined = join(claims)
    owned = [types_of(incident, claims) for incident in joined.incidents if claims[1].id in incident.claims]
    assert owned == [["killing", "responsibility"], ["attack", "responsibility"]]
    reasons = [link.reasons for link in joined.links if claims[1].id in link.claims]
    assert len(reasons) == 2
    assert all(any(reason.startswith("inferred") for reason in told) for told in reasons)
    # What is only concluded counts for nothing when it is asked how many voices agree.
    assert {incident.independent_voices for incident in joined.incidents} == {1}


def test_recent_attacks_are_not_other_attacks() -> None:
    told = episodes(
        claim("attack", where=(TABU,), when=day(0)),
        claim("responsibility", at=50, roles=about("the recent attack")),
        claim("attack", at=90, where=(FAR_OFF,), when=day(-9)),
    )
    assert told == [["attack", "responsibility"], ["attack"]]


def the_third() -> Series:
    month = Period(start=DAY - timedelta(days=30), end=DAY, precision="month")
    return Series(ordinal=3, words="the third raid in a month", at=(0, 25), within=month)


def raids(*, days: tuple[int, int]) -> list[Claim]:
    places: list[Place] = [FAR_OFF, NEAR_TABU]
    return [
        claim("attack", where=(TABU,), when=day(0), series=the_third(), roles={"affected": (ARMY,)}),
        *(
            claim("attack", at=50 * n, where=(where,), when=day(-back), roles={"affected": (CIVILIANS,)})
            for n, (back, where) in enumerate(zip(days, places, strict=True), 1)
        ),
    ]


def test_a_row_is_tied_to_what_lies_in_its_time() -> None:
    incidents = join(raids(days=(10, 20))).incidents
    (row,) = incidents[-1].series
    assert (row.ordinal, row.inferred) == (3, True)
    assert set(row.with_) == {incident.id for incident in incidents[:-1]}
    assert not any(incident.series for incident in incidents[:-1])


def test_a_row_is_not_tied_to_what_lies_outside_its_time() -> None:
    incidents = join(raids(days=(10, 300))).incidents
    assert incidents[-1].series[0].with_ == (incidents[1].id,)


def test_a_row_whose_others_are_not_told_is_still_a_row() -> None:
    (incident,) = join([claim("attack", where=(TABU,), when=day(0), series=the_third())]).incidents
    assert [(row.ordinal, row.with_, row.inferred) for row in incident.series] == [(3, (), False)]


def test_an_old_day_opens_an_episode_beside_fresh_news_without_a_day() -> None:
    """A report of 14 May tells of today's attack without saying when, then of 3 May."""
    fresh = claim("attack", where=(TABU,), published=day(2))
    old = claim("killing", at=50, when=day(-9), count=number(6), published=day(2))
    assert episodes(fresh, old) == [["attack"], ["killing"]]
    assert episodes(old, claim("attack", at=90, where=(TABU,), when=day(1), published=day(2))) == [
        ["killing"], ["attack"],
    ]  # fmt: skip


def test_a_day_of_the_week_before_is_the_undated_news() -> None:
    assert len(episodes(claim("attack", published=day(2)), claim("killing", at=50, when=day(0), published=day(2)))) == 1
