"""Forms that did not come from a page of ours, and what is typed into those that did: 60 and more, none does harm."""

from typing import TypeAlias

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from according import store
from according.model import Claim
from according.settings import Settings
from according.web.app import build
from according.web.sessions import COOKIE
from web.forms import WHY, fields_at, settle
from web.test_attacks import ATTACKS, assert_harmless

Site: TypeAlias = TestClient[Litestar]
Kept: TypeAlias = tuple[Claim, ...]
TOKENS = ("", "0" * 64, "é", "null", "undefined", "[]", "a" * 5000)
ACTIONS = ("/claims/{claim}/settle", "/incidents/{incident}/split", "/join", "/decisions/{decision}/undo", "/read")


def number_of_decisions(settings: Settings) -> int:
    with store.open_to_read(settings.store.address) as opened:
        return len(list(opened.decisions()))


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("action", ACTIONS)
def test_a_form_with_a_wrong_token_or_none_is_refused(
    site: Site, settings: Settings, kept: Kept, incident: str, action: str, token: str
) -> None:
    made = settle(site, kept[0].id, "accept").headers["location"].partition("done=")[2]
    before = number_of_decisions(settings)
    address = action.format(claim=kept[1].id, incident=incident, decision=made)
    page = f"/claims/{kept[1].id}"
    fields = fields_at(site, page, f"{page}/settle")
    form = {**fields, "act": "reject", "because": WHY, "who": "Eve", "claim": kept[1].id, "text": "Gunmen came."}
    assert site.post(address, data={**form, "token": token}).status_code == 403
    form.pop("token")
    assert site.post(address, data=form).status_code == 403
    forged = {**form, "token": fields["token"]}
    assert site.post(address, data=forged, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert site.post(address, data=forged, headers={"sec-fetch-site": "same-site"}).status_code == 403
    site.cookies.clear()
    assert site.post(address, data=forged).status_code == 403, "without the cookie"
    assert number_of_decisions(settings) == before


def test_the_token_of_another_browser_is_refused(site: Site, settings: Settings, kept: Kept) -> None:
    page = f"/claims/{kept[0].id}"
    with TestClient(build(settings), base_url="http://127.0.0.1:8000") as other:
        theirs = fields_at(other, page, f"{page}/settle")["token"]
    assert settle(site, kept[0].id, "reject", token=theirs).status_code == 403
    assert number_of_decisions(settings) == 0


@pytest.mark.parametrize("change", ["body", "signature", "none", "plain", "long", "twice"])
def test_a_cookie_that_was_changed_is_none(site: Site, settings: Settings, kept: Kept, change: str) -> None:
    page = f"/claims/{kept[0].id}"
    fields = fields_at(site, page, f"{page}/settle")
    held = site.cookies[COOKIE].strip('"')
    body, _, signature = held.partition(".")
    site.cookies.clear()
    site.cookies.set(
        COOKIE,
        {
            "body": f"A{body[1:]}B.{signature}",
            "signature": f"{body}.{'0' * 64}",
            "none": "",
            "plain": '["x",99999999999,"Eve","admin",""].',
            "long": held + "a" * 9000,
            "twice": f"{held}.{signature}",
        }[change],
    )
    form = {**fields, "act": "reject", "because": WHY, "who": "Eve"}
    assert site.post(f"{page}/settle", data=form).status_code == 403
    assert number_of_decisions(settings) == 0


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("field", ["because", "who", "value", "field", "act", "back", "seen"])
def test_what_is_typed_is_escaped_wherever_it_is_shown(
    site: Site, settings: Settings, kept: Kept, incident: str, field: str, attack: str
) -> None:
    form = {"act": "correct", "field": "initiator", "value": "the army", "because": WHY, "who": "Ada", field: attack}
    answer = settle(site, kept[0].id, **form)
    assert answer.status_code in (303, 400, 409)
    if answer.status_code == 303:
        assert answer.headers["location"].startswith("/claims/")
        made = answer.headers["location"].partition("done=")[2]
        for address in (
            answer.headers["location"], f"/incidents/{incident}", f"/reports/{kept[0].report}", "/decisions",
            f"/decisions/{made}",
        ):  # fmt: skip
            shown = site.get(address)
            assert shown.status_code == 200, address
            assert_harmless(shown.text)
    else:
        assert_harmless(answer.text)
        assert number_of_decisions(settings) == 0


@pytest.mark.parametrize(
    "typed",
    [
        {"who": "A" * 101}, {"because": "b" * 2001}, {"value": "v" * 1001}, {"who": "A\0da"}, {"because": "x\0"},
        {"who": "\t\n"}, {"because": "\n"}, {"act": "undo"}, {"act": "join"}, {"act": "accept "}, {"act": ""},
        {"act": "correct", "field": "", "value": "9"}, {"act": "correct", "field": "__class__", "value": "9"},
        {"act": "correct", "field": "evidence", "value": "9"}, {"act": "correct", "field": "count", "value": "-"},
        {"act": "correct", "field": "count", "value": "1" * 400},
        {"act": "correct", "field": "when", "value": "9999-99"},
        {"act": "correct", "field": "when", "value": "2031-06-04 to 2031-06-01"},
        {"act": "correct", "field": "speaker", "value": ";;"}, {"seen": "f" * 16},
    ],
)  # fmt: skip
def test_a_bad_form_is_told_and_settles_nothing(
    site: Site, settings: Settings, kept: Kept, typed: dict[str, str]
) -> None:
    answer = settle(site, kept[0].id, **{"act": "accept", **typed})
    assert answer.status_code in (400, 409)
    assert "faults" in answer.text
    assert number_of_decisions(settings) == 0


@pytest.mark.parametrize(
    "address",
    [
        "/claims/../../etc/passwd/settle", "/claims/c_%2e%2e%2f/settle", "/claims/c_%00/settle", "/claims/i_0/settle",
        "/claims/c_*/settle", "/claims/c_/settle", "/incidents/..%2f..%2fx/split", "/incidents/c_0/split",
        "/decisions/..%2f/undo", "/decisions/d_%25/undo", "/decisions/d_/undo", "/decisions/_/undo",
        "/claims/c_" + "0" * 32 + "/settle", "/incidents/i_" + "0" * 32 + "/split",
    ],
)  # fmt: skip
def test_no_address_of_a_form_leads_elsewhere(site: Site, settings: Settings, kept: Kept, address: str) -> None:
    page = f"/claims/{kept[0].id}"
    form = {**fields_at(site, page, f"{page}/settle"), "act": "reject", "because": WHY, "who": "Eve"}
    answer = site.post(address, data=form, follow_redirects=False)
    assert answer.status_code in (400, 404)
    assert "root:" not in answer.text
    assert number_of_decisions(settings) == 0


@pytest.mark.parametrize("done", ["d_0", "<script>alert(1)</script>", "d_" + "f" * 32, "../x", "d_%"])
def test_an_address_that_tells_of_a_decision_that_there_is_not_tells_nothing(
    site: Site, kept: Kept, incident: str, done: str
) -> None:
    shown = site.get(f"/incidents/{incident}", params={"done": done})
    assert shown.status_code == 200
    assert_harmless(shown.text)
    assert 'role="status"' not in shown.text
    assert kept
