"""Fills in forms of the pages as a browser does, for the tests of what they settle."""

from typing import TypeAlias

import httpx
from litestar import Litestar
from litestar.testing import TestClient
from lxml import html
from lxml.html import FormElement

Site: TypeAlias = TestClient[Litestar]
WHY = "seen on the video"


def form_at(site: Site, page: str, action: str) -> FormElement:
    """The form of a page that is sent to this address."""
    shown = site.get(page)
    assert shown.status_code == 200, shown.text
    return html.document_fromstring(shown.text).xpath(f"//form[@action='{action}']")[0]


def fields_at(site: Site, page: str, action: str) -> dict[str, str]:
    """What a form has in it, as it is shown."""
    return {name: str(value) for name, value in form_at(site, page, action).form_values()}


def send(site: Site, page: str, action: str, **typed: str | list[str]) -> httpx.Response:
    """Open a page, fill in its form, send it, and do not follow where it leads."""
    form = {**fields_at(site, page, action), "because": WHY, "who": "Ada", **typed}
    answer: httpx.Response = site.post(action, data=form, follow_redirects=False)
    return answer


def settle(site: Site, claim: str, act: str, page: str = "", **typed: str) -> httpx.Response:
    """Settle a claim in the form of its own page, or of another."""
    return send(site, page or f"/claims/{claim}", f"/claims/{claim}/settle", act=act, **typed)


def fault_of(answer: httpx.Response) -> str:
    """What the page says is wrong."""
    told = html.document_fromstring(answer.text).find_class("faults")
    return " ".join(told[0].text_content().split()) if told else ""
