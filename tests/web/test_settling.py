"""What people settle in forms: one decision each, back to the page, nothing lost of what was typed."""

from typing import TypeAlias

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from lxml import html

from according import store
from according.joining.decisions import in_force
from according.model import Claim, Decision, Unknown
from according.settings import Settings
from according.web.app import build
from according.web.queries import Library, find_incident
from web.forms import WHY, fault_of, fields_at, send, settle

Site: TypeAlias = TestClient[Litestar]
Kept: TypeAlias = tuple[Claim, ...]


def decisions(settings: Settings) -> list[Decision]:
    with store.open_to_read(settings.store.address) as opened:
        return list(opened.decisions())


def claims_in(settings: Settings, incident: str) -> set[str]:
    with Library(settings).open() as held:
        found = find_incident(held, incident)
    return set(found[0].claims) if found is not None else set()


def told(site: Site, address: str) -> str:
    shown = site.get(address)
    assert shown.status_code == 200, address
    return " ".join(html.document_fromstring(shown.text).text_content().split())


@pytest.mark.parametrize("place", ["incidents", "reports", "claims"])
def test_a_claim_is_rejected_from_each_page_that_shows_it(
    site: Site, settings: Settings, kept: Kept, incident: str, place: str
) -> None:
    page = {"incidents": f"/incidents/{incident}", "reports": f"/reports/{kept[0].report}"}.get(place, "")
    meant = next(each for each in kept if each.id[2:] != incident[2:])  # without its first claim it has another id
    answer = settle(site, meant.id, "reject", page)
    assert answer.status_code == 303
    (made,) = decisions(settings)
    assert (made.verb, made.who, made.why) == ("reject", "Ada", WHY)
    assert answer.headers["location"] == f"{page or f'/claims/{meant.id}'}?done={made.id}"
    assert "Rejected by Ada" in told(site, answer.headers["location"])
    assert meant.id not in claims_in(settings, incident)
    assert f"rejected by Ada, {WHY}" in told(site, f"/reports/{kept[0].report}")


def test_a_corrected_field_is_marked_with_what_was_read(
    site: Site, settings: Settings, kept: Kept, incident: str
) -> None:
    assert settle(site, kept[0].id, "correct", field="count", value="9").status_code == 303
    for address in (f"/incidents/{incident}", f"/reports/{kept[0].report}", f"/claims/{kept[0].id}", "/decisions"):
        page = told(site, address)
        assert "4 soldiers → 9 soldiers" in page, address
        assert "Ada" in page
    assert [each.field_ for each in decisions(settings)] == ["count"]


def test_accepting_leaves_all_as_it_is_and_stands_on_the_page(
    site: Site, settings: Settings, kept: Kept, incident: str
) -> None:
    before = claims_in(settings, incident)
    assert settle(site, kept[2].id, "accept").status_code == 303
    assert claims_in(settings, incident) == before
    assert "accepted by Ada" in told(site, f"/incidents/{incident}")


def test_the_name_is_remembered_in_the_browser_that_wrote_it(site: Site, settings: Settings, kept: Kept) -> None:
    settle(site, kept[0].id, "accept", who="Grace")
    page = f"/claims/{kept[1].id}"
    assert fields_at(site, page, f"{page}/settle")["who"] == "Grace"
    with TestClient(build(settings), base_url="http://127.0.0.1:8000") as other:
        assert fields_at(other, page, f"{page}/settle")["who"] == ""


def test_the_only_claim_of_an_incident_can_be_rejected_and_leads_to_the_claim(
    site: Site, settings: Settings, kept: Kept, incident: str
) -> None:
    for claim in kept:
        answer = settle(site, claim.id, "reject")
        page = site.get(answer.headers["location"])
        assert page.status_code == 200
    assert claims_in(settings, incident) == set()


def test_split_and_join(site: Site, settings: Settings, kept: Kept, incident: str) -> None:
    other = next(each.id for each in kept if each.id[2:] != incident[2:])
    page = f"/incidents/{incident}"
    answer = send(site, page, f"{page}/split", claim=[other])
    assert answer.status_code == 303
    assert site.get(answer.headers["location"]).status_code == 200
    assert other not in claims_in(settings, incident)
    with Library(settings).open() as held:
        found = find_incident(held, f"i_{other[2:]}")
    assert found is not None
    answer = send(site, f"/compare?a={incident}&b={found[0].id}", "/join", who="Grace")
    assert answer.status_code == 303
    assert other in claims_in(settings, incident)
    assert [(each.verb, each.who) for each in decisions(settings)] == [("split", "Ada"), ("join", "Grace")]


@pytest.mark.parametrize("ticked", [[], "all", ["c_" + "0" * 32], ["i_1"], ["<script>"]])
def test_a_split_that_cannot_be_is_told_at_the_form(
    site: Site, settings: Settings, kept: Kept, incident: str, ticked: list[str] | str
) -> None:
    page = f"/incidents/{incident}"
    chosen = [each.id for each in kept] if ticked == "all" else list(ticked)
    answer = send(site, page, f"{page}/split", claim=chosen, because="another day")
    assert answer.status_code == 400
    assert "tick" in fault_of(answer)
    assert 'value="another day"' in answer.text
    assert decisions(settings) == []


def test_a_decision_is_undone_once(site: Site, settings: Settings, kept: Kept, incident: str) -> None:
    before = claims_in(settings, incident)
    settle(site, kept[1].id, "reject")
    (made,) = decisions(settings)
    page = f"/decisions/{made.id}"
    form = {**fields_at(site, page, f"{page}/undo"), "who": "Grace", "because": "no drill"}
    answer = site.post(f"{page}/undo", data=form, follow_redirects=False)
    assert answer.status_code == 303
    assert claims_in(settings, incident) == before
    history = told(site, "/decisions")
    assert "undone by Grace" in history
    assert "no drill" in history
    again = site.post(f"{page}/undo", data=form, follow_redirects=False)
    assert again.status_code == 400
    assert "undone already" in fault_of(again)
    assert in_force(decisions(settings)) == []


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"because": " "}, "reason"),
        ({"who": " "}, "name"),
        ({"act": "nothing"}, "choose"),
        ({"act": "correct", "field": "count", "value": "lives"}, "not one number"),
        ({"act": "correct", "field": "count", "value": ""}, "empty"),
        ({"act": "correct", "field": "id", "value": "9"}, "no 'id' to correct"),
        ({"act": "correct", "field": "when", "value": "soon"}, "soon"),
        ({"act": "correct", "field": "type", "value": "ball game"}, "no type"),
    ],
)
def test_what_is_wrong_is_told_at_the_form_and_what_was_typed_is_kept(
    site: Site, settings: Settings, kept: Kept, typed: dict[str, str], why: str
) -> None:
    form = {"act": "reject", "because": "it was a drill", "who": "Ada", **typed}
    answer = settle(site, kept[0].id, **form)
    assert answer.status_code == 400
    assert why in fault_of(answer)
    shown = html.document_fromstring(answer.text)
    (filled,) = shown.xpath(f"//form[@action='/claims/{kept[0].id}/settle']")
    left = dict(filled.form_values())
    for name in ("because", "who", "value"):
        assert left[name] == form.get(name, ""), name
    assert shown.xpath("//details[@open]")
    assert decisions(settings) == []


def test_who_did_not_see_what_another_settled_meanwhile_is_told(site: Site, settings: Settings, kept: Kept) -> None:
    page = f"/claims/{kept[0].id}"
    seen = fields_at(site, page, f"{page}/settle")
    settle(site, kept[0].id, "correct", field="count", value="9", who="Grace")
    answer = site.post(f"{page}/settle", data={**seen, "act": "accept", "because": "so it says", "who": "Ada"})
    assert answer.status_code == 409
    assert "Grace settled it meanwhile (count corrected" in fault_of(answer)
    assert 'value="so it says"' in answer.text
    assert len(decisions(settings)) == 1
    fresh = html.document_fromstring(answer.text).xpath(f"//form[@action='{page}/settle']")[0]
    again = site.post(f"{page}/settle", data={**dict(fresh.form_values()), "act": "accept"}, follow_redirects=False)
    assert again.status_code == 303


def test_a_rejected_claim_is_not_rejected_again(site: Site, settings: Settings, kept: Kept) -> None:
    page = f"/claims/{kept[0].id}"
    seen = fields_at(site, page, f"{page}/settle")
    form = {**seen, "act": "reject", "because": WHY, "who": "Ada"}
    assert site.post(f"{page}/settle", data=form, follow_redirects=False).status_code == 303
    answer = site.post(f"{page}/settle", data=form)
    assert answer.status_code == 409
    assert "Ada settled it meanwhile (rejected" in fault_of(answer)
    assert len(decisions(settings)) == 1


def test_two_that_changed_meanwhile_are_not_joined(site: Site, settings: Settings, kept: Kept, incident: str) -> None:
    other = next(each.id for each in kept if each.id[2:] != incident[2:])
    send(site, f"/incidents/{incident}", f"/incidents/{incident}/split", claim=[other])
    with Library(settings).open() as held:
        found = find_incident(held, f"i_{other[2:]}")
    assert found is not None
    page = f"/compare?a={incident}&b={found[0].id}"
    seen = {**fields_at(site, page, "/join"), "because": "one raid", "who": "Ada"}
    settle(site, other, "correct", field="count", value="9")
    answer = site.post("/join", data=seen)
    assert answer.status_code == 409
    assert "meanwhile" in fault_of(answer)
    assert 'value="one raid"' in answer.text
    assert [each.verb for each in decisions(settings)] == ["split", "correct"]


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example/", "/\\evil.example", "/reports/../x", "/sign-out", "javascript:1"]
)
def test_a_form_leads_back_to_pages_of_ours_alone(site: Site, kept: Kept, back: str) -> None:
    answer = settle(site, kept[0].id, "accept", back=back)
    assert answer.headers["location"].startswith(f"/claims/{kept[0].id}?done=d_")


def test_a_claim_that_was_not_corrected_tells_no_number_that_nobody_gave(site: Site, kept: Kept) -> None:
    assert isinstance(kept[2].count, Unknown)
    assert "→" not in told(site, f"/claims/{kept[2].id}")


def test_on_a_network_without_users_nothing_is_settled(settings: Settings, kept: Kept, incident: str) -> None:
    with TestClient(build(settings, hosts=("*",)), base_url="http://desk.example") as client:
        for address in (f"/incidents/{incident}", f"/reports/{kept[0].report}", f"/claims/{kept[0].id}"):
            shown = client.get(address)
            assert shown.status_code == 200
            assert "<form" not in shown.text
        assert client.post(f"/claims/{kept[0].id}/settle", data={"act": "reject"}).status_code == 403
    assert decisions(settings) == []
