"""Ways a report reaches us: an address -> reports, one by one; what cannot be read comes between them, as a value."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol, cast

from according.errors import SourceError
from according.settings import Settings
from according.shelf import Shelf
from according.sources.choosing import choose
from according.sources.taking import Content, Told

__all__ = ["SOURCES", "Content", "Source", "Told", "open"]

SOURCES = Shelf(
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

    def fetch(self) -> Iterator[Told]:
        """Give the reports one by one, and between them the faults that cost one report each."""
        ...


def open(address: str, settings: Settings, *, retrieved: datetime) -> Iterator[Told]:  # noqa: A001 (sources.open)
    """Give the reports at an address ("-", a web address, a folder, a file), lazily, in a fixed order.

    Nothing is raised: a fault that concerns one report stands in the row as a `ReportError`, and one that leaves
    nothing to read (a missing file, a refused address) as one `SourceError`. Their texts say what to do.
    """
    try:
        name = choose(address)
    except SourceError as error:
        yield error
        return
    source = cast("type[Source]", SOURCES.take(name))(address, settings, retrieved=retrieved)
    yield from source.fetch()
