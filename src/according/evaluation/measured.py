"""What a measure is asked, and what it found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from according.errors import SettingsError

Part = Literal["train", "dev", "test", "all"]
PARTS: tuple[Part, ...] = get_args(Part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What is asked of a measure beside its data; a measure that has no use for one leaves it.

    `corpora` is the folder with the public sets. `part` is the part of annotated data that is measured on. `errors` is
    how many examples of errors are asked for, and `predictions` the file to write what was read to, a claim a line.
    """

    corpora: Path | None = None
    part: Part = "dev"
    errors: int = 0
    predictions: Path | None = None

    def folder(self, data: Path | None) -> Path:
        """The folder that is measured on: the one that is named, else that of the public sets."""
        found = data or self.corpora
        if found is None or not found.is_dir():
            told = f"{found}: no such folder of data" if found else "there is no folder of data"
            raise SettingsError(f"{told}; name one, or set ACCORDING_DATA")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How far a figure can be trusted: of how many it is, and its 95 per cent interval, if it has one."""

    of: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Figures by name, on data named by the sha256 of its bytes; what went wrong, one line each; whether it holds.

    `spreads` has how far figures that are shares can be trusted, by the same names. `head` is told before the figures
    and `tables` after them, line by line; `examples` of errors only who asks for them sees. None of these three is
    shown of the part that is kept for the test.
    """

    data: str
    digest: str
    figures: Mapping[str, float]
    spreads: Mapping[str, Spread] = field(default_factory=dict)
    faults: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Tell whether nothing went wrong."""
        return not self.faults
