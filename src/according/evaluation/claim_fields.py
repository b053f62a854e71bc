"""A claim as it is compared, gold's or a reader's, and in which fields two of them agree."""

import functools
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from according.model import Claim, Count, Place

_WORD = re.compile(r"[^\W_]+")
_TABLE = tomllib.loads((resources.files("according.evaluation") / "claims.toml").read_text(encoding="utf-8"))
_STOP = frozenset(_TABLE["stop"])
_DEEDS = frozenset(_TABLE["deeds"])
_FAMILIES = tuple(frozenset(family) for family in _TABLE["families"])
_KINDS = tuple(frozenset(kinds) for kinds in _TABLE["kinds"])
_UNKNOWN, _OUTLET = "unknown", "media"
_SHARED = 2  # of the content words of the shorter phrase, one in so many must be shared

Number = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True, order=True)
class Phrase:
    """Words of a text and the name behind them, either perhaps empty; of a speaker also the kind."""

    words: str
    name: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim in the fields that are compared.

    `number` is `None` where no number is told. `where` are the scenes of a gold claim and all places of a reader's;
    `placed` tells whether any of them is told of the claim itself, and not taken from another of the report.
    """

    type: str
    trigger: str = ""
    stance: str = "asserts"
    certainty: str = "stated"
    speakers: tuple[Phrase, ...] = ()
    initiator: tuple[Phrase, ...] = ()
    affected: tuple[Phrase, ...] = ()
    object: tuple[Phrase, ...] = ()
    number: Number | None = None
    scope: str = ""
    where: tuple[Phrase, ...] = ()
    placed: bool = False
    when: str = ""
    background: bool = False

    @property
    def harmed(self) -> tuple[Phrase, ...]:
        """Who or what is harmed."""
        return self.affected + self.object

    @property
    def voices(self) -> tuple[Phrase, ...]:
        """The speakers that the text has words for."""
        return tuple(speaker for speaker in self.speakers if speaker.words)


def told_of_gold(claim: Mapping[str, Any]) -> Told:
    """An annotated claim, in words."""
    count = claim["count"]
    scenes = tuple(Phrase(place["words"]) for place in claim["where"] if place["role"] == "scene")
    return Told(
        type=claim["type"],
        trigger=claim["trigger"],
        stance=claim["stance"],
        certainty=claim["certainty"],
        speakers=_phrases(claim["speakers"]),
        initiator=_phrases(claim["initiator"]),
        affected=_phrases(claim["affected"]),
        object=_phrases(claim["object"]),
        number=None if "unknown" in count else (count["least"], count["most"]),
        scope=count.get("scope") or "",
        where=scenes,
        placed=bool(scenes),
        when=claim["when"] or "",
        background=claim["background"],
    )


def told_of_claim(claim: Claim) -> Told:
    """A claim that a reader made."""
    count = claim.count if isinstance(claim.count, Count) else None
    where = [(place, place if isinstance(place, Place) else None) for place in claim.where]
    return Told(
        type=claim.type,
        trigger=claim.evidence[0].words,
        stance=claim.stance,
        certainty=claim.certainty,
        speakers=tuple(Phrase(each.words, each.name, each.kind) for each in claim.speakers),
        initiator=_fillers(claim, "initiator"),
        affected=_fillers(claim, "affected"),
        object=_fillers(claim, "object"),
        number=(count.least, count.most) if count else None,
        scope=count.scope if count else "",
        where=tuple(Phrase(told.words, found.name if found else "") for told, found in where),
        placed=any(found is None or found.match != "incident" for _, found in where),
        when=claim.when.words,
    )


def kin(one: Told, other: Told) -> bool:
    """Whether two claims are of one type or of one family of types."""
    return one.type == other.type or any({one.type, other.type} <= family for family in _FAMILIES)


def same_words(one: str, other: str) -> bool:
    """Whether two phrases mean one thing: half the content words of the shorter are shared.

    >>> same_words("at least nine farmers", "the farmers"), same_words("nine farmers", "ten fighters")
    (True, False)
    """
    these, those = _content(one), _content(other)
    if not these or not those:
        return one.strip().lower() == other.strip().lower()
    return len(these & those) * _SHARED >= min(len(these), len(those))


def share_one(these: Iterable[Phrase], those: Sequence[Phrase]) -> bool:
    """Whether some phrase of one side means some phrase of the other, by its words or its name."""
    return any(
        same_words(one, other)
        for these_ in these
        for those_ in those
        for one in (these_.words, these_.name)
        for other in (those_.words, those_.name)
        if one and other
    )


def is_inverted(gold: Told, read: Told) -> bool:
    """Whether a reader takes who suffers or who speaks for who did it, or who did it for who suffers."""
    doing = bool(read.initiator) and not share_one(gold.initiator, read.initiator)
    suffering = bool(read.harmed) and not share_one(gold.harmed, read.harmed)
    return (doing and (share_one(gold.affected, read.initiator) or share_one(gold.speakers, read.initiator))) or (
        suffering and share_one(gold.initiator, read.harmed)
    )


@functools.lru_cache(maxsize=1 << 16)
def _content(words: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(words.lower()) if word not in _STOP)


def _phrases(fillers: Iterable[Mapping[str, Any]]) -> tuple[Phrase, ...]:
    return tuple(Phrase(each["words"], each["name"], each.get("kind", "")) for each in fillers)


def _fillers(claim: Claim, role: str) -> tuple[Phrase, ...]:
    return tuple(Phrase(filler.words, filler.name) for filler in claim.roles.get(role, ()))


def _same_number(gold: Told, read: Told) -> bool:
    return gold.type in _DEEDS or gold.number == read.number


def _same_speaker(gold: Told, read: Told) -> bool:
    if not gold.speakers:
        return not read.voices
    if not gold.speakers[0].words:
        return not read.voices or (read.voices[0].kind == _UNKNOWN and not read.voices[0].name)
    return share_one(gold.speakers[:1], read.voices)


def _same_kind(gold: Told, read: Told) -> bool:
    kinds = {(told.speakers[0].kind or _UNKNOWN) if told.speakers else _OUTLET for told in (gold, read)}
    return len(kinds) == 1 or any(kinds <= alike for alike in _KINDS)


def _same_side(gold: Sequence[Phrase], read: Sequence[Phrase]) -> bool:
    return share_one(gold, read) if gold else not read


def _same_place(gold: Told, read: Told) -> bool:
    return share_one(gold.where, read.where) if gold.where else not read.placed


def _same_time(gold: Told, read: Told) -> bool:
    return bool(read.when) and same_words(gold.when, read.when) if gold.when else not read.when


def _same_scope(gold: Told, read: Told) -> bool:
    return gold.type in _DEEDS or gold.number is None or gold.scope == read.scope


# In the order in which they are shown: whether a reader's claim agrees with gold's in this field.
FIELDS: Mapping[str, Callable[[Told, Told], bool]] = {
    "number": _same_number,
    "harmed": lambda gold, read: _same_side(gold.harmed, read.harmed),
    "initiator": lambda gold, read: _same_side(gold.initiator, read.initiator),
    "speaker": _same_speaker,
    "kind": _same_kind,
    "stance": lambda gold, read: gold.stance == read.stance,
    "certainty": lambda gold, read: gold.certainty == read.certainty,
    "place": _same_place,
    "when": _same_time,
    "scope": _same_scope,
}
# Of the fields that a text may be silent on: whether gold states them.
STATED: Mapping[str, Callable[[Told], bool]] = {
    "initiator": lambda gold: bool(gold.initiator),
    "harmed": lambda gold: bool(gold.harmed),
    "speaker": lambda gold: bool(gold.speakers),
    "place": lambda gold: bool(gold.where),
    "when": lambda gold: bool(gold.when),
    "number": lambda gold: gold.type not in _DEEDS and gold.number is not None,
}
