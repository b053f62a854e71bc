"""Words that mean a place without its name: "the capital", "the city", "the area", "the country's west".

They mean the last fitting place that the report named before them; where none fits they stay not stated.
"""

import functools
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from according.grounding.gazetteer import Found, Gazetteer
from according.grounding.name_keys import normalize_name
from according.grounding.place_support import Around
from according.grounding.place_words import bare, place_words
from according.model import Mention

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_BEFORE = 40
_SURE = 0.6  # as a name that only sounds like a place's
_AROUND_KM = 10.0
_PLAIN = 0.5  # of the support of the country told of most: no other may have more, lest "the country" be another


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What words without a name come to: a place, the part of it that is meant, and how far around it, in km."""

    found: Found
    match: str = "reference"
    part: str = ""
    near_km: float = 0.0
    score: float = _SURE


@functools.cache
def _lists() -> Mapping[str, frozenset[str]]:
    table = tomllib.loads(files("according.grounding").joinpath("references.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in table.items()}


def refer(mention: Mention, text: str, told: Sequence[Found], around: Around, gazetteer: Gazetteer) -> Reference | None:
    """What a mention without a name means, in a report that named these places before it; `None` if nothing fits."""
    lists, parts = _lists(), place_words().parts
    words = [word.casefold() for word in _WORD.findall(mention.span.words)]
    before = [word.casefold() for word in _WORD.findall(_line_before(text, mention.span.start))]
    if not words:
        return None
    owner = _owner(before, gazetteer)
    country = owner or _country(told, around, gazetteer)
    if country is not None and lists["countries"] & {bare(word) for word in [*before[-1:], *words]}:
        return Reference(found=country, part=next((word for word in words if word in parts), ""))
    if owner is None and not lists["definite"] & {*before[-1:], *words}:
        return None
    if lists["capitals"] & set(words) and not lists["smaller_seats"] & set(words):
        seat = gazetteer.capital(country.country) if country is not None else None
        return Reference(found=seat, match="capital") if seat is not None else None
    head = words[-1]
    if head in parts:
        return Reference(found=country, part=head) if country is not None else None
    if head in lists["settlements"]:
        towns = [found for found in told if found.feature.startswith("PPL")]
        return Reference(found=towns[-1]) if towns else None
    if head in lists["surroundings"] and told and told[-1].feature != "PCLI":
        return Reference(found=told[-1], near_km=_AROUND_KM)
    if head in lists["divisions"]:
        return _division(told, gazetteer)
    return None


def _line_before(text: str, start: int) -> str:
    return text[max(0, start - _BEFORE) : start].split("\n")[-1]


def _owner(before: Sequence[str], gazetteer: Gazetteer) -> Found | None:
    """The country that owns what follows: "Costa Rica's"."""
    if not before or bare(before[-1]) == before[-1]:
        return None
    for length in (2, 1):
        name = bare(" ".join(before[-length:]))
        codes = {calling.country for calling in gazetteer.callings.get(normalize_name(name), ())}
        if len(codes) == 1:
            return _country_of(codes.pop(), gazetteer)
    return None


def _country(told: Sequence[Found], around: Around, gazetteer: Gazetteer) -> Found | None:
    """The country that a report is plainly about: that of the last place, if the report tells of none much more."""
    shares = around.shares
    if not shares:
        code = told[-1].country if told else ""
    else:
        first, second = [*shares.items(), ("", 0.0)][:2]
        code = first[0] if second[1] <= _PLAIN else ""
        if not code and told and shares.get(told[-1].country, 0.0) > _PLAIN:
            code = told[-1].country
    return _country_of(code, gazetteer)


def _country_of(code: str, gazetteer: Gazetteer) -> Found | None:
    country = gazetteer.countries.get(code)
    if country is None:
        return None
    return next((found for found in gazetteer.find(country.name) if found.feature == "PCLI"), None)


def _division(told: Sequence[Found], gazetteer: Gazetteer) -> Reference | None:
    """The first division told last, or that the last place lies in."""
    for found in reversed(told):
        if found.feature == "ADM1":
            return Reference(found=found)
        if found.feature != "PCLI":
            area = gazetteer.division(found.country, found.admin1_code)
            return Reference(found=area) if area is not None else None
    return None


def seat_of(found: Found, words: str, gazetteer: Gazetteer) -> Found | None:
    """The capital, where a country was found in words for that: "the Afghan capital", "Burundi's capital"."""
    lists = _lists()
    told = [word.casefold() for word in _WORD.findall(words)]
    at = next((n for n, word in enumerate(told) if word in lists["capitals"]), None)
    if found.feature != "PCLI" or at is None or lists["smaller_seats"] & set(told[max(0, at - 1) :]):
        return None  # "the provincial capital", "the capital of the state"; but "a district of Burundi's capital"
    return gazetteer.capital(found.country)
