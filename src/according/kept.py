"""What is kept, opened to be asked: its incidents are worked out first, where something changed since."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import Self, Unpack

from according import store
from according.asking import Asked
from according.errors import SourceError, StoreError
from according.grounding.gazetteer import open_gazetteer
from according.keeping import Joining
from according.model import Claim, Incident, Report
from according.ontology import load
from according.settings import Settings
from according.sources.dates import published_date
from according.store import SORTS, Box, Circle, Store, Wanted


@contextmanager
def open_kept(address: str) -> Iterator[Store]:
    """Open a store whose incidents are those of its claims; where it may not be written, in a copy in memory."""
    with store.open_to_read(address) as kept:
        if not kept.is_stale():
            yield kept
        elif not kept.is_read_only:
            kept.refresh(Joining())
            yield kept
        else:
            with kept.copied() as copy:
                copy.refresh(Joining())
                yield copy


class Kept:
    """A store that is open to be asked. What is asked for comes one by one, and is fetched page by page.

    Use it in a `with` statement, or close it. The filters are those of `according incidents`, by the same names.
    """

    def __init__(self, address: str, settings: Settings) -> None:
        if not store.exists(address):
            raise StoreError(f"nothing is kept in {address}: keep what you read with 'according read FILE --keep'")
        self._settings = settings
        self._opened = ExitStack()
        self._store = self._opened.enter_context(open_kept(address))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the store back."""
        self._opened.close()

    def incidents(self, **asked: Unpack[Asked]) -> Iterator[Incident]:
        """The incidents that fit; all, if nothing is asked for."""
        return self._store.find_incidents(_wanted(asked, self._settings))

    def claims(self, **asked: Unpack[Asked]) -> Iterator[Claim]:
        """The claims that fit, by their first day; all, if nothing is asked for."""
        return self._store.find_claims(_wanted(asked, self._settings))

    def reports(self, **asked: Unpack[Asked]) -> Iterator[Report]:
        """The reports with a claim that fits; all, if nothing is asked for. Always in the order of their coming."""
        return self._store.find_reports(_wanted(asked, self._settings))


def _wanted(asked: Asked, settings: Settings) -> Wanted:
    if strange := asked.keys() - Asked.__annotations__.keys():
        raise TypeError(f"there is no filter {sorted(strange)}; there are: {', '.join(Asked.__annotations__)}")
    near, box, since, until = asked.get("near"), asked.get("bbox"), asked.get("since"), asked.get("until")
    if isinstance(near, tuple):
        near = f"{near[0]},{near[1]}"
    sort, types = asked.get("sort", "time"), _several(asked.get("type"))
    if sort not in SORTS:
        raise ValueError(f"sort is one of: {', '.join(SORTS)}")
    if strange := set(types) - load().keys():  # an empty list would look like an answer
        raise ValueError(f"there is no type {sorted(strange)}; there are: {', '.join(sorted(load()))}")
    return Wanted(
        countries=tuple(code.upper() for code in _several(asked.get("country"))),
        admin1=_several(asked.get("admin1")), types=types,
        actors=_several(asked.get("actor")), voices=_several(asked.get("voice")),
        since=published_date(str(since)).start if since is not None else None,
        until=published_date(str(until)).end if until is not None else None,
        words=asked.get("words", ""), contested=asked.get("contested", False), sort=sort, limit=asked.get("limit"),
        near=locate(str(near), asked.get("within", 50.0), settings) if near is not None else None,
        box=Box(west=box[0], south=box[1], east=box[2], north=box[3]) if box is not None else None,
    )  # fmt: skip


def _several(given: str | Sequence[str] | None) -> tuple[str, ...]:
    return () if given is None else (given,) if isinstance(given, str) else tuple(given)


def locate(place: str, km: float, settings: Settings) -> Circle:
    """All within so many kilometres of a place: degrees ("14.45,-11.43"), or a name that the gazetteer knows.

    Of places of one name the one with most people is taken. A `SourceError` if there is none.
    """
    degrees = place.split(",")
    if len(degrees) == 2 and all(_is_number(each) for each in degrees):
        return Circle(lat=float(degrees[0]), lon=float(degrees[1]), km=km)
    found = open_gazetteer(settings.cache, None).find(place)
    if not found:
        raise SourceError(
            f"{place!r} is no place that the gazetteer knows: write its degrees instead, such as 14.45,-11.43"
        )
    return Circle(lat=found[0].lat, lon=found[0].lon, km=km)


def _is_number(words: str) -> bool:
    try:
        float(words)
    except ValueError:
        return False
    return True
