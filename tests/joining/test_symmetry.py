"""It takes no side: with the two sides exchanged in every claim, they are exchanged in what comes out, and no more."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from according.joining import join
from according.model import Actor, Claim, Count, Incident, Unknown
from joining.builders import (
    ARMY,
    CIVILIANS,
    DOCTOR,
    FAR_OFF,
    OUTLET,
    REBELS,
    RESIDENT,
    SOLDIERS,
    TABU,
    claim,
    day,
    number,
)

FIGHTERS = Actor(words="fighters", name="fighters", kind="armed-group", status="fighter")
OTHER = {ARMY: REBELS, REBELS: ARMY, SOLDIERS: FIGHTERS, FIGHTERS: SOLDIERS}
NAMES = {
    name: other
    for one, two in OTHER.items()
    for name, other in ((one.name, two.name), (one.actor or one.name, two.actor or two.name))
}
FILLERS = st.lists(st.sampled_from([*OTHER, CIVILIANS]), max_size=2, unique=True)
SILENT = [Unknown(why="not_given", by=side.actor or "") for side in (ARMY, REBELS)]
COUNTS: list[Count | Unknown] = [number(4), number(9, None), number(17), Unknown(why="unclear"), *SILENT]


@st.composite
def told(draw: st.DrawFn) -> Claim:
    """A claim in which the sides speak, act, lose, deny and keep numbers back."""
    return claim(
        draw(
            st.sampled_from(["attack", "clash", "air-strike", "killing", "capture", "control-change", "responsibility"])
        ),
        report=draw(st.sampled_from(["one", "two"])),
        at=draw(st.integers(0, 20)) * 60,
        by=draw(st.sampled_from([ARMY, REBELS, OUTLET, RESIDENT, DOCTOR])),
        via=draw(st.sampled_from([None, ARMY, REBELS])),
        stance=draw(st.sampled_from(["asserts", "asserts", "denies", "admits", "retracts"])),
        roles={role: draw(FILLERS) for role in ("initiator", "affected", "from", "party")},
        count=draw(st.sampled_from(COUNTS)),
        where=draw(st.sampled_from([(), (TABU,), (FAR_OFF,)])),
        when=day(draw(st.sampled_from([0, 0, 1]))),
    )


def exchanged(made: Claim) -> Claim:
    """The claim with the sides exchanged; it keeps its id, which names the words and not what they mean."""

    def sides(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        return tuple(OTHER.get(actor, actor) for actor in actors)

    count = made.count
    return replace(
        made,
        speakers=sides(made.speakers),
        relayed_by=sides(made.relayed_by),
        roles={role: sides(actors) for role, actors in made.roles.items()},
        count=replace(count, by=NAMES.get(count.by, count.by)) if isinstance(count, Unknown) else count,
    )


def parties(incident: Incident) -> set[tuple[str, str, str]]:
    return {(party.actor, party.name, party.part) for party in incident.parties}


def without_sides(incident: Incident) -> tuple[Incident, list[tuple[str, tuple[str, ...]]]]:
    """All of an incident that names no side: status, what is contested, level, place, time, how accounts are split."""
    return replace(incident, parties=(), accounts=()), [(a.field, a.claims) for a in incident.accounts]


@settings(max_examples=60)
@given(st.lists(told(), min_size=1, max_size=8, unique_by=lambda made: made.id))
def test_sides_exchanged_are_exchanged_and_nothing_else(claims: list[Claim]) -> None:
    one, two = join(claims), join([exchanged(made) for made in claims])
    assert [without_sides(incident) for incident in one.incidents] == [without_sides(i) for i in two.incidents]
    assert [(link.claims, link.score) for link in one.links] == [(link.claims, link.score) for link in two.links]
    for incident, other in zip(one.incidents, two.incidents, strict=True):
        swapped = {(NAMES.get(a, a), NAMES.get(name, name), part) for a, name, part in parties(incident)}
        assert swapped == parties(other)


def test_soldiers_beside_a_named_army_are_no_more_a_party_than_fighters_beside_a_named_group() -> None:
    raid = [
        claim("attack", where=(TABU,), roles={"initiator": (REBELS,), "affected": (ARMY,)}),
        claim("killing", at=60, roles={"affected": (SOLDIERS,)}),
    ]
    for claims in (raid, [exchanged(made) for made in raid]):
        (incident,) = join(claims).incidents
        assert {name for _, name, _ in parties(incident)} == {"Salt Front", "Army of Oria"}
