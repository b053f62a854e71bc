"""How alike two episodes are: by place, time, type, parties, tolls and words, each with its reason."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import resources
from math import exp, log
from types import MappingProxyType

from according.joining.distance import apart, presumed
from according.joining.episodes import Episode
from according.joining.rules import family_of, is_act, rules
from according.joining.scenes import Feature, Scene, Veto, compare_places, plain, scene_of
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
_SHORT = 3  # letters: shorter words say little
_TELLING_WORDS = 16  # of an episode: those that the fewest episodes have
_ENOUGH_WORDS = 8  # that two episodes share is all of it, however few they have
_FEW = 20  # episodes that a rare word is in
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
    spreads: bool
    content: frozenset[str]


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
        spreads=episode.spreads,
        content=frozenset(word for claim in episode.claims for word in _content_of(claim)),
    )


def forbids(one: Profile, other: Profile) -> Veto:
    """What forbids that two episodes are one, "" if nothing does."""
    if one.report == other.report and not _compare_times(one, other).forbids:
        return "report"
    return _forbid_scene(one, other)


def compare(one: Profile, other: Profile, shared_words: float = 0.0) -> Similarity:
    """Compare two episodes. `shared_words`: how much of the telling words of the two is the same, from 0 to 1."""
    veto = forbids(one, other)
    features = find_features(one, other)
    if veto:
        return Similarity(0.0, tuple(each.reason for each in features if each.forbids), veto)
    if _is_copy(one, other):
        reasons = (each.reason for each in features[:2] if each.reason)
        return Similarity(0.95, ("the same words", *reasons))
    return weigh(features, shared_words)


def weigh(features: Sequence[Feature], shared_words: float = 0.0) -> Similarity:
    """How probable it is that episodes with these features are one, with the reasons."""
    learned = weights()
    odds = learned[BIAS] + learned[WORDS] * shared_words
    odds += sum(learned.get(each.name, 0.0) * each.value for each in features)
    return Similarity(round(1 / (1 + exp(-odds)), 2), tuple(each.reason for each in features if each.reason))


@cache
def weights() -> Mapping[str, float]:
    """What `training/joining.py` learned, by feature."""
    text = (resources.files("according.joining") / "weights.json").read_text(encoding="utf-8")
    learned: dict[str, float] = json.loads(text)
    return MappingProxyType(learned)


def find_features(one: Profile, other: Profile) -> tuple[Feature, ...]:
    """All by which two episodes are alike or not, but their words; place and time first."""
    return (
        compare_places(one.scene, other.scene),
        _compare_times(one, other),
        *_compare_types(one.types, other.types),
        *_compare_parties(one, other),
        *_compare_harmed(one, other),
        *_compare_reach(one, other),
        *_compare_counts(one, other),
    )


class Comparisons:
    """Compares profiles by number. What differs in nothing but the report is compared once.

    A thousand reports of one incident are half a million pairs, and of a few kinds.
    """

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._profiles = profiles
        numbers: dict[object, int] = {}
        self.kinds = [numbers.setdefault(_kind(one), len(numbers)) for one in profiles]
        self._first = {kind: n for n, kind in reversed(list(enumerate(self.kinds)))}
        self._compared: dict[tuple[int, int], Similarity] = {}
        self._features: dict[tuple[int, int], tuple[Feature, ...]] = {}
        self._forbidden: dict[tuple[int, int], Veto] = {}
        known_in = Counter(word for one in profiles for word in one.content)
        self._telling = [
            frozenset(sorted(one.content, key=lambda word: (known_in[word], word))[:_TELLING_WORDS]) for one in profiles
        ]
        self._rare = {word for word, number in known_in.items() if number <= _FEW}
        self._weight = {word: log(1 + len(profiles) / number) for word, number in known_in.items()}
        told: dict[object, int] = {}
        self._alike = [told.setdefault(each, len(told)) for each in zip(self.kinds, self._telling, strict=True)]
        self._told = [self._sum(words) for words in self._telling]

    def compare(self, one: int, other: int) -> Similarity:
        """Compare two profiles of different reports, as `compare` does."""
        mine, theirs = self._profiles[one], self._profiles[other]
        if not mine.words.isdisjoint(theirs.words):
            return compare(mine, theirs, self.shared_words(one, other))
        alike = self._alike[one], self._alike[other]
        found = self._compared.get(alike)
        if found is None:
            found = self._compared[alike] = compare(mine, theirs, self.shared_words(one, other))
        return found

    def features(self, one: int, other: int) -> tuple[Feature, ...]:
        """All by which two profiles are alike or not, but their words."""
        kinds = self.kinds[one], self.kinds[other]
        found = self._features.get(kinds)
        if found is None:
            found = self._features[kinds] = find_features(self._profiles[one], self._profiles[other])
        return found

    def rare_words(self, one: int) -> list[str]:
        """The telling words of a profile that few others have."""
        return sorted(self._telling[one] & self._rare)

    def shared_words(self, one: int, other: int) -> float:
        """How much of the telling words of two profiles is the same, from 0 to 1; rare ones tell more."""
        mine, theirs = self._telling[one], self._telling[other]
        shared = self._sum(mine & theirs)
        return shared / max(min(self._told[one], self._told[other]), _ENOUGH_WORDS * log(2)) if shared else 0.0

    def _sum(self, words: frozenset[str]) -> float:
        return sum(sorted(self._weight[word] for word in words))

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
    shared = sum(len(words.split()) for words in one.words & other.words)
    smaller = min(sum(len(words.split()) for words in side.words) for side in (one, other))
    return shared >= COPIED_WORDS and shared >= COPIED_PART * smaller


def _toll_of(claim: Claim) -> tuple[str, int] | None:
    count = claim.count
    if not isinstance(count, Count) or count.scope == "cumulative" or not count.least or count.least < TELLING_TOLL:
        return None
    return (claim.type, count.least)


def _content_of(claim: Claim) -> Iterator[str]:
    """The words that tell what a claim is about: those of its evidence, its roles and its places."""
    told = [span.words for span in claim.evidence]
    told += [f"{actor.words} {actor.name}" for fillers in claim.roles.values() for actor in fillers if not actor.actor]
    told += [place.words for place in claim.where]
    for word in plain(" ".join(told)).split():
        stem = word.removesuffix("s")
        if len(stem) > _SHORT and word not in rules().no_content:
            yield stem


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
