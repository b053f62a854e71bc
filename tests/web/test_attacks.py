"""Attacks: texts are hostile, and so are addresses, names of hosts and forms. One test each."""

from dataclasses import replace
from typing import TypeAlias
from urllib.parse import quote

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from lxml import html

from according.exports.rows import name_actors
from according.model import Actor, Candidate, Claim, Count, Place, Report, Series, Unknown
from according.settings import Settings
from according.store import Wanted
from according.web.app import HEADERS, build
from according.web.queries import Library
from joining.builders import claim, day
from web.keeping import keep

Site: TypeAlias = TestClient[Litestar]
SCRIPT = "<script>alert(1)</script>"
ATTACKS = (
    SCRIPT,
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "</title></textarea></style><script src=//evil.example></script>",
    "{{ 7 * 7 }}{% raw %}",
    "\u202e\u2066<b onmouseover=alert(1)>\u0007",
)
NO_ELEMENTS = (
    "script",
    "img",
    "svg[not(contains(@class, 'drawn'))]",
    "iframe",
    "object",
    "embed",
    "base",
    "style",
    "b[@onmouseover]",
)


def poisoned(attack: str) -> tuple[Report, tuple[Claim, ...]]:
    """A report whose every free text is an attack."""
    text = f"{attack} title\n\n{attack} killed {attack} at {attack}."
    hostile = Actor(words=attack, name=f"{attack} name", kind="armed-group", actor=attack, class_=attack, status=attack)
    place = Place(words=attack, name=attack, country=attack[:2], admin1=attack, lat=1, lon=1, gazetteer_id=attack,
                  match=attack, precision="town", radius_km=1)  # fmt: skip
    lost = Unknown(why="not_found", words=attack, by=attack, role="scene",
                   candidates=(Candidate(name=attack, country=attack, gazetteer_id=attack, lat=0, lon=0),))  # fmt: skip
    start = text.index("killed") - len(attack) - 1
    made = replace(
        claim("killing", by=hostile, via=hostile, at=start, words=text[start:], where=(place, lost), when=day(0),
              roles={"initiator": (hostile,), "affected": (hostile,)},
              count=Count(least=3, most=3, qualifier="about", unit=attack, words=attack),
              series=Series(ordinal=None, words=attack, at=(0, 1))),
        channel=attack, reader=attack, type="killing",
    )  # fmt: skip
    second = replace(made, id="c_" + "0" * 32, count=Unknown(why="not_given", by=attack, words=attack), speakers=())
    report = Report(text=text, given_id=attack, publisher=attack, address=attack, language=attack, published=day(1),
                    published_how=attack)  # fmt: skip
    return report, (made, second)


def addresses(settings: Settings) -> list[str]:
    """Every page that shows something of what is kept."""
    with Library(settings).open() as held:
        pages = [
            "/",
            "/reports",
            "/about",
            "/aside",
            *(f"/incidents/{each.id}" for each in held.find_incidents(Wanted())),
        ]
        pages += [f"/reports/{each.id}" for each in held.reports()]
        names = name_actors(held.claims())
    return pages + [f"/actors/{quote(name, safe='')}" for name in names if "/" not in name]


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_kept_is_escaped_on_every_page(site: Site, settings: Settings, attack: str) -> None:
    report, claims = poisoned(attack)
    keep(settings, report, claims)
    shown = 0
    for address in addresses(settings):
        answer = site.get(address)
        assert answer.status_code == 200, f"{address}: {answer.text[:400]}"
        assert_harmless(answer.text)
        shown += attack.split("(")[0][-6:] in str(html.document_fromstring(answer.text).text_content())
    assert shown


@pytest.mark.parametrize("name", ["words", "place", "country", "since", "until", "actor", "type", "voice", "page"])
def test_what_is_asked_is_escaped(site: Site, kept: object, name: str) -> None:  # noqa: ARG001 (kept)
    for attack in ATTACKS:
        answer = site.get("/", params={name: attack})
        assert answer.status_code == 200
        assert_harmless(answer.text)


def assert_harmless(text: str) -> None:
    page = html.document_fromstring(text)
    for name in NO_ELEMENTS:
        assert not page.xpath(f"//{name}"), name
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    assert not page.xpath("//@style")
    for link in page.xpath("//@href | //@src | //@action"):
        assert str(link).startswith(("/", "#", "http://", "https://")), link
    assert "49" not in {str(each).strip() for each in page.xpath("//text()")}, "a template in a text was carried out"


@pytest.mark.parametrize("address", ["/", "/incidents/i_0", "/style.css", "/nothing"])
def test_every_answer_has_the_headers_that_keep_scripts_out(site: Site, kept: object, address: str) -> None:  # noqa: ARG001 (kept)
    told = site.get(address).headers
    for name, value in HEADERS.items():
        assert told[name] == value
    policy = told["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy


@pytest.mark.parametrize(
    "address",
    [
        "/../../etc/passwd",
        "/style.css/../../app.py",
        "/incidents/..%2f..%2fetc%2fpasswd",
        "/incidents/%2e%2e%2f%2e%2e%2fapp.py",
        "/static/../app.py",
        "/incidents/i_0%00.html",
        "/templates/layout.html",
    ],
)
def test_no_address_leads_out_of_what_is_served(site: Site, kept: object, address: str) -> None:  # noqa: ARG001 (kept)
    answer = site.get(address, follow_redirects=False)
    assert answer.status_code in (400, 404)
    assert "root:" not in answer.text
    assert "import" not in answer.text


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost", 200), ("localhost:8000", 200), ("127.0.0.1:9", 200), ("[::1]:8000", 200), ("evil.example", 403),
     ("localhost.evil.example", 403), ("", 403), ("127.0.0.1.evil.example:80", 403)],
)  # fmt: skip
def test_a_page_of_another_site_cannot_read_under_its_own_name(
    site: Site, kept: object, host: str, status: int  # noqa: ARG001 (kept)
) -> None:  # fmt: skip
    assert site.get("/", headers={"host": host}).status_code == status


@pytest.mark.parametrize("verb", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_a_page_is_only_read(site: Site, kept: object, verb: str) -> None:  # noqa: ARG001 (kept)
    assert site.request(verb, "/").status_code == 405


def test_on_a_network_any_name_is_answered(settings: Settings) -> None:
    with TestClient(build(settings, hosts=("*",)), base_url="http://desk.example") as client:
        assert client.get("/").status_code == 200
