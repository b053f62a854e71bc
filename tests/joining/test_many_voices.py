"""Many voices of one incident amount to what each pair of them does; and long reports keep their sense."""

from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from according.joining import join
from according.joining.agreement import find_at_odds, find_contested
from according.joining.episodes import find_episodes
from according.model import NOT_STATED, Actor, Claim, Series
from joining.builders import ARMY, CIVILIANS, REBELS, TABU, claim, day, number, town

FIGURES = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9), st.one_of(st.none(), st.integers(0, 4))), max_size=9)
DEEDS = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from([None, 0, 1, 2]),
        st.sampled_from([None, "Tabu", "Sole"]),
        st.sets(st.sampled_from("xyz"), max_size=2),
    ),
    max_size=7,
)
TOWNS = {"Tabu": town("Tabu", 14.0, 5.0), "Sole": town("Sole", 9.0, 5.0)}


def named(name: str) -> Actor:
    return Actor(words=name, name=name, kind="witness", actor=f"made-{name}")


@settings(deadline=None)
@given(told=FIGURES)
def test_a_figure_is_at_odds_if_a_pair_is(told: list[tuple[int, int, int | None]]) -> None:
    claims = [
        claim("killing", at=n * 9, by=named(str(n)), published=day(when), roles={"affected": (CIVILIANS,)},
              count=number(least, None if width is None else least + width))
        for n, (when, least, width) in enumerate(told)
    ]  # fmt: skip
    pairs = {
        name for one, other in combinations(claims, 2) if find_at_odds([one, other]) for name in (one.id, other.id)
    }
    assert find_at_odds(claims) == pairs


@settings(deadline=None)
@given(told=DEEDS)
def test_a_field_is_contested_if_a_pair_is(told: list[tuple[str, int | None, str | None, set[str]]]) -> None:
    claims = [
        claim("attack", at=n * 9, by=named(voice), when=NOT_STATED if when is None else day(3 * when),
              where=() if place is None else (TOWNS[place],), roles={"initiator": tuple(map(named, sorted(doers)))})
        for n, (voice, when, place, doers) in enumerate(told)
    ]  # fmt: skip
    pairs = {field for one, other in combinations(claims, 2) for field in find_contested([one, other])}
    assert set(find_contested(claims)) == pairs


def raid(n: int, where: str = "Tabu", when: int = 0) -> Claim:
    return claim("attack", at=n * 100, words="Another attack.", where=(town(where, 14.0, 5.0),), when=day(when))


def test_of_many_attacks_in_one_town_each_keeps_its_day() -> None:
    told = [raid(n, when=3 * n) for n in range(200)]
    again = [
        claim("killing", at=99_000 + n, where=(TABU,), when=day(3 * n), roles={"affected": (ARMY,)}) for n in (150, 199)
    ]
    found = find_episodes([*told, *again])
    assert [len(episode.claims) for episode in found] == [2 if n in (150, 199) else 1 for n in range(200)]
    assert len(join([*told, *again]).incidents) == 200


def test_a_responsibility_is_for_what_was_told_last_also_where_words_were_told_of_an_older_thing() -> None:
    told = [raid(n, when=3 * n) for n in range(300)]
    threat = claim("threat", at=30_050, where=(TABU,), when=day(30))
    mine = claim("responsibility", at=30_100, by=REBELS, roles={"initiator": (REBELS,)})
    middle = claim("responsibility", at=5_050, by=REBELS, roles={"initiator": (REBELS,)})
    found = find_episodes([*told, threat, mine, middle])
    assert [n for n, episode in enumerate(found) if mine in episode.claims] == [10]
    assert [n for n, episode in enumerate(found) if middle in episode.claims] == [50]


def test_a_row_has_as_many_others_as_its_ordinal_leaves_and_no_more_than_anybody_can_mean() -> None:
    for ordinal, others in ((3, 2), (9_999, 50)):
        row = Series(ordinal=ordinal, words="the attack", at=(90_000, 90_010))
        last = claim("attack", at=90_000, where=(TABU,), when=day(900), series=row)
        found = find_episodes([*(raid(n, when=3 * n) for n in range(200)), last])
        assert [len(episode.others) for episode in found] == [0] * 200 + [others]


def test_a_time_told_in_many_words_is_one_time_of_its_episode() -> None:
    weeks = [replace(day(n % 2, "week"), end=day(n % 2 + 6).end, words=f"in week {n}", at=(n, n + 9)) for n in range(6)]
    told = [claim("attack", at=n * 9, where=(TABU,), when=week) for n, week in enumerate(weeks)]
    (episode,) = find_episodes(told)
    assert len(episode.claims) == 6
    assert episode.periods == weeks[:2]
