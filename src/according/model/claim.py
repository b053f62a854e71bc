"""A reading, grounded: according to these speakers, this happened, there and then, to so many."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from according.model.markup import Certainty, Markup, Quantity, Reading, Stance
from according.model.values import NOT_STATED, Actor, Count, Period, Place, Span, Unknown, Words, abridge, content_id

PERSON = "person"  # the reader of a claim that a person marked


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
    `background`: told as context from before. `supersedes`: numbers that the report itself replaces by this count.
    `corrected`: the fields that a person corrected, with who did.
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
    background: bool = False
    supersedes: tuple[Count, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    corrected: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[Span, ...]

    def __repr__(self) -> str:
        """One line: what, how many, who says so, the first words; the fields hold the rest."""
        who = abridge(", ".join(actor.name or actor.words for actor in self.speakers) or "unknown", 40)
        words = abridge(self.evidence[0].words if self.evidence else "", 60)
        stance = "" if self.stance == "asserts" else f", {self.stance}"
        return f"<Claim {abridge(self.type, 30)}{_counted(self.count)}{stance}, according to {who}: “{words}”>"


def _counted(count: Count | Unknown) -> str:
    if isinstance(count, Unknown):
        return "" if count.why == "not_stated" else f", number {count.why}"
    bounds = ("" if bound is None else f"{bound:,}" for bound in dict.fromkeys((count.least, count.most)))
    return f", {' to '.join(bounds).strip()} {abridge(count.unit, 20)}".rstrip()


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
