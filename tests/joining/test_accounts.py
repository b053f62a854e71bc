"""Accounts: one per differing telling of each field, and who took which part."""

import pytest

from according.joining import join
from according.joining.accounts import bare, find_accounts, voice_of
from according.model import Account, Actor, Claim, Count, Place, Scope, Unknown
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

BBC = Actor(words="the Courier", name="Courier", kind="media")


def fields(*claims: Claim) -> list[tuple[str, str, object]]:
    return [(account.field, account.harmed, account.value) for account in find_accounts(claims)]


def of(field: str, accounts: tuple[Account, ...]) -> list[Account]:
    return [account for account in accounts if account.field == field]


def test_a_voice_is_told_with_its_relay() -> None:
    assert voice_of(claim("killing", by=RESIDENT, via=BBC)) == "a resident (via Courier)"
    assert voice_of(claim("killing", by=Actor(words="reported", name="", kind="unknown"))) == "unknown"
    assert voice_of(claim("killing", by=Actor(words="the office", name="Sola Office", kind="unknown"))) == "Sola Office"
    assert voice_of(claim("killing", by=(DOCTOR, RESIDENT))) == "Imi, a resident"


def test_two_numbers_are_two_accounts_and_no_third() -> None:
    told = of("killing", find_accounts([
        claim("killing", by=ARMY, count=number(4), roles={"affected": (SOLDIERS,)}),
        claim("killing", at=60, by=REBELS, count=number(17), roles={"affected": (SOLDIERS,)}),
    ]))  # fmt: skip
    assert [(a.value.least if isinstance(a.value, Count) else None, a.voices) for a in told] == [
        (4, ("Army of Oria",)), (17, ("Salt Front",)),
    ]  # fmt: skip


def test_voices_that_tell_the_same_share_an_account() -> None:
    (account,) = find_accounts([
        claim("killing", by=DOCTOR, count=number(4), roles={"affected": (SOLDIERS,)}),
        claim("killing", at=60, by=RESIDENT, count=number(4), roles={"affected": (SOLDIERS,)}),
    ])  # fmt: skip
    assert account.voices == ("Imi", "a resident")
    assert len(account.claims) == 2


def test_a_denial_is_not_the_same_telling() -> None:
    told = find_accounts([claim("attack", by=REBELS), claim("attack", at=60, by=ARMY, stance="denies")])
    assert [account.voices for account in told] == [("Salt Front",), ("Army of Oria",)]


def test_parts_and_running_totals_are_accounts_of_their_own() -> None:
    scopes: tuple[Scope, ...] = ("incident", "subset", "cumulative")
    told = [claim("killing", at=n, count=number(9, scope=scope)) for n, scope in enumerate(scopes)]
    assert [a.value.scope for a in find_accounts(told) if isinstance(a.value, Count)] == list(scopes)


def test_what_is_not_known_is_told_too() -> None:
    unclear, kept_back = Unknown(why="unclear", words="unclear"), Unknown(why="not_given", by="salt-front")
    told = find_accounts([claim("losses", by=RESIDENT, count=unclear), claim("losses", at=60, count=kept_back)])
    assert [(account.value, account.voices) for account in told] == [
        (unclear, ("a resident",)), (kept_back, ("the outlet",)),
    ]  # fmt: skip


def test_whose_loss_it_is() -> None:
    militants = Actor(words="more than 80 militants", name="more than 80 militants", status="fighter")
    count = Count(least=80, most=None, qualifier="more_than", unit="militants", words="more than 80")
    made = claim("neutralisation", by=ARMY, roles={"affected": (militants,)}, count=count)
    assert fields(made) == [("neutralisation", "militants", count)]
    assert fields(claim("killing", roles={"affected": (ARMY,)}))[0][1] == "Army of Oria"
    assert fields(claim("killing"))[0][1] == ""


def test_a_filler_that_is_all_number_leaves_nothing() -> None:
    twelve = Actor(words="twelve", name="twelve")
    count = Count(least=12, most=12, qualifier="exactly", unit="people", words="twelve")
    assert bare(twelve, claim("killing", count=count)) == ""


def test_places_times_and_responsibility_are_accounts() -> None:
    missing = Unknown(why="not_found", words="Binoro", role="scene")
    told = find_accounts([
        claim("attack", where=(TABU, missing), when=day(0)),
        claim("attack", at=60, where=(FAR_OFF,), when=day(0)),
        claim("responsibility", at=90, by=REBELS, roles={"initiator": (REBELS,)}),
        claim("responsibility", at=120),
    ])  # fmt: skip
    assert [account.value for account in of("where", told)] == [TABU, missing, FAR_OFF]
    assert [account.value for account in of("when", told)] == [day(0)]
    assert [account.value for account in of("responsibility", told)] == [REBELS, Unknown(why="not_stated")]


def test_a_place_that_a_thing_came_from_is_no_scene() -> None:
    fled = Place(**{**{name: getattr(FAR_OFF, name) for name in Place.__dataclass_fields__}, "role": "from"})
    (incident,) = join([claim("displacement", where=(fled, TABU), count=number(40))]).incidents
    assert incident.where == (TABU,)


def test_parties_and_their_parts() -> None:
    gunmen = Actor(words="gunmen", name="gunmen", kind="armed-group")
    (incident,) = join([
        claim("attack", where=(TABU,), roles={"initiator": (gunmen,), "affected": (ARMY, CIVILIANS)}),
        claim("responsibility", at=60, by=REBELS, roles={"initiator": (REBELS,)}),
        claim("killing", at=120, by=ARMY, roles={"initiator": (ARMY,), "affected": (gunmen,)}),
    ]).incidents  # fmt: skip
    assert [(party.actor, party.part) for party in incident.parties] == [
        ("or-armed-forces", "affected"), ("salt-front", "initiator"),
    ]  # fmt: skip


def test_a_description_is_a_party_where_nobody_is_named() -> None:
    five = Actor(words="five gunmen", name="five gunmen", kind="armed-group")
    count = Count(least=5, most=5, qualifier="exactly", unit="gunmen", words="five")
    (incident,) = join([claim("capture", by=OUTLET, roles={"affected": (five,)}, count=count)]).incidents
    assert [(party.name, party.part) for party in incident.parties] == [("gunmen", "affected")]


def test_the_deed_names_the_incident_not_its_harm() -> None:
    (incident,) = join([claim("killing", where=(TABU,)), claim("attack", at=60), claim("wounding", at=90)]).incidents
    assert incident.type == "attack"
    (harm,) = join([claim("killing", where=(TABU,))]).incidents
    assert harm.type == "killing"


@pytest.mark.parametrize(
    ("one", "other"), [("The enemy", "the enemy"), ("soldiers", "the soldiers"), ("A PATROL", "patrol")]
)
def test_whose_loss_it_is_does_not_hang_on_capitals_and_articles(one: str, other: str) -> None:
    told = find_accounts([
        claim("killing", at=n, by=by, count=number(4), roles={"affected": (Actor(words=words, name=words),)})
        for n, (by, words) in enumerate(((ARMY, one), (DOCTOR, other)))
    ])  # fmt: skip
    assert [(account.harmed, account.voices) for account in told] == [(one, ("Army of Oria", "Imi"))]


@pytest.mark.parametrize(
    ("words", "number_words", "left"),
    [
        ("dozens of civilians", "dozens", "civilians"),
        ("Three of their own", "three", "their own"),
        ("tents", "ten", "tents"),
        ("nine soldiers of the 3rd Brigade", "nine", "soldiers of the 3rd Brigade"),
        ("2,500 people", "", "people"),
        ("İ 4 people", "4", "people"),
        ("(+ 4 people", "(+", "people"),
    ],
)
def test_a_number_is_taken_off_whole_and_alone(words: str, number_words: str, left: str) -> None:
    count = Count(least=3, most=3, qualifier="exactly", unit="people", words=number_words)
    assert bare(Actor(words=words, name=words), claim("killing", count=count)) == left


def test_a_rising_toll_of_one_voice_keeps_both_accounts() -> None:
    told = [
        claim("killing", report=name, by=DOCTOR, count=number(n), where=(TABU,), when=day(0), published=day(on))
        for name, n, on in (("one", 4, 1), ("two", 9, 2))
    ]
    (incident,) = join(told).incidents
    assert [a.value.least for a in incident.accounts if isinstance(a.value, Count)] == [4, 9]
    assert incident.contested_fields == ()
