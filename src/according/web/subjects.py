"""The pages about what incidents are made of: reports, actors, places; what was put aside; the data itself."""

from litestar import Response, get
from litestar.exceptions import NotFoundException

from according.exports.rows import name_actors
from according.model import Place
from according.store import Wanted, facets
from according.store.facts import GAZETTEER, PARTY, SPEAKER, fold
from according.web.desk import Typed, desk_of
from according.web.filters import PER_PAGE, Filters, read_number
from according.web.history import find_done
from according.web.marking import mark
from according.web.pages import Asked, asked, asked_id, kept, listed, page
from according.web.queries import read_through
from according.web.sessions import with_session
from according.web.standing import find_standing

_ENOUGH_CLAIMS = 200  # to find what an actor is called
_MOST_FAULTS = 200


def list_reports(request: Asked) -> Response[bytes]:
    """All reports, those that came last first."""
    with kept(request) as opened:
        pages = max(1, -(-opened.size().reports // PER_PAGE))
        number = min(read_number(asked(request), "page", otherwise=1), pages)
        names = facets.list_reports(opened, skip=(number - 1) * PER_PAGE, most=PER_PAGE)
        found = {report.id: report for report in opened.reports_named(names, lambda _: None)}
        claims = facets.count_claims(opened, names)
    shown = [found[name] for name in names if name in found]
    return page(request, "reports.html", shown=shown, claims=claims, filters=Filters(), page=number, pages=pages)


def show_report(request: Asked) -> Response[bytes]:
    """One report: its text with the words of each claim marked, and its claims beside it."""
    id_ = asked_id(request)
    desk = desk_of(request)
    with kept(request) as opened:
        report = opened.report(id_)
        if report is None:
            raise NotFoundException("no report has this id")
        told = [*opened.claims(id_, lambda _: None), *opened.added(id_)]
        claims = sorted(told, key=lambda claim: claim.evidence[0].start if claim.evidence else 0)
        home = facets.homes_of(opened, [claim.id for claim in claims])
        standing = find_standing(opened, claims)
        done = find_done(opened, request)
    made = page(
        request,
        "report.html",
        report=report,
        claims=claims,
        stretches=mark(report, claims),
        home=home,
        standing=standing,
        done=done,
        desk=desk,
        typed=Typed(),
    )
    return with_session(request, made, desk.session) if desk.may_decide else made


def show_actor(request: Asked) -> Response[bytes]:
    """One actor of the registry: what it is in, and what it says."""
    id_ = str(request.path_params["id_"])
    if not fold(id_):
        raise NotFoundException("nothing that is kept tells of this actor")
    with kept(request) as opened:
        name = name_actors(opened.find_claims(Wanted(actors=(id_,), limit=_ENOUGH_CLAIMS), lambda _: None)).get(id_)
        if name is None:
            raise NotFoundException("nothing that is kept tells of this actor")
        voiced = Wanted(marked=((SPEAKER, id_),))
        return page(
            request,
            "actor.html",
            id_=id_,
            name=name,
            speaks=facets.count_incidents(opened, voiced),
            acts=facets.count_incidents(opened, Wanted(marked=((PARTY, id_),))),
            types=list(facets.count_facets(opened, voiced).types.items()),
            **listed(opened, Wanted(actors=(id_,)), asked(request), Filters()),
        )


def show_place(request: Asked) -> Response[bytes]:
    """One place of the gazetteer, and the incidents there."""
    id_ = str(request.path_params["id_"])
    with kept(request) as opened:
        told = listed(opened, Wanted(marked=((GAZETTEER, id_),)), asked(request), Filters())
    places = (place for incident in told["shown"] for place in incident.where)
    at = next((each for each in places if isinstance(each, Place) and each.gazetteer_id == id_), None)
    if at is None:
        raise NotFoundException("nothing that is kept tells of this place")
    return page(request, "place.html", at=at, **told)


def show_aside(request: Asked) -> Response[bytes]:
    """What of the store could not be read, and why."""
    with kept(request) as opened:
        faults, number = read_through(opened, most=_MOST_FAULTS)
    return page(request, "aside.html", faults=faults, number_of_faults=number)


def show_about(request: Asked) -> Response[bytes]:
    """What the data is: whose texts, which licences, what it cannot tell."""
    with kept(request) as opened:
        publishers, readers = facets.count_publishers(opened), facets.count_readers(opened)
    return page(request, "about.html", publishers=list(publishers.items()), readers=list(readers.items()))


ROUTES = [
    get("/reports", sync_to_thread=True)(list_reports),
    get("/reports/{id_:str}", sync_to_thread=True)(show_report),
    get("/actors/{id_:str}", sync_to_thread=True)(show_actor),
    get("/places/{id_:str}", sync_to_thread=True)(show_place),
    get("/aside", sync_to_thread=True)(show_aside),
    get("/about", sync_to_thread=True)(show_about),
]
