"""What should be looked at: the order, what leaves it and comes back, the forms on it, who is told to be signed in."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from lxml import html

from according.model import Claim, Place, Report
from according.settings import Settings
from according.store import Wanted
from according.store.review_marks import UNSURE
from according.store.reviewing import count_review, list_review
from according.web.app import build
from according.web.queries import Library
from joining.builders import ARMY, REBELS, SOLDIERS, TABU, claim, day, number
from web.forms import send, settle
from web.keeping import keep

Site: TypeAlias = TestClient[Litestar]
Due: TypeAlias = list[tuple[int, str]]


def place(n: int) -> Place:
    """A place far from every other."""
    return replace(
        TABU, name=f"Town{n}", words=f"Town{n}", gazetteer_id=f"geonames:{n}", lat=-40.0 + 5 * n, lon=5.0 * n
    )


@pytest.fixture
def incidents(settings: Settings) -> dict[str, Claim]:
    """Incidents of six kinds, each at a place and on a day of its own, kept in no order."""
    made: dict[str, Claim] = {}
    kinds = {"large": 900, "sure": 3, "unsure": 3, "larger": 4000, "most unsure": 900, "odds": 4}
    for n, (name, count) in enumerate(kinds.items()):
        words = f"{count} soldiers were killed at Town{n}"
        report = Report(text=f"{name}: {words}. {words}, others said.", given_id=name, published=day(20 * n + 1))
        score = {"unsure": UNSURE - 0.1, "most unsure": 0.1}.get(name, UNSURE)
        told = claim(
            "killing", by=ARMY, count=number(count, unit="soldiers"), where=(place(n),), when=day(20 * n),
            roles={"affected": (SOLDIERS,), "initiator": (REBELS,)}, at=report.text.index(words), words=words,
        )  # fmt: skip
        told = replace(told, scores={"claim": score})
        others = claim(
            "killing", by=REBELS, count=number(7, unit="soldiers"), where=(place(n),), when=day(20 * n),
            roles={"affected": (SOLDIERS,), "initiator": (REBELS,)}, at=report.text.rindex(words), words=words,
        )  # fmt: skip
        kept = keep(settings, report, (told, others) if name == "odds" else (told,))
        made |= dict(zip((name, "the other of the odds"), kept, strict=False))
    return made


@pytest.fixture
def site(settings: Settings, incidents: dict[str, Claim]) -> Iterator[Site]:
    assert incidents
    with TestClient(build(settings), base_url="http://127.0.0.1:8000") as client:
        yield client


def queue(settings: Settings, ask: Wanted = Wanted(), reason: str = "") -> list[tuple[str, str]]:  # noqa: B008
    """By given id of its report, what is to be looked at, and why."""
    with Library(settings).open() as held:
        listed = list_review(held, ask, reason=reason, skip=0, most=99)
        return [(str(next(iter(held.claims_named(each.claims))).given_id), why) for each, why in listed]


def told(site: Site, address: str) -> str:
    shown = site.get(address)
    assert shown.status_code == 200, shown.text
    return " ".join(html.document_fromstring(shown.text).text_content().split())


ORDER = [
    ("odds", "contested"), ("most unsure", "unsure"), ("unsure", "unsure"), ("larger", "large"), ("large", "large"),
]  # fmt: skip


def test_what_matters_most_stands_first(site: Site, settings: Settings) -> None:
    assert queue(settings) == ORDER
    assert queue(settings, reason="large") == ORDER[3:]
    page = site.get("/review").text
    assert [page.index(f"Town{n}") for n in (5, 4, 2, 3, 0)] == sorted(page.index(f"Town{n}") for n in (5, 4, 2, 3, 0))
    assert "Town1," not in page
    with Library(settings).open() as held:
        assert count_review(held, Wanted()) == {"contested": 1, "unsure": 2, "large": 2}
        assert count_review(held, Wanted(since=day(79).start)) == {"contested": 1, "unsure": 1, "large": 0}


def test_a_queue_is_narrowed_and_paged(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Town4" in told(site, "/review?why=unsure")
    assert "Town5" not in told(site, "/review?why=unsure")
    assert "Town3" not in told(site, "/review?place=town0")
    assert "there is no 'boredom'" in told(site, "/review?why=boredom")
    assert "Nothing that fits" in told(site, "/review?country=FR")
    monkeypatch.setattr("according.web.reviewing._PER_PAGE", 2)
    assert "Page 3 of 3" in told(site, "/review?page=99")
    assert 'href="/review?why=large"' in site.get("/review?page=2").text
    assert "/review?country=OR&amp;page=2" in site.get("/review?country=OR").text


@pytest.mark.parametrize(
    ("act", "typed"), [("accept", {}), ("correct", {"field": "count", "value": "2"}), ("reject", {})]
)
def test_what_is_settled_leaves_the_queue_and_what_is_undone_comes_back(
    site: Site, settings: Settings, incidents: dict[str, Claim], act: str, typed: dict[str, str]
) -> None:
    answer = settle(site, incidents["unsure"].id, act, "/review?country=OR", **typed)
    assert answer.status_code == 303
    back = answer.headers["location"]
    assert back.startswith("/review?country=OR&done=d_")
    assert "by Ada. Undo" in told(site, back)
    assert queue(settings) == [each for each in ORDER if each[0] != "unsure"]
    decision = back.rpartition("=")[2]
    assert send(site, f"/decisions/{decision}", f"/decisions/{decision}/undo").status_code == 303
    assert queue(settings) == ORDER


def test_what_is_at_odds_stays_until_all_its_claims_are_settled(
    site: Site, settings: Settings, incidents: dict[str, Claim]
) -> None:
    settle(site, incidents["odds"].id, "accept", "/review")
    assert queue(settings) == ORDER
    assert f"/claims/{incidents['odds'].id}/settle" not in site.get("/review").text
    settle(site, incidents["the other of the odds"].id, "accept", "/review")
    assert queue(settings) == ORDER[1:]


def test_a_form_that_fails_still_leads_back_to_the_queue(site: Site, incidents: dict[str, Claim]) -> None:
    name = incidents["large"].id
    failed = settle(site, name, "correct", "/review?why=large", field="count", value="")
    assert failed.status_code == 400
    back = html.document_fromstring(failed.text).xpath("//form[contains(@action, 'settle')]//input[@name='back']")
    assert back[0].value == "/review?why=large"
