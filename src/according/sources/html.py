"""A page of the web, fetched or saved: its main text by trafilatura, its date by what the page tells."""

import logging
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from according.errors import ReportError
from according.model import Report
from according.settings import Settings
from according.sources.content import Content, Item, take, tell
from according.sources.decoding import MOST_BYTES_OF_A_CHARACTER, decode
from according.sources.page_facts import PageFacts, read_facts
from according.sources.report_builder import make_report

MOST_PAGE_CHARACTERS = 10_000_000  # pages of news have 0.1 to 3 million, and up to 10,000 elements;
MOST_ELEMENTS = 50_000  # these take five seconds
MOST_ATTRIBUTES = 1_000  # of one tag: real ones have up to 50, and a tree's time grows with their square
MOST_ATTRIBUTES_IN_ALL = 250_000  # 230 bytes of memory each
MOST_ATTRIBUTE_CHARACTERS = 10_000  # a longer one, such as a picture within the page, tells nothing that is read
_STEP = 1 << 16
LEAST_BYTES = 36  # of a page's longest line: what is shorter is a menu, in any script ...
LEAST_SENTENCES = 3  # ... unless so many of its lines end as sentences do
_MOST_INLINE = 200  # tags within one paragraph; the time that trafilatura takes grows with their square
_INLINE = frozenset(
    ("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
     "kbd", "mark", "samp", "small", "span", "strike", "strong", "s", "sub", "sup", "time", "tt", "u", "var")
)  # fmt: skip
_UNWRAPPED = "unwrapped"
_SENTENCE = re.compile(r"\w\S*\s.*[.!?…।۔؟。][\"”’»)\]]*$")

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")

# What they would say of a page is said by our own errors, and standard error is for those.
for _name in ("trafilatura", "htmldate", "courlan", "charset_normalizer"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


class HtmlSource:
    """A page is one report: title, text, publisher, date of publication and how that was found."""

    def __init__(
        self, address: str, settings: Settings, *, retrieved: datetime, content: Content | None = None
    ) -> None:
        self._address = address
        self._settings = settings
        self._retrieved = retrieved
        self._content = content

    def fetch(self) -> Iterator[Item]:
        """Give the report, or why there is none."""
        return tell(self._read, lambda: self._content or take(self._address, self._settings))

    def _read(self, content: Content) -> Report:
        if len(content.raw) > MOST_PAGE_CHARACTERS * MOST_BYTES_OF_A_CHARACTER:
            raise _too_large(content.name)
        told = _CHARSET.search(content.raw[:4096])
        charsets = (content.charset, told[1].decode("ascii") if told else "")
        page = decode(content.raw, content.name, *filter(None, charsets))
        if len(page) > MOST_PAGE_CHARACTERS:
            raise _too_large(content.name)
        tree = _parse(page, content.name)
        facts = read_facts(tree, content.address, latest=self._retrieved)
        _unwrap_inline(tree)
        text = _main_text(tree, content.name)
        return make_report(
            text,
            self._settings,
            name=content.name,
            retrieved=self._retrieved,
            raw=content.raw,
            title=_without_site(facts),
            address=content.address or facts.address,
            publisher=facts.publisher,
            published=facts.published,
            published_how=facts.published_how,
        )


def _parse(page: str, name: str) -> HtmlElement:
    whole = _UNWANTED.sub("", _XML_ENCODING.sub("", page))
    if "<html" not in whole[:MOST_PAGE_CHARACTERS].lower():
        whole = f"<html><body>{whole}</body></html>"
    try:
        _weigh(whole, name)
        tree = trafilatura.load_html(whole)
    except (etree.LxmlError, ValueError, AssertionError, RecursionError) as error:
        raise ReportError(f"{name}: broken HTML: save the report as text and try again") from error
    if tree is None:
        raise ReportError(f"{name}: broken HTML: save the report as text and try again")
    if sum(1 for _ in islice(tree.iter(), MOST_ELEMENTS + 1)) > MOST_ELEMENTS:
        raise _too_large(name)
    for element in tree.iter(etree.Element):
        for attribute, value in element.items():
            if len(value) > MOST_ATTRIBUTE_CHARACTERS:  # the search for a date would go through all of it, twenty times
                del element.attrib[attribute]
    return tree


def _too_large(name: str) -> ReportError:
    return ReportError(f"{name}: too large for a page: save the report alone, as text")


class _Scale:
    """Counts the elements and attributes of a page as a parser meets them, and builds nothing."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._elements = MOST_ELEMENTS
        self._attributes = MOST_ATTRIBUTES_IN_ALL

    def start(self, _tag: str, attributes: Mapping[str, str]) -> None:
        if len(attributes) > MOST_ATTRIBUTES:
            raise ReportError(
                f"{self._name}: a tag with more than {MOST_ATTRIBUTES} attributes: save the report as text"
            )
        self._elements -= 1
        self._attributes -= len(attributes)
        if self._elements < 0 or self._attributes < 0:
            raise _too_large(self._name)

    def close(self) -> None:
        """Nothing comes of it."""


def _weigh(page: str, name: str) -> None:
    """Refuse a page whose tree would take too much memory or time. Ten milliseconds for a megabyte."""
    parser = etree.HTMLParser(target=_Scale(name), huge_tree=True)
    for start in range(0, len(page), _STEP):
        parser.feed(page[start : start + _STEP])
    parser.close()


def _main_text(tree: HtmlElement, name: str) -> str:
    """The page's main text. What trafilatura trips over in a broken page is a fault of that page."""
    try:
        found = trafilatura.bare_extraction(
            tree, favor_precision=True, include_comments=False, include_tables=True, with_metadata=False
        )
    except (
        etree.LxmlError,
        ValueError,
        TypeError,
        AttributeError,
        LookupError,
        AssertionError,
        RecursionError,
    ) as error:
        raise ReportError(f"{name}: the page cannot be read: save the report as text and try again") from error
    text = str(getattr(found, "text", None) or "")
    if not _holds_a_report(text):
        raise ReportError(f"{name}: no report on this page, or it is shown only by scripts: save its words as text")
    return text


def _holds_a_report(text: str) -> bool:
    """Tell a page's text from a mere menu: it has one long line, or several that are sentences, however short."""
    lines = [line.strip() for line in text.splitlines()]
    if any(len(line.encode("utf-8", "replace")) >= LEAST_BYTES for line in lines):
        return True
    return sum(1 for _ in islice(filter(_SENTENCE.search, lines), LEAST_SENTENCES)) == LEAST_SENTENCES


def _unwrap_inline(tree: HtmlElement) -> None:
    """Take the inline tags out of a paragraph that has very many. One that is mostly links, a menu, stays as it is."""
    crowded = [
        element for element in tree.iter(etree.Element)
        if len(element) > _MOST_INLINE and sum(child.tag in _INLINE for child in element) > _MOST_INLINE
    ]  # fmt: skip
    for element in crowded:
        linked = sum(len("".join(link.itertext())) for link in element.iterchildren("a"))
        if linked * 2 > len("".join(element.itertext())):
            continue
        for child in element:
            if child.tag in _INLINE:
                child.tag = _UNWRAPPED
        etree.strip_tags(element, _UNWRAPPED)
        # Written anew, the pieces of text that now adjoin are one.
        element.text = element.text
        for child in element:
            child.tail = child.tail


def _without_site(facts: PageFacts) -> str:
    """The title without the name of the site behind it ("Toll rises - The Example")."""
    title = facts.title
    for site in filter(None, (facts.publisher, facts.site)):
        for mark in (" - ", " | ", " – ", " — ", " :: ", " « "):
            title = title.removesuffix(mark + site)
    return title
