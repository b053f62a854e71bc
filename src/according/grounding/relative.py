"""Places that no gazetteer has, by the town that the words put them in or near: "the Orsova area of Tarnek"."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from according.grounding.gazetteer import Found, Gazetteer
from according.grounding.place_choice import choose, distance_km
from according.grounding.place_support import Around
from according.grounding.place_words import Asked, bare, distance_told, is_kind, is_name_like, place_words, runs_of
from according.model import Mention

_WINDOW = 110  # characters behind a name, in which words tell near which town it lies
_LAST_RUNS = 3  # so many names behind it are looked at
_IN_KM, _WIDEST_KM, _FAR_KM = 12.0, 45.0, 100.0
_KM_PER_DEGREE = 111.2
_END = re.compile(r"[.!?;]\s|\n")
_BRACKETS = re.compile(r"\([^()]*\)")
_INSIDE = ("in", "inside", "within", "of")
_LISTED = re.compile(r"\s*(?:,|and\b|or\b|&)")
_OWNER = re.compile(r"([^\W\d_a-z][\w-]*(?: [A-Z][\w-]*)*)['’]s?(?: [a-z-]+){0,3}\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The town that words put a place in (0 km) or near: so far from it, in a direction ("" where none is told)."""

    name: str
    km: float = 0.0
    direction: str = ""


def besides(text: str, mention: Mention) -> list[Beside]:
    """The towns that a name's own sentence puts it in or near, those that are told first foremost.

    >>> from according.model import Span
    >>> words = "Tel Nur, a village 20 km north of Raqqa"
    >>> besides(words, Mention(span=Span(start=0, end=7, words="Tel Nur"), kind="place", name="Tel Nur"))
    [Beside(name='Raqqa', km=20.0, direction='north')]
    """
    start = mention.span.start
    runs = runs_of(mention.span.words)
    if not runs:
        return []
    found = [Beside(name=bare(owner))] if (owner := _owner(text[max(0, start - 70) : start + runs[0][0]])) else []
    at = start + runs[0][1]
    tail = _END.split(text[at : at + _WINDOW])[0]
    last, hangs = 0, True
    for first, end, name in runs_of(tail)[:_LAST_RUNS]:
        if first and tail[first - 1] not in " (":
            continue
        beside = _relation(tail[:first], tail[last:first] if hangs else "", name, tail[end:])
        found += [beside] if beside is not None else []
        hangs = beside is not None  # what is in the next name is not in this one: "Kayes, where Mali fights in Gao"
        last = end
    return found


def _owner(before: str) -> str:
    """The town that owns what follows: "Baghdad's southern district of"."""
    owner = _OWNER.search(_END.split(before)[-1])
    return owner.group(1) if owner is not None and is_name_like(owner.group(1).split()[-1]) else ""


def _relation(lead: str, between: str, name: str, after: str) -> Beside | None:
    """What the words between two names tell of how they lie: in one another, so far off, nothing."""
    plain = _BRACKETS.sub(" ", lead).replace("(", " ").casefold()
    km, direction = distance_told(plain)
    if km:
        return Beside(name=name, km=km, direction=direction)
    words = between.casefold().replace("(", " ").split()
    while words and (words[-1] in ("the", "city", "town") or words[-1] in place_words().parts or _is_town_of(words)):
        words.pop()
    told = " ".join(words)
    if words and words[-1].lstrip(",") in _INSIDE and all(map(_is_of_a_place, words[:-1])):
        return Beside(name=name)
    if told == "," and not _LISTED.match(after):
        return Beside(name=name)
    return None


def _is_of_a_place(word: str) -> bool:
    """Tell words that may stand between a place and what it lies in: "colony", ", a suburb"."""
    word = word.strip(",")
    return word in ("", "a", "an", "the") or is_kind(word) or word in place_words().quarters


def _is_town_of(words: Sequence[str]) -> bool:
    """Tell the "of" in "in the city of"."""
    return words[-1] == "of" and len(words) > 1 and is_kind(words[-2]) and words[-2] in ("city", "town")


def place_beside(
    each: Sequence[Beside], found: Found | None, around: Around, gazetteer: Gazetteer
) -> tuple[Found, float] | None:
    """Where a name lies that was not found, or found far from where its words put it: the point, and how far around it.

    `None` where it stays as it was found, or where the words tell of no town that is known.
    """
    for beside in each:
        if found is None or found.feature.startswith("PPL"):
            choice = choose(Asked(names=(beside.name,), kind="town"), around, gazetteer)
            town = choice.found
            if town is None or town.radius_km > _WIDEST_KM or town.feature in ("PCLI", "RGN") or town == found:
                continue
            if found is not None and distance_km(found, town) <= max(_FAR_KM, 2 * beside.km):
                return None
            return _moved(town, beside)
    return None


def _moved(town: Found, beside: Beside) -> tuple[Found, float]:
    """The town, or the point so far off it; what is told in round figures lies within half of them."""
    north, east = (
        math.copysign(1, share) if share else 0.0 for share in place_words().parts.get(beside.direction, (0, 0))
    )
    if not beside.km or not (north or east):
        return town, max(beside.km, town.radius_km, _IN_KM)
    step = beside.km / math.hypot(north, east) / _KM_PER_DEGREE
    lon = town.lon + east * step / max(0.1, math.cos(math.radians(town.lat)))
    return replace(town, lat=round(town.lat + north * step, 4), lon=round(lon, 4)), max(_IN_KM, beside.km / 2)


def is_quarter_of(town: str, words: str) -> bool:
    """Tell words for a named part of this very town: "the Orsova area of Tarnek"."""
    lead, of, rest = words.casefold().partition(" of ")
    return bool(of) and rest.startswith(town.casefold()) and is_quarter(lead) and bool(runs_of(words[: len(lead)]))


def is_quarter(words: str) -> bool:
    """Tell words for a part of a town: "the Orsova area"."""
    return not place_words().quarters.isdisjoint(words.casefold().split())
