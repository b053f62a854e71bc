"""Who comes to the pages, and what each may do; the page on which users sign in.

Without users the pages are open: on this machine to do everything, on a network to read. With users only they come in:
readers look, analysts settle too, admins also take back what others settled.
"""

import hashlib
import re
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from litestar import Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.response import Redirect

from according import store
from according.shelf import Shelf
from according.store.users import User, count_users, find_user
from according.web import api
from according.web.desk import OPEN, SHARED, Visitor
from according.web.pages import Asked, asked, page
from according.web.sessions import FIELD, Session, sessions_of, with_session

SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
_UNSEEN = (SIGN_OUT, "/style.css", "/icon.svg")
_LOCAL = re.compile(r"/(?:[A-Za-z0-9_?=&%.,+~:-][A-Za-z0-9_/?=&%.,+~:-]{0,2000})?")
_MOST_NAME = 100
# A shelf, for what hashes passwords is loaded only where somebody signs in.
_ROOM: Shelf[Callable[[str, str], bool]] = Shelf("room", {"fits": "according.web.passwords:fits"}, {"fits": "web"})
_WITHIN_S = 300.0
_MOST_KEYS = 10_000


class Attempts:
    """Attempts to sign in: of one name from one address few, from one address, and of one name, some more."""

    MOST = (5, 20, 50)

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._made: dict[tuple[str, str], list[float]] = {}

    def note(self, name: str, address: str) -> bool:
        """Note an attempt; whether it may be made."""
        now = self._clock()
        with self._lock:
            if len(self._made) > _MOST_KEYS:
                self._made = {key: made for key, made in self._made.items() if now - made[-1] < _WITHIN_S}
            recent = [
                [at for at in self._made.get(key, ()) if now - at < _WITHIN_S] for key in self._keys(name, address)
            ]
            if any(len(made) >= most for made, most in zip(recent, self.MOST, strict=True)):
                return False
            self._made |= {key: [*made, now] for key, made in zip(self._keys(name, address), recent, strict=True)}
        return True

    def forget(self, name: str, address: str) -> None:
        """Forget the attempts of a name from an address: the password was right."""
        with self._lock:
            self._made.pop(self._keys(name, address)[0], None)

    @staticmethod
    def _keys(name: str, address: str) -> Sequence[tuple[str, str]]:
        return ((name, address), ("", address), (name, ""))


def mark_of(kept: str) -> str:
    """What a session holds of what a password was made into: another one, once the password is."""
    return hashlib.sha256(kept.encode()).hexdigest()[:16]


async def let_in(request: Asked) -> Response[Any] | None:
    """Find out who asks, before anything is answered; who must sign in first is led there."""
    if request.url.path in _UNSEEN:
        return None
    visitor = request.state.visitor = await sync_to_thread(_find_visitor, request)
    if visitor is None and request.url.path == SIGN_IN:
        return None
    if visitor is None:
        if request.url.path.startswith(("/api/", "/files/")):
            return api.answer({"status": 401, "error": "sign in first"}, 401)
        query = f"?{request.url.query}" if request.url.query and request.method == "GET" else ""
        return _page(request, f"{request.url.path}{query}" if request.method == "GET" else "/", status=401)
    return None


def _find_visitor(request: Asked) -> Visitor | None:
    state = request.app.state
    address = state.library.settings.store.address
    session = sessions_of(request).read(request)
    nobody = None if state.needs_users else SHARED if state.is_shared else OPEN
    if not store.exists(address):
        return nobody
    with store.open_to_read(address) as opened:
        if not count_users(opened):
            return nobody
        user = find_user(opened, session.user) if session.user else None
    if user is None or mark_of(user.password) != session.mark:
        return None
    return Visitor(name=user.name, role=user.role, may_decide=user.role != "reader")


def show_sign_in(request: Asked) -> Response[bytes]:
    """The form to sign in with, or who is signed in."""
    return _page(request, asked(request).get("next", "/"))


async def sign_in(request: Asked) -> Response[Any]:
    """Sign in: with a new session, so that nobody holds one that was known before."""
    sent = await request.form()
    form = {name: str(sent.get(name, "")) for name in ("name", "password", "next", FIELD)}
    sessions = sessions_of(request)
    former = sessions.read(request)
    sessions.check(request.headers, former, form[FIELD])
    name, to = form["name"].strip()[:_MOST_NAME], form["next"]
    client = request.client.host if request.client is not None else ""
    attempts: Attempts = request.app.state.attempts
    if not attempts.note(name, client):
        return _page(request, to, name=name, fault="too many attempts: wait five minutes, then try again", status=429)
    user = await sync_to_thread(_find_user, request, name)
    is_right = await sync_to_thread(_ROOM.take("fits"), user.password if user is not None else "", form["password"])
    if user is None or not is_right:
        return _page(request, to, name=name, fault="there is no such user, or the password is another", status=403)
    attempts.forget(name, client)
    return _lead(request, to, former, sessions.begin(who=user.name, user=user.name, mark=mark_of(user.password)))


async def sign_out(request: Asked) -> Response[Any]:
    """End the session, wherever its cookie is."""
    sent = await request.form()
    sessions = sessions_of(request)
    session = sessions.read(request)
    sessions.check(request.headers, session, str(sent.get(FIELD, "")))
    return _lead(request, SIGN_IN, session, sessions.begin())


def _find_user(request: Asked, name: str) -> User | None:
    address = request.app.state.library.settings.store.address
    if not name or "\0" in name or not store.exists(address):
        return None
    with store.open_to_read(address) as opened:
        return find_user(opened, name.encode("utf-8", "replace").decode())


def _lead(request: Asked, to: str, former: Session, session: Session) -> Response[Any]:
    sessions_of(request).end(former)
    answer = Redirect(to if _LOCAL.fullmatch(to) else "/", status_code=303)
    return with_session(request, answer, session)


def _page(request: Asked, to: str, *, name: str = "", fault: str = "", status: int = 200) -> Response[bytes]:
    sessions = sessions_of(request)
    session = sessions.read(request)
    made = page(
        request,
        "sign_in.html",
        status=status,
        user=session.user,
        token=sessions.token(session),
        next=to if _LOCAL.fullmatch(to) else "/",
        name=name,
        fault=fault,
    )
    return with_session(request, made, session)


ROUTES = [
    get(SIGN_IN, sync_to_thread=False)(show_sign_in),
    post(SIGN_IN, status_code=200)(sign_in),
    post(SIGN_OUT, status_code=200)(sign_out),
]
