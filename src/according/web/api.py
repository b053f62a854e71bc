"""The same for programs: JSON with the names of the JSON contract, GeoJSON, CSV and Atom of any filtered list."""

import io
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import IO, Any, TextIO

from litestar import Response, get
from litestar.exceptions import NotFoundException, ValidationException
from litestar.response import Stream

from according.codec import encode, to_plain
from according.errors import ReportError
from according.exports import EXPORTS
from according.model import Claim, Incident, Report
from according.store import Store, Wanted, facets
from according.web.filters import MOST_PER_PAGE, Filters, read_filters, read_number, write_query
from according.web.pages import Asked, asked, asked_id, kept
from according.web.queries import find_incident, gather, wanted
from according.web.rendering import render

_PER_PAGE = 100
_OF_A_FEED = 100
_OF_A_PART = 200  # incidents that are held at once while a file is written
_OF_A_PIECE = 1 << 16
# What ends the opening of a file, what stands between two parts, and what ends it.
_FRAMES = {"csv": ("\n", "", ""), "geojson": ('"features":[', ",", "]}\n")}
_FILES = {"csv": "text/csv", "geojson": "application/geo+json"}


def list_incidents(request: Asked) -> Response[bytes]:
    """Incidents that fit the filters, a page at a time."""
    filters = _filters(request)
    number, size = _page_asked(request)
    with kept(request) as opened:
        total = facets.count_incidents(opened, wanted(filters))
        found = facets.list_incidents(opened, wanted(filters), skip=(number - 1) * size, most=size)
    return _page(request, "incidents", found, total, filters)


def list_claims(request: Asked) -> Response[bytes]:
    """Claims: of a report, of an incident, or of the incidents that fit the filters; a page at a time."""
    query, filters = asked(request), _filters(request)
    number, size = _page_asked(request)
    skip = (number - 1) * size
    with kept(request) as opened:
        if "report" in query:
            told = (*opened.claims(query["report"], _put_aside), *opened.added(query["report"]))
            names = [claim.id for claim in told]
            names, total = names[skip : skip + size], len(names)
        elif "incident" in query:
            incident = find_incident(opened, query["incident"])
            names = list(incident[0].claims) if incident is not None else []
            names, total = names[skip : skip + size], len(names)
        else:
            names, total = facets.list_claims(opened, wanted(filters), skip=skip, most=size)
        held = {claim.id: claim for claim in opened.claims_named(names, _put_aside)}
    others = {name: query[name] for name in ("report", "incident") if name in query}
    return _page(request, "claims", [held[name] for name in names if name in held], total, filters, **others)


def list_reports(request: Asked) -> Response[bytes]:
    """Reports, those that came last first, a page at a time."""
    number, size = _page_asked(request)
    with kept(request) as opened:
        names = facets.list_reports(opened, skip=(number - 1) * size, most=size)
        held = {report.id: report for report in opened.reports_named(names, _put_aside)}
        total = opened.size().reports
    return _page(request, "reports", [held[name] for name in names if name in held], total, Filters())


def one_incident(request: Asked) -> Response[bytes]:
    """One incident by its id or a former one."""
    with kept(request) as opened:
        found = find_incident(opened, asked_id(request))
    return _one(found[0] if found is not None else None)


def one_claim(request: Asked) -> Response[bytes]:
    """One claim."""
    with kept(request) as opened:
        return _one(next(iter(opened.claims_named([str(request.path_params["id_"])], _put_aside)), None))


def one_report(request: Asked) -> Response[bytes]:
    """One report with its text."""
    with kept(request) as opened:
        return _one(opened.report(asked_id(request)))


def write_file(request: Asked) -> Response[Any]:
    """The incidents that fit the filters as a file for another tool."""
    name = str(request.path_params["name"])
    if name == "atom":
        return _feed(request)
    if name not in _FILES:
        raise NotFoundException(f"there is no file incidents/{name}: there are {', '.join(_FILES)}, atom")
    filters = _filters(request)
    with ExitStack() as closing:
        out = closing.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace", newline=""))
        with kept(request) as opened:
            _write_parts(opened, wanted(filters), name, out)
        closing.pop_all()  # it is closed when all of it was sent
    told = {"Content-Disposition": f'attachment; filename="incidents.{name}"'}
    return Stream(_given_back(out), media_type=_FILES[name], headers=told)


def _write_parts(opened: Store, ask: Wanted, name: str, out: TextIO) -> None:
    """Write a file some incidents at a time: each part is a file of its own, of which the frame is left out."""
    head, between, tail = _FRAMES[name]
    skip, is_first = 0, True
    while True:
        some = facets.list_incidents(opened, ask, skip=skip, most=_OF_A_PART)
        if not some and not is_first:
            break
        part = io.StringIO()
        EXPORTS.take(name)().write(gather(opened, some).view(), part)
        opening, inner = _without(part.getvalue(), head, tail)
        out.write(opening if is_first else between if inner else "")
        out.write(inner)
        skip, is_first = skip + len(some), False
        if len(some) < _OF_A_PART:
            break
    out.write(tail)


def _without(text: str, head: str, tail: str) -> tuple[str, str]:
    """What opens a file, and what stands between that and its end."""
    at = text.index(head) + len(head)
    return text[:at], text[at : len(text) - len(tail)]


def _given_back(out: IO[str]) -> Iterator[bytes]:
    """A file that was written, piece by piece; it is gone at the end."""
    with out:
        out.seek(0)
        while piece := out.read(_OF_A_PIECE):
            yield piece.encode("utf-8", "replace")


def _put_aside(_: ReportError) -> None:
    """The page of what was put aside tells of it."""


def _feed(request: Asked) -> Response[bytes]:
    filters = _filters(request)
    with kept(request) as opened:
        newest = facets.list_incidents(opened, wanted(filters), skip=0, most=_OF_A_FEED, newest=True)
        held = gather(opened, newest)
    base = str(request.base_url).rstrip("/")
    updated = {each.id: f"{held.last_day(each) or '1970-01-01'}T00:00:00Z" for each in newest}
    written = render("feed.xml", known=held, base=base, filters=filters, updated=updated)
    return Response(written, media_type="application/atom+xml")


def _filters(request: Asked) -> Filters:
    filters, faults = read_filters(asked(request))
    if faults:
        raise ValidationException("; ".join(faults))
    return filters


def _page_asked(request: Asked) -> tuple[int, int]:
    """Which page is asked for, and of how many."""
    query = asked(request)
    size = read_number(query, "per_page", otherwise=_PER_PAGE, most=MOST_PER_PAGE)
    return read_number(query, "page", otherwise=1), size


def _page(
    request: Asked,
    name: str,
    found: Sequence[Incident | Claim | Report],
    total: int,
    filters: Filters,
    **others: str,
) -> Response[bytes]:
    number, size = _page_asked(request)
    pages = max(1, -(-total // size))
    after = write_query(filters, **others, page=number + 1, per_page=size if "per_page" in asked(request) else "")
    told = {
        "total": total,
        "page": number,
        "pages": pages,
        "next": f"{request.url.path}{after}" if number < pages else None,
        name: [_plain(each) for each in found],
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
