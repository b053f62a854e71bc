"""What a browser is remembered by: a signed cookie, and the token that each form of ours has and no other site knows.

The key is of one run of the server: when it stops, all sessions end. A cookie holds no secret; it cannot be changed.
"""

import base64
import binascii
import hmac
import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from litestar import Request, Response
from litestar.datastructures import Cookie
from litestar.exceptions import PermissionDeniedException

COOKIE = "according"
FIELD = "token"
LASTS_S = 12 * 60 * 60
_SAME = ("same-origin", "none")
_MOST_CHARACTERS = 4000
_Answer = TypeVar("_Answer", bound=Response[Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One browser: an id, who decides there, who signed in with which password's mark, and when it began."""

    id: str
    since: int
    who: str = ""
    user: str = ""
    mark: str = ""
    is_new: bool = False


class Sessions:
    """The sessions of one run of the server."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._key = secrets.token_bytes(32)
        self._clock = clock
        self._ended: dict[str, int] = {}

    def begin(self, *, who: str = "", user: str = "", mark: str = "") -> Session:
        """A new session, with an id that nobody knew before."""
        since = int(self._clock())
        return Session(id=secrets.token_urlsafe(24), since=since, who=who, user=user, mark=mark, is_new=True)

    def read(self, request: Request[Any, Any, Any]) -> Session:
        """The browser's session; a new one if its cookie is none of ours, too old, or of a session that was ended."""
        found = self._unseal(str(request.cookies.get(COOKIE, "")))
        return found if found is not None and self.is_valid(found) else self.begin()

    def is_valid(self, session: Session) -> bool:
        """Whether a session is neither too old nor ended."""
        return session.id not in self._ended and 0 <= self._clock() - session.since < LASTS_S

    def end(self, session: Session) -> None:
        """Have a session's cookie count no more, whoever has it."""
        now = int(self._clock())
        self._ended = {id_: since for id_, since in self._ended.items() if now - since < LASTS_S}
        self._ended[session.id] = session.since

    def token(self, session: Session) -> str:
        """The token of the forms of a session."""
        return self._sign(f"token {session.id} {session.user}")

    def check(self, headers: Mapping[str, str], session: Session, token: str) -> None:
        """Refuse a form that another site sent, or that has not the token of its session."""
        if headers.get("sec-fetch-site", _SAME[0]) not in _SAME:
            raise PermissionDeniedException("another site sent this form")
        mine = self.token(session).encode()
        if session.is_new or not hmac.compare_digest(mine, token.encode("utf-8", "replace")):
            raise PermissionDeniedException("this form is too old, or not of this browser: open the page anew")

    def remember(self, answer: _Answer, session: Session, *, secure: bool) -> _Answer:
        """The answer with the session's cookie, which no script gets, and no form of another site."""
        answer.set_cookie(
            Cookie(key=COOKIE, value=self._seal(session), httponly=True, samesite="lax", path="/", secure=secure)
        )
        return answer

    def _seal(self, session: Session) -> str:
        told = json.dumps([session.id, session.since, session.who, session.user, session.mark]).encode()
        body = base64.urlsafe_b64encode(told).decode()
        return f"{body}.{self._sign(f'cookie {body}')}"

    def _unseal(self, cookie: str) -> Session | None:
        body, _, signature = cookie.partition(".")
        if len(cookie) > _MOST_CHARACTERS or not hmac.compare_digest(
            self._sign(f"cookie {body}").encode(), signature.encode("utf-8", "replace")
        ):
            return None
        try:
            id_, since, who, user, mark = json.loads(base64.urlsafe_b64decode(body))
        except (binascii.Error, ValueError):  # of ours none is so
            return None
        return Session(id=id_, since=since, who=who, user=user, mark=mark)

    def _sign(self, words: str) -> str:
        return hmac.digest(self._key, words.encode("utf-8", "replace"), "sha256").hex()


def sessions_of(request: Request[Any, Any, Any]) -> Sessions:
    """The sessions of the server that is asked."""
    found: Sessions = request.app.state.sessions
    return found


def with_session(request: Request[Any, Any, Any], answer: _Answer, session: Session) -> _Answer:
    """The answer, with the cookie of a session that is new."""
    if not session.is_new:
        return answer
    return sessions_of(request).remember(answer, session, secure=request.url.scheme == "https")


def renamed(session: Session, who: str) -> Session:
    """The session with another name of who decides, to be told to the browser if it is another."""
    return session if session.who == who else replace(session, who=who, is_new=True)
