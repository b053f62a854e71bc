"""What is known, written for people and for other tools: rows or claims -> files (a shelf)."""

from typing import Protocol, TextIO

from according.exports.view import Loss, View
from according.shelf import Shelf

__all__ = ["EXPORTS", "Exporter", "Loss", "View"]


class Exporter(Protocol):
    """What a row of the shelf is, made without arguments."""

    def write(self, view: View, out: TextIO) -> Loss:
        """Write what is known to a file; what the format could not hold."""
        ...


EXPORTS: Shelf[type[Exporter]] = Shelf(
    "format",
    {
        "text": "according.exports.text:Tables",
        "jsonl": "according.exports.lines:ClaimLines",
        "incidents": "according.exports.lines:IncidentLines",
        "csv": "according.exports.sheets:AccountRows",
        "geojson": "according.exports.features:Features",
    },
)
