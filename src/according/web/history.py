"""The pages of what people settled: who, when, why; each with what takes it back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from litestar import Response, get
from litestar.exceptions import NotFoundException

from according.exports.wording import clean
from according.joining.decisions import undone_by
from according.model import Claim, Decision, Report
from according.store import Store
from according.store.history import count_decisions, list_decisions, list_undoing
from according.web.desk import Typed, desk_of
from according.web.filters import PER_PAGE, Filters, read_number
from according.web.pages import Asked, asked, kept, page
from according.web.sessions import with_session
from according.web.standing import Settled, find_standing

_ID = re.compile(r"d_[0-9a-f]{1,64}")
_MOST_WORDS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A decision, the words that it is about, each with its report, the claims that it means, and what undid it."""

    decision: Decision
    about: list[tuple[str, str]]
    claims: list[Claim]
    settled: Settled | None
    undone: Decision | None


def show_decisions(request: Asked) -> Response[bytes]:
    """All that people settled, the last first."""
    desk = desk_of(request)
    with kept(request) as opened:
        total = count_decisions(opened)
        pages = max(1, -(-total // PER_PAGE))
        number = min(read_number(asked(request), "page", otherwise=1), pages)
        entries = _entries(opened, list_decisions(opened, skip=(number - 1) * PER_PAGE, most=PER_PAGE))
        done = find_done(opened, request)
    return page(
        request,
        "decisions.html",
        entries=entries,
        total=total,
        page=number,
        pages=pages,
        filters=Filters(),
        desk=desk,
        done=done,
    )


def show_decision(request: Asked) -> Response[bytes]:
    """One decision, with the form that takes it back."""
    return show_one(request, str(request.path_params["id_"]), Typed(), 200)


def show_one(request: Asked, id_: str, typed: Typed, status: int) -> Response[bytes]:
    """The page of one decision, with what was typed into its form."""
    desk = desk_of(request)
    with kept(request) as opened:
        decision = _find(opened, id_)
        if decision is None:
            raise NotFoundException("no decision has this id")
        (entry,) = _entries(opened, [decision])
    made = page(request, "decision.html", status=status, entry=entry, desk=desk, typed=typed)
    return with_session(request, made, desk.session) if desk.may_decide else made


def find_done(opened: Store, request: Asked) -> Decision | None:
    """The decision that led to this page, which its address tells."""
    return _find(opened, asked(request).get("done", ""))


def _find(opened: Store, id_: str) -> Decision | None:
    found = opened.find_decisions(id_, most=2) if _ID.fullmatch(id_) else []
    return next((each for each in found if each.id == id_), None)


def _entries(opened: Store, decisions: Sequence[Decision]) -> list[Entry]:
    undone = {undone_by(each): each for each in list_undoing(opened)}
    names = {target.report for each in decisions for target in each.targets}
    reports = {report.id: report for report in opened.reports_named(names, lambda _: None)}
    claims = [claim for name in sorted(names) for claim in opened.claims(name, lambda _: None)]
    meant: dict[str, list[tuple[Claim, Settled]]] = {}
    for standing in find_standing(opened, claims).values():
        for each in standing.settled:
            meant.setdefault(each.decision.id, []).append((standing.claim, each))
    return [
        Entry(
            decision=each,
            about=_about(each, reports),
            claims=[claim for claim, _ in meant.get(each.id, ())],
            settled=next((settled for _, settled in meant.get(each.id, ()) if settled.after), None),
            undone=undone.get(each.id),
        )
        for each in decisions
    ]


def _about(decision: Decision, reports: dict[str, Report]) -> list[tuple[str, str]]:
    """The words that a decision is about, and the id of the report that they stand in, while that is kept."""
    return [
        (clean(reports[target.report].text[target.start : target.end][:_MOST_WORDS]), target.report)
        for target in decision.targets
        if target.report in reports
    ]


ROUTES = [
    get("/decisions", sync_to_thread=True)(show_decisions),
    get("/decisions/{id_:str}", sync_to_thread=True)(show_decision),
]
