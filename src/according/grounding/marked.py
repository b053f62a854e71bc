"""Makes a claim of what a person marks in a report: the words, what they claim, and in which words stands who, where.

Words are found in the report as they stand there, however its lines are broken; values are grounded as corrections are.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from according.errors import ReportError
from according.grounding.gazetteer import Progress
from according.grounding.given import UNKNOWN, ground_given
from according.language.people import class_of, status_of
from according.model import (
    NOT_STATED,
    PERSON,
    Actor,
    Claim,
    Count,
    Period,
    Place,
    Report,
    Span,
    Unknown,
    Words,
    content_id,
)
from according.settings import Settings

FIELDS = ("where", "when", "count", "speaker", "initiator", "affected", "object")
_THING = "object"
_IS = "="  # "WORDS = VALUE": the words of the report, and what a person says that they mean
_MOST_TOLD = 8  # places that an error names
_Day = Callable[[str], Period]
_Value = Place | Unknown | Period | Count | Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What a person marks: words that stand in the report, the type of what they claim, and its fields, in words too.

    `at` is where the words begin, where they stand more than once. Fields are named as in `FIELDS`; several speakers or
    places have ";" between them, and "WORDS = VALUE" tells what words mean that do not tell it alone.
    """

    words: str
    type: str
    at: int | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


def mark_claim(report: Report, marked: Marked, settings: Settings, read_day: _Day, progress: Progress) -> Claim:
    """The claim that a person marks; its id comes from the words alone, whoever marks them.

    A `ReportError` if words do not stand in the report, or do so more than once, or if a value cannot be told.
    """
    if strange := sorted(set(marked.fields) - set(FIELDS)):
        raise ReportError(f"there is no {strange[0]!r} to mark; there are: {', '.join(FIELDS)}")
    evidence = _find(report, marked.words, at=marked.at)
    published = report.published if isinstance(report.published, Period) else None
    outlet = Actor(words="", name=report.publisher or "the outlet", kind="media")
    claim = Claim(
        id="", report=report.id, given_id="", reader=PERSON, type="", stance="asserts", certainty="stated",
        speakers=(outlet,), channel="", relayed_by=(), said=NOT_STATED, roles={}, count=NOT_STATED, where=(),
        when=replace(NOT_STATED, latest=published.end if published else None), published=report.published,
        evidence=(evidence,),
    )  # fmt: skip
    claim = replace(claim, type=str(ground_given("type", marked.type, claim, settings, read_day, progress)))
    for name in FIELDS:  # where first, for countries tell actors
        told = marked.fields.get(name, "")
        if not told.strip(" ;"):
            continue
        values: list[_Value] = []
        for each in told.split(";") if name not in ("count", "when") else [told]:
            if each.strip():
                values += _ground(report, name, each, claim, settings, read_day, progress)
        claim = _with(claim, name, values)
    return replace(claim, id=_name(claim))


def _ground(
    report: Report, name: str, told: str, claim: Claim, settings: Settings, read_day: _Day, progress: Progress
) -> list[_Value]:
    """The values of these words of the report, which stand in the marked words, or else in the report but once."""
    words, is_, meaning = (part.strip() for part in told.partition(_IS))
    if words == UNKNOWN or (is_ and not meaning):
        raise ReportError(f"the {name} is told by words of the report, or as 'WORDS = VALUE': leave it out if unknown")
    span = _find(report, words, within=claim.evidence[0])
    if name == _THING:
        thing = meaning or " ".join(span.words.split())
        return [Actor(words=span.words, at=span.at, name=thing, class_=class_of(thing))]
    given = ground_given(name, meaning or words, claim, settings, read_day, progress)
    found: list[_Value] = []
    for each in given if isinstance(given, tuple) else (given,):
        if isinstance(each, Actor):
            found.append(replace(each, words=span.words, at=span.at, status=status_of(span.words)))
        elif not isinstance(each, str):
            found.append(replace(each, words=span.words, at=span.at))
    return found


def _with(claim: Claim, name: str, values: list[_Value]) -> Claim:
    """The claim with the values of a field."""
    actors = tuple(each for each in values if isinstance(each, Actor))
    if name == "where":
        return replace(claim, where=tuple(each for each in values if isinstance(each, Place | Unknown)))
    if name == "when":
        return replace(claim, when=next((e for e in values if isinstance(e, Period | Unknown)), claim.when))
    if name == "count":
        return replace(claim, count=next((each for each in values if isinstance(each, Count)), claim.count))
    if name == "speaker":
        return replace(claim, speakers=tuple(replace(each, status="") for each in actors))
    return replace(claim, roles={**claim.roles, name: actors})


def _find(report: Report, words: str, *, at: int | None = None, within: Span | None = None) -> Span:
    """The stretch of the report that these words are; those within a stretch are meant before all others."""
    told = words.split()
    if not told:
        raise ReportError("no words are given: write them as they stand in the report")
    pattern = r"\s+".join(map(re.escape, told))
    edge = r"(?<!\w)" if told[0][0].isalnum() else "", r"(?!\w)" if told[-1][-1].isalnum() else ""
    spots: list[Words] = [match.span() for match in re.finditer(edge[0] + pattern + edge[1], report.text)]
    inside = [spot for spot in spots if within and within.start <= spot[0] and spot[1] <= within.end]
    if at is not None:
        spots = [spot for spot in spots if spot[0] == at] or spots
    elif len(inside) == 1:
        spots = inside
    shown = ", ".join(str(start) for start, _ in spots[:_MOST_TOLD]) + (" ..." if len(spots) > _MOST_TOLD else "")
    if not spots:
        raise ReportError(f"{words!r} does not stand in the report: write the words just as they stand there")
    if at is not None and spots[0][0] != at:
        raise ReportError(f"{words!r} does not begin at {at}; it does at: {shown}")
    if len(spots) > 1 and within is None:
        raise ReportError(
            f"{words!r} stands in the report {len(spots)} times: choose with --at OFFSET, one of: {shown}"
        )
    if len(spots) > 1:
        raise ReportError(
            f"{words!r} stands in the report {len(spots)} times, and not once in the words that are marked: write more "
            "of the words around it, and what it means behind '='"
        )
    return report.span(*spots[0])


def _name(claim: Claim) -> str:
    spans = {role: sorted(a.at for a in fillers if a.at) for role, fillers in claim.roles.items()}
    spans["evidence"] = [span.at for span in claim.evidence]
    spans["speaker"] = sorted(actor.at for actor in claim.speakers if actor.at)
    spans["where"] = sorted(place.at for place in claim.where if place.at)
    for name, value in (("count", claim.count), ("when", claim.when)):
        spans[name] = [value.at] if value.at else []
    return content_id("c", claim.report, PERSON, claim.type, spans, claim.stance)
