"""Pasting a text: its claims are shown at once, it is kept only if asked, and no other site can ask."""

from collections.abc import Iterator
from typing import TypeAlias

import httpx
import pytest
from litestar import Litestar
from litestar.testing import TestClient
from lxml import html

from according import store
from according.settings import Settings
from according.web.app import build

Site: TypeAlias = TestClient[Litestar]
TEXT = "Raid\r\n\r\nGunmen killed four soldiers near Kayes in Mali on Tuesday, the army said."


@pytest.fixture
def site(settings: Settings) -> Iterator[Site]:
    """The pages over a store that is empty; with the cache of all tests, for an index takes long to build."""
    with TestClient(build(Settings(store=settings.store)), base_url="http://127.0.0.1:8000") as client:
        yield client


def token(site: Site) -> str:
    page = html.document_fromstring(site.get("/read").text)
    return str(page.xpath("//input[@name='token']/@value")[0])


def send(site: Site, act: str = "show", **others: str) -> httpx.Response:
    form = {"text": TEXT, "publisher": "The Daily Salt", "published": "2025-07-02", "act": act, "token": token(site)}
    answer: httpx.Response = site.post("/read", data={**form, **others}, follow_redirects=False)
    return answer


def kept(settings: Settings) -> int:
    if not store.exists(settings.store.address):
        return 0
    with store.open_to_read(settings.store.address) as held:
        return held.size().reports


def test_a_pasted_text_is_shown_with_its_claims_and_not_kept(site: Site, settings: Settings) -> None:
    answer = send(site)
    assert answer.status_code == 200
    page = html.document_fromstring(answer.text)
    told = " ".join(page.find_class("beside")[0].text_content().split())
    assert "killing" in told
    assert "4 soldiers" in told
    assert "Kayes" in told
    assert page.xpath("//a[contains(@class, 'claimed')]")
    assert "Gunmen killed four soldiers" in page.xpath("//textarea")[0].text_content()
    assert kept(settings) == 0


def test_it_is_kept_if_that_is_asked(site: Site, settings: Settings) -> None:
    answer = send(site, act="keep")
    assert answer.status_code == 303
    report = site.get(answer.headers["location"])
    assert report.status_code == 200
    assert "The Daily Salt" in report.text
    assert "2 Jul 2025" in report.text
    assert kept(settings) == 1


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [("text", "  ", "Paste"), ("published", "soon", "soon"), ("text", "\0 a b c", "no text")],
)
def test_what_cannot_be_read_is_told_and_the_form_is_left_as_it_was(
    site: Site, settings: Settings, field: str, value: str, why: str
) -> None:
    answer = send(site, act="keep", **{field: value})
    assert answer.status_code == 400
    page = html.document_fromstring(answer.text)
    assert why in page.find_class("faults")[0].text_content()
    assert page.xpath("//input[@name='publisher']/@value") == ["The Daily Salt"]
    assert kept(settings) == 0


@pytest.mark.parametrize("false", ["", "0" * 64, "é"])
def test_a_form_without_the_token_of_its_browser_is_refused(site: Site, settings: Settings, false: str) -> None:
    assert send(site, act="keep", token=false).status_code == 403
    assert kept(settings) == 0


def test_a_token_of_another_browser_is_refused(site: Site, settings: Settings) -> None:
    other = token(site)
    site.cookies.clear()
    site.get("/read")
    answer = site.post("/read", data={"text": TEXT, "act": "keep", "token": other})
    assert answer.status_code == 403
    assert kept(settings) == 0


def test_a_form_that_another_site_sends_is_refused(site: Site, settings: Settings) -> None:
    form = {"text": TEXT, "act": "keep", "token": token(site)}
    answer = site.post("/read", data=form, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert kept(settings) == 0


def test_the_cookie_is_for_no_script_and_no_other_site(site: Site) -> None:
    told = site.get("/read").headers["set-cookie"].lower()
    assert "httponly" in told
    assert "samesite=lax" in told


def test_a_form_that_is_too_large_is_refused(site: Site, settings: Settings) -> None:
    answer = site.post("/read", data={"text": "a " * 6_000_000, "act": "keep", "token": token(site)})
    assert answer.status_code == 413
    assert kept(settings) == 0


def test_on_a_network_nothing_is_read(settings: Settings) -> None:
    with TestClient(build(settings, hosts=("*",)), base_url="http://desk.example") as client:
        assert client.get("/read").status_code == 403
        assert client.post("/read", data={"text": TEXT, "act": "keep"}).status_code == 403
    assert kept(settings) == 0
