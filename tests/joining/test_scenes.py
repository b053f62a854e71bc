"""Where no gazetteer settles a place, its words and its candidates tell whether two scenes can be one."""

from according.joining import join
from according.model import Candidate, Claim, Place, Unknown
from joining.builders import ARMY, FAR_OFF, REBELS, TABU, claim, day, town


def unfound(words: str, *candidates: Candidate) -> Unknown:
    why = "ambiguous" if candidates else "not_found"
    return Unknown(why=why, words=words, role="scene", candidates=candidates)  # type: ignore[arg-type]


def can_be(place: Place) -> Candidate:
    return Candidate(
        name=place.name, country=place.country, gazetteer_id=place.gazetteer_id, lat=place.lat, lon=place.lon
    )


def raid(report: str, *where: Place | Unknown, on: int = 0) -> Claim:
    roles = {"initiator": (REBELS,), "affected": (ARMY,)}
    return claim("attack", report=report, where=where, when=day(on), roles=roles)


def together(*claims: Claim) -> bool:
    return len(join(claims).incidents) == 1


def test_two_reports_that_name_one_unfound_place_on_one_day_tell_of_one_thing() -> None:
    assert together(raid("one", unfound("the hamlet of Oum")), raid("two", unfound("hamlet of Oum")))
    assert not together(raid("one", unfound("Oum")), raid("two", unfound("Oum"), on=3))
    assert not together(raid("one", unfound("Oum")), raid("two", unfound("Zirat")))


def test_a_name_that_only_one_report_settles_is_one_place() -> None:
    assert together(raid("one", TABU), raid("two", unfound("Tabu")))


def test_a_candidate_at_a_settled_place_can_be_it() -> None:
    assert together(raid("one", TABU), raid("two", unfound("Tabou", can_be(TABU), can_be(FAR_OFF))))
    assert together(raid("one", unfound("Tabu", can_be(TABU))), raid("two", unfound("Tabou", can_be(TABU))))


def test_towns_far_apart_are_two_whatever_else_is_named() -> None:
    assert not together(raid("one", TABU, unfound("Oum", can_be(TABU))), raid("two", FAR_OFF))


def test_a_province_that_holds_both_does_not_make_two_towns_one() -> None:
    north = town("North", 13.0, 5.0, precision="province")
    assert not together(raid("one", TABU, north), raid("two", FAR_OFF, north))
