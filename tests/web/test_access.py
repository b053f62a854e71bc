"""Users, roles, sessions: who comes in, what each may do, what nobody gets by forging."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TypeAlias

import httpx
import pytest
from click.testing import CliRunner
from litestar import Litestar
from litestar.testing import TestClient
from lxml import html

from according import store
from according.cli import according
from according.errors import SettingsError
from according.model import Claim, Decision
from according.settings import Settings
from according.store.users import Role, User, add_user, find_user, list_users, remove_user
from according.web.access import Attempts, mark_of
from according.web.app import build
from according.web.passwords import fits, hash_password
from according.web.server import serve
from according.web.sessions import COOKIE, LASTS_S, Sessions
from web.forms import WHY, fault_of, fields_at, settle
from web.test_attacks import ATTACKS, assert_harmless

Site: TypeAlias = TestClient[Litestar]
Kept: TypeAlias = tuple[Claim, ...]
PASSWORD = "correct horse battery"  # noqa: S105 (of nobody)
HASH = hash_password(PASSWORD)
NOON = datetime(2031, 5, 14, 12, tzinfo=UTC)
WHO: dict[str, Role] = {"rita": "reader", "ada": "analyst", "grace": "analyst", "root": "admin"}


@pytest.fixture
def users(settings: Settings, kept: Kept) -> None:
    assert kept
    with store.open(settings.store.address) as opened:
        for name, role in WHO.items():
            add_user(opened, User(name=name, role=role, password=HASH, added=NOON))


@pytest.fixture
def desk(settings: Settings, users: None) -> Iterator[Site]:  # noqa: ARG001 (they are kept)
    """The pages on a network, with users."""
    with TestClient(build(settings, hosts=("*",)), base_url="http://desk.example") as client:
        yield client


def sign_in(site: Site, name: str, password: str = PASSWORD, to: str = "/") -> httpx.Response:
    fields = fields_at(site, "/sign-in", "/sign-in")
    form = {**fields, "name": name, "password": password, "next": to}
    answer: httpx.Response = site.post("/sign-in", data=form, follow_redirects=False)
    return answer


def decisions(settings: Settings) -> list[Decision]:
    with store.open_to_read(settings.store.address) as opened:
        return list(opened.decisions())


@pytest.mark.parametrize(
    "address", ["/", "/reports", "/decisions", "/about", "/aside", "/read", "/compare", "/api/v1/incidents",
                "/api/v1/claims", "/api/v1/reports", "/files/incidents/csv", "/files/incidents/atom"],
)  # fmt: skip
def test_nothing_is_shown_to_who_did_not_sign_in(desk: Site, address: str) -> None:
    answer = desk.get(address)
    assert answer.status_code == 401
    assert "Tabu" not in answer.text
    assert desk.get("/style.css").status_code == 200


def test_every_address_but_the_sign_in_and_its_looks_is_behind_it(desk: Site) -> None:
    for route in desk.app.routes:
        address = route.path.split("{")[0] + ("c_0" if "{" in route.path else "")
        if address not in ("/sign-in", "/sign-out", "/style.css", "/icon.svg"):
            for method in route.methods - {"OPTIONS", "HEAD"}:
                assert desk.request(method, address + route.path.partition("}")[2]).status_code in (401, 404), address


def test_who_signs_in_is_led_to_what_was_asked_and_signs_decisions(desk: Site, settings: Settings, kept: Kept) -> None:
    page = f"/claims/{kept[0].id}"
    asked = html.document_fromstring(desk.get(f"{page}?x=1").text)
    assert asked.xpath("//input[@name='next']/@value") == [f"{page}?x=1"]
    answer = sign_in(desk, "ada", to=page)
    assert (answer.status_code, answer.headers["location"]) == (303, page)
    assert settle(desk, kept[0].id, "accept", who="root").status_code == 303
    assert [each.who for each in decisions(settings)] == ["ada"], "whatever is typed"


def test_a_reader_looks_and_settles_nothing(desk: Site, settings: Settings, kept: Kept, incident: str) -> None:
    sign_in(desk, "ada")
    page = f"/claims/{kept[0].id}"
    form = {**fields_at(desk, page, f"{page}/settle"), "act": "reject", "because": WHY}
    desk.cookies.clear()
    sign_in(desk, "rita")
    for address in (page, f"/incidents/{incident}", f"/reports/{kept[0].report}"):
        shown = desk.get(address)
        assert shown.status_code == 200
        assert "<form" not in shown.text
    own = html.document_fromstring(desk.get("/sign-in").text).xpath("//input[@name='token']/@value")[0]
    for action in (f"{page}/settle", f"/incidents/{incident}/split", "/join", "/decisions/d_0/undo", "/read"):
        for extra in ({}, {"role": "admin", "user": "root", "who": "root"}):
            answer = desk.post(action, data={**form, **extra, "token": own}, headers={"x-role": "admin"})
            assert answer.status_code == 403, action
    assert decisions(settings) == []


def test_an_analyst_takes_back_own_decisions_and_an_admin_all(desk: Site, settings: Settings, kept: Kept) -> None:
    sign_in(desk, "ada")
    settle(desk, kept[0].id, "accept")
    (made,) = decisions(settings)
    page = f"/decisions/{made.id}"
    form = {"because": WHY}
    desk.cookies.clear()
    sign_in(desk, "grace")
    assert "<form" not in desk.get(page).text
    own = html.document_fromstring(desk.get("/sign-in").text).xpath("//input[@name='token']/@value")[0]
    refused = desk.post(f"{page}/undo", data={**form, "token": own, "who": "ada"})
    assert refused.status_code == 403
    assert len(decisions(settings)) == 1
    desk.cookies.clear()
    sign_in(desk, "root")
    taken = desk.post(f"{page}/undo", data={**form, **fields_at(desk, page, f"{page}/undo")}, follow_redirects=False)
    assert taken.status_code == 303
    assert [each.who for each in decisions(settings)] == ["ada", "root"]


@pytest.mark.parametrize(
    ("name", "password"),
    [("ada", "wrong horse battery"), ("nobody", PASSWORD), ("", PASSWORD), ("ada", ""), ("ADA", PASSWORD),
     ("ada' OR '1'='1", PASSWORD), ("ada\0", PASSWORD), ("ada", PASSWORD * 100), ("%", PASSWORD),
     ("ada", "$argon2id$v=19$m=65536,t=3,p=4")],
)  # fmt: skip
def test_who_is_not_known_does_not_come_in(desk: Site, name: str, password: str) -> None:
    answer = sign_in(desk, name, password)
    assert answer.status_code == 403
    assert "no such user, or the password is another" in fault_of(answer)
    assert desk.get("/").status_code == 401


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_typed_to_sign_in_is_escaped(desk: Site, attack: str) -> None:
    for field in ("name", "next"):
        form = {**fields_at(desk, "/sign-in", "/sign-in"), "name": "eve", "password": "x" * 12, field: attack}
        assert_harmless(desk.post("/sign-in", data=form).text)
    assert_harmless(desk.get("/sign-in", params={"next": attack}).text)
    assert_harmless(desk.get("/", params={"words": attack}).text)


@pytest.mark.parametrize(
    "to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1", "", "/\n/x"]
)
def test_signing_in_leads_to_pages_of_ours_alone(desk: Site, to: str) -> None:
    answer = sign_in(desk, "ada", to=to)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_a_session_that_was_known_before_is_worth_nothing_after(desk: Site) -> None:
    fields = fields_at(desk, "/sign-in", "/sign-in")
    planted = desk.cookies[COOKIE]
    desk.post("/sign-in", data={**fields, "name": "ada", "password": PASSWORD})
    signed = desk.cookies[COOKIE]
    assert signed != planted
    assert desk.get("/").status_code == 200
    desk.cookies.clear()
    desk.cookies.set(COOKIE, planted)
    assert desk.get("/").status_code == 401
    assert desk.post("/sign-in", data={**fields, "name": "ada", "password": PASSWORD}).status_code == 403, "ended"


def test_the_cookie_is_for_no_script(desk: Site) -> None:
    told = sign_in(desk, "ada").headers["set-cookie"].lower()
    assert "httponly" in told
    assert "samesite=lax" in told
    assert "path=/" in told


def test_over_tls_the_cookie_is_for_tls_alone(settings: Settings, users: None) -> None:  # noqa: ARG001 (they are kept)
    with TestClient(build(settings, hosts=("*",)), base_url="https://desk.example") as client:
        assert "secure" in sign_in(client, "ada").headers["set-cookie"].lower()


def test_signing_out_ends_the_session_wherever_its_cookie_is(desk: Site) -> None:
    sign_in(desk, "ada")
    stolen = desk.cookies[COOKIE]
    fields = fields_at(desk, "/sign-in", "/sign-out")
    assert desk.post("/sign-out", data={"token": "0" * 64}).status_code == 403
    assert desk.post("/sign-out", data=fields, follow_redirects=False).status_code == 303
    desk.cookies.clear()
    desk.cookies.set(COOKIE, stolen)
    assert desk.get("/").status_code == 401


@pytest.mark.parametrize("change", ["remove", "password", "role"])
def test_what_changes_of_a_user_holds_at_once(desk: Site, settings: Settings, kept: Kept, change: str) -> None:
    sign_in(desk, "ada")
    page = f"/claims/{kept[0].id}"
    form = {**fields_at(desk, page, f"{page}/settle"), "act": "reject", "because": WHY}
    with store.open(settings.store.address) as opened:
        if change == "remove":
            remove_user(opened, "ada")
        else:
            other = HASH if change == "role" else hash_password("another horse battery")
            role: Role = "reader" if change == "role" else "analyst"
            add_user(opened, User(name="ada", role=role, password=other, added=NOON))
    assert desk.post(f"{page}/settle", data=form).status_code == (403 if change == "role" else 401)
    assert decisions(settings) == []


def test_a_session_of_another_run_is_none(desk: Site, settings: Settings) -> None:
    sign_in(desk, "ada")
    with TestClient(build(settings, hosts=("*",)), base_url="http://desk.example") as other:
        other.cookies.set(COOKIE, desk.cookies[COOKIE])
        assert other.get("/").status_code == 401


def test_who_guesses_has_to_wait(desk: Site) -> None:
    told = [sign_in(desk, "ada", "wrong horse battery").status_code for _ in range(6)]
    assert told == [403] * 5 + [429]
    assert sign_in(desk, "ada").status_code == 429, "with the right one too"
    assert sign_in(desk, "grace").status_code == 303, "another may"


def test_attempts_are_few_and_are_forgotten_in_time() -> None:
    now = [0.0]
    attempts = Attempts(lambda: now[0])
    assert [attempts.note("ada", "192.0.2.1") for _ in range(6)] == [True] * 5 + [False]
    assert attempts.note("ada", "192.0.2.2")
    assert [attempts.note(f"u{n}", "192.0.2.1") for n in range(16)] == [True] * 15 + [False]
    assert [attempts.note("grace", f"192.0.2.{n}") for n in range(2, 53)] == [True] * 50 + [False]
    now[0] = 301.0
    assert attempts.note("ada", "192.0.2.1")
    attempts.forget("ada", "192.0.2.1")
    assert [attempts.note("ada", "192.0.2.1") for _ in range(6)] == [True] * 5 + [False]


def test_a_session_ends_in_time() -> None:
    now = [1000.0]
    sessions = Sessions(lambda: now[0])
    sealed = sessions._seal(sessions.begin(user="ada"))

    def user_after(seconds: float) -> str:
        now[0] = 1000.0 + seconds
        found = sessions._unseal(sealed)
        return found.user if found is not None and sessions.is_valid(found) else ""

    assert [user_after(each) for each in (0, LASTS_S - 1, LASTS_S, -1)] == ["ada", "ada", "", ""]


def test_a_password_is_kept_as_what_tells_nobody(settings: Settings, users: None) -> None:  # noqa: ARG001 (they are kept)
    assert HASH.startswith("$argon2id$")
    assert PASSWORD not in HASH
    assert fits(HASH, PASSWORD)
    assert not fits("", PASSWORD)
    assert not fits("no hash", PASSWORD)
    assert hash_password(PASSWORD) != HASH
    assert mark_of(HASH) not in HASH
    with store.open_to_read(settings.store.address) as opened:
        assert HASH not in repr(find_user(opened, "ada"))
    for short in ("", "short", "x" * 1001):
        with pytest.raises(SettingsError, match="12 to"):
            hash_password(short)


def test_the_command_adds_lists_and_removes(settings: Settings, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept
    monkeypatch.setenv("ACCORDING_STORE", settings.store.address)

    def run(*words: str, typed: str = "") -> tuple[int, str]:
        done = CliRunner().invoke(according, ["users", *words], input=typed, prog_name="according")
        return done.exit_code, done.output

    twice = f"{PASSWORD}\n{PASSWORD}\n"
    code, told = run("add", "ada", "--role", "admin", typed=twice)
    assert code == 0
    assert "added: ada, admin" in told
    assert PASSWORD not in told
    assert run("add", "ada", "--role", "reader", typed=twice)[1].endswith("changed: ada, reader\n")
    assert "ada  reader" in run("list")[1]
    assert run("add", "eve", typed="short\nshort\n")[0] == 2
    assert run("add", " ", typed=twice)[0] == 2
    assert run("remove", "eve")[0] == 1
    assert "open now" in run("remove", "ada")[1]
    with store.open(settings.store.address) as opened:
        assert list_users(opened) == []


def test_without_users_an_address_that_others_reach_is_refused(settings: Settings, kept: Kept) -> None:
    assert kept
    with pytest.raises(SettingsError, match="users add"):
        serve(settings, host="0.0.0.0", port=0, network=False, tell=lambda _: None)


def test_when_the_last_user_goes_a_network_is_not_let_in(settings: Settings, users: None) -> None:  # noqa: ARG001 (they are kept)
    app = build(settings, hosts=("*",), needs_users=True)
    with TestClient(app, base_url="http://desk.example") as client:
        sign_in(client, "ada")
        assert client.get("/").status_code == 200
        with store.open(settings.store.address) as opened:
            for name in WHO:
                remove_user(opened, name)
        assert client.get("/").status_code == 401


def test_on_this_machine_without_users_nobody_signs_in(site: Site, settings: Settings, kept: Kept) -> None:
    assert settle(site, kept[0].id, "accept").status_code == 303
    assert [each.who for each in decisions(settings)] == ["Ada"]


def test_on_this_machine_users_sign_in_too(settings: Settings, users: None) -> None:  # noqa: ARG001 (they are kept)
    with TestClient(build(settings), base_url="http://127.0.0.1:8000") as client:
        assert client.get("/").status_code == 401
        sign_in(client, "rita")
        assert client.get("/").status_code == 200


def test_each_page_tells_who_is_signed_in(desk: Site) -> None:
    assert "Sign in" in desk.get("/sign-in").text
    sign_in(desk, "ada")
    for address in ("/", "/review", "/reports", "/about", "/sign-in"):
        page = html.document_fromstring(desk.get(address).text)
        (shown,) = page.xpath("//nav//a[@href='/sign-in']")
        assert shown.text_content() == f"ada, {WHO['ada']}"


def test_where_nobody_signs_in_no_page_offers_it(site: Site, kept: Kept) -> None:
    assert kept
    assert "/sign-in" not in site.get("/").text
