"""Grounds what a person gives for a field of a claim, in the way of what readers mark, and as strictly."""

import re
from collections.abc import Callable

from according.errors import ReportError
from according.grounding.actors import open_registry
from according.grounding.gazetteer import Progress, open_gazetteer
from according.grounding.places import find_places
from according.grounding.times import resolve_time
from according.language.numbers import parse_number
from according.model import NOT_STATED, Actor, Claim, Count, Mention, MentionKind, Period, Place, Report, Span, Unknown
from according.ontology import load
from according.settings import Settings
from according.shelf import nearest

UNKNOWN = "unknown"
_DAYS = re.compile(r"(.+?)\s*(?:\.\.|\bto\b)\s*(.+)")
Given = str | Count | Period | Unknown | tuple[Place | Unknown, ...] | tuple[Actor, ...]


def ground_given(
    field: str, words: str, claim: Claim, settings: Settings, read_day: Callable[[str], Period], progress: Progress
) -> Given:
    """Ground the words that a person gives for this field of a claim; several places or actors stand with ";" between.

    "unknown" takes a number, a time or the places away. A `ReportError` for what cannot be told, with what to write.
    """
    told = " ".join(words.split()).strip("; ")
    if not told:
        raise ReportError(f"the {field} is empty: write it, or 'unknown'")
    if field == "type":
        return _type(told)
    if field == "count":
        return NOT_STATED if told == UNKNOWN else _count(told, claim)
    if field == "when":
        return NOT_STATED if told == UNKNOWN else _period(told, claim, read_day)
    if field == "where":
        return () if told == UNKNOWN else tuple(_place(each, settings, progress) for each in _several(told))
    return tuple(_actor(each, field, claim) for each in _several(told))


def _several(words: str) -> list[str]:
    return [each.strip() for each in words.split(";") if each.strip()]


def _type(words: str) -> str:
    name = "-".join(words.lower().split())
    if name not in load():
        near = nearest(name, load())
        maybe = f"did you mean {near!r}?" if near else f"there are: {', '.join(sorted(load()))}"
        raise ReportError(f"there is no type {name!r}; {maybe}")
    return name


def _count(words: str, claim: Claim) -> Count:
    phrase = parse_number(words)
    if phrase is None:
        raise ReportError(f"{words!r} is not one number: write it as 'at least 80 militants', '12' or 'unknown'")
    unit = words[phrase.span.end :].strip(" ,.").lower()
    was = claim.count
    return Count(
        least=phrase.least, most=phrase.most, qualifier=phrase.qualifier,
        unit=unit or (was.unit if isinstance(was, Count) else ""),
        scope=was.scope if isinstance(was, Count) else "incident", words=words,
    )  # fmt: skip


def _period(words: str, claim: Claim, read_day: Callable[[str], Period]) -> Period:
    days = _DAYS.fullmatch(words)
    try:
        if days is None:
            return read_day(words)
        first, last = read_day(days[1]), read_day(days[2])
        if last.end < first.start:
            raise ReportError(f"{words!r} ends before it begins")
    except ReportError:
        told = resolve_time(words, at=None, published=claim.published, previous=None)
        if isinstance(told, Period):
            return told
        raise
    return Period(start=first.start, end=last.end, precision="days", words=words)


def _place(words: str, settings: Settings, progress: Progress) -> Place:
    gazetteer = open_gazetteer(settings.cache, progress, villages=settings.places.villages)
    mention = _mention(words, "place")
    place = find_places(Report(text=words), [mention], gazetteer).resolved[mention.span.at].place
    if isinstance(place, Unknown):
        maybe = "; ".join(f"{each.name}, {each.country}" for each in place.candidates)
        said = "may be one of several places" if place.why == "ambiguous" else "is no place that the gazetteer knows"
        raise ReportError(
            f"{words!r} {said}{f' ({maybe})' if maybe else ''}: write its country behind it, as 'Kayes, Mali'"
        )
    return Place(
        words=words, role="scene", name=place.name, country=place.country, admin1=place.admin1, lat=place.lat,
        lon=place.lon, gazetteer_id=place.gazetteer_id, match=place.match, precision=place.precision,
        radius_km=place.radius_km,
    )  # fmt: skip


def _actor(words: str, field: str, claim: Claim) -> Actor:
    countries = _countries(claim)
    found = open_registry().ground(_mention(words, "actor"), countries=countries)
    kind = found.kind or ("unknown" if field == "speaker" else "")
    return Actor(words=words, name=found.name, kind=kind, actor=found.actor)


def _countries(claim: Claim) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.country for place in claim.where if isinstance(place, Place)))


def _mention(words: str, kind: MentionKind) -> Mention:
    return Mention(span=Span(start=0, end=len(words), words=words), kind=kind, name=words)
