"""Whether the voices of an incident agree: in which fields they differ, and what that amounts to."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import combinations, combinations_with_replacement

from according.joining.accounts import ARMED, SIDES, called, is_named, is_nobody
from according.joining.distance import apart, far
from according.joining.figures import SAYS_SO, Figure, any_agree, counted_of, latest_figures, ruled_out
from according.joining.rules import SETTLED, family_of, is_act, rules, scenes, takes_in_places
from according.joining.voices import Voices, counting, field_of, identify, independent_voices
from according.model import Actor, Claim, Count, Level, Period, Place, Status

_STATE = ("army", "government", "police")
_GROUPS = ("armed-group", "militia")


def find_contested(claims: Sequence[Claim], level: Level = "incident", who: Voices | None = None) -> tuple[str, ...]:
    """The fields in which voices give values that cannot both be: each voice by its latest figure.

    An operation has many places and days, so that only an incident is contested in them.
    """
    who = identify(claims) if who is None else who
    at_odds = find_at_odds(claims, who, level)
    fields = {claim.type for claim in claims if claim.id in at_odds}
    if _blame_differs(claims, who):
        fields.add("responsibility")
    if level == "incident":
        fields |= _scene_differs(claims, who)
    denied, said = ({c.type for c in claims if is_act(c) and c.stance in stances} for stances in (("denies",), SAYS_SO))
    return tuple(sorted(fields | (denied & said)))


def find_at_odds(claims: Sequence[Claim], who: Voices | None = None, level: Level = "incident") -> frozenset[str]:
    """The claims whose figures another voice's figure for the same people or things rules out."""
    who = identify(claims) if who is None else who
    return frozenset(name for figures in _comparable(claims, who, level) for name in ruled_out(figures))


def _comparable(claims: Sequence[Claim], who: Voices, level: Level) -> list[list[Figure]]:
    """Per what is counted, each voice's latest figure, those for the whole of an operation alone."""
    told = latest_figures(claims, who)
    if level == "incident":
        return told
    whole = {claim.id for claim in claims if takes_in_places(claim)}
    return [_without_parts(figures, whole) for figures in told]


def _without_parts(figures: Sequence[Figure], whole: set[str]) -> list[Figure]:
    """The figures without those that can be of one place alone: lower than one that is told of several."""
    highest = max((figure.least for figure in figures if figure.claim in whole), default=0)
    return [f for f in figures if f.claim in whole or f.most is None or f.most >= highest]


def assess_status(
    claims: Sequence[Claim], contested: Sequence[str], who: Voices | None = None, level: Level = "incident"
) -> Status:
    """What the voices amount to: the first that fits of denied, contested, single-voice, one-sided, corroborated.

    Several voices of which none bears out another are uncorroborated.
    """
    who = identify(claims) if who is None else who
    if _is_denied(claims, who):
        return "denied"
    if contested:
        return "contested"
    if len(independent_voices(claims, who)) <= 1:
        return "single-voice"
    counted = [claim for claim in counting(claims) if who[claim.id]]
    speakers = [actor for claim in counted for actor in claim.speakers if not is_nobody(actor)]
    if all(actor.kind in SIDES or called(actor.name) in rules().sides for actor in speakers):
        return "one-sided"
    borne_out = _deed_is_borne_out(counted, who)
    for told in _tellings(counted, who, level).values():
        figures = [figure for figure in told if figure is not None]
        if any_agree(figures):
            borne_out = True
        elif len(figures) > 1:
            return "uncorroborated"  # a toll that nobody bears out is not made surer by a deed that somebody does
        elif len(told) - len(figures) > 1:
            borne_out = True
    return "corroborated" if borne_out else "uncorroborated"


def _tellings(claims: Sequence[Claim], who: Voices, level: Level) -> dict[tuple[str, str], list[Figure | None]]:
    """What the sides tell of harm and ground, by what is counted: each with its latest figure, or none at all."""
    found: dict[tuple[str, str], dict[str, Figure | None]] = {}
    side = {name: _side(actor, name) for claim in claims for actor, name in _speaking(claim, who)}
    latest = {figure.claim: figure for figures in _comparable(claims, who, level) for figure in figures}
    for claim in claims:
        if claim.id in latest:
            held = found.setdefault(latest[claim.id].counted, {})
            held |= {side[name]: latest[claim.id] for name in who[claim.id]}
    for claim in claims:
        whole = not isinstance(claim.count, Count) or claim.count.scope == "incident"
        if claim.stance in SAYS_SO and whole and is_act(claim) and field_of(claim) != "deed":
            held = found.setdefault(counted_of(claim), {})
            for name in who[claim.id]:
                held.setdefault(side[name], None)
    return {counted: list(held.values()) for counted, held in found.items()}


def _deed_is_borne_out(claims: Sequence[Claim], who: Voices) -> bool:
    """Tell whether two sides tell of one deed. Who claims responsibility says that the deed was done."""
    told: dict[str, set[str]] = {}
    for claim in claims:
        if claim.stance in SAYS_SO and (claim.type == "responsibility" or field_of(claim) == "deed"):
            told.setdefault(claim.type, set()).update(_side(actor, name) for actor, name in _speaking(claim, who))
    return any(
        len(told[one] | told[two]) > 1 and bool(told[one]) and bool(told[two])
        for one, two in combinations_with_replacement(sorted(told), 2)
        if "responsibility" in (one, two) or _can_be_one(one, two)
    )


def _speaking(claim: Claim, who: Voices) -> list[tuple[Actor, str]]:
    """A claim's known speakers, each with its identity."""
    actors = [actor for actor in claim.speakers if not is_nobody(actor)]
    return list(zip(actors, who[claim.id], strict=False))


def _side(actor: Actor, name: str) -> str:
    """Whom a voice stands with: army, police and government of one state are one side."""
    state = (actor.actor or "").split("-")[0]
    if actor.kind in _STATE:
        return f"state {state}" if len(state) == 2 else actor.name.lower()
    return name


def _is_denied(claims: Sequence[Claim], who: Voices) -> bool:
    """Tell whether somebody denies that it happened: the deed itself, or all that is told."""
    said = [claim for claim in claims if is_act(claim) and claim.stance in SAYS_SO]
    denied = [claim for claim in claims if is_act(claim) and claim.stance == "denies"]
    if denied and not said:
        return True
    # Who denies it of one and tells it of another denies the blame, not the deed.
    blames = [claim for claim in said if family_of(claim.type) == "deed" and claim.roles.get("initiator")]
    tells = {name for claim in blames for name in who[claim.id]}
    denied = [claim for claim in denied if not tells.intersection(who[claim.id])]
    denials, sayings = _targets(denied), _targets(said)
    return any(_can_be_one(no, yes) and _share_a_target(denials[no], sayings[yes]) for no in denials for yes in sayings)


def _can_be_one(one: str, other: str) -> bool:
    """Tell whether two types can be names of one deed."""
    if family_of(one) != "deed" or family_of(other) != "deed":
        return False
    return one == other or bool({one, other} & rules().general) or other in rules().alike.get(one, ())


def _targets(claims: Sequence[Claim]) -> dict[str, tuple[bool, set[str]]]:
    """Per type: whether one of its claims names no target, and all the targets that they name."""
    found: dict[str, tuple[bool, set[str]]] = {}
    for claim in claims:
        named = {_noun(actor) for role in ("affected", "object") for actor in claim.roles.get(role, ())}
        silent, targets = found.get(claim.type, (False, set[str]()))
        targets |= named
        found[claim.type] = (silent or not named, targets)
    return found


def _share_a_target(one: tuple[bool, set[str]], other: tuple[bool, set[str]]) -> bool:
    """Tell whether a deed of each have a target in common, or one of them names none."""
    return one[0] or other[0] or bool(one[1] & other[1])


def _noun(actor: Actor) -> str:
    words = (actor.words or actor.name).lower().split()
    return actor.actor or (words[-1] if words else "")


def _blame_differs(claims: Sequence[Claim], who: Voices) -> bool:
    """Tell whether different voices name different doers of one thing, or one denies what another says of it."""
    blamed: dict[str, dict[tuple[str, ...], dict[frozenset[str], None]]] = {}
    spoken: dict[str, dict[bool, set[tuple[str, ...]]]] = {}
    for claim in claims:
        kind = claim.type if claim.type == "responsibility" or field_of(claim) == "deed" else ""
        if claim.stance == "retracts":
            continue
        denies = claim.stance == "denies"
        doers = frozenset(_doer(actor, claim, who) for actor in claim.roles.get("initiator", ()) if is_named(actor))
        if kind and doers and not denies:
            blamed.setdefault(kind, {}).setdefault(who[claim.id], {}).setdefault(doers)
        for doer in _answering(claim, denies, who):
            spoken.setdefault(doer, {True: set(), False: set()})[denies].add(who[claim.id])
    at_odds = any(told[True] and told[False] and len(told[True] | told[False]) > 1 for told in spoken.values())
    return at_odds or any(_name_others(list(map(list, by_voice.values()))) for by_voice in blamed.values())


def _answering(claim: Claim, denies: bool, who: Voices) -> set[str]:
    """Whom a claim holds to have done it, or not; one without a name by its kind, which may be anybody of that kind.

    That somebody did the harm is said of who did it; only a denial of the responsibility itself is not of the deed.
    """
    doers = claim.roles.get("initiator", ())
    blames = claim.type == "responsibility"
    tells = blames or (is_act(claim) and not denies)
    found = {_doer(actor, claim, who) for actor in doers if tells and is_named(actor)}
    return found | {f"some {a.kind}" for a in doers if blames and a.kind in ARMED and not is_named(a)}


def _doer(actor: Actor, claim: Claim, who: Voices) -> str:
    """Who is said to have done it. "Its soldiers", said by an armed group, are its own and not those of the state."""
    speaking = _speaking(claim, who)
    first = actor.words.lower().partition(" ")[0]
    if actor.kind in _STATE and first in rules().owning and all(a.kind in _GROUPS for a, _ in speaking) and speaking:
        return speaking[0][1]
    return actor.actor or actor.name.lower()


def _name_others(voices: Sequence[Sequence[frozenset[str]]]) -> bool:
    """Tell whether two voices name doers of whom none is the same."""
    if frozenset.intersection(*(doers for named in voices for doers in named)):
        return False
    return any(not doers & others for one, other in combinations(voices, 2) for doers in one for others in other)


def _scene_differs(claims: Sequence[Claim], who: Voices) -> set[str]:
    """The fields "when" and "where", if different voices tell one thing of different days or far-off towns."""
    days: dict[str, dict[tuple[Period, tuple[str, ...]], None]] = {}
    towns: dict[str, dict[tuple[str, ...], tuple[list[Place], set[tuple[str, ...]]]]] = {}
    for claim in claims:
        if not is_act(claim) or claim.stance not in SAYS_SO:
            continue
        if isinstance(claim.when, Period) and claim.when.precision == "day":
            day = Period(start=claim.when.start, end=claim.when.end, precision="day")
            days.setdefault(claim.type, {}).setdefault((day, who[claim.id]))
        places = [place for place in scenes(claim) if place.precision in SETTLED]
        if places:
            names = tuple(f"{place.gazetteer_id} {place.precision} {place.radius_km}" for place in places)
            towns.setdefault(claim.type, {}).setdefault(names, (places, set()))[1].add(who[claim.id])
    found = set()
    if any(_days_differ(list(told)) for told in days.values()):
        found.add("when")
    if any(_towns_differ(list(told.values())) for told in towns.values()):
        found.add("where")
    return found


def _days_differ(told: Sequence[tuple[Period, tuple[str, ...]]]) -> bool:
    """Tell whether two voices tell of two days: one differs from the first in both, or each of two in one."""
    day, voice = told[0]
    other_days = {who == voice for when, who in told if apart(day, when) > timedelta(0)}
    other_voices = any(who != voice and apart(day, when) == timedelta(0) for when, who in told)
    return False in other_days or (True in other_days and other_voices)


def _towns_differ(told: Sequence[tuple[Sequence[Place], set[tuple[str, ...]]]]) -> bool:
    """Tell whether two voices tell of towns that are all far from one another."""
    if len(set().union(*(voices for _, voices in told))) < 2:
        return False
    return any(
        len(voices | others) > 1 and all(far(a, b) for a in mine for b in theirs)
        for (mine, voices), (theirs, others) in combinations(told, 2)
    )
