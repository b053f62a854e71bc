"""The page that sets two incidents side by side."""

from typing import TypeAlias

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from lxml import html

from according.model import Claim, Report
from according.settings import Settings
from joining.builders import ARMY, SOLDIERS, TABU, claim, day, number
from web.keeping import keep

Site: TypeAlias = TestClient[Litestar]


def read(site: Site, address: str) -> html.HtmlElement:
    answer = site.get(address)
    assert answer.status_code == 200
    return html.document_fromstring(answer.text)


def words(element: html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


@pytest.fixture
def later(settings: Settings, kept: tuple[Claim, ...]) -> str:  # noqa: ARG001 (kept)
    """Another incident at the same place."""
    told = "The army said 7 soldiers were killed at Tabu."
    made = claim("killing", by=ARMY, count=number(7, unit="soldiers"), roles={"affected": (SOLDIERS,)}, where=(TABU,),
                 when=day(300), at=14, words=told[14:])  # fmt: skip
    (own,) = keep(settings, Report(text=told, given_id="later.txt", published=day(301)), (made,))
    return f"i_{own.id[2:]}"


def test_two_incidents_stand_side_by_side(site: Site, incident: str, later: str) -> None:
    page = read(site, f"/compare?a={incident}&b={later}")
    (table,) = page.find_class("both")
    assert [cell.get("href") for cell in table.xpath("thead//a")] == [f"/incidents/{incident}", f"/incidents/{later}"]
    rows = {words(row.xpath("th")[0]): [words(cell) for cell in row.xpath("td")] for row in table.xpath("tbody/tr")}
    one, other = next(cells for title, cells in rows.items() if title.startswith("Killing"))
    assert "contested" in one
    assert "4 soldiers Army of Oria" in one
    assert "30 soldiers Salt Front" in one
    assert other == "7 soldiers Army of Oria"
    assert rows["Property damage"][1] == "nobody tells"
    assert "No report tells of both" in words(page)


def test_one_incident_is_answered_with_those_near_it(site: Site, incident: str, later: str) -> None:
    (link,) = read(site, f"/incidents/{incident}").xpath("//a[starts-with(@href, '/compare')]/@href")
    assert read(site, link).xpath("//ul[@class='plain']//a/@href") == [f"/compare?a={incident}&b={later}"]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("query", ["", "?a=&b=", "?a=i_0", "?a=<script>&b=../..", "?b=i_00"])
def test_what_is_no_incident_is_told(site: Site, query: str) -> None:
    page = read(site, f"/compare{query}")
    assert bool(page.find_class("faults")) == bool(query.strip("?ab=&"))
    assert not page.find_class("both")
    assert not page.xpath("//script")
