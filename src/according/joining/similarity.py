"""How alike two episodes are: by place, time, type, parties, tolls and words, each with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from according.joining.distance import apart, presumed
from according.joining.episodes import Episode
from according.joining.rules import family_of, is_act, rules
from according.joining.scenes import LOOSE_PLACE, Scene, Similarity, Veto, compare_places, scene_of
from according.model import Actor, Claim, Count, Period

# How many days the day of one thing wanders from report to report, by how exactly it is told.
SLACK_DAYS = {"day": 1, "days": 1, "week": 3, "month": 15, "year": 180}
# Told without a day, two things are of one week if their reports are of about the same days.
PRESUMED_SLACK = timedelta(days=3)
# A toll this high is seldom told twice by chance in the same place and days.
TELLING_TOLL = 3
# Words that two reports share beyond chance are a copy: so many words, so large a part of all their claims' words.
COPIED_WORDS, COPIED_PART = 8, 0.6
# What is only known to be of one country, or of towns that lie apart, must agree in more to be one.
LOOSE = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What an episode is compared by, worked out once."""

    episode: Episode
    report: str
    scene: Scene
    periods: tuple[Period, ...]
    about: Period | None
    types: frozenset[str]
    parties: frozenset[str]
    tolls: frozenset[tuple[str, int]]
    words: frozenset[str]
    harmed: frozenset[str]
    spreads: bool


def profile(episode: Episode) -> Profile:
    """Work out what an episode is compared by."""
    acts = [claim for claim in episode.claims if is_act(claim)]
    periods = tuple(dict.fromkeys(episode.periods))
    about = next(iter(periods), None) or next((time for claim in acts if (time := presumed(claim))), None)
    return Profile(
        episode=episode,
        report=episode.report,
        scene=scene_of(episode),
        periods=periods,
        about=about,
        types=frozenset(claim.type for claim in acts),
        parties=frozenset(name for claim in episode.claims for name in _parties_of(claim)),
        tolls=frozenset(toll for claim in acts if (toll := _toll_of(claim))),
        words=frozenset(words for claim in acts for span in claim.evidence if (words := _plain(span.words))),
        harmed=frozenset(called for claim in acts for called in _harmed_of(claim)),
        spreads=episode.spreads,
    )


def forbids(one: Profile, other: Profile) -> Veto:
    """What forbids that two episodes are one, "" if nothing does."""
    if _compare_times(one, other).forbids:
        return "time"
    if one.report == other.report:
        return "report"
    return compare_places(one.scene, other.scene).forbids


def compare(one: Profile, other: Profile) -> Similarity:
    """Compare two episodes; a score of 0 where place or time is not told and their words differ."""
    veto = forbids(one, other)
    time = _compare_times(one, other)
    place = compare_places(one.scene, other.scene)
    if veto:
        return Similarity(0.0, (*place.reasons, *time.reasons), veto)
    if _is_copy(one, other):
        return Similarity(0.95, ("the same words", *place.reasons, *time.reasons))
    if not place.score or not time.score:
        return Similarity(0.0, (*place.reasons, *time.reasons))
    toll = _compare_tolls(one, other)
    kinds = _compare_types(one.types, other.types)
    parts = (place, time, kinds, _compare_parties(one, other), _compare_harmed(one, other), _compare_reach(one, other))
    score = sum(part.score for part in parts) * (LOOSE if place.score <= LOOSE_PLACE else 1.0) + toll.score
    reasons = tuple(reason for part in (*parts, toll) for reason in part.reasons)
    return Similarity(round(max(0.0, min(score, 1.0)), 2), reasons)


class Comparisons:
    """Compares profiles by number. What differs in nothing but report and words is of one kind, compared once.

    A thousand reports of one incident are half a million pairs, and of a few kinds.
    """

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._profiles = profiles
        numbers: dict[object, int] = {}
        self.kinds = [numbers.setdefault(_kind(one), len(numbers)) for one in profiles]
        self._first = {kind: n for n, kind in reversed(list(enumerate(self.kinds)))}
        self._compared: dict[tuple[int, int], Similarity] = {}
        self._forbidden: dict[tuple[int, int], Veto] = {}

    def compare(self, one: int, other: int) -> Similarity:
        """Compare two profiles of different reports, as `compare` does."""
        mine, theirs = self._profiles[one], self._profiles[other]
        if not mine.words.isdisjoint(theirs.words):
            return compare(mine, theirs)
        kinds = self.kinds[one], self.kinds[other]
        found = self._compared.get(kinds)
        if found is None:
            found = self._compared[kinds] = compare(mine, theirs)
        return found

    def forbids(self, one: int, other: int) -> Veto:
        """What forbids that profiles of these two kinds, of different reports, are one."""
        found = self._forbidden.get((one, other))
        if found is None:
            mine, theirs = (self._profiles[self._first[kind]] for kind in (one, other))
            found = self._forbidden[one, other] = _forbid_scene(mine, theirs)
        return found


def _kind(one: Profile) -> object:
    """All that a profile is compared by, but its words."""
    times = tuple((t.start, t.end, t.precision) for t in (*one.periods, *([one.about] if one.about else ())))
    return (one.scene, times, len(one.periods), one.types, one.parties, one.tolls, one.harmed, one.spreads)


def _forbid_scene(one: Profile, other: Profile) -> Veto:
    return _compare_times(one, other).forbids or compare_places(one.scene, other.scene).forbids


def _compare_times(one: Profile, other: Profile) -> Similarity:
    if one.periods and other.periods:
        gaps = [
            (apart(a, b), max(SLACK_DAYS[a.precision], SLACK_DAYS[b.precision]))
            for a in one.periods
            for b in other.periods
        ]
        if all(gap > timedelta(days=slack) for gap, slack in gaps):
            return Similarity(0.0, ("days apart",), "time")
        if any((a.start, a.end) == (b.start, b.end) for a in one.periods for b in other.periods):
            return Similarity(0.3, ("same day",) if one.about and one.about.start == one.about.end else ("same time",))
        return Similarity(0.2, ("about the same time",))
    if one.about is None or other.about is None:
        return Similarity(0.0)
    if apart(one.about, other.about) > PRESUMED_SLACK:
        return Similarity(0.0, ("told of other weeks",), "time")
    return Similarity(0.1, ("told of the same days",))


def _compare_types(one: frozenset[str], other: frozenset[str]) -> Similarity:
    """The same deed, else deeds that can be one; deeds that cannot be one speak against it."""
    mine, theirs = ({name for name in types if family_of(name) == "deed"} for types in (one, other))
    if mine & theirs:
        return Similarity(0.2, (f"both tell of {_told(mine & theirs)}",))
    general, alike = rules().general, rules().alike
    if mine - general and theirs - general and not any(b in alike.get(a, ()) for a in mine for b in theirs):
        return Similarity(-0.3, (f"{_told(mine)} against {_told(theirs)}",))
    if one & other:
        return Similarity(0.15, (f"both tell of {_told(one & other)}",))
    return Similarity(0.1)


def _told(types: Sequence[str] | set[str] | frozenset[str]) -> str:
    return ", ".join(sorted(types))


def _compare_parties(one: Profile, other: Profile) -> Similarity:
    shared = sorted(one.parties & other.parties)
    return Similarity(min(0.1 * len(shared), 0.2), (f"both name {', '.join(shared)}",)) if shared else Similarity(0.0)


def _compare_harmed(one: Profile, other: Profile) -> Similarity:
    """Other people harmed speak a little against it: reports pick the dead that concern their readers."""
    if not one.harmed or not other.harmed or one.harmed & other.harmed:
        return Similarity(0.0)
    return Similarity(-0.1, (f"{_told(one.harmed)} harmed against {_told(other.harmed)}",))


def _compare_reach(one: Profile, other: Profile) -> Similarity:
    """What takes in many places has something in common with much that happens: it must agree in more."""
    return Similarity(-0.1, ("one is told of many places",)) if one.spreads != other.spreads else Similarity(0.0)


def _compare_tolls(one: Profile, other: Profile) -> Similarity:
    shared = sorted(one.tolls & other.tolls)
    told = ", ".join(f"{number} ({kind})" for kind, number in shared)
    return Similarity(0.2, (f"both tell of {told}",)) if shared else Similarity(0.0)


def _is_copy(one: Profile, other: Profile) -> bool:
    """Tell whether one text was taken over from the other: most of what their claims rest on is word for word equal."""
    shared = sum(len(words.split()) for words in one.words & other.words)
    smaller = min(sum(len(words.split()) for words in side.words) for side in (one, other))
    return shared >= COPIED_WORDS and shared >= COPIED_PART * smaller


def _plain(words: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in words.lower()).split())


def _toll_of(claim: Claim) -> tuple[str, int] | None:
    count = claim.count
    if family_of(claim.type) != "harm" or not isinstance(count, Count) or count.scope != "incident":
        return None
    least = count.least or 0
    return (claim.type, least) if least >= TELLING_TOLL else None


def _harmed_of(claim: Claim) -> list[str]:
    """What those harmed are called: soldier, civilian, child ..."""
    if family_of(claim.type) != "harm":
        return []
    return [actor.status for actor in claim.roles.get("affected", ()) if actor.status]


def _parties_of(claim: Claim) -> list[str]:
    """The named actors of a claim: registry ids, or names that begin in upper case."""
    actors: list[Actor] = [
        actor for role in ("initiator", "affected", "from", "party") for actor in claim.roles.get(role, ())
    ]
    return [actor.actor or actor.name for actor in actors if actor.actor or (actor.kind and actor.name[:1].isupper())]
