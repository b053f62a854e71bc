"""Chooses the row of the shelf by an address, and where its name says nothing, by the first bytes of the file."""

import io
import re
import stat
import zipfile
from pathlib import Path

from according.errors import SourceError
from according.sources.content import why_not

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
HEAD = 4096  # bytes that are looked at

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HTML = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|article"
    rb"|\?xml[^>]{0,200}>\s*<(?:!doctype\s+)?html)\b",
    re.IGNORECASE | re.DOTALL,
)
_JSON_LINE = re.compile(rb'\s*\{\s*"')
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def choose(address: str) -> str:
    """The name of the row for this address; a `SourceError` where nothing can be there."""
    if address == "-":
        return "stdin"
    if is_web(address):
        return "web"
    try:
        mode = Path(address).stat().st_mode
    except (OSError, ValueError) as error:
        if _SCHEME.match(address):
            raise SourceError(f"{address}: only http:// and https:// are fetched: save it as a file first") from error
        raise why_not(address, error) from error
    if stat.S_ISDIR(mode):
        return "folder"
    named = by_suffix(address)
    if named or not stat.S_ISREG(mode):  # what is no plain file (a pipe) gives its bytes only once
        return named or "text"
    return by_bytes(_head(address))


def choose_in_folder(path: str) -> str:
    """The row for a file that was found, not named: "" where its name does not say that it may hold a report.

    A file without a suffix is looked into, since corpora come so.
    """
    if Path(path).suffix:
        return by_suffix(path)
    head = _head(path)
    kind = by_bytes(head)
    return "" if kind == "text" and (not head or b"\0" in head) and not head.startswith(_BOMS[1:]) else kind


def is_web(address: str) -> bool:
    """Whether this is to be fetched from the web."""
    return address[:8].lower().startswith(("http://", "https://"))


def by_suffix(name: str) -> str:
    """The row by the end of a file's name, or ""."""
    return SUFFIXES.get(Path(name).suffix.lower(), "")


def by_bytes(raw: bytes) -> str:
    """The row by what the first bytes show; "text" where they show nothing.

    >>> by_bytes(b"%PDF-1.7"), by_bytes(b"<!DOCTYPE html><html>"), by_bytes(b"The army said")
    ('pdf', 'html', 'text')
    """
    head = raw[:HEAD].removeprefix(_BOMS[0])
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04") and (b"word/" in head or b"[Content_Types].xml" in head or _is_docx(raw)):
        return "docx"
    if _HTML.match(head):
        return "html"
    return "jsonl" if _JSON_LINE.match(head) else "text"


def _is_docx(raw: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def _head(path: str) -> bytes:
    try:
        with Path(path).open("rb") as stream:
            return stream.read(HEAD)
    except OSError as error:
        raise why_not(path, error) from error
