"""What a page tells of itself beside its text: title, publisher, address, and the date with how it was found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from urllib.parse import urlsplit

import htmldate
from lxml import etree
from lxml.html import HtmlElement

from according.codec import parse
from according.errors import ReportError
from according.model import NOT_STATED, Period, Unknown
from according.sources.dates import published_date
from according.sources.detection import is_web

_MOST_SCRIPT = 1_000_000  # characters of one JSON-LD script
_MOST_NODES = 20_000  # of one page's JSON-LD
_MOST_DATED = 40  # short texts with a digit, up to which htmldate may search them all: each takes it 10 ms
_SEARCHED = range(7, 52)  # characters of such a text
_EARLIEST = date(1990, 1, 1)
_DIGIT = re.compile(r"[0-9]")
_COMMENTS = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\s*\]\]>|/\*\]\]>\*/)\s*$")
_ARTICLE = re.compile(r"article|report|posting|news|story", re.IGNORECASE)
_DATE_METAS = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "publication-date", "date.issued", "dc.date",
    "dc.date.issued", "dcterms.date", "dcterms.issued", "dcterms.created", "parsely-pub-date", "sailthru.date",
    "citation_publication_date", "article.published", "cxenseparse:recs:publishtime", "rnews:datepublished",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What a page tells of itself. `site` is the host of its address."""

    title: str
    publisher: str
    site: str
    address: str
    published: Period | Unknown
    published_how: str


def read_facts(tree: HtmlElement, address: str, *, latest: datetime) -> PageFacts:
    """Read them from a page's head. No date after `latest` is believed.

    The date comes from JSON-LD (`datePublished` of schema.org), else from meta tags, else from htmldate (Barbaresi
    2020), which also looks at the address, the words and the foot of the page; `published_how` tells which.
    """
    nodes = list(_json_ld(tree))
    metas = _metas(tree)
    here = address or _canonical(tree, metas)
    site = _host(here).removeprefix("www.")
    published, how = _published(tree, nodes, metas, here, latest)
    return PageFacts(
        title=_first(metas, "og:title", "twitter:title") or _headline(nodes) or _heading(tree),
        publisher=_first(metas, "og:site_name", "article:publisher_name") or _publisher(nodes) or site,
        site=site,
        address=here,
        published=published,
        published_how=how,
    )


def _json_ld(tree: HtmlElement) -> Iterator[dict[str, object]]:
    """All objects in the page's JSON-LD, outer before inner; scripts that are no JSON are passed over."""
    found = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        words = _COMMENTS.sub("", script.text or "")
        try:
            waiting = [parse(words)] if len(words) <= _MOST_SCRIPT else []
        except ReportError:
            continue
        while waiting and found < _MOST_NODES:
            node = waiting.pop(0) if len(waiting) < 100 else waiting.pop()
            found += 1
            if isinstance(node, dict):
                yield node
                waiting += node.values()
            elif isinstance(node, list):
                waiting += node


def _metas(tree: HtmlElement) -> dict[str, str]:
    """The page's meta tags: name in lower case -> the first content of that name."""
    told: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        for key in ("property", "name", "itemprop"):
            if content and meta.get(key):
                told.setdefault(meta.get(key).strip().lower(), content)
    return told


def _first(metas: dict[str, str], *names: str) -> str:
    return next((metas[name] for name in names if name in metas), "")


def _canonical(tree: HtmlElement, metas: dict[str, str]) -> str:
    """The address that a saved page gives itself, or ""."""
    links = (link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    return next((found for found in (*links, _first(metas, "og:url")) if is_web(found) and _host(found)), "").strip()


def _host(address: str) -> str:
    """The host of a web address; "" where the address is bent, or none."""
    try:
        return urlsplit(address.strip()).hostname or ""
    except ValueError:
        return ""


def _is_article(node: dict[str, object]) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and _ARTICLE.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _headline(nodes: list[dict[str, object]]) -> str:
    told = (node.get("headline") for node in nodes if _is_article(node))
    return next((words for words in told if isinstance(words, str)), "")


def _heading(tree: HtmlElement) -> str:
    """The page's one main heading, else its title."""
    heads = list(tree.iter("h1"))
    told = heads if len(heads) == 1 else tree.iter("title")
    return next((words for each in told if (words := " ".join(each.text_content().split()))), "")


def _publisher(nodes: list[dict[str, object]]) -> str:
    for node in nodes:
        told = node.get("publisher")
        name = told.get("name") if isinstance(told, dict) else told
        if isinstance(name, str) and name.strip() and not is_web(name):
            return name
    return ""


def _published(
    tree: HtmlElement, nodes: list[dict[str, object]], metas: dict[str, str], address: str, latest: datetime
) -> tuple[Period | Unknown, str]:
    by_kind = sorted(nodes, key=_is_article, reverse=True)  # an article's date before that of a picture or a comment
    scripts = [node.get("datePublished") for node in by_kind]
    heads = [metas.get(name) for name in _DATE_METAS]
    heads += [item.get("datetime") for item in tree.iter("time") if item.get("itemprop") == "datePublished"]
    for how, written in (("json-ld", scripts), ("meta", heads)):
        for each in written:
            day = _believable(each, latest) if isinstance(each, str) else None
            if day is not None:
                return day, how
    day = _believable(_by_htmldate(tree, address, latest), latest)
    return (day, "htmldate") if day is not None else (NOT_STATED, "")


def _believable(written: str, latest: datetime) -> Period | None:
    try:
        day = published_date(written)
    except ReportError:
        return None
    # A day more, since it is tomorrow already in some of the world.
    return day if _EARLIEST <= day.start <= latest.date() + timedelta(days=1) else None


def _by_htmldate(tree: HtmlElement, address: str, latest: datetime) -> str:
    """The date by htmldate, or "". What it trips over in a broken page is no date."""
    dated = (text for each in tree.itertext() if len(text := each.strip()) in _SEARCHED and _DIGIT.search(text))
    is_few = sum(1 for _ in islice(dated, _MOST_DATED + 1)) <= _MOST_DATED
    try:
        found = htmldate.find_date(
            tree, extensive_search=is_few, original_date=True, url=address or None, max_date=latest.date().isoformat(),
            min_date=_EARLIEST.isoformat(),
        )  # fmt: skip
    except (etree.LxmlError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError):
        return ""
    return found or ""
