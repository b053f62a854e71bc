"""The map and the timeline: what they draw is what is kept, and what they lead to is what they said."""

from datetime import date
from itertools import pairwise
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient
from lxml import html

from according.model import Claim, Report
from according.settings import Settings
from according.store import Box
from according.store.facets import Cell
from according.web import mapping, timeline
from according.web.filters import Filters, read_filters
from joining.builders import FAR_OFF, RESIDENT, claim, day
from web.keeping import keep

Site: TypeAlias = TestClient[Litestar]


def read(site: Site, address: str) -> html.HtmlElement:
    answer = site.get(address)
    assert answer.status_code == 200
    return html.document_fromstring(answer.text)


@pytest.fixture
def two(settings: Settings, kept: tuple[Claim, ...]) -> None:  # noqa: ARG001 (kept)
    """Another incident, far off and later."""
    told = "A resident saw a raid at Sole."
    raid = claim("looting", by=RESIDENT, at=2, words=told[2:], where=(FAR_OFF,), when=day(300))
    keep(settings, Report(text=told, given_id="raid.txt", published=day(301)), (raid,))


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("kind", ["map", "timeline"])
def test_what_is_drawn_leads_to_what_it_says(site: Site, kind: str) -> None:
    page = read(site, "/")
    (drawn,) = page.xpath(f"//svg[contains(@class, '{kind}')]")
    assert drawn.get("aria-label")
    links = drawn.xpath(".//a")
    assert len(links) == 2
    told = {str(link) for link in page.xpath("//ol[contains(@class, 'told')]//a/@href")}
    assert {link.get("href") for link in links} <= told, "the list tells the same"
    seen = []
    for link in links:
        assert "1 incident" in link.get("aria-label")
        assert link.findtext("title").strip() == link.get("aria-label").strip()
        (card,) = read(site, link.get("href")).find_class("card")
        seen.append(card.text_content())
    assert sorted(("Tabu" in each, "Sole" in each) for each in seen) == [(False, True), (True, False)]


@pytest.mark.usefixtures("two")
def test_a_stretch_of_the_map_is_a_filter_that_stays_in_the_form(site: Site) -> None:
    page = read(site, "/?box=4,13,6,15")
    assert len(page.find_class("card")) == 1
    assert page.xpath("//input[@name='box']/@value") == ["4,13,6,15"]
    assert len(read(site, "/?box=100,0,101,1").find_class("card")) == 0
    assert site.get("/api/v1/incidents?box=north").status_code == 400


def test_an_incident_shows_its_places(site: Site, incident: str) -> None:
    (drawn,) = read(site, f"/incidents/{incident}").xpath("//svg[contains(@class, 'map')]")
    assert [text.text_content() for text in drawn.find_class("place")] == ["Tabu"]


CELLS = st.builds(
    Cell, south=st.integers(-90, 89), west=st.integers(-180, 179),
    country=st.sampled_from(["ML", "OR", ""]), lat=st.floats(-89, 89), lon=st.floats(-179, 179),
    incidents=st.integers(1, 10**6), at_odds=st.just(0),
)  # fmt: skip


@given(st.lists(CELLS, min_size=1, max_size=30))
def test_every_incident_is_on_the_map_once_and_within_it(cells: list[Cell]) -> None:
    lats, lons = [cell.lat for cell in cells], [cell.lon for cell in cells]
    bounds = Box(west=min(lons), south=min(lats), east=max(lons), north=max(lats))
    drawn = mapping.draw(cells, bounds, [], Filters())
    assert sum(dot.incidents for dot in drawn.dots) == sum(cell.incidents for cell in cells)
    for dot in drawn.dots:
        assert -1 <= dot.x <= drawn.width + 1
        assert -1 <= dot.y <= drawn.height + 1
        assert read_filters(dot.filters.told()) == (dot.filters, [])


@given(st.dictionaries(st.dates(date(1000, 1, 1), date(2100, 12, 31)), st.integers(1, 10**6), min_size=1, max_size=60))
def test_bars_part_the_time(days: dict[date, int]) -> None:
    drawn = timeline.draw({str(day_): number for day_, number in days.items()}, Filters())
    assert drawn is not None
    spans = [(bar.filters.first, bar.filters.last) for bar in drawn.bars]
    for bar, (first, last) in zip(drawn.bars, spans, strict=True):
        assert first is not None
        assert last is not None
        assert bar.number == sum(number for day_, number in days.items() if first <= day_ <= last)
        assert bar.x + bar.width <= drawn.width
    assert sum(bar.number for bar in drawn.bars) == sum(days.values())
    for (_, last), (first, _) in pairwise(spans):
        assert last is not None
        assert first is not None
        assert last < first


def test_nothing_is_drawn_of_nothing() -> None:
    assert timeline.draw({}, Filters()) is None
