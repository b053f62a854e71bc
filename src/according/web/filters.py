"""What a list is narrowed to, as it stands in the address of a page: read from it, and written into it."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import get_args
from urllib.parse import urlencode

from according.errors import ReportError
from according.model import SpeakerKind, Status
from according.ontology import load
from according.sources.dates import published_date

MOST_CHARACTERS = 200  # of one filter; longer is no name of anything
PER_PAGE = 25
MOST_PER_PAGE = 500
_MOST_PAGES = 10**9
_DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,9})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What must fit, "" where anything does; `since` and `until` as they were written, days in `first` and `last`."""

    place: str = ""
    country: str = ""
    since: str = ""
    until: str = ""
    actor: str = ""
    type: str = ""
    voice: str = ""
    status: str = ""
    words: str = ""
    box: str = ""

    @property
    def first(self) -> date | None:
        """The first day of `since`."""
        return published_date(self.since).start if self.since else None

    @property
    def last(self) -> date | None:
        """The last day of `until`."""
        return published_date(self.until).end if self.until else None

    @property
    def bounds(self) -> tuple[float, float, float, float] | None:
        """West, south, east and north of `box`, in degrees."""
        return read_box(self.box) if self.box else None

    def told(self) -> dict[str, str]:
        """The filters that are set: name -> value."""
        return {name: value for name, value in asdict(self).items() if value}


def choices() -> dict[str, tuple[str, ...]]:
    """What may stand in the filters that are no free text."""
    return {"type": tuple(sorted(load())), "voice": get_args(SpeakerKind), "status": get_args(Status)}


def read_filters(asked: Mapping[str, str]) -> tuple[Filters, list[str]]:
    """Read the filters of an address, and what is wrong with those that cannot be used, which are left out."""
    faults: list[str] = []
    found: dict[str, str] = {}
    for name in Filters.__dataclass_fields__:
        value = " ".join(asked.get(name, "").split())
        fault = _fault(name, value) if value else ""
        if fault:
            faults.append(fault)
        elif value:
            found[name] = value.upper() if name == "country" else value
    return Filters(**found), faults


def _fault(name: str, value: str) -> str:
    """What is wrong with the value of a filter; "" if nothing is."""
    if len(value) > MOST_CHARACTERS:
        return f"{name}: longer than {MOST_CHARACTERS} characters"
    if name in ("since", "until"):
        try:
            published_date(value)
        except ReportError:
            return f"{name}: {value!r} is no day: write 2025-07-02, 2025-07 or 2025"
    if name == "box" and read_box(value) is None:
        return f"box: {value!r} is no stretch of the map: write west,south,east,north in degrees, such as -12,10,5,25"
    if name == "country" and not (len(value) == len("ML") and value.isalpha()):
        return f"country: {value!r} is no country's code of two letters"
    allowed = choices().get(name)
    if allowed is not None and value not in allowed:
        return f"{name}: there is no {value!r}"
    return ""


def read_box(value: str) -> tuple[float, float, float, float] | None:
    """West, south, east and north in degrees, as "-12,10,5,25"; `None` if these are none.

    >>> read_box("-12,10,5,25.5"), read_box("-12,25,5,10"), read_box("a,b,c,d")
    ((-12.0, 10.0, 5.0, 25.5), None, None)
    """
    pieces = value.split(",")
    if len(pieces) != 4 or not all(_DEGREES.fullmatch(each) for each in pieces):
        return None
    west, south, east, north = map(float, pieces)
    fits = -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90
    return (west, south, east, north) if fits else None


def read_number(asked: Mapping[str, str], name: str, *, otherwise: int, most: int = _MOST_PAGES) -> int:
    """Read a number of at least 1 from an address; another one where it is none."""
    value = asked.get(name, "")
    is_number = value.isascii() and value.isdigit() and len(value) <= len(str(_MOST_PAGES))
    return min(max(int(value), 1), most) if is_number else otherwise


def write_query(filters: Filters, **others: object) -> str:
    """Write filters, and whatever else stands in an address, as its query: "?country=ML&page=2", or ""."""
    query = urlencode({**filters.told(), **{name: str(value) for name, value in others.items() if value}})
    return f"?{query}" if query else ""
