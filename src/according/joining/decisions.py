"""What people settled outranks what the machine concludes: claims added, rejected, corrected; clusters joined, split.

A decision holds on to a report's words, so that it outlives the claims that a reader made of them. One that adds or
accepts a claim brings the claim along.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from according.codec import decode, from_plain, parse, to_plain
from according.errors import ReportError
from according.joining.episodes import Episode
from according.joining.incidents import Cluster, in_order
from according.joining.rules import counted_role
from according.model import PERSON, Claim, Decision, Link, Target, Words
from according.ontology import load

ROLES = ("initiator", "affected")
CORRECTED = ("type", "count", "where", "when", *ROLES, "speaker")
_KEYS = {"speaker": "speakers"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Aimed:
    """A decision that holds, the ids of the claims that each of its targets means, and the claim that it brings."""

    decision: Decision
    targets: tuple[frozenset[str], ...]
    brings: Claim | None = None

    @property
    def claims(self) -> frozenset[str]:
        """All claims that it is about."""
        return frozenset().union(*self.targets)


def target_of(claim: Claim) -> Target:
    """What a decision about this claim holds on to: its words, and where its number and its roles stand."""
    return Target(
        report=claim.report,
        start=min(span.start for span in claim.evidence),
        end=max(span.end for span in claim.evidence),
        type=claim.type,
        stance=claim.stance,
        fields=_fields_of(claim),
    )


def aim(claims: Iterable[Claim], decisions: Iterable[Decision]) -> list[Aimed]:
    """The decisions that hold, the later last, with the claims that they mean, which are given as they were read.

    A claim that a person added can be meant by what is decided later, and by nothing that was decided before. One that
    was accepted stands for itself where no reader marks it any more.
    """
    of_report: dict[str, list[Claim]] = {}
    for claim in claims:
        of_report.setdefault(claim.report, []).append(claim)
    held = in_force(decisions)
    kept = _accepted(of_report, held)
    found = []
    for each in held:
        brings = _brought(each) if each.verb == "add" else kept.get(each.id)
        if each.verb == "add" and brings is not None:
            told = of_report.setdefault(brings.report, [])
            told += [brings] if all(claim.id != brings.id for claim in told) else []
            targets: tuple[frozenset[str], ...] = (frozenset({brings.id}),)
        else:
            targets = tuple(_meant(of_report.get(target.report, ()), target, each) for target in each.targets)
        found.append(Aimed(decision=each, targets=targets, brings=brings))
    return found


def brought(claims: Iterable[Claim], decisions: Iterable[Decision]) -> list[Claim]:
    """The claims that decisions bring to those that were read, each once; whether they stand is not asked."""
    told = list(claims)
    return list(_brought_to(told, aim(told, decisions)).values())


def brings_claim(decision: Decision) -> bool:
    """Whether a decision can bring a claim along."""
    return decision.verb == "add" or (decision.verb == "accept" and bool(decision.value))


def _accepted(of_report: dict[str, list[Claim]], held: Iterable[Decision]) -> dict[str, Claim]:
    """By decision the accepted claims that no reader marks any more; they are laid to the others of their report."""
    kept: dict[str, Claim] = {}
    for each in held:
        if each.verb == "accept" and brings_claim(each):
            claim = _brought(each)
            told = of_report.setdefault(claim.report, [])
            if not any(_meant(told, target, each) for target in each.targets):
                told.append(claim)
                kept[each.id] = claim
    return kept


def _brought(decision: Decision) -> Claim:
    """The claim in a decision, read as strictly as any."""
    try:
        claim = decode(Claim, decision.value)
    except ReportError as error:
        raise ReportError(f"the decision {decision.id} cannot be used: {error}") from error
    if not claim.evidence or [target.report for target in decision.targets] != [claim.report]:
        raise ReportError(f"the decision {decision.id} cannot be used: its claim is not about the words that it names")
    if claim.type not in load():
        raise ReportError(f"the decision {decision.id} cannot be used: there is no type {claim.type!r}")
    return claim


def _brought_to(claims: Iterable[Claim], aimed: Iterable[Aimed]) -> dict[str, Claim]:
    read = {claim.id for claim in claims}
    return {each.brings.id: each.brings for each in aimed if each.brings is not None and each.brings.id not in read}


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that hold, each once, the later last: without those undone, and what undid them."""
    ordered = sorted({d.id: d for d in decisions}.values(), key=lambda d: (d.when, d.id))
    undone: set[str] = set()
    for decision in reversed(ordered):
        if decision.verb == "undo" and decision.id not in undone:
            undone.add(undone_by(decision))
    return [decision for decision in ordered if decision.verb != "undo" and decision.id not in undone]


def undone_by(decision: Decision) -> str:
    """The id of the decision that an `undo` takes back."""
    named = parse(decision.value)
    if not isinstance(named, str):
        raise ReportError(f"the decision {decision.id} cannot be used: it does not tell what it undoes")
    return named


def apply_to_claims(claims: Iterable[Claim], decisions: Iterable[Decision]) -> list[Claim]:
    """The claims that stand: with those that people added, without the rejected, with corrected values.

    A `ReportError` if a value cannot be read.
    """
    kept = list(claims)
    return settle(kept, aim(kept, decisions))


def settle(claims: Iterable[Claim], aimed: Iterable[Aimed]) -> list[Claim]:
    """The claims that stand, as `apply_to_claims` tells, by decisions that are aimed already."""
    kept, aimed = list(claims), list(aimed)
    kept += _brought_to(kept, aimed).values()
    for each in aimed:
        decision = each.decision
        if decision.verb == "reject":
            kept = [claim for claim in kept if claim.id not in each.claims]
        elif decision.verb == "correct":
            kept = [_corrected(claim, decision) if claim.id in each.claims else claim for claim in kept]
    return kept


def apply_to_clusters(clusters: Sequence[Cluster], aimed: Sequence[Aimed]) -> list[Cluster]:
    """The clusters after what people joined and split, the later decision last."""
    settled = list(clusters)
    for n, each in enumerate(aimed):
        if each.decision.verb == "join":
            settled = _join(settled, _unless_split(each, aimed[n + 1 :]))
        elif each.decision.verb == "split":
            settled = [part for cluster in settled for part in _split(cluster, each)]
    return settled


def find_cannot_links(aimed: Sequence[Aimed]) -> set[tuple[str, str]]:
    """Pairs of claims that a person told apart, and that nobody joined later."""
    apart: set[tuple[str, str]] = set()
    for each in aimed:
        if each.decision.verb == "split":
            apart |= _told_apart(each)
        elif each.decision.verb == "join":
            apart = {pair for pair in apart if not each.claims.issuperset(pair)}
    return apart


def decided_links(aimed: Iterable[Aimed]) -> list[Link]:
    """A person's judgements as links, the later last: the first target's claim with one of each other target."""
    found = []
    for each in aimed:
        decision = each.decision
        if decision.verb not in ("join", "split"):
            continue
        first, *others = [min(ids) for ids in each.targets if ids] or [""]
        same = decision.verb == "join"
        reasons = (decision.why or f"{'joined' if same else 'split'} by {decision.who}",)
        for other in others:
            if other != first:
                pair = (min(first, other), max(first, other))
                found.append(
                    Link(claims=pair, same=same, score=1.0, reasons=reasons, by=decision.who, when=decision.when)
                )
    return found


def _told_apart(split: Aimed) -> set[tuple[str, str]]:
    first, *others = split.targets or (frozenset(),)
    return {(min(a, b), max(a, b)) for a in first for ids in others for b in ids if a != b}


def _unless_split(join: Aimed, later: Iterable[Aimed]) -> Aimed:
    """A join without what a person told apart from it later."""
    targets = list(join.targets)
    for each in later:
        if each.decision.verb == "split":
            first, *others = each.targets or (frozenset(),)
            if any(first & ids for ids in targets):
                targets = [ids for ids in targets if ids & first or not any(ids & other for other in others)]
    return replace(join, targets=tuple(targets))


def _meant(claims: Sequence[Claim], target: Target, decision: Decision) -> frozenset[str]:
    """The claims of its report that a target means: of each reader the one that is most like it.

    What a person marked is meant only by what was taken from it, and then it alone is, with what says just the same.
    """
    if target.type:
        same = [claim for claim in claims if target_of(claim) == target]
        if any(claim.reader == PERSON for claim in same):
            return frozenset(claim.id for claim in same)
        claims = [claim for claim in claims if claim.reader != PERSON]
    near = [claim for claim in claims if any(_overlaps(target, claim.report, span.at) for span in claim.evidence)]
    if not target.type:
        if decision.verb == "correct":
            near = [
                c for c in near if any(_overlaps(target, c.report, at) for at in _words_of(c, decision.field_))
            ] or near
        return frozenset(claim.id for claim in near)
    alike = [claim for claim in near if claim.type == target.type and _can_be(claim, target)]
    if decision.verb in ("accept", "reject"):
        alike = [claim for claim in alike if claim.stance == target.stance]
    elif decision.verb in ("join", "split"):
        alike = alike or near  # whether two things are one does not hang on what they are called
    best: dict[str, Claim] = {}
    for claim in sorted(alike, key=lambda claim: (_likeness(claim, target), claim.id)):
        best[claim.reader] = claim
    return frozenset(claim.id for claim in best.values())


def _can_be(claim: Claim, target: Target) -> bool:
    """Whether the claim's number, and what it counts, are not other words than the target's."""
    told = _fields_of(claim)
    for name in ("count", counted_role(claim.type)):
        mine, theirs = told.get(name, ()), target.fields.get(name, ())
        if mine and theirs and not any(a[0] < b[1] and b[0] < a[1] for a in mine for b in theirs):
            return False
    return True


def _likeness(claim: Claim, target: Target) -> tuple[bool, float, int]:
    """How like a claim is to what a target was taken from: its stance, the places of its fields, the words shared."""
    mine, theirs = _letters(_fields_of(claim)), _letters(target.fields)
    shared = sum(max(0, min(span.end, target.end) - max(span.start, target.start)) for span in claim.evidence)
    return claim.stance == target.stance, len(mine & theirs) / len(mine | theirs) if mine | theirs else 1.0, shared


def _letters(fields: Mapping[str, Sequence[Words]]) -> set[tuple[str, int]]:
    return {(name, n) for name, told in fields.items() for start, end in told for n in range(start, end)}


def _fields_of(claim: Claim) -> dict[str, tuple[Words, ...]]:
    """Where a claim's number and roles stand in the text."""
    told = {role: tuple(sorted(a.at for a in fillers if a.at is not None)) for role, fillers in claim.roles.items()}
    told["count"] = (claim.count.at,) if claim.count.at is not None else ()
    return {name: spans for name, spans in sorted(told.items()) if spans}


def _overlaps(target: Target, report: str, at: Words) -> bool:
    return target.report == report and target.start < at[1] and at[0] < target.end


def _words_of(claim: Claim, field: str) -> list[Words]:
    """Where the words of a claim's field stand, as far as it is known."""
    values = {"count": (claim.count,), "when": (claim.when,), "where": claim.where}.get(field, ())
    return [value.at for value in values if value.at is not None]


def _corrected(claim: Claim, decision: Decision) -> Claim:
    """The claim with the decision's value, read as strictly as a claim is."""
    field = decision.field_
    if field not in CORRECTED:
        raise ReportError(f"the decision {decision.id} corrects {field!r}; it can correct: {', '.join(CORRECTED)}")
    whole = cast("dict[str, object]", to_plain(claim))
    try:
        value = parse(decision.value)
        changed = {"roles": {**cast("dict[str, object]", whole["roles"]), field: value}} if field in ROLES else {}
        read = from_plain(Claim, {**whole, **(changed or {_KEYS.get(field, field): value})})
    except ReportError as error:
        raise ReportError(f"the decision {decision.id} cannot be used: {error}") from error
    if field == "type" and read.type not in load():
        raise ReportError(f"the decision {decision.id} cannot be used: there is no type {read.type!r}")
    if field == "speaker" and not read.speakers:
        raise ReportError(f"the decision {decision.id} cannot be used: somebody must speak")
    return replace(read, corrected={**claim.corrected, field: decision.who})


def _join(clusters: list[Cluster], aimed: Aimed) -> list[Cluster]:
    named = [cluster for cluster in clusters if any(claim.id in aimed.claims for claim in _own(cluster))]
    if len(named) < 2:
        return clusters
    joined = Cluster(
        claims=in_order(claim for cluster in named for claim in cluster.claims),
        episodes=[episode for cluster in named for episode in cluster.episodes],
        reasons=(f"joined by {aimed.decision.who}",),
    )
    return [cluster for cluster in clusters if all(cluster is not other for other in named)] + [joined]


def _own(cluster: Cluster) -> list[Claim]:
    """A cluster's claims but those that are only concluded to be about it, which other clusters have too."""
    inferred = cluster.inferred
    return (
        [claim for claim in cluster.claims if claim.id not in inferred] if len(cluster.claims) > 1 else cluster.claims
    )


def _split(cluster: Cluster, aimed: Aimed) -> list[Cluster]:
    """Take the claims of each target but the first out of a cluster that holds the first's too."""
    first, *others = aimed.targets or (frozenset(),)
    if not any(claim.id in first for claim in cluster.claims):
        return [cluster]
    parts, left = [], list(cluster.claims)
    for ids in others:
        taken = [claim for claim in left if claim.id in ids and claim.id not in first]
        if taken:
            left = [claim for claim in left if claim not in taken]
            held = _episodes_of(taken, cluster)
            parts.append(Cluster(claims=taken, episodes=held, reasons=(f"split by {aimed.decision.who}",)))
    if not parts:
        return [cluster]
    return [
        Cluster(claims=left, episodes=_episodes_of(left, cluster), score=cluster.score, reasons=cluster.reasons),
        *parts,
    ]


def _episodes_of(claims: Sequence[Claim], cluster: Cluster) -> list[Episode]:
    """The episodes of a cluster that tell one of these claims."""
    ids = {claim.id for claim in claims}
    return [episode for episode in cluster.episodes if any(claim.id in ids for claim in episode.claims)]
