"""Where episodes are told to have happened, and how alike two scenes are: by gazetteer, by candidates, by words.

A place that no gazetteer settles is not nothing: two reports that name the same hamlet name one place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Literal
from unicodedata import combining, normalize

from according.joining.distance import FAR_KM, distance_between, distance_km, far, finest
from according.joining.episodes import Episode
from according.joining.rules import SETTLED, rules
from according.model import Candidate, Place

Veto = Literal["", "place", "time", "report"]


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing by which two episodes are alike or not: its name, how much of it, the reason in words, any veto."""

    name: str
    value: float = 1.0
    reason: str = ""
    forbids: Veto = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where an episode is told to have happened.

    `places`: those found. `names`: what the finer ones are called, by plain words. `candidates`: what the ones that are
    not settled can be. `unfound`: those among the names that no gazetteer knows.
    """

    places: tuple[Place, ...]
    names: frozenset[str] = frozenset()
    unfound: frozenset[str] = frozenset()
    candidates: tuple[Candidate, ...] = ()


def scene_of(episode: Episode) -> Scene:
    """Work out the scene of an episode, once."""
    places = tuple({place.gazetteer_id: place for place in episode.places}.values())
    fine = [place for place in episode.places if place.precision not in ("country", "province")]
    unfound = frozenset(name for each in episode.unsettled if (name := _called(each.words)))
    names = {name for place in fine for told in (place.words, place.name) if (name := _called(told))}
    candidates = {each.gazetteer_id: each for unknown in episode.unsettled for each in unknown.candidates}
    return Scene(places=places, names=unfound | names, unfound=unfound, candidates=tuple(candidates.values()))


def compare_places(one: Scene, other: Scene) -> Feature:
    """Compare two scenes. Settled places that lie far apart forbid; a place that is not settled forbids nothing."""
    shared = sorted(one.names & other.names)
    both = Feature("place same", reason=f"both tell of {', '.join(shared)}")
    if one.places and other.places:
        found = _compare_found(one.places, other.places)
        if found.name == "place same":
            return found
        if shared and (not found.forbids or set(shared) & one.unfound & other.unfound):
            return both
        return found if found.forbids or not _can_be_one(one, other) else _CAN_BE_ONE
    if shared:
        return both
    if _can_be_one(one, other):
        return _CAN_BE_ONE
    if one.unfound and other.unfound and not (one.places or other.places):
        return Feature("place other")
    return Feature("place unknown")


_CAN_BE_ONE = Feature("place possible", reason="can be one place")


def _compare_found(one: Sequence[Place], other: Sequence[Place]) -> Feature:
    one, other = finest(one), finest(other)
    if all(far(a, b) for a in one for b in other):
        return Feature("", reason="places far apart", forbids="place")
    settled = [(a, b) for a in one for b in other if a.precision in SETTLED and b.precision in SETTLED]
    if settled:
        nearest, within = min((distance_km(a, b), a.radius_km + b.radius_km) for a, b in settled)
        if nearest < 1:
            return Feature("place same", reason="same place")
        return Feature("place same" if nearest <= within else "place near", reason=f"{nearest:.0f} km apart")
    wider = [(a, b) for a in one for b in other if "country" not in (a.precision, b.precision)]
    if any(a.gazetteer_id == b.gazetteer_id or (a.country, a.admin1) == (b.country, b.admin1 or "?") for a, b in wider):
        return Feature("place province", reason="same province")
    return Feature("place loose", reason="same country" if not wider else "same part of the country")


def _can_be_one(one: Scene, other: Scene) -> bool:
    """Tell whether a candidate of one is a candidate of the other, or lies at one of its settled places."""
    mine, theirs = ({each.gazetteer_id for each in scene.candidates} for scene in (one, other))
    return (
        not mine.isdisjoint(theirs)
        or _nearest(one.candidates, other.places) <= FAR_KM / 2
        or _nearest(other.candidates, one.places) <= FAR_KM / 2
    )


def _nearest(candidates: Iterable[Candidate], places: Iterable[Place]) -> float:
    settled = [place for place in places if place.precision in SETTLED]
    return min((distance_between(a.lat, a.lon, b.lat, b.lon) for a in candidates for b in settled), default=inf)


def _called(words: str) -> str:
    """A place's name in small letters without marks and accents, and without what only says what or where it is.

    >>> _called("the hamlet of Tin-Adjar"), _called("near Léré")
    ('tin adjar', 'lere')
    """
    return " ".join(word for word in plain(words).split() if word not in rules().beside_names)


def plain(words: str) -> str:
    """Words in small letters, without marks and accents."""
    bare = "".join(letter for letter in normalize("NFKD", words.casefold()) if not combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare).split())
