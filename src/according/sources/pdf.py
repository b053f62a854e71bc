"""A PDF file: the text in it, its lines joined into paragraphs. What is only a picture of text cannot be read."""

import io
import logging
import struct
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError
from pypdf.generic import DictionaryObject

from according.errors import ReportError
from according.model import Report
from according.settings import Settings
from according.sources.content import Content, Item, take, tell
from according.sources.lines import join_lines
from according.sources.report_builder import make_report

MOST_PAGES = 2_000
MOST_OBJECTS = 500_000  # looked through before any page is: some three seconds; a book has a few ten thousand
MOST_OPERATIONS = 1_000_000  # of drawing, over all pages: some ten seconds; a page of text has a few hundred
MOST_CONTENT = (
    10_000_000  # bytes that say them, unpacked, over all pages: twenty seconds at worst; a page has some 5,000
)
MOST_FONTS = 200  # of one page: it may cost a twentieth of a second to load one, again for every page
MOST_SECONDS = 60  # for all: what loading fonts costs shows only when it is done

# What pypdf raises, beside its own errors, on files that were cut or bent; found by bending files.
_TRIPPED = (PyPdfError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError, AssertionError,
            RuntimeError, OSError, EOFError, StopIteration, struct.error, zlib.error)  # fmt: skip
_OBJECT = (b" obj", b" n")  # where one begins, and its entry in the table
_REPEATED = 3  # pages that a line must head or foot to be taken for a running title

logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)  # what it would say is said by our own errors


class PdfSource:
    """A PDF file is one report."""

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
        if not content.raw.strip():
            raise ReportError(f"{content.name}: it is empty")
        pages = self._pages(content)
        if not any(map(str.isalnum, "".join(pages))):
            raise ReportError(
                f"{content.name}: no text in this PDF: it is a scanned picture. Run text recognition (OCR) on it first"
            )
        return make_report(
            join_lines("\n".join(_without_running_titles(pages))), self._settings, name=content.name,
            retrieved=self._retrieved, raw=content.raw, address=content.address,
        )  # fmt: skip

    def _pages(self, content: Content) -> list[str]:
        """The text of each page."""
        pages: list[str] = []
        left = self._settings.read.most_characters
        budget = _Budget(content.name)
        if max(content.raw.count(mark) for mark in _OBJECT) > MOST_OBJECTS:
            raise ReportError(f"{content.name}: more than {MOST_OBJECTS:,} objects in this PDF: save its words as text")
        try:
            reader = PdfReader(io.BytesIO(content.raw))
            if reader.is_encrypted and not reader.decrypt(""):
                raise ReportError(f"{content.name}: this PDF is encrypted: give a copy without a password")
            if len(reader.pages) > MOST_PAGES:
                raise ReportError(f"{content.name}: more than {MOST_PAGES} pages: split it")
            for page in reader.pages:
                budget.check(page)
                pages.append(page.extract_text(visitor_operand_before=budget.count))
                left -= len(pages[-1])
                if left < 0:  # the fault is told by make_report; here it is only found early
                    break
        except DependencyError as error:
            raise ReportError(f"{content.name}: this PDF is encrypted: give a copy without a password") from error
        except LimitReachedError as error:
            raise budget.fault from error
        except _TRIPPED as error:
            raise ReportError(f"{content.name}: damaged, or no PDF: open it and save it anew") from error
        return pages


class _Budget:
    """How much a PDF may still draw: some draw for hours and show nothing."""

    def __init__(self, name: str) -> None:
        self.fault = ReportError(f"{name}: this PDF draws too much to be read: save its words as text")
        self._operations = MOST_OPERATIONS
        self._content = MOST_CONTENT
        self._end = time.monotonic() + MOST_SECONDS

    def check(self, page: PageObject) -> None:
        """Refuse a page before its operations are looked at one by one."""
        drawn = page.get_contents()
        self._content -= len(drawn.get_data()) if drawn is not None else 0
        resources = page.get("/Resources", DictionaryObject()).get_object()
        fonts = resources.get("/Font", DictionaryObject()).get_object() if isinstance(resources, Mapping) else None
        is_costly = fonts is not None and len(fonts) > MOST_FONTS
        if self._content < 0 or is_costly or time.monotonic() > self._end:
            raise self.fault

    def count(self, *_: object) -> None:
        """Count one operation, as pypdf tells of it."""
        self._operations -= 1
        if self._operations < 0 or (self._operations % 1000 == 0 and time.monotonic() > self._end):
            raise self.fault


def _without_running_titles(pages: list[str]) -> list[str]:
    """The pages without page numbers, and without the lines that stand at the head or foot of many pages."""
    split = [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]
    ends = Counter(line for lines in split for line in {*lines[:1], *lines[-1:]})
    kept = []
    for number, lines in enumerate(split):
        for at in (0, -1):
            if lines and (lines[at].isdecimal() or (ends[lines[at]] >= _REPEATED and number)):
                del lines[at]
        kept.append("\n".join(lines))
    return kept
