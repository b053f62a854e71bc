"""The same for programs: names of the JSON contract, filters, pages; GeoJSON, CSV and Atom of a filtered list."""

import csv
import io
import json
from typing import TypeAlias

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from lxml import etree

from according.codec import decode
from according.model import Claim, Incident, Report
from according.settings import Settings
from according.store import Wanted
from according.web import api
from according.web.queries import Library
from joining.builders import claim, day
from web.keeping import TEXT, keep

Site: TypeAlias = TestClient[Litestar]
pytestmark = pytest.mark.usefixtures("kept")
ATOM = "{http://www.w3.org/2005/Atom}"


def test_incidents_have_the_names_of_the_contract(site: Site, settings: Settings, incident: str) -> None:
    told = site.get("/api/v1/incidents").json()
    assert (told["total"], told["page"], told["pages"], told["next"]) == (1, 1, 1, None)
    (one,) = told["incidents"]
    assert one["id"] == incident
    with Library(settings).open() as held:
        assert [decode(Incident, json.dumps(one))] == list(held.find_incidents(Wanted()))
    assert site.get(f"/api/v1/incidents/{incident}").json() == one


def test_claims_come_of_a_report_an_incident_or_a_filter(site: Site, kept: tuple[Claim, ...], incident: str) -> None:
    for query in (f"report={kept[0].report}", f"incident={incident}", "place=tabu", ""):
        told = site.get(f"/api/v1/claims?{query}").json()
        assert {each["id"] for each in told["claims"]} == {each.id for each in kept}
    assert site.get("/api/v1/claims?place=nowhere").json()["claims"] == []
    one = site.get(f"/api/v1/claims/{kept[0].id}").text
    assert decode(Claim, one) == kept[0]


def test_a_report_has_its_text(site: Site, kept: tuple[Claim, ...]) -> None:
    told = site.get(f"/api/v1/reports/{kept[0].report}").json()
    assert told["text"] == TEXT
    assert told["title"] == "Attack at Tabu"
    assert [each["id"] for each in site.get("/api/v1/reports").json()["reports"]] == [kept[0].report]


def test_pages_lead_from_one_to_the_next(site: Site, kept: tuple[Claim, ...]) -> None:
    seen, address = [], "/api/v1/claims?per_page=2&place=tabu"
    while address:
        told = site.get(address).json()
        seen += [each["id"] for each in told["claims"]]
        address = told["next"]
    assert sorted(seen) == sorted(each.id for each in kept)


@pytest.mark.parametrize(
    ("address", "status"),
    [("incidents?since=soon", 400), ("claims?type=war", 400), ("incidents/i_0", 404), ("reports/x", 404),
     ("claims/c_0", 404), ("nothing", 404)],
)  # fmt: skip
def test_what_is_wrong_is_told_in_json(site: Site, address: str, status: int) -> None:
    answer = site.get(f"/api/v1/{address}")
    assert answer.status_code == status
    assert answer.json()["status"] == status
    assert answer.json()["error"]


def test_a_filtered_list_comes_as_geojson(site: Site, incident: str) -> None:
    answer = site.get("/files/incidents/geojson?place=tabu")
    assert answer.headers["content-type"] == "application/geo+json"
    (feature,) = answer.json()["features"]
    assert feature["id"] == incident
    assert feature["geometry"] == {"type": "Point", "coordinates": [5.0, 14.0]}
    assert feature["properties"]["status"] == "contested"
    assert site.get("/files/incidents/geojson?place=nowhere").json()["features"] == []


def test_a_filtered_list_comes_as_csv_with_every_account(site: Site, incident: str) -> None:
    rows = list(csv.DictReader(io.StringIO(site.get("/files/incidents/csv?voice=army").text)))
    assert {row["incident"] for row in rows} == {incident}
    killed = [(row["voices"], row["least"], row["contested"]) for row in rows if row["field"] == "killing"]
    assert killed == [("Army of Oria", "4", "yes"), ("Salt Front", "30", "yes")]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_of_a_csv_is_a_formula(site: Site, settings: Settings, start: str) -> None:
    told = f"{start}HYPERLINK(1) died"
    made = claim("killing", at=0, words=told, when=day(90))
    keep(settings, Report(text=told, given_id=told, published=day(91)), (made,))
    text = site.get("/files/incidents/csv").text
    assert "HYPERLINK" in text
    assert not [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell.startswith(start)]


def test_a_filtered_list_comes_as_a_feed(site: Site, incident: str) -> None:
    answer = site.get("/files/incidents/atom?place=tabu")
    feed = etree.fromstring(answer.content)
    assert feed.findtext(f"{ATOM}title") == "According: incidents, place tabu"
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == f"urn:according:{incident}"
    assert entry.find(f"{ATOM}link").get("href") == f"http://127.0.0.1:8000/incidents/{incident}"
    assert "30 soldiers" in entry.findtext(f"{ATOM}summary")
    assert feed.findtext(f"{ATOM}updated") == "2031-05-12T00:00:00Z"


def test_a_file_written_in_parts_is_one_file(site: Site, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(5):
        text = f"Somebody died, the {n}th."
        keep(settings, Report(text=text, given_id=f"{n}.txt", published=day(90 + 20 * n)),
             (claim("killing", at=0, words=text, when=day(90 + 20 * n)),))  # fmt: skip
    whole = {name: site.get(f"/files/incidents/{name}").text for name in ("csv", "geojson")}
    assert len(json.loads(whole["geojson"])["features"]) == 6
    for size in (1, 2, 3, 6):
        monkeypatch.setattr(api, "_OF_A_PART", size)
        assert {name: site.get(f"/files/incidents/{name}").text for name in whole} == whole


def test_a_file_that_there_is_not_is_told(site: Site) -> None:
    assert site.get("/files/incidents/exe").status_code == 404
