"""A DOCX file: its paragraphs and tables, in their order."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime

import docx
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from according.errors import ReportError
from according.model import Report
from according.settings import Settings
from according.sources.making import make_report
from according.sources.taking import Content, Told, take, tell

MOST_PARTS = 5_000
_MB = 1_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word before 2007, and a DOCX with a password

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

    def fetch(self) -> Iterator[Told]:
        """Give the report, or why there is none."""
        return tell(self._read, lambda: self._content or take(self._address, self._settings))

    def _read(self, content: Content) -> Report:
        if not content.raw.strip():
            raise ReportError(f"{content.name}: the file is empty")
        if content.raw.startswith(_OLE):
            raise ReportError(f"{content.name}: an old or a locked Word file: save it as .docx without a password")
        try:
            self._refuse_bombs(content)
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


def _paragraphs(raw: bytes) -> Iterator[str]:
    for block in docx.Document(io.BytesIO(raw)).iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            yield "\n".join(_row(row.cells) for row in block.rows)


def _row(cells: tuple[object, ...]) -> str:
    """A table's row as a line. A cell that spans columns comes once."""
    words: list[str] = []
    for cell in cells:
        told = " ".join(str(getattr(cell, "text", "")).split())
        if told and told not in words[-1:]:
            words.append(told)
    return " | ".join(words)
