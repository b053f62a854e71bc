"""What the claims of an incident tell, side by side: accounts, parties, and whether the voices agree."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from according.model import Account, Actor, Claim, Count, Part, Party, Period, Place, Status, Unknown, known
from according.ontology import load

# Speakers that can be a side of the fighting.
SIDES = (
    "army",
    "government",
    "police",
    "armed-group",
    "militia",
    "de-facto-authority",
    "foreign-force",
    "foreign-government",
)
_ARMED = (*SIDES, "peacekeeper")


def voice_of(claim: Claim) -> str:
    """Who says it, and through whom: "a resident (via BBC)"."""
    speakers = ", ".join(_name(actor) for actor in claim.speakers if actor.kind != "unknown") or "unknown"
    relays = ", ".join(_name(actor) for actor in claim.relayed_by)
    return f"{speakers} (via {relays})" if relays else speakers


def speaker_of(claim: Claim) -> str:
    """The identity of a claim's nearest speaker: the registry's id, or the name; nobody named is nobody."""
    first = claim.speakers[0] if claim.speakers else None
    if first is None or first.kind == "unknown":
        return ""
    return first.actor if first.actor and first.kind in SIDES and not _is_person(first) else first.name.lower()


def _is_person(actor: Actor) -> bool:
    return bool(actor.name) and actor.name not in actor.words and len(actor.name.split()) < len(actor.words.split())


def _name(actor: Actor) -> str:
    return actor.name or actor.words or "unknown"


def harmed_of(claim: Claim) -> str:
    """Whose loss a claim tells, in the words of the claim: the affected, or the thing."""
    role = load()[claim.type].counts
    return ", ".join(dict.fromkeys(_bare(actor) for actor in claim.roles.get(role, ())))


def _bare(actor: Actor) -> str:
    """A filler's words without its number: "more than 80 militants" -> "militants"."""
    words = actor.words.split()
    kept = [w for w in words if not any(c.isdigit() for c in w)]
    return " ".join(kept) or actor.words


def side_of(claim: Claim) -> str:
    """What the harmed are, so that figures for the same people can be compared: a status or class, else the words."""
    role = load()[claim.type].counts
    fillers = claim.roles.get(role, ())
    return ", ".join(sorted({actor.status or actor.class_ or _bare(actor).lower() for actor in fillers}))


def tell(claims: Sequence[Claim]) -> tuple[Account, ...]:
    """One account per differing telling of each field, in the order of the claims. Every claim is in at least one."""
    rows: dict[tuple[str, str, str], tuple[Account, list[str], list[str]]] = {}
    for claim in claims:
        for account in _accounts_of(claim):
            who = "" if isinstance(account.value, Count) else _acting(claim)
            key = (account.field, account.harmed + who, _key(account.value))
            _, voices, ids = rows.setdefault(key, (account, [], []))
            if account.voices[0] not in voices:
                voices.append(account.voices[0])
            if claim.id not in ids:
                ids.append(claim.id)
    return tuple(
        Account(field=a.field, harmed=a.harmed, value=a.value, voices=tuple(voices), claims=tuple(ids))
        for a, voices, ids in rows.values()
    )


def _acting(claim: Claim) -> str:
    """Who acts in a claim: tellings without a number are one only if they tell of the same."""
    actors = [actor for fillers in claim.roles.values() for actor in fillers]
    return "|".join(sorted({actor.actor or _bare(actor).lower() for actor in actors}))


def _accounts_of(claim: Claim) -> Iterable[Account]:
    voices, ids = (voice_of(claim),), (claim.id,)
    if claim.type == "responsibility":
        for actor in claim.roles.get("initiator", ()):
            yield Account(field="responsibility", harmed="", value=actor, voices=voices, claims=ids)
        if not claim.roles.get("initiator"):
            yield Account(field="responsibility", harmed="", value=Unknown(why="not_stated"), voices=voices, claims=ids)
        return
    yield Account(field=claim.type, harmed=harmed_of(claim), value=claim.count, voices=voices, claims=ids)
    for place in claim.where:
        if place.role in ("scene", None):
            yield Account(field="where", harmed="", value=place, voices=voices, claims=ids)
    if isinstance(claim.when, Period):
        yield Account(field="when", harmed="", value=claim.when, voices=voices, claims=ids)


def _key(value: Count | Period | Place | Actor | Unknown) -> str:
    """What makes two values one telling: what they mean, not the words."""
    if isinstance(value, Count):
        return f"{value.least} {value.most} {value.unit.lower()} {value.scope}"
    if isinstance(value, Period):
        return f"{value.start} {value.end}"
    if isinstance(value, Place):
        return value.gazetteer_id
    if isinstance(value, Actor):
        return value.actor or value.name.lower()
    return f"{value.why} {value.by} {value.words.lower() if value.role else ''}"


def find_contested(claims: Sequence[Claim]) -> tuple[str, ...]:
    """The fields in which voices give values that cannot both be: each voice by its latest figure."""
    latest: dict[tuple[str, str], dict[str, Claim]] = {}
    for claim in sorted(claims, key=_told_at):
        if isinstance(claim.count, Count) and claim.count.scope == "incident" and claim.stance == "asserts":
            latest.setdefault((claim.type, side_of(claim)), {})[voice_of(claim)] = claim
    fields = {kind for (kind, _), by_voice in latest.items() if _disagree([c.count for c in by_voice.values()])}
    blamed = {
        (actor.actor or actor.name.lower())
        for claim in claims if claim.type == "responsibility" and claim.stance != "denies"
        for actor in claim.roles.get("initiator", ())
    }  # fmt: skip
    if len(blamed) > 1:
        fields.add("responsibility")
    return tuple(sorted(fields))


def _told_at(claim: Claim) -> tuple[date, int, str]:
    period = known(claim.published)
    return (period.start if period else date.min, claim.evidence[0].start, claim.id)


def _disagree(counts: Sequence[Count | Unknown]) -> bool:
    ranges = [(c.least or 0, c.most) for c in counts if isinstance(c, Count)]
    most = min((top for _, top in ranges if top is not None), default=None)
    return most is not None and max(least for least, _ in ranges) > most


def independent_voices(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Who speaks, each once. An outlet counts for what it tells itself; copies of one text are one voice."""
    said: dict[str, set[str]] = {}
    for claim in claims:
        if name := speaker_of(claim):
            said.setdefault(name, set()).add(" ".join(span.words.lower() for span in claim.evidence))
    kept: list[str] = []
    media = {claim.speakers[0].name.lower() for claim in claims if claim.speakers and claim.speakers[0].kind == "media"}
    for name in sorted(said):
        copy = any(name in media and other in media and said[name] <= said[other] for other in kept)
        if not copy:
            kept.append(name)
    return tuple(kept)


def judge(claims: Sequence[Claim], contested: Sequence[str]) -> Status:
    """What the voices amount to: denied, contested, single-voice, one-sided or corroborated, in this order."""
    asserted = {claim.type for claim in claims if claim.stance in ("asserts", "admits")}
    if any(claim.stance == "denies" and (claim.type in asserted or claim.type == "responsibility") for claim in claims):
        return "denied"
    if contested:
        return "contested"
    voices = independent_voices(claims)
    if len(voices) <= 1:
        return "single-voice"
    kinds = {claim.speakers[0].kind for claim in claims if speaker_of(claim)}
    if kinds <= set(SIDES):
        return "one-sided"
    by_type: dict[str, set[str]] = {}
    for claim in claims:
        if claim.stance == "asserts" and speaker_of(claim):
            # Who claims responsibility says that the deed was done.
            family = "deed" if claim.type == "responsibility" else load()[claim.type].family
            by_type.setdefault("deed" if family == "deed" else claim.type, set()).add(speaker_of(claim))
    return "corroborated" if any(len(voices) > 1 for voices in by_type.values()) else "single-voice"


def find_parties(claims: Sequence[Claim]) -> tuple[Party, ...]:
    """The armed bodies and named actors of an incident, with the part that the claims give them; deeds decide first.

    A mere description ("gunmen") is a party only where no group is named.
    """
    parts: dict[str, tuple[Actor, dict[bool, set[Part]]]] = {}
    for claim in claims:
        if claim.stance in ("denies", "retracts"):
            continue
        decides = load()[claim.type].family in ("deed", "words")
        for role, part in _PARTS.items():
            for actor in claim.roles.get(role, ()):
                if actor.actor or actor.kind in _ARMED:
                    name = actor.actor or _bare(actor).lower()
                    _, told = parts.setdefault(name, (actor, {}))
                    told.setdefault(decides, set()).add(part)
    group_named = any(actor.kind in _GROUPS and _is_named(actor) for actor, _ in parts.values())
    found = []
    for name, (actor, told) in parts.items():
        if group_named and actor.kind in _GROUPS and not _is_named(actor):
            continue
        given = told.get(True) or told[False]
        whole: Part = next(iter(given)) if len(given) == 1 else "unclear"
        found.append(Party(actor=name, name=actor.name if _is_named(actor) else _bare(actor), part=whole))
    return tuple(found)


def _is_named(actor: Actor) -> bool:
    return actor.actor is not None or (actor.name[:1].isupper() and actor.name != actor.words)


_GROUPS = ("armed-group", "militia")
_PARTS: Mapping[str, Part] = {"initiator": "initiator", "affected": "affected", "from": "affected", "party": "unclear"}
