"""Reads bytes that one source took by the source of what they are: a page of the web that is a PDF, for one."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol, cast

from according.settings import Settings
from according.sources import SOURCES
from according.sources.taking import Content, Told


class _FileSource(Protocol):
    def __init__(
        self, address: str, settings: Settings, *, retrieved: datetime, content: Content | None = None
    ) -> None: ...

    def fetch(self) -> Iterator[Told]: ...


def read_content(kind: str, content: Content, settings: Settings, *, retrieved: datetime) -> Iterator[Told]:
    """Give the reports in these bytes, read as this kind of file (text, html, pdf, docx, jsonl)."""
    source = cast("type[_FileSource]", SOURCES.take(kind))
    return source(content.name, settings, retrieved=retrieved, content=content).fetch()
