"""A group of claims that are about one incident, and the incidents, operations and series that groups make."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from according.joining.episodes import Episode, is_act, takes_in_places
from according.joining.telling import find_contested, find_parties, independent_voices, judge, tell
from according.model import Claim, Incident, InSeries, Period, Place, Unknown, incident_id, known
from according.ontology import load

_SETTLED = ("exact", "town", "near")


@dataclass(slots=True, kw_only=True)
class Group:
    """Claims about one incident, in the order of their reports and texts, and the episodes that they come from."""

    claims: list[Claim]
    episodes: list[Episode]
    score: float
    reasons: tuple[str, ...]


def in_order(claims: Iterable[Claim]) -> list[Claim]:
    """Claims, each once, by report and place in its text."""
    found = {claim.id: claim for claim in claims}
    return sorted(found.values(), key=lambda claim: (claim.report, claim.evidence[0].start, claim.id))


def incidents_of(group: Group) -> list[Incident]:
    """The incident of a group; of an operation, also its parts: what is told of one of its places alone."""
    if not any(takes_in_places(claim) for claim in group.claims):
        return [_incident(group.claims, "incident")]
    by_place: dict[str, list[Claim]] = {}
    for claim in group.claims:
        settled = [p for p in claim.where if isinstance(p, Place) and p.role == "scene" and p.precision in _SETTLED]
        if is_act(claim) and len(settled) == 1 and not takes_in_places(claim):
            by_place.setdefault(settled[0].gazetteer_id, []).append(claim)
    apart = {claim.id for claims in by_place.values() for claim in claims}
    whole = _incident([claim for claim in group.claims if claim.id not in apart], "operation")
    parts = [replace(_incident(claims, "incident"), part_of=whole.id) for _, claims in sorted(by_place.items())]
    return [replace(whole, parts=tuple(part.id for part in parts)), *parts]


def with_series(groups: Sequence[Group], incidents: Sequence[Incident]) -> list[Incident]:
    """Incidents with the rows that reports put them in; which the others of a row are is inferred."""
    found = list(incidents)
    for group in groups:
        row = next((claim.series for claim in group.claims if claim.series), None)
        mine = {claim.id for claim in group.claims}
        others = [
            g for e in group.episodes for other in e.others for g in groups if g is not group and other in g.episodes
        ]
        ids = tuple(sorted({incident_id(tuple(c.id for c in g.claims if _own(c, g))) for g in others}))
        if row is None:
            continue
        place = InSeries(name=row.words, ordinal=row.ordinal, with_=ids, words=row.words, inferred=bool(ids))
        found = [
            replace(i, series=(*i.series, place)) if set(i.claims) <= mine and i.part_of is None else i for i in found
        ]
    return found


def _own(claim: Claim, group: Group) -> bool:
    """Tell whether a claim may be its group's anchor: one that is only concluded to belong may not."""
    return not any(claim.id in episode.inferred for episode in group.episodes)


def _incident(claims: Sequence[Claim], level: str) -> Incident:
    acts = [claim for claim in claims if is_act(claim)]
    contested = find_contested(claims)
    voices = independent_voices(claims)
    return Incident(
        id=incident_id(tuple(claim.id for claim in acts)),
        type=_type(acts),
        level="operation" if level == "operation" else "incident",
        parts=(),
        part_of=None,
        where=_where(claims),
        when=_when(acts),
        claims=tuple(claim.id for claim in claims),
        parties=find_parties(claims),
        accounts=tell(claims),
        status=judge(claims, contested),
        contested_fields=contested,
        reports=tuple(dict.fromkeys(claim.report for claim in claims)),
        independent_voices=max(len(voices), 1),
    )


def _type(acts: Sequence[Claim]) -> str:
    """The deed that most claims tell, the first of equals; without a deed, the harm or the ground."""
    for family in ("deed", "harm", "ground"):
        names = [claim.type for claim in acts if load()[claim.type].family == family]
        if names:
            return max(dict.fromkeys(names), key=names.count)
    return acts[0].type


def _where(claims: Sequence[Claim]) -> tuple[Place | Unknown, ...]:
    """Every scene once, settlements before provinces before countries, then the places that were not found."""
    found = {p.gazetteer_id: p for claim in claims for p in claim.where if isinstance(p, Place) and p.role == "scene"}
    order = ("exact", "town", "near", "district", "province", "country")
    known_places = sorted(found.values(), key=lambda place: order.index(place.precision))
    missing = {
        p.words: p for claim in claims for p in claim.where
        if isinstance(p, Unknown) and p.role in ("scene", None) and p.why in ("not_found", "ambiguous")
    }  # fmt: skip
    return (*known_places, *missing.values())


def _when(acts: Sequence[Claim]) -> Period | Unknown:
    """The period that most claims give, the narrowest of equals; else why there is none, and the latest it can be."""
    periods = [claim.when for claim in acts if isinstance(claim.when, Period)]
    if periods:
        spans = [(p.start, p.end) for p in periods]
        return max(periods, key=lambda p: (spans.count((p.start, p.end)), -(p.end - p.start).days, p.start.toordinal()))
    unknown = [claim.when for claim in acts if isinstance(claim.when, Unknown)]
    latest = min((u.latest for u in unknown if u.latest), default=None)
    ambiguous = next((u for u in unknown if u.why != "not_stated"), None)
    if ambiguous is not None:
        return ambiguous
    published = min((p.end for claim in acts if (p := known(claim.published))), default=None)
    return Unknown(why="not_stated", latest=latest or published)
