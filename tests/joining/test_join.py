"""Laws of joining: it depends on the claims and decisions alone, and nothing of a claim is lost or counted twice."""

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from according.codec import decode, encode
from according.joining import join
from according.joining.rules import is_act
from according.model import Claim, Decision, Incident, Verb, incident_id
from joining.builders import (
    ARMY,
    CIVILIANS,
    FAR_OFF,
    NEAR_TABU,
    OUTLET,
    REBELS,
    RESIDENT,
    TABU,
    claim,
    day,
    decide,
    number,
)
from strategies import CLAIMS

PLACES = st.sampled_from([(), (TABU,), (NEAR_TABU,), (FAR_OFF,), (TABU, FAR_OFF)])
VERBS: tuple[Verb, ...] = ("join", "split", "reject")


@st.composite
def told(draw: st.DrawFn) -> Claim:
    """A claim of one of three reports about few places and days, so that much of it can be joined."""
    type_ = draw(
        st.sampled_from(["attack", "killing", "air-strike", "wounding", "responsibility", "warning", "threat"])
    )
    days = draw(st.sampled_from([None, 0, 1, 5]))
    return claim(
        type_,
        report=draw(st.sampled_from(["one", "two", "three"])),
        at=draw(st.integers(0, 40)) * 50,
        by=draw(st.sampled_from([OUTLET, ARMY, REBELS, RESIDENT])),
        stance=draw(st.sampled_from(["asserts", "asserts", "denies"])),
        roles={"initiator": (REBELS,)} if type_ == "responsibility" else {"affected": (CIVILIANS,)},
        count=draw(st.sampled_from([number(3), number(7, None), number(2, unit="towns")])),
        where=draw(PLACES),
        when=day(days) if days is not None else day(1, "week"),
    )


@st.composite
def told_and_decided(draw: st.DrawFn) -> tuple[list[Claim], list[Decision]]:
    claims = draw(st.lists(told(), min_size=1, max_size=10, unique_by=lambda made: made.id))
    decisions = [
        decide(
            draw(st.sampled_from(VERBS)), *draw(st.tuples(*2 * [st.sampled_from(claims)])), hour=draw(st.integers(0, 9))
        )
        for _ in range(draw(st.integers(0, 3)))
    ]
    return claims, decisions


@settings(max_examples=60)
@given(told_and_decided(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_is_no_matter(world: tuple[list[Claim], list[Decision]], random: Random) -> None:
    claims, decisions = world
    first = join(claims, decisions)
    random.shuffle(claims)
    random.shuffle(decisions)
    assert join([*claims, claims[0]], [*decisions, *decisions[:1]]) == first


@settings(max_examples=60)
@given(told_and_decided())
def test_every_act_is_in_one_incident_and_no_words_make_one(world: tuple[list[Claim], list[Decision]]) -> None:
    claims, _ = world
    joined = join(claims)
    homes = [name for incident in joined.incidents for name in incident.claims]
    acts = {made.id for made in claims if is_act(made)}
    assert sorted(name for name in homes if name in acts) == sorted(acts)
    assert all(acts & set(incident.claims) for incident in joined.incidents)


@settings(max_examples=60)
@given(told_and_decided())
def test_an_incident_keeps_every_account_of_its_claims(world: tuple[list[Claim], list[Decision]]) -> None:
    claims, decisions = world
    joined = join(claims, decisions)
    by_id = {made.id: made for made in claims}
    names = {incident.id for incident in joined.incidents}
    assert len(names) == len(joined.incidents)
    for incident in joined.incidents:
        assert {name for account in incident.accounts for name in account.claims} == set(incident.claims)
        assert incident.id == incident_id(tuple(name for name in incident.claims if is_act(by_id[name])))
        assert set(incident.parts) <= names
        assert incident.part_of is None or incident.part_of in names
        assert decode(Incident, encode(incident)) == incident


@settings(max_examples=40)
@given(told_and_decided())
def test_links_hold_an_incident_together(world: tuple[list[Claim], list[Decision]]) -> None:
    claims, _ = world
    joined = join(claims)
    linked = {frozenset(link.claims) for link in joined.links if link.same}
    assert len(linked) == len(joined.links)
    assert all(link.reasons and 0 < link.score <= 1 for link in joined.links)
    for incident in joined.incidents:
        if incident.level == "incident" and incident.part_of is None:
            anchor = "c_" + incident.id.removeprefix("i_")
            assert all(frozenset((anchor, name)) in linked for name in incident.claims if name != anchor)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(CLAIMS, max_size=5, unique_by=lambda made: made.id), st.randoms(use_true_random=False))
def test_whatever_the_types_allow_can_be_joined(claims: list[Claim], random: Random) -> None:
    first = join(claims)
    random.shuffle(claims)
    assert join(claims) == first


def test_nothing_joins_to_nothing() -> None:
    assert join([]).incidents == ()
    assert join([]).links == ()


def test_incidents_come_in_the_order_of_time() -> None:
    late, early = claim("attack", where=(TABU,), when=day(5)), claim("attack", at=99, where=(FAR_OFF,), when=day(2))
    assert [incident.when for incident in join([late, early]).incidents] == [day(2), day(5)]


def test_a_thousand_claims_of_many_days_are_joined() -> None:
    """One block of work a day and country: without, half a million pairs would be compared."""
    claims = [
        claim("attack", report=f"r{n}", where=(TABU,), when=day(n * 3), published=day(n * 3 + 1)) for n in range(1000)
    ]
    assert len(join(claims).incidents) == 1000


@settings(max_examples=60)
@given(st.lists(told(), min_size=2, max_size=10, unique_by=lambda made: made.id), st.integers(1, 9))
def test_every_id_that_an_incident_had_leads_to_it(claims: list[Claim], known_before: int) -> None:
    """More is told later: the claim that named an incident still stands in one, whatever that is named by now."""
    earlier, later = join(claims[:known_before]), join(claims)
    for incident in earlier.incidents:
        anchor = "c_" + incident.id.removeprefix("i_")
        assert sum(anchor in now.claims for now in later.incidents) == 1


def test_an_incident_takes_the_name_of_its_smallest_claim_and_keeps_the_former_one_as_a_claim() -> None:
    small, *_, large = sorted(
        (claim("attack", report=name, where=(TABU,), when=day(0), roles={"initiator": (REBELS,)}) for name in "abc"),
        key=lambda made: made.id,
    )
    (before,), (after,) = join([large]).incidents, join([large, small]).incidents
    assert (before.id, after.id) == (incident_id((large.id,)), incident_id((small.id,)))
    assert "c_" + before.id.removeprefix("i_") in after.claims
