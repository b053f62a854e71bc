"""The episodes that one report tells: which of its claims go on about the same thing, and which open another.

A small discourse rule set over the claims in the order of the text. A claim goes on with the episode being told, unless
its own day or place contradicts that. What a claim of responsibility is about is told by its words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from according.joining.nearness import apart, far, presumed
from according.model import Claim, Count, Period, Place, known
from according.ontology import load

ACTS = ("harm", "deed", "ground")
_FINE = ("day", "days", "week")
_OTHERS = (" other ", " another ", " further ", " previous ", " earlier ", " recent ")


@dataclass(slots=True)
class Episode:
    """The claims of one report about one thing, in the order of the text.

    `inferred`: claims that are only concluded to be about it. `rows`: what says that it is one of a series.
    """

    report: str
    claims: list[Claim] = field(default_factory=list)
    inferred: set[str] = field(default_factory=set)
    others: list["Episode"] = field(default_factory=list)

    @property
    def places(self) -> list[Place]:
        """The places where its claims say it happened."""
        return [p for claim in self.claims for p in claim.where if isinstance(p, Place) and p.role == "scene"]

    @property
    def periods(self) -> list[Period]:
        """The times at which its claims say it happened."""
        return [claim.when for claim in self.claims if isinstance(claim.when, Period)]


def is_act(claim: Claim) -> bool:
    """Tell whether a claim is of something done, not of words about it."""
    kind = load().get(claim.type)
    return kind is not None and kind.family in ACTS


def begins(claim: Claim) -> int:
    """Where in the text a claim's words begin."""
    return claim.evidence[0].start


def find_episodes(claims: Iterable[Claim]) -> list[Episode]:
    """The episodes of one report's claims. A report's episodes depend on that report alone."""
    ordered = sorted(claims, key=lambda claim: (begins(claim), claim.id))
    episodes: list[Episode] = []
    told: Episode | None = None
    for claim in ordered:
        if not is_act(claim):
            continue
        told = _episode_for(claim, episodes, told)
        told.claims.append(claim)
    for claim in ordered:
        if claim.type == "responsibility":
            _attach(claim, episodes)
    _tie_series(episodes)
    return [episode for episode in episodes if any(is_act(claim) for claim in episode.claims)]


def _episode_for(claim: Claim, episodes: list[Episode], told: Episode | None) -> Episode:
    """The episode that this claim goes on with, or a new one."""
    if told is not None and _agrees(claim, told):
        return told
    if claim.where or isinstance(claim.when, Period):
        for episode in reversed(episodes):
            if episode is not told and _agrees(claim, episode) and _same_scene(claim, episode):
                return episode
    opened = Episode(claim.report)
    episodes.append(opened)
    return opened


def _agrees(claim: Claim, episode: Episode) -> bool:
    """Tell whether nothing in the claim speaks against its being about the episode."""
    when = known(claim.when)
    if when is not None and when.precision in _FINE:
        fine = [time for time in episode.periods if time.precision in _FINE]
        times = fine or [time for first in episode.claims[:1] if (time := presumed(first))]
        if times and all(apart(when, time) > timedelta(0) for time in times):
            return False
    elif when is None and episode.periods and _looks_back(claim):
        return False
    scenes = [place for place in claim.where if isinstance(place, Place) and place.role == "scene"]
    return (
        not scenes
        or not episode.places
        or any(not far(a, b) for a in scenes for b in episode.places)
        or _spreads(episode)
    )


def _looks_back(claim: Claim) -> bool:
    """Tell whether words such as "another attack" set the claim apart from what was told."""
    words = f" {claim.evidence[0].words.lower()} "
    return " another " in words or " separate " in words or " separately" in words


def _spreads(episode: Episode) -> bool:
    """Tell whether the episode takes in several places."""
    return any(takes_in_places(claim) for claim in episode.claims)


def takes_in_places(claim: Claim) -> bool:
    """Tell whether a claim is about several places: "seven towns", or more than one named scene."""
    count = claim.count
    counted = isinstance(count, Count) and (count.least or 0) > 1 and _is_of_places(count.unit)
    named = {
        p.gazetteer_id
        for p in claim.where
        if isinstance(p, Place) and p.role == "scene" and p.precision in ("exact", "town")
    }
    return counted or len(named) > 1


def _is_of_places(unit: str) -> bool:
    words = unit.lower().replace(",", " ").split()
    return bool(
        {"town", "city", "village", "location", "place", "district", "position", "post"} & {_singular(w) for w in words}
    )


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word.removesuffix("s")


def _same_scene(claim: Claim, episode: Episode) -> bool:
    """Tell whether claim and episode share a day or a place outright."""
    when = known(claim.when)
    if when is not None and any((when.start, when.end) == (time.start, time.end) for time in episode.periods):
        return True
    mine = {place.gazetteer_id for place in claim.where if isinstance(place, Place)}
    return bool(mine & {place.gazetteer_id for place in episode.places if place.precision in ("exact", "town")})


def _attach(claim: Claim, episodes: list[Episode]) -> None:
    """Give a claim of responsibility to the episodes that its words mean: "the attacks", "two other attacks"."""
    words = f" {' '.join(actor.words for actor in claim.roles.get('object', ()))} ".lower()
    before = [e for e in episodes if begins(e.claims[0]) < begins(claim)]
    if any(other in words for other in _OTHERS):
        after = [e for e in episodes if e not in before]
        number = claim.count.least if isinstance(claim.count, Count) and claim.count.least else 1
        for episode in after[:number]:
            episode.claims.append(claim)
            episode.inferred.add(claim.id)
        if before:
            before[0].others = after[:number]
        return
    here = [e for e in before if any(c.evidence[0].start <= begins(claim) for c in e.claims)] or episodes[:1]
    if here:
        last = max(
            here, key=lambda e: max(begins(c) for c in e.claims if begins(c) <= begins(claim)) if e in before else -1
        )
        last.claims.append(claim)


def _tie_series(episodes: Sequence[Episode]) -> None:
    """Find the others of a row: told apart in the same report, in the row's time, as many as the ordinal leaves."""
    for episode in episodes:
        row = next((claim.series for claim in episode.claims if claim.series and claim.series.ordinal), None)
        if row is None or episode.others:
            continue
        within = known(row.within)
        others = [e for e in episodes if e is not episode and (within is None or _lies_in(e, within))]
        episode.others = others[: (row.ordinal or 1) - 1]


def _lies_in(episode: Episode, within: Period) -> bool:
    return any(within.start <= time.start <= within.end for time in episode.periods)
