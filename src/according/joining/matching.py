"""Which episodes of different reports are about one incident: a score with reasons, and what forbids it.

Greedy clustering from the best pair down; two clusters are joined only if no pair across them is forbidden, so that a
chain of likenesses cannot pull two towns or two days together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from according.joining.episodes import Episode, is_act
from according.joining.nearness import apart, distance_km, far, presumed
from according.model import Actor, Claim, Period, Place
from according.ontology import load

# A pair is joined from this score on: place and time agree, and either the type or a party does.
ENOUGH = 0.6
_SLACK = {"day": 1, "days": 1, "week": 3, "month": 15, "year": 180}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two episodes are, from 0 to 1, with the reasons in words; `forbidden` if they cannot be one."""

    score: float
    reasons: tuple[str, ...]
    forbidden: bool = False


def compare(one: Episode, other: Episode) -> Likeness:
    """Compare two episodes by place, time, type and parties."""
    place = _compare_places(one.places, other.places)
    time = _compare_times(one, other)
    if place.forbidden or time.forbidden:
        return Likeness(0.0, (*place.reasons, *time.reasons), forbidden=True)
    kinds = _compare_types(one, other)
    parties = _compare_parties(one, other)
    parts = (place, time, kinds, parties)
    score = sum(part.score for part in parts) if place.score and time.score else 0.0
    return Likeness(round(min(score, 1.0), 2), tuple(reason for part in parts for reason in part.reasons))


def cluster(episodes: Sequence[Episode]) -> list[tuple[list[Episode], float, tuple[str, ...]]]:
    """Group episodes of different reports. Each group with its weakest joint's score and reasons (1.0: alone)."""
    ordered = sorted(episodes, key=lambda e: min(claim.id for claim in e.claims))
    pairs: list[tuple[float, int, int, Likeness]] = []
    forbidden: set[tuple[int, int]] = set()
    for (a, one), (b, other) in combinations(enumerate(ordered), 2):
        likeness = compare(one, other)
        if one.report == other.report or likeness.forbidden:
            forbidden.add((a, b))
        elif likeness.score >= ENOUGH:
            pairs.append((-likeness.score, a, b, likeness))
    group = list(range(len(ordered)))
    joints: dict[int, tuple[float, tuple[str, ...]]] = {}
    for _, a, b, likeness in sorted(pairs, key=lambda pair: pair[:3]):
        first, second = sorted((group[a], group[b]))
        members = [n for n, g in enumerate(group) if g in (first, second)]
        if first == second or any(pair in forbidden for pair in combinations(members, 2)):
            continue
        weakest = min((likeness.score, likeness.reasons), joints.pop(first, (1.0, ())), joints.pop(second, (1.0, ())))
        group = [first if g == second else g for g in group]
        joints[first] = weakest
    return [
        ([ordered[n] for n, g in enumerate(group) if g == name], *joints.get(name, (1.0, ())))
        for name in sorted(set(group))
    ]


def _compare_places(one: Sequence[Place], other: Sequence[Place]) -> Likeness:
    if not one or not other:
        return Likeness(0.0, ())
    if all(far(a, b) for a in one for b in other):
        return Likeness(0.0, ("places far apart",), forbidden=True)
    settled = [
        (a, b)
        for a in one
        for b in other
        if a.precision in ("exact", "town", "near") and b.precision in ("exact", "town", "near")
    ]
    if settled:
        nearest = min(distance_km(a, b) for a, b in settled)
        words = "same place" if nearest < 1 else f"{nearest:.0f} km apart"
        return Likeness(0.35 if nearest <= 10 else 0.2, (words,))
    if any(a.gazetteer_id == b.gazetteer_id and a.precision != "country" for a in one for b in other):
        return Likeness(0.25, ("same province",))
    return Likeness(0.15, ("same country",))


def _compare_times(one: Episode, other: Episode) -> Likeness:
    exact = [(a, b) for a in one.periods for b in other.periods]
    if exact:
        gaps = [(apart(a, b), max(_SLACK[a.precision], _SLACK[b.precision])) for a, b in exact]
        if all(gap > timedelta(days=slack) for gap, slack in gaps):
            return Likeness(0.0, ("days apart",), forbidden=True)
        same = any((a.start, a.end) == (b.start, b.end) for a, b in exact)
        return Likeness(0.3, ("same day",)) if same else Likeness(0.2, ("about the same time",))
    first, second = _presumed(one), _presumed(other)
    if first is None or second is None:
        return Likeness(0.0, ())
    if apart(first, second) > timedelta(days=3):
        return Likeness(0.0, ("told of other weeks",), forbidden=True)
    return Likeness(0.15, ("told of the same days",))


def _presumed(episode: Episode) -> Period | None:
    return next(iter(episode.periods), None) or next((p for claim in episode.claims if (p := presumed(claim))), None)


def _compare_types(one: Episode, other: Episode) -> Likeness:
    mine, theirs = ({claim.type for claim in e.claims if is_act(claim)} for e in (one, other))
    deeds = {name for name in mine & theirs if load()[name].family == "deed"}
    if deeds:
        return Likeness(0.2, (f"both tell of {', '.join(sorted(deeds))}",))
    if mine & theirs:
        return Likeness(0.15, (f"both tell of {', '.join(sorted(mine & theirs))}",))
    return Likeness(0.05, ())


def _compare_parties(one: Episode, other: Episode) -> Likeness:
    mine, theirs = ({name for claim in e.claims for name in parties_of(claim)} for e in (one, other))
    shared = sorted(mine & theirs)
    return Likeness(min(0.15 * len(shared), 0.3), (f"both name {', '.join(shared)}",)) if shared else Likeness(0.0, ())


def parties_of(claim: Claim) -> list[str]:
    """The named actors of a claim: registry ids, or names that begin in upper case."""
    actors: list[Actor] = [
        actor for role in ("initiator", "affected", "from", "party") for actor in claim.roles.get(role, ())
    ]
    return [actor.actor or actor.name for actor in actors if actor.actor or (actor.kind and actor.name[:1].isupper())]
