"""Copies of one text are found however they are cut; texts of different hands are not."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from according.joining import join
from according.joining.copies import SHARE, are_alike, find_copies, merge_alike, pairs_of
from according.model import Claim
from joining.builders import OUTLET, RESIDENT, TABU, claim, day, number

AGENCY = (
    "Gunmen stormed the weekly market of Tabu on Monday and shot dead nine traders before they fled across the river "
    "with stolen cattle, the prefect said. Residents buried the dead the same evening. It was the third raid of its "
    "kind since the rains began, and the prefect called for more patrols along the bank."
)
CUT = "Traders die in raid\n\n" + AGENCY.partition(" It was")[0].replace("shot dead", "killed").replace("nine", "9")
OTHER = (
    "Nine people were killed when armed men on motorcycles attacked Tabu, a nurse at the health centre told us by "
    "telephone. She had counted the bodies that were brought in on Monday afternoon; most had been selling millet."
)


def test_a_copy_is_found_and_another_hand_is_not() -> None:
    assert find_copies({"r_1": AGENCY, "r_2": OTHER, "r_3": CUT}) == {"r_1": "r_1", "r_3": "r_1"}
    assert find_copies({"r_1": AGENCY, "r_2": OTHER}) == find_copies({}) == {}


def test_a_few_words_are_no_copy() -> None:
    assert find_copies({"r_1": "Nine people were killed.", "r_2": "Nine people were killed."}) == {}


@given(st.dictionaries(st.text("abcdef", max_size=3), st.frozensets(st.integers(0, 12), max_size=9), max_size=7))
def test_the_index_misses_nothing(told: dict[str, frozenset[int]]) -> None:
    firsts: list[str] = []
    for name, first in sorted(merge_alike(told, share=SHARE).items()):
        like = [each for each in firsts if are_alike(told[name], told[each], SHARE, 1)] if told[name] else []
        assert first == (like[0] if like else name)
        firsts += [name] if not like and told[name] else []


@given(st.text(), st.text())
def test_whether_texts_are_alike_has_no_direction(one: str, other: str) -> None:
    assert are_alike(pairs_of(one), pairs_of(other)) == are_alike(pairs_of(other), pairs_of(one))


def told_by(report: str, outlet: str, words: str) -> list[Claim]:
    """What an outlet tells itself, and has of a resident, in words of its own."""
    paper = replace(OUTLET, name=outlet)
    when = day(0)
    return [
        claim("attack", report=report, where=(TABU,), when=when, by=paper, words=f"{words} attack"),
        claim("killing", report=report, at=60, count=number(9), when=when, by=RESIDENT, words=f"{words} killed"),
    ]


def test_copies_of_one_text_are_one_voice_though_what_they_claim_is_reworded() -> None:
    claims = [*told_by("r_1", "The Post", "shot dead"), *told_by("r_3", "The Herald", "gunned down")]
    post, herald = claims[0].report, claims[-1].report
    (apart,) = join(claims).incidents
    (copied,) = join(claims, (), {post: AGENCY, herald: CUT}).incidents
    assert (apart.independent_voices, copied.independent_voices) == (2, 1)
    (others,) = join(claims, (), {post: AGENCY, herald: OTHER}).incidents
    assert others == apart


def test_one_spokesman_in_forty_papers_is_one_voice() -> None:
    told = [told_by(f"{n}", f"Paper {n}", "words" if n % 2 else "others") for n in range(40)]
    claims = [each for paper in told for each in paper]
    incidents = join(claims, (), dict.fromkeys((each.report for each in claims), AGENCY)).incidents
    assert sum(len(each.reports) for each in incidents) == 40
    assert {each.independent_voices for each in incidents} == {1}  # the resident, whom all papers have


def test_outlets_that_name_nobody_are_one_voice_in_copies() -> None:
    claims = [told_by("r_1", "The Post", "shot dead")[0], told_by("r_3", "The Herald", "gunned down")[0]]
    post, herald = (each.report for each in claims)
    (apart,) = join(claims).incidents
    (copied,) = join(claims, (), {post: AGENCY, herald: CUT}).incidents
    assert (apart.independent_voices, copied.independent_voices) == (2, 1)
