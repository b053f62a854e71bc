"""How joining is asked of by the store: what may tie two reports, what does, and what their claims amount to.

A report can be tied to those with which joining would compare it, for they share a block of land or words in days that
overlap; it is tied, where one of its episodes can be enough like one of the other's.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from according.joining import join
from according.joining.clustering import ENOUGH, blocks_of, window_of
from according.joining.decisions import aim, apply_to_claims
from according.joining.episodes import find_episodes
from according.joining.similarity import Profile, compare, profile
from according.model import Claim, Decision, Incident, Link


@dataclass(frozen=True, slots=True)
class Met:
    """That a report can have an incident in common with another that has this key, too, in days that overlap."""

    key: str
    first: str
    last: str


class Joining:
    """Joining as the store asks of it."""

    def meetings(self, claims: Sequence[Claim], decisions: Sequence[Decision]) -> Iterable[Met]:
        """By what a report, of which these are all claims, can be tied to others."""
        found = set()
        for one in _profiles(claims, decisions):
            first, last = map(str, window_of(one))
            found |= {Met(_key(block), first, last) for block in blocks_of(one)}
        return found

    def ties(
        self, told: Mapping[str, Sequence[Claim]], pairs: Sequence[tuple[str, str]], decisions: Sequence[Decision]
    ) -> Iterator[tuple[str, str]]:
        """Those pairs of reports of which an episode each is enough alike."""
        profiles = {report: _profiles(claims, about(decisions, [report])) for report, claims in told.items()}
        for one, other in pairs:
            if any(compare(a, b).score >= ENOUGH for a in profiles[one] for b in profiles[other]):
                yield (one, other)

    def settle(self, claims: Sequence[Claim], decisions: Sequence[Decision]) -> Sequence[Claim]:
        """The claims that stand, as decisions have them."""
        return apply_to_claims(claims, decisions)

    def decided(self, claims: Sequence[Claim], decisions: Sequence[Decision]) -> frozenset[str]:
        """The ids of the claims that people accepted, corrected or added."""
        settled = (each.claims for each in aim(claims, decisions) if each.decision.verb in ("accept", "correct", "add"))
        return frozenset().union(*settled)

    def join(
        self, claims: Sequence[Claim], decisions: Sequence[Decision], texts: Mapping[str, str]
    ) -> tuple[Sequence[Incident], Sequence[Link]]:
        """The incidents of these claims, and the links that hold them together; `texts` are those of their reports."""
        joined = join(claims, decisions, texts)
        return joined.incidents, joined.links


def about(decisions: Iterable[Decision], reports: Iterable[str]) -> list[Decision]:
    """The decisions about words of these reports: what others add is not theirs."""
    named = set(reports)
    return [each for each in decisions if any(target.report in named for target in each.targets)]


def _profiles(claims: Sequence[Claim], decisions: Sequence[Decision]) -> list[Profile]:
    return [profile(episode) for episode in find_episodes(apply_to_claims(claims, decisions))]


def _key(block: object) -> str:
    return blake2b(repr(block).encode(), digest_size=12).hexdigest()
