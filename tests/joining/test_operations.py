"""One coordinated action in many places: its shared toll stays on it, its places are its parts."""

from according.joining import join
from according.model import Count
from joining.builders import ARMY, DOCTOR, FAR_OFF, NEAR_TABU, REBELS, TABU, claim, day, number, town, types_of

SEVEN = claim("attack", by=REBELS, count=number(7, unit="towns and cities"), when=day(0), where=(TABU, FAR_OFF))
TOLL = claim("killing", at=60, count=number(80, None, unit="soldiers"))


def test_attacks_in_several_towns_are_one_operation() -> None:
    claims = [SEVEN, TOLL]
    (whole,) = join(claims).incidents
    assert whole.level == "operation"
    assert whole.type == "attack"
    assert {place.name for place in whole.where if hasattr(place, "name")} == {"Tabu", "Sole"}


def test_a_single_place_of_it_is_a_part_and_the_shared_toll_is_not_spread() -> None:
    claims = [SEVEN, TOLL, claim("killing", at=120, where=(TABU,), count=number(4), words="four died in Tabu")]
    incidents = join(claims).incidents
    (whole,) = [incident for incident in incidents if incident.part_of is None]
    (part,) = [incident for incident in incidents if incident.part_of is not None]
    assert whole.parts == (part.id,)
    assert part.part_of == whole.id
    assert types_of(part, claims) == ["killing"]
    tolls = {
        (incident.level, account.value.least)
        for incident in incidents
        for account in incident.accounts
        if account.field == "killing" and isinstance(account.value, Count)
    }
    assert tolls == {("operation", 80), ("incident", 4)}


def test_many_soldiers_are_no_many_places() -> None:
    (incident,) = join([claim("attack", count=number(7, unit="soldiers"), where=(TABU,), when=day(0))]).incidents
    assert incident.level == "incident"


def test_reports_of_single_towns_join_the_operation_of_another_report() -> None:
    claims = [
        SEVEN,
        claim("attack", report="two", where=(TABU,), when=day(0), roles={"initiator": (REBELS,)}),
        claim("attack", report="three", where=(FAR_OFF,), when=day(0), roles={"initiator": (REBELS,)}),
    ]
    incidents = join(claims).incidents
    (whole,) = [incident for incident in incidents if incident.part_of is None]
    assert len(whole.parts) == 2
    assert {incident.reports for incident in incidents} == {("r_one",), ("r_two",), ("r_three",)}


def test_a_report_of_another_country_does_not_join_an_operation() -> None:
    abroad = town("Ostrow", 48.0, 30.0, country="XX")
    claims = [SEVEN, claim("attack", at=200, where=(abroad,), when=day(0))]
    assert len([incident for incident in join(claims).incidents if incident.part_of is None]) == 2


def test_a_toll_of_the_day_before_is_no_part() -> None:
    claims = [SEVEN, claim("killing", at=200, where=(NEAR_TABU,), when=day(-1), count=number(30, None))]
    assert [incident.part_of for incident in join(claims).incidents] == [None, None]


def test_two_towns_that_say_where_a_road_was_are_no_operation() -> None:
    road = claim("attack", by=REBELS, when=day(0), where=(TABU, NEAR_TABU))
    (incident,) = join([road, claim("killing", at=60, where=(TABU,), when=day(0), count=number(4))]).incidents
    assert incident.level == "incident"


def test_a_lower_figure_that_can_be_of_one_place_does_not_contest_that_of_all() -> None:
    whole = claim("killing", at=60, by=ARMY, when=day(0), where=(TABU, FAR_OFF), count=number(40))
    claims = [SEVEN, whole, claim("killing", at=200, by=DOCTOR, when=day(0), count=number(6))]
    assert [i.contested_fields for i in join(claims).incidents if i.level == "operation"] == [()]
    claims[2] = claim("killing", at=200, by=DOCTOR, when=day(0), count=number(60))
    assert [i.contested_fields for i in join(claims).incidents if i.level == "operation"] == [("killing",)]
