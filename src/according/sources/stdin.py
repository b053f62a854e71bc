"""Standard input: one report, or the lines of a JSONL file, as its bytes show."""

import sys
from collections.abc import Iterator
from datetime import datetime

from according.errors import SourceError
from according.settings import Settings
from according.sources.content import Content, Item, take_stream
from according.sources.detection import by_bytes
from according.sources.within import read_content


class StdinSource:
    """What is piped in."""

    def __init__(self, address: str, settings: Settings, *, retrieved: datetime) -> None:
        self._address = address
        self._settings = settings
        self._retrieved = retrieved

    def fetch(self) -> Iterator[Item]:
        """Read standard input to its end and give what is in it."""
        if sys.stdin is None:
            yield SourceError("there is no standard input: name a file")
            return
        try:
            raw = take_stream(sys.stdin.buffer, "standard input", self._settings)
        except SourceError as error:
            yield error
            return
        content = Content(raw=raw, name=self._address)
        yield from read_content(by_bytes(raw), content, self._settings, retrieved=self._retrieved)
