"""What the claims of an incident tell, side by side: one account per differing telling, and who took which part."""

from collections.abc import Iterable, Mapping, Sequence

from according.joining.rules import counted_role, family_of, rules
from according.model import Account, Actor, Claim, Count, Part, Party, Period, Place, Unknown

# Speakers that can be a side of the fighting.
SIDES = (
    "army", "government", "police", "armed-group", "militia", "de-facto-authority", "foreign-force",
    "foreign-government",
)  # fmt: skip
ARMED = (*SIDES, "peacekeeper")
# A militia and an armed group are one kind, whose members are called alike ("gunmen").
_ONE_KIND = {"militia": "armed-group"}
_PARTS: Mapping[str, Part] = {"initiator": "initiator", "affected": "affected", "from": "affected", "party": "unclear"}


def voice_of(claim: Claim) -> str:
    """Who says it, and through whom: "a resident (via BBC)"."""
    speakers = ", ".join(_name(actor) for actor in claim.speakers if not is_nobody(actor)) or "unknown"
    relays = ", ".join(_name(actor) for actor in claim.relayed_by)
    return f"{speakers} (via {relays})" if relays else speakers


def is_nobody(actor: Actor) -> bool:
    """Tell whether nobody is named as speaking: "it was reported". One whose kind is unknown is somebody."""
    return not (actor.name or actor.actor)


def _name(actor: Actor) -> str:
    return actor.name or actor.words or "unknown"


def harmed_of(claim: Claim) -> str:
    """Whose loss a claim tells: the names of the affected, else their words; "" if it does not say."""
    fillers = claim.roles.get(counted_role(claim.type), ())
    names = dict.fromkeys(actor.name if actor.actor else bare(actor, claim) for actor in fillers)
    return ", ".join(name for name in names if name)


def bare(actor: Actor, claim: Claim) -> str:
    """A filler's words without the claim's number: "more than 80 militants" -> "militants"; "" if nothing is left."""
    told = actor.words or actor.name
    if isinstance(claim.count, Count) and claim.count.words:
        behind = _behind(claim.count.words, told)
        told = told if behind is None else behind
        first, _, rest = told.strip().partition(" ")
        told = rest if behind is not None and first.lower() in rules().behind_numbers else told
    # "3rd" stays: it is part of a brigade's name.
    return " ".join(word for word in told.split() if not _is_number(word))


def _behind(number: str, told: str) -> str | None:
    """What stands behind a number, `None` if it does not stand there as words of its own, whatever its capitals.

    Not by a pattern: each claim has a number of its own, and compiling a pattern for each takes longer than joining.

    >>> _behind("80", "more than 80 militants"), _behind("8", "more than 80 militants"), _behind("Ten", "ten Ten")
    (' militants', None, ' Ten')
    """
    plain, sought = _lower(told), _lower(number)
    at = plain.find(sought)
    while at >= 0:
        end = at + len(sought)
        if not _is_of_a_word(plain[at - 1 : at]) and not _is_of_a_word(plain[end : end + 1]):
            return told[end:]
        at = plain.find(sought, at + 1)
    return None


def _lower(words: str) -> str:
    """In small letters, each where it was: those that become two stay as they are."""
    small = words.lower()
    if len(small) == len(words):
        return small
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in words)


def _is_of_a_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _is_number(word: str) -> bool:
    return any(letter.isdigit() for letter in word) and not any(letter.isalpha() for letter in word)


def called(words: str) -> str:
    """What makes two descriptions one, whatever their capitals and articles.

    >>> called("The soldiers"), called("soldiers")
    ('soldiers', 'soldiers')
    """
    first, _, rest = " ".join(words.lower().split()).partition(" ")
    return rest if rest and first in rules().articles else f"{first} {rest}".strip()


def person_of(actor: Actor) -> str:
    """The name of a person at the end of a filler's words, in small letters; "" if nobody is named.

    >>> person_of(Actor(words="the journalist Ana Ruiz", name="the journalist Ana Ruiz"))
    'ana ruiz'
    >>> person_of(Actor(words="Ana", name="Ana"))
    ''
    """
    if actor.actor or actor.kind in ARMED:
        return ""
    words = (actor.name or actor.words).split()
    first = next((n for n in range(len(words), 0, -1) if not words[n - 1][:1].isupper()), 0)
    return " ".join(words[first:]).lower() if len(words) - first > 1 else ""


def is_named(actor: Actor) -> bool:
    """Tell whether a name stands behind the words, not a mere description ("gunmen")."""
    return actor.actor is not None or (actor.name[:1].isupper() and actor.name != actor.words)


def find_accounts(claims: Sequence[Claim]) -> tuple[Account, ...]:
    """One account per differing telling of each field, in the order of the claims. Every claim is in at least one."""
    rows: dict[tuple[str, str, str, str], tuple[Account, dict[str, None], dict[str, None]]] = {}
    for claim in claims:
        for account in _accounts_of(claim):
            who = "" if isinstance(account.value, Count) else _acting(claim)
            harmed = ", ".join(called(name) for name in account.harmed.split(", "))
            key = (account.field, claim.stance, f"{harmed} {who}", _key(account.value))
            _, voices, ids = rows.setdefault(key, (account, {}, {}))
            voices[account.voices[0]] = ids[claim.id] = None
    return tuple(
        Account(field=a.field, harmed=a.harmed, value=a.value, voices=tuple(voices), claims=tuple(ids))
        for a, voices, ids in rows.values()
    )


def _acting(claim: Claim) -> str:
    """Who acts in a claim: tellings without a number are one only if they tell of the same."""
    actors = [actor for fillers in claim.roles.values() for actor in fillers]
    return "|".join(sorted({actor.actor or called(bare(actor, claim)) for actor in actors}))


def _accounts_of(claim: Claim) -> Iterable[Account]:
    voices, ids = (voice_of(claim),), (claim.id,)
    if claim.type == "responsibility":
        values: Iterable[Actor | Unknown] = claim.roles.get("initiator", ()) or (Unknown(why="not_stated"),)
        for value in values:
            yield Account(field="responsibility", harmed="", value=value, voices=voices, claims=ids)
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


def find_parties(claims: Sequence[Claim]) -> tuple[Party, ...]:
    """The armed bodies and named actors of an incident, with the part that the claims give them; deeds decide first.

    A mere description ("gunmen", "soldiers") is a party only where nobody of its kind is named.
    """
    parts: dict[str, tuple[Actor, str, dict[bool, set[Part]]]] = {}
    for claim in claims:
        if claim.stance in ("denies", "retracts"):
            continue
        decides = family_of(claim.type) in ("deed", "words")
        for role, part in _PARTS.items():
            for actor in claim.roles.get(role, ()):
                if actor.actor or actor.kind in ARMED:
                    told = actor.name if is_named(actor) else bare(actor, claim)
                    if not (actor.actor or told):
                        continue
                    held = parts.setdefault(actor.actor or called(told), (actor, told, {}))
                    held[2].setdefault(decides, set()).add(part)
    named = {_kind(actor) for actor, _, _ in parts.values() if is_named(actor)}
    found = []
    for name, (actor, told, given) in parts.items():
        if _kind(actor) in named and not is_named(actor):
            continue
        sure = given.get(True) or given[False]
        found.append(Party(actor=name, name=told, part=next(iter(sure)) if len(sure) == 1 else "unclear"))
    return tuple(found)


def _kind(actor: Actor) -> str:
    return _ONE_KIND.get(actor.kind, actor.kind)
