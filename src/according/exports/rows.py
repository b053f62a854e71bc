"""The accounts of an incident as rows for people: who says what, how many, in which words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from according.exports.wording import (
    clean,
    points_back,
    tell_actor,
    tell_count,
    tell_office,
    tell_period,
    tell_place,
    tell_type,
    without_denial,
)  # fmt: skip
from according.joining.accounts import bare, find_accounts, is_nobody
from according.joining.agreement import find_at_odds
from according.joining.rules import counted_role, family_of
from according.model import Account, Actor, Claim, Count, Incident, Period, Place, Unknown

_STANCES = {"denies": "denies: ", "admits": "admits: ", "retracts": "takes back: ", "asserts": ""}
_CERTAINTIES = {"stated": "", "reported": ", as reported", "suspected": ", suspected", "feared": ", feared"}
# What people look for first: the tolls; then what happened, who is said to have done it, what became of the ground.
_ORDER = ("harm", "deed", "responsibility", "ground", "words", "")
_LOOKED_AT = 100  # rows of one voice
_BEHIND = 60  # characters behind a number in which what it counts stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table: voices, what they claim, the number in words, the evidence."""

    voices: tuple[str, ...]
    told: tuple[str, ...]
    number: str
    words: tuple[str, ...]
    reports: tuple[str, ...]
    is_unknown: bool = False
    is_contested: bool = False


def rows_of(
    about: Incident | Claim,
    claims: Mapping[str, Claim],
    inferred: frozenset[str] = frozenset(),
    names: Mapping[str, str] | None = None,
) -> list[Row]:
    """The rows of an incident, or of a claim that stands alone: harm, deeds, who did them, things and ground.

    `names` are those that `name_actors` gives, lest they be looked for anew each time. Accounts of one field stand
    together. What one voice says in the same words, or in a part of them, is one row, unless both have a number.
    """
    accounts = find_accounts([about]) if isinstance(about, Claim) else about.accounts
    contested = () if isinstance(about, Claim) else about.contested_fields
    at_odds = (
        ()
        if isinstance(about, Claim)
        else find_at_odds([claims[name] for name in about.claims if name in claims], level=about.level)
    )
    names = name_actors(claims.values()) if names is None else names
    offices = _offices([claims[name] for account in accounts for name in account.claims if name in claims])
    firsts: dict[str, int] = {}
    found: list[tuple[tuple[int, int], Row]] = []
    for n, account in enumerate(accounts):
        told = [claims[name] for name in account.claims if name in claims]
        if not told or (account.field in ("where", "when") and account.field not in contested):
            continue
        row = _row(account, told, names, offices, guessed=inferred.issuperset(account.claims))
        place = (_ORDER.index(_family(account.field)), firsts.setdefault(account.field, n))
        differs = account.field in contested and (
            account.field in ("where", "when", "responsibility") or any(name in at_odds for name in account.claims)
        )
        found.append((place, replace(row, is_contested=differs)))
    return _merged([row for _, row in sorted(found, key=lambda pair: pair[0])])


def _family(field: str) -> str:
    return "responsibility" if field == "responsibility" else family_of(field)


def name_actors(claims: Iterable[Claim]) -> dict[str, str]:
    """Registry id -> the name that claims give it."""
    actors = (a for c in claims for a in (*c.speakers, *(filler for role in c.roles.values() for filler in role)))
    return {actor.actor: actor.name for actor in actors if actor.actor}


def _offices(claims: Iterable[Claim]) -> dict[str, str]:
    """Speaker's name -> the longest that claims call him by, with his office: "army spokesman Souleymane Dembele"."""
    told: dict[str, str] = {}
    for claim in claims:
        for actor in claim.speakers:
            told[actor.name] = max(told.get(actor.name, ""), tell_office(actor), key=len)
    return told


def _row(
    account: Account, told: Sequence[Claim], names: Mapping[str, str], offices: Mapping[str, str], *, guessed: bool
) -> Row:
    first, value = told[0], account.value
    number, is_unknown = "", False
    if account.field == "responsibility":
        claim = _responsibility(first, value)
    elif isinstance(value, Count | Unknown) and account.field not in ("where", "when"):
        claim, is_unknown = _claim_words(first), isinstance(value, Unknown)
        # A deed is not counted: only of people does it matter that nobody says how many.
        silent = isinstance(value, Unknown) and value.why == "not_stated" and family_of(first.type) != "harm"
        number = "" if silent else tell_count(_as_told(value, told), names)
    else:
        claim = clean(account.field)
        number = tell_period(value) if isinstance(value, Period) else ""
        number = tell_place(value) if isinstance(value, Place | Unknown) else number
    return Row(
        voices=tuple(dict.fromkeys(_voice(item, offices) for item in told)),
        told=((f"{claim} (inferred)" if guessed and account.field == "responsibility" else claim) + _corrected(told),),
        number=number,
        words=tuple(dict.fromkeys(clean(span.words) for item in told for span in item.evidence)),
        reports=tuple(dict.fromkeys(item.report for item in told)),
        is_unknown=is_unknown,
    )


def _corrected(told: Iterable[Claim]) -> str:
    """Which fields of these claims people corrected, and who: " (count corrected by Ada)"."""
    by = dict.fromkeys((field, who) for claim in told for field, who in claim.corrected.items())
    return "".join(f" ({field} corrected by {clean(who)})" for field, who in by)


def _as_told(count: Count | Unknown, told: Sequence[Claim]) -> Count | Unknown:
    """A number whose unit has the capitals that the report gives it: "6 NGO staff"."""
    if isinstance(count, Unknown) or not count.unit or count.at is None:
        return count
    for span in (span for claim in told if claim.count == count for span in claim.evidence):
        behind = span.words[max(count.at[1] - span.start, 0) :][:_BEHIND] if count.at[0] >= span.start else ""
        unit = re.search(rf"(?<!\w){re.escape(count.unit)}(?!\w)", behind, re.IGNORECASE)
        if unit:
            return replace(count, unit=unit.group())
    return count


def _voice(claim: Claim, offices: Mapping[str, str]) -> str:
    speakers = ", ".join(
        offices.get(actor.name) or actor.name or actor.words for actor in claim.speakers if not is_nobody(actor)
    )
    relays = ", ".join(actor.name or actor.words for actor in claim.relayed_by)
    return clean(f"{speakers or 'not said who'} (via {relays})" if relays else speakers or "not said who")


def _merged(rows: Sequence[Row]) -> list[Row]:
    """Rows of the same voice and words made one, where at most one of them has a number; it stands at that one."""
    homes: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Row]] = {}
    for row in rows:
        homes.setdefault((row.voices, row.reports), []).append(row)
    added: dict[int, list[Row]] = {}
    kept = []
    for row in rows:
        home = None if row.number else _home(row, homes[row.voices, row.reports][:_LOOKED_AT])
        if home is None or home is row:
            kept.append(row)
        else:
            added.setdefault(id(home), []).append(row)
    return [_with(row, added.get(id(row), ())) for row in kept]


def _home(row: Row, others: Sequence[Row]) -> Row | None:
    """The row of the same voice that a row without a number is told with: one with a number, else the first."""
    fitting = [
        other
        for other in others
        if all(any(words in whole for whole in other.words) for words in row.words)
        and (other.number or other.words == row.words)
        and (other.is_contested or not row.is_contested)
    ]
    return next((other for other in fitting if other.number), fitting[0] if fitting else None)


def _with(row: Row, added: Sequence[Row]) -> Row:
    """A row with what else is told by it; what has the number stands beside it, at the end."""
    others = [told for other in added for told in other.told]
    return replace(row, told=tuple(dict.fromkeys((*others, *row.told) if row.number else (*row.told, *others))))


def _responsibility(claim: Claim, value: object) -> str:
    sure = _CERTAINTIES[claim.certainty]
    if not isinstance(value, Actor):
        return "nobody claims it"
    own = any((s.actor or s.name) == (value.actor or value.name) for s in claim.speakers)
    verb = {"denies": "denies", "retracts": "takes back", "admits": "admits"}.get(claim.stance, "claims" if own else "")
    if own:
        return f"{verb} that it did this{sure}"
    return clean(f"{verb or 'says'} that {tell_actor(value)} did this{sure}")


def _claim_words(claim: Claim) -> str:
    """The claim in a few words: its type, who and whom, without the number, which has its own column."""
    acting = _told(claim, "initiator")
    whom = ", ".join(filter(None, (_told(claim, role) for role in ("affected", "object", "party"))))
    losing = _told(claim, "from")
    kind = tell_type(claim.type)
    words = f"{_STANCES[claim.stance]}{kind}" + (f": {whom}" if whom else "") + (f"; by {acting}" if acting else "")
    return clean(words + (f"; from {losing}" if losing else "") + _CERTAINTIES[claim.certainty])


def _told(claim: Claim, role: str) -> str:
    """The fillers of a role in words: the report's own, or the name where the words only point back to it."""
    counted = role == counted_role(claim.type)
    found = []
    for actor in claim.roles.get(role, ()):
        words = bare(actor, claim) if counted and isinstance(claim.count, Count) else actor.words
        words = without_denial(words) if claim.stance == "denies" else words
        if actor.actor and actor.status and words:
            found.append(f"{words} ({actor.name})")
        else:
            told = words if words and _tells(actor) else actor.name if words else ""
            found.append("" if points_back(told) else told)
    return ", ".join(dict.fromkeys(word for word in found if word))


def _tells(actor: Actor) -> bool:
    """Tell whether an actor's words say more than the name behind them: "the army" does not, nor does "they"."""
    return not actor.actor and (not actor.name or actor.name.lower() in actor.words.lower())
