"""A name -> its back end, loaded when first asked for; the only file that imports inside a function.

Back ends of other packages come in by entry point: the group `according.reader` adds to the table of readers.
"""

import importlib
from collections.abc import Iterable, Mapping
from importlib.metadata import entry_points
from typing import Generic, TypeVar, cast

from according.errors import SettingsError

T = TypeVar("T")


LEAST_ALIKE = 0.5  # half of the letters in their places: nearer names are slips, others are other words


def nearest(name: str, names: Iterable[str]) -> str:
    """The name that a mistyped one may have meant, by edits and swaps of letters; "" if none is near.

    >>> nearest("raed", ["read", "show"]), nearest("raed", ["show"])
    ('read', '')
    """
    alike = importlib.import_module("rapidfuzz.distance").OSA.normalized_similarity
    scored = [(alike(name.casefold(), each.casefold()), each) for each in names]
    best, found = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
    return found if best >= LEAST_ALIKE else ""


class Shelf(Generic[T]):
    """A table of back ends of one kind: name -> "module:attribute", each imported when it is first taken."""

    def __init__(self, kind: str, rows: Mapping[str, str], extras: Mapping[str, str] | None = None) -> None:
        """Name the kind ("reader"), its rows, and the extra that a row needs, if it needs one."""
        self.kind = kind
        self._rows = dict(rows)
        self._extras = dict(extras or {})

    def names(self) -> tuple[str, ...]:
        """All names that can be taken, those of other packages too, in order."""
        others = {point.name for point in entry_points(group=f"according.{self.kind}")}
        return tuple(sorted(others | self._rows.keys()))

    def take(self, name: str) -> T:
        """Load the back end of this name; a `SettingsError` names those that there are, or the missing extra."""
        where = self._rows.get(name)
        if where is None:
            points = tuple(entry_points(group=f"according.{self.kind}", name=name))
            if not points:
                near = nearest(name, self.names())
                hint = f" (did you mean {near!r}?)" if near else ""
                raise SettingsError(f"there is no {self.kind} {name!r}{hint}; there are: {', '.join(self.names())}")
            where = points[0].value
        module, _, attribute = where.partition(":")
        try:
            return cast(T, getattr(importlib.import_module(module), attribute))
        except ModuleNotFoundError as error:
            extra = self._extras.get(name)
            if extra is None:
                raise
            raise SettingsError(
                f"the {self.kind} {name!r} needs {error.name}: pip install 'according[{extra}]'"
            ) from error
