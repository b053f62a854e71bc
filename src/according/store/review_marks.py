"""Why people should look at an incident: voices at odds, claims of which the machine is unsure, large numbers.

Only claims that nobody settled count: once all of an incident are, there is no reason left.
"""

from collections.abc import Collection, Mapping, Sequence

from according.model import Claim, Count, Incident

AT_ODDS = ("contested", "denied")
REASONS = ("contested", "unsure", "large")  # in the order of the list; as numbers they begin at 1
UNSURE = 0.7  # a claim that is less probable than this is one of which the machine is unsure
LARGE = 20  # a count from which on an incident is large


def review_row(incident: Incident, claims: Mapping[str, Claim], settled: Collection[str]) -> dict[str, object]:
    """Why an incident should be looked at, 0 for no reason; its rank among those of one reason, the lowest first."""
    open_ = [claims[name] for name in incident.claims if name in claims and name not in settled]
    reason, rank = 0, 0.0
    if open_:
        least, largest = sureness_of(open_), largest_of(open_)
        if incident.status in AT_ODDS:
            reason, rank = 1, -float(largest)
        elif least < UNSURE:
            reason, rank = 2, least
        elif largest >= LARGE:
            reason, rank = 3, -float(largest)
    return {"review": reason, "review_rank": rank}


def sureness_of(claims: Sequence[Claim]) -> float:
    """How probable the least probable of these claims is; what has no score is sure."""
    return min((claim.scores.get("claim", 1.0) for claim in claims), default=1.0)


def largest_of(claims: Sequence[Claim]) -> int:
    """The largest number that these claims give, 0 where none does."""
    counts = (claim.count for claim in claims)
    return max((max(each.least or 0, each.most or 0) for each in counts if isinstance(each, Count)), default=0)
