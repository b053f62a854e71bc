"""Ways of reading: report -> markup. A reader has `version`, `languages` and `read(reports) -> list[Markup]`."""

from according.shelf import Shelf

READERS = Shelf("reader", {"cues": "according.readers.cues:CuesReader"})
