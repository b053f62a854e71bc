"""A DOCX file: its paragraphs and tables, in their order."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from according.errors import ReportError
from according.model import Report
from according.settings import Settings
from according.sources.content import Content, Item, take, tell
from according.sources.report_builder import make_report

MOST_PARTS = 5_000
MOST_NODES = 1_000_000  # elements, attributes, comments: 230 bytes of memory each, of 7 bytes of the file or fewer
_MB = 1_000_000
_STEP = 1 << 16
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word before 2007, and a DOCX with a password

_P, _TABLE, _ROW, _CELL = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc"))
# What holds the words of a paragraph, and what it stands for if it is a mark.
_MARKS = {
    qn("w:t"): "",
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
# Words that were struck out or moved away with changes tracked, and boxes beside the text.
_LEFT_OUT = {qn(f"w:{name}") for name in ("del", "moveFrom", "txbxContent")}

# What python-docx raises, beside its own errors, on files that were cut or bent; found by bending files.
_TRIPPED = (OpcError, zipfile.BadZipFile, zlib.error, etree.LxmlError, ValueError, TypeError, AttributeError,
            LookupError, RecursionError, NotImplementedError, OSError, EOFError, RuntimeError)  # fmt: skip


class DocxSource:
    """A DOCX file is one report."""

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
        if content.raw.startswith(_OLE):
            raise ReportError(f"{content.name}: an old or a locked Word file: save it as .docx without a password")
        try:
            self._refuse_bombs(content)
            _weigh(content)
            text = "\n\n".join(_paragraphs(content.raw))
        except _TRIPPED as error:
            raise ReportError(f"{content.name}: damaged, or no DOCX: open it and save it anew") from error
        return make_report(
            text, self._settings, name=content.name, retrieved=self._retrieved, raw=content.raw, address=content.address
        )

    def _refuse_bombs(self, content: Content) -> None:
        """Refuse what would unpack to more than the settings allow, by the archive's own list.

        Python's zipfile unpacks no part further than that list says, so a list that lies gains nothing.
        """
        most = self._settings.fetch.most_mb * _MB
        with zipfile.ZipFile(io.BytesIO(content.raw)) as archive:
            parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > most:
            raise ReportError(
                f"{content.name}: unpacks to more than {self._settings.fetch.most_mb} MB: save its words as "
                "text, or raise most_mb under [fetch] in according.toml"
            )


class _Scale:
    """Counts what a tree of the parts of a file would be made of, as a parser meets it, and builds nothing."""

    def __init__(self, fault: ReportError) -> None:
        self._fault = fault
        self._left = MOST_NODES

    def start(self, _tag: str, attributes: Mapping[str, str], namespaces: Mapping[str, str]) -> None:
        self._count(1 + len(attributes) + len(namespaces))

    def comment(self, _words: str) -> None:
        self._count(1)

    def pi(self, _target: str, _words: str) -> None:
        self._count(1)

    def doctype(self, *_: object) -> None:
        raise self._fault  # no part of a DOCX has one: it could say that a character stands for a million

    def close(self) -> None:
        """Nothing comes of it."""

    def _count(self, nodes: int) -> None:
        self._left -= nodes
        if self._left < 0:
            raise self._fault


def _weigh(content: Content) -> None:
    """Refuse a file whose parts, small as they are, would make a tree that does not fit in memory."""
    scale = _Scale(ReportError(f"{content.name}: made of too many pieces to be read: save its words as text"))
    with zipfile.ZipFile(io.BytesIO(content.raw)) as archive:
        for part in archive.infolist():
            parser = etree.XMLParser(target=scale)
            with archive.open(part) as stream, suppress(etree.XMLSyntaxError):  # pictures are no XML
                while step := stream.read(_STEP):
                    parser.feed(step)


def _paragraphs(raw: bytes) -> Iterator[str]:
    """The words of each paragraph, and of each table, a row a line, in their order."""
    for block in _find(docx.Document(io.BytesIO(raw)).element.body, _P, _TABLE):
        yield _words(block) if block.tag == _P else "\n".join(map(_row, _find(block, _ROW)))


def _row(row: etree._Element) -> str:
    """A table's row as a line. A cell that spans columns comes once."""
    words: list[str] = []
    for cell in _find(row, _CELL):
        told = " ".join(" ".join(map(_words, _find(cell, _P))).split())
        if told and told not in words[-1:]:
            words.append(told)
    return " | ".join(words)


def _words(paragraph: etree._Element) -> str:
    return "".join(_MARKS[part.tag] or part.text or "" for part in _find(paragraph, *_MARKS))


def _find(root: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """The elements of these kinds below another, in order, none within another of them. Each is looked at once.

    python-docx's own lists leave out what stands in content controls and what was put in with changes tracked, and
    take a minute for a cell that says that it spans three million columns.
    """
    waiting = list(reversed(root))
    while waiting:
        element = waiting.pop()
        if element.tag in tags:
            yield element
        elif element.tag not in _LEFT_OUT:
            waiting += reversed(element)
