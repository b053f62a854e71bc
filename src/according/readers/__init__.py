"""Ways of reading: report -> markup (a shelf: a new way is a file and a row)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from according.model import Markup, Report
from according.settings import Settings
from according.shelf import Shelf

__all__ = ["READERS", "Attribution", "AttributionReader", "Gated", "Progress", "Reader", "open_reader"]


Progress = Callable[[float], None]


class Reader(Protocol):
    """What a row of the shelf is: made without arguments, it reads reports of its `languages`."""

    version: str
    languages: tuple[str, ...]

    def read(self, reports: list[Report], progress: Progress | None = None) -> list[Markup]:
        """Mark what the reports say, one markup for each; a report's markup depends on that report alone.

        `progress` is told of a long report which share of it is read, from 0 to 1.
        """
        ...


@runtime_checkable
class Gated(Protocol):
    """A reader that leaves reports in which nothing can be found unread, as long as it is `gated`."""

    gated: bool


@runtime_checkable
class Parsing(Protocol):
    """A reader that stands on a parser: `pipeline` names it, empty for the best one that is installed."""

    pipeline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says what, as offset ranges of a text: source, cue and content, after PolNeAR (Newell et al. 2018).

    Each is empty where it is not there, and more than one range where it is broken ("X", he said, "Y").
    """

    source: tuple[tuple[int, int], ...] = ()
    cue: tuple[tuple[int, int], ...] = ()
    content: tuple[tuple[int, int], ...] = ()


@runtime_checkable
class AttributionReader(Protocol):
    """A reader that also tells who says what, so that `according evaluate attribution` can measure it."""

    def attributions(self, text: str) -> list[Attribution]:
        """Every attribution of a text, in its order."""
        ...


READERS: Shelf[type[Reader]] = Shelf("reader", {"embedded": "according.readers.embedded:EmbeddedReader"})


def open_reader(settings: Settings) -> Reader:
    """The reader that the settings name, with its gate and its parser as they want them."""
    reader = READERS.take(settings.read.reader)()
    if isinstance(reader, Gated):
        reader.gated = settings.read.gate
    if isinstance(reader, Parsing):
        reader.pipeline = settings.read.pipeline
    return reader
