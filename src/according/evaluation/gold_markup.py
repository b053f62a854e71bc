"""Annotated claims as the markup of a reader without faults, so that grounding and joining can be measured alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from according import ontology
from according.language.numbers import parse_number
from according.language.people import class_of, kind_of, status_of
from according.language.sentences import find_sentences
from according.model import NOT_STATED, Markup, Mention, MentionKind, Quantity, Reading, Report, Span, Unknown, Voice

READER, VERSION = "gold", "1"
_ROLES = ("initiator", "affected", "object", "weapon")
_THINGS = ("object", "weapon")

Row = Mapping[str, Any]


def markup_of(report: Report, claims: Sequence[Row], mentions: Sequence[Mention] = ()) -> Markup:
    """The markup of a report whose claims, as a file holds them, all have offsets into its text: a reading each.

    Of `mentions`, places are kept that no claim has: a country that is named elsewhere tells which town is meant.
    What the words alone tell (of what kind an actor is, what a thing is) is told by the lists that a reader asks too.
    """
    sentences = find_sentences(report.text)
    told = [each["words"] for claim in claims for each in claim["where"]]
    elsewhere = (
        mention
        for mention in mentions
        if mention.kind == "place" and all(mention.span.end <= at[0] or at[1] <= mention.span.start for at in told)
    )
    return Markup(
        report=report.id,
        reader=READER,
        version=VERSION,
        sentences=tuple(sentences),
        mentions=tuple(elsewhere),
        readings=tuple(_reading(report.text, sentences, claim) for claim in claims),
    )


def _reading(text: str, sentences: Sequence[Span], claim: Row) -> Reading:
    trigger = _span(text, claim["trigger"])
    told = {role: [_filler(text, role, each) for each in claim[role]] for role in _ROLES}
    names = ontology.load()[claim["type"]].roles
    if "initiator" not in names and "party" in names:
        told["party"] = told.pop("initiator")
    where = tuple(_place(text, each) for each in claim["where"])
    when = _time(text, claim["when"])
    count = _count(text, claim["count"])
    spans = [mention.span for fillers in told.values() for mention in fillers]
    spans += [mention.span for mention in (*where, when) if isinstance(mention, Mention)]
    spans += [count.span] if isinstance(count, Quantity) else []
    return Reading(
        type=claim["type"],
        trigger=trigger,
        evidence=(_evidence(text, sentences, trigger, spans),),
        roles={role: tuple(fillers) for role, fillers in told.items() if fillers},
        count=count,
        where=where,
        when=when,
        voice=Voice(
            speakers=tuple(_speaker(text, trigger, each) for each in claim["speakers"]),
            channel=_span(text, claim["channel"]) if claim["channel"] else NOT_STATED,
            relayed_by=tuple(_relay(text, each) for each in claim["relayed_by"]),
            said=_time(text, claim["said"]),
            stance=claim["stance"],
            certainty=claim["certainty"],
        ),
        background=claim["background"],
    )


def _span(text: str, at: Sequence[int]) -> Span:
    return Span(start=at[0], end=at[1], words=text[at[0] : at[1]])


def _evidence(text: str, sentences: Sequence[Span], trigger: Span, spans: Sequence[Span]) -> Span:
    """The stretch of the trigger's sentence that holds the trigger and all that the sentence tells of the claim."""
    within = next((each for each in sentences if each.start <= trigger.start < each.end), trigger)
    held = [trigger, *(span for span in spans if within.start <= span.start and span.end <= within.end)]
    return _span(text, (min(span.start for span in held), max(span.end for span in held)))


def _name(text: str, held: object) -> str:
    return text[held[0] : held[1]] if isinstance(held, list) else str(held)


def _speaker(text: str, trigger: Span, filler: Row) -> Mention:
    if not filler["words"]:
        return Mention(span=trigger, kind="actor", name="", label="unknown")
    span = _span(text, filler["words"])
    return Mention(
        span=span, kind="actor", name=_name(text, filler["name"]), label=filler["kind"], status=status_of(span.words)
    )


def _relay(text: str, at: Sequence[int]) -> Mention:
    span = _span(text, at)
    return Mention(span=span, kind="actor", name=span.words, label=kind_of(span.words) or "media")


def _filler(text: str, role: str, filler: Row) -> Mention:
    span, name = _span(text, filler["words"]), _name(text, filler["name"])
    status, class_, kind = status_of(span.words), class_of(span.words), kind_of(name)
    thing = bool(class_ and not status and (role in _THINGS or not kind)) or (role in _THINGS and not (status or kind))
    what: MentionKind = "object" if thing else "actor"
    return Mention(span=span, kind=what, name=name, label=class_ if thing else kind, status=status)


def _place(text: str, place: Row) -> Mention:
    span = _span(text, place["words"])
    return Mention(span=span, kind="place", name=span.words, label=place["role"])


def _time(text: str, at: Sequence[int] | None) -> Mention | Unknown:
    if at is None:
        return NOT_STATED
    span = _span(text, at)
    return Mention(span=span, kind="time", name=span.words)


def _count(text: str, count: Row) -> Quantity | Unknown:
    if "unknown" in count:
        words = count.get("words")
        return Unknown(why=count["unknown"], words=_span(text, words).words if words else "")
    span = _span(text, count["words"])
    named = count["least"] if parse_number(span.words) is None and count["least"] == count["most"] else None
    unit = _name(text, count["unit"]) if count["unit"] else ""
    return Quantity(span=span, unit=unit, scope=count["scope"], named=named or 0)
