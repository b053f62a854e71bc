"""What people settled outranks what the machine concludes: claims rejected or corrected, clusters joined or split.

A decision holds on to a report's words, so that it outlives the claims that a reader made of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

from according.codec import from_plain, parse, to_plain
from according.errors import ReportError
from according.joining.episodes import Episode
from according.joining.incidents import Cluster, in_order
from according.model import Claim, Decision, Link, Target, Words
from according.ontology import load

# A person's word that a claim is right, or one more claim, has nowhere to show yet: to pass over it would lie.
REFUSED = ("accept", "add")
CORRECTED = ("type", "count", "where", "when")


def apply_to_claims(claims: Iterable[Claim], decisions: Iterable[Decision]) -> list[Claim]:
    """The claims that stand: without the rejected, with corrected values.

    A `ReportError` if a value cannot be read, or if the decision's verb is one that joining cannot follow yet.
    """
    kept = list(claims)
    for decision in decisions_in_order(decisions):
        if decision.verb in REFUSED:
            raise ReportError(
                f"the decision {decision.id} cannot be used: {decision.verb!r} is not followed yet; "
                "correct, reject, join and split are"
            )
        if decision.verb == "reject":
            kept = [claim for claim in kept if not _meant(claim, decision.targets)]
        elif decision.verb == "correct":
            aimed = {claim.id for claim in _aimed(kept, decision)}
            kept = [_corrected(claim, decision) if claim.id in aimed else claim for claim in kept]
    return kept


def apply_to_clusters(clusters: Sequence[Cluster], decisions: Iterable[Decision]) -> list[Cluster]:
    """The clusters after what people joined and split, the later decision last."""
    settled = list(clusters)
    for decision in decisions_in_order(decisions):
        if decision.verb == "join":
            settled = _join(settled, decision)
        elif decision.verb == "split":
            settled = [part for cluster in settled for part in _split(cluster, decision)]
    return settled


def decided_links(claims: Sequence[Claim], decisions: Iterable[Decision]) -> list[Link]:
    """A person's judgements as links, the later last: the first target's claim with one of each other target."""
    found = []
    for decision in decisions_in_order(decisions):
        if decision.verb not in ("join", "split"):
            continue
        named = [sorted(c.id for c in claims if _meant(c, [target])) for target in decision.targets]
        first, *others = [ids[0] for ids in named if ids] or [""]
        same = decision.verb == "join"
        reasons = (decision.why or f"{'joined' if same else 'split'} by {decision.who}",)
        for other in others:
            if other != first:
                pair = (min(first, other), max(first, other))
                found.append(
                    Link(claims=pair, same=same, score=1.0, reasons=reasons, by=decision.who, when=decision.when)
                )
    return found


def decisions_in_order(decisions: Iterable[Decision]) -> list[Decision]:
    """Decisions, each once, the later last."""
    return sorted({d.id: d for d in decisions}.values(), key=lambda d: (d.when, d.id))


def _meant(claim: Claim, targets: Sequence[Target]) -> bool:
    """Tell whether a claim's evidence overlaps the words that a decision is about."""
    return any(_overlaps(target, claim.report, span.at) for target in targets for span in claim.evidence)


def _overlaps(target: Target, report: str, at: Words) -> bool:
    return target.report == report and target.start < at[1] and at[0] < target.end


def _aimed(claims: Sequence[Claim], decision: Decision) -> list[Claim]:
    """The claims that a correction is for: those whose own value has these words, if there are any.

    "Six rebels and four soldiers died" holds two counts in one stretch of evidence; who marks "four" means the second.
    """
    meant = [claim for claim in claims if _meant(claim, decision.targets)]
    exact = [
        claim for claim in meant
        if any(_overlaps(t, claim.report, at) for t in decision.targets for at in _words_of(claim, decision.field_))
    ]  # fmt: skip
    return exact or meant


def _words_of(claim: Claim, field: str) -> list[Words]:
    """Where the words of a claim's field stand, as far as it is known."""
    values = {"count": (claim.count,), "when": (claim.when,), "where": claim.where}.get(field, ())
    return [value.at for value in values if value.at is not None]


def _corrected(claim: Claim, decision: Decision) -> Claim:
    """The claim with the decision's value, read as strictly as a claim is."""
    if decision.field_ not in CORRECTED:
        raise ReportError(
            f"the decision {decision.id} corrects {decision.field_!r}; it can correct: {', '.join(CORRECTED)}"
        )
    whole = cast("dict[str, object]", to_plain(claim))
    try:
        read = from_plain(Claim, {**whole, decision.field_: parse(decision.value)})
    except ReportError as error:
        raise ReportError(f"the decision {decision.id} cannot be used: {error}") from error
    if decision.field_ == "type" and read.type not in load():
        raise ReportError(f"the decision {decision.id} cannot be used: there is no type {read.type!r}")
    return {
        "type": replace(claim, type=read.type),
        "count": replace(claim, count=read.count),
        "where": replace(claim, where=read.where),
        "when": replace(claim, when=read.when),
    }[decision.field_]


def _join(clusters: list[Cluster], decision: Decision) -> list[Cluster]:
    named = [cluster for cluster in clusters if any(_meant(claim, decision.targets) for claim in _own(cluster))]
    if len(named) < 2:
        return clusters
    joined = Cluster(
        claims=in_order(claim for cluster in named for claim in cluster.claims),
        episodes=[episode for cluster in named for episode in cluster.episodes],
        reasons=(f"joined by {decision.who}",),
    )
    return [cluster for cluster in clusters if all(cluster is not other for other in named)] + [joined]


def _own(cluster: Cluster) -> list[Claim]:
    """A cluster's claims but those that are only concluded to be about it, which other clusters have too."""
    inferred = cluster.inferred
    return (
        [claim for claim in cluster.claims if claim.id not in inferred] if len(cluster.claims) > 1 else cluster.claims
    )


def _split(cluster: Cluster, decision: Decision) -> list[Cluster]:
    """Take the claims of each target but the first out of a cluster that holds the first's too."""
    first, *others = decision.targets or (None,)
    if first is None or not any(_meant(claim, [first]) for claim in cluster.claims):
        return [cluster]
    parts, left = [], list(cluster.claims)
    for target in others:
        taken = [claim for claim in left if _meant(claim, [target]) and not _meant(claim, [first])]
        if taken:
            left = [claim for claim in left if claim not in taken]
            held = _episodes_of(taken, cluster)
            parts.append(Cluster(claims=taken, episodes=held, reasons=(f"split by {decision.who}",)))
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
