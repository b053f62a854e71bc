"""Draws when things were, as bars by day, week, month or year, each of which narrows a list to its time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, TypeAlias

from according.web.filters import Filters

Unit: TypeAlias = Literal["day", "week", "month", "year"]
# From so many days on the next unit is taken.
_UNITS: tuple[tuple[int, Unit], ...] = ((62, "day"), (430, "week"), (3700, "month"))
_WIDTH, _HEIGHT = 720.0, 110.0
_GAP = 0.2  # of a bar's room
_MOST_BARS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What was in a stretch of time: where it is drawn, how many, and where a click leads."""

    x: float
    y: float
    width: float
    height: float
    name: str
    number: int
    filters: Filters


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Bars from the first stretch of time to the last; those with nothing in them are left out."""

    width: float
    height: float
    unit: Unit
    bars: Sequence[Bar]
    most: int


def draw(days: Mapping[str, int], filters: Filters) -> Timeline | None:
    """Draw how many things were on each day, an ISO text; `None` where nothing was."""
    counted = {date.fromisoformat(day): number for day, number in days.items()}
    if not counted:
        return None
    first, last = min(counted), max(counted)
    unit: Unit = next((unit for most, unit in _UNITS if (last - first).days <= most), "year")
    numbers: dict[date, int] = {}
    for day, number in counted.items():
        start = _start(day, unit)
        numbers[start] = numbers.get(start, 0) + number
    shown = sorted(numbers)[-_MOST_BARS:]
    most = max(numbers[start] for start in shown)
    places = _index(shown[-1], unit) - _index(shown[0], unit) + 1
    room = _WIDTH / max(places, 12)
    bars = []
    for start in shown:
        height = max(_HEIGHT * numbers[start] / most, 2.0)
        end = _end(start, unit)
        bars.append(
            Bar(
                x=round((_index(start, unit) - _index(shown[0], unit)) * room, 1), y=round(_HEIGHT - height, 1),
                width=round(room * (1 - _GAP), 2), height=round(height, 1), name=_name(start, unit),
                number=numbers[start], filters=replace(filters, since=str(start), until=str(end)),
            )
        )  # fmt: skip
    return Timeline(width=_WIDTH, height=_HEIGHT, unit=unit, bars=bars, most=most)


def _start(day: date, unit: Unit) -> date:
    """The first day of the stretch that a day lies in; weeks begin on Monday."""
    if unit == "week":
        return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
    return day.replace(day=1, month=1) if unit == "year" else day.replace(day=1) if unit == "month" else day


def _end(start: date, unit: Unit) -> date:
    """The last day of the stretch that begins so."""
    if unit == "year":
        return start.replace(month=12, day=31)
    if unit == "month":
        return (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return start + timedelta(days=6 if unit == "week" else 0)


def _index(start: date, unit: Unit) -> int:
    """How many stretches lie before this one."""
    if unit == "year":
        return start.year
    if unit == "month":
        return start.year * 12 + start.month
    return (start - date.min).days // (7 if unit == "week" else 1)


def _name(start: date, unit: Unit) -> str:
    if unit == "year":
        return str(start.year)
    if unit == "month":
        return f"{start:%B} {start.year}"
    return f"{'week of ' if unit == 'week' else ''}{start.day} {start:%B} {start.year}"
