"""Markup to claims (a machine): where, when, who and how many a reading means, and why where it cannot tell."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version

from according.grounding.actors import Registry, open_registry
from according.grounding.counts import ground_count
from according.grounding.datelines import find_dateline
from according.grounding.gazetteer import CREDIT, Gazetteer, Progress, open_gazetteer
from according.grounding.places import Places, find_places, role_of
from according.grounding.recasing import is_caseless, with_short_forms
from according.grounding.series import ground_series
from according.grounding.times import resolve_time
from according.grounding.villages import VILLAGES
from according.language.times import time_words
from according.model import (
    OF_THE_INCIDENT,
    Actor,
    Claim,
    Count,
    Markup,
    Mention,
    Period,
    Place,
    Quantity,
    Reading,
    Report,
    Span,
    Unknown,
    Words,
    claim_id,
)
from according.settings import Settings

__all__ = ["CREDIT", "LONG", "VILLAGES", "World", "ground", "open_world"]

LONG = "a long report"  # what `progress` is told is done while a report of many claims is grounded
_MARKS = ",.;:()"
_MANY = 100  # claims, from which on a report is long; and told after so many


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What is known of the world: places and actors."""

    gazetteer: Gazetteer
    registry: Registry

    @property
    def version(self) -> str:
        """Name what claims are grounded in: they are grounded anew where it changes."""
        return f"according {version('according')}, {self.gazetteer.version}"


def open_world(settings: Settings, progress: Progress | None = None) -> World:
    """Open the gazetteer and the registry of actors; the first time this builds the gazetteer's index (about 15 s).

    `progress` is told what is done and how far it is, from 0 to 1.
    """
    return World(
        gazetteer=open_gazetteer(settings.cache, progress, villages=settings.places.villages), registry=open_registry()
    )


def ground(report: Report, markup: Markup, world: World, progress: Progress | None = None) -> list[Claim]:
    """Ground every reading of a markup: one claim each, in the order of the text.

    The claims depend on the report, its markup and the world alone; their ids on the first two alone. `progress` is
    told of a long report which share of its claims are grounded.
    """
    places = find_places(report, _place_mentions(markup), world.gazetteer)
    anchor = report.published if isinstance(report.published, Period) else find_dateline(markup.sentences)
    grounding = _Grounding(
        report=report,
        markup=markup,
        places=places,
        registry=world.registry,
        gazetteer=world.gazetteer,
        anchor=anchor,
        caseless=is_caseless(report.text),
        starts=[span.start for span in markup.sentences],
        scenes=_scenes(markup, places),
    )
    claims: dict[str, Claim] = {}
    times: dict[Words, Period | Unknown] = {}
    previous: Period | None = None
    for number, reading in enumerate(sorted(markup.readings, key=lambda reading: reading.trigger.at)):
        if progress is not None and number and number % _MANY == 0:
            progress(LONG, number / len(markup.readings))
        if isinstance(reading.when, Mention) and reading.when.span.at not in times:
            # Once for all readings of one sentence, lest the second "the day before" go back another day.
            time = times[reading.when.span.at] = grounding.time(reading.when, grounding.clock(reading, previous))
            previous = time if isinstance(time, Period) else previous
        told = times[reading.when.span.at] if isinstance(reading.when, Mention) else reading.when
        claim = grounding.claim(reading, told)
        claims.setdefault(claim.id, claim)
    return list(claims.values())


def _place_mentions(markup: Markup) -> list[Mention]:
    """All mentions of places, each stretch of words once; what a reading says of it stands before the rest."""
    mentions: dict[tuple[int, int], Mention] = {}
    for reading in markup.readings:
        for mention in reading.where:
            mentions.setdefault(mention.span.at, mention)
    for mention in markup.mentions:
        if mention.kind == "place":
            mentions.setdefault(mention.span.at, mention)
    return [mentions[at] for at in sorted(mentions)]


def _scenes(markup: Markup, places: Places) -> tuple[str, ...]:
    """The countries in which a report's claims are set, each once: what a government elsewhere says is from abroad."""
    found = (places.resolved[mention.span.at].place for reading in markup.readings for mention in reading.where)
    return tuple(dict.fromkeys(place.country for place in found if isinstance(place, Place) and place.country))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grounding:
    """One report's grounding: what stays the same from claim to claim."""

    report: Report
    markup: Markup
    places: Places
    registry: Registry
    gazetteer: Gazetteer
    anchor: Period | Unknown
    caseless: bool
    starts: list[int]
    scenes: tuple[str, ...]

    def claim(self, reading: Reading, when: Period | Unknown) -> Claim:
        """Ground one reading, which happened then."""
        report, voice = self.report, reading.voice
        said = self.time(voice.said, None)
        where, where_score = self._where(reading)
        scores = {"claim": reading.score}
        if where_score is not None:
            scores["where"] = where_score
        return Claim(
            id=claim_id(self.markup, reading),
            report=report.id,
            given_id=report.given_id,
            reader=f"{self.markup.reader}/{self.markup.version}",
            type=reading.type,
            stance=voice.stance,
            certainty=voice.certainty,
            speakers=self._speakers(voice.speakers),
            channel=voice.channel.words if isinstance(voice.channel, Span) else "",
            relayed_by=tuple(self._speaker(mention) for mention in voice.relayed_by),
            said=said,
            roles={role: tuple(self._filler(each) for each in fillers) for role, fillers in reading.roles.items()},
            count=self._count(reading),
            where=where,
            when=self._when(when, said),
            series=ground_series(reading.series, self.anchor) if reading.series is not None else None,
            published=report.published,
            background=reading.background,
            supersedes=tuple(count for count in map(ground_count, reading.supersedes) if isinstance(count, Count)),
            scores=scores,
            evidence=reading.evidence,
        )

    def _actor(self, mention: Mention) -> Actor:
        actor = self.registry.ground(mention, countries=self.places.countries)
        if actor.actor is not None or not self.caseless:
            return actor
        span = replace(mention.span, words=with_short_forms(mention.span.words))
        return replace(
            self.registry.ground(replace(mention, span=span), countries=self.places.countries), words=mention.span.words
        )

    def _filler(self, mention: Mention) -> Actor:
        """Ground who or what stands in a role: an actor by the registry, a thing by its own words."""
        if mention.kind == "actor":
            return self._actor(mention)
        return Actor(
            words=mention.span.words,
            at=mention.span.at,
            name=mention.name,
            class_=mention.label,
            status=mention.status,
        )

    def _speakers(self, speakers: Sequence[Mention]) -> tuple[Actor, ...]:
        """Ground who says so; where nobody else does, the outlet speaks."""
        if not speakers:
            return (Actor(words="", name=self.report.publisher or "the outlet", kind="media"),)
        return tuple(map(self._speaker, speakers))

    def _speaker(self, mention: Mention) -> Actor:
        """Ground who speaks: of what kind, or that nobody can tell; "" is a thing's."""
        actor = self._actor(mention)
        if actor.actor is None and not actor.kind and (code := self._capital_of(mention.name)):
            entry = self.registry.entries[f"{code.lower()}-government"]
            actor = replace(actor, name=entry.name, kind=entry.kind, actor=entry.id)
        kind = self.registry.kind_abroad(actor, self.scenes)
        return replace(actor, kind="unknown" if mention.label == "unknown" or not kind else kind)

    def _capital_of(self, name: str) -> str:
        """The country whose capital has this name and speaks for its government: "Moscow said"; "" if it is none."""
        codes = (found.country for found in self.gazetteer.find(name) if found == self.gazetteer.capital(found.country))
        return next((code for code in codes if f"{code.lower()}-government" in self.registry.entries), "")

    def time(self, told: Mention | Unknown, previous: Period | None) -> Period | Unknown:
        """Ground a time; `previous` is that of the happening told of before it, for "the day before"."""
        if isinstance(told, Unknown):
            return told
        return resolve_time(told.span.words, at=told.span.at, published=self.anchor, previous=previous)

    def clock(self, reading: Reading, previous: Period | None) -> Period | None:
        """The time that a reading's own is counted from: the last day that its sentence names before, else `previous`.

        "Residents on Sunday buried those killed a day earlier": a day before Sunday.
        """
        at = reading.when.span.start if isinstance(reading.when, Mention) else 0
        sentence = bisect_right(self.starts, at) - 1
        if sentence < 0:
            return previous
        before = self.report.text[self.starts[sentence] : at]
        weekdays = time_words("en")["weekdays"]
        word = next((word for word in reversed(before.split()) if word.strip(_MARKS).lower() in weekdays), None)
        if word is not None:
            day = resolve_time(word.strip(_MARKS), at=None, published=self.anchor, previous=None)
            return day if isinstance(day, Period) else previous
        return previous

    def _when(self, when: Period | Unknown, said: Period | Unknown) -> Period | Unknown:
        """When it happened; where that is unknown, it was at the latest when it was said, or published."""
        if isinstance(when, Period) or when.latest is not None:
            return when
        clocks = (clock for clock in (said, self.anchor) if isinstance(clock, Period))
        return replace(when, latest=min((clock.end for clock in clocks), default=None))

    def _count(self, reading: Reading) -> Count | Unknown:
        """Ground how many; a number that somebody does not give is not given by that somebody."""
        if isinstance(reading.count, Quantity):
            return ground_count(reading.count)
        if reading.withheld_by is None:
            return reading.count
        by = self._actor(reading.withheld_by)
        return replace(reading.count, why="not_given", by=by.actor or by.name)

    def _where(self, reading: Reading) -> tuple[tuple[Place | Unknown, ...], float | None]:
        """Ground where; with how sure the least sure place is, if there is one.

        A place that was named for what the report told before, in another sentence, is the incident's.
        """
        where: list[Place | Unknown] = []
        scores: list[float] = []
        low = bisect_right(self.starts, reading.trigger.start) - 1
        start = self.starts[low] if low >= 0 else 0
        end = self.starts[low + 1] if low + 1 < len(self.starts) else len(self.report.text)
        for mention in reading.where:
            resolved = self.places.resolved[mention.span.at]
            place = replace(resolved.place, role=role_of(mention))
            if isinstance(place, Place):
                place = place if start <= mention.span.start < end else replace(place, match=OF_THE_INCIDENT)
                scores.append(resolved.score)
            where.append(place)
        return tuple(where), min(scores, default=None)
