"""What claims amount to, with every account kept, and what a person settled about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from according.model.markup import Stance
from according.model.values import Actor, Count, Period, Place, Unknown, Words, abridge, content_id

Level = Literal["incident", "operation"]
Part = Literal["initiator", "affected", "unclear"]
Status = Literal["single-voice", "uncorroborated", "one-sided", "corroborated", "contested", "denied"]
Verb = Literal["accept", "correct", "add", "join", "split", "reject", "undo"]


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

    def __repr__(self) -> str:
        """One line: what, where, when, how the voices agree; the fields hold the rest."""
        where = next((place.name for place in self.where if isinstance(place, Place)), "")
        told = (abridge(where, 40), f"{self.when.start}" if isinstance(self.when, Period) else "", self.status)
        size = f"{len(self.claims)} claims in {len(self.reports)} reports"
        return f"<Incident {', '.join(filter(None, (abridge(self.type, 30), *told, size)))}>"


def incident_id(claims: tuple[str, ...]) -> str:
    """Name an incident by its anchor, the smallest of its claims' ids, whatever order they came in.

    >>> incident_id(("c_9", "c_2")), incident_id(("c_2",))
    ('i_2', 'i_2')
    """
    return "i_" + min(claims).removeprefix("c_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a decision is about: words of a report, which outlive the claims that a reader made of them.

    With a `type`, of what these words claim only that of this type and stance is meant, and the one whose number and
    roles stand where `fields` says: "26 rebels and 4 soldiers died" is two claims. Without, all that rests on them is.
    """

    report: str
    start: int
    end: int
    type: str = ""
    stance: Stance = "asserts"
    fields: Mapping[str, tuple[Words, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person settled, with who, when and why.

    `join` and `split` have two targets or more, `undo` those of what it undoes, the others one. `field` and `value`
    (JSON) belong to `correct`; the `value` of `add` and `accept` is the claim; that of `undo` the id of the decision
    that holds no more.
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
        targets = [_plain(target) for target in self.targets]
        name = content_id("d", self.verb, targets, self.field_, self.value, self.who, self.when.isoformat(), self.why)
        object.__setattr__(self, "id", name)


def _plain(target: Target) -> list[object]:
    """A target as ids are made of it: of words alone as ever, so that ids stay what they are."""
    words: list[object] = [target.report, target.start, target.end]
    return [*words, target.type, target.stance, dict(target.fields)] if target.type else words
