"""Texts of a data set read into claims, as `according read` would, and who read them."""

import gzip
import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from according.codec import encode, parse
from according.errors import ReportError, SourceError
from according.grounding import ground, open_world
from according.model import NOT_STATED, Claim, Markup, Report
from according.readers import open_reader
from according.settings import Settings
from according.sources.dates import published_date
from according.sources.report_builder import make_report

# A measure asks for no clock: when a text was retrieved bears on no claim.
_RETRIEVED = datetime(2000, 1, 1, tzinfo=UTC)

Row = dict[str, Any]


class ClaimReader:
    """The reader that the settings name, and the world that its readings are grounded in."""

    def __init__(self, settings: Settings) -> None:
        """Load the reader and open the world."""
        self._settings = settings
        self._reader = open_reader(settings)
        self.world = open_world(settings)

    def read(self, text: str, *, given_id: str = "", published: str = "", language: str = "") -> list[Claim]:
        """The claims of one text, in its order. The text is cleaned; without a language the text tells."""
        return self.read_report(self.report(text, given_id=given_id, published=published, language=language))

    def report(
        self, text: str, *, given_id: str = "", published: str = "", publisher: str = "", language: str = ""
    ) -> Report:
        """The report that a text makes."""
        return make_report(
            text, self._settings, name=given_id or "a text", raw=b"", retrieved=_RETRIEVED, language=language,
            publisher=publisher, published=published_date(published) if published else NOT_STATED,
        )  # fmt: skip

    def read_report(self, report: Report) -> list[Claim]:
        """The claims of a report, in the order of its text."""
        return list(ground(report, self.mark(report), self.world))

    def mark(self, report: Report) -> Markup:
        """All that the reader marks in a report."""
        (markup,) = self._reader.read([report])
        return markup


def name_reader(settings: Settings) -> str:
    """The reader of the settings with its version: "cues 1"."""
    return f"{settings.read.reader} {open_reader(settings).version}"


def plain_claim(claim: Claim) -> Row:
    """A claim as the JSON contract writes it."""
    row: Row = parse(encode(claim))
    return row


def digest_of(*paths: Path) -> str:
    """The sha256 of a file's bytes, of several one after another; a `SourceError` if one is not there."""
    digest = hashlib.sha256()
    for path in paths:
        try:
            digest.update(path.read_bytes())
        except OSError as error:
            raise SourceError(f"{path}: no such data; name a file, or set ACCORDING_DATA") from error
    return digest.hexdigest()


def write_lines(path: Path | None, lines: Iterable[str]) -> None:
    """Write what was read to a file, a line each; nothing without a file."""
    if path is not None:
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def read_rows(path: Path) -> Iterator[Row]:
    """The lines of a JSONL file, gzipped or not, each an object; a `SourceError` if a line is none."""
    try:
        raw = path.read_bytes()
        lines = (gzip.decompress(raw) if path.suffix == ".gz" else raw).split(b"\n")
    except (OSError, EOFError) as error:
        raise SourceError(f"{path}: cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                row = parse(line)
            except ReportError as error:
                raise SourceError(f"{path}, line {number}: {error}") from error
            if not isinstance(row, dict):
                raise SourceError(f"{path}, line {number}: not a JSON object")
            yield row
