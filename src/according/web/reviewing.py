"""The page of what people should look at: what matters most first, each with the forms that settle it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from litestar import Response, get

from according.model import Incident
from according.store import Store, facets
from according.store.review_marks import LARGE, REASONS, UNSURE, largest_of, sureness_of
from according.store.reviewing import count_review, list_review
from according.web.desk import Typed, desk_of
from according.web.filters import Filters, choices, read_filters, read_number, write_query
from according.web.history import find_done
from according.web.pages import Asked, asked, kept, page
from according.web.queries import Known, gather, wanted
from according.web.sessions import with_session
from according.web.standing import Standing, find_standing

_PER_PAGE = 10
_MOST_ROWS = 6  # claims of one card
_DECIDED = ("accept", "correct", "add")


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An incident that should be looked at: why, what tells it in figures, the claims that nobody settled."""

    incident: Incident
    reason: str
    least: float
    largest: int
    rows: Sequence[Standing]
    more: int


def show_review(request: Asked) -> Response[bytes]:
    """What should be looked at and fits the filters."""
    query = asked(request)
    filters, faults = read_filters(query)
    why = query.get("why", "")
    if why and why not in REASONS:
        faults, why = [*faults, f"why: there is no {why!r}"], ""
    ask, desk = wanted(filters), desk_of(request)
    with kept(request) as opened:
        counts = count_review(opened, ask)
        total = counts[why] if why else sum(counts.values())
        pages = max(1, -(-total // _PER_PAGE))
        number = min(read_number(query, "page", otherwise=1), pages)
        listed = list_review(opened, ask, reason=why, skip=(number - 1) * _PER_PAGE, most=_PER_PAGE)
        held = gather(opened, [incident for incident, _ in listed], whole=True)
        due = _due(opened, listed, held)
        countries = facets.count_facets(opened, replace(ask, countries=())).countries
        done = find_done(opened, request)
    made = page(
        request, "review.html", due=due, known=held, counts=counts, total=total, page=number, pages=pages, why=why,
        filters=filters, faults=faults, choices=choices(), countries=countries, unsure=UNSURE, large=LARGE, desk=desk,
        typed=Typed(), done=done, back=_address(filters, why, number),
    )  # fmt: skip
    return with_session(request, made, desk.session) if desk.may_decide else made


def _due(opened: Store, listed: Sequence[tuple[Incident, str]], held: Known) -> list[Due]:
    standing = find_standing(opened, held.told)
    return [_tell(incident, reason, held, standing) for incident, reason in listed]


def _tell(incident: Incident, reason: str, held: Known, standing: Mapping[str, Standing]) -> Due:
    rows = [standing[claim.id] for claim in held.claims_of(incident)]
    left = [row for row in rows if not any(each.decision.verb in _DECIDED for each in row.settled)]
    told = [row.claim for row in left]
    at_odds = {name for each in incident.accounts if each.field in incident.contested_fields for name in each.claims}
    if reason == "contested":
        left.sort(key=lambda row: (row.claim.id not in at_odds, -largest_of([row.claim])))
    elif reason == "unsure":
        left.sort(key=lambda row: sureness_of([row.claim]))
    else:
        left.sort(key=lambda row: -largest_of([row.claim]))
    return Due(
        incident=incident,
        reason=reason,
        least=sureness_of(told),
        largest=largest_of(told),
        rows=left[:_MOST_ROWS],
        more=max(0, len(left) - _MOST_ROWS),
    )


def _address(filters: Filters, why: str, number: int) -> str:
    """The address of the page itself, to which the forms lead back."""
    return f"/review{write_query(filters, why=why, page=number if number > 1 else '')}"


ROUTES = [get("/review", sync_to_thread=True)(show_review)]
