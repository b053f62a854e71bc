"""The episodes that one report tells: which of its claims go on about the same thing, and which open another.

A small discourse rule set over the claims in the order of the text. A claim goes on with the episode being told, unless
its own day or place contradicts that. What a claim of responsibility is about is told by its words.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

from according.joining.captivities import find_captivities
from according.joining.distance import apart, distance_km, far, finest, presumed
from according.joining.rules import (
    begins,
    family_of,
    holds_words,
    is_act,
    rules,
    scenes,
    takes_in_places,
    unfound_scenes,
)
from according.model import Claim, Count, Period, Place, Unknown, known

_FINE = ("day", "days", "week")
_POINTS = ("exact", "town")
_LOOKED_AT = 100  # episodes of one day or town that a claim may go on with
_MOST_OTHERS = 50  # of a row
_HEADLINE = 150  # characters that a headline has at the most
_MOST_DAYS = 40  # of a time that is narrow enough to tell which episode is meant


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
    _periods: dict[tuple[date, date, str], Period] = field(default_factory=dict)
    _countries: set[str] = field(default_factory=set)
    _unsettled: dict[str, Unknown] = field(default_factory=dict)

    def add(self, claim: Claim) -> None:
        """Take a claim in; if it is of something done, its places and times are the episode's."""
        self.claims.append(claim)
        if is_act(claim):
            self.spreads = self.spreads or takes_in_places(claim)
            for place in scenes(claim):
                self._places.setdefault(f"{place.gazetteer_id} {place.precision}", place)
                self._countries.add(place.country)
            for unfound in unfound_scenes(claim):
                self._unsettled.setdefault(unfound.words, unfound)
            if isinstance(claim.when, Period):
                self._periods.setdefault((claim.when.start, claim.when.end, claim.when.precision), claim.when)

    @property
    def places(self) -> list[Place]:
        """The places where its claims say it happened, each once."""
        return list(self._places.values())

    @property
    def unsettled(self) -> list[Unknown]:
        """The places of its claims that no gazetteer settles, each once by its words."""
        return list(self._unsettled.values())

    @property
    def periods(self) -> list[Period]:
        """The times at which its claims say it happened, each once, whatever the words."""
        return list(self._periods.values())

    def has_place(self, place: Place) -> bool:
        """Tell whether it is one of the places where its claims say it happened."""
        return f"{place.gazetteer_id} {place.precision}" in self._places

    def is_in(self, countries: Iterable[str]) -> bool:
        """Tell whether one of its places lies in one of these countries."""
        return not self._countries.isdisjoint(countries)


class _Told:
    """The episodes that a report tells, with the scenes that each has: its days, its towns."""

    def __init__(self) -> None:
        self.episodes: list[Episode] = []
        self._numbers: dict[int, int] = {}
        self._by_scene: dict[object, dict[int, None]] = {}

    def open(self, report: str) -> Episode:
        opened = Episode(report)
        self._numbers[id(opened)] = len(self.episodes)
        self.episodes.append(opened)
        return opened

    def note(self, claim: Claim, episode: Episode) -> None:
        """Keep which scenes an episode has by a claim that it took in."""
        number = self._numbers[id(episode)]
        for scene in _scenes_of(claim):
            held = self._by_scene.setdefault(scene, {})
            held[number] = None

    def with_scene(self, claim: Claim) -> Iterator[Episode]:
        """The episodes that share a day or a town outright with a claim, the last first: no more than so many."""
        numbers = {
            n for scene in _scenes_of(claim) for n in islice(reversed(self._by_scene.get(scene, {})), _LOOKED_AT)
        }
        return (self.episodes[n] for n in sorted(numbers, reverse=True)[:_LOOKED_AT])


def _scenes_of(claim: Claim) -> list[object]:
    when = known(claim.when)
    return [*_points(scenes(claim)), *([(when.start, when.end)] if when is not None else [])]


def find_episodes(claims: Iterable[Claim]) -> list[Episode]:
    """The episodes of one report's claims. A report's episodes depend on that report alone."""
    ordered = sorted(claims, key=lambda claim: (begins(claim), claim.id))
    told = _Told()
    now: Episode | None = None
    for claim in ordered:
        if is_act(claim):
            now = _episode_for(claim, told, now)
            now.add(claim)
            told.note(claim, now)
    episodes = _with_captivities(_with_headline(told.episodes))
    _attach_words([claim for claim in ordered if not is_act(claim)], episodes)
    _tie_series(episodes)
    return episodes


def _with_captivities(episodes: Sequence[Episode]) -> list[Episode]:
    """The episodes, a release with the abduction or arrest that it ends."""
    homes = list(range(len(episodes)))
    for freed, taken in find_captivities([episode.claims for episode in episodes]):
        homes[freed] = homes[taken]
        for claim in episodes[freed].claims:
            episodes[homes[taken]].add(claim)
        episodes[homes[taken]].claims.sort(key=lambda claim: (begins(claim), claim.id))
    kept = [episode for n, episode in enumerate(episodes) if homes[n] == n]
    return sorted(kept, key=lambda episode: (begins(episode.claims[0]), episode.claims[0].id))


def _with_headline(episodes: Sequence[Episode]) -> list[Episode]:
    """The episodes, a headline's with the one that tells it again: it names the town that is known, not the hamlet."""
    if len(episodes) < 2 or not all(map(_can_be_headline, episodes[0].claims)):
        return list(episodes)
    head, *others = episodes
    figures = {(claim.type, *number) for claim in head.claims if (number := _number(claim))}
    home = next((other for other in others if any(_tells_again(claim, head, figures) for claim in other.claims)), None)
    if home is None:
        return list(episodes)
    for claim in head.claims:
        home.add(claim)
    home.claims.sort(key=lambda claim: (begins(claim), claim.id))
    return [home, *(other for other in others if other is not home)]


def _can_be_headline(claim: Claim) -> bool:
    """Tell whether it is told at the very beginning, without a day, by nobody but the outlet."""
    return begins(claim) < _HEADLINE and not isinstance(claim.when, Period) and not _is_of_a_voice(claim)


def _is_of_a_voice(claim: Claim) -> bool:
    return any(speaker.kind != "media" for speaker in claim.speakers)


def _tells_again(claim: Claim, head: Episode, figures: Collection[tuple[str, int | None, int | None]]) -> bool:
    """Tell whether a claim is the telling of a headline's figure: with a day or a voice, and not too far off."""
    number = _number(claim)
    if number is None or not (isinstance(claim.when, Period) or _is_of_a_voice(claim)) or _opens_another(claim):
        return False
    names = {claim.type, *rules().alike.get(claim.type, ())}
    if not any((name, *number) in figures for name in names):
        return False
    mine = scenes(claim)
    return not mine or not head.places or any(not far(a, b) for a in mine for b in head.places)


def _number(claim: Claim) -> tuple[int | None, int | None] | None:
    count = claim.count
    return (count.least, count.most) if isinstance(count, Count) and count.scope == "incident" else None


def _episode_for(claim: Claim, told: _Told, now: Episode | None) -> Episode:
    """The episode that this claim goes on with, or a new one."""
    if now is not None and _agrees(claim, now):
        return now
    before = (episode for episode in told.with_scene(claim) if episode is not now and _agrees(claim, episode))
    return next(before, None) or told.open(claim.report)


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
    mine = scenes(claim)
    if not mine or any(map(episode.has_place, mine)):
        return True
    if episode.spreads and episode.is_in(place.country for place in mine):
        return True
    mine, theirs = finest(mine), finest(episode.places)
    return not theirs or any(not _elsewhere(a, b) for a in mine for b in theirs)


def _elsewhere(one: Place, other: Place) -> bool:
    """Tell whether one report names two places: two towns that it tells apart by name, however near they lie."""
    if one.precision in _POINTS and other.precision in _POINTS and one.gazetteer_id != other.gazetteer_id:
        return distance_km(one, other) > one.radius_km + other.radius_km
    return far(one, other)


def _opens_another(claim: Claim) -> bool:
    """Tell whether words such as "another attack" set the claim apart from what was told."""
    return bool(claim.evidence) and holds_words(claim.evidence[0].words, rules().opens_another)


def _points(places: Iterable[Place]) -> set[str]:
    return {place.gazetteer_id for place in places if place.precision in _POINTS}


def _attach_words(claims: Sequence[Claim], episodes: Sequence[Episode]) -> None:
    """Give claims of words, in the order of the text, to the episodes that they are about."""
    starts = [begins(episode.claims[0]) for episode in episodes]
    numbers = {id(episode): n for n, episode in enumerate(episodes)}
    waiting = deque(sorted((begins(told), -n) for n, episode in enumerate(episodes) for told in episode.claims))
    last = (-1, 0)  # where an episode was told of last, and which: the first of those told of at one place
    by_scene = _days_of_scenes(episodes)
    for claim in claims:
        at = begins(claim)
        while waiting and waiting[0][0] <= at:
            last = max(last, waiting.popleft())
        chosen: Sequence[Episode] = ()
        if claim.type == "responsibility":
            following = bisect_right(starts, at)
            if _is_of_others(claim):
                _attach_to_others(claim, episodes, following)
            elif episodes:
                chosen = (episodes[-last[1]],) if following else episodes[:1]
        elif family_of(claim.type) == "words":
            chosen = _with_scene_and_day(claim, episodes, by_scene)
        for episode in chosen:
            episode.add(claim)
            if starts[numbers[id(episode)]] <= at:
                last = max(last, (at, -numbers[id(episode)]))


def _is_of_others(claim: Claim) -> bool:
    """Tell whether a claim of responsibility is of those told next: "two other attacks"."""
    return holds_words(" ".join(actor.words for actor in claim.roles.get("object", ())), rules().of_others)


def _attach_to_others(claim: Claim, episodes: Sequence[Episode], following: int) -> None:
    number = claim.count.least if isinstance(claim.count, Count) and claim.count.least else 1
    after = list(episodes[following : following + min(number, _MOST_OTHERS)])
    for episode in after:
        episode.add(claim)
        episode.inferred.add(claim.id)
    if following and after:
        episodes[0].others = after


def _days_of_scenes(episodes: Sequence[Episode]) -> dict[tuple[str, date], int]:
    """Of each town and day the first episode that has both."""
    found: dict[tuple[str, date], int] = {}
    for n, episode in enumerate(episodes):
        days = {day for time in episode.periods if time.precision in _FINE for day in _days(time)}
        for point in _points(episode.places):
            for day in days:
                found.setdefault((point, day), n)
    return found


def _with_scene_and_day(
    claim: Claim, episodes: Sequence[Episode], by_scene: Mapping[tuple[str, date], int]
) -> Sequence[Episode]:
    """The episode with the place and the day of a threat, warning or agreement, if there is one."""
    when = known(claim.when)
    if when is None or when.precision not in _FINE:
        return ()
    keys = ((point, day) for point in _points(scenes(claim)) for day in _days(when))
    first = min((by_scene[key] for key in keys if key in by_scene), default=None)
    return () if first is None else (episodes[first],)


def _days(time: Period) -> list[date]:
    """The days of a time, the last ones of a long one."""
    length = min((time.end - time.start).days, _MOST_DAYS - 1)
    return [time.end - timedelta(days=back) for back in range(length + 1)]


def _tie_series(episodes: Sequence[Episode]) -> None:
    """Find the others of a row: told apart in the same report, in the row's time, as many as the ordinal leaves."""
    rows: dict[Period | None, list[Episode]] = {}
    for episode in episodes:
        row = next((claim.series for claim in episode.claims if claim.series and claim.series.ordinal), None)
        if row is None or episode.others:
            continue
        within = known(row.within)
        if within not in rows:
            lying = (e for e in episodes if within is None or _lies_in(e, within))
            rows[within] = list(islice(lying, _MOST_OTHERS + 1))
        most = min(max((row.ordinal or 1) - 1, 0), _MOST_OTHERS)
        episode.others = [other for other in rows[within] if other is not episode][:most]


def _lies_in(episode: Episode, within: Period) -> bool:
    return any(within.start <= time.start <= within.end for time in episode.periods)
