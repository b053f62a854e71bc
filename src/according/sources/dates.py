"""Reads dates of publication, which may be partial: a year, a month, a day, a moment."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time

from according.errors import ReportError
from according.model import Period, TimePrecision

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:[T ](.{1,40}))?)?)?", re.ASCII)
_CLOCK = re.compile(
    r"(?P<clock>[0-9]{2}(?::?[0-9]{2}(?::?[0-9]{2}(?:[.,][0-9]{1,9})?)?)?)"
    r" ?(?P<zone>Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?",
    re.IGNORECASE | re.ASCII,
)
_TOLD = 40  # characters of a wrong date that an error repeats


def published_date(text: str) -> Period:
    """Read an ISO 8601 date as the period that it names: "2024", "2024-09", "2024-09-03", "2024-09-03T10:00Z".

    The day of a moment is the day as written, in whatever zone. A `ReportError` for a date that is none.

    >>> published_date("2024-02").end
    datetime.date(2024, 2, 29)
    """
    found = _PARTIAL.fullmatch(text.strip())
    if found is None:
        raise _no_date(text)
    year, month, day, clock = found.groups()
    try:
        start = date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise _no_date(text) from error
    if clock is not None and _read_clock(clock) is None:
        raise _no_date(text)
    if day:
        return _period(start, start, "day")
    if month:
        return _period(start, start.replace(day=monthrange(start.year, start.month)[1]), "month")
    return _period(start, start.replace(month=12, day=31), "year")


def retrieved_moment(text: str) -> datetime:
    """Read when a text was retrieved. Of a day, a month or a year its last day: by then it was there for sure.

    UTC where no zone is told. A `ReportError` for a date that is none.
    """
    end = published_date(text).end
    found = _PARTIAL.fullmatch(text.strip())
    clock = _read_clock(found[4]) if found and found[4] else None
    moment = datetime.combine(end, clock or time(tzinfo=UTC))
    try:
        moment.astimezone(UTC)
    except OverflowError as error:  # the first and the last hours that there are, in zones where UTC has none
        raise _no_date(text) from error
    return moment


def _period(start: date, end: date, precision: TimePrecision) -> Period:
    return Period(start=start, end=end, precision=precision)


def _read_clock(clock: str) -> time | None:
    """The time of day; `None` where it is none."""
    found = _CLOCK.fullmatch(clock.strip())
    if found is None:
        return None
    zone = (found["zone"] or "Z").upper().replace("UTC", "Z").replace("GMT", "Z")
    try:
        return time.fromisoformat(found["clock"].replace(",", ".")).replace(
            tzinfo=time.fromisoformat("00:00" + zone).tzinfo
        )
    except ValueError:
        return None


def _no_date(text: str) -> ReportError:
    told = text if len(text) <= _TOLD else text[:_TOLD] + "..."
    return ReportError(f"{told!r} is no date: write it as 2024-09-03, 2024-09 or 2024")
