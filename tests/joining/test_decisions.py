"""What people settled outranks the machine, in the order in which they settled it."""

from dataclasses import replace

import pytest

from according.codec import encode
from according.errors import ReportError
from according.joining import join
from according.joining.decisions import target_of
from according.model import PERSON, Claim, Count, Decision, Place, Target, Verb
from joining.builders import DOCTOR, FAR_OFF, OUTLET, REBELS, RESIDENT, TABU, claim, day, decide, number

HERE = claim("attack", where=(TABU,), when=day(0), by=RESIDENT)
DEAD = claim("killing", at=60, count=number(4), by=DOCTOR)
THERE = claim("attack", report="two", where=(FAR_OFF,), when=day(0))
WARNING = claim("warning", report="two", at=90)
ALL = [HERE, DEAD, THERE, WARNING]


def groups(*decisions: Decision) -> list[set[str]]:
    return sorted((set(incident.claims) for incident in join(ALL, decisions).incidents), key=min)


def ids(*claims: Claim) -> set[str]:
    return {made.id for made in claims}


def expected(*sets: set[str]) -> list[set[str]]:
    return sorted(sets, key=min)


def test_without_decisions() -> None:
    assert groups() == expected(ids(HERE, DEAD), ids(THERE))


def by_hand(made: Claim) -> Claim:
    return replace(made, id=f"c_{made.id[2:]}_hand", reader=PERSON)


def test_an_added_claim_stands_until_it_is_taken_back() -> None:
    extra = by_hand(claim("wounding", at=300, count=number(7), by=DOCTOR))
    added = decide("add", extra, value=encode(extra))
    assert groups(added) == expected(ids(HERE, DEAD, extra), ids(THERE))
    assert groups(added, decide("undo", extra, value=f'"{added.id}"', hour=1)) == groups()
    assert groups(added, decide("reject", extra, hour=1)) == groups()
    assert groups(added, replace(added, who="Bo")) == groups(added)
    alone = join([], [added])
    assert [each.claims for each in alone.incidents] == [(extra.id,)]


def test_what_is_decided_of_the_machines_claim_leaves_one_that_a_person_marked_in_its_words() -> None:
    extra = replace(by_hand(DEAD), evidence=HERE.evidence)
    wider = replace(extra, evidence=(*DEAD.evidence, *HERE.evidence))
    added = decide("add", wider, value=encode(wider))
    assert groups(added, decide("reject", target_of(DEAD), hour=1)) == expected(ids(HERE, wider), ids(THERE))
    assert groups(added, decide("reject", target_of(wider), hour=1)) == groups()


def test_what_was_rejected_can_be_marked_anew() -> None:
    same = by_hand(DEAD)
    gone, added = decide("reject", DEAD), decide("add", same, value=encode(same), hour=1)
    assert groups(gone, added) == expected(ids(HERE, same), ids(THERE))


def test_a_link_with_an_added_claim_goes_with_it() -> None:
    extra = by_hand(claim("killing", report="two", at=300, count=number(7), when=day(0)))
    added, joined = decide("add", extra, value=encode(extra)), decide("join", HERE, extra, hour=1)
    assert groups(added, joined) == expected(ids(HERE, DEAD, extra, THERE))
    gone = join(ALL, [added, joined, decide("reject", extra, hour=2)])
    assert all(extra.id not in link.claims for link in gone.links)


@pytest.mark.parametrize("value", ["", "3", '{"id":"c_1"}', encode(replace(DEAD, report="two")),
                                   encode(replace(DEAD, type="tea")), encode(replace(DEAD, evidence=()))])  # fmt: skip
def test_an_added_claim_that_cannot_be_read_is_refused(value: str) -> None:
    decision = decide("add", DEAD, value=value)
    with pytest.raises(ReportError, match=f"{decision.id} cannot be used"):
        join(ALL, [decision])


def test_what_is_accepted_stays_as_it_is() -> None:
    accepted = decide("accept", HERE, value=encode(HERE))
    assert join(ALL, [decide("accept", HERE)]) == join(ALL) == join(ALL, [accepted])


def test_what_is_accepted_stays_where_no_reader_marks_it_any_more_and_as_it_was_corrected() -> None:
    accepted = decide("accept", DEAD, value=encode(DEAD), hour=1)
    left = [HERE, THERE, WARNING]
    assert sorted(i.claims for i in join(left, [accepted]).incidents) == sorted(i.claims for i in join(ALL).incidents)
    corrected = decide("correct", DEAD, field="count", value=encode(number(9)))
    told = join(left, [corrected, accepted]).incidents
    assert {a.value for each in told for a in each.accounts if a.field == "killing"} == {number(9)}
    assert join(left, [accepted, decide("reject", DEAD, hour=2)]) == join(left)
    newer = replace(DEAD, id="c_newer", reader="other/2")
    assert join([*left, newer], [accepted]) == join([*left, newer])


def test_what_is_undone_holds_no_more_and_can_be_decided_anew() -> None:
    gone = decide("reject", DEAD)
    back = decide("undo", DEAD, value=f'"{gone.id}"', hour=1)
    assert groups(gone, back) == groups()
    assert groups(gone, back, decide("undo", DEAD, value=f'"{back.id}"', hour=2)) == groups(gone)
    assert groups(gone, back, decide("reject", DEAD, hour=2)) == groups(gone)


def test_of_two_claims_in_the_same_words_the_one_of_these_fields_is_meant() -> None:
    words = "Six rebels and four soldiers died."

    def told(least: int, at: tuple[int, int]) -> Claim:
        count = Count(least=least, most=least, qualifier="exactly", unit="people", words=words[slice(*at)], at=at)
        return replace(claim("killing", words=words, count=count, when=day(0)), id=f"c_{least}")

    rebels, soldiers = told(6, (0, 3)), told(4, (15, 19))
    decision = decide("reject", target_of(soldiers))
    (left,) = join([rebels, soldiers], [decision]).incidents
    assert left.claims == (rebels.id,)
    # A newer reader that tells of the rebels alone: what was rejected is not taken for them.
    assert join([replace(rebels, id="c_new")], [decision]).incidents[0].claims == ("c_new",)
    assert not join([replace(soldiers, id="c_new", type="killing")], [decision]).incidents


def test_of_two_readers_each_has_its_claim_rejected() -> None:
    other = replace(DEAD, id="c_" + "0" * 32, reader="another")
    assert [set(i.claims) for i in join([HERE, DEAD, other], [decide("reject", target_of(DEAD))]).incidents] == [
        ids(HERE)
    ]


def test_told_apart_by_a_person_the_whole_passages_stay_apart() -> None:
    """A cannot-link holds while clusters are made: what is told in one passage with the second goes with it."""
    one = claim("attack", report="a", where=(TABU,), when=day(0), roles={"initiator": [REBELS]})
    other = claim("attack", report="b", where=(TABU,), when=day(0), roles={"initiator": [REBELS]})
    toll = claim("killing", report="b", at=60, count=number(4), by=DOCTOR)
    (whole,) = join([one, other, toll]).incidents
    assert set(whole.claims) == ids(one, other, toll)
    apart = decide("split", target_of(one), target_of(other))
    assert sorted((set(i.claims) for i in join([one, other, toll], [apart]).incidents), key=len) == [
        ids(one),
        ids(other, toll),
    ]
    again = decide("join", target_of(one), target_of(other), hour=1)
    assert [set(i.claims) for i in join([one, other, toll], [apart, again]).incidents] == [ids(one, other, toll)]
    parted = decide("split", target_of(one), target_of(other), hour=2)
    assert len(join([one, other, toll], [apart, again, parted]).incidents) == 2


def test_a_split_takes_back_an_earlier_join_of_all_that_was_joined() -> None:
    """Not of the one claim that the split names: of all that came with it."""
    near = claim("attack", report="three", where=(FAR_OFF,), when=day(0))
    first, then = decide("join", HERE, THERE, hour=1), decide("split", HERE, THERE, hour=2)
    assert join([*ALL, near], [first, then]).incidents == join([*ALL, near]).incidents


def test_what_is_rejected_is_gone() -> None:
    assert groups(decide("reject", DEAD)) == expected(ids(HERE), ids(THERE))
    assert groups(decide("reject", HERE), decide("reject", DEAD)) == expected(ids(THERE))


def test_words_of_another_report_are_not_meant() -> None:
    elsewhere = Target(report="r_three", start=0, end=500)
    assert groups(decide("reject", elsewhere)) == groups()


def test_joined_by_a_person_whatever_the_distance() -> None:
    decision = decide("join", HERE, THERE)
    assert groups(decision) == expected(ids(HERE, DEAD, THERE))
    (link,) = [link for link in join(ALL, [decision]).links if link.by == "Ada"]
    assert (link.same, link.score, link.when) == (True, 1.0, decision.when)
    assert set(link.claims) == ids(HERE, THERE)


def test_a_warning_can_be_joined_by_a_person() -> None:
    assert groups(decide("join", THERE, WARNING)) == expected(ids(HERE, DEAD), ids(THERE, WARNING))


def test_split_by_a_person() -> None:
    decision = decide("split", HERE, DEAD)
    assert groups(decision) == expected(ids(HERE), ids(DEAD), ids(THERE))
    assert [link.same for link in join(ALL, [decision]).links if set(link.claims) == ids(HERE, DEAD)] == [False]


def test_the_later_decision_counts() -> None:
    first, then = decide("join", HERE, THERE, hour=1), decide("split", HERE, THERE, hour=2)
    assert groups(first, then) == groups(then, first) == groups()
    again = decide("join", HERE, THERE, hour=3)
    assert groups(first, then, again) == expected(ids(HERE, DEAD, THERE))


def test_a_split_needs_two_targets() -> None:
    assert groups(decide("split", HERE)) == groups()


def test_corrected_values_are_told_in_their_place() -> None:
    value = '{"least": 9, "most": 9, "qualifier": "exactly", "unit": "soldiers", "scope": "incident", "words": "nine"}'
    incidents = join([HERE, DEAD], [decide("correct", DEAD, field="count", value=value)]).incidents
    assert [account.value.least for i in incidents for account in i.accounts if isinstance(account.value, Count)] == [9]


def test_a_corrected_place_moves_the_incident() -> None:
    value = (
        '[{"words": "Sole", "role": "scene", "name": "Sole", "country": "OR", "admin1": "South", "lat": 9.0,'
        ' "lon": 5.0, "gazetteer_id": "made:Sole", "match": "person", "precision": "town", "radius_km": 5.0}]'
    )
    (incident,) = join([HERE], [decide("correct", HERE, field="where", value=value)]).incidents
    assert [place.name for place in incident.where if isinstance(place, Place)] == ["Sole"]


def test_a_corrected_day_and_type() -> None:
    value = '{"start": "2031-05-02", "end": "2031-05-02", "precision": "day"}'
    decisions = [
        decide("correct", HERE, field="when", value=value),
        decide("correct", HERE, field="type", value='"air-strike"', hour=1),
    ]
    (incident,) = join([HERE], decisions).incidents
    assert incident.type == "air-strike"
    assert incident.when == day(-10)


def test_of_two_counts_in_one_stretch_of_words_the_marked_one_is_corrected() -> None:
    words = "Six rebels and four soldiers died."

    def told(least: int, at: tuple[int, int]) -> Claim:
        count = Count(least=least, most=least, qualifier="exactly", unit="people", words=words[slice(*at)], at=at)
        return claim("killing", words=words, count=count, by=OUTLET, roles={"affected": ()}, when=day(least))

    rebels, soldiers = told(6, (0, 3)), told(4, (15, 19))
    soldiers = replace(soldiers, id="c_" + "f" * 32)
    value = '{"least": 5, "most": 5, "qualifier": "exactly", "unit": "soldiers", "scope": "incident", "words": "five"}'
    decision = decide("correct", Target(report="r_one", start=15, end=19), field="count", value=value)
    incidents = join([rebels, soldiers], [decision]).incidents
    counts = {a.value.least for i in incidents for a in i.accounts if isinstance(a.value, Count)}
    assert counts == {6, 5}


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("count", "", "not JSON"),
        ("count", '{"least": "many"}', "count"),
        ("count", "[" * 100_000, "JSON"),
        ("when", '{"start": "2031-05-02", "end": "2031-05-01", "precision": "day"}', "cannot end"),
        ("where", '{"name": "Sole"}', "list"),
        ("type", '"murder-of-crows"', "no type"),
        ("speakers", "[]", "it can correct"),
        ("speaker", "[]", "must speak"),
        ("initiator", '[{"name": 4}]', "words is missing"),
    ],
)
def test_a_correction_that_cannot_be_read_is_told(field: str, value: str, told: str) -> None:
    decision = decide("correct", HERE, field=field, value=value)
    with pytest.raises(ReportError, match=told) as caught:
        join(ALL, [decision])
    assert decision.id in str(caught.value)
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize("verb", ["reject", "join", "split", "correct"])
def test_words_that_no_claim_rests_on_change_nothing(verb: Verb) -> None:
    """Of this report, but where nothing is claimed; twice, since joining and splitting are of two."""
    beside = [Target(report=HERE.report, start=start, end=start + 5) for start in (900, 950)]
    decision = decide(verb, *beside, field="type", value='"arson"')
    assert join(ALL, [decision]) == join(ALL)


def test_a_target_ends_before_the_next_word() -> None:
    """Targets are half open: one that ends where a claim begins does not touch it."""
    span = DEAD.evidence[0]
    before, after = (
        Target(report=DEAD.report, start=55, end=span.start),
        Target(report=DEAD.report, start=span.end, end=span.end + 5),
    )
    assert groups(decide("reject", before), decide("reject", after)) == groups()
    last = Target(report=DEAD.report, start=span.end - 1, end=span.end)
    assert groups(decide("reject", last)) == expected(ids(HERE), ids(THERE))


def test_of_two_corrections_the_later_counts() -> None:
    first = decide("correct", HERE, field="type", value='"arson"', hour=1)
    then = decide("correct", HERE, field="type", value='"shelling"', hour=2)
    for decisions in ([first, then], [then, first]):
        assert [incident.type for incident in join([HERE], decisions).incidents] == ["shelling"]
