"""A plain text file: its first line is the title."""

from collections.abc import Iterator
from datetime import datetime

from according.model import Report
from according.settings import Settings
from according.sources.content import Content, Item, take, tell
from according.sources.decoding import decode
from according.sources.lines import unwrap
from according.sources.report_builder import make_report, refuse_bytes, refuse_long


class TextSource:
    """A plain text file is one report."""

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
        refuse_bytes(content.raw, self._settings, content.name)
        text = decode(content.raw, content.name, content.charset)
        refuse_long(text, self._settings, content.name)
        return make_report(
            unwrap(text), self._settings, name=content.name, retrieved=self._retrieved, raw=content.raw,
            address=content.address,
        )  # fmt: skip
