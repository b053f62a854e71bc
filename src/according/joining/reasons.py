"""Why the claims of an incident are one: each joint between two passages, with what spoke for and against it."""

from collections.abc import Sequence
from dataclasses import dataclass

from according.joining.episodes import find_episodes
from according.joining.incidents import in_order
from according.joining.similarity import BIAS, WORDS, Profile, compare, find_features, profile, shared_words, weights
from according.model import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """Two passages that are held together: a claim of each, how alike they are, and why.

    `reasons` are what they have in common, or not, with how much each adds to the odds; `forbids` what would keep them
    apart, if nothing else held them together.
    """

    claims: tuple[Claim, Claim]
    score: float
    reasons: tuple[tuple[str, float], ...]
    forbids: tuple[str, ...]


def find_joints(told: Sequence[Claim], claims: Sequence[str]) -> list[Joint]:
    """The joints that hold an incident of these claims together, the surest first: one fewer than it has passages.

    `told` are all claims of its reports, as they stand.
    """
    by_report: dict[str, list[Claim]] = {}
    for claim in in_order(told):
        by_report.setdefault(claim.report, []).append(claim)
    mine = set(claims)
    episodes = [e for each in by_report.values() for e in find_episodes(each) if any(c.id in mine for c in e.claims)]
    profiles = [profile(episode) for episode in episodes]
    pairs = sorted(
        (-compare(one, other).score, a, b)
        for a, one in enumerate(profiles)
        for b, other in enumerate(profiles[a + 1 :], a + 1)
    )
    home, found = list(range(len(profiles))), []
    for _, a, b in pairs:
        if home[a] != home[b]:
            home = [home[a] if each == home[b] else each for each in home]
            found.append(_joint(profiles[a], profiles[b], mine))
    return found


def _joint(one: Profile, other: Profile, mine: set[str]) -> Joint:
    learned, features = weights(), find_features(one, other)
    told = [(each.reason or each.name, learned.get(each.name, 0.0) * each.value) for each in features]
    told += [
        ("words in common", learned[WORDS] * shared_words(one, other)),
        ("two reports to begin with", learned[BIAS]),
    ]
    first, second = (next(c for c in each.episode.claims if c.id in mine) for each in (one, other))
    return Joint(
        claims=(first, second),
        score=compare(one, other).score,
        reasons=tuple(sorted((each for each in told if each[0] and each[1]), key=lambda each: -each[1])),
        forbids=tuple(each.reason for each in features if each.forbids),
    )
