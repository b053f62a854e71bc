"""The application: its routes, the headers of every answer, and what is answered when something is wrong."""

import logging
import re
import threading
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from litestar import Litestar, Request, Response
from litestar.datastructures import State
from litestar.exceptions import HTTPException, PermissionDeniedException
from litestar.types import Message, Scope

from according.errors import AccordingError
from according.settings import Settings
from according.web import access, api, beside, history, incidents, pages, pasting, reviewing, settling, subjects
from according.web.queries import Library
from according.web.sessions import Sessions

# No script at all, nothing from elsewhere, in nobody's frame.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
ANY = "*"
MOST_BYTES = 10_000_000  # of a form
_ROOMS = (access, pages, incidents, beside, subjects, reviewing, settling, history, api, pasting)
_LOG = logging.getLogger(__name__)
_Application = Callable[[Any, Any, Any], Awaitable[None]]


def build(settings: Settings, *, hosts: Sequence[str] = LOOPBACK, needs_users: bool = False) -> Litestar:
    """The application over the store of these settings; it answers under the names of `hosts` alone, or under `ANY`.

    A page of another site could else have its own name lead to this machine, and read what is here. Where it
    `needs_users`, nobody comes in while there are none.
    """
    library = Library(settings)
    return Litestar(
        route_handlers=[route for room in _ROOMS for route in room.ROUTES],
        state=State(
            {
                "library": library,
                "sessions": Sessions(),
                "reading": threading.Lock(),
                "attempts": access.Attempts(),
                "is_shared": ANY in hosts,
                "needs_users": needs_users,
            }
        ),
        on_shutdown=[library.close],
        request_max_body_size=MOST_BYTES,
        middleware=[] if ANY in hosts else [_only_for(frozenset(hosts))],
        before_request=access.let_in,
        before_send=[_add_headers],
        exception_handlers={HTTPException: _tell_refusal, AccordingError: _tell_fault, 500: _tell_failure},
        openapi_config=None,
        logging_config=None,
    )


def _only_for(hosts: frozenset[str]) -> Callable[[_Application], _Application]:
    """A layer that refuses what was asked of another name than these, whatever the port."""

    def wrap(app: _Application) -> _Application:
        async def answer(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 (as ASGI has it)
            told = dict(scope.get("headers", ())).get(b"host", b"").decode("latin-1").lower()
            if re.sub(r":\d*$", "", told) not in hosts:
                raise PermissionDeniedException("this name is not one of this machine: ask for localhost")
            await app(scope, receive, send)

        return answer

    return wrap


async def _add_headers(message: Message, scope: Scope) -> None:  # noqa: ARG001 (ASGI gives it)
    if message["type"] == "http.response.start":
        told = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
        message["headers"] = [*message.get("headers", []), *told]


def _tell_refusal(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    return _tell(request, error.status_code, error.detail)


def _tell_fault(request: Request[Any, Any, Any], error: AccordingError) -> Response[Any]:
    return _tell(request, 503, str(error))


def _tell_failure(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    _LOG.error("the answer to %s failed", request.url.path, exc_info=error)
    return _tell(request, 500, "something went wrong here; the terminal that runs 'according serve' tells what")


def _tell(request: Request[Any, Any, Any], status: int, why: str) -> Response[Any]:
    """What is wrong, as a page, or as JSON to who asked for JSON."""
    if request.url.path.startswith("/api/"):
        return api.answer({"status": status, "error": why}, status)
    return pages.show_error(request, status, why)
