"""What a measure found."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Figures by name, on data named by the sha256 of its bytes; what went wrong, one line each; whether it holds."""

    data: str
    digest: str
    figures: Mapping[str, float]
    faults: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Tell whether nothing went wrong."""
        return not self.faults
