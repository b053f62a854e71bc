"""The episodes that one report tells: which of its claims go on about the same thing, and which open another.

A small discourse rule set over the claims in the order of the text. A claim goes on with the episode being told, unless
its own day or place contradicts that. What a claim of responsibility is about is told by its words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from according.joining.distance import apart, distance_km, far, presumed
from according.joining.rules import begins, family_of, holds_words, is_act, rules, scenes, takes_in_places
from according.model import Claim, Count, Period, Place, known

_FINE = ("day", "days", "week")
_POINTS = ("exact", "town")


@dataclass(slots=True)
class Episode:
    """The claims of one report about one thing, in the order of the text.

    `inferred`: claims that are only concluded to be about it. `others`: what its report ties to it as a row. `spreads`:
    it takes in several places.
    """

    report: str
    claims: list[Claim] = field(default_factory=list)
    inferred: set[str] = field(default_factory=set)
    others: list["Episode"] = field(default_factory=list)
    spreads: bool = False
    _places: dict[str, Place] = field(default_factory=dict)
    _periods: dict[Period, None] = field(default_factory=dict)

    def add(self, claim: Claim) -> None:
        """Take a claim in; if it is of something done, its places and times are the episode's."""
        self.claims.append(claim)
        if is_act(claim):
            self.spreads = self.spreads or takes_in_places(claim)
            for place in scenes(claim):
                self._places.setdefault(f"{place.gazetteer_id} {place.precision}", place)
            if isinstance(claim.when, Period):
                self._periods.setdefault(claim.when)

    @property
    def places(self) -> list[Place]:
        """The places where its claims say it happened, each once."""
        return list(self._places.values())

    @property
    def periods(self) -> list[Period]:
        """The times at which its claims say it happened, each once."""
        return list(self._periods)


def find_episodes(claims: Iterable[Claim]) -> list[Episode]:
    """The episodes of one report's claims. A report's episodes depend on that report alone."""
    ordered = sorted(claims, key=lambda claim: (begins(claim), claim.id))
    episodes: list[Episode] = []
    told: Episode | None = None
    for claim in ordered:
        if is_act(claim):
            told = _episode_for(claim, episodes, told)
            told.add(claim)
    acts = [(begins(episode.claims[0]), episode) for episode in episodes]
    for claim in ordered:
        if claim.type == "responsibility":
            _attach(claim, acts)
        elif family_of(claim.type) == "words":
            _attach_by_scene(claim, episodes)
    _tie_series(episodes)
    return episodes


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
    elif when is None and (episode.periods or episode.places) and _opens_another(claim):
        return False
    mine, theirs = scenes(claim), episode.places
    if not mine or not theirs or any(not _elsewhere(a, b) for a in mine for b in theirs):
        return True
    return episode.spreads and any(a.country == b.country for a in mine for b in theirs)


def _elsewhere(one: Place, other: Place) -> bool:
    """Tell whether one report names two places: two towns that it tells apart by name, however near they lie."""
    if one.precision in _POINTS and other.precision in _POINTS and one.gazetteer_id != other.gazetteer_id:
        return distance_km(one, other) > one.radius_km + other.radius_km
    return far(one, other)


def _opens_another(claim: Claim) -> bool:
    """Tell whether words such as "another attack" set the claim apart from what was told."""
    return bool(claim.evidence) and holds_words(claim.evidence[0].words, rules().opens_another)


def _same_scene(claim: Claim, episode: Episode) -> bool:
    """Tell whether claim and episode share a day or a place outright."""
    when = known(claim.when)
    if when is not None and any((when.start, when.end) == (time.start, time.end) for time in episode.periods):
        return True
    return bool(_points(scenes(claim)) & _points(episode.places))


def _points(places: Iterable[Place]) -> set[str]:
    return {place.gazetteer_id for place in places if place.precision in _POINTS}


def _attach(claim: Claim, episodes: Sequence[tuple[int, Episode]]) -> None:
    """Give a claim of responsibility to the episodes that its words mean: "the attacks", "two other attacks"."""
    at = begins(claim)
    before = [episode for start, episode in episodes if start <= at]
    if holds_words(" ".join(actor.words for actor in claim.roles.get("object", ())), rules().of_others):
        after = [episode for start, episode in episodes if start > at]
        number = claim.count.least if isinstance(claim.count, Count) and claim.count.least else 1
        for episode in after[:number]:
            episode.add(claim)
            episode.inferred.add(claim.id)
        if before and after:
            before[0].others = after[:number]
        return
    if before:
        max(before, key=lambda e: max(begins(told) for told in e.claims if begins(told) <= at)).add(claim)
    elif episodes:
        episodes[0][1].add(claim)


def _attach_by_scene(claim: Claim, episodes: Sequence[Episode]) -> None:
    """Give a threat, warning or agreement to the episode with its place and its day, if there is one."""
    when = known(claim.when)
    if when is None or when.precision not in _FINE:
        return
    mine = _points(scenes(claim))
    for episode in episodes:
        acts = [told for told in episode.claims if is_act(told)]
        days = [told.when for told in acts if isinstance(told.when, Period) and told.when.precision in _FINE]
        if mine & _points(episode.places) and any(apart(when, day) == timedelta(0) for day in days):
            episode.add(claim)
            return


def _tie_series(episodes: Sequence[Episode]) -> None:
    """Find the others of a row: told apart in the same report, in the row's time, as many as the ordinal leaves."""
    for episode in episodes:
        row = next((claim.series for claim in episode.claims if claim.series and claim.series.ordinal), None)
        if row is None or episode.others:
            continue
        within = known(row.within)
        others = [e for e in episodes if e is not episode and (within is None or _lies_in(e, within))]
        episode.others = others[: max((row.ordinal or 1) - 1, 0)]


def _lies_in(episode: Episode, within: Period) -> bool:
    return any(within.start <= time.start <= within.end for time in episode.periods)
