"""What is kept, opened to be asked: its incidents are worked out first, where something changed since."""

from collections.abc import Iterator
from contextlib import contextmanager

from according import store
from according.errors import SourceError
from according.grounding.gazetteer import open_gazetteer
from according.keeping import Joining
from according.settings import Settings
from according.store import Circle, Store


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
