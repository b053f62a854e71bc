"""Finds out which places a report means, the whole report at once: never by guessing.

A report supports countries: by their names and people, and by names that can lie nowhere else. Each name is then
ranked by that support, by population, by the distance to what else the report names, and by what its words ask. Where
no place stands out the answer is an `Unknown` with the candidates.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from according.grounding.gazetteer import Country, Found, Gazetteer
from according.grounding.place_choice import Choice, choose
from according.grounding.place_support import Around, callings_in, look_around
from according.grounding.place_words import Asked, ask, key_of, place_words
from according.grounding.recasing import is_caseless, recase_mention, recased
from according.grounding.references import Reference, refer, seat_of
from according.grounding.relative import besides, is_quarter, is_quarter_of, place_beside
from according.model import Mention, Place, PlacePrecision, PlaceRole, Report, Unknown, Why, Words

_KM_PER_DEGREE = 111.2
_SURE_OF_A_SOUND = 0.6
_QUARTER_KM = 15.0
_ROLES: Mapping[str, PlaceRole] = {"": "scene", "scene": "scene", "from": "from", "to": "to", "about": "about"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A place, or why there is none, with how sure: 0 to 1, not calibrated; 0 for none."""

    place: Place | Unknown
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The places of one report: each mention's by its offsets, and the countries it speaks of, most supported first."""

    resolved: Mapping[Words, Resolved]
    countries: tuple[str, ...]


def find_places(report: Report, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Places:
    """Find all places of a report at once, each with how sure it is, and the countries that the report is about.

    The first round settles what the countries alone make clear; the second also knows what lies near that.
    """
    written, capitalised = _with_capitals(report, mentions)
    asked = _ask_all(written, capitalised, gazetteer)
    distinct = {key_of(each): each for each in asked.values()}
    around = look_around(written, distinct, gazetteer)
    first = {key: choose(each, around.without(key), gazetteer) for key, each in distinct.items()}
    settled = {key: choice.found for key, choice in first.items() if choice.found is not None}
    local = {key: found for key, found in settled.items() if found.feature.startswith("PPL")}
    around = replace(around, anchors=local)
    final = {key: choose(each, around.without(key), gazetteer) for key, each in distinct.items()}
    resolved = {}
    told: list[Found] = []
    capitalised_at = {mention.span.at: mention for mention in capitalised}
    for mention in sorted(mentions, key=lambda mention: mention.span.at):
        each = asked[mention.span.at]
        choice = final[key_of(each)]
        if each.names:
            place = _resolved(mention, each, choice, around, gazetteer)
            beside = _beside(capitalised_at[mention.span.at], each, choice, written.text, told, around, gazetteer)
            resolved[mention.span.at] = place if beside is None else beside
        else:
            reference = refer(mention, written.text, told, around, gazetteer)
            resolved[mention.span.at] = _referred(mention, reference, gazetteer)
        told += [choice.found] if choice.found is not None else []
    return Places(resolved=resolved, countries=tuple(around.shares))


def _beside(
    mention: Mention,
    asked: Asked,
    choice: Choice,
    text: str,
    told: Sequence[Found],
    around: Around,
    gazetteer: Gazetteer,
) -> Resolved | None:
    """A place that the gazetteer lacks, or has far from where it is told to lie: in or near the town told beside it.

    A quarter that nothing is told of is one of the town told last.
    """
    if asked.border or asked.body or (choice.found is not None and choice.match == "only"):
        return None
    town = choice.found
    if town is not None and town.feature.startswith("PPL") and is_quarter_of(choice.name, mention.span.words):
        return Resolved(
            place=_place(mention, town, "relative", "near", max(_QUARTER_KM, town.radius_km)), score=choice.score
        )
    at = place_beside(besides(text, mention), choice.found, around, gazetteer)
    if at is None and choice.found is None and is_quarter(mention.span.words):
        town = next((found for found in reversed(told) if found.feature.startswith("PPL")), None)
        at = (town, _QUARTER_KM) if town is not None else None
    if at is None:
        return None
    return Resolved(place=_place(mention, at[0], "relative", "near", at[1]), score=_SURE_OF_A_SOUND)


def role_of(mention: Mention) -> PlaceRole:
    """The part that a place plays, as the reader labelled it; no label means the scene."""
    return _ROLES.get(mention.label, "scene")


def _with_capitals(report: Report, mentions: Sequence[Mention]) -> tuple[Report, Sequence[Mention]]:
    """The report and its mentions with capitals on names, where it is written without."""
    if not is_caseless(report.text):
        return report, mentions
    text = recased(report.text)
    return replace(report, text=text), [recase_mention(mention, text) for mention in mentions]


def _ask_all(report: Report, mentions: Sequence[Mention], gazetteer: Gazetteer) -> dict[Words, Asked]:
    people = {key for key, callings in gazetteer.callings.items() if any(c.kind == "people" for c in callings)}
    return {mention.span.at: ask(report, mention, people) for mention in mentions}


def _resolved(mention: Mention, asked: Asked, choice: Choice, around: Around, gazetteer: Gazetteer) -> Resolved:
    """Turn a choice into the value of a claim, with the mention's words and role."""
    role = role_of(mention)
    words, at = mention.span.words, mention.span.at
    border = _border(asked, around, gazetteer) if asked.border else None
    found = border or choice.found
    if found is None:
        why: Why = "ambiguous" if choice.ambiguous else "not_found"
        unknown = Unknown(why=why, words=words, at=at, role=role, candidates=choice.candidates)
        return Resolved(place=unknown, score=0.0)
    seat = seat_of(found, words, gazetteer) if border is None else None
    found = seat or found
    match, precision = "capital" if seat else choice.match, _precision(found, asked)
    radius = found.radius_km
    if border is not None:
        match, precision = "part", "country"
    elif asked.near_km and precision not in ("country", "province"):
        precision, radius = "near", max(asked.near_km, radius)
    elif asked.part and asked.part_of in ("", choice.name) and precision in ("country", "province"):
        found, match = _part(found, asked.part, gazetteer), "part"
        radius = found.radius_km
    elif precision == "district":
        radius = max(radius, 30.0)
    return Resolved(
        place=_place(mention, found, match, precision, radius), score=round(choice.score or _SURE_OF_A_SOUND, 3)
    )


def _referred(mention: Mention, reference: Reference | None, gazetteer: Gazetteer) -> Resolved:
    """Turn what words without a name refer to into the value of a claim: a place told before, or not stated."""
    if reference is None:
        unknown = Unknown(why="not_stated", words=mention.span.words, at=mention.span.at, role=role_of(mention))
        return Resolved(place=unknown, score=0.0)
    found, match, precision = reference.found, reference.match, _precision(reference.found, Asked(names=()))
    if reference.part and found.feature == "PCLI":
        found, match = _part(found, reference.part, gazetteer), "part"
    if reference.near_km and precision not in ("country", "province"):
        precision = "near"
    return Resolved(
        place=_place(mention, found, match, precision, max(reference.near_km, found.radius_km)), score=reference.score
    )


def _place(mention: Mention, found: Found, match: str, precision: PlacePrecision, radius_km: float) -> Place:
    return Place(
        words=mention.span.words, at=mention.span.at, role=role_of(mention), name=found.name, country=found.country,
        admin1=found.admin1, lat=found.lat, lon=found.lon, gazetteer_id=found.gazetteer_id, match=match,
        precision=precision, radius_km=round(radius_km, 1),
    )  # fmt: skip


def _precision(found: Found, asked: Asked) -> PlacePrecision:
    if found.feature == "PCLI":
        return "country"
    if found.feature in ("ADM1", "RGN"):
        return "province"
    if found.feature.startswith("ADM"):
        return "district"
    if found.feature.startswith("PPL"):
        return "district" if asked.kind in ("district", "province") else "town"
    return "exact" if found.radius_km <= 5 else "district"


def _part(found: Found, part: str, gazetteer: Gazetteer) -> Found:
    """Move to the part of an area that the words name: a quarter of its box off the middle, at half its reach."""
    north, east = place_words().parts[part]
    country = gazetteer.countries.get(found.country)
    if found.feature == "PCLI" and country is not None:
        high, broad = country.north - country.south, country.east - country.west
    else:
        high = 2 * found.radius_km * 0.7 / _KM_PER_DEGREE
        broad = high / max(0.1, math.cos(math.radians(found.lat)))
    return replace(
        found,
        lat=round(found.lat + north * high, 4),
        lon=round(found.lon + east * broad, 4),
        radius_km=round(found.radius_km * 0.6, 1),
    )


def _border(asked: Asked, around: Around, gazetteer: Gazetteer) -> Found | None:
    """The stretch along a border: on the side of the country named first, or of the one that the report is about.

    Its middle is that of the overlap of the two countries' boxes: rough, and its radius says so.
    """
    named = [country for _, country, _ in callings_in(asked.border, gazetteer) if country in gazetteer.countries]
    sides = list(dict.fromkeys(named))[:2]
    if not sides:
        return None
    if len(sides) == 1:
        near = (*sides, *gazetteer.countries[sides[0]].neighbours)
        home_code = max(near, key=lambda code: around.shares.get(code, 0.0))
        sides = list(dict.fromkeys([home_code, *sides]))
    home = next(
        (found for found in gazetteer.find(gazetteer.countries[sides[0]].name) if found.feature == "PCLI"), None
    )
    if home is None or len(sides) == 1:
        return home
    lat, lon, radius = _overlap(gazetteer.countries[sides[0]], gazetteer.countries[sides[1]])
    return replace(home, lat=lat, lon=lon, radius_km=radius)


def _overlap(one: Country, other: Country) -> tuple[float, float, float]:
    """The middle of what two boxes share, or of the gap between them, and how far it reaches, in km."""
    south, north = sorted((max(one.south, other.south), min(one.north, other.north)))
    west, east = sorted((max(one.west, other.west), min(one.east, other.east)))
    lat = (south + north) / 2
    across = (east - west) * math.cos(math.radians(lat))
    radius = max(50.0, math.hypot(north - south, across) * _KM_PER_DEGREE / 2)
    return round(lat, 4), round((west + east) / 2, 4), round(radius, 1)
