"""Claims and decisions to links, and links to incidents, operations and series. A pure function, whatever the order."""

from collections.abc import Sequence
from dataclasses import dataclass

from according.joining.decided import apply_to_claims, apply_to_groups, decided_links
from according.joining.episodes import find_episodes
from according.joining.groups import Group, in_order, incidents_of, with_series
from according.joining.matching import cluster
from according.joining.rules import is_act
from according.model import Claim, Decision, Incident, Link, known

VERSION = "according/joining-1"
# How sure it is that one passage tells of one thing, and that words such as "two other attacks" mean those told next.
_ONE_PASSAGE, _INFERRED = 0.9, 0.6

__all__ = ["VERSION", "Joined", "join"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What claims amount to: the links that hold them together, and the incidents that these make.

    Incidents come in the order of time, those without a day by the latest that they can be. Claims of words alone
    (a threat, a warning) that are about no incident stand in none.
    """

    links: tuple[Link, ...]
    incidents: tuple[Incident, ...]


def join(claims: Sequence[Claim], decisions: Sequence[Decision] = ()) -> Joined:
    """Join claims of one or many reports. A `ReportError` if a decision's correction cannot be read."""
    standing = in_order(apply_to_claims(in_order(claims), decisions))
    by_report: dict[str, list[Claim]] = {}
    for claim in standing:
        by_report.setdefault(claim.report, []).append(claim)
    episodes = [episode for told in by_report.values() for episode in find_episodes(told)]
    groups = [
        Group(claims=in_order(c for e in members for c in e.claims), episodes=members, score=score, reasons=reasons)
        for members, score, reasons in cluster(episodes)
    ]
    grouped = {claim.id for group in groups for claim in group.claims}
    alone = [Group(claims=[claim], episodes=[]) for claim in standing if claim.id not in grouped]
    settled = [group for group in apply_to_groups([*groups, *alone], decisions) if any(map(is_act, group.claims))]
    settled.sort(key=lambda group: min(claim.id for claim in group.claims if is_act(claim)))
    incidents = sorted(with_series([(group, incidents_of(group)) for group in settled]), key=_order)
    links = {link.claims: link for group in settled for link in _links(group)}
    links |= {link.claims: link for link in decided_links(standing, decisions)}
    return Joined(links=tuple(links[pair] for pair in sorted(links)), incidents=tuple(incidents))


def _order(incident: Incident) -> tuple[str, str]:
    when = known(incident.when)
    latest = getattr(incident.when, "latest", None)
    return (str(when.start if when else latest or ""), incident.id)


def _links(group: Group) -> list[Link]:
    """Each claim of a group linked to its anchor, with what held their episodes together."""
    anchor = min((claim for claim in group.claims if is_act(claim)), key=lambda claim: claim.id)
    inferred = group.inferred
    found = []
    for claim in group.claims:
        if claim.id == anchor.id:
            continue
        here = claim.report == anchor.report
        reasons = ("told in one passage",) if here else group.reasons
        score = _ONE_PASSAGE if here else group.score
        if claim.id in inferred:
            score, reasons = min(score, _INFERRED), (*reasons, "inferred: told to be about other attacks")
        pair = (min(anchor.id, claim.id), max(anchor.id, claim.id))
        found.append(Link(claims=pair, same=True, score=score, reasons=reasons, by=VERSION))
    return found
