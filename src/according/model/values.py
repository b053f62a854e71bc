"""What a cell can hold: spans of words, places, periods, actors, counts, and why one is missing."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

Why = Literal["not_stated", "unclear", "not_given", "not_found", "ambiguous"]
SpeakerKind = Literal[
    "army", "government", "police", "de-facto-authority", "armed-group", "militia", "foreign-force",
    "peacekeeper", "foreign-government", "un", "ngo", "monitor", "medical", "local-official", "community-leader",
    "witness", "media", "anonymous", "unknown"
]  # fmt: skip
PlacePrecision = Literal["exact", "town", "near", "district", "province", "country"]
PlaceRole = Literal["scene", "from", "to", "about"]
TimePrecision = Literal["day", "days", "week", "month", "year"]
Qualifier = Literal["exactly", "at_least", "more_than", "at_most", "fewer_than", "about", "nearly", "between", "vague"]
Scope = Literal["incident", "subset", "cumulative"]
Words = tuple[int, int]
T = TypeVar("T")


def content_id(prefix: str, *parts: object) -> str:
    """Name a thing by what it holds: `prefix` and 128 bits of the sha256 over one JSON array of `parts`.

    >>> content_id("r", "", "Two soldiers were killed.")
    'r_cd83fdbcd824dfa186fea4b27c9e85b0'
    """
    array = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"{prefix}_{hashlib.sha256(array.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def abridge(words: str, most: int) -> str:
    r"""Words on one line, no longer than so many characters, with nothing that cannot be printed.

    >>> abridge("Two soldiers\nwere killed.", 16)
    'Two soldiers we…'
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in words[: 8 * most]).split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


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


OF_THE_INCIDENT = "incident"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of a gazetteer, as these words mean it. Degrees WGS 84; `radius_km` is how far off it may be.

    `match` tells how the name was found: `exact`, `sound`, `spelling`, `only` (nothing else of that name), `largest`
    (everybody knows it; nothing else tells of its country), `capital` ("the Afghan capital"), `reference` (no name, but
    words for a place that was named before, as "the city"), `relative` (in no gazetteer: the town that its words
    put it in or near) and so on; `incident`: it was not told of this claim but of what its report told just before.
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


def known(value: T | Unknown) -> T | None:
    """The value, or `None` where it is unknown: for callers that only care whether there is one."""
    return None if isinstance(value, Unknown) else value
