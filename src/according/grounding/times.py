"""When: words of time become days, counted from the day of publication or from the time spoken of before.

Nothing is guessed. A weekday or "yesterday" without a day of publication, "two days later" without a time before, and
whiles ("for ten years") stay `ambiguous`. A bare weekday is the last one up to publication, a date without a year the
last one. Parts of months are thirds: 1-10, 11-20, 21-end. "The past month" is the 30 days up to publication.
"""

import functools
import re
import tomllib
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

from according.grounding.calendar_days import day_of, last_weekday, precision_of, shift
from according.language.times import time_words
from according.model import Period, TimePrecision, Unknown, Words

_LONGEST = 120
_BRACES = re.compile(r"\{([a-z]+)\}")
_NTH = re.compile(r"(?:(?:[a-z]+ )*(?:of|to) )?the (\d{1,2})(?:st|nd|rd|th)")  # of a month that is not named
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_LENGTHS = {"hour": 1, "day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
_NARROW: tuple[TimePrecision, ...] = ("day", "days", "week")
_UNIT_PRECISION: dict[str, TimePrecision] = {"week": "week", "month": "month", "year": "year"}

Found = tuple[date, date, TimePrecision, str]
Groups = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class _Clock:
    """What words are counted from: the days of publication and those spoken of before."""

    published: Period | None
    previous: Period | None
    language: str

    @property
    def today(self) -> date | None:
        """The day of publication, if it is known to the day."""
        return self.published.start if self.published and self.published.start == self.published.end else None

    def month(self, word: str) -> int:
        number: int = time_words(self.language)["months"][word]
        return number

    def weekday(self, word: str) -> int:
        number: int = time_words(self.language)["weekdays"][word]
        return number


def resolve_time(
    words: str, *, at: Words | None, published: Period | Unknown, previous: Period | None, language: str = "en"
) -> Period | Unknown:
    """The days that these words mean, or an `Unknown` (ambiguous) that keeps the words.

    `previous` is the last time that the text spoke of, for "the day before" and its like. `anchor` of the period tells
    what was counted from: "words" (nothing), "published" or "previous".

    >>> day = Period(start=date(2025, 7, 2), end=date(2025, 7, 2), precision="day")
    >>> resolve_time("Tuesday", at=None, published=day, previous=None).start
    datetime.date(2025, 7, 1)
    """
    clock = _Clock(published if isinstance(published, Period) else None, previous, language)
    found = _find(_plain(words, clock), clock) if len(words) <= _LONGEST else None
    if found is None:
        return Unknown(why="ambiguous", words=words, at=at)
    start, end, precision, anchor = found
    if anchor == "words" and str(end.year) not in words:
        anchor = "published"
    return Period(start=start, end=end, precision=precision, words=words, at=at, anchor=anchor)


@functools.cache
def _tables(language: str) -> dict[str, Any]:
    text = (resources.files("according.grounding") / "times.toml").read_text(encoding="utf-8")
    tables: dict[str, Any] = tomllib.loads(text)[language]
    return tables


@functools.cache
def _rules(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each rule's name with one of its shapes, in the order of the file."""
    tables = _tables(language)
    shapes = ((name, shape) for name, shapes in tables["rules"].items() for shape in shapes)
    return tuple((name, re.compile(_write(shape, language))) for name, shape in shapes)


@functools.cache
def _clock_times(language: str) -> re.Pattern[str]:
    return re.compile(
        "(?:^|(?<= ))(?:" + "|".join(_write(s, language) for s in _tables(language)["clock"]) + ")(?= |$)"
    )


def _write(shape: str, language: str) -> str:
    """A shape with what its braces name."""
    words = time_words(language)
    lists = {"month": words["months"], "weekday": words["weekdays"], "number": words["numbers"]}

    def written(name: str) -> str:
        if name in lists:
            return "(?:" + "|".join(sorted(lists[name], key=len, reverse=True)) + ")"
        return _write(_tables(language)["parts"][name], language)

    return _BRACES.sub(lambda m: written(m[1]), shape)


def _plain(words: str, clock: _Clock) -> str:
    """The words in lower case, without those that carry nothing; "June last year" with its year."""
    tables = _tables(clock.language)
    nth = _NTH.fullmatch(words.lower())
    if nth:
        return f"{nth[1]} nth"
    text = _ORDINAL.sub("", words.lower().replace("–", "-").replace("—", "-").replace("’s", "").replace("'s", ""))
    text = re.sub(r"(?<=o)['’](?=clock)", " ", text)
    kept = [word for word in re.sub(r"[,()]|(?<=[a-z])\.", " ", text).split() if word not in tables["dropped"]]
    text = " ".join(_clock_times(clock.language).sub("", " ".join(kept)).split())
    text = tables["same_day"] if kept and not text else text
    months = time_words(clock.language)["months"]
    for phrase, back in ((tables["this_year"], 0), (tables["last_year"], 1)):
        before, found, rest = text.partition(" " + phrase)
        is_month = before.rsplit(" ", 1)[-1] in months or before.rsplit(" ", 1)[-1].isdigit()
        if found and not rest and is_month and clock.published and _is_one_year(clock.published):
            return f"{before} {clock.published.end.year - back}"
    return text


def _is_one_year(period: Period) -> bool:
    return period.start.year == period.end.year


def _find(text: str, clock: _Clock) -> Found | None:
    for name, shape in _rules(clock.language):
        match = shape.fullmatch(text)
        found = _RULES[name](match.groupdict(), clock) if match else None
        if found is not None:
            return found if found[0] <= found[1] else None
    return None


def _whole_month(year: int, month: int, third: str | None, language: str) -> tuple[date, date]:
    last = monthrange(year, month)[1]
    part = None if third is None else _tables(language)["thirds"][third]
    first, last = {None: (1, last), 0: (1, 10), 1: (11, 20), 2: (21, last)}[part]
    return date(year, month, first), date(year, month, last)


def _whole_year(year: int, third: str | None, language: str) -> tuple[date, date]:
    part = None if third is None else _tables(language)["thirds"][third]
    first, last = {None: (1, 12), 0: (1, 4), 1: (5, 8), 2: (9, 12)}[part]
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _stretch(start: date | None, end: date | None, anchor: str) -> Found | None:
    return (start, end, precision_of(start, end), anchor) if start and end else None


def _year_of(month: int, day: int, clock: _Clock) -> int | None:
    """The year in which this day last came, where the publication date tells it."""
    if clock.published is None:
        return None
    years = {
        edge.year - ((month, day) > (edge.month, edge.day)) for edge in (clock.published.start, clock.published.end)
    }
    return years.pop() if len(years) == 1 else None


def _find_iso(groups: Groups, _: _Clock) -> Found | None:
    day = day_of(int(groups["y"] or 0), int(groups["m"] or 0), int(groups["d"] or 0))
    return _stretch(day, day, "words")


def _find_numeric(groups: Groups, _: _Clock) -> Found | None:
    """5.6.2024 is the 5th of June; 5/6/2024 is that or the 6th of May, and stays open."""
    a, b, year = int(groups["a"] or 0), int(groups["b"] or 0), int(groups["y"] or 0)
    days = {day_of(year, b, a)} if groups["mark"] == "." else {day_of(year, b, a), day_of(year, a, b)}
    days.discard(None)
    day = days.pop() if len(days) == 1 else None
    return _stretch(day, day, "words")


def _find_date(groups: Groups, clock: _Clock) -> Found | None:
    month, day = clock.month(groups["m"] or ""), int(groups["d"] or 0)
    year = int(groups["y"]) if groups["y"] else _year_of(month, day, clock)
    found = day_of(year, month, day) if year else None
    return _stretch(found, found, "words" if groups["y"] else "published")


def _find_dates(groups: Groups, clock: _Clock) -> Found | None:
    later = groups["m2"] or groups["m1"]
    month, day = clock.month(later or ""), int(groups["d2"] or 0)
    stated = groups["y2"] or groups["y1"]
    year = int(stated) if stated else _year_of(month, day, clock)
    if year is None:
        return None
    first = clock.month(groups["m1"] or later or "")
    first_year = int(groups["y1"]) if groups["y1"] else year - (first > month)
    start, end = day_of(first_year, first, int(groups["d1"] or 0)), day_of(year, month, day)
    return _stretch(start, end, "words" if stated else "published")


def _find_month(groups: Groups, clock: _Clock) -> Found | None:
    month = clock.month(groups["m"] or "")
    year = int(groups["y"]) if groups["y"] else _year_of(month, 1, clock)
    if not year:
        return None
    start, end = _whole_month(year, month, groups["third"], clock.language)
    if not groups["y"] and clock.published:
        end = max(start, min(end, clock.published.end))
    return start, end, "days" if groups["third"] else "month", "words" if groups["y"] else "published"


def _find_monthday(groups: Groups, clock: _Clock) -> Found | None:
    """The day of that number that came last."""
    today = clock.today
    if today is None:
        return None
    months = (divmod(today.year * 12 + today.month - 1 - back, 12) for back in range(3))
    days = (day_of(year, month + 1, int(groups["d"] or 0)) for year, month in months if year)
    found = next((day for day in days if day is not None and day <= today), None)
    return _stretch(found, found, "published")


def _find_months(groups: Groups, clock: _Clock) -> Found | None:
    first, last = clock.month(groups["m1"] or ""), clock.month(groups["m2"] or "")
    stated = groups["y2"] or groups["y1"]
    year = int(stated) if stated else _year_of(last, 1, clock)
    if not year:
        return None
    start = day_of(int(groups["y1"]) if groups["y1"] else year - (first > last), first, 1)
    return _stretch(start, day_of(year, last, monthrange(year, last)[1]), "words" if stated else "published")


def _find_year(groups: Groups, clock: _Clock) -> Found | None:
    year = int(groups["y"] or 0)
    return (*_whole_year(year, groups["third"], clock.language), "year", "words") if year else None


def _find_years(groups: Groups, _: _Clock) -> Found | None:
    start, end = day_of(int(groups["y1"] or 0), 1, 1), day_of(int(groups["y2"] or 0), 12, 31)
    return (start, end, "year", "words") if start and end else None


def _find_since(groups: Groups, clock: _Clock) -> Found | None:
    """From then until publication."""
    found = _find(groups["rest"] or "", clock)
    if found is None or clock.published is None:
        return None
    return _stretch(found[0], clock.published.end, "published")


def _find_into(groups: Groups, clock: _Clock) -> Found | None:
    """The night that ends on that day."""
    found = _find(groups["rest"] or "", clock)
    return _stretch(shift(found[0], -1), found[1], found[3]) if found and found[2] == "day" else None


def _find_weekday(groups: Groups, clock: _Clock) -> Found | None:
    if clock.today is None:
        return None
    upto = shift(clock.today, -1) if groups["last"] == "last" else clock.today
    day = last_weekday(clock.weekday(groups["w"] or ""), upto)
    return day, day, "day", "published"


def _find_weekdays(groups: Groups, clock: _Clock) -> Found | None:
    if clock.today is None:
        return None
    end = last_weekday(clock.weekday(groups["w2"] or ""), clock.today)
    return _stretch(last_weekday(clock.weekday(groups["w1"] or ""), end), end, "published")


def _find_weekend(groups: Groups, clock: _Clock) -> Found | None:
    if clock.today is None:
        return None
    start = last_weekday(5, clock.today)
    if groups["last"] and shift(start, 1) >= clock.today:
        start = shift(start, -7)
    return _stretch(start, min(shift(start, 1), clock.today), "published")


def _find_days(groups: Groups, clock: _Clock) -> Found | None:
    offsets = _tables(clock.language)["days"].get(groups["days"])
    if offsets is None or clock.today is None:
        return None
    return _stretch(shift(clock.today, offsets[0]), shift(clock.today, offsets[1]), "published")


def _find_calendar(groups: Groups, clock: _Clock) -> Found | None:
    """Last or this week (from Monday on), month, year; what lies after publication is cut off."""
    today, unit, third = clock.today, groups["unit"], groups.get("third")
    if today is None:
        return None
    back = 1 if groups.get("which") == "last" else 0
    if unit == "week":
        start = shift(today, -today.weekday() - 7 * back)
        end = shift(start, 6)
    elif unit == "month":
        month = today.year * 12 + today.month - 1 - back
        start, end = _whole_month(month // 12, month % 12 + 1, third, clock.language)
    else:
        start, end = _whole_year(today.year - back, third, clock.language)
    precision = "days" if third and unit == "month" else _UNIT_PRECISION[unit or ""]
    return start, min(end, today), precision, "published"


def _amount(groups: Groups, clock: _Clock) -> int:
    number = groups.get("n")
    if number is None:
        return 1
    return int(number) if number.isdigit() else int(time_words(clock.language)["numbers"][number])


def _find_past(groups: Groups, clock: _Clock) -> Found | None:
    """So many days, weeks, months or years up to publication."""
    if clock.today is None:
        return None
    unit, amount = _tables(clock.language)["units"][groups["unit"]], _amount(groups, clock)
    days = -(-amount // 24) if unit == "hour" else amount * _LENGTHS[unit]
    if unit == "day" and amount > 1:
        days -= 1  # of "the last five days" the day of publication is one
    if groups["n"] is None and (groups["unit"] or "").endswith("s"):
        return None
    precision = _UNIT_PRECISION.get(unit, "days")
    return shift(clock.today, -days), clock.today, precision if amount == 1 else "days", "published"


def _find_ago(groups: Groups, clock: _Clock) -> Found | None:
    return _counted(clock.today, -1, groups, clock, "published")


def _counted(day: date | None, way: int, groups: Groups, clock: _Clock, anchor: str) -> Found | None:
    """So many units before or after a day: as narrow as the unit is, a week being that day and three on each side."""
    if day is None:
        return None
    unit, amount = _tables(clock.language)["units"].get(groups["unit"], "day"), _amount(groups, clock)
    if unit == "hour":
        return _stretch(min(day, shift(day, way * (amount // 24))), max(day, shift(day, way)), anchor)
    if unit == "year":
        year = day.year + way * amount
        return (
            (date(year, 1, 1), date(year, 12, 31), "year", anchor) if date.min.year <= year <= date.max.year else None
        )
    if unit == "month":
        month = day.year * 12 + day.month - 1 + way * amount
        return (*_whole_month(month // 12, month % 12 + 1, None, clock.language), "month", anchor)
    middle = shift(day, way * amount * _LENGTHS[unit])
    return (middle, middle, "day", anchor) if unit == "day" else (shift(middle, -3), shift(middle, 3), "week", anchor)


def _find_beside(groups: Groups, clock: _Clock) -> Found | None:
    """The day before, two days later, that night: counted from the time spoken of before, if that is narrow enough."""
    previous = clock.previous
    if previous is None:
        return None
    way = _tables(clock.language)["directions"].get((groups.get("way") or "same").split()[0], 0)
    if way == 0:
        return previous.start, previous.end, previous.precision, "previous"
    if previous.precision not in _NARROW:
        return None
    edge = previous.start if way < 0 else previous.end
    return _counted(edge, way, groups, clock, "previous")


_RULES: dict[str, Callable[[Groups, _Clock], Found | None]] = {
    "iso": _find_iso,
    "numeric": _find_numeric,
    "date": _find_date,
    "dates": _find_dates,
    "month": _find_month,
    "monthday": _find_monthday,
    "months": _find_months,
    "year": _find_year,
    "years": _find_years,
    "since": _find_since,
    "into": _find_into,
    "weekday": _find_weekday,
    "weekdays": _find_weekdays,
    "weekend": _find_weekend,
    "days": _find_days,
    "calendar": _find_calendar,
    "past": _find_past,
    "ago": _find_ago,
    "beside": _find_beside,
}
