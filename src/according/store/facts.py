"""What a claim is found by: its days, scenes, actors, voices and words, worked out once, when it is kept.

Names and words are folded, so that every database compares them alike: without capitals, accents and signs.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, floor, radians, sin

from according.model import Actor, Claim, Incident, Period, Place, known

ACTOR, VOICE, TYPE = "actor", "voice", "type"
PLACE, GAZETTEER = "place", "gazetteer"  # of incidents: what a place is called, folded; its id
PARTY, SPEAKER = "party", "speaker"  # of incidents: an actor's id, who is a party to it, or speaks in it
Row = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a claim, or an incident, is found by; `marks` are pairs of ACTOR, VOICE or TYPE and a value."""

    day_start: str | None
    day_end: str | None
    scenes: tuple[Place, ...]
    marks: frozenset[tuple[str, str]]
    words: str = ""


def facts_of(claim: Claim) -> Facts:
    """Work out what a claim is found by. Without a day it counts as on the last on which it can have happened."""
    start, end = days_of(claim)
    scenes = tuple(place for place in claim.where if isinstance(place, Place) and place.role == "scene")
    told = [*(span.words for span in claim.evidence), *(actor.name for actor in claim.speakers)]
    return Facts(
        day_start=start,
        day_end=end,
        scenes=scenes,
        marks=frozenset({*marks_of(claim), (TYPE, claim.type)}),
        words=fold(" ".join([*told, *(place.name for place in scenes)])),
    )


def columns_of(facts: Facts) -> Row:
    """The columns of a claim's own row."""
    return {"day_start": facts.day_start, "day_end": facts.day_end, "words": facts.words}


def days_of(claim: Claim) -> tuple[str | None, str | None]:
    """The first and the last day of a claim, as ISO texts; of an unknown day the last that is possible."""
    if isinstance(claim.when, Period):
        return claim.when.start.isoformat(), claim.when.end.isoformat()
    published = known(claim.published)
    last = claim.when.latest or (published.end if published else None)
    return (last.isoformat(), last.isoformat()) if last else (None, None)


def marks_of(claim: Claim) -> set[tuple[str, str]]:
    """The actors that a claim names, by name and by id, and the kinds of its voices."""
    actors = [*claim.speakers, *(filler for fillers in claim.roles.values() for filler in fillers)]
    return names_of(actors) | {(VOICE, speaker.kind) for speaker in claim.speakers if speaker.kind}


def names_of(actors: Iterable[Actor]) -> set[tuple[str, str]]:
    """What actors are called, as marks."""
    told = {fold(name) for actor in actors for name in (actor.actor or "", actor.name)}
    return {(ACTOR, name) for name in told if name}


def marks_of_incident(incident: Incident, claims: Sequence[Claim]) -> set[tuple[str, str]]:
    """What an incident of these claims is marked with: all that they are, and its own parties and places."""
    found = {(TYPE, name) for name in (incident.type, *(claim.type for claim in claims))}
    for party in incident.parties:
        found |= {(ACTOR, fold(name)) for name in (party.actor, party.name) if fold(name)}
        found |= {(PARTY, party.actor)} if party.actor else set()
    for place in incident.where:
        told = (place.name, place.admin1, place.words) if isinstance(place, Place) else (place.words,)
        found |= {(PLACE, fold(name)) for name in told if fold(name)}
        if isinstance(place, Place) and place.gazetteer_id:
            found.add((GAZETTEER, place.gazetteer_id))
    found |= {(SPEAKER, actor.actor) for claim in claims for actor in claim.speakers if actor.actor}
    return found.union(*map(marks_of, claims))


def fold(words: str) -> str:
    """Words as they are compared: in lower case, without accents and signs, one blank between them.

    >>> fold("Ménaka's “AK-47”")
    'menaka s ak 47'
    """
    if not words.isascii():
        words = "".join(sign for sign in unicodedata.normalize("NFKD", words) if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in words.casefold()).split())


def place_rows(owner: int, scenes: Iterable[Place]) -> list[Row]:
    """The rows of places that a claim or an incident happened at; `x`, `y`, `z` lie on a ball of radius 1."""
    return [
        {
            "owner": owner, "country": place.country, "admin1": fold(place.admin1), "lat": place.lat, "lon": place.lon,
            "cell": cell_of(place.lat, place.lon), **on_ball(place.lat, place.lon),
        }
        for place in {(place.country, place.admin1, place.lat, place.lon): place for place in scenes}.values()
    ]  # fmt: skip


def mark_rows(owner: int, marks: Iterable[tuple[str, str]]) -> list[Row]:
    """The rows of what a claim or an incident is marked with."""
    return [{"owner": owner, "part": part, "value": value} for part, value in sorted(marks)]


def cell_of(lat: float, lon: float) -> int:
    """The number of the square degree that a place lies in, from the south-west corner of the map, row by row.

    >>> cell_of(-90, -180), cell_of(14.45, -11.43)
    (0, 37608)
    """
    return (floor(lat) + 90) * 360 + (floor(lon) + 180) % 360


def on_ball(lat: float, lon: float) -> dict[str, float]:
    """A place on a ball of radius 1, where a straight line tells how far two places lie apart."""
    at, around = radians(lat), radians(lon)
    return {"x": cos(at) * cos(around), "y": cos(at) * sin(around), "z": sin(at)}
