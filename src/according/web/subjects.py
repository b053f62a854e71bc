"""The pages about what incidents are made of: reports, actors, places; what was put aside; the data itself."""

from collections import Counter
from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException

from according.model import Period, Place
from according.web.filters import PER_PAGE, Filters, read_number
from according.web.marking import mark
from according.web.pages import Asked, asked, asked_id, known, page
from according.web.queries import Entry


def list_reports(request: Asked) -> Response[bytes]:
    """All reports, the newest first."""
    held, query = known(request), asked(request)
    found = sorted(held.batch.reports, key=lambda r: (_day(r.published), r.id), reverse=True)
    pages = max(1, -(-len(found) // PER_PAGE))
    number = min(read_number(query, "page", otherwise=1), pages)
    shown = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    return page("reports.html", known=held, shown=shown, filters=Filters(), page=number, pages=pages)


def show_report(request: Asked) -> Response[bytes]:
    """One report: its text with the words of each claim marked, and its claims beside it."""
    held, id_ = known(request), asked_id(request)
    report = held.reports.get(id_)
    if report is None:
        raise NotFoundException("no report has this id")
    claims = held.of_report.get(id_, ())
    return page("report.html", known=held, report=report, claims=claims, stretches=mark(report, claims), home=held.home)


def show_actor(request: Asked) -> Response[bytes]:
    """One actor of the registry: what it is in, and what it says."""
    held, id_ = known(request), str(request.path_params["id_"])
    name = held.names.get(id_)
    if name is None:
        raise NotFoundException("nothing that is kept tells of this actor")
    entries = [entry for entry in held.entries if id_.casefold() in entry.actors]
    voiced = list(held.voiced_by(id_))
    return page(
        "actor.html",
        known=held,
        id_=id_,
        name=name,
        speaks=len(voiced),
        acts=sum(any(party.actor == id_ for party in entry.incident.parties) for entry in entries),
        types=Counter(claim.type for claim in voiced).most_common(),
        **_paged(request, entries),
    )


def show_place(request: Asked) -> Response[bytes]:
    """One place of the gazetteer, and the incidents there."""
    held, id_ = known(request), str(request.path_params["id_"])
    found = {
        entry.incident.id: place
        for entry in held.entries
        for place in entry.incident.where
        if isinstance(place, Place) and place.gazetteer_id == id_
    }
    if not found:
        raise NotFoundException("nothing that is kept tells of this place")
    entries = [entry for entry in held.entries if entry.incident.id in found]
    return page("place.html", known=held, at=next(iter(found.values())), **_paged(request, entries))


def show_aside(request: Asked) -> Response[bytes]:
    """What of the store could not be read, and why."""
    return page("aside.html", known=known(request))


def show_about(request: Asked) -> Response[bytes]:
    """What the data is: whose texts, which licences, what it cannot tell."""
    held = known(request)
    publishers = Counter(report.publisher or "not told" for report in held.batch.reports).most_common()
    readers = Counter(claim.reader for claim in held.batch.claims).most_common()
    return page("about.html", known=held, publishers=publishers, readers=readers)


def _paged(request: Asked, entries: list[Entry]) -> dict[str, Any]:
    pages = max(1, -(-len(entries) // PER_PAGE))
    number = min(read_number(asked(request), "page", otherwise=1), pages)
    shown = entries[(number - 1) * PER_PAGE : number * PER_PAGE]
    return {"found": entries, "shown": shown, "page": number, "pages": pages, "filters": Filters()}


def _day(published: object) -> str:
    return str(published.end) if isinstance(published, Period) else ""


ROUTES = [
    get("/reports", sync_to_thread=True)(list_reports),
    get("/reports/{id_:str}", sync_to_thread=True)(show_report),
    get("/actors/{id_:str}", sync_to_thread=True)(show_actor),
    get("/places/{id_:str}", sync_to_thread=True)(show_place),
    get("/aside", sync_to_thread=True)(show_aside),
    get("/about", sync_to_thread=True)(show_about),
]
