"""An abduction or arrest and the release that ends it are one; so are two tellings of one person."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from according.joining import join
from according.joining.captivities import persons_of
from according.joining.episodes import find_episodes
from according.model import Actor, Claim
from joining.builders import DOCTOR, FAR_OFF, RESIDENT, TABU, claim, day, number

ANA = Actor(words="the journalist Ana Ruiz", name="the journalist Ana Ruiz")
NAMED = Actor(words="Ana Ruiz", name="Ana Ruiz")
BEA = Actor(words="Bea Ruiz", name="Bea Ruiz")
TEACHER = Actor(words="a teacher", name="a teacher")


def taken(whom: Actor = TEACHER, *, at: int = 0, on: int = 0, people: int = 1, report: str = "one") -> Claim:
    return claim(
        "abduction", report=report, at=at, by=RESIDENT, roles={"affected": (whom,)}, count=number(people), when=day(on),
        where=(TABU,),
    )  # fmt: skip


def freed(whom: Actor = TEACHER, *, at: int = 90, on: int = 16, people: int = 1, report: str = "one") -> Claim:
    return claim(
        "release", report=report, at=at, by=DOCTOR, roles={"affected": (whom,)}, count=number(people), when=day(on),
        where=(TABU,),
    )  # fmt: skip


def test_a_release_is_of_the_abduction_that_it_ends() -> None:
    assert len(join([taken(), freed()]).incidents) == 1
    assert len(join([taken(people=30), freed(people=30)]).incidents) == 1


def test_a_release_is_not_of_a_later_abduction_nor_of_others() -> None:
    assert len(join([taken(on=20), freed()]).incidents) == 2
    assert len(join([taken(people=30), freed(people=4)]).incidents) == 2
    assert len(join([taken(NAMED), freed(BEA)]).incidents) == 2


def test_of_two_abductions_a_person_tells_which_was_ended() -> None:
    both = [taken(NAMED), taken(BEA, at=40, on=5)]
    assert len(join([*both, freed(ANA)]).incidents) == 2
    assert len(join([*both, freed()]).incidents) == 3


def test_a_report_of_the_release_is_of_the_abduction_that_another_tells() -> None:
    claims = [taken(NAMED, report="two"), taken(), freed()]
    assert len(join(claims).incidents) == 1


def test_one_person_is_taken_in_one_place_whatever_town_a_report_names() -> None:
    far = claim(
        "abduction", report="two", by=DOCTOR, roles={"affected": (ANA,)}, count=number(1), when=day(0),
        where=(FAR_OFF,),
    )  # fmt: skip
    assert len(join([taken(NAMED), far]).incidents) == 1
    assert len(join([taken(BEA), far]).incidents) == 2
    assert len(join([taken(NAMED, on=9), far]).incidents) == 2


def test_a_title_or_a_number_is_no_name() -> None:
    assert persons_of(taken(ANA)) == {"ana ruiz"}
    assert persons_of(taken(Actor(words="Ana", name="Ana"))) == persons_of(taken(TEACHER)) == set()
    assert persons_of(taken(Actor(words="Two Teachers", name="Two Teachers"), people=2)) == set()


told = st.lists(
    st.tuples(
        st.booleans(), st.sampled_from([TEACHER, NAMED, BEA]), st.integers(0, 400), st.integers(0, 9), st.integers(1, 2)
    ),
    max_size=8,
)


@given(told, st.randoms(use_true_random=False))
def test_no_claim_is_lost_or_told_twice_whatever_the_order(
    rows: list[tuple[bool, Actor, int, int, int]], chance: Random
) -> None:
    claims = {
        each.id: each
        for frees, whom, at, on, people in rows
        for each in [(freed if frees else taken)(whom, at=at, on=on, people=people)]
    }
    held = sorted(each.id for episode in find_episodes(claims.values()) for each in episode.claims)
    assert held == sorted(claims)
    shuffled = list(claims.values())
    chance.shuffle(shuffled)
    one, other = (
        {frozenset(c.id for c in e.claims) for e in find_episodes(each)} for each in (claims.values(), shuffled)
    )
    assert one == other
