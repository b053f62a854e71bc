"""Claims and decisions to links, and links to incidents, operations and series. A pure function, whatever the order."""

from collections.abc import Sequence
from dataclasses import dataclass

from according.joining.decided import apply_to_claims, apply_to_groups
from according.joining.episodes import find_episodes, is_act
from according.joining.groups import Group, in_order, incidents_of, with_series
from according.joining.matching import cluster
from according.model import Claim, Decision, Incident, Link, known

VERSION = "according/joining-1"

__all__ = ["VERSION", "Joined", "join"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What claims amount to: the links that hold them together, and the incidents that these make.

    Incidents come in the order of time, those without a day by the latest that they can be.
    """

    links: tuple[Link, ...]
    incidents: tuple[Incident, ...]


def join(claims: Sequence[Claim], decisions: Sequence[Decision] = ()) -> Joined:
    """Join claims of one or many reports. A `ReportError` if a decision's correction cannot be read."""
    by_report: dict[str, list[Claim]] = {}
    for claim in in_order(apply_to_claims(claims, decisions)):
        by_report.setdefault(claim.report, []).append(claim)
    episodes = [episode for told in by_report.values() for episode in find_episodes(told)]
    groups = [
        Group(claims=in_order(c for e in members for c in e.claims), episodes=members, score=score, reasons=reasons)
        for members, score, reasons in cluster(episodes)
    ]
    settled = [group for group in apply_to_groups(groups, decisions) if any(is_act(claim) for claim in group.claims)]
    incidents = with_series(settled, [incident for group in settled for incident in incidents_of(group)])
    incidents.sort(key=_order)
    links = sorted((link for group in settled for link in _links(group)), key=lambda link: link.claims)
    return Joined(links=tuple(links), incidents=tuple(incidents))


def _order(incident: Incident) -> tuple[str, str]:
    when = known(incident.when)
    latest = getattr(incident.when, "latest", None)
    return (str(when.start if when else latest or ""), incident.id)


def _links(group: Group) -> list[Link]:
    """Each claim of a group linked to its anchor, with what held their episodes together."""
    anchor = min(claim.id for claim in group.claims)
    reports = {claim.id: claim.report for claim in group.claims}
    inferred = {name for episode in group.episodes for name in episode.inferred}
    found = []
    for claim in group.claims:
        if claim.id == anchor:
            continue
        same_report = reports[anchor] == claim.report
        reasons = ("told in one passage",) if same_report else group.reasons
        if claim.id in inferred:
            reasons = (*reasons, "inferred: told to be about other attacks")
        score = 0.9 if same_report else group.score
        found.append(Link(claims=(anchor, claim.id), same=True, score=score, reasons=reasons, by=VERSION))
    return found
