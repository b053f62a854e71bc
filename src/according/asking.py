"""What a store can be asked, as `according.open` gives it; light to load, unlike what answers."""

from collections.abc import Iterator, Sequence
from datetime import date
from types import TracebackType
from typing import Literal, Protocol, Self, TypedDict, Unpack

from according.model import Claim, Incident, Report

Sort = Literal["time", "newest", "size", "voices"]


class Asked(TypedDict, total=False):
    """What can be asked for: each a value or several, of which either will do; different ones must all fit."""

    country: str | Sequence[str]
    admin1: str | Sequence[str]
    type: str | Sequence[str]
    actor: str | Sequence[str]
    voice: str | Sequence[str]
    since: str | date
    until: str | date
    words: str
    near: str | tuple[float, float]
    within: float
    bbox: tuple[float, float, float, float]
    contested: bool
    sort: Sort
    limit: int


class Kept(Protocol):
    """A store that is open to be asked. What is asked for comes one by one, and is fetched page by page.

    Use it in a `with` statement, or close it. The filters are those of `according incidents`, by the same names.
    """

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None: ...

    def close(self) -> None:
        """Give the store back."""
        ...

    def incidents(self, **asked: Unpack[Asked]) -> Iterator[Incident]:
        """The incidents that fit; all, if nothing is asked for."""
        ...

    def claims(self, **asked: Unpack[Asked]) -> Iterator[Claim]:
        """The claims that fit, by their first day; all, if nothing is asked for."""
        ...

    def reports(self, **asked: Unpack[Asked]) -> Iterator[Report]:
        """The reports with a claim that fits; all, if nothing is asked for. Always in the order of their coming."""
        ...
