"""JSONL files as users have them: columns missing, null or of their own, ids as numbers, lines that are broken."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from according.errors import ReportError, SourceError
from according.model import NOT_STATED, Period, Report
from according.settings import FetchSettings, ReadSettings, Settings
from according.sources import Item
from according.sources.jsonl import JsonlSource

NOON = datetime(2025, 7, 3, 12, tzinfo=UTC)
WORDS = "The army said that its soldiers killed two gunmen near Doro on Friday, and nobody else was hurt."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "reports.jsonl"


def read(path: Path, content: str | bytes, settings: Settings | None = None) -> list[Item]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(JsonlSource(str(path), settings or Settings(), retrieved=NOON).fetch())


def read_row(path: Path, **row: object) -> Report:
    (report,) = read(path, json.dumps({"text": WORDS, **row}))
    assert isinstance(report, Report)
    return report


def test_only_the_text_is_required(path: Path) -> None:
    report = read_row(path)
    assert report == Report(
        text=WORDS, given_id=f"{path}:1", language="en", retrieved=NOON, raw=json.dumps({"text": WORDS}).encode()
    )


def test_null_is_as_good_as_missing(path: Path) -> None:
    keys = ("id", "url", "publisher", "title", "published", "language", "retrieved")
    assert read_row(path, **dict.fromkeys(keys)).given_id == f"{path}:1"


def test_everything_that_is_told_is_kept(path: Path) -> None:
    report = read_row(
        path, id="P001", url="https://news.example/a", publisher="The Example", title="Two killed", published="2024-09",
        language="en-GB", retrieved="2024-10-01T08:00:00Z", byline="of their own", n=[1, {"deep": None}],
    )  # fmt: skip
    assert report.text == f"Two killed\n\n{WORDS}"
    assert (report.given_id, report.address, report.publisher) == ("P001", "https://news.example/a", "The Example")
    assert report.published == Period(start=date(2024, 9, 1), end=date(2024, 9, 30), precision="month")
    assert (report.published_how, report.language) == ("file", "en")
    assert report.retrieved == datetime(2024, 10, 1, 8, tzinfo=UTC)


def test_numbers_are_ids_and_years(path: Path) -> None:
    report = read_row(path, id=17, published=2024)
    assert report.given_id == "17"
    assert isinstance(report.published, Period)
    assert report.published.precision == "year"


def test_without_an_id_the_address_is_one(path: Path) -> None:
    assert read_row(path, url="https://news.example/a").given_id == "https://news.example/a"


def test_a_title_that_the_text_begins_with_stands_there_once(path: Path) -> None:
    assert read_row(path, text=f"Two  Killed:\n{WORDS}", title="Two killed").text == f"Two Killed:\n{WORDS}"


def test_an_empty_date_is_none_and_no_fault(path: Path) -> None:
    assert read_row(path, published="").published == NOT_STATED


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ('{"text": "cut', "not JSON"),
        ("[" * 100_000, "JSON"),
        ("[1]", "one report a line"),
        ('"text"', "one report a line"),
        ('{"title": "x"}', 'no "text"'),
        ('{"text": null}', 'no "text"'),
        ('{"text": 5}', 'no "text"'),
        ('{"text": "  "}', "no text in it"),
        ('{"text": "Two died.", "published": "2024-13-45"}', "'2024-13-45' is no date"),
        ('{"text": "Two died.", "published": {"year": 2024}}', '"published" must be a text or null'),
        ('{"text": "Two died.", "published": true}', '"published" must be a text or null'),
        ('{"text": "Two died.", "retrieved": "soon"}', "'soon' is no date"),
        ('{"text": "Two died.", "url": 5}', '"url" must be a text or null'),
        ('{"text": "Two died.", "id": 5.5}', '"id" must be a text or null'),
        (b'{"text": "\xff\xfe"}', "not JSON"),
    ],
)
def test_a_bad_line_is_a_fault_with_its_number_and_the_others_are_read(path: Path, row: str | bytes, why: str) -> None:
    bad = row if isinstance(row, bytes) else row.encode()
    good = json.dumps({"text": WORDS}).encode()
    first, fault, last = read(path, b"\n".join((good, b"", bad, good)))
    assert isinstance(first, Report)
    assert isinstance(last, Report)
    assert isinstance(fault, ReportError)
    assert str(fault).startswith(f"{path}, line 3: ")
    assert why in str(fault)
    assert "\n" not in str(fault)
    assert last.given_id == f"{path}:4"


def test_a_line_that_never_ends_costs_one_report_and_little_memory(path: Path) -> None:
    short = Settings(read=ReadSettings(most_characters=200))
    endless = b'{"text": "' + b"word " * 1_000_000 + b'"}'
    good = json.dumps({"text": WORDS}).encode()
    fault, report = read(path, endless + b"\n" + good, short)
    assert isinstance(fault, ReportError)
    assert "line 1: longer than a report may be: split it" in str(fault)
    assert isinstance(report, Report)
    (alone,) = read(path, endless, short)
    assert isinstance(alone, ReportError)


def test_a_report_that_is_too_long_is_told_with_the_line(path: Path) -> None:
    (fault,) = read(path, json.dumps({"text": "word " * 100}), Settings(read=ReadSettings(most_characters=400)))
    assert "line 1: the text has 500 characters, more than 400: split it" in str(fault)


def test_a_file_may_be_larger_than_a_fetch(path: Path) -> None:
    line = json.dumps({"text": WORDS}) + "\n"
    found = read(path, line * (1_100_000 // len(line)), Settings(fetch=FetchSettings(most_mb=1)))
    assert len(found) == 1_100_000 // len(line)
    assert all(isinstance(each, Report) for each in found)


@pytest.mark.parametrize("content", ["", "\n \n"])
def test_a_file_without_lines_is_a_fault(path: Path, content: str) -> None:
    (fault,) = read(path, content)
    assert "it is empty" in str(fault)


def test_a_byte_order_mark_is_no_fault(path: Path) -> None:
    (report,) = read(path, b"\xef\xbb\xbf" + json.dumps({"text": WORDS}).encode())
    assert isinstance(report, Report)


def test_reports_come_one_by_one(path: Path) -> None:
    path.write_text(json.dumps({"text": WORDS}) + "\nbroken\n")
    reports = JsonlSource(str(path), Settings(), retrieved=NOON).fetch()
    assert isinstance(next(reports), Report)
    assert isinstance(next(reports), ReportError)
    assert next(reports, None) is None


def test_a_file_that_is_gone_is_told(path: Path) -> None:
    (fault,) = JsonlSource(str(path), Settings(), retrieved=NOON).fetch()
    assert isinstance(fault, SourceError)
