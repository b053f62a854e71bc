"""A page that takes the text of a report and shows at once what it claims; it is kept only if that is asked."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from litestar import Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.exceptions import PermissionDeniedException
from litestar.response import Redirect

from according.errors import ReportError
from according.model import Period
from according.pipeline import Batch, read_words
from according.sources.dates import published_date
from according.web.desk import desk_of
from according.web.marking import mark
from according.web.pages import Asked, page
from according.web.sessions import FIELD, sessions_of, with_session

KEEP = "keep"
_FIELDS = ("text", "publisher", "published", "act", FIELD)


def show_form(request: Asked) -> Response[bytes]:
    """The empty form."""
    _refuse_shared(request)
    return _page(request, {})


async def read_form(request: Asked) -> Response[Any]:
    """Read a pasted text, and show what it claims, or keep it and go to its page."""
    _refuse_shared(request)
    sent = await request.form()
    form = {name: str(sent.get(name, "")) for name in _FIELDS}
    sessions = sessions_of(request)
    sessions.check(request.headers, sessions.read(request), form[FIELD])
    answer: Response[Any] = await sync_to_thread(_read, request, form)
    return answer


def _read(request: Asked, form: Mapping[str, str]) -> Response[Any]:
    text = form["text"].replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return _page(request, form, fault="Paste the text of a report first.", status=400)
    try:
        day = published_date(form["published"].strip()) if form["published"].strip() else None
    except ReportError as error:
        return _page(request, form, fault=str(error), status=400)
    keep = form["act"] == KEEP
    batch = _read_alone(request, text, form["publisher"].strip(), day, keep=keep)
    if not batch.reports:
        why = batch.put_aside[0][1] if batch.put_aside else "there is nothing to read in it"
        return _page(request, form, fault=why, status=400)
    (report,) = batch.reports
    if keep:
        return Redirect(f"/reports/{report.id}", status_code=303)
    unread = batch.not_read[0][1] if batch.not_read else ""
    claims = sorted(batch.claims, key=lambda claim: claim.evidence[0].start)
    return _page(request, form, report=report, claims=claims, stretches=mark(report, claims), unread=unread)


def _read_alone(request: Asked, text: str, publisher: str, day: Period | None, *, keep: bool) -> Batch:
    """Read one text at a time: a parser takes all of a core and much memory."""
    state = request.app.state
    with state.reading:
        return read_words(
            text,
            state.library.settings,
            published=day,
            publisher=publisher,
            retrieved=datetime.now(UTC),
            keep=keep,
        )


def _page(
    request: Asked,
    form: Mapping[str, str],
    *,
    fault: str = "",
    status: int = 200,
    report: object = None,
    **shown: object,
) -> Response[bytes]:
    session = sessions_of(request).read(request)
    made = page(
        request,
        "read.html",
        status=status,
        form={name: form.get(name, "") for name in _FIELDS},
        fault=fault,
        report=report,
        token=sessions_of(request).token(session),
        **{"claims": (), "stretches": (), "unread": "", **shown},
    )
    return with_session(request, made, session)


def _refuse_shared(request: Asked) -> None:
    if not desk_of(request).may_decide:
        raise PermissionDeniedException("you may look, and have nothing read here")


ROUTES = [
    get("/read", sync_to_thread=False)(show_form),
    post("/read", status_code=200)(read_form),
]
