"""Claims and decisions to links, links to incidents (a machine): a pure function, whatever the order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from according.joining.clustering import find_clusters
from according.joining.copies import find_copies
from according.joining.decisions import aim, apply_to_clusters, decided_links, find_cannot_links, settle
from according.joining.episodes import find_episodes
from according.joining.incidents import Cluster, in_order, incidents_of, with_series
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


def join(claims: Sequence[Claim], decisions: Sequence[Decision] = (), texts: Mapping[str, str] | None = None) -> Joined:
    """Join claims of one or many reports, with those that people added. A `ReportError` for a bent decision.

    `texts` are those of the reports by id: copies of one text are one voice. Without, only what is claimed can tell.
    """
    told = in_order(claims)
    aimed = aim(told, decisions)
    standing = in_order(settle(told, aimed))
    by_report: dict[str, list[Claim]] = {}
    for claim in standing:
        by_report.setdefault(claim.report, []).append(claim)
    episodes = [episode for each in by_report.values() for episode in find_episodes(each)]
    clusters = [
        Cluster(claims=in_order(c for e in members for c in e.claims), episodes=members, score=score, reasons=reasons)
        for members, score, reasons in find_clusters(episodes, find_cannot_links(aimed))
    ]
    clustered = {claim.id for cluster in clusters for claim in cluster.claims}
    alone = [Cluster(claims=[claim], episodes=[]) for claim in standing if claim.id not in clustered]
    settled = [cluster for cluster in apply_to_clusters([*clusters, *alone], aimed) if any(map(is_act, cluster.claims))]
    settled.sort(key=lambda cluster: min(claim.id for claim in cluster.claims if is_act(claim)))
    copies = find_copies(texts or {})
    incidents = sorted(with_series([(cluster, incidents_of(cluster, copies)) for cluster in settled]), key=_order)
    links = {link.claims: link for cluster in settled for link in _links(cluster)}
    gone = {each.brings.id for each in aimed if each.brings is not None} - {claim.id for claim in standing}
    links |= {link.claims: link for link in decided_links(aimed) if gone.isdisjoint(link.claims)}
    return Joined(links=tuple(links[pair] for pair in sorted(links)), incidents=tuple(incidents))


def _order(incident: Incident) -> tuple[str, str]:
    when = known(incident.when)
    latest = getattr(incident.when, "latest", None)
    return (str(when.start if when else latest or ""), incident.id)


def _links(cluster: Cluster) -> list[Link]:
    """Each claim of a cluster linked to its anchor, with what held their episodes together."""
    anchor = min((claim for claim in cluster.claims if is_act(claim)), key=lambda claim: claim.id)
    inferred = cluster.inferred
    found = []
    for claim in cluster.claims:
        if claim.id == anchor.id:
            continue
        here = claim.report == anchor.report
        reasons = ("told in one passage",) if here else cluster.reasons
        score = _ONE_PASSAGE if here else cluster.score
        if claim.id in inferred:
            score, reasons = min(score, _INFERRED), (*reasons, "inferred: told to be about other attacks")
        pair = (min(anchor.id, claim.id), max(anchor.id, claim.id))
        found.append(Link(claims=pair, same=True, score=score, reasons=reasons, by=VERSION))
    return found
