"""Whether the voices of an incident agree: in which fields they differ, and what that amounts to."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations

from according.joining.accounts import SIDES, is_named
from according.joining.distance import apart, far
from according.joining.figures import SAYS_SO, Figure, agree, counted_of, disagree, latest_figures
from according.joining.rules import SETTLED, family_of, is_act, rules, scenes
from according.joining.voices import Voices, counting, field_of, identify, independent_voices
from according.model import Actor, Claim, Count, Level, Period, Status

_STATE = ("army", "government", "police")


def find_contested(claims: Sequence[Claim], level: Level = "incident", who: Voices | None = None) -> tuple[str, ...]:
    """The fields in which voices give values that cannot both be: each voice by its latest figure.

    An operation has many places and days, so that only an incident is contested in them.
    """
    who = identify(claims) if who is None else who
    at_odds = find_at_odds(claims, who)
    fields = {claim.type for claim in claims if claim.id in at_odds}
    if _blame_differs(claims, who):
        fields.add("responsibility")
    if level == "incident":
        fields |= _scene_differs(claims, who)
    denied, said = ({c.type for c in claims if is_act(c) and c.stance in stances} for stances in (("denies",), SAYS_SO))
    return tuple(sorted(fields | (denied & said)))


def find_at_odds(claims: Sequence[Claim], who: Voices | None = None) -> frozenset[str]:
    """The claims whose figures another voice's figure for the same people or things rules out."""
    found: set[str] = set()
    for figures in latest_figures(claims, identify(claims) if who is None else who):
        alike: dict[tuple[int, int | None, date], list[str]] = {}
        for figure in figures:
            alike.setdefault((figure.least, figure.most, figure.told), []).append(figure.claim)
        firsts = {names[0]: names for names in alike.values()}
        for one, other in combinations((figure for figure in figures if figure.claim in firsts), 2):
            if disagree(one, other):
                found.update(firsts[one.claim], firsts[other.claim])
    return frozenset(found)


def assess_status(claims: Sequence[Claim], contested: Sequence[str], who: Voices | None = None) -> Status:
    """What the voices amount to: the first that fits of denied, contested, single-voice, one-sided, corroborated.

    Several voices of which none bears out another are uncorroborated.
    """
    if _is_denied(claims):
        return "denied"
    if contested:
        return "contested"
    who = identify(claims) if who is None else who
    if len(independent_voices(claims, who)) <= 1:
        return "single-voice"
    counted = [claim for claim in counting(claims) if who[claim.id]]
    if all(actor.kind in SIDES for claim in counted for actor in claim.speakers if actor.kind != "unknown"):
        return "one-sided"
    borne_out = _deed_is_borne_out(counted, who)
    for told in _tellings(counted, who).values():
        pairs = [pair for pair in combinations(told, 2) if pair[0][0] != pair[1][0]]
        figures = [(one, other) for (_, one), (_, other) in pairs if one is not None and other is not None]
        if any(agree(one, other) for one, other in figures):
            borne_out = True
        elif figures:
            return "uncorroborated"  # a toll that nobody bears out is not made surer by a deed that somebody does
        elif any(one is other is None for (_, one), (_, other) in pairs):
            borne_out = True
    return "corroborated" if borne_out else "uncorroborated"


def _tellings(claims: Sequence[Claim], who: Voices) -> dict[tuple[str, str], list[tuple[str, Figure | None]]]:
    """What the sides tell of harm and ground, by what is counted: each with its latest figure, or none at all."""
    found: dict[tuple[str, str], dict[str, Figure | None]] = {}
    side = {name: _side(actor, name) for claim in claims for actor, name in _speaking(claim, who)}
    for figures in latest_figures(claims, who):
        voices = {figure.claim: figure for figure in figures}
        for claim in claims:
            if claim.id in voices:
                held = found.setdefault(voices[claim.id].counted, {})
                held |= {side[name]: voices[claim.id] for name in who[claim.id]}
    for claim in claims:
        whole = not isinstance(claim.count, Count) or claim.count.scope == "incident"
        if claim.stance in SAYS_SO and whole and is_act(claim) and field_of(claim) != "deed":
            held = found.setdefault(counted_of(claim), {})
            for name in who[claim.id]:
                held.setdefault(side[name], None)
    return {counted: list(held.items()) for counted, held in found.items()}


def _deed_is_borne_out(claims: Sequence[Claim], who: Voices) -> bool:
    """Tell whether two sides tell of one deed. Who claims responsibility says that the deed was done."""
    told = {
        (_side(actor, name), claim.type)
        for claim in claims
        if claim.stance in SAYS_SO and (claim.type == "responsibility" or field_of(claim) == "deed")
        for actor, name in _speaking(claim, who)
    }
    return any(
        side != other and ("responsibility" in (one, two) or _can_be_one(one, two))
        for (side, one), (other, two) in combinations(sorted(told), 2)
    )


def _speaking(claim: Claim, who: Voices) -> list[tuple[Actor, str]]:
    """A claim's known speakers, each with its identity."""
    actors = [actor for actor in claim.speakers if actor.kind != "unknown" and (actor.name or actor.actor)]
    return list(zip(actors, who[claim.id], strict=False))


def _side(actor: Actor, name: str) -> str:
    """Whom a voice stands with: army, police and government of one state are one side."""
    state = (actor.actor or "").split("-")[0]
    if actor.kind in _STATE:
        return f"state {state}" if len(state) == 2 else actor.name.lower()
    return name


def _is_denied(claims: Sequence[Claim]) -> bool:
    """Tell whether somebody denies that it happened: the deed itself, or all that is told."""
    said = [claim for claim in claims if is_act(claim) and claim.stance in SAYS_SO]
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


def _blame_differs(claims: Sequence[Claim], who: Voices) -> bool:
    """Tell whether different voices name different doers of one thing, or one denies what another says of it."""
    blamed: list[tuple[str, tuple[str, ...], str, frozenset[str]]] = []
    for claim in claims:
        kind = "responsibility" if claim.type == "responsibility" else claim.type if field_of(claim) == "deed" else ""
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


def _scene_differs(claims: Sequence[Claim], who: Voices) -> set[str]:
    """The fields "when" and "where", if different voices tell one thing of different days or far-off towns."""
    told = {
        (claim.type, who[claim.id], when, tuple(place for place in scenes(claim) if place.precision in SETTLED))
        for claim in claims
        if is_act(claim) and claim.stance in SAYS_SO
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
