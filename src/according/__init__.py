"""According reads news reports of armed conflict and keeps every figure with who said it.

The core types, the errors, and the verbs `read` and `join`. Nothing heavy is loaded until a verb is used.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from according.errors import AccordingError, ReportError, SettingsError, SourceError, StoreError
from according.model import (
    Account,
    Actor,
    Claim,
    Count,
    Decision,
    Incident,
    Link,
    Markup,
    Period,
    Place,
    Reading,
    Report,
    Span,
    Unknown,
    Voice,
)
from according.settings import Settings
from according.shelf import Shelf

__all__ = [
    "AccordingError",
    "Account",
    "Actor",
    "Claim",
    "Count",
    "Decision",
    "Incident",
    "Link",
    "Markup",
    "Period",
    "Place",
    "Reading",
    "Report",
    "ReportError",
    "Settings",
    "SettingsError",
    "SourceError",
    "Span",
    "StoreError",
    "Unknown",
    "Voice",
    "join",
    "read",
]

_READ: Shelf[Callable[..., list[Claim]]] = Shelf("verb", {"read": "according.pipeline:read_anything"})
_JOIN: Shelf[Callable[..., list[Incident]]] = Shelf("verb", {"join": "according.pipeline:join_claims"})


def read(
    what: str | Path,
    *,
    published: str | date | None = None,
    publisher: str = "",
    settings: Settings | None = None,
) -> list[Claim]:
    """Read a report and give its claims in the order of its words.

    `what` is a `Path`, a web address, the name of a file or folder that is there, or the words of a report themselves.
    `published` is when it was published ("2025-07-02", "2025-07"), from which words such as "Tuesday" are counted; it
    outranks what the report tells. A `SourceError` if there is nothing of that name, a `ReportError` if it cannot be
    read; where only some of several reports cannot, a warning names them.
    """
    verb = _READ.take("read")
    return verb(what, settings or Settings(), published=published, publisher=publisher, retrieved=datetime.now(UTC))


def join(claims: Iterable[Claim], decisions: Iterable[Decision] = ()) -> list[Incident]:
    """Join claims, of any reports and in any order, to the incidents that they are about, accounts side by side."""
    return _JOIN.take("join")(claims, decisions)
