"""All that a reader marked in one report. Nothing is looked up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from according.model.values import NOT_STATED, Scope, Span, Unknown, abridge

Stance = Literal["asserts", "denies", "admits", "retracts"]
Certainty = Literal["stated", "reported", "suspected", "feared"]
MentionKind = Literal["actor", "object", "place", "time", "number", "happening"]


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
    """The words of a number with its qualifier ("more than 80"), and the noun that it counts ("militants").

    `named`: the words are no number but name so many people or things, one by one ("the mayor and his driver": 2).
    """

    span: Span
    unit: str
    scope: Scope = "incident"
    named: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One happening in a markup: its type, the words in its roles, its voice. Nothing looked up.

    `trigger` is the word that names the happening, `evidence` the words that say it. A count that somebody does not
    give has that somebody in `withheld_by`. `series` holds words that put it in a row of others ("the third ...").
    `background`: told as context from before. `supersedes`: numbers that the report replaces ("rose to 19 from 16").
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
    background: bool = False
    supersedes: tuple[Quantity, ...] = ()
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

    def __repr__(self) -> str:
        """One line: of which report, by which reader, how much was marked; the fields hold the rest."""
        marked = f"{len(self.readings)} readings, {len(self.mentions)} mentions, {len(self.sentences)} sentences"
        told = f"not read: {abridge(self.not_read, 40)}" if self.not_read else marked
        by = abridge(f"{self.reader}/{self.version}", 40)
        return f"<Markup of {abridge(self.report, 40)} by {by}: {told}>"


def spans_of(markup: Markup) -> tuple[Span, ...]:
    """All spans of a markup, in no order: what must lie in its report."""
    found: list[Span] = [*markup.sentences, *(mention.span for mention in markup.mentions)]
    for reading in markup.readings:
        voice = reading.voice
        found += [reading.trigger, *reading.evidence]
        found += [mention.span for fillers in reading.roles.values() for mention in fillers]
        found += [mention.span for mention in (*reading.where, *voice.speakers, *voice.relayed_by)]
        found += [quantity.span for quantity in reading.supersedes]
        optional = (reading.count, reading.when, voice.said, voice.channel, reading.series, reading.withheld_by)
        for value in optional:
            if isinstance(value, Span):
                found.append(value)
            elif isinstance(value, (Mention, Quantity)):
                found.append(value.span)
    return tuple(found)
