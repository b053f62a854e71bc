"""The same for programs: JSON with the names of the JSON contract, GeoJSON, CSV and Atom of any filtered list."""

import io
from collections.abc import Sequence

from litestar import Response, get
from litestar.exceptions import NotFoundException, ValidationException

from according.codec import encode, to_plain
from according.exports import EXPORTS
from according.model import Claim, Incident, Report
from according.web.filters import MOST_PER_PAGE, Filters, read_filters, read_number, write_query
from according.web.pages import Asked, asked, asked_id, known
from according.web.queries import Entry
from according.web.rendering import render

_PER_PAGE = 100
_OF_A_FEED = 100
_FILES = {"csv": "text/csv", "geojson": "application/geo+json"}


def list_incidents(request: Asked) -> Response[bytes]:
    """Incidents that fit the filters, a page at a time."""
    filters = _filters(request)
    found = [entry.incident for entry in known(request).find(filters)]
    return _page(request, "incidents", found, filters)


def list_claims(request: Asked) -> Response[bytes]:
    """Claims: of a report, of an incident, or of the incidents that fit the filters; a page at a time."""
    held, query, filters = known(request), asked(request), _filters(request)
    if "report" in query:
        found: Sequence[Claim] = held.of_report.get(query["report"], ())
    else:
        incident = held.current(query["incident"]) if "incident" in query else None
        entries = [entry.incident for entry in held.find(filters)] if "incident" not in query else []
        wanted = [incident] if incident is not None else entries
        names = dict.fromkeys(name for each in wanted for name in each.claims)
        found = [held.claims[name] for name in names if name in held.claims]
    kept = {name: query[name] for name in ("report", "incident") if name in query}
    return _page(request, "claims", found, filters, **kept)


def list_reports(request: Asked) -> Response[bytes]:
    """Reports in the order of their coming, a page at a time."""
    return _page(request, "reports", known(request).batch.reports, Filters())


def one_incident(request: Asked) -> Response[bytes]:
    """One incident by its id or a former one."""
    return _one(known(request).current(asked_id(request)))


def one_claim(request: Asked) -> Response[bytes]:
    """One claim."""
    return _one(known(request).claims.get(str(request.path_params["id_"])))


def one_report(request: Asked) -> Response[bytes]:
    """One report with its text."""
    return _one(known(request).reports.get(asked_id(request)))


def write_file(request: Asked) -> Response[bytes]:
    """The incidents that fit the filters as a file for another tool."""
    name = str(request.path_params["name"])
    if name == "atom":
        return _feed(request)
    if name not in _FILES:
        raise NotFoundException(f"there is no file incidents/{name}: there are {', '.join(_FILES)}, atom")
    held = known(request)
    out = io.StringIO()
    EXPORTS.take(name)().write(held.view(held.find(_filters(request))), out)
    told = {"Content-Disposition": f'attachment; filename="incidents.{name}"'}
    return Response(out.getvalue().encode("utf-8", "replace"), media_type=_FILES[name], headers=told)


def _feed(request: Asked) -> Response[bytes]:
    held, filters = known(request), _filters(request)
    newest = sorted(held.find(filters), key=_newest, reverse=True)[:_OF_A_FEED]
    base = str(request.base_url).rstrip("/")
    written = render("feed.xml", known=held, entries=newest, base=base, filters=filters, updated=_newest)
    return Response(written, media_type="application/atom+xml")


def _newest(entry: Entry) -> str:
    return f"{entry.last or '1970-01-01'}T00:00:00Z"


def _filters(request: Asked) -> Filters:
    filters, faults = read_filters(asked(request))
    if faults:
        raise ValidationException("; ".join(faults))
    return filters


def _page(
    request: Asked, name: str, found: Sequence[Incident | Claim | Report], filters: Filters, **others: str
) -> Response[bytes]:
    query = asked(request)
    size = read_number(query, "per_page", otherwise=_PER_PAGE, most=MOST_PER_PAGE)
    pages = max(1, -(-len(found) // size))
    number = read_number(query, "page", otherwise=1)
    after = write_query(filters, **others, page=number + 1, per_page=size if "per_page" in query else "")
    told = {
        "total": len(found),
        "page": number,
        "pages": pages,
        "next": f"{request.url.path}{after}" if number < pages else None,
        name: [_plain(each) for each in found[(number - 1) * size : number * size]],
    }
    return answer(told)


def _plain(each: Incident | Claim | Report) -> object:
    plain = to_plain(each)
    return {**plain, "title": each.title} if isinstance(each, Report) and isinstance(plain, dict) else plain


def _one(found: Incident | Claim | Report | None) -> Response[bytes]:
    if found is None:
        raise NotFoundException("nothing that is kept has this id")
    return answer(_plain(found))


def answer(told: object, status: int = 200) -> Response[bytes]:
    """An answer in JSON."""
    return Response(encode(told).encode(), media_type="application/json", status_code=status)


ROUTES = [
    get("/api/v1/incidents", sync_to_thread=True)(list_incidents),
    get("/api/v1/incidents/{id_:str}", sync_to_thread=True)(one_incident),
    get("/api/v1/claims", sync_to_thread=True)(list_claims),
    get("/api/v1/claims/{id_:str}", sync_to_thread=True)(one_claim),
    get("/api/v1/reports", sync_to_thread=True)(list_reports),
    get("/api/v1/reports/{id_:str}", sync_to_thread=True)(one_report),
    get("/files/incidents/{name:str}", sync_to_thread=True)(write_file),
]
