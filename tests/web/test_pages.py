"""The pages: what stands on them, their filters, their addresses, and what is answered where there is nothing."""

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from lxml import html

from according.codec import decode
from according.model import Claim, Report
from according.settings import Settings
from according.store import finding
from according.web.app import build
from according.web.filters import PER_PAGE
from joining.builders import ARMY, FAR_OFF, RESIDENT, SOLDIERS, TABU, claim, day, number
from web.keeping import TEXT, keep

Site: TypeAlias = TestClient[Litestar]
pytestmark = pytest.mark.usefixtures("kept")


def read(site: Site, address: str, status: int = 200) -> html.HtmlElement:
    """The page at an address."""
    answer = site.get(address)
    assert answer.status_code == status, answer.text[:500]
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return html.document_fromstring(answer.text)


def words(element: html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def cards(site: Site, address: str = "/") -> list[str]:
    return [words(card) for card in read(site, address).find_class("card")]


def add_raid(settings: Settings, number: int = 0) -> None:
    """Another incident, far off and later, that one voice tells."""
    told = f"A resident saw a raid at Sole, the {number}th."
    raid = claim("looting", by=RESIDENT, at=2, words=told[2:], where=(FAR_OFF,), when=day(30 + 9 * number))
    keep(settings, Report(text=told, given_id=f"raid{number}.txt", published=day(31 + 9 * number)), (raid,))


def test_the_overview_counts_and_shows_what_is_contested_first(site: Site, settings: Settings) -> None:
    add_raid(settings)
    page = read(site, "/")
    assert "2 incidents 1 contested or denied 4 claims 2 reports" in words(page.find_class("counts")[0])
    first, second = cards(site)
    assert "Tabu" in first
    assert "contested" in first
    assert "4 soldiers" in first
    assert "30 soldiers" in first
    assert "Sole" in second


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Tabu", "Sole"]),
        ("place=tabu", ["Tabu"]),
        ("place=nowhere", []),
        ("country=or", ["Tabu", "Sole"]),
        ("country=ML", []),
        ("since=2031-06", ["Sole"]),
        ("until=2031-05", ["Tabu"]),
        ("since=2031-05-12&until=2031-05-12", ["Tabu"]),
        ("actor=salt-front", ["Tabu"]),
        ("actor=Salt+Front", ["Tabu"]),
        ("type=looting", ["Sole"]),
        ("type=property-damage", ["Tabu"]),
        ("voice=army", ["Tabu"]),
        ("voice=witness", ["Tabu", "Sole"]),
        ("status=contested", ["Tabu"]),
        ("status=single-voice", ["Sole"]),
        ("words=killed+soldiers", ["Tabu"]),
        ("words=soldiers+raid", []),
        ("place=sole&voice=witness&type=looting", ["Sole"]),
    ],
)
def test_filters_in_the_address_narrow_the_list(site: Site, settings: Settings, query: str, found: list[str]) -> None:
    add_raid(settings)
    shown = cards(site, f"/?{query}")
    assert len(shown) == len(found)
    for card, place in zip(shown, found, strict=True):
        assert place in card


@pytest.mark.parametrize(
    "query",
    ["since=soon", "until=2031-13", "country=Mali", "type=war", "voice=ghost", "status=settled", "words=" + "x" * 201],
)
def test_a_filter_that_cannot_be_used_is_told_and_left_out(site: Site, query: str) -> None:
    page = read(site, f"/?{query}")
    (faults,) = page.find_class("faults")
    assert query.partition("=")[0] in words(faults)
    assert len(page.find_class("card")) == 1


def test_a_long_list_is_paged_and_its_pages_keep_the_filters(site: Site, settings: Settings) -> None:
    for raid in range(30):
        add_raid(settings, raid)
    seen = cards(site, "/?place=sole")
    page = read(site, "/?place=sole")
    while after := page.xpath("//a[@rel='next']/@href"):
        assert "place=sole" in after[0]
        page = read(site, after[0])
        seen += [words(card) for card in page.find_class("card")]
    assert len(seen) == len(set(seen)) == 30
    assert cards(site, "/?place=sole&page=99") == cards(site, "/?place=sole&page=2")
    assert cards(site, "/?place=sole&page=-1") == cards(site, "/?place=sole&page=x") == cards(site, "/?place=sole")


def test_what_is_kept_later_is_shown(site: Site, settings: Settings) -> None:
    assert len(cards(site)) == 1
    add_raid(settings)
    assert len(cards(site)) == 2


def test_an_incident_has_a_column_for_each_voice_and_each_cell_its_sentence(site: Site, incident: str) -> None:
    page = read(site, f"/incidents/{incident}")
    (table,) = page.find_class("accounts")
    sides, voices = ([words(cell) for cell in row.xpath("th")] for row in table.xpath("thead/tr"))
    assert sides == ["State forces and authorities", "Armed groups and de facto authorities", "People there"]
    assert voices == ["Army of Oria", "Salt Front", "a resident"]
    killing = next(row for row in table.xpath("tbody/tr") if words(row).startswith("Killing"))
    assert "contested" in words(killing.xpath("th")[0])
    army, front, resident = killing.xpath("td")
    assert words(army.xpath("details/summary")[0]) == "4 soldiers"
    assert words(front.xpath("details/summary")[0]) == "30 soldiers"
    assert words(army.xpath(".//mark")[0]) == "4 soldiers were killed at Tabu"
    assert "The army said that 4 soldiers were killed at Tabu." in words(army.xpath(".//blockquote")[0])
    assert "The Daily Salt" in words(army)
    assert not resident.xpath("details")
    damage = next(row for row in table.xpath("tbody/tr") if words(row).startswith("Property damage"))
    assert "reported" in words(damage)


def test_what_nobody_gives_is_told(site: Site, settings: Settings) -> None:
    told = "The army said soldiers died."
    silent = claim("killing", by=ARMY, at=14, words=told[14:], when=day(3))
    (kept,) = keep(settings, Report(text=told, given_id="b.txt", published=day(4)), (silent,))
    missing = read(site, f"/incidents/i_{kept.id[2:]}").find_class("missing")[0]
    for what in ("how many: killing", "who did it", "a place"):
        assert what in words(missing)


def test_every_former_id_leads_to_the_incident(site: Site, kept: tuple[Claim, ...], incident: str) -> None:
    for each in kept:
        answer = site.get(f"/incidents/i_{each.id[2:]}", follow_redirects=False)
        if each.id[2:] == incident[2:]:
            assert answer.status_code == 200
        else:
            assert (answer.status_code, answer.headers["location"]) == (302, f"/incidents/{incident}")
            assert f"i_{each.id[2:]}" in site.get(f"/incidents/{incident}").text


@pytest.mark.parametrize("address", ["/incidents/i_0", "/incidents/x", "/incidents/i_zz", "/nothing", "/incidents/"])
def test_what_there_is_not_is_told_as_a_page(site: Site, address: str) -> None:
    assert "Not found" in words(read(site, address, status=404))


def test_an_empty_store_says_how_to_fill_it(settings: Settings) -> None:
    empty = replace(settings, store=replace(settings.store, address="sqlite:///no-such-folder/none.db"))
    with TestClient(build(empty), base_url="http://127.0.0.1") as client:
        assert "according read FILE --keep" in client.get("/").text


def test_a_store_that_refuses_is_told_as_a_page(settings: Settings, tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database" * 1000)
    told = replace(settings, store=replace(settings.store, address=f"sqlite:///{broken}"))
    with TestClient(build(told), base_url="http://127.0.0.1") as client:
        answer = client.get("/")
    assert answer.status_code == 503
    assert "The store cannot be read" in answer.text


def test_a_report_has_the_words_of_each_claim_marked(site: Site, kept: tuple[Claim, ...], incident: str) -> None:
    page = read(site, f"/reports/{kept[0].report}")
    (text,) = page.find_class("text")
    assert text.text_content() == TEXT
    marked = {words(link): link for link in text.xpath(".//a")}
    for each in kept:
        link = marked[each.evidence[0].words]
        assert link.get("href") == f"/incidents/{incident}#{each.id}"
        assert page.xpath(f"//*[@id='w-{each.id}']")
        assert words(page.xpath(f"//*[@id='e-{each.id}']")[0]).startswith(each.speakers[0].name)
    assert "side-armed" in marked["it killed 30 soldiers there"].get("class")
    back = read(site, f"/incidents/{incident}")
    for each in kept:
        assert len(back.xpath(f"//*[@id='{each.id}']")) == 1, "where the link leads"
        assert back.xpath(f"//a[@href='/reports/{each.report}#w-{each.id}']")


def test_no_page_has_an_id_twice_or_a_link_that_leads_nowhere(site: Site, kept: tuple[Claim, ...]) -> None:
    assert kept
    seen: set[str] = set()
    left = ["/"]
    while left:
        address = left.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = site.get(address)
        assert answer.status_code == 200, address
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        page = html.document_fromstring(answer.text)
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), address
        links = [str(link).partition("#")[0] for link in page.xpath("//@href")]
        left += [link for link in links if link.startswith("/")]
    assert {"/", "/reports", "/about", "/places/made%3ATabu", "/actors/salt-front"} <= seen


def test_an_actor_and_a_place_have_pages(site: Site, settings: Settings) -> None:
    add_raid(settings)
    assert "A party to 1 incident speaks in 1 incident" in words(read(site, "/actors/salt-front"))
    assert len(cards(site, "/actors/or-armed-forces")) == 1
    (card,) = cards(site, "/places/made:Sole")
    assert "Sole" in card
    for nobody in ("/actors/nobody", "/places/made:Nowhere", "/reports/r_0"):
        assert "Not found" in words(read(site, nobody, status=404))


def test_what_is_damaged_is_told_and_the_rest_is_shown(site: Site, settings: Settings) -> None:
    add_raid(settings)
    with sqlite3.connect(settings.store.address.removeprefix("sqlite:///")) as base:
        base.execute("UPDATE groundings SET json = '{}' WHERE n = 1")
    base.close()
    assert len(cards(site)) == 2
    assert read(site, "/").xpath("//footer//a[@href='/aside']")
    assert "1 row of the store could not be read" in words(read(site, "/aside"))


def test_the_page_about_the_data_names_publishers_and_licences(site: Site) -> None:
    told = words(read(site, "/about"))
    for name in ("The Daily Salt", "GeoNames", "CC BY 4.0", "made"):
        assert name in told


def test_how_figures_moved_stands_in_the_order_of_publication(
    site: Site, settings: Settings, kept: tuple[Claim, ...]
) -> None:
    assert not read(site, f"/incidents/i_{kept[0].id[2:]}").find_class("moves"), "all of one day"
    told = "The army said that 9 soldiers were killed at Tabu."
    later = claim("killing", by=ARMY, count=number(9, unit="soldiers"), roles={"affected": (SOLDIERS,)},
                  where=(TABU,), when=day(0), at=19, words=told[19:], published=day(3))  # fmt: skip
    keep(settings, Report(text=told, given_id="later.txt", published=day(3)), (later,))
    (table,) = read(site, f"/incidents/i_{kept[0].id[2:]}").find_class("moves")
    rows = [[words(cell) for cell in row.xpath("td")] for row in table.xpath("tbody/tr")]
    assert [row[2:] for row in rows] == [
        ["4 soldiers", "Army of Oria"],
        ["30 soldiers", "Salt Front"],
        ["9 soldiers", "Army of Oria"],
    ]
    assert rows[-1][0] == "15 May 2031"


def test_who_denies_a_deed_does_not_deny_its_place(site: Site, settings: Settings) -> None:
    told = "The army denied that it struck Tabu. A resident saw the strike at Tabu."
    roles = {"initiator": (ARMY,)}
    denial = claim("air-strike", by=ARMY, stance="denies", roles=roles, where=(TABU,), when=day(40), at=21,
                   words="it struck Tabu", published=day(41))  # fmt: skip
    sight = claim("air-strike", by=RESIDENT, roles=roles, where=(TABU,), when=day(40), at=52,
                  words="the strike at Tabu", published=day(41))  # fmt: skip
    kept, _ = keep(settings, Report(text=told, given_id="strike.txt", published=day(41)), (denial, sight))
    rows = read(site, f"/incidents/i_{kept.id[2:]}").xpath("//table[@class='accounts']/tbody/tr")
    stances = {words(row.xpath("th")[0]): [words(tag) for tag in row.find_class("stance")] for row in rows}
    assert stances["Place"] == stances["Day"] == []
    assert ["denies"] in [found for field, found in stances.items() if field.startswith("Who did it")]


def test_no_page_reads_more_incidents_than_it_shows(
    site: Site, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for raid in range(30):
        add_raid(settings, raid)
    read(site, "/")
    decoded: list[object] = []

    def note(*of: Any) -> object:
        decoded.append(of)
        return decode(*of)

    monkeypatch.setattr(finding, "decode", note)
    for address in ("/", "/?place=sole&page=2", "/places/made:Sole", "/reports", "/about"):
        decoded.clear()
        shown = len(read(site, address).find_class("card"))
        assert len(decoded) == shown <= PER_PAGE, address


def test_a_store_that_may_not_be_written_is_shown_as_it_is(settings: Settings, tmp_path: Path) -> None:
    add_raid(settings)  # not worked out yet
    path = tmp_path / "kept.db"
    address = f"sqlite:///file:{path}?mode=ro&uri=true"
    before = path.read_bytes()
    told = replace(settings, store=replace(settings.store, address=address))
    with TestClient(build(told), base_url="http://127.0.0.1") as client:
        assert len(cards(client)) == len(cards(client)) == 2
    assert path.read_bytes() == before
