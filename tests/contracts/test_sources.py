"""Every source: it gives reports as they were, faults as values, and never raises, whatever the bytes."""

import http.server
import io
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from according.codec import decode, encode
from according.errors import ReportError, SourceError
from according.model import Report
from according.settings import FetchSettings, Settings
from according.sources import SOURCES

TITLE = "Twelve killed near the river"
BODY = "Gunmen killed twelve fishermen near the river on Tuesday, a local official said. Two boats were burned."
TEXT = f"{TITLE}\n{BODY}\n"
PARAGRAPHS = f"<p>{BODY}</p>" * 3
HTML = f"<!DOCTYPE html><html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{PARAGRAPHS}</body></html>"
NOW = datetime(2025, 3, 5, 12, tzinfo=UTC)
SETTINGS = Settings(fetch=FetchSettings(private_addresses=True, timeout_s=10, most_mb=2))


class Source(Protocol):
    """What the shelf promises."""

    def __init__(self, address: str, settings: Settings, *, retrieved: datetime) -> None: ...

    def fetch(self) -> Iterator[Report | SourceError | ReportError]:
        """Give the reports one by one, and the faults between them."""
        ...


def text(folder: Path) -> str:
    return written(folder / "report.txt", TEXT.encode())


def html(folder: Path) -> str:
    return written(folder / "report.html", HTML.encode())


def jsonl(folder: Path) -> str:
    return written(folder / "reports.jsonl", f'{{"text": "{BODY}", "title": "{TITLE}", "id": "A1"}}\n'.encode())


def pdf(folder: Path) -> str:
    canvas = Canvas(str(folder / "report.pdf"))
    canvas.drawString(72, 720, TITLE)
    canvas.drawString(72, 700, BODY)
    canvas.save()
    return str(folder / "report.pdf")


def word(folder: Path) -> str:
    document = docx.Document()
    document.add_heading(TITLE)
    document.add_paragraph(BODY)
    document.save(str(folder / "report.docx"))
    return str(folder / "report.docx")


def several(folder: Path) -> str:
    text(folder)
    html(folder)
    return str(folder)


def stdin(_: Path) -> str:
    return "-"


def web(_: Path) -> str:
    return "http://127.0.0.1:{port}/report"


# A new source adds here how a good input for it is made.
SAMPLES: dict[str, Callable[[Path], str]] = {
    "text": text,
    "html": html,
    "jsonl": jsonl,
    "pdf": pdf,
    "docx": word,
    "folder": several,
    "stdin": stdin,
    "web": web,
}
OF_FILES = tuple(name for name in SAMPLES if name not in {"folder", "stdin", "web"})
every = pytest.mark.parametrize("name", SOURCES.names())


def written(path: Path, raw: bytes) -> str:
    path.write_bytes(raw)
    return str(path)


def told(name: str, address: str) -> list[Report | SourceError | ReportError]:
    return list(SOURCES.take(name)(address, SETTINGS, retrieved=NOW).fetch())


class Page(http.server.BaseHTTPRequestHandler):
    """Answers every request with one page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(HTML.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing of requests."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def sample(name: str, port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode()), encoding="utf-8"))
    assert name in SAMPLES, "add how a good input for it is made"
    return SAMPLES[name](tmp_path).format(port=port)


@every
def test_a_good_input_is_given_as_reports(name: str, sample: str) -> None:
    reports = told(name, sample)
    assert reports
    for report in reports:
        assert isinstance(report, Report), report
        assert " ".join(BODY.split()) in " ".join(report.text.split())
        assert report.title == TITLE, "the title is the text's first line"
        assert report.retrieved == NOW
        assert report.given_id
        assert report.raw, "the bytes that came are kept beside the text"
        assert decode(Report, encode(report)) == report


@every
def test_the_same_input_twice_is_the_same_report(name: str, sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = told(name, sample)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode()), encoding="utf-8"))
    again = told(name, sample)
    assert [replace(report, retrieved=None) for report in first if isinstance(report, Report)] == [
        replace(report, retrieved=None) for report in again if isinstance(report, Report)
    ]


@pytest.mark.parametrize("name", OF_FILES)
@pytest.mark.parametrize("absent", ["no-such-file", "no/such/folder/file", "nul\0byte"])
def test_what_is_not_there_is_one_fault_and_no_more(name: str, absent: str, tmp_path: Path) -> None:
    (fault,) = told(name, str(tmp_path / absent))
    assert isinstance(fault, SourceError)
    assert 0 < len(str(fault).splitlines()) <= 2


@pytest.mark.parametrize("name", OF_FILES)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    raw=st.binary(max_size=300)
    | st.text(max_size=100).map(str.encode)
    | st.sampled_from([b"", b"\0" * 500, b"%PDF-1.7\n%%EOF", b"PK\x03\x04" + b"\0" * 60, b"<html>" * 200, b"{" * 500])
)
def test_whatever_the_bytes_the_answer_is_reports_and_faults(name: str, raw: bytes, tmp_path: Path) -> None:
    given_name = Path(SAMPLES[name](tmp_path)).name
    for value in told(name, written(tmp_path / given_name, raw)):
        if isinstance(value, Report):
            assert value.text.strip()
            assert value.text.encode(), "half a character"
        else:
            assert isinstance(value, SourceError | ReportError)
            assert given_name in str(value), "a fault names the file"
            assert 0 < len(str(value).splitlines()) <= 2


# A JSONL file is read line by line, so its limit is one of lines.
@pytest.mark.parametrize("name", [name for name in OF_FILES if name != "jsonl"])
def test_a_file_over_the_limit_is_a_fault(name: str, tmp_path: Path) -> None:
    path = Path(SAMPLES[name](tmp_path))
    with path.open("ab") as stream:
        stream.write(b" " * 2_100_000)
    faults = told(name, str(path))
    assert [type(fault) for fault in faults] == [SourceError]
    assert "most_mb" in str(faults[0])
