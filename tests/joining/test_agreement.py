"""Who speaks, whether they agree, and what that amounts to."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.joining import join
from according.model import NOT_STATED, Actor, Claim, Incident, Scope, Stance
from joining.builders import (
    ARMY,
    CIVILIANS,
    DOCTOR,
    OUTLET,
    REBELS,
    RESIDENT,
    RIVALS,
    SOLDIERS,
    TABU,
    claim,
    day,
    kind_of_speaker,
    number,
)

HIT = {"initiator": (REBELS,), "affected": (ARMY,)}


def joined(*claims: Claim) -> Incident:
    (incident,) = join(claims).incidents
    return incident


def attack(by: Actor = OUTLET, at: int = 0, report: str = "one", stance: Stance = "asserts") -> Claim:
    return claim("attack", report=report, at=at, by=by, stance=stance, where=(TABU,), when=day(0), roles=HIT)


def dead(
    least: int,
    by: Actor,
    at: int = 50,
    *,
    most: int | None = -1,
    whose: Actor = SOLDIERS,
    report: str = "one",
    on: int = 1,
) -> Claim:
    return claim(
        "killing", report=report, at=at, by=by, count=number(least, most), roles={"affected": (whose,)},
        where=(TABU,), when=day(0), published=day(on),
    )  # fmt: skip


def test_one_voice() -> None:
    incident = joined(attack(), dead(4, OUTLET))
    assert (incident.status, incident.independent_voices) == ("single-voice", 1)


def test_only_parties_speak() -> None:
    assert joined(attack(ARMY), attack(REBELS, at=60)).status == "one-sided"


def test_two_who_do_not_depend_on_each_other_agree() -> None:
    incident = joined(dead(4, DOCTOR), dead(4, RESIDENT, at=90))
    assert (incident.status, incident.independent_voices) == ("corroborated", 2)


def test_army_and_government_of_one_state_do_not_corroborate_each_other() -> None:
    ministry = Actor(words="the ministry", name="Ministry", kind="government", actor="or-government")
    stray = claim("displacement", at=150, by=RESIDENT, count=number(40), where=(TABU,), when=day(0))
    assert joined(dead(4, ARMY), dead(4, ministry, at=90), stray).status == "uncorroborated"


def test_an_outlet_that_repeats_a_named_speaker_is_no_second_voice() -> None:
    assert joined(dead(4, OUTLET, at=0), dead(4, DOCTOR)).independent_voices == 1


def test_outlets_with_the_same_words_are_one_voice() -> None:
    words = "Four soldiers died when gunmen stormed the post in Tabu before dawn."
    copies = [
        claim("killing", report=name, words=words, by=kind_of_speaker("media", name), where=(TABU,), when=day(0))
        for name in ("Courier", "Ledger", "Mirror")
    ]
    incident = joined(*copies)
    assert (incident.independent_voices, incident.status, len(incident.reports)) == (1, "single-voice", 3)


def test_a_spokesman_speaks_for_his_army_under_his_name_too() -> None:
    named = Actor(words="army spokesman Ulo", name="Ulo", kind="army", actor="or-armed-forces")
    later = Actor(words="Col Ulo", name="Ulo", kind="army")
    assert joined(attack(ARMY), attack(named, at=60), dead(4, later, at=120)).independent_voices == 1


def test_figures_that_cannot_both_be_are_contested() -> None:
    incident = joined(dead(4, ARMY), dead(17, REBELS, at=90, most=None))
    assert (incident.status, incident.contested_fields) == ("contested", ("killing",))


def test_open_bounds_that_overlap_are_not() -> None:
    assert joined(dead(4, ARMY, most=None), dead(17, REBELS, at=90)).contested_fields == ()


def test_figures_for_other_people_are_not_held_against_each_other() -> None:
    assert joined(dead(4, ARMY), dead(9, DOCTOR, at=90, whose=CIVILIANS)).contested_fields == ()


def test_the_armys_dead_are_soldiers() -> None:
    theirs = Actor(words="the army's dead", name="Army of Oria", kind="army", actor="or-armed-forces")
    assert joined(dead(4, ARMY), dead(17, REBELS, at=90, whose=theirs)).contested_fields == ("killing",)


def test_a_toll_may_rise_but_not_fall() -> None:
    assert joined(dead(4, DOCTOR), dead(9, RESIDENT, report="two", on=3)).contested_fields == ()
    assert joined(dead(9, DOCTOR), dead(4, RESIDENT, report="two", on=3)).contested_fields == ("killing",)


def test_a_voice_that_corrects_itself_contests_nothing() -> None:
    assert joined(dead(4, DOCTOR), dead(9, DOCTOR, at=90)).contested_fields == ()


@pytest.mark.parametrize("scope", ["subset", "cumulative"])
def test_parts_and_running_totals_are_not_held_against_totals(scope: Scope) -> None:
    some = claim(
        "killing", at=90, by=RESIDENT, roles={"affected": (SOLDIERS,)},
        count=number(2, scope=scope),
    )  # fmt: skip
    assert joined(dead(9, DOCTOR), some).contested_fields == ()


def test_about_thirty_is_not_against_thirty_three() -> None:
    about = claim("killing", at=90, by=RESIDENT, roles={"affected": (SOLDIERS,)}, count=number(30))
    assert joined(dead(33, DOCTOR), about).contested_fields == ("killing",)
    vague = replace(about, count=replace(number(30), qualifier="about"))
    assert joined(dead(33, DOCTOR), vague).contested_fields == ()


def responsible(by: Actor, who: tuple[Actor, ...], at: int, stance: Stance = "asserts") -> Claim:
    return claim("responsibility", at=at, by=by, stance=stance, roles={"initiator": who})


def test_rival_claims_of_responsibility_are_contested() -> None:
    incident = joined(attack(), responsible(REBELS, (REBELS,), 60), responsible(RIVALS, (RIVALS,), 120))
    assert (incident.status, incident.contested_fields) == ("contested", ("responsibility",))


def test_two_groups_that_claim_it_together_are_no_rivals() -> None:
    both = (REBELS, RIVALS)
    assert joined(attack(), responsible(REBELS, both, 60), responsible(RIVALS, both, 120)).contested_fields == ()


def test_who_denies_to_have_done_it_does_not_deny_that_it_happened() -> None:
    incident = joined(attack(), responsible(ARMY, (REBELS,), 60), responsible(REBELS, (REBELS,), 120, "denies"))
    assert (incident.status, incident.contested_fields) == ("contested", ("responsibility",))


def test_a_denial_is_held_against_whoever_tells_the_harm_of_the_denier() -> None:
    killed = replace(dead(11, DOCTOR, whose=CIVILIANS), roles={"initiator": (ARMY,), "affected": (CIVILIANS,)})
    denial = responsible(ARMY, (ARMY,), 120, "denies")
    assert joined(killed, denial).contested_fields == ("responsibility",)
    assert joined(dead(11, DOCTOR, whose=CIVILIANS), denial).contested_fields == ()


def test_a_denial_is_held_against_blame_of_somebody_of_that_kind() -> None:
    faction = Actor(words="a faction of rebels", name="a faction of rebels", kind="armed-group")
    front = replace(faction, words="the river front", name="the river front")
    denial = responsible(faction, (faction,), 120, "denies")
    assert joined(attack(), responsible(ARMY, (front,), 60), denial).contested_fields == ("responsibility",)
    smugglers = replace(front, words="smugglers", name="smugglers", kind="unknown")
    assert joined(attack(), responsible(ARMY, (smugglers,), 60), denial).contested_fields == ()


def test_each_side_blames_the_other() -> None:
    claims = [
        claim(
            "shelling", at=at, by=by, where=(TABU,), when=day(0), roles={"initiator": (doer,), "affected": (CIVILIANS,)}
        )
        for at, by, doer in ((0, ARMY, REBELS), (60, REBELS, ARMY))
    ]
    assert joined(*claims).contested_fields == ("responsibility",)


def test_a_description_is_no_rival_of_a_name() -> None:
    gunmen = Actor(words="gunmen", name="gunmen", kind="armed-group")
    assert joined(attack(), responsible(ARMY, (gunmen,), 60), responsible(REBELS, (REBELS,), 120)).status != "contested"


def test_a_denied_deed() -> None:
    incident = joined(attack(RESIDENT), attack(ARMY, at=60, stance="denies"))
    assert incident.status == "denied"


def test_denying_to_have_hit_one_thing_does_not_deny_to_have_hit_another() -> None:
    def strike(what: str, at: int, stance: Stance) -> Claim:
        target = Actor(words=f"the {what}", name=what)
        return claim("air-strike", at=at, by=ARMY, stance=stance, where=(TABU,), roles={"object": (target,)})

    assert joined(strike("depot", 0, "asserts"), strike("market", 60, "denies")).status == "contested"
    assert joined(strike("market", 0, "asserts"), strike("market", 60, "denies")).status == "denied"


def test_what_is_only_denied_is_denied() -> None:
    assert joined(attack(ARMY, stance="denies")).status == "denied"


def test_voices_that_tell_of_other_days_contest_the_day() -> None:
    moved = claim("attack", report="two", by=RESIDENT, where=(TABU,), when=day(1), roles=HIT)
    assert joined(attack(DOCTOR), moved).contested_fields == ("when",)


def test_all_parties_words_are_judged_by_the_same_rules() -> None:
    """Who says the higher figure is no matter: sides changed, the same status."""
    one = joined(dead(4, ARMY), dead(17, REBELS, at=90))
    other = joined(dead(17, ARMY), dead(4, REBELS, at=90))
    assert (one.status, one.contested_fields) == (other.status, other.contested_fields) == ("contested", ("killing",))


def test_each_voice_counts_with_its_latest_figure() -> None:
    first = dead(4, DOCTOR)
    risen = dead(9, DOCTOR, report="two", on=2)
    assert joined(first, risen, dead(9, RESIDENT, report="three", on=2)).contested_fields == ()
    assert joined(first, risen, dead(4, RESIDENT, report="three", on=2)).contested_fields == ("killing",)


def test_at_least_four_and_nine_can_both_be_but_do_not_bear_each_other_out() -> None:
    incident = joined(attack(ARMY), attack(RESIDENT, at=20), dead(4, ARMY, most=None), dead(9, RESIDENT, at=90))
    assert (incident.status, incident.contested_fields) == ("uncorroborated", ())
    assert joined(dead(4, DOCTOR, most=None), dead(4, RESIDENT, at=90, most=None)).status == "corroborated"
    assert joined(dead(4, DOCTOR, most=9), dead(7, RESIDENT, at=90)).status == "corroborated"


def test_bounds_from_above_alone_do_not_bear_each_other_out() -> None:
    up_to, under = (
        replace(dead(1, by, at=at), count=replace(number(None, most), qualifier="at_most"))
        for by, at, most in ((DOCTOR, 50, 8), (RESIDENT, 90, 9))
    )
    assert joined(up_to, under).status == "uncorroborated"


def test_an_armys_own_men_are_soldiers() -> None:
    men = Actor(words="one of its men", name="one of its men")
    assert joined(dead(1, ARMY, whose=men), dead(3, REBELS, at=90)).contested_fields == ("killing",)
    assert joined(dead(1, DOCTOR, whose=men), dead(3, REBELS, at=90)).contested_fields == ()


def test_an_outlet_is_no_voice_beside_those_whom_it_names() -> None:
    incident = joined(attack(OUTLET), dead(3, ARMY), dead(5, REBELS, at=90, whose=CIVILIANS))
    assert (incident.status, incident.independent_voices) == ("one-sided", 2)


def test_a_branch_of_an_armed_group_is_its_voice_and_its_soldiers_are_no_states() -> None:
    wing = Actor(words="Salt Front's coast wing", name="Salt Front's coast wing", kind="armed-group")
    soldiers = replace(ARMY, words="its soldiers")
    told = replace(attack(wing, at=90, report="two"), roles={"initiator": (soldiers,), "affected": ()})
    incident = joined(attack(REBELS), told)
    assert (incident.status, incident.independent_voices) == ("single-voice", 1)
    other = replace(wing, name="Hill League's coast wing")
    assert joined(attack(REBELS), attack(other, at=90, report="two")).independent_voices == 2


def test_both_sides_are_parties() -> None:
    both = Actor(words="both sides", name="Both sides")
    assert joined(attack(both), dead(3, ARMY)).status == "one-sided"
    assert joined(attack(replace(both, words="sources", name="sources")), dead(3, ARMY)).status == "uncorroborated"


def test_two_hundred_dozens_and_some_sixty_are_contested() -> None:
    some = replace(dead(60, DOCTOR, at=120), count=replace(number(60), qualifier="about"))
    assert joined(dead(200, REBELS), dead(24, RESIDENT, at=90, most=None), some).contested_fields == ("killing",)
    assert joined(dead(200, REBELS), dead(24, RESIDENT, at=90, most=None)).status == "uncorroborated"


def test_voices_that_tell_different_things_are_several_and_bear_nothing_out() -> None:
    incident = joined(attack(RESIDENT), dead(5, ARMY))
    assert (incident.status, incident.independent_voices) == ("uncorroborated", 2)


def test_who_gives_no_figure_bears_none_out() -> None:
    silent = replace(dead(4, RESIDENT, at=90), count=NOT_STATED)
    assert joined(dead(4, DOCTOR), silent).status == "uncorroborated"
    assert joined(replace(dead(4, DOCTOR), count=NOT_STATED), silent).status == "corroborated"


def test_two_residents_without_a_name_who_tell_other_figures_are_two() -> None:
    incident = joined(dead(5, RESIDENT), dead(30, RESIDENT, at=90))
    assert (incident.independent_voices, incident.status, incident.contested_fields) == (2, "contested", ("killing",))
    one = joined(dead(5, RESIDENT), dead(5, RESIDENT, at=90))
    assert (one.independent_voices, one.status) == (1, "single-voice")


def test_another_resident_is_another_voice() -> None:
    another = replace(RESIDENT, words="Another resident", name="Another resident")
    assert joined(dead(5, RESIDENT), dead(5, another, at=90)).status == "corroborated"


def words_of(report: str, text: str, by: Actor = RESIDENT) -> Claim:
    return replace(claim("killing", report=report, words=text, by=by, where=(TABU,), when=day(0)), count=number(4))


def test_speakers_without_a_name_in_two_reports_are_two_but_not_in_copies() -> None:
    first = words_of("one", "gunmen came at dawn and shot four soldiers dead at the post near Tabu")
    other = words_of("two", "he counted four bodies beside the river once everybody had fled from there")
    assert joined(first, other).independent_voices == 2
    assert joined(first, words_of("two", first.evidence[0].words)).independent_voices == 1
    assert joined(replace(first, speakers=(DOCTOR,)), replace(other, speakers=(DOCTOR,))).independent_voices == 1


def test_one_voice_in_three_copies_does_not_outvote_two() -> None:
    """Type and day go by voices, not by how often one of them is printed."""

    def told(type_: str, by: Actor, report: str, on: int) -> Claim:
        return claim(type_, report=report, by=by, where=(TABU,), when=day(on, "days"), roles=HIT)

    copies = [told("shelling", ARMY, name, 0) for name in ("one", "two", "three")]
    incident = joined(*copies, told("air-strike", DOCTOR, "four", 1), told("air-strike", RIVALS, "five", 1))
    assert (incident.type, incident.when) == ("air-strike", day(1, "days"))


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([ARMY, REBELS, RESIDENT, DOCTOR, OUTLET]),
            st.sampled_from(["one", "two"]),
            st.sampled_from([(4, 4), (4, None), (9, 9)]),
        ),
        min_size=1, max_size=6,
    )
)  # fmt: skip
def test_the_status_is_consistent_with_the_number_of_voices(
    told: list[tuple[Actor, str, tuple[int, int | None]]],
) -> None:
    claims = [
        dead(least, by, at=n * 60, most=most, report=report) for n, (by, report, (least, most)) in enumerate(told)
    ]
    for incident in join(claims).incidents:
        if incident.status not in ("contested", "denied"):
            assert (incident.status == "single-voice") == (incident.independent_voices == 1)


def test_who_denies_it_of_himself_and_tells_it_of_another_contests_the_blame() -> None:
    def strike(by: Actor, doer: Actor, at: int, stance: Stance = "asserts") -> Claim:
        return claim("shelling", at=at, by=by, stance=stance, where=(TABU,), roles={"initiator": (doer,)})

    told = [strike(DOCTOR, REBELS, 0), strike(REBELS, REBELS, 60, "denies")]
    assert joined(*told).status == "denied"
    assert joined(*told, strike(REBELS, ARMY, 120)).status == "contested"


def test_the_general_staff_speaks_for_the_army() -> None:
    staff = Actor(words="the general staff", name="the general staff", kind="army")
    assert joined(dead(4, ARMY), dead(4, staff, at=90)).status == "single-voice"
