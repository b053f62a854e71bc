"""A JSONL file: one report a line, of which only `text` is required. Read line by line, however long the file is."""

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from according.codec import parse
from according.errors import ReportError, SourceError
from according.model import NOT_STATED, Period, Report, Unknown
from according.settings import Settings
from according.sources.content import Content, Item, why_not
from according.sources.dates import published_date, retrieved_moment
from according.sources.report_builder import make_report

_BYTES_OF_A_CHARACTER = 12  # as JSON may write it: \ud83d\ude00
_BESIDE_THE_TEXT = 1 << 20
_BOM = b"\xef\xbb\xbf"


class JsonlSource:
    """Reports as lines of JSON with `text` and, if known, `id, url, publisher, title, published, language, retrieved`.

    What is missing may be left out or null; other keys are passed over. A line that cannot be read is a fault with its
    number, and the others are read.
    """

    def __init__(
        self, address: str, settings: Settings, *, retrieved: datetime, content: Content | None = None
    ) -> None:
        self._address = address
        self._settings = settings
        self._retrieved = retrieved
        self._content = content

    def fetch(self) -> Iterator[Item]:
        """Give the reports in the order of the lines, and the faults of lines between them."""
        found = False
        try:
            with self._open() as stream:
                for told in self._read(stream):
                    found = True
                    yield told
        except (OSError, SourceError) as error:
            yield error if isinstance(error, SourceError) else why_not(self._address, error)
            return
        if not found:
            yield ReportError(f"{self._address}: it is empty")

    def _open(self) -> BinaryIO:
        if self._content:
            return io.BytesIO(self._content.raw)
        try:
            return Path(self._address).open("rb")
        except ValueError as error:
            raise why_not(self._address, error) from error

    def _read(self, stream: BinaryIO) -> Iterator[Item]:
        most = self._settings.read.most_characters * _BYTES_OF_A_CHARACTER + _BESIDE_THE_TEXT
        number = 0
        while True:
            line = stream.readline(most)
            is_whole = len(line) < most or line.endswith(b"\n") or not _skip_line(stream, most)
            if not line:
                return
            number += 1
            where = f"{self._address}, line {number}"
            if not is_whole:
                yield ReportError(
                    f"{where}: longer than a report may be: split it, or raise most_characters under [read]"
                )
            elif row := line.removeprefix(_BOM if number == 1 else b"").strip():
                try:
                    yield self._read_line(row, number, where)
                except ReportError as error:
                    yield error

    def _read_line(self, row: bytes, number: int, where: str) -> Report:
        try:
            plain = parse(row)
        except ReportError as error:
            raise ReportError(f"{where}: {error}") from error
        if not isinstance(plain, dict):
            raise ReportError(f'{where}: not a JSON object: write one report a line, {{"text": ...}}')
        told = {key: _words(plain, key, where) for key in ("url", "publisher", "title", "language")}
        text = plain.get("text")
        if not isinstance(text, str):
            raise ReportError(f'{where}: no "text" in it: every line must have the words of a report under this key')
        return make_report(
            text,
            self._settings,
            name=where,
            retrieved=_retrieved(plain, where) or self._retrieved,
            raw=row,
            title=told["title"],
            address=told["url"],
            given_id=_id(plain, where) or told["url"] or f"{self._address}:{number}",
            publisher=told["publisher"],
            published=(published := _published(plain, where)),
            published_how="" if isinstance(published, Unknown) else "file",
            language=told["language"],
        )


def _skip_line(stream: BinaryIO, step: int) -> bool:
    """Read to the end of a line without keeping it. Whether anything but the end of the file came."""
    skipped = False
    while rest := stream.readline(step):
        skipped = True
        if rest.endswith(b"\n"):
            break
    return skipped


def _words(plain: dict[str, object], key: str, where: str) -> str:
    value = plain.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ReportError(f'{where}: "{key}" must be a text or null')
    return value.strip()


def _id(plain: dict[str, object], where: str) -> str:
    value = plain.get("id")
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _words(plain, "id", where)


def _date(plain: dict[str, object], key: str, where: str) -> str:
    """A date as the file writes it, or "" where it is missing. A year may be a number."""
    value = plain.get(key)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _words(plain, key, where)


def _published(plain: dict[str, object], where: str) -> Period | Unknown:
    written = _date(plain, "published", where)
    try:
        return published_date(written) if written else NOT_STATED
    except ReportError as error:
        raise ReportError(f'{where}: "published": {error}') from error


def _retrieved(plain: dict[str, object], where: str) -> datetime | None:
    written = _date(plain, "retrieved", where)
    try:
        return retrieved_moment(written) if written else None
    except ReportError as error:
        raise ReportError(f'{where}: "retrieved": {error}') from error
