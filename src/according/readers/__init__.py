"""Ways of reading: report -> markup (a shelf: a new way is a file and a row)."""

from typing import Protocol

from according.model import Markup, Report
from according.shelf import Shelf

__all__ = ["READERS", "Reader"]


class Reader(Protocol):
    """What a row of the shelf is: made without arguments, it reads reports of its `languages`."""

    version: str
    languages: tuple[str, ...]

    def read(self, reports: list[Report]) -> list[Markup]:
        """Mark what the reports say, one markup for each; a report's markup depends on that report alone."""
        ...


READERS: Shelf[type[Reader]] = Shelf("reader", {"cues": "according.readers.cues:CuesReader"})
