"""What is known, written for people and for other tools: rows or claims -> files."""

from according.exports.view import Loss, View
from according.shelf import Shelf

EXPORTS = Shelf(
    "format",
    {
        "text": "according.exports.text:Tables",
        "jsonl": "according.exports.lines:ClaimLines",
        "incidents": "according.exports.lines:IncidentLines",
    },
)

__all__ = ["EXPORTS", "Loss", "View"]
