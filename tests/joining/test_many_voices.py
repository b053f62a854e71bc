"""Many voices of one incident amount to what each pair of them does; and long reports keep their sense."""

from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from according.joining import join
from according.joining.agreement import find_at_odds, find_contested
from according.joining.episodes import find_episodes
from according.joining.similarity import Comparisons, compare, forbids, profile
from according.joining.voices import identify
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


def can_both_be(one: tuple[int, int, int | None], other: tuple[int, int, int | None]) -> bool:
    (_, least, most), (_, later_least, later_most) = sorted((one, other), key=lambda told: told[:2])
    if later_most is not None and later_most < least:
        return False
    return one[0] != other[0] or most is None or most >= later_least


@settings(deadline=None)
@given(told=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 9), st.sampled_from([None, 0, 3])), max_size=60))
def test_people_of_one_description_are_as_many_as_their_figures_need(told: list[tuple[int, int, int | None]]) -> None:
    """Each is the first person none of whose last 21 figures, one by one, speaks against it; of 20 persons."""
    resident = Actor(words="a resident", name="a resident", kind="witness")
    claims: list[Claim] = []
    people: list[list[tuple[int, int, int | None]]] = [[]]
    expected: dict[str, int] = {}
    for n, (when, least, width) in enumerate(told):
        figure = (when, least, None if width is None else least + width)
        claims.append(claim("killing", at=n * 9, by=resident, published=day(when), roles={"affected": (CIVILIANS,)},
                            count=number(figure[1], figure[2])))  # fmt: skip
        found = next((p for p, said in enumerate(people) if all(can_both_be(figure, each) for each in said)), None)
        person = len(people) if found is None else found
        if person < 20:
            people += [[]] if found is None else []
            people[person] = [*people[person][-20:], figure]
        expected[claims[-1].id] = person if person < 20 else 0
    told_apart = {
        name: int(said.rpartition(" ")[2]) - 1 if said[-1].isdigit() else 0
        for name, (said,) in identify(claims).items()
    }
    assert told_apart == expected


@settings(deadline=None)
@given(
    told=st.lists(st.tuples(st.sampled_from(["Tabu", "Sole", None]), st.integers(0, 3), st.integers(0, 3)), max_size=12)
)
def test_a_pair_is_compared_alike_alone_and_among_others(told: list[tuple[str | None, int, int]]) -> None:
    claims = [
        claim("killing", report=str(n), where=() if place is None else (TOWNS[place],), when=day(when),
              count=number(toll + 3), roles={"affected": (CIVILIANS,)})
        for n, (place, when, toll) in enumerate(told)
    ]  # fmt: skip
    profiles = [profile(episode) for one in claims for episode in find_episodes([one])]
    among = Comparisons(profiles)
    for a, b in combinations(range(len(profiles)), 2):
        assert among.compare(a, b) == compare(profiles[a], profiles[b])
        assert among.forbids(among.kinds[a], among.kinds[b]) == forbids(profiles[a], profiles[b])
