"""Claims made by hand, for tests: a report's sentences as one says them, with all that is not given left out."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from according.model import (
    NOT_STATED,
    Actor,
    Certainty,
    Claim,
    Count,
    Decision,
    Incident,
    Period,
    Place,
    PlacePrecision,
    Qualifier,
    Scope,
    Series,
    Span,
    SpeakerKind,
    Stance,
    Target,
    TimePrecision,
    Unknown,
    Verb,
    content_id,
)

OUTLET = Actor(words="", name="the outlet", kind="media")
ARMY = Actor(words="the army", name="Army of Oria", kind="army", actor="or-armed-forces")
REBELS = Actor(words="the Front", name="Salt Front", kind="armed-group", actor="salt-front")
RIVALS = Actor(words="the League", name="Hill League", kind="armed-group", actor="hill-league")
RESIDENT = Actor(words="a resident", name="a resident", kind="witness")
DOCTOR = Actor(words="Dr Imi", name="Imi", kind="medical")
SOLDIERS = Actor(words="soldiers", name="soldiers", kind="army", status="soldier")
CIVILIANS = Actor(words="civilians", name="civilians", status="civilian")
DAY = date(2031, 5, 12)


def day(number: int, precision: TimePrecision = "day") -> Period:
    """The day so many days after the first."""
    when = DAY + timedelta(days=number)
    return Period(start=when, end=when, precision=precision)


def town(name: str, lat: float, lon: float, country: str = "OR", precision: PlacePrecision = "town") -> Place:
    """A place with a radius as its precision has it."""
    radius = {"town": 5.0, "near": 20.0, "province": 100.0, "country": 500.0}.get(precision, 1.0)
    return Place(
        words=name, name=name, country=country, admin1="North" if lat > 10 else "South", lat=lat, lon=lon,
        gazetteer_id=f"made:{name}", match="exact", precision=precision, radius_km=radius,
    )  # fmt: skip


TABU = town("Tabu", 14.0, 5.0)
NEAR_TABU = town("Miri", 14.0, 5.2)  # 21.6 km to the east
FAR_OFF = town("Sole", 9.0, 5.0)
ORIA = town("Oria", 12.0, 5.0, precision="country")


def number(least: int | None, most: int | None = -1, unit: str = "people", scope: Scope = "incident") -> Count:
    """A count; exact unless `most` is given."""
    top = least if most == -1 else most
    qualifier: Qualifier = "exactly" if least == top else "at_least"
    return Count(least=least, most=top, qualifier=qualifier, unit=unit, scope=scope, words=str(least))


def claim(
    type_: str,
    *,
    report: str = "one",
    at: int = 0,
    words: str = "",
    by: Actor | Sequence[Actor] = OUTLET,
    via: Actor | None = None,
    stance: Stance = "asserts",
    certainty: Certainty = "stated",
    roles: Mapping[str, Sequence[Actor]] | None = None,
    count: Count | Unknown = NOT_STATED,
    where: Sequence[Place | Unknown] = (),
    when: Period | Unknown = NOT_STATED,
    published: Period | Unknown | None = None,
    series: Series | None = None,
) -> Claim:
    """A claim of a report; `at` is where its words begin."""
    told = words or f"{type_} told at {at} in {report}"
    return Claim(
        id=content_id("c", report, type_, at, told, stance),
        report=f"r_{report}",
        given_id=report,
        reader="made",
        type=type_,
        stance=stance,
        certainty=certainty,
        speakers=(by,) if isinstance(by, Actor) else tuple(by),
        channel="",
        relayed_by=(via,) if via else (),
        said=NOT_STATED,
        roles={role: tuple(fillers) for role, fillers in (roles or {}).items()},
        count=count,
        where=tuple(where),
        when=when,
        published=day(1) if published is None else published,
        series=series,
        evidence=(Span(start=at, end=at + len(told), words=told),),
    )


def decide(verb: Verb, *targets: Claim | Target, field: str = "", value: str = "", hour: int = 0) -> Decision:
    """A decision about the words of these claims."""
    aims = tuple(
        target if isinstance(target, Target)
        else Target(report=target.report, start=target.evidence[0].start, end=target.evidence[0].end)
        for target in targets
    )  # fmt: skip
    when = datetime(2031, 6, 1, hour, tzinfo=UTC)
    return Decision(verb=verb, targets=aims, field_=field, value=value, who="Ada", when=when)


def types_of(incident: Incident, claims: Sequence[Claim]) -> list[str]:
    """The types of an incident's claims."""
    return sorted(claim.type for claim in claims if claim.id in incident.claims)


def kind_of_speaker(kind: SpeakerKind, name: str) -> Actor:
    """Somebody of this kind."""
    return Actor(words=name, name=name, kind=kind)
