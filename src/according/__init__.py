"""According reads news reports of armed conflict and keeps every figure with who said it.

The core types, the errors, and the verbs `read` and `join`. Nothing heavy is loaded until a verb is used.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from according.asking import Kept
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
    "open",
    "read",
]

T = TypeVar("T")
_READ: Shelf[Callable[..., list[Claim]]] = Shelf("verb", {"read": "according.pipeline:read_anything"})
_JOIN: Shelf[Callable[..., list[Incident]]] = Shelf("verb", {"join": "according.pipeline:join_claims"})

_OPEN: Shelf[Callable[..., Kept]] = Shelf("verb", {"open": "according.kept:Kept"})


def __dir__() -> list[str]:
    """The public names alone, not what this module itself imports."""
    return sorted({*__all__, *(name for name in globals() if name.startswith("__") and name.endswith("__"))})


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
    read; where only some of several reports cannot, a warning names them. A `TypeError` if it is given anything else.
    """
    _demand(what, (str, Path), "read takes one report: a Path, a web address, a file's name or the words (text)")
    _demand(published, (str, date, type(None)), "published is a date, or text such as '2025-07-02'")
    _demand(publisher, str, "publisher is text: who published it")
    _demand(settings, (Settings, type(None)), "settings is an according.Settings")
    verb = _READ.take("read")
    return verb(what, settings or Settings(), published=published, publisher=publisher, retrieved=datetime.now(UTC))


def join(claims: Iterable[Claim], decisions: Iterable[Decision] = ()) -> list[Incident]:
    """Join claims, of any reports and in any order, to the incidents that they are about, accounts side by side.

    A `TypeError` if it is given anything else.
    """
    return _JOIN.take("join")(
        _each(claims, Claim, "join takes claims: a list of what according.read gives"),
        _each(decisions, Decision, "decisions is a list of according.Decision"),
    )


def open(where: str | Path = "", *, settings: Settings | None = None) -> Kept:  # noqa: A001 (the verb of a store)
    """Open a store to ask it for what is kept: `.incidents(...)`, `.claims(...)`, `.reports(...)`, one by one.

    `where` is the store's file, or its address as SQLAlchemy writes it; without it, the store that the settings name.
    The filters are those of `according incidents`: country, admin1, type, actor, voice, since, until, words, near and
    within (km), bbox, contested, sort, limit. A `StoreError` if nothing is kept there.

    So: `with according.open("store.db") as kept: first = next(kept.incidents(country="ML", contested=True))`.
    """
    _demand(where, (str, Path), "open takes the file or the address of a store")
    _demand(settings, (Settings, type(None)), "settings is an according.Settings")
    held = settings or Settings()
    address = str(where) or held.store.address
    return _OPEN.take("open")(address if "://" in address else f"sqlite:///{address}", held)


def _demand(given: object, kinds: type | tuple[type, ...], wanted: str) -> None:
    if not isinstance(given, kinds):
        raise TypeError(f"{wanted}; it was given {_named(given)}")


def _each(given: object, kind: type[T], wanted: str) -> list[T]:
    """What was given as a list, all of one kind; text can be walked through too, but is never meant."""
    if not isinstance(given, Iterable) or isinstance(given, str | bytes | Mapping):
        raise TypeError(f"{wanted}; it was given {_named(given)}")
    held = list(given)
    for each in held:
        _demand(each, kind, wanted)
    return held


def _named(given: object) -> str:
    return "None" if given is None else f"a value of type {type(given).__name__}"
