"""Pages: the main text, the title, the publisher, and the date with how it was found."""

from datetime import UTC, date, datetime

import pytest

from according.errors import ReportError
from according.model import Period, Report
from according.settings import Settings
from according.sources import Content
from according.sources.html import HtmlSource

NOON = datetime(2025, 7, 3, 12, tzinfo=UTC)
PARAGRAPHS = """<p>Gunmen attacked the village of Doro at dawn on Tuesday, residents told The Example by telephone.</p>
<p>The army said that it had killed four of them, while a spokesman of the group denied any loss at all.</p>
<p>“We ran into the fields,” said a farmer, who buried two of his neighbours on Wednesday morning.</p>"""
MENU = '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>'


def page(head: str = "", body: str = PARAGRAPHS, title: str = "Doro attacked") -> bytes:
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{MENU}<main><article><h1>Doro attacked</h1>{body}</article></main>"
        "<footer>© The Example</footer></body></html>"
    ).encode()


def read(raw: bytes, *, address: str = "", charset: str = "") -> Report | Exception:
    content = Content(raw=raw, name="page.html", address=address, charset=charset)
    (told,) = HtmlSource("page.html", Settings(), retrieved=NOON, content=content).fetch()
    return told


def report_of(raw: bytes, *, address: str = "", charset: str = "") -> Report:
    told = read(raw, address=address, charset=charset)
    assert isinstance(told, Report), told
    return told


def ld(words: str) -> str:
    return f'<script type="application/ld+json">{words}</script>'


def test_the_text_is_the_article_under_its_title() -> None:
    report = report_of(page())
    assert report.title == "Doro attacked"
    assert report.text.count("Doro attacked") == 1
    assert "Home" not in report.text
    assert "©" not in report.text
    assert [line[:12] for line in report.text.splitlines() if line][1:] == [
        "Gunmen attac", "The army sai", "“We ran into"
    ]  # fmt: skip
    assert (report.language, report.given_id, report.address, report.publisher) == ("en", "page.html", "", "")
    assert report.raw == page()


@pytest.mark.parametrize(
    ("head", "day", "how"),
    [
        (ld('{"@type": "NewsArticle", "datePublished": "2025-07-02T23:30:00-05:00"}'), date(2025, 7, 2), "json-ld"),
        (ld('{"@graph": [{"@type": "WebSite"}, {"@type": ["Article"], "datePublished": "2025-07-02"}]}'),
         date(2025, 7, 2), "json-ld"),
        (ld('[{"@type": "ImageObject", "datePublished": "2020-01-01"}, '
            '{"@type": "ReportageNewsArticle", "datePublished": "2025-07-02"}]'), date(2025, 7, 2), "json-ld"),
        (ld("<!-- {broken") + '<meta property="article:published_time" content="2025-07-02T08:00:00Z">',
         date(2025, 7, 2), "meta"),
        (ld('{"datePublished": "2 July"}') + '<meta name="DC.date.issued" content="2025-07-02">',
         date(2025, 7, 2), "meta"),
        (ld('{"datePublished": "2035-07-02"}') + '<meta itemprop="datePublished" content="2025-07-02">',
         date(2025, 7, 2), "meta"),
        ('<link rel="canonical" href="https://news.example/2025/07/02/doro">', date(2025, 7, 2), "htmldate"),
    ],
)  # fmt: skip
def test_the_date_is_told_with_how_it_was_found(head: str, day: date, how: str) -> None:
    report = report_of(page(head))
    assert report.published == Period(start=day, end=day, precision="day")
    assert report.published_how == how


def test_a_page_without_a_date_has_none() -> None:
    report = report_of(page())
    assert not isinstance(report.published, Period)
    assert report.published_how == ""


def test_the_publisher_is_named_by_the_page_else_by_its_host() -> None:
    site = '<meta property="og:site_name" content="The Example">'
    assert report_of(page(site)).publisher == "The Example"
    named = ld('{"@type": "NewsArticle", "publisher": {"@type": "Organization", "name": "The Example"}}')
    assert report_of(page(named)).publisher == "The Example"
    assert report_of(page(), address="https://www.news.example/doro").publisher == "news.example"


def test_a_saved_page_tells_its_address_and_a_fetched_one_cannot_claim_another() -> None:
    head = '<link rel="canonical" href="https://news.example/doro">'
    assert report_of(page(head)).address == "https://news.example/doro"
    assert report_of(page(head), address="https://copy.example/x").address == "https://copy.example/x"
    for bent in ("javascript:alert(1)", "http://[", "https://[::1/story", "http://"):
        assert report_of(page(f'<link rel="canonical" href="{bent}">')).address == ""


def test_what_stands_above_the_title_is_no_part_of_the_report() -> None:
    body = f'<p class="section">Northwest</p><h2>Doro attacked</h2>{PARAGRAPHS}'
    raw = page(ld('{"@type": "NewsArticle", "headline": "Doro attacked"}'), body).replace(
        b"<h1>Doro attacked</h1>", b""
    )
    assert report_of(raw).text.startswith("Doro attacked\n\nGunmen attacked")


@pytest.mark.parametrize("mark", [" - ", " | ", " – "])
def test_the_site_s_name_is_no_part_of_the_title(mark: str) -> None:
    site = '<meta property="og:site_name" content="The Example">'
    head = f'{site}<meta property="og:title" content="Doro hit{mark}The Example">'
    assert report_of(page(head)).title == "Doro hit"


@pytest.mark.parametrize(
    ("declared", "header"),
    [('<meta charset="windows-1252">', ""), ("", "cp1252"), ('<meta charset="nonsense">', "cp1252")],
)
def test_the_encoding_is_as_the_page_or_the_server_tells(declared: str, header: str) -> None:
    body = PARAGRAPHS.replace("Doro", "Nkossé")
    raw = f"<html><head>{declared}<title>x</title></head><body><article>{body}</article></body></html>".encode("cp1252")
    assert "village of Nkossé" in report_of(raw, charset=header).text


def test_xhtml_with_a_declaration_is_read() -> None:
    raw = b'<?xml version="1.0" encoding="utf-8"?>\n' + page()
    assert "Gunmen attacked" in report_of(raw).text


def test_entities_of_a_document_type_are_not_resolved() -> None:
    swelling = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    kinds = f'<!ENTITY e0 "boom">{swelling}<!ENTITY file SYSTEM "file:///etc/passwd">'
    body = f"<html><body><article>{PARAGRAPHS}<p>It swells: &e9;&file;</p></article></body></html>"
    report = report_of(f"<!DOCTYPE html [{kinds}]>{body}".encode())
    assert "root:" not in report.text
    assert "boomboom" not in report.text
    assert len(report.text) < 2 * len(PARAGRAPHS) + len(kinds)


@pytest.mark.parametrize(
    "raw",
    [
        b"<html><body>" + b"<div>" * 100_000 + PARAGRAPHS.encode() + b"</div>" * 100_000 + b"</body></html>",
        b"<html><body>" + b"<table><tr><td>" * 3_000 + PARAGRAPHS.encode(),
        b"<html><body>" + b"<" * 300_000 + PARAGRAPHS.encode(),
        b"<html " + b"a=b " * 100_000 + b"><body>" + PARAGRAPHS.encode(),
        b"<html><body><p " + b"".join(b"a%d=1 " % n for n in range(300_000)) + b">" + PARAGRAPHS.encode(),
        b"<html><body>" + b"<div>" * 600 + b"<p " + b"".join(b"a%d=\">\" " % n for n in range(300_000)) + b">",
        b"<html><head>" + ld("[" * 100_000).encode() + b"</head><body>" + PARAGRAPHS.encode(),
        b"<html><body>" + b"<a href=x>y</a>" * 60_000,
        b"<html><body>" + b"".join(b"<p>It was 3 June %d</p>" % n for n in range(3_000)),
        b"<html><body>" + b"word " * 2_100_000,
        b"<html></html>",
        b"<html><frameset><frame src=x></frameset></html>",
        b"<",
        b"<!-- <html>",
        b"\xef\xbb\xbf<html><body><p>",
    ],
    ids=[
        "divs", "tables", "angles", "attributes", "many", "hidden", "json", "links", "dates", "long", "bare", "frames",
        "one", "comment", "mark",
    ],
)  # fmt: skip
def test_a_hostile_page_is_answered(raw: bytes) -> None:
    assert isinstance(read(raw), Report | ReportError)


@pytest.mark.parametrize(
    "raw",
    [b"<p>" * 60_000, b"<div>" * 60_000, b"<p a b c d e f>" * 49_000, b"a" * 40_000_001],
    ids=["elements", "nested", "attributes", "bytes"],
)
def test_a_page_that_swells_in_memory_is_refused(raw: bytes) -> None:
    assert "too large for a page" in str(read(raw))


@pytest.mark.parametrize(
    "body", ["", "<div id=app></div><script>run()</script>", "<nav><a href=/>Home</a></nav>", "<form><input></form>"]
)
def test_a_page_without_a_report_is_a_fault(body: str) -> None:
    told = read(f"<html><head><title>The Example</title></head><body>{body}</body></html>".encode())
    assert isinstance(told, ReportError)
    assert "no report on this page" in str(told)


def test_nothing_is_said_on_the_side(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    read(b"<html><body><p>")
    read(page(ld("{broken")))
    assert not caplog.records
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("tag", ["b", 'span class="x"', 'a href="/x"', "time"])
def test_a_paragraph_of_very_many_inline_tags_keeps_its_words(tag: str) -> None:
    inline = "".join(
        f"<{tag}>The army</{tag.split()[0]}> said that it killed <i>{n}</i> near Doro<br>" for n in range(300)
    )
    told = report_of(page(body=f"<p>{inline}</p>")).text
    assert [line for line in told.splitlines() if "killed" in line] == [
        f"The army said that it killed {n} near Doro" for n in range(300)
    ]


def test_a_long_list_of_links_stays_out() -> None:
    links = "".join(f'<a href="/{n}">Attack number {n} told</a> ' for n in range(300))
    told = report_of(page(body=f"<div>{links}</div>{PARAGRAPHS}")).text
    assert "Attack number" not in told
    assert "Gunmen attacked the village of Doro" in told


def test_short_sentences_are_a_report_and_a_short_menu_is_none() -> None:
    told = report_of(page(body="<p>Three died in Gao.</p><p>Two were soldiers.</p><p>“Men came.”</p>"))
    assert "Two were soldiers." in told.text
    for menu in ("<p>Home and abroad</p>" * 30, "<p>Loading. Please wait.</p>", "<p>More...</p>" * 30):
        assert isinstance(read(page(body=menu)), ReportError)


def test_an_attribute_longer_than_any_that_is_read_does_no_harm() -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 200_000}" alt="A street">'
    assert report_of(page(body=f"<p>{picture}</p>{PARAGRAPHS}")).text == report_of(page()).text
