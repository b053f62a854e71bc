"""The core types: a report, what a reader marked in it, what it claims, and what claims amount to.

Frozen dataclasses on the standard library alone. A value that is missing is an `Unknown` that says why, never `None`;
`None` stands for an open bound of a count and for "no registry entry". Offsets are Unicode code points, end exclusive.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, TypeVar

Why = Literal["not_stated", "unclear", "not_given", "not_found", "ambiguous"]
Stance = Literal["asserts", "denies", "admits", "retracts"]
Certainty = Literal["stated", "reported", "suspected", "feared"]
SpeakerKind = Literal[
    "army", "government", "police", "de-facto-authority", "armed-group", "militia", "foreign-force",
    "peacekeeper", "foreign-government", "un", "ngo", "monitor", "medical", "local-official", "community-leader",
    "witness", "media", "anonymous", "unknown"
]  # fmt: skip
PlacePrecision = Literal["exact", "town", "near", "district", "province", "country"]
TimePrecision = Literal["day", "days", "week", "month", "year"]
Qualifier = Literal["exactly", "at_least", "more_than", "at_most", "fewer_than", "about", "nearly", "between", "vague"]
Scope = Literal["incident", "subset", "cumulative"]
MentionKind = Literal["actor", "object", "place", "time", "number", "happening"]
PlaceRole = Literal["scene", "from", "to", "about"]
Level = Literal["incident", "operation"]
Part = Literal["initiator", "affected", "unclear"]
Status = Literal["single-voice", "one-sided", "corroborated", "contested", "denied"]
Verb = Literal["accept", "correct", "add", "join", "split", "reject"]
Words = tuple[int, int]

T = TypeVar("T")


def content_id(prefix: str, *parts: object) -> str:
    """Name a thing by what it holds: `prefix` and 128 bits of the sha256 over one JSON array of `parts`.

    >>> content_id("r", "", "Two soldiers were killed.")
    'r_cd83fdbcd824dfa186fea4b27c9e85b0'
    """
    array = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"{prefix}_{hashlib.sha256(array.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a report's words: the evidence. `words` is the kept text from `start` to `end`."""

    start: int
    end: int
    words: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.words) != self.end - self.start:
            raise ValueError(f"no span of words: {self.start}..{self.end} for {self.words[:40]!r}")

    @property
    def at(self) -> Words:
        """The offsets alone."""
        return (self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a name might mean, offered where none is taken."""

    name: str
    country: str
    gazetteer_id: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """Why a value is missing: the text is silent, somebody says it is unclear or keeps it back, or it is not resolved.

    `words` and `at` are the words that say so, if any; `by` is the actor who does not give it; `latest` the last day on
    which the thing can have happened; `candidates` the places that the words might mean; `role` that of a place.
    """

    why: Why
    words: str = ""
    at: Words | None = None
    by: str = ""
    latest: date | None = None
    candidates: tuple[Candidate, ...] = ()
    role: PlaceRole | None = None


NOT_STATED = Unknown(why="not_stated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From one day to another, both included, as exactly as the words say. `anchor` tells what it was counted from."""

    start: date
    end: date
    precision: TimePrecision
    words: str = ""
    at: Words | None = None
    anchor: str = ""

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period cannot end ({self.end}) before it starts ({self.start})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of a gazetteer, as these words mean it. Degrees WGS 84; `radius_km` is how far off it may be.

    `match` tells how the name was found: `exact`, `sound`, `spelling`, `only` (nothing else of that name) and so on.
    """

    words: str
    at: Words | None = None
    role: PlaceRole = "scene"
    name: str
    country: str
    admin1: str
    lat: float
    lon: float
    gazetteer_id: str
    match: str
    precision: PlacePrecision
    radius_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who speaks, acts or is harmed, or the thing that is: the words, the name behind them, the registry's id.

    `actor` is `None` where the registry has no entry. `kind` is a speaker kind, or "" for a thing. `class_` is a
    thing's class (military-site, vehicle ...); `status` a person's (fighter, civilian ...), as the voice calls them.
    """

    words: str
    at: Words | None = None
    name: str
    kind: SpeakerKind | Literal[""] = ""
    actor: str | None = None
    class_: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many: a range with its words. `None` as a bound means that it is open ("at least 80": most is `None`)."""

    least: int | None
    most: int | None
    qualifier: Qualifier
    unit: str
    scope: Scope = "incident"
    words: str = ""
    at: Words | None = None

    def __post_init__(self) -> None:
        if self.least is not None and self.most is not None and self.most < self.least:
            raise ValueError(f"a count cannot be at most {self.most} and at least {self.least}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One published text. Its first line is the title. What a file or a page told of it stands beside the text.

    `id` is made of address and text alone: a text offered twice is one report, a text at two addresses is two.
    `given_id` is the id that the input gave, else its path or address. `published_how` tells where the date was found;
    `raw` holds the bytes that came, from which `text` was cleaned.
    """

    text: str
    address: str = ""
    given_id: str = ""
    publisher: str = ""
    published: Period | Unknown = NOT_STATED
    published_how: str = ""
    language: str = ""
    retrieved: datetime | None = None
    raw: bytes = field(default=b"", repr=False)
    id: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", content_id("r", self.address, self.text))

    @property
    def title(self) -> str:
        """The text's first line."""
        return self.text.split("\n", 1)[0]

    def span(self, start: int, end: int) -> Span:
        """Cut a span out of the kept text; a `ValueError` if it is empty or lies outside."""
        return Span(start=start, end=end, words=self.text[max(start, 0) : end])


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that name or describe something in one report. Nothing is looked up.

    `name` is the fullest name that the report itself gives to the same thing ("Col Dembele" -> "Souleymane Dembele"),
    else the words. `label` is what the words alone tell: an actor's speaker kind, an object's class, a place's role.
    `status` is what people are called (fighter, civilian ...).
    """

    span: Span
    kind: MentionKind
    name: str
    label: str = ""
    status: str = ""
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who says so. No speakers: the outlet itself. A passive "were reported" is one speaker labelled `unknown`.

    `relayed_by` names those through whom it came, nearest to the speaker first; `said` is when it was said.
    """

    speakers: tuple[Mention, ...] = ()
    channel: Span | Unknown = NOT_STATED
    relayed_by: tuple[Mention, ...] = ()
    said: Mention | Unknown = NOT_STATED
    stance: Stance = "asserts"
    certainty: Certainty = "stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """The words of a number with its qualifier ("more than 80"), and the noun that it counts ("militants")."""

    span: Span
    unit: str
    scope: Scope = "incident"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One happening in a markup: its type, the words in its roles, its voice. Nothing looked up.

    `trigger` is the word that names the happening, `evidence` the words that say it. A count that somebody does not
    give has that somebody in `withheld_by`. `series` holds words that put it in a row of others ("the third ...").
    """

    type: str
    trigger: Span
    evidence: tuple[Span, ...]
    roles: Mapping[str, tuple[Mention, ...]]
    count: Quantity | Unknown = NOT_STATED
    withheld_by: Mention | None = None
    where: tuple[Mention, ...] = ()
    when: Mention | Unknown = NOT_STATED
    voice: Voice
    series: Span | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """All that a reader marked in one report: sentences, mentions, readings, a vector per sentence, scores by name.

    `vectors` is empty or as long as `sentences`. `not_read` says in a word why a reader left the report ("French").
    """

    report: str
    reader: str
    version: str
    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    readings: tuple[Reading, ...] = ()
    vectors: tuple[tuple[float, ...], ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    not_read: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """That something is one of a row: "the third major offensive in the past month". `within` is the row's time."""

    ordinal: int | None
    words: str
    at: Words
    within: Period | Unknown = NOT_STATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """According to these speakers, this happened, there and then, to so many: a reading, grounded.

    `id` comes from `claim_id`: the report, the reader and its spans, never what a gazetteer or registry may change.
    """

    id: str
    report: str
    given_id: str
    reader: str
    type: str
    stance: Stance
    certainty: Certainty
    speakers: tuple[Actor, ...]
    channel: str
    relayed_by: tuple[Actor, ...]
    said: Period | Unknown
    roles: Mapping[str, tuple[Actor, ...]]
    count: Count | Unknown
    where: tuple[Place | Unknown, ...]
    when: Period | Unknown
    series: Series | None = None
    published: Period | Unknown = NOT_STATED
    scores: Mapping[str, float] = field(default_factory=dict)
    evidence: tuple[Span, ...]


def claim_id(markup: Markup, reading: Reading) -> str:
    """Name the claim that a reading makes, out of the report, the reader, and the reading's own words."""
    spans = {role: sorted(mention.span.at for mention in fillers) for role, fillers in reading.roles.items()}
    spans["evidence"] = sorted([reading.trigger.at, *(span.at for span in reading.evidence)])
    if isinstance(reading.count, Quantity):
        spans["count"] = [reading.count.span.at]
    return content_id("c", markup.report, markup.reader, markup.version, reading.type, spans, reading.voice.stance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A judgement that two claims are (`same`) or are not about one incident: how sure, why, by whom, when."""

    claims: tuple[str, str]
    same: bool
    score: float
    reasons: tuple[str, ...]
    by: str
    when: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One telling of one field of an incident: a value, who tells it, and the claims that do.

    `field` is the claims' type ("killing") or "where", "when", "responsibility" ...; `harmed` says whose loss it is.
    """

    field: str
    harmed: str
    value: Count | Period | Place | Actor | Unknown
    voices: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor's part in an incident, as the claims tell it."""

    actor: str
    name: str
    part: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class InSeries:
    """An incident's place in a row that reports tie together. `inferred`: that these are the others is a conclusion."""

    name: str
    ordinal: int | None
    with_: tuple[str, ...]
    words: str
    inferred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One episode at one place and time: the claims that links hold together. Every field keeps every account.

    Never kept as truth: a pure function of claims and decisions. Its id comes from its anchor, its smallest claim id,
    so that every id it ever had is the id of one of its claims (see `incident_id`).
    """

    id: str
    type: str
    level: Level
    parts: tuple[str, ...]
    part_of: str | None
    where: tuple[Place | Unknown, ...]
    when: Period | Unknown
    claims: tuple[str, ...]
    parties: tuple[Party, ...]
    accounts: tuple[Account, ...]
    status: Status
    contested_fields: tuple[str, ...]
    reports: tuple[str, ...]
    independent_voices: int
    series: tuple[InSeries, ...] = ()


def incident_id(claims: tuple[str, ...]) -> str:
    """Name an incident by its anchor, the smallest of its claims' ids, whatever order they came in.

    >>> incident_id(("c_9", "c_2")), incident_id(("c_2",))
    ('i_2', 'i_2')
    """
    return "i_" + min(claims).removeprefix("c_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a decision is about: words of a report, which outlive the claims that a reader made of them."""

    report: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person settled, with who, when and why.

    `join` and `split` have two targets or more, the others one. `field` and `value` (JSON) belong to `correct`.
    """

    id: str = field(init=False)
    verb: Verb
    targets: tuple[Target, ...]
    field_: str = ""
    value: str = ""
    who: str
    when: datetime
    why: str = ""

    def __post_init__(self) -> None:
        targets = [[t.report, t.start, t.end] for t in self.targets]
        name = content_id("d", self.verb, targets, self.field_, self.value, self.who, self.when.isoformat(), self.why)
        object.__setattr__(self, "id", name)


def spans_of(markup: Markup) -> tuple[Span, ...]:
    """All spans of a markup, in no order: what must lie in its report."""
    found: list[Span] = [*markup.sentences, *(mention.span for mention in markup.mentions)]
    for reading in markup.readings:
        voice = reading.voice
        found += [reading.trigger, *reading.evidence]
        found += [mention.span for fillers in reading.roles.values() for mention in fillers]
        found += [mention.span for mention in (*reading.where, *voice.speakers, *voice.relayed_by)]
        optional = (reading.count, reading.when, voice.said, voice.channel, reading.series, reading.withheld_by)
        for value in optional:
            if isinstance(value, Span):
                found.append(value)
            elif isinstance(value, (Mention, Quantity)):
                found.append(value.span)
    return tuple(found)


def known(value: T | Unknown) -> T | None:
    """The value, or `None` where it is unknown: for callers that only care whether there is one."""
    return None if isinstance(value, Unknown) else value
