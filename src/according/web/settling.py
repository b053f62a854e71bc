"""Forms by which people settle things: each keeps one decision, by a verb of deciding.py, and leads back."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from litestar import Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.response import Redirect

from according import deciding, store
from according.deciding import Signed
from according.errors import AccordingError, ReportError, StoreError
from according.model import Claim, Decision
from according.store import Store, facets
from according.web import beside, incidents
from according.web.comparing import quote
from according.web.desk import TYPED, Desk, Typed, desk_of
from according.web.history import find_done, show_one
from according.web.pages import Asked, asked_id, kept, page
from according.web.queries import Known, find_incident
from according.web.sessions import FIELD, renamed, sessions_of, with_session
from according.web.standing import find_standing, tell_done

_CLAIM = re.compile(r"c_[0-9a-f]{1,32}")
_BACK = re.compile(
    r"/(?:(?:incidents|reports|claims)/[icr]_[0-9a-f]{1,32}|review(?:\?[A-Za-z0-9=&%+._~,-]{0,2000})?|decisions)"
)
_MOST = {"who": 100, "because": 2000, "value": 1000}
_MOST_TICKED = 500
_NAMES = (*TYPED, "seen", "back", "a", "b", FIELD)
_Again = Callable[[Typed, int], Response[bytes]]
_Done = Callable[[Store, Decision], str]


class _MeanwhileError(AccordingError):
    """Somebody settled something that whoever sent the form did not see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """What was sent: fields, and the ids that were ticked."""

    values: Mapping[str, str]
    ticked: tuple[str, ...]

    def typed(self, about: str, fault: str) -> Typed:
        return Typed(about=about, fault=fault, values=self.values, ticked=self.ticked)


def show_claim(request: Asked) -> Response[bytes]:
    """One claim: its words, how it stands, what people settled about it."""
    return _claim_page(request, str(request.path_params["id_"]), Typed(), 200)


async def settle_claim(request: Asked) -> Response[Any]:
    """Accept, reject or correct a claim."""
    return await _take(request, _settle_claim)


async def split_incident(request: Asked) -> Response[Any]:
    """Keep the claims that are ticked apart from the rest of an incident."""
    return await _take(request, _split)


async def join_incidents(request: Asked) -> Response[Any]:
    """Hold two incidents together as one."""
    return await _take(request, _join)


async def undo_decision(request: Asked) -> Response[Any]:
    """Take a decision back."""
    return await _take(request, _undo)


async def _take(request: Asked, run: Callable[[Asked, Desk, _Form], Response[Any]]) -> Response[Any]:
    sessions = sessions_of(request)
    desk = desk_of(request)
    if not desk.may_decide:
        raise PermissionDeniedException("you may look, and settle nothing here")
    sent = await request.form()
    form = _Form(
        values={name: str(sent.get(name, "")) for name in _NAMES},
        ticked=tuple(str(each) for each in sent.getall("claim", [])),
    )
    sessions.check(request.headers, desk.session, form.values[FIELD])
    answer: Response[Any] = await sync_to_thread(run, request, desk, form)
    return answer


def _settle_claim(request: Asked, desk: Desk, form: _Form) -> Response[Any]:
    id_ = str(request.path_params["id_"])
    settings = request.app.state.library.settings

    def decide(opened: Store, by: Signed) -> Decision:
        claim = _claim(opened, id_)
        _check_claim(opened, claim, form.values["seen"])
        act = form.values["act"]
        if act == "accept":
            return deciding.accept(opened, id_, by)
        if act == "reject":
            return deciding.reject(opened, id_, by)
        if act == "correct":
            return deciding.correct(
                opened, id_, form.values["field"], form.values["value"], by, settings, lambda _what, _part: None
            )
        raise ReportError("choose whether to accept, correct or reject it")

    def lead(opened: Store, _: Decision) -> str:
        back = form.values["back"]
        if not _BACK.fullmatch(back):
            return f"/claims/{id_}"
        is_gone = back.startswith("/incidents/") and find_incident(opened, back.removeprefix("/incidents/")) is None
        return f"/claims/{id_}" if is_gone else back

    def again(typed: Typed, status: int) -> Response[bytes]:
        return _claim_page(request, id_, typed, status)

    return _settle(request, desk, form, id_, decide, lead, again)


def _split(request: Asked, desk: Desk, form: _Form) -> Response[Any]:
    id_ = asked_id(request)

    def decide(opened: Store, by: Signed) -> Decision:
        found = _incident(opened, id_)
        _check_incident(opened, id_, form.values["seen"])
        ticked = list(dict.fromkeys(form.ticked))
        if not ticked or not set(ticked) <= set(found):
            raise ReportError("tick the claims of this incident that are about something else")
        if len(ticked) == len(found):
            raise ReportError("leave one claim unticked: the others are kept apart from it")
        if len(ticked) > _MOST_TICKED:
            raise ReportError(f"more than {_MOST_TICKED} claims are ticked: split fewer at once")
        return deciding.split(opened, [id_, *ticked], by)

    def lead(opened: Store, _: Decision) -> str:
        return f"/incidents/{id_}" if find_incident(opened, id_) is not None else "/decisions"

    def again(typed: Typed, status: int) -> Response[bytes]:
        return incidents.show(request, id_, typed, status)

    return _settle(request, desk, form, id_, decide, lead, again)


def _join(request: Asked, desk: Desk, form: _Form) -> Response[Any]:
    ids = [form.values["a"], form.values["b"]]

    def decide(opened: Store, by: Signed) -> Decision:
        now = " ".join(incidents.stamp_of(opened, each) for each in ids)
        if now != form.values["seen"]:
            raise _MeanwhileError("one of the two changed meanwhile: look at them again, then decide")
        return deciding.join(opened, ids, by)

    def lead(opened: Store, _: Decision) -> str:
        found = find_incident(opened, ids[0])
        return f"/incidents/{found[0].id}" if found is not None else "/decisions"

    def again(typed: Typed, status: int) -> Response[bytes]:
        return beside.show(request, dict(zip("ab", ids, strict=True)), typed, status)

    return _settle(request, desk, form, "join", decide, lead, again)


def _undo(request: Asked, desk: Desk, form: _Form) -> Response[Any]:
    id_ = str(request.path_params["id_"])

    def decide(opened: Store, by: Signed) -> Decision:
        former = next((each for each in opened.find_decisions(id_, most=2) if each.id == id_), None)
        if former is None:
            raise NotFoundException("no decision has this id")
        if not desk.may_undo(former):
            raise PermissionDeniedException("an admin takes back what others settled")
        return deciding.undo(opened, id_, by)

    def again(typed: Typed, status: int) -> Response[bytes]:
        return show_one(request, id_, typed, status)

    return _settle(
        request, desk, form, id_, decide, lambda _opened, _decision: "/decisions", again, is_reason_needed=False
    )


def _settle(
    request: Asked,
    desk: Desk,
    form: _Form,
    about: str,
    decide: Callable[[Store, Signed], Decision],
    lead: _Done,
    again: _Again,
    *,
    is_reason_needed: bool = True,
) -> Response[Any]:
    """Keep one decision, checked and written in one transaction, and lead back; else show the form as it was filled."""
    address = request.app.state.library.settings.store.address
    if not store.exists(address):
        raise NotFoundException("nothing is kept yet")
    try:
        by = _sign(desk, form.values, is_reason_needed=is_reason_needed)
        with store.open(address) as opened:
            with opened.at_once() as together:
                decision = decide(together, by)
            to = lead(opened, decision)
    except _MeanwhileError as error:
        return again(form.typed(about, str(error)), 409)
    except StoreError as error:
        return again(form.typed(about, str(error)), 503)
    except AccordingError as error:
        return again(form.typed(about, str(error)), 400)
    answer = Redirect(f"{to}{'&' if '?' in to else '?'}done={decision.id}", status_code=303)
    return with_session(request, answer, renamed(desk.session, by.who))


def _sign(desk: Desk, values: Mapping[str, str], *, is_reason_needed: bool) -> Signed:
    for name, most in _MOST.items():
        if len(values[name]) > most:
            raise ReportError(f"{name}: longer than {most:,} characters")
        if not values[name].isascii() and any("\ud800" <= letter <= "\udfff" for letter in values[name]):
            raise ReportError(f"{name}: it holds half a character")
        if "\0" in values[name]:
            raise ReportError(f"{name}: it holds a NUL character")
    who = desk.who if desk.is_known else " ".join(values["who"].split())
    why = values["because"].strip()
    if not who:
        raise ReportError("write your name: who decides stands beside each decision")
    if is_reason_needed and not why:
        raise ReportError("write the reason: because")
    return Signed(who=who, when=datetime.now(UTC), why=why)


def _claim(opened: Store, id_: str) -> Claim:
    found = opened.claims_named([id_], lambda _: None) if _CLAIM.fullmatch(id_) else []
    if not found:
        raise NotFoundException("no claim has this id")
    return found[0]


def _check_claim(opened: Store, claim: Claim, seen: str) -> None:
    """Refuse what somebody decides who did not see what another settled about the claim."""
    now = find_standing(opened, [claim])[claim.id]
    if now.seen == seen:
        return
    if not now.settled:
        raise _MeanwhileError("what was settled about it was undone meanwhile: look at it again, then decide")
    last = now.settled[-1].decision
    why = f", because {last.why!r}" if last.why else ""
    raise _MeanwhileError(f"{last.who} settled it meanwhile ({tell_done(last)}{why}): look at it again, then decide")


def _check_incident(opened: Store, id_: str, seen: str) -> None:
    if incidents.stamp_of(opened, id_) != seen:
        raise _MeanwhileError("its claims changed meanwhile: look at them again, then decide")


def _incident(opened: Store, id_: str) -> tuple[str, ...]:
    found = find_incident(opened, id_)
    if found is None or found[0].id != id_:
        raise NotFoundException("no incident has this id now")
    return found[0].claims


def _claim_page(request: Asked, id_: str, typed: Typed, status: int) -> Response[bytes]:
    desk = desk_of(request)
    with kept(request) as opened:
        claim = _claim(opened, id_)
        standing = find_standing(opened, [claim])[claim.id]
        home = facets.homes_of(opened, [claim.id])
        report = opened.report(claim.report)
        done = find_done(opened, request)
    known = Known(told=[standing.claim], kept=[report] if report is not None else [])
    made = page(
        request,
        "claim.html",
        status=status,
        standing=standing,
        quote=quote(standing.claim, known),
        report=report,
        home=home.get(claim.id, ""),
        desk=desk,
        typed=typed,
        done=done,
    )
    return with_session(request, made, desk.session) if desk.may_decide else made


ROUTES = [
    get("/claims/{id_:str}", sync_to_thread=True)(show_claim),
    post("/claims/{id_:str}/settle", status_code=200)(settle_claim),
    post("/incidents/{id_:str}/split", status_code=200)(split_incident),
    post("/join", status_code=200)(join_incidents),
    post("/decisions/{id_:str}/undo", status_code=200)(undo_decision),
]
