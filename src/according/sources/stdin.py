"""Standard input: one report, or the lines of a JSONL file, as its bytes show."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from according.errors import SourceError
from according.model import Report
from according.settings import Settings
from according.sources.content import Content, Item, take_stream, why_not
from according.sources.detection import by_bytes
from according.sources.within import read_content

NAME = "standard input"


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
            raw = take_stream(sys.stdin.buffer, NAME, self._settings)
        except (SourceError, OSError) as error:
            yield error if isinstance(error, SourceError) else why_not(NAME, error)
            return
        content = Content(raw=raw, name=NAME)
        for item in read_content(by_bytes(raw), content, self._settings, retrieved=self._retrieved):
            yield self._named(item)

    def _named(self, item: Item) -> Item:
        """The item; of a report without an id of its own that it came from "-"."""
        if isinstance(item, Report) and item.given_id.startswith(NAME):
            return replace(item, given_id=self._address + item.given_id.removeprefix(NAME))
        return item
