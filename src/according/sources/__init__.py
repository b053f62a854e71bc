"""Ways a report reaches us (a shelf): an address -> reports, one by one, and what cannot be read, as values."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from according.errors import SourceError
from according.settings import Settings
from according.shelf import Shelf
from according.sources.content import Content, Item
from according.sources.detection import choose

__all__ = ["SOURCES", "Content", "Item", "Source", "open"]

SOURCES: "Shelf[type[Source]]" = Shelf(
    "source",
    {
        "text": "according.sources.text:TextSource",
        "html": "according.sources.html:HtmlSource",
        "pdf": "according.sources.pdf:PdfSource",
        "docx": "according.sources.docx:DocxSource",
        "jsonl": "according.sources.jsonl:JsonlSource",
        "folder": "according.sources.folder:FolderSource",
        "stdin": "according.sources.stdin:StdinSource",
        "web": "according.sources.web:WebSource",
    },
)


class Source(Protocol):
    """What a row of the shelf is. Those that read a file take its `content` too, if another source has it already."""

    def __init__(self, address: str, settings: Settings, *, retrieved: datetime) -> None: ...

    def fetch(self) -> Iterator[Item]:
        """Give the reports one by one, and between them the faults that cost one report each."""
        ...


def open(address: str, settings: Settings, *, retrieved: datetime) -> Iterator[Item]:  # noqa: A001 (sources.open)
    """Give the reports at an address ("-", a web address, a folder, a file), lazily, in a fixed order.

    Nothing is raised: a fault that concerns one report stands in the row as a `ReportError`, and one that leaves
    nothing to read (a missing file, a refused address) as one `SourceError`. Their texts say what to do.
    """
    try:
        name = choose(address)
    except SourceError as error:
        yield error
        return
    source = SOURCES.take(name)(address, settings, retrieved=retrieved)
    yield from source.fetch()
