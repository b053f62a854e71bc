"""The pages in a real browser, without JavaScript: a walk through all of them, settling on the way."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from according import store
from according.store.users import User, add_user
from according.web.passwords import hash_password
from web.browser.conftest import Serve
from web.keeping import NOON, TEXT

PASSWORD = "correct horse battery"  # noqa: S105 (of nobody)
WIDTHS = (390, 768, 1280)
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WHAT_STANDS_OUT = """[...document.querySelectorAll("body :not(thead, thead *)")]
    .map(each => [each, each.getBoundingClientRect().right])
    .filter(([_, right]) => right > document.documentElement.clientWidth + 1)
    .slice(0, 5).map(([each, right]) => `${right}: ${each.outerHTML.slice(0, 120)}`)"""
SERIOUS = ("serious", "critical")
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RUN_AXE = "async () => (await axe.run(document)).violations"


@contextmanager
def page_at(browser: Browser, home: str, *, script: bool) -> Iterator[Page]:
    """A page of a browser of its own, of which nothing goes elsewhere, and whose console stays empty."""
    context = browser.new_context(base_url=home, java_script_enabled=script)
    page = context.new_page()
    asked: list[str] = []
    told: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: told.append(f"{page.url}: {error}"))
    yield page
    assert asked
    assert [url for url in asked if not url.startswith(f"{home}/")] == []
    # What is refused on purpose, such as a page for who has not signed in, a browser tells on its console.
    assert [line for line in told if "status of 401" not in line] == []
    context.close()


def look(page: Page, name: str) -> None:
    """Look at a page at each width: nothing stands out to the side; the pictures go where one is named."""
    folder = os.environ.get("ACCORDING_SCREENSHOTS")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if folder:
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
        assert page.evaluate(TOO_WIDE) <= 0, (f"{name} is too wide at {width}", page.evaluate(WHAT_STANDS_OUT))


def settle(page: Page, act: str, **typed: str) -> None:
    """Open the first form of a page, and fill it in."""
    form = page.locator("details.settle").first
    form.locator("summary").click()
    form.locator(f"input[value={act}]").check()
    for name, value in {"because": "seen on the video", "who": "Ada", **typed}.items():
        field = form.locator(f"[name={name}]")
        if field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    look(page, f"{act}-filled-in")
    form.get_by_role("button").click()
    assert page.locator(".done").count() == 1, page.locator(".faults").all_inner_texts()


@pytest.fixture
def home(examples: Path, tmp_path: Path, serve: Serve) -> str:
    """The address of the pages over a copy of the examples."""
    return serve(Path(shutil.copy(examples, tmp_path / "kept.db")))


def test_a_walk_without_javascript(browser: Browser, home: str) -> None:
    with page_at(browser, home, script=False) as page:
        page.goto("/")
        look(page, "overview")
        page.get_by_label("Words").fill("soldiers")
        page.get_by_role("button", name="Show").click()
        assert "words=soldiers" in page.url
        look(page, "filtered")
        page.goto("/?status=contested")
        page.locator(".card h3 a").first.click()
        page.locator(".accounts summary").first.click()
        assert page.locator(".accounts blockquote").first.is_visible()
        look(page, "incident")
        page.get_by_role("link", name="Compare with another").click()
        look(page, "compare")
        for link, name in (("Reports", "reports"), ("About the data", "about"), ("What could not be read", "aside")):
            page.get_by_role("link", name=link, exact=True).click()
            look(page, name)
        page.goto("/reports")
        page.locator("main .plain a").first.click()
        look(page, "report")
        for kind in ("actors", "places"):
            page.goto("/?status=contested")
            page.locator(".card h3 a").first.click()
            page.locator(f"main a[href^='/{kind}/']").first.click()
            assert f"/{kind}/" in page.url
            look(page, kind)
        page.goto("/read")
        page.get_by_label("Text").fill(TEXT)
        page.get_by_role("button", name="Show its claims").click()
        assert page.locator(".claimed").count()
        look(page, "read")


def test_settling_without_javascript(browser: Browser, home: str) -> None:
    with page_at(browser, home, script=False) as page:
        page.goto("/review")
        look(page, "review")
        settle(page, "accept")
        settle(page, "correct", field="count", value="at least 9 soldiers")
        settle(page, "reject")
        page.goto("/decisions")
        assert page.locator(".decision").count() == 3
        look(page, "decisions")
        page.get_by_role("link", name="undo", exact=True).first.click()
        look(page, "undo")
        page.get_by_role("button", name="Undo it").click()
        assert page.locator(".is-undone").count() == 1


def test_signing_in_without_javascript(browser: Browser, examples: Path, tmp_path: Path, serve: Serve) -> None:
    path = Path(shutil.copy(examples, tmp_path / "kept.db"))
    with store.open(f"sqlite:///{path}") as opened:
        add_user(opened, User(name="ada", role="analyst", password=hash_password(PASSWORD), added=NOON))
    with page_at(browser, serve(path), script=False) as page:
        page.goto("/review")
        look(page, "sign-in")
        page.get_by_label("Name").fill("ada")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        assert page.url.endswith("/review")
        page.get_by_role("link", name="ada, analyst").click()
        look(page, "signed-in")
        page.get_by_role("button", name="Sign out").click()
        assert page.get_by_role("link", name="Sign in").count() == 1


def test_axe_finds_nothing_serious(browser: Browser, home: str) -> None:
    found: list[tuple[str, Any, Any]] = []
    with page_at(browser, home, script=True) as page:
        page.goto("/?status=contested")
        incident = page.locator(".card h3 a").first.get_attribute("href") or ""
        page.goto("/reports")
        report = page.locator("main .plain a").first.get_attribute("href") or ""
        for address in (
            "/",
            "/review",
            incident,
            report,
            f"/compare?a={incident[11:]}",
            "/read",
            "/about",
            "/decisions",
        ):
            page.goto(address)
            page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
            page.evaluate(AXE)
            found += [
                (address, each["id"], [node["html"][:150] for node in each["nodes"][:3]])
                for each in page.evaluate(RUN_AXE)
                if each["impact"] in SERIOUS
            ]
    assert found == []
