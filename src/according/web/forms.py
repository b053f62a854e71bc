"""What makes a form safe to take: it came from a page of ours, in the browser that was given it."""

import hmac
import secrets
from collections.abc import Mapping
from typing import Any

from litestar import Request, Response
from litestar.datastructures import Cookie
from litestar.exceptions import PermissionDeniedException

COOKIE = "according"
FIELD = "token"
_SAME = ("same-origin", "none")


class Tokens:
    """Tokens of one run of the server: each belongs to the cookie of one browser."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def give(self, cookie: str) -> str:
        """The token of a browser with this cookie."""
        return hmac.digest(self._secret, cookie.encode(), "sha256").hex()

    def check(self, headers: Mapping[str, str], cookie: str, token: str) -> None:
        """Refuse a form that another site sent, or that has not the token of its browser."""
        if headers.get("sec-fetch-site", _SAME[0]) not in _SAME:
            raise PermissionDeniedException("another site sent this form")
        if not cookie or not hmac.compare_digest(self.give(cookie).encode(), token.encode("utf-8", "replace")):
            raise PermissionDeniedException("this form is too old, or not of this browser: open the page anew")


def cookie_of(request: Request[Any, Any, Any]) -> tuple[str, bool]:
    """The browser's cookie, or one made for it, and whether it is new."""
    held = str(request.cookies.get(COOKIE, ""))
    return (held, False) if held else (secrets.token_urlsafe(24), True)


def with_cookie(response: Response[bytes], cookie: str) -> Response[bytes]:
    """The answer with this cookie, which no script and no other site gets."""
    response.set_cookie(Cookie(key=COOKIE, value=cookie, httponly=True, samesite="strict", path="/"))
    return response
