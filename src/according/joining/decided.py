"""What people settled outranks what the machine concludes: claims rejected or corrected, groups joined or split.

A decision holds on to a report's words, so that it outlives the claims that a reader made of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

from according.codec import from_plain, parse, to_plain
from according.errors import ReportError
from according.joining.groups import Group, in_order
from according.model import Claim, Decision, Target


def apply_to_claims(claims: Iterable[Claim], decisions: Sequence[Decision]) -> list[Claim]:
    """The claims that stand: without the rejected, with corrected values. A `ReportError` if a value cannot be read."""
    kept = list(claims)
    for decision in _in_order(decisions):
        if decision.verb == "reject":
            kept = [claim for claim in kept if not _meant(claim, decision.targets)]
        elif decision.verb == "correct":
            kept = [_corrected(claim, decision) if _meant(claim, decision.targets) else claim for claim in kept]
    return kept


def apply_to_groups(groups: Sequence[Group], decisions: Sequence[Decision]) -> list[Group]:
    """The groups after what people joined and split, the later decision last."""
    settled = list(groups)
    for decision in _in_order(decisions):
        if decision.verb == "join":
            settled = _join(settled, decision)
        elif decision.verb == "split":
            settled = [part for group in settled for part in _split(group, decision)]
    return settled


def _in_order(decisions: Sequence[Decision]) -> list[Decision]:
    return sorted(decisions, key=lambda decision: (decision.when, decision.id))


def _meant(claim: Claim, targets: Sequence[Target]) -> bool:
    """Tell whether a claim's evidence overlaps the words that a decision is about."""
    return any(
        target.report == claim.report and target.start < span.end and span.start < target.end
        for target in targets
        for span in claim.evidence
    )


def _corrected(claim: Claim, decision: Decision) -> Claim:
    plain = parse(decision.value)
    if decision.field_ == "type":
        return replace(claim, type=from_plain(str, plain))
    if decision.field_ == "count":
        return replace(claim, count=from_plain(Claim, {**_plain(claim), "count": plain}).count)
    if decision.field_ == "when":
        return replace(claim, when=from_plain(Claim, {**_plain(claim), "when": plain}).when)
    if decision.field_ == "where":
        return replace(claim, where=from_plain(Claim, {**_plain(claim), "where": plain}).where)
    raise ReportError(
        f"the decision {decision.id} corrects {decision.field_!r}; it can correct: type, count, when, where"
    )


def _plain(claim: Claim) -> dict[str, object]:
    return cast("dict[str, object]", to_plain(claim))


def _join(groups: list[Group], decision: Decision) -> list[Group]:
    named = [group for group in groups if any(_meant(claim, decision.targets) for claim in group.claims)]
    if len(named) < 2:
        return groups
    joined = Group(
        claims=in_order(claim for group in named for claim in group.claims),
        episodes=[episode for group in named for episode in group.episodes],
        score=1.0,
        reasons=(f"joined by {decision.who}",),
    )
    return [group for group in groups if group not in named] + [joined]


def _split(group: Group, decision: Decision) -> list[Group]:
    """Take the claims of each target but the first out of a group that holds the first's too."""
    first, *others = decision.targets
    if not any(_meant(claim, [first]) for claim in group.claims):
        return [group]
    parts, left = [], list(group.claims)
    for target in others:
        taken = [claim for claim in left if _meant(claim, [target]) and not _meant(claim, [first])]
        if taken:
            left = [claim for claim in left if claim not in taken]
            parts.append(Group(claims=taken, episodes=group.episodes, score=1.0, reasons=(f"split by {decision.who}",)))
    return [Group(claims=left, episodes=group.episodes, score=group.score, reasons=group.reasons), *parts]
