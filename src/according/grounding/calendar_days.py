"""Days of the calendar: made, shifted, and how wide a stretch of them is."""

from datetime import date

from according.model import TimePrecision


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, if the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift(day: date, days: int) -> date:
    """So many days on, kept within what a calendar holds."""
    number = min(max(day.toordinal() + days, 1), date.max.toordinal())
    return date.fromordinal(number)


def precision_of(start: date, end: date) -> TimePrecision:
    """How wide a stretch is: a day, up to 10 days, up to three months, more."""
    days = (end - start).days + 1
    if days <= 1:
        return "day"
    return "days" if days <= 10 else "month" if days <= 100 else "year"


def last_weekday(weekday: int, upto: date) -> date:
    """The last day of that name, up to a day and with it."""
    return shift(upto, -((upto.weekday() - weekday) % 7))
