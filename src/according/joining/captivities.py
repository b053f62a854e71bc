"""Who is held and let go: one happening with two days, be it an abduction with its release or an arrest."""

from collections.abc import Iterator, Sequence

from according.joining.accounts import person_of
from according.joining.distance import far, finest
from according.joining.rules import counted_role, family_of, rules, scenes
from according.model import Claim, Count, known

# Of many that a report tells of, so many are looked at: a table has hundreds.
_MOST = 50


def persons_of(claim: Claim) -> set[str]:
    """The persons whom a claim of harm names one by one, in small letters."""
    if family_of(claim.type) != "harm" or (isinstance(claim.count, Count) and claim.count.least != 1):
        return set()
    return {name for actor in claim.roles.get(counted_role(claim.type), ()) if (name := person_of(actor))}


def find_captivities(told: Sequence[Sequence[Claim]]) -> list[tuple[int, int]]:
    """Which episodes of one report tell of a release, and which of the taking that it ends, by their numbers.

    Of several takings that a release can end, one with a person in common; without, none is chosen.
    """
    of_taking = [n for n, claims in enumerate(told) if _of(claims, rules().taking)]
    takings = [n for n in of_taking if not _of(told[n], rules().freeing)][:_MOST]
    found = []
    for freed, claims in enumerate(told):
        releases = _of(claims, rules().freeing)
        if not releases or _tells_whole(releases, _of(claims, rules().taking)):
            continue
        ended = {n: _can_end(claims, told[n]) for n in takings if n != freed}
        best = max(ended.values(), default=0)
        chosen = [n for n, sure in ended.items() if sure == best]
        if best and len(chosen) == 1:
            found.append((freed, chosen[0]))
    return found


def _of(claims: Sequence[Claim], types: frozenset[str]) -> list[Claim]:
    return [claim for claim in claims if claim.type in types and claim.stance in ("asserts", "admits")]


def _tells_whole(releases: Sequence[Claim], takings: Sequence[Claim]) -> bool:
    """Tell whether the taking has a day of its own beside that of the release."""
    return not set(_days(takings)) <= set(_days(releases))


def _can_end(freed: Sequence[Claim], taken: Sequence[Claim]) -> int:
    """How sure it is that a release ends a taking: 2 by a person, 1 by number, 0 if it cannot."""
    releases, takings = _of(freed, rules().freeing), _of(taken, rules().taking)
    let_go, held = _days(releases), _days(takings)
    if let_go and held and max(let_go) < min(held):
        return 0
    mine, theirs = ({name for claim in claims for name in persons_of(claim)} for claims in (freed, taken))
    if mine & theirs:
        return 2
    if (mine and theirs) or set(_numbers(releases)).isdisjoint(_numbers(takings)):
        return 0
    here, there = (finest([place for claim in claims for place in scenes(claim)]) for claims in (releases, takings))
    return int(not here or not there or any(not far(a, b) for a in here for b in there))


def _days(claims: Sequence[Claim]) -> list[int]:
    return [when.start.toordinal() for claim in claims if (when := known(claim.when)) is not None]


def _numbers(claims: Sequence[Claim]) -> Iterator[int]:
    """How many are taken or let go, of a whole happening."""
    for claim in claims:
        if isinstance(claim.count, Count) and claim.count.scope == "incident" and claim.count.least:
            yield claim.count.least
