"""Whether the voices of an incident agree: who speaks, in which fields they differ, and what that amounts to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from math import ceil, floor

from according.joining.accounts import SIDES, bare, is_named
from according.joining.distance import apart, far
from according.joining.rules import SETTLED, begins, counted_role, family_of, is_act, nouns, rules, scenes
from according.model import Actor, Claim, Count, Level, Period, Status, known

_SAYS_SO = ("asserts", "admits")
# "The army's dead" and "soldiers" are the same people.
_CALLED = {"army": "soldier", "police": "police", "armed-group": "fighter", "militia": "fighter"}
_STATE = ("army", "government", "police")
# How far "about 30" may be off.
_ABOUT = 0.2
# Two outlets' words are copies from this share of equal words on.
_COPY = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """One voice's latest figure: its range, and when it was told."""

    claim: str
    least: int
    most: int | None
    told: date


def find_contested(claims: Sequence[Claim], level: Level = "incident") -> tuple[str, ...]:
    """The fields in which voices give values that cannot both be: each voice by its latest figure.

    An operation has many places and days, so that only an incident is contested in them.
    """
    who = identify(claims)
    at_odds = find_at_odds(claims)
    fields = {claim.type for claim in claims if claim.id in at_odds}
    if _blame_differs(claims, who):
        fields.add("responsibility")
    if level == "incident":
        fields |= _scene_differs(claims, who)
    denied, said = (
        {c.type for c in claims if is_act(c) and c.stance in stances} for stances in (("denies",), _SAYS_SO)
    )
    return tuple(sorted(fields | (denied & said)))


def find_at_odds(claims: Sequence[Claim]) -> frozenset[str]:
    """The claims whose figures another voice's figure for the same people or things rules out."""
    found: set[str] = set()
    for figures in _figures(claims, identify(claims)):
        alike: dict[tuple[int, int | None, date], list[str]] = {}
        for figure in figures:
            alike.setdefault((figure.least, figure.most, figure.told), []).append(figure.claim)
        firsts = {names[0]: names for names in alike.values()}
        for one, other in combinations((figure for figure in figures if figure.claim in firsts), 2):
            if _disagree(one, other):
                found.update(firsts[one.claim], firsts[other.claim])
    return frozenset(found)


def identify(claims: Sequence[Claim]) -> dict[str, tuple[str, ...]]:
    """Each claim's speakers by identity: the registry's id of the body they speak for, or the name. Nobody is nobody.

    A person who once is named with a body ("army spokesperson X") speaks for it wherever the name stands.
    """
    bodies = {
        actor.name.lower(): actor.actor
        for claim in sorted(claims, key=lambda claim: claim.id)
        for actor in claim.speakers
        if actor.actor
    }
    return {
        claim.id: tuple(
            dict.fromkeys(
                actor.actor or bodies.get(actor.name.lower()) or actor.name.lower()
                for actor in claim.speakers
                if actor.kind != "unknown" and (actor.name or actor.actor)
            )
        )
        for claim in claims
    }


def independent_voices(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Who speaks, each once. An outlet counts for what it tells itself; copies of one text are one voice."""
    who = identify(claims)
    counted = _counting(claims)
    own: dict[str, set[str]] = {}
    kept: list[str] = []
    for claim in counted:
        for name in who[claim.id]:
            if _is_media(claim):
                own.setdefault(name, set()).update(word for s in claim.evidence for word in s.words.lower().split())
            elif name not in kept:
                kept.append(name)
    outlets: list[str] = []
    for name in sorted(own.keys() - set(kept)):
        if not any(_alike(own[name], own[other]) for other in outlets):
            outlets.append(name)
    return tuple(sorted([*kept, *outlets]))


def assess_status(claims: Sequence[Claim], contested: Sequence[str]) -> Status:
    """What the voices amount to: denied, contested, single-voice, one-sided or corroborated, in this order."""
    if _is_denied(claims):
        return "denied"
    if contested:
        return "contested"
    if len(independent_voices(claims)) <= 1:
        return "single-voice"
    who = identify(claims)
    counted = [claim for claim in _counting(claims) if who[claim.id]]
    if all(actor.kind in SIDES for claim in counted for actor in claim.speakers if actor.kind != "unknown"):
        return "one-sided"
    told: dict[str, set[str]] = {}
    for claim in counted:
        if claim.stance in _SAYS_SO:
            # Who claims responsibility says that the deed was done.
            deed = claim.type == "responsibility" or family_of(claim.type) == "deed"
            names = {_side(actor, name) for actor, name in zip(claim.speakers, who[claim.id], strict=False)}
            told.setdefault("deed" if deed else claim.type, set()).update(names)
    return "corroborated" if any(len(names) > 1 for names in told.values()) else "single-voice"


def _side(actor: Actor, name: str) -> str:
    """Whom a voice stands with: army, police and government of one state are one side."""
    state = (actor.actor or "").split("-")[0]
    return f"state {state}" if actor.kind in _STATE and len(state) == 2 else name


def _counting(claims: Sequence[Claim]) -> list[Claim]:
    """The claims whose speakers count: an outlet that tells what a named speaker tells it in that report does not."""
    named = {
        (c.report, _field(c)) for c in claims if c.speakers and not _is_media(c) and c.speakers[0].kind != "unknown"
    }
    return [claim for claim in claims if not (_is_media(claim) and (claim.report, _field(claim)) in named)]


def _field(claim: Claim) -> str:
    return "deed" if family_of(claim.type) == "deed" else claim.type


def _is_media(claim: Claim) -> bool:
    return bool(claim.speakers) and claim.speakers[0].kind == "media"


def _alike(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= _COPY * min(len(one), len(other))


def _is_denied(claims: Sequence[Claim]) -> bool:
    """Tell whether somebody denies that it happened: the deed itself, or all that is told."""
    said = [claim for claim in claims if is_act(claim) and claim.stance in _SAYS_SO]
    denied = [claim for claim in claims if is_act(claim) and claim.stance == "denies"]
    if denied and not said:
        return True
    return any(_can_be_one(no.type, yes.type) and _same_target(no, yes) for no in denied for yes in said)


def _can_be_one(one: str, other: str) -> bool:
    """Tell whether two types can be names of one deed."""
    if family_of(one) != "deed" or family_of(other) != "deed":
        return False
    return one == other or bool({one, other} & rules().general) or other in rules().alike.get(one, ())


def _same_target(one: Claim, other: Claim) -> bool:
    """Tell whether two deeds have a target in common, or one of them names none."""
    mine, theirs = ({_noun(a) for r in ("affected", "object") for a in c.roles.get(r, ())} for c in (one, other))
    return not mine or not theirs or bool(mine & theirs)


def _noun(actor: Actor) -> str:
    words = (actor.words or actor.name).lower().split()
    return actor.actor or (words[-1] if words else "")


def _figures(claims: Sequence[Claim], who: dict[str, tuple[str, ...]]) -> list[list[_Figure]]:
    """Per type, and people or things counted: each voice's latest figure."""
    latest: dict[tuple[str, str], dict[tuple[str, ...], _Figure]] = {}
    for claim in sorted(claims, key=lambda c: (_told(c), begins(c), c.id)):
        count = claim.count
        if is_act(claim) and isinstance(count, Count) and count.scope == "incident" and claim.stance in _SAYS_SO:
            latest.setdefault((claim.type, _counted(claim, count)), {})[who[claim.id]] = _figure(claim, count)
    return [list(by_voice.values()) for by_voice in latest.values()]


def _figure(claim: Claim, count: Count) -> _Figure:
    least, most = count.least or 0, count.most
    if count.qualifier in ("about", "nearly"):
        least, most = floor(least * (1 - _ABOUT)), None if most is None else ceil(most * (1 + _ABOUT))
    return _Figure(claim=claim.id, least=least, most=most, told=_told(claim))


def _told(claim: Claim) -> date:
    said = known(claim.said) or known(claim.published)
    return said.end if said else date.min


def _counted(claim: Claim, count: Count) -> str:
    """What a number counts, so that figures for the same people can be held against each other."""
    people = rules().people
    named: set[str] = set()
    for actor in claim.roles.get(counted_role(claim.type), ()):
        words = [word for word in bare(actor, claim).lower().split() if word.isalpha()]
        if actor.kind in _CALLED:
            named.add(_CALLED[actor.kind])
        elif not nouns(" ".join(words)) & people:
            named |= {actor.status or actor.class_ or " ".join(words[-1:])}
    if family_of(claim.type) != "harm":
        named |= nouns(count.unit)
    return ", ".join(sorted(named - {""})) or "people"


def _disagree(one: _Figure, other: _Figure) -> bool:
    """Tell whether two figures cannot both be. One of a later day may be higher: tolls rise."""
    first, second = sorted((one, other), key=lambda figure: (figure.told, figure.least))
    if second.most is not None and second.most < first.least:
        return True
    return first.told == second.told and first.most is not None and first.most < second.least


def _blame_differs(claims: Sequence[Claim], who: dict[str, tuple[str, ...]]) -> bool:
    """Tell whether different voices name different doers of one thing, or one denies what another says of it."""
    blamed: list[tuple[str, tuple[str, ...], str, frozenset[str]]] = []
    for claim in claims:
        kind = "responsibility" if claim.type == "responsibility" else claim.type if _field(claim) == "deed" else ""
        doers = frozenset(a.actor or a.name.lower() for a in claim.roles.get("initiator", ()) if is_named(a))
        if kind and doers and claim.stance != "retracts":
            blamed.append((kind, who[claim.id], claim.stance, doers))
    for (kind, voice, stance, doers), (other_kind, other_voice, other_stance, others) in combinations(
        dict.fromkeys(blamed), 2
    ):
        if kind != other_kind or voice == other_voice:
            continue
        denials = (stance, other_stance).count("denies")
        if (not denials and not doers & others) or (kind == "responsibility" and denials == 1 and doers & others):
            return True
    return False


def _scene_differs(claims: Sequence[Claim], who: dict[str, tuple[str, ...]]) -> set[str]:
    """The fields "when" and "where", if different voices tell one thing of different days or far-off towns."""
    told = {
        (claim.type, who[claim.id], when, tuple(place for place in scenes(claim) if place.precision in SETTLED))
        for claim in claims
        if is_act(claim) and claim.stance in _SAYS_SO
        for when in [claim.when if isinstance(claim.when, Period) and claim.when.precision == "day" else None]
    }
    found = set()
    for (kind, voice, day, mine), (other_kind, other, other_day, theirs) in combinations(told, 2):
        if kind != other_kind or voice == other:
            continue
        if day and other_day and apart(day, other_day) > timedelta(0):
            found.add("when")
        if mine and theirs and all(far(a, b) for a in mine for b in theirs):
            found.add("where")
    return found
