"""Whether a claim that a person marked is what is asked for: it has no row to be found by, so its own values tell."""

from collections.abc import Callable

from according.model import Claim, Place
from according.store.facts import ACTOR, TYPE, VOICE, facts_of, fold, on_ball
from according.store.filters import Box, Circle, Wanted, chord

_Fits = Callable[[Place], bool]


def fits(claim: Claim, wanted: Wanted) -> bool:
    """Whether a claim fits all that is asked of claims but what their incidents are; as filters.py has it of rows."""
    facts = facts_of(claim)
    if wanted.since is not None and not (facts.day_end and facts.day_end >= wanted.since.isoformat()):
        return False
    if wanted.until is not None and not (facts.day_start and facts.day_start <= wanted.until.isoformat()):
        return False
    told = ((TYPE, wanted.types), (VOICE, wanted.voices), (ACTOR, tuple(map(fold, wanted.actors))))
    if any(values and not any((part, value) in facts.marks for value in values) for part, values in told):
        return False
    if not facts.marks.issuperset(wanted.marked):
        return False
    if not all(any(part == kind and name in value for kind, value in facts.marks) for part, name in wanted.named):
        return False
    if not set(fold(wanted.words).split()) <= set(facts.words.split()):
        return False
    asked = _asked_of_places(wanted)
    return not asked or any(all(fit(place) for fit in asked) for place in facts.scenes)


def _asked_of_places(wanted: Wanted) -> list[_Fits]:
    found: list[_Fits] = []
    if wanted.countries:
        found.append(lambda place: place.country in wanted.countries)
    if wanted.admin1:
        names = set(map(fold, wanted.admin1))
        found.append(lambda place: fold(place.admin1) in names)
    box, circle = wanted.box, wanted.near
    if box is not None:
        found.append(lambda place: _lies_in(place, box))
    if circle is not None:
        found.append(lambda place: _lies_near(place, circle))
    return found


def _lies_in(place: Place, box: Box) -> bool:
    east, west = place.lon <= box.east, place.lon >= box.west
    return box.south <= place.lat <= box.north and ((west and east) if box.west <= box.east else (west or east))


def _lies_near(place: Place, circle: Circle) -> bool:
    middle, there = on_ball(circle.lat, circle.lon), on_ball(place.lat, place.lon)
    most = chord(circle.km)
    return sum((there[axis] - at) ** 2 for axis, at in middle.items()) <= most * most
