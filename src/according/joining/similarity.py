"""How alike two episodes are: by place, time, type, parties, tolls and words, each with its reason."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import resources
from math import exp, log
from types import MappingProxyType

from according.joining.accounts import ARMED
from according.joining.captivities import persons_of
from according.joining.distance import apart, presumed
from according.joining.episodes import Episode
from according.joining.rules import family_of, is_act, rules
from according.joining.scenes import Feature, Scene, Veto, compare_places, plain, scene_of
from according.joining.words import content_of, sum_weights, telling
from according.model import Actor, Claim, Count, Period

# How many days the day of one thing wanders from report to report, by how exactly it is told.
SLACK_DAYS = {"day": 1, "days": 1, "week": 3, "month": 15, "year": 180}
# Told without a day, two things are of one week if their reports are of about the same days.
PRESUMED_SLACK = timedelta(days=3)
# A toll this high is seldom told twice by chance in the same place and days.
TELLING_TOLL = 3
# Words that two reports share beyond chance are a copy: so many words, so large a part of all their claims' words.
COPIED_WORDS, COPIED_PART = 8, 0.6
# A number as high as this is not told twice by chance.
MANY = 40
# So many words of this weight that two episodes share are all of it, however few they have.
_ENOUGH_WORDS, _ENOUGH_WEIGHT = 8, 5.0
BIAS, WORDS = "bias", "words"


@dataclass(frozen=True, slots=True)
class Similarity:
    """How alike two episodes are, from 0 to 1, with the reasons in words; what forbids that they are one."""

    score: float
    reasons: tuple[str, ...] = ()
    forbids: Veto = ""


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
    persons: frozenset[str]
    spreads: bool
    telling: frozenset[str]


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
        words=frozenset(words for claim in acts for span in claim.evidence if (words := plain(span.words))),
        harmed=frozenset(called for claim in acts for called in _harmed_of(claim)),
        persons=frozenset(name for claim in acts for name in persons_of(claim)),
        spreads=episode.spreads,
        telling=telling({word for claim in episode.claims for word in _content_of(claim)}),
    )


def forbids(one: Profile, other: Profile) -> Veto:
    """What forbids that two episodes are one, "" if nothing does."""
    if one.report == other.report and not _compare_times(one, other).forbids:
        return "report"
    return _forbid_scene(one, other)


def compare(one: Profile, other: Profile) -> Similarity:
    """Compare two episodes: a function of the claims of the two alone, whatever else is joined."""
    veto = forbids(one, other)
    features = find_features(one, other)
    if veto:
        return Similarity(0.0, tuple(each.reason for each in features if each.forbids), veto)
    if _is_copy(one, other):
        reasons = (each.reason for each in features[:2] if each.reason)
        return Similarity(0.95, ("the same words", *reasons))
    learned = weights()
    odds = learned[BIAS] + learned[WORDS] * shared_words(one, other)
    odds += sum(learned.get(each.name, 0.0) * each.value for each in features)
    return Similarity(round(1 / (1 + exp(-odds)), 2), tuple(each.reason for each in features if each.reason))


def shared_words(one: Profile, other: Profile) -> float:
    """How much of the telling words of two episodes is the same, from 0 to 1; rare ones tell more."""
    shared = one.telling & other.telling
    if not shared:
        return 0.0
    fewer = min(sum_weights(one.telling), sum_weights(other.telling))
    return sum_weights(shared) / max(fewer, _ENOUGH_WORDS * _ENOUGH_WEIGHT)


@cache
def weights() -> Mapping[str, float]:
    """What `training/joining.py` learned, by feature."""
    text = (resources.files("according.joining") / "weights.json").read_text(encoding="utf-8")
    learned: dict[str, float] = json.loads(text)
    return MappingProxyType(learned)


def find_features(one: Profile, other: Profile) -> tuple[Feature, ...]:
    """All by which two episodes are alike or not, but their words; place and time first."""
    return (
        _compare_scenes(one, other),
        _compare_times(one, other),
        *_compare_types(one.types, other.types),
        *_compare_parties(one, other),
        *_compare_persons(one, other),
        *_compare_harmed(one, other),
        *_compare_reach(one, other),
        *_compare_counts(one, other),
    )


class Comparisons:
    """Compares profiles by number. What differs in nothing but the report is compared once.

    A thousand reports of one incident are half a million pairs, and of a few kinds. `kinds` tell of each profile what
    it is compared by but its words, `classes` with these.
    """

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._profiles = profiles
        numbers: dict[object, int] = {}
        self.kinds = [numbers.setdefault(_kind(one), len(numbers)) for one in profiles]
        self._first = {kind: n for n, kind in reversed(list(enumerate(self.kinds)))}
        self._compared: dict[tuple[int, int], Similarity] = {}
        self._forbidden: dict[tuple[int, int], Veto] = {}
        texts = Counter(words for one in profiles for words in one.words)
        told: dict[object, int] = {}
        self.classes = [
            told.setdefault((kind, one.telling, _in_common(one, texts)), len(told))
            for kind, one in zip(self.kinds, profiles, strict=True)
        ]

    def compare(self, one: int, other: int) -> Similarity:
        """Compare two profiles of different reports, as `compare` does."""
        alike = self.classes[one], self.classes[other]
        found = self._compared.get(alike)
        if found is None:
            found = self._compared[alike] = compare(self._profiles[one], self._profiles[other])
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
    return (one.scene, times, len(one.periods), one.types, one.parties, one.tolls, one.harmed, one.persons, one.spreads)


def _in_common(one: Profile, texts: Mapping[str, int]) -> tuple[frozenset[str], int]:
    """The texts that others have too, and how many words a profile has, where that tells who is a copy."""
    shared = frozenset(words for words in one.words if texts[words] > 1)
    return shared, _length(one.words) if shared else 0


def _length(texts: Iterable[str]) -> int:
    return sum(len(words.split()) for words in texts)


def _forbid_scene(one: Profile, other: Profile) -> Veto:
    return _compare_times(one, other).forbids or _compare_scenes(one, other).forbids


def _compare_scenes(one: Profile, other: Profile) -> Feature:
    """Compare two scenes. One person is harmed in one place: where two are told of, one of them is mistaken."""
    found = compare_places(one.scene, other.scene)
    return Feature("place unknown") if found.forbids and one.persons & other.persons else found


def _compare_times(one: Profile, other: Profile) -> Feature:
    if one.periods and other.periods:
        gaps = [
            (apart(a, b), max(SLACK_DAYS[a.precision], SLACK_DAYS[b.precision]))
            for a in one.periods
            for b in other.periods
        ]
        if all(gap > timedelta(days=slack) for gap, slack in gaps):
            return Feature("", reason="days apart", forbids="time")
        if any((a.start, a.end) == (b.start, b.end) for a in one.periods for b in other.periods):
            is_day = one.about is not None and one.about.start == one.about.end
            return Feature("time same", reason="same day" if is_day else "same time")
        return Feature("time about", reason="about the same time")
    if one.about is None or other.about is None:
        return Feature("time unknown")
    if apart(one.about, other.about) > PRESUMED_SLACK:
        return Feature("", reason="told of other weeks", forbids="time")
    return Feature("time presumed", reason="told of the same days")


def _compare_types(one: frozenset[str], other: frozenset[str]) -> Iterator[Feature]:
    """The same deed, else deeds that can be one; deeds that cannot be one speak against it."""
    mine, theirs = ({name for name in types if family_of(name) == "deed"} for types in (one, other))
    general, alike = rules().general, rules().alike
    if mine & theirs:
        yield Feature("deed same", reason=f"both tell of {_told(mine & theirs)}")
    elif not mine or not theirs:
        yield Feature("deed unknown")
    elif mine - general and theirs - general and not any(b in alike.get(a, ()) for a in mine for b in theirs):
        yield Feature("deed other", reason=f"{_told(mine)} against {_told(theirs)}")
    if (one & other) - mine:
        yield Feature("harm same", reason=f"both tell of {_told((one & other) - mine)}")


def _told(types: Sequence[str] | set[str] | frozenset[str]) -> str:
    return ", ".join(sorted(types))


def _compare_parties(one: Profile, other: Profile) -> Iterator[Feature]:
    shared = sorted(one.parties & other.parties)
    if shared:
        yield Feature("parties", min(len(shared), 2), f"both name {', '.join(shared)}")


def _compare_persons(one: Profile, other: Profile) -> Iterator[Feature]:
    """The same person harmed: nobody is seldom harmed twice in the same days."""
    if shared := one.persons & other.persons:
        yield Feature("person", reason=f"both tell of {', '.join(sorted(name.title() for name in shared))}")


def _compare_harmed(one: Profile, other: Profile) -> Iterator[Feature]:
    """Other people harmed speak a little against it: reports pick the dead that concern their readers."""
    if one.harmed and other.harmed and not one.harmed & other.harmed:
        yield Feature("harmed other", reason=f"{_told(one.harmed)} harmed against {_told(other.harmed)}")


def _compare_reach(one: Profile, other: Profile) -> Iterator[Feature]:
    """What takes in many places has something in common with much that happens: it must agree in more."""
    if one.spreads != other.spreads:
        yield Feature("reach", reason="one is told of many places")


def _compare_counts(one: Profile, other: Profile) -> Iterator[Feature]:
    """The same numbers of the same things: the higher, the less by chance. Only other ones speak against it."""
    shared = sorted(one.tolls & other.tolls)
    if shared:
        told = ", ".join(f"{number} ({kind})" for kind, number in shared)
        highest = max(number for _, number in shared)
        yield Feature("counts", min(1.0, log(highest) / log(MANY)), f"both tell of {told}")
    elif {kind for kind, _ in one.tolls} & {kind for kind, _ in other.tolls}:
        yield Feature("counts other")


def _is_copy(one: Profile, other: Profile) -> bool:
    """Tell whether one text was taken over from the other: most of what their claims rest on is word for word equal."""
    shared = _length(one.words & other.words)
    smaller = min(_length(side.words) for side in (one, other))
    return shared >= COPIED_WORDS and shared >= COPIED_PART * smaller


def _toll_of(claim: Claim) -> tuple[str, int] | None:
    count = claim.count
    if not isinstance(count, Count) or count.scope == "cumulative" or not count.least or count.least < TELLING_TOLL:
        return None
    return (claim.type, count.least)


def _content_of(claim: Claim) -> Iterator[str]:
    """The words that tell what a claim is about: those of its evidence, its roles and its places.

    What the sides are called is none of them: it would tell more where one side's name is the rarer word.
    """
    fillers = [actor for told in claim.roles.values() for actor in told]
    sides = [actor for actor in fillers if actor.actor or actor.kind in ARMED]
    of_sides = {word for actor in sides for word in content_of(f"{actor.words} {actor.name}")}
    told = [span.words for span in claim.evidence]
    told += [f"{actor.words} {actor.name}" for actor in fillers if actor not in sides]
    told += [place.words for place in claim.where]
    return (word for word in content_of(" ".join(told)) if word not in of_sides)


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
