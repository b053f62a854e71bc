"""The pages: each a plain HTML document at an address that lasts."""

import re
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any, TypeAlias

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException

from according.model import Incident
from according.store import Store, Wanted, facets
from according.store.finding import find
from according.web import mapping, timeline
from according.web.filters import PER_PAGE, Filters, choices, read_filters, read_number
from according.web.queries import Library, gather, wanted
from according.web.rendering import icon, render, style

_HTML = "text/html"
ID = re.compile(r"[ir]_[0-9a-f]{1,32}")
_A_YEAR = "public, max-age=31536000, immutable"

Asked: TypeAlias = Request[Any, Any, Any]


def page(
    request: Asked,
    template: str,
    *,
    status: int = 200,
    **values: Any,  # noqa: ANN401 (for the template)
) -> Response[bytes]:
    """An answer: the page that a template makes of these values, for whoever asks."""
    visitor = getattr(request.state, "visitor", None)
    is_strange = visitor is None and hasattr(request.state, "visitor")  # else nobody asked who it is
    made = render(template, visitor=visitor, is_strange=is_strange, **values)
    return Response(made, media_type=_HTML, status_code=status)


def kept(request: Asked) -> AbstractContextManager[Store]:
    """The store, open to be asked."""
    library: Library = request.app.state.library
    return library.open()


def asked(request: Asked) -> dict[str, str]:
    """The query of an address; of a name that stands there twice the last."""
    return {str(name): str(value) for name, value in request.query_params.items()}


def listed(opened: Store, ask: Wanted, query: Mapping[str, str], filters: Filters) -> dict[str, Any]:
    """What a template is given of one page of a list of incidents."""
    with opened.reading() as connection:
        found = find(connection, ask)
        total = found.number
        pages = max(1, -(-total // PER_PAGE))
        number = min(read_number(query, "page", otherwise=1), pages)
        shown = found.listed(skip=(number - 1) * PER_PAGE, most=PER_PAGE)
        counted = facets.facets_of(found)
    held = gather(opened, shown)
    told = {"facets": counted, "countries": counted.countries}
    return told | {"known": held, "shown": shown, "total": total, "page": number, "pages": pages, "filters": filters}


def overview(request: Asked) -> Response[bytes]:
    """How much there is, and the incidents that fit the filters: those at odds first."""
    query = asked(request)
    filters, faults = read_filters(query)
    ask = wanted(filters)
    with kept(request) as opened:
        told = listed(opened, ask, query, filters)
        days = facets.count_days(opened, ask)
        return page(
            request,
            "overview.html",
            map=_map(opened, ask, told["shown"], filters),
            timeline=timeline.draw(days, filters),
            faults=faults,
            choices=choices(),
            size=opened.size(),
            number_of_incidents=opened.number_of_incidents(),
            at_odds=facets.count_incidents(opened, Wanted(statuses=facets.AT_ODDS)),
            **told | _of_every_country(opened, ask),
        )


def _of_every_country(opened: Store, ask: Wanted) -> dict[str, Any]:
    """What the countries have where one of them is asked for, so that another can be chosen."""
    if not ask.countries:
        return {}
    return {"countries": facets.count_facets(opened, replace(ask, countries=())).countries}


def _map(opened: Store, ask: Wanted, shown: Sequence[Incident], filters: Filters) -> mapping.Map | None:
    bounds = facets.bounds_of(opened, ask)
    if bounds is None:
        return None
    return mapping.draw(facets.count_cells(opened, ask, step=mapping.step_for(bounds)), bounds, shown, filters)


def asked_id(request: Asked) -> str:
    """The id in an address; anything that is none is the id of nothing."""
    id_ = str(request.path_params["id_"])
    if not ID.fullmatch(id_):
        raise NotFoundException("that is no id")
    return id_


def show_style(request: Asked) -> Response[bytes]:  # noqa: ARG001 (what a route is given)
    """The style sheet, under an address that changes when it does."""
    return Response(style(), media_type="text/css", headers={"Cache-Control": _A_YEAR})


def show_icon(request: Asked) -> Response[bytes]:  # noqa: ARG001 (what a route is given)
    """The picture by which a browser knows the pages."""
    return Response(icon(), media_type="image/svg+xml", headers={"Cache-Control": _A_YEAR})


def show_error(request: Asked, status: int, why: str) -> Response[bytes]:
    """The page that says that, and why, there is no page."""
    return page(request, "error.html", status=status, code=status, why=why)


ROUTES = [
    get("/", sync_to_thread=True)(overview),
    get("/style.css", sync_to_thread=False)(show_style),
    get("/icon.svg", sync_to_thread=False)(show_icon),
]
