"""How claims stand: as they were read, what people settled about each, and what they are since."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from according.exports.wording import clean, tell_actor, tell_count, tell_period, tell_places, tell_type
from according.joining.accounts import voice_of
from according.joining.decisions import Aimed, aim, settle
from according.model import Claim, Decision
from according.store import Store

_DONE = {
    "accept": "accepted",
    "reject": "rejected",
    "correct": "corrected",
    "join": "joined",
    "split": "split",
    "add": "added",
    "undo": "undone",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A decision about a claim; of a correction the values before and after it, in words."""

    decision: Decision
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A claim as it stands now, or as it was read where it was rejected; what people settled, the later last."""

    claim: Claim
    settled: list[Settled] = field(default_factory=list)
    is_rejected: bool = False

    @property
    def seen(self) -> str:
        """What tells whether anybody settled anything about the claim since a page was shown."""
        return stamp(each.decision.id for each in self.settled)


def stamp(names: Iterable[str]) -> str:
    """A short text that is another one where these names are others."""
    return hashlib.sha256(" ".join(names).encode()).hexdigest()[:16]


def find_standing(kept: Store, claims: Sequence[Claim]) -> dict[str, Standing]:
    """Claim id -> how it stands, of these claims of active markups."""
    found = {claim.id: Standing(claim=claim) for claim in claims}
    reports = {claim.report for claim in claims}
    decisions = kept.decisions_about(reports) if reports else []
    for report in sorted(reports & {target.report for each in decisions for target in each.targets}):
        told = list(kept.claims(report, lambda _: None))
        aimed = aim(told, decisions)
        found |= {claim.id: _stand(claim, aimed) for claim in told if claim.id in found}
    return found


def _stand(claim: Claim, aimed: Iterable[Aimed]) -> Standing:
    """Follow a claim, as it was read, through the decisions about it."""
    settled: list[Settled] = []
    is_rejected = False
    for each in aimed:
        if claim.id not in each.claims:
            continue
        before = tell_value(claim, each.decision.field_)
        now = next((made for made in settle([claim], [each]) if made.id == claim.id), None)
        is_rejected = is_rejected or now is None
        claim = now or claim
        settled.append(Settled(decision=each.decision, before=before, after=tell_value(claim, each.decision.field_)))
    return Standing(claim=claim, settled=settled, is_rejected=is_rejected)


def tell_value(claim: Claim, name: str) -> str:
    """A field that can be corrected, in words; "" where there is no such field."""
    if name == "type":
        return tell_type(claim.type)
    if name == "count":
        return tell_count(claim.count)
    if name == "when":
        return tell_period(claim.when)
    if name == "where":
        return tell_places(claim.where)
    if name == "speaker":
        return clean(voice_of(claim))
    return ", ".join(tell_actor(actor) for actor in claim.roles.get(name, ())) or "not stated" if name else ""


def tell_done(decision: Decision) -> str:
    """What a decision did, in one word and the field: "rejected", "count corrected"."""
    done = _DONE[decision.verb]
    return f"{decision.field_} {done}" if decision.field_ else done
