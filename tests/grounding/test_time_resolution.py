"""Words of time become days by the calendar, or stay open; nothing is guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.grounding.times import resolve_time
from according.model import NOT_STATED, Period, TimePrecision, Unknown

DAY = Period(start=date(2025, 7, 2), end=date(2025, 7, 2), precision="day")
MONTH = Period(start=date(2025, 7, 1), end=date(2025, 7, 31), precision="month")
BEFORE = Period(start=date(2025, 6, 2), end=date(2025, 6, 2), precision="day")

RESOLVED: list[tuple[str, str, str, TimePrecision, str]] = [
    ("Tuesday", "2025-07-01", "2025-07-01", "day", "published"),
    ("on Tuesday at about 8 p.m.", "2025-07-01", "2025-07-01", "day", "published"),
    ("at around 0300 GMT on Tuesday", "2025-07-01", "2025-07-01", "day", "published"),
    ("on Monday at two in the afternoon", "2025-06-30", "2025-06-30", "day", "published"),
    ("On 18 December 2024, at 15:30", "2024-12-18", "2024-12-18", "day", "words"),
    ("on Saturday before dawn", "2025-06-28", "2025-06-28", "day", "published"),
    ("shortly after midnight on Tuesday", "2025-07-01", "2025-07-01", "day", "published"),
    ("overnight into Tuesday", "2025-06-30", "2025-07-01", "days", "published"),
    ("overnight to Tuesday", "2025-06-30", "2025-07-01", "days", "published"),
    ("yesterday, 1 July", "2025-07-01", "2025-07-01", "day", "published"),
    ("today, Wednesday", "2025-07-02", "2025-07-02", "day", "published"),
    ("24 hours ago", "2025-07-01", "2025-07-02", "days", "published"),
    ("on Wednesday", "2025-07-02", "2025-07-02", "day", "published"),
    ("Thursday", "2025-06-26", "2025-06-26", "day", "published"),
    ("last Wednesday", "2025-06-25", "2025-06-25", "day", "published"),
    ("Monday night", "2025-06-30", "2025-06-30", "day", "published"),
    ("early on Monday", "2025-06-30", "2025-06-30", "day", "published"),
    ("the early hours of Sunday", "2025-06-29", "2025-06-29", "day", "published"),
    ("Monday and Tuesday", "2025-06-30", "2025-07-01", "days", "published"),
    ("overnight from Monday to Tuesday", "2025-06-30", "2025-07-01", "days", "published"),
    ("8:30 p.m. Sunday", "2025-06-29", "2025-06-29", "day", "published"),
    ("0615 (1315 GMT) on Monday", "2025-06-30", "2025-06-30", "day", "published"),
    ("the 14th", "2025-06-14", "2025-06-14", "day", "published"),
    ("the night of the 31st", "2025-05-31", "2025-05-31", "day", "published"),
    ("2 June", "2025-06-02", "2025-06-02", "day", "published"),
    ("June 2", "2025-06-02", "2025-06-02", "day", "published"),
    ("2 July", "2025-07-02", "2025-07-02", "day", "published"),
    ("3 July", "2024-07-03", "2024-07-03", "day", "published"),
    ("Tuesday, 1 July", "2025-07-01", "2025-07-01", "day", "published"),
    ("the 3rd of May", "2025-05-03", "2025-05-03", "day", "published"),
    ("2 June last year", "2024-06-02", "2024-06-02", "day", "published"),
    ("between 27 and 31 March", "2025-03-27", "2025-03-31", "days", "published"),
    ("from 28 February to 3 March", "2025-02-28", "2025-03-03", "days", "published"),
    ("30 December to 2 January", "2024-12-30", "2025-01-02", "days", "published"),
    ("June 15-16", "2025-06-15", "2025-06-16", "days", "published"),
    ("June 15–16", "2025-06-15", "2025-06-16", "days", "published"),
    ("the night of 4 to 5 June", "2025-06-04", "2025-06-05", "days", "published"),
    ("the night between 14 and 15 March", "2025-03-14", "2025-03-15", "days", "published"),
    ("June", "2025-06-01", "2025-06-30", "month", "published"),
    ("July", "2025-07-01", "2025-07-02", "month", "published"),
    ("August", "2024-08-01", "2024-08-31", "month", "published"),
    ("early June", "2025-06-01", "2025-06-10", "days", "published"),
    ("mid-April", "2025-04-11", "2025-04-20", "days", "published"),
    ("late February", "2025-02-21", "2025-02-28", "days", "published"),
    ("the end of April", "2025-04-21", "2025-04-30", "days", "published"),
    ("December of last year", "2024-12-01", "2024-12-31", "month", "published"),
    ("since mid-June", "2025-06-11", "2025-07-02", "month", "published"),
    ("since 2011", "2011-01-01", "2025-07-02", "year", "published"),
    ("today", "2025-07-02", "2025-07-02", "day", "published"),
    ("this morning", "2025-07-02", "2025-07-02", "day", "published"),
    ("yesterday", "2025-07-01", "2025-07-01", "day", "published"),
    ("yesterday evening", "2025-07-01", "2025-07-01", "day", "published"),
    ("the day before yesterday", "2025-06-30", "2025-06-30", "day", "published"),
    ("overnight", "2025-07-01", "2025-07-02", "days", "published"),
    ("last night", "2025-07-01", "2025-07-02", "days", "published"),
    ("the last 24 hours", "2025-07-01", "2025-07-02", "days", "published"),
    ("the last five days", "2025-06-28", "2025-07-02", "days", "published"),
    ("last week", "2025-06-23", "2025-06-29", "week", "published"),
    ("this week", "2025-06-30", "2025-07-02", "week", "published"),
    ("over the weekend", "2025-06-28", "2025-06-29", "days", "published"),
    ("last month", "2025-06-01", "2025-06-30", "month", "published"),
    ("late last month", "2025-06-21", "2025-06-30", "days", "published"),
    ("earlier this month", "2025-07-01", "2025-07-02", "month", "published"),
    ("last year", "2024-01-01", "2024-12-31", "year", "published"),
    ("in the past month", "2025-06-02", "2025-07-02", "month", "published"),
    ("the past two weeks", "2025-06-18", "2025-07-02", "days", "published"),
    ("three days ago", "2025-06-29", "2025-06-29", "day", "published"),
    ("two weeks ago", "2025-06-15", "2025-06-21", "week", "published"),
    ("three months ago", "2025-04-01", "2025-04-30", "month", "published"),
    ("a year ago", "2024-01-01", "2024-12-31", "year", "published"),
    ("the day before", "2025-06-01", "2025-06-01", "day", "previous"),
    ("the previous day", "2025-06-01", "2025-06-01", "day", "previous"),
    ("a day earlier", "2025-06-01", "2025-06-01", "day", "previous"),
    ("the following day", "2025-06-03", "2025-06-03", "day", "previous"),
    ("two days later", "2025-06-04", "2025-06-04", "day", "previous"),
    ("a week later", "2025-06-06", "2025-06-12", "week", "previous"),
    ("hours later", "2025-06-02", "2025-06-03", "days", "previous"),
    ("the same day", "2025-06-02", "2025-06-02", "day", "previous"),
    ("that night", "2025-06-02", "2025-06-02", "day", "previous"),
    ("later that day", "2025-06-02", "2025-06-02", "day", "previous"),
    ("dawn", "2025-06-02", "2025-06-02", "day", "previous"),
    ("about 4:00 p.m. (1300 GMT)", "2025-06-02", "2025-06-02", "day", "previous"),
    ("in the morning", "2025-06-02", "2025-06-02", "day", "previous"),
]
ABSOLUTE: list[tuple[str, str, str, TimePrecision]] = [
    ("2 June 2025", "2025-06-02", "2025-06-02", "day"),
    ("June 2, 2025", "2025-06-02", "2025-06-02", "day"),
    ("Tuesday, 1 July 2025", "2025-07-01", "2025-07-01", "day"),
    ("25 AUGUST 1989", "1989-08-25", "1989-08-25", "day"),
    ("Sept. 11, 2001", "2001-09-11", "2001-09-11", "day"),
    ("29 February 2024", "2024-02-29", "2024-02-29", "day"),
    ("2024-06-05", "2024-06-05", "2024-06-05", "day"),
    ("25/6/2024", "2024-06-25", "2024-06-25", "day"),
    ("5.6.2024", "2024-06-05", "2024-06-05", "day"),
    ("4 to 5 June 1999", "1999-06-04", "1999-06-05", "days"),
    ("30 December to 2 January 2024", "2023-12-30", "2024-01-02", "days"),
    ("between 27 March 2011 and 3 April 2012", "2011-03-27", "2012-04-03", "year"),
    ("June 1998", "1998-06-01", "1998-06-30", "month"),
    ("late June 1998", "1998-06-21", "1998-06-30", "days"),
    ("March to May 2021", "2021-03-01", "2021-05-31", "month"),
    ("2012", "2012-01-01", "2012-12-31", "year"),
    ("late 2014", "2014-09-01", "2014-12-31", "year"),
    ("between 2011 and 2014", "2011-01-01", "2014-12-31", "year"),
]
OPEN = [
    "over a decade",
    "for over a decade",
    "for 10 years",
    "in recent weeks",
    "the 1990s",
    "last summer",
    "31 June",
    "29 February 2023",
    "next Monday",
    "tomorrow",
    "5/6/2024",
    "from 7 to 3 August 2021",
    "the rainy season",
    "",
    "9 999",
    "x" * 5000,
]


@pytest.mark.parametrize(("words", "start", "end", "precision", "anchor"), RESOLVED)
def test_counted_from_publication_or_from_the_time_before(
    words: str, start: str, end: str, precision: TimePrecision, anchor: str
) -> None:
    found = resolve_time(words, at=(3, 3 + len(words)), published=DAY, previous=BEFORE)
    assert found == Period(
        start=date.fromisoformat(start),
        end=date.fromisoformat(end),
        precision=precision,
        words=words,
        at=(3, 3 + len(words)),
        anchor=anchor,
    )


@pytest.mark.parametrize("published", [DAY, MONTH, NOT_STATED])
@pytest.mark.parametrize(("words", "start", "end", "precision"), ABSOLUTE)
def test_whole_dates_need_no_publication(
    words: str, start: str, end: str, precision: TimePrecision, published: Period | Unknown
) -> None:
    found = resolve_time(words, at=None, published=published, previous=None)
    assert isinstance(found, Period)
    assert (found.start.isoformat(), found.end.isoformat(), found.precision) == (start, end, precision)
    assert found.anchor == "words"


@pytest.mark.parametrize("words", OPEN)
def test_whiles_and_what_is_no_day_stay_open(words: str) -> None:
    found = resolve_time(words, at=(0, 1), published=DAY, previous=BEFORE)
    assert found == Unknown(why="ambiguous", words=words, at=(0, 1))


@pytest.mark.parametrize("published", [NOT_STATED, MONTH])
@pytest.mark.parametrize(
    "words", ["Tuesday", "yesterday", "last week", "the past month", "three days ago", "overnight"]
)
def test_nothing_is_guessed_without_a_day_of_publication(words: str, published: Period | Unknown) -> None:
    found = resolve_time(words, at=None, published=published, previous=BEFORE)
    assert found == Unknown(why="ambiguous", words=words)


@pytest.mark.parametrize("words", ["the day before", "two days later", "that night", "a week earlier", "dawn"])
def test_nothing_is_guessed_without_a_time_before(words: str) -> None:
    assert isinstance(resolve_time(words, at=None, published=DAY, previous=None), Unknown)


def test_a_month_of_publication_dates_a_day_that_it_settles() -> None:
    found = resolve_time("2 June", at=None, published=MONTH, previous=None)
    assert isinstance(found, Period)
    assert found.start == date(2025, 6, 2)
    assert isinstance(resolve_time("15 July", at=None, published=MONTH, previous=None), Unknown)


def test_a_wide_time_before_counts_no_days() -> None:
    assert isinstance(resolve_time("the day before", at=None, published=DAY, previous=MONTH), Unknown)


WORDS = [words for words, *_ in RESOLVED] + [words for words, *_ in ABSOLUTE] + OPEN
DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
PERIODS = st.builds(
    lambda start, wide: Period(
        start=start,
        end=min(date.max, start + timedelta(days=min(wide, (date.max - start).days))),
        precision="days" if wide else "day",
    ),
    DAYS,
    st.integers(0, 40),
)


@settings(max_examples=60)
@given(st.sampled_from(WORDS), PERIODS, st.none() | PERIODS)
def test_no_period_ends_before_it_starts_whatever_the_clocks(
    words: str, published: Period, previous: Period | None
) -> None:
    found = resolve_time(words, at=None, published=published, previous=previous)
    assert isinstance(found, Unknown) or found.start <= found.end


@settings(max_examples=60)
@given(st.sampled_from(["Monday", "Tuesday", "on Friday", "Sunday night", "last Saturday", "the weekend"]), DAYS)
def test_a_bare_weekday_lies_within_the_week_before_publication(words: str, day: date) -> None:
    published = Period(start=day, end=day, precision="day")
    found = resolve_time(words, at=None, published=published, previous=None)
    assert isinstance(found, Period)
    assert found.end <= day
    assert (day - found.start).days <= 8 or day < date(1, 1, 10)


@settings(max_examples=60)
@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(["last", "2", "99", "June", "to", "from", "ago", "days", "later", "the"])).map(" ".join)
)
def test_any_words_get_an_answer(words: str) -> None:
    assert isinstance(resolve_time(words, at=None, published=DAY, previous=BEFORE), Period | Unknown)
