"""What people settle, written into a store: which claims are meant, who decides, why. One way for commands and pages.

Each verb keeps one decision and works out, in the same transaction, the incidents that it touches.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NoReturn

from according.codec import encode
from according.errors import ReportError, SourceError
from according.grounding.gazetteer import Progress
from according.grounding.given import ground_given
from according.grounding.marked import Marked, mark_claim
from according.joining.decisions import CORRECTED, aim, apply_to_claims, brought, in_force, target_of
from according.keeping import Joining
from according.model import PERSON, Claim, Decision, Target, Verb
from according.settings import Settings
from according.sources.dates import published_date
from according.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who decides, when, and why."""

    who: str
    when: datetime
    why: str = ""


def accept(kept: Store, id_: str, by: Signed) -> Decision:
    """Note that a person reviewed a claim and that it stays, even where a newer reader no longer marks it."""
    claim = find_standing(kept, id_)
    value = "" if claim.reader == PERSON else encode(replace(claim, given_id=""))
    return _decide(kept, "accept", [target_of(claim)], by, value=value)


def add(
    kept: Store, report: str, marked: Marked, by: Signed, settings: Settings, progress: Progress
) -> tuple[Claim, Decision]:
    """Add a claim that a person marks in a report, which is named by its id, or by enough of its beginning.

    A `ReportError` if its words or values cannot be told; a `SourceError` if there is no such report, or if a claim
    that stands says just this already.
    """
    name = find_one(kept, report)
    told = next(iter(kept.reports_named([name], lambda _: None)), None) if name.startswith("r_") else None
    if told is None:
        raise SourceError(f"{name} is no report that can be read: name the report (r_...) whose words are marked")
    claim = mark_claim(told, marked, settings, published_date, progress)
    for each in stand(kept, name):
        if target_of(each) == target_of(claim):
            raise SourceError(f"{each.id} claims this of these words already: 'according accept {each.id[:12]}' it")
    return claim, _decide(kept, "add", [target_of(claim)], by, value=encode(claim))


def reject(kept: Store, id_: str, by: Signed) -> Decision:
    """Take a claim out of all incidents."""
    return _decide(kept, "reject", [target_of(find_standing(kept, id_))], by)


def join(kept: Store, ids: Sequence[str], by: Signed) -> Decision:
    """Hold claims, or the incidents that are named, together as one incident, however unlike they are."""
    return _decide(kept, "join", _several(kept, "join", ids), by)


def split(kept: Store, ids: Sequence[str], by: Signed) -> Decision:
    """Keep the first claim, or incident, apart from each of the others, however alike they are."""
    return _decide(kept, "split", _several(kept, "split", ids), by)


def correct(
    kept: Store, id_: str, field: str, words: str, by: Signed, settings: Settings, progress: Progress
) -> Decision:
    """Give a field of a claim another value, in the words that a person gives for it.

    A `ReportError` if they cannot be told, or if there is no such field to correct.
    """
    if field not in CORRECTED:
        raise ReportError(f"there is no {field!r} to correct; there are: {', '.join(CORRECTED)}")
    claim = find_standing(kept, id_)
    value = ground_given(field, words, claim, settings, published_date, progress)
    return _decide(kept, "correct", [target_of(claim)], by, field=field, value=encode(value))


def undo(kept: Store, id_: str, by: Signed) -> Decision:
    """Take a decision back: the one that an id begins, or, without an id, the last that holds of who undoes.

    What was undone stays on record. A `SourceError` if there is none, or if it holds no more.
    """
    former = _find_undone(kept, id_) if id_ else _last_of(kept, by.who)
    return _decide(kept, "undo", former.targets, by, value=encode(former.id))


def find_standing(kept: Store, id_: str) -> Claim:
    """The claim that an id, or its beginning, names, as it was read; a `SourceError` if it was rejected."""
    if id_.startswith("i_"):
        raise SourceError(f"{id_} is an incident: name one of its claims; 'according claims' lists claims")
    return _standing(kept, _claim_of(kept, id_))


def find_one(kept: Store, id_: str) -> str:
    """The one id of a claim or report that begins so; a `SourceError` if there is none, or if there are several.

    An incident's leads to its anchor claim.
    """
    ids = kept.find(id_) if id_[:2] in {"i_", "c_", "r_"} else ()
    if not ids:
        raise_unknown(id_)
    if len(ids) > 1 and id_ not in ids:
        kind = id_[:2]
        shown = "\n".join(f"  {kind}{each[2:]}" for each in ids)
        raise SourceError(f"more than one id begins with {id_!r}: write more of it\n{shown}")
    return ids[0] if id_ not in ids else id_


def raise_unknown(id_: str) -> NoReturn:
    """Say that no id begins so."""
    raise SourceError(f"nothing that is kept has an id that begins with {id_!r}: 'according incidents' lists it")


def find_settled(kept: Store, claim: Claim) -> list[Decision]:
    """The decisions that hold about a claim, the later last."""
    decisions = kept.decisions_about([claim.report])
    aimed = aim(kept.claims(claim.report, lambda _: None), decisions)
    return [each.decision for each in aimed if claim.id in each.claims]


def _claim_of(kept: Store, id_: str) -> Claim:
    name = find_one(kept, id_)
    if name.startswith("r_"):
        raise SourceError(f"{name} is a report: name a claim; 'according show {name}' lists those of it")
    shown = next(iter(kept.claims_named([name], lambda _: None)), None)
    if shown is None:
        raise SourceError(f"{name} is damaged in the store: nothing can be settled about it")
    return as_read(kept, shown)


def as_read(kept: Store, claim: Claim) -> Claim:
    """A claim as it was read, whatever people settled of it since."""
    told = list(kept.claims(claim.report, lambda _: None))
    told += brought(told, kept.decisions_about([claim.report]))
    return next((each for each in told if each.id == claim.id), claim)


def stand(kept: Store, report: str) -> list[Claim]:
    """The claims of a report as people settled them."""
    return apply_to_claims(list(kept.claims(report, lambda _: None)), kept.decisions_about([report]))


def _standing(kept: Store, claim: Claim) -> Claim:
    told = list(kept.claims(claim.report, lambda _: None))
    if all(each.id != claim.id for each in apply_to_claims(told, kept.decisions_about([claim.report]))):
        rejected = next(each for each in reversed(find_settled(kept, claim)) if each.verb == "reject")
        raise SourceError(
            f"{claim.id} was rejected by {rejected.who}: 'according undo {rejected.id[:10]}' takes that back first"
        )
    return claim


def _several(kept: Store, verb: Verb, ids: Sequence[str]) -> list[Target]:
    """The claims that stand for these ids: of an incident its anchor, else another that none of the other ids names."""
    named = {_claim_of(kept, id_).id for id_ in ids if not id_.startswith("i_")}
    found: dict[str, Claim] = {}
    for id_ in ids:
        claim = _claim_of(kept, id_)
        if id_.startswith("i_"):
            around = kept.show_around(claim.id, lambda _: None)
            whole = next((i for i in around.incidents if i.id[2:] == claim.id[2:]), None)
            if whole is None:
                raise SourceError(f"{id_} is no incident now: 'according incidents' lists those that are")
            others = [each for each in around.claims if each.id in whole.claims and each.id not in named]
            claim = claim if claim.id not in named or not others else others[0]
        found[claim.id] = _standing(kept, claim)
    if len(found) < 2:
        raise SourceError(f"{verb} takes two or more different claims or incidents")
    return [target_of(claim) for claim in found.values()]


def _find_undone(kept: Store, id_: str) -> Decision:
    found = kept.find_decisions(id_) if id_.startswith("d_") else []
    if not found:
        raise SourceError(f"no decision has an id that begins with {id_!r}: 'according undo --list' lists them")
    if len(found) > 1 and all(each.id != id_ for each in found):
        shown = "\n".join(f"  {each.id}" for each in found)
        raise SourceError(f"more than one id begins with {id_!r}: write more of it\n{shown}")
    former = found[0]
    if former.verb == "undo":
        raise SourceError(f"{former.id} took something back itself: decide anew instead")
    if all(each.id != former.id for each in in_force(kept.decisions())):
        raise SourceError(f"{former.id} was undone already")
    return former


def _last_of(kept: Store, who: str) -> Decision:
    mine = [each for each in in_force(kept.decisions()) if each.who == who]
    if not mine:
        raise SourceError(f"there is no decision of {who} to undo: 'according undo --list' lists those of all")
    return mine[-1]


def _decide(
    kept: Store, verb: Verb, targets: Sequence[Target], by: Signed, *, field: str = "", value: str = ""
) -> Decision:
    decision = Decision(
        verb=verb, targets=tuple(targets), field_=field, value=value, who=by.who, when=by.when, why=by.why
    )
    with kept.at_once() as together:
        together.add_decision(decision)
        together.refresh(Joining())
    return decision
