"""A cluster of claims that are about one incident, and the incidents, operations and series that clusters make."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from according.joining.accounts import find_accounts, find_parties
from according.joining.agreement import assess_status, find_contested
from according.joining.copies import Copies
from according.joining.episodes import Episode
from according.joining.rules import SETTLED, begins, counts_places, family_of, is_act, scenes, takes_in_places, towns_of
from according.joining.voices import Voices, identify, independent_voices
from according.model import Claim, Incident, InSeries, Level, Period, Place, Unknown, incident_id, known

_TWO = 2
_FINENESS = ("exact", "town", "near", "district", "province", "country")


@dataclass(slots=True, kw_only=True)
class Cluster:
    """Claims about one incident, in order, and the episodes that they come from. `inferred`: claims only concluded."""

    claims: list[Claim]
    episodes: list[Episode]
    score: float = 1.0
    reasons: tuple[str, ...] = ()

    @property
    def inferred(self) -> set[str]:
        """The claims that are only concluded to be about it."""
        return {name for episode in self.episodes for name in episode.inferred}


def in_order(claims: Iterable[Claim]) -> list[Claim]:
    """Claims, each once, by when they were published, report, and place in its text."""
    found: dict[str, Claim] = {}
    for claim in claims:
        held = found.setdefault(claim.id, claim)
        if held is not claim and repr(claim) < repr(held):  # two groundings of one claim: the same one in any order
            found[claim.id] = claim
    return sorted(found.values(), key=lambda claim: (_published(claim), claim.report, begins(claim), claim.id))


def _published(claim: Claim) -> date:
    published = known(claim.published)
    return published.end if published else date.max


def incidents_of(cluster: Cluster, copies: Copies | None = None) -> list[Incident]:
    """The incident of a cluster; of an operation, then its parts: what is told of one of its places alone."""
    if not any(is_act(claim) and takes_in_places(claim) for claim in cluster.claims):
        return [_incident(cluster.claims, "incident", cluster.inferred, copies)]
    by_place: dict[str, list[Claim]] = {}
    for claim in cluster.claims:
        settled = {place.gazetteer_id for place in scenes(claim) if place.precision in SETTLED}
        if is_act(claim) and len(settled) == 1 and not takes_in_places(claim):
            by_place.setdefault(settled.pop(), []).append(claim)
    if len(by_place) < 2 and not any(_is_of_many(claim) for claim in cluster.claims):
        return [
            _incident(cluster.claims, "incident", cluster.inferred, copies)
        ]  # a road between two towns, a village of one
    apart = {claim.id for claims in by_place.values() for claim in claims}
    whole = _incident(
        [claim for claim in cluster.claims if claim.id not in apart], "operation", cluster.inferred, copies
    )
    parts = [
        replace(_incident(claims, "incident", cluster.inferred, copies), part_of=whole.id)
        for _, claims in sorted(by_place.items())
    ]
    return [replace(whole, parts=tuple(part.id for part in parts)), *parts]


def _is_of_many(claim: Claim) -> bool:
    """Tell whether a claim is about several places and not merely about two towns that say where one thing was."""
    return is_act(claim) and (counts_places(claim) or len(towns_of(claim)) > _TWO)


def with_series(told: Sequence[tuple[Cluster, Sequence[Incident]]]) -> list[Incident]:
    """All incidents, the whole ones with the rows that reports put them in; which the others are is inferred."""
    head_of = {id(episode): incidents[0].id for cluster, incidents in told for episode in cluster.episodes}
    found = []
    for cluster, (whole, *parts) in told:
        others = {head_of[id(other)] for e in cluster.episodes for other in e.others if id(other) in head_of}
        with_ = tuple(sorted(others - {whole.id}))
        rows = {(claim.series.words, claim.series.ordinal): None for claim in cluster.claims if claim.series}
        series = tuple(
            InSeries(name=words, ordinal=ordinal, with_=with_, words=words, inferred=bool(with_))
            for words, ordinal in rows
        )
        found += [replace(whole, series=series), *parts]
    return found


def _incident(claims: Sequence[Claim], level: Level, inferred: set[str], copies: Copies | None) -> Incident:
    acts = [claim for claim in claims if is_act(claim)]
    # What is denied or taken back names no incident as long as somebody says that something was done.
    stand = [claim for claim in acts if claim.stance in ("asserts", "admits")] or acts
    said_of_it = [claim for claim in claims if claim.id not in inferred]
    who = identify(claims, copies)
    contested = find_contested(said_of_it, level, who)
    return Incident(
        id=incident_id(tuple(claim.id for claim in acts)),
        type=_type(stand, who),
        level=level,
        parts=(),
        part_of=None,
        where=_where(claims),
        when=_when(stand, who),
        claims=tuple(claim.id for claim in claims),
        parties=find_parties(claims),
        accounts=find_accounts(claims),
        status=assess_status(said_of_it, contested, who, level),
        contested_fields=contested,
        reports=tuple(dict.fromkeys(claim.report for claim in claims)),
        independent_voices=max(len(independent_voices(said_of_it, who)), 1),
    )


def _type(acts: Sequence[Claim], who: Voices) -> str:
    """The deed that most voices tell, the first of equals; without a deed, the harm or the ground."""
    for family in ("deed", "harm", "ground"):
        told: dict[str, set[str]] = {}
        for claim in acts:
            if family_of(claim.type) == family:
                told.setdefault(claim.type, set()).update(_voices(claim, who))
        if told:
            return max(told, key=lambda name: len(told[name]))
    return acts[0].type


def _voices(claim: Claim, who: Voices) -> tuple[str, ...]:
    """Whom a claim counts for; one that nobody is named for counts for its report."""
    return who[claim.id] or (claim.report,)


def _where(claims: Sequence[Claim]) -> tuple[Place | Unknown, ...]:
    """Every scene once, settlements before provinces before countries, then the places that were not found."""
    found = {place.gazetteer_id: place for claim in claims for place in scenes(claim)}
    known_places = sorted(found.values(), key=lambda place: _FINENESS.index(place.precision))
    missing = {
        p.words: p for claim in claims for p in claim.where
        if isinstance(p, Unknown) and p.role in ("scene", None) and p.why in ("not_found", "ambiguous")
    }  # fmt: skip
    return (*known_places, *missing.values())


def _when(acts: Sequence[Claim], who: Voices) -> Period | Unknown:
    """The period that most voices give, the narrowest of equals; else why there is none, and the latest it can be."""
    periods = [claim.when for claim in acts if isinstance(claim.when, Period)]
    if periods:
        told: dict[tuple[date, date], set[str]] = {}
        for claim in acts:
            if isinstance(claim.when, Period):
                told.setdefault((claim.when.start, claim.when.end), set()).update(_voices(claim, who))
        return max(periods, key=lambda p: (len(told[p.start, p.end]), -(p.end - p.start).days, -p.start.toordinal()))
    unknown = [claim.when for claim in acts if isinstance(claim.when, Unknown)]
    ambiguous = next((u for u in unknown if u.why != "not_stated"), None)
    if ambiguous is not None:
        return ambiguous
    latest = min((u.latest for u in unknown if u.latest), default=None)
    published = min((p.end for claim in acts if (p := known(claim.published))), default=None)
    return Unknown(why="not_stated", latest=latest or published)
