"""What Hypothesis makes of every core type: values that the types allow, markups whose spans lie in their report."""

from dataclasses import is_dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TypeVar, get_args

from hypothesis import strategies as st

from according import model

T = TypeVar("T")
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(
    min_value=datetime(1900, 1, 1),  # noqa: DTZ001 (the strategy adds the zone)
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001 (the strategy adds the zone)
    timezones=st.one_of(st.just(UTC), ZONES),
)
WORDS = st.text(max_size=12)
SOME_WORDS = st.text(min_size=1, max_size=12)
OFFSETS = st.tuples(st.integers(0, 10_000), st.integers(0, 10_000))
SCORES = st.floats(0, 1)
NAMED_SCORES = st.dictionaries(WORDS, SCORES, max_size=3)
LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180)
OPTIONAL_OFFSETS = st.none() | OFFSETS


def names(prefix: str) -> st.SearchStrategy[str]:
    """Ids as `content_id` writes them."""
    return st.integers(0, 2**128 - 1).map(lambda number: f"{prefix}_{number:032x}")


def few(kind: st.SearchStrategy[T], least: int = 0) -> st.SearchStrategy[tuple[T, ...]]:
    """A short tuple."""
    return st.lists(kind, min_size=least, max_size=3).map(tuple)


@st.composite
def spans(draw: st.DrawFn) -> model.Span:
    """Spans of no report in particular."""
    start, words = draw(st.integers(0, 10_000)), draw(SOME_WORDS)
    return model.Span(start=start, end=start + len(words), words=words)


@st.composite
def periods(draw: st.DrawFn) -> model.Period:
    """Periods of up to ten years."""
    start = draw(DAYS)
    return model.Period(
        start=start,
        end=start + timedelta(days=draw(st.integers(0, 3650))),
        precision=draw(st.sampled_from(get_args(model.TimePrecision))),
        words=draw(WORDS),
        at=draw(OPTIONAL_OFFSETS),
        anchor=draw(WORDS),
    )


@st.composite
def counts(draw: st.DrawFn) -> model.Count:
    """Counts, open at either end or closed."""
    least = draw(st.none() | st.integers(0, 10**9))
    most = draw(st.none() | st.integers(least or 0, 10**10))
    return model.Count(
        least=least,
        most=most,
        qualifier=draw(st.sampled_from(get_args(model.Qualifier))),
        unit=draw(WORDS),
        scope=draw(st.sampled_from(get_args(model.Scope))),
        words=draw(WORDS),
        at=draw(OPTIONAL_OFFSETS),
    )


CANDIDATES = st.builds(
    model.Candidate, name=WORDS, country=WORDS, gazetteer_id=WORDS, lat=LATITUDES, lon=LONGITUDES
)  # fmt: skip
UNKNOWNS = st.builds(
    model.Unknown,
    why=st.sampled_from(get_args(model.Why)),
    words=WORDS,
    at=OPTIONAL_OFFSETS,
    by=WORDS,
    latest=st.none() | DAYS,
    candidates=few(CANDIDATES),
    role=st.none() | st.sampled_from(get_args(model.PlaceRole)),
)
PERIODS_OR_NOT = periods() | UNKNOWNS
PLACES = st.builds(
    model.Place,
    words=WORDS,
    at=OPTIONAL_OFFSETS,
    role=st.sampled_from(get_args(model.PlaceRole)),
    name=WORDS,
    country=WORDS,
    admin1=WORDS,
    lat=LATITUDES,
    lon=LONGITUDES,
    gazetteer_id=WORDS,
    match=WORDS,
    precision=st.sampled_from(get_args(model.PlacePrecision)),
    radius_km=st.floats(0, 20_000),
)
ACTORS = st.builds(
    model.Actor,
    words=WORDS,
    at=OPTIONAL_OFFSETS,
    name=WORDS,
    kind=st.sampled_from(("", *get_args(model.SpeakerKind))),
    actor=st.none() | WORDS,
    class_=WORDS,
    status=WORDS,
)
REPORTS = st.builds(
    model.Report,
    text=st.text(min_size=1, max_size=80),
    address=WORDS,
    given_id=WORDS,
    publisher=WORDS,
    published=PERIODS_OR_NOT,
    published_how=WORDS,
    language=WORDS,
    retrieved=st.none() | MOMENTS,
    raw=st.binary(max_size=20),
)


def mentions(kind: st.SearchStrategy[model.Span]) -> st.SearchStrategy[model.Mention]:
    """Mentions of these spans."""
    return st.builds(
        model.Mention,
        span=kind,
        kind=st.sampled_from(get_args(model.MentionKind)),
        name=WORDS,
        label=WORDS,
        status=WORDS,
        score=SCORES,
    )


def quantities(kind: st.SearchStrategy[model.Span]) -> st.SearchStrategy[model.Quantity]:
    """Number words in these spans."""
    return st.builds(model.Quantity, span=kind, unit=WORDS, scope=st.sampled_from(get_args(model.Scope)))


def voices(kind: st.SearchStrategy[model.Span]) -> st.SearchStrategy[model.Voice]:
    """Voices in these spans."""
    return st.builds(
        model.Voice,
        speakers=few(mentions(kind)),
        channel=kind | UNKNOWNS,
        relayed_by=few(mentions(kind)),
        said=mentions(kind) | UNKNOWNS,
        stance=st.sampled_from(get_args(model.Stance)),
        certainty=st.sampled_from(get_args(model.Certainty)),
    )


def readings(kind: st.SearchStrategy[model.Span]) -> st.SearchStrategy[model.Reading]:
    """Readings over these spans."""
    return st.builds(
        model.Reading,
        type=SOME_WORDS,
        trigger=kind,
        evidence=few(kind, least=1),
        roles=st.dictionaries(SOME_WORDS, few(mentions(kind)), max_size=2),
        count=quantities(kind) | UNKNOWNS,
        withheld_by=st.none() | mentions(kind),
        where=few(mentions(kind)),
        when=mentions(kind) | UNKNOWNS,
        voice=voices(kind),
        series=st.none() | kind,
        background=st.booleans(),
        supersedes=few(quantities(kind)),
        score=SCORES,
    )


@st.composite
def spans_in(draw: st.DrawFn, report: model.Report) -> model.Span:
    """Spans of this report's text."""
    start = draw(st.integers(0, len(report.text) - 1))
    return report.span(start, draw(st.integers(start + 1, len(report.text))))


@st.composite
def read_reports(draw: st.DrawFn) -> tuple[model.Report, model.Markup]:
    """A report with a markup of it."""
    report = draw(REPORTS)
    inside = spans_in(report)
    sentences = draw(few(inside))
    vectors = st.lists(st.tuples(SCORES, SCORES), min_size=len(sentences), max_size=len(sentences)).map(tuple)
    return report, model.Markup(
        report=report.id,
        reader=draw(SOME_WORDS),
        version=draw(SOME_WORDS),
        sentences=sentences,
        mentions=draw(few(mentions(inside))),
        readings=draw(few(readings(inside))),
        vectors=draw(st.just(()) | vectors),
        scores=draw(NAMED_SCORES),
        not_read=draw(WORDS),
    )


SERIES = st.builds(
    model.Series, ordinal=st.none() | st.integers(0, 99), words=WORDS, at=OFFSETS, within=PERIODS_OR_NOT
)  # fmt: skip
TYPES = st.sampled_from(("killing", "attack", "neutralisation", "responsibility", "control-change"))
CLAIMS = st.builds(
    model.Claim,
    id=names("c"),
    report=names("r"),
    given_id=WORDS,
    reader=SOME_WORDS,
    type=TYPES,
    stance=st.sampled_from(get_args(model.Stance)),
    certainty=st.sampled_from(get_args(model.Certainty)),
    speakers=few(ACTORS),
    channel=WORDS,
    relayed_by=few(ACTORS),
    said=PERIODS_OR_NOT,
    roles=st.dictionaries(st.sampled_from(("initiator", "affected", "object")), few(ACTORS), max_size=2),
    count=counts() | UNKNOWNS,
    where=few(PLACES | UNKNOWNS),
    when=PERIODS_OR_NOT,
    series=st.none() | SERIES,
    published=PERIODS_OR_NOT,
    background=st.booleans(),
    supersedes=few(counts()),
    scores=NAMED_SCORES,
    evidence=few(spans(), least=1),
)
LINKS = st.builds(
    model.Link,
    claims=st.tuples(names("c"), names("c")),
    same=st.booleans(),
    score=SCORES,
    reasons=few(WORDS),
    by=WORDS,
    when=st.none() | MOMENTS,
)
ACCOUNTS = st.builds(
    model.Account,
    field=WORDS,
    harmed=WORDS,
    value=counts() | periods() | PLACES | ACTORS | UNKNOWNS,
    voices=few(WORDS),
    claims=few(names("c")),
)
PARTIES = st.builds(model.Party, actor=WORDS, name=WORDS, part=st.sampled_from(get_args(model.Part)))
IN_SERIES = st.builds(
    model.InSeries,
    name=WORDS,
    ordinal=st.none() | st.integers(0, 99),
    with_=few(names("i")),
    words=WORDS,
    inferred=st.booleans(),
)
INCIDENTS = st.builds(
    model.Incident,
    id=names("i"),
    type=TYPES,
    level=st.sampled_from(get_args(model.Level)),
    parts=few(names("i")),
    part_of=st.none() | names("i"),
    where=few(PLACES | UNKNOWNS),
    when=PERIODS_OR_NOT,
    claims=few(names("c"), least=1),
    parties=few(PARTIES),
    accounts=few(ACCOUNTS),
    status=st.sampled_from(get_args(model.Status)),
    contested_fields=few(WORDS),
    reports=few(names("r"), least=1),
    independent_voices=st.integers(0, 99),
    series=few(IN_SERIES),
)
TARGETS = st.builds(model.Target, report=names("r"), start=st.integers(0, 10_000), end=st.integers(0, 10_000))
DECISIONS = st.builds(
    model.Decision,
    verb=st.sampled_from(get_args(model.Verb)),
    targets=few(TARGETS, least=1),
    field_=WORDS,
    value=WORDS,
    who=WORDS,
    when=MOMENTS,
    why=WORDS,
)

EVERY: dict[type, st.SearchStrategy[object]] = {
    model.Span: spans(),
    model.Candidate: CANDIDATES,
    model.Unknown: UNKNOWNS,
    model.Period: periods(),
    model.Place: PLACES,
    model.Actor: ACTORS,
    model.Count: counts(),
    model.Report: REPORTS,
    model.Mention: mentions(spans()),
    model.Voice: voices(spans()),
    model.Quantity: quantities(spans()),
    model.Reading: readings(spans()),
    model.Markup: read_reports().map(lambda pair: pair[1]),
    model.Series: SERIES,
    model.Claim: CLAIMS,
    model.Link: LINKS,
    model.Account: ACCOUNTS,
    model.Party: PARTIES,
    model.InSeries: IN_SERIES,
    model.Incident: INCIDENTS,
    model.Target: TARGETS,
    model.Decision: DECISIONS,
}


def core_types() -> tuple[type, ...]:
    """All dataclasses that `according.model` gives, so that a new one without a strategy is noticed."""
    return tuple(kind for kind in vars(model).values() if isinstance(kind, type) and is_dataclass(kind))


@st.composite
def known_worlds(
    draw: st.DrawFn,
) -> tuple[tuple[model.Report, ...], tuple[model.Claim, ...], tuple[model.Incident, ...]]:
    """Reports, claims of them, and incidents that hold each claim once: ids that lead somewhere, as joining makes."""
    reports = tuple({report.id: report for report in draw(st.lists(REPORTS, min_size=1, max_size=3))}.values())
    drawn = draw(st.lists(CLAIMS, max_size=6, unique_by=lambda claim: claim.id))
    claims = tuple(replace(claim, report=draw(st.sampled_from(reports)).id) for claim in drawn)
    groups = [draw(st.integers(0, 2)) for _ in claims]
    incidents = []
    for group in sorted(set(groups)):
        own = tuple(claim for claim, of in zip(claims, groups, strict=True) if of == group)
        ids = tuple(claim.id for claim in own)
        accounts = tuple(replace(account, claims=ids[:2]) for account in draw(few(ACCOUNTS)))
        told = tuple(sorted({claim.report for claim in own}))
        drawn_incident = draw(INCIDENTS)
        incidents.append(
            replace(
                drawn_incident, id=model.incident_id(ids), claims=ids, accounts=accounts, reports=told,
                parts=(), part_of=None, series=(),
            )
        )  # fmt: skip
    return reports, claims, tuple(incidents)
