"""Dates of publication, whole and partial, and what is none."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.errors import ReportError
from according.sources.dates import published_date, retrieved_moment


@pytest.mark.parametrize(
    ("written", "start", "end", "precision"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "year"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        (" 2024-09-03 ", date(2024, 9, 3), date(2024, 9, 3), "day"),
        ("2024-09-03T23:59:59+11:00", date(2024, 9, 3), date(2024, 9, 3), "day"),
        ("2024-09-03T10:00:00.000Z", date(2024, 9, 3), date(2024, 9, 3), "day"),
        ("2024-09-03 10:00", date(2024, 9, 3), date(2024, 9, 3), "day"),
        ("2024-09-03 10:00:00 +0100", date(2024, 9, 3), date(2024, 9, 3), "day"),
        ("2024-09-03 10:00 UTC", date(2024, 9, 3), date(2024, 9, 3), "day"),
    ],
)
def test_a_date_is_the_period_that_it_names(written: str, start: date, end: date, precision: str) -> None:
    found = published_date(written)
    assert (found.start, found.end, found.precision) == (start, end, precision)


@pytest.mark.parametrize(
    "written",
    ["", "2024-13-45", "2024-13", "2023-02-29", "0000", "24-09-03", "2024-9", "03/09/2024", "2024-09-03T25:00",
     "2024-09-03T", "2024-09-03Tnoon", "2024-W05", "٢٠٢٤-٠٩-٠٣", "yesterday", "2024-09-03T10:00+99:00", "9" * 10_000],
)  # fmt: skip
def test_a_date_that_is_none_is_told_with_what_to_write(written: str) -> None:
    with pytest.raises(ReportError, match=r"is no date: write it as 2024-09-03") as told:
        published_date(written)
    assert len(str(told.value)) < 150


@settings(max_examples=60)
@given(day=st.dates(min_value=date(1000, 1, 1)))
def test_every_date_is_read_back(day: date) -> None:
    assert published_date(day.isoformat()).start == day
    month = published_date(day.isoformat()[:7])
    assert month.start.day == 1
    assert (month.end + timedelta(days=1)).day == 1 if month.end < date.max else True
    assert month.start <= day <= month.end


@settings(max_examples=60)
@given(moment=st.datetimes(min_value=datetime(1000, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 (Hypothesis wants it)
def test_every_moment_is_read_back(moment: datetime) -> None:
    assert retrieved_moment(moment.isoformat()) == moment
    assert published_date(moment.isoformat()).start == moment.date()


def test_of_a_partial_moment_the_last_day_counts() -> None:
    assert retrieved_moment("2024-02") == datetime(2024, 2, 29, tzinfo=UTC)


@pytest.mark.parametrize("written", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00"])
def test_a_moment_that_utc_has_no_date_for_is_told(written: str) -> None:
    with pytest.raises(ReportError, match="is no date"):
        retrieved_moment(written)
    assert published_date(written).precision == "day"
