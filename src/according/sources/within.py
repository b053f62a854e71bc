"""Reads bytes that one source took by the source of what they are: a page of the web that is a PDF, for one."""

from collections.abc import Callable, Iterator
from datetime import datetime

from according.settings import Settings
from according.sources import SOURCES, Source
from according.sources.content import Content, Item


def read_content(kind: str, content: Content, settings: Settings, *, retrieved: datetime) -> Iterator[Item]:
    """Give the reports in these bytes, read as this kind of file (text, html, pdf, docx, jsonl)."""
    source: Callable[..., Source] = SOURCES.take(kind)  # those that read files take their content too
    return source(content.name, settings, retrieved=retrieved, content=content).fetch()
