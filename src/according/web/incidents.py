"""The page of one incident: its voices side by side, its claims with what people settled, the form that splits it."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from according.model import Incident, Period, Report
from according.store import Store
from according.web import mapping, timeline
from according.web.comparing import compare, find_figures
from according.web.desk import Typed, desk_of
from according.web.filters import Filters
from according.web.history import find_done
from according.web.pages import Asked, asked_id, kept, page
from according.web.queries import Known, find_incident
from according.web.sessions import with_session
from according.web.standing import Standing, find_standing, stamp

_MOST_LINKS = 200  # reasons that one page tells
_MOST_ROWS = 200  # claims that one page offers to settle


def show_incident(request: Asked) -> Response[Any]:
    """One incident, accounts side by side; a former id leads on to the present one."""
    return show(request, asked_id(request), Typed(), 200)


def show(request: Asked, id_: str, typed: Typed, status: int) -> Response[Any]:
    """The page of an incident, with what was typed into its form."""
    desk = desk_of(request)
    with kept(request) as opened:
        found = find_incident(opened, id_)
        if found is None:
            raise NotFoundException("no incident has this id, nor had it")
        incident, held = found
        standing = find_standing(opened, held.claims_of(incident))
        done = find_done(opened, request)
    if incident.id != id_:
        query = f"?done={done.id}" if done is not None else ""
        return Redirect(f"/incidents/{incident.id}{query}", status_code=302)
    within = set(incident.claims)
    reports = [held.reports[name] for name in incident.reports if name in held.reports]
    links = [link for link in held.links if within.issuperset(link.claims)]
    claims = held.claims_of(incident)
    made = page(
        request,
        "incident.html",
        status=status,
        known=held,
        incident=incident,
        table=compare(incident, held),
        figures=find_figures(incident, held),
        map=mapping.draw_places(incident),
        timeline=timeline.draw(_published(reports), Filters()) if len(_published(reports)) > 1 else None,
        reports=reports,
        claims=claims,
        links=links[:_MOST_LINKS],
        more_links=max(0, len(links) - _MOST_LINKS),
        former=[f"i_{name.removeprefix('c_')}" for name in incident.claims if name[2:] != incident.id[2:]],
        rows=[standing[claim.id] for claim in claims[:_MOST_ROWS]],
        more_rows=max(0, len(claims) - _MOST_ROWS),
        stamp=_stamp(incident, list(standing.values())),
        desk=desk,
        typed=typed,
        done=done,
    )
    return with_session(request, made, desk.session) if desk.may_decide else made


def stamp_of(opened: Store, id_: str) -> str:
    """What tells whether an incident changed since a page was shown; "" where there is none of this id now."""
    found = find_incident(opened, id_)
    if found is None or found[0].id != id_:
        return ""
    incident, held = found
    return _stamp(incident, _standings(opened, incident, held))


def _standings(opened: Store, incident: Incident, held: Known) -> list[Standing]:
    return list(find_standing(opened, held.claims_of(incident)).values())


def _stamp(incident: Incident, standing: Sequence[Standing]) -> str:
    settled = {each.decision.id for row in standing for each in row.settled}
    return stamp([incident.id, *sorted(incident.claims), *sorted(settled)])


def _published(reports: Sequence[Report]) -> Counter[str]:
    """Day, as an ISO text -> how many of these reports were published on it."""
    return Counter(str(report.published.end) for report in reports if isinstance(report.published, Period))


ROUTES = [get("/incidents/{id_:str}", sync_to_thread=True)(show_incident)]
