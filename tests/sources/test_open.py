"""An address and what is chosen for it: by name, by bytes, in folders, from standard input, from the web."""

import io
import json
import os
import sys
import types
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from according import sources
from according.errors import ReportError, SourceError
from according.model import Report
from according.settings import FetchSettings, Settings
from according.sources import SOURCES, Item
from according.sources.content import why_not
from according.sources.detection import by_bytes, choose

NOON = datetime(2025, 7, 3, 12, tzinfo=UTC)
HERE = Settings(fetch=FetchSettings(private_addresses=True, timeout_s=5))
WORDS = "Gunmen killed seven farmers in the village of Doro on Friday, police said in a statement on Saturday."


def told(address: str | Path, settings: Settings = HERE) -> list[Item]:
    return list(sources.open(str(address), settings, retrieved=NOON))


def report_of(address: str | Path) -> Report:
    (only,) = told(address)
    assert isinstance(only, Report), only
    return only


def pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(20, 720, WORDS)
    canvas.save()
    return out.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph(WORDS)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


KINDS = {
    "text": WORDS.encode(),
    "html": f"<!-- saved --> <!DOCTYPE html><html><body><article><p>{WORDS}</p></article></body></html>".encode(),
    "pdf": pdf(),
    "docx": word(),
    "jsonl": json.dumps({"text": WORDS}).encode(),
}


def test_there_is_a_row_for_every_kind() -> None:
    assert set(SOURCES.names()) == {*KINDS, "folder", "stdin", "web"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["report", "report.unknown", "v1.2 final"])
def test_where_the_name_says_nothing_the_bytes_do(tmp_path: Path, kind: str, name: str) -> None:
    (tmp_path / name).write_bytes(KINDS[kind])
    assert choose(str(tmp_path / name)) == kind
    assert WORDS in " ".join(report_of(tmp_path / name).text.split())


@pytest.mark.parametrize("suffix", ["txt", "TXT", "html", "htm", "pdf", "PDF", "docx", "jsonl", "ndjson"])
def test_where_the_name_says_it_the_name_is_believed(tmp_path: Path, suffix: str) -> None:
    kind = {"htm": "html", "txt": "text", "ndjson": "jsonl"}.get(suffix.lower(), suffix.lower())
    path = tmp_path / f"report.{suffix}"
    path.write_bytes(KINDS[kind])
    assert choose(str(path)) == kind
    assert isinstance(report_of(path), Report)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [(b"", "text"), (b"{}", "text"), (b' { "text": 1', "jsonl"), (b"\xef\xbb\xbf<HTML>", "html"), (b"a < b", "text"),
     (b"PK\x03\x04 a zip of something", "text"), (b"<?xml version='1.0'?><rss>", "text"), (b" " * 9000, "text")],
)  # fmt: skip
def test_bytes_that_could_be_anything_are_text(raw: bytes, kind: str) -> None:
    assert by_bytes(raw) == kind


def test_the_same_words_in_two_files_are_one_report(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(WORDS)
    first, second = report_of(tmp_path / "a.txt"), report_of(tmp_path / "b.txt")
    assert first.id == second.id
    assert first.address == ""
    assert (first.given_id, second.given_id) == (str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))


@pytest.mark.parametrize("address", ["a\0b.txt", "x" * 5000, "ftp://news.example/a", "missing/also.txt", ""])
def test_what_cannot_be_an_address_is_one_fault(address: str) -> None:
    (fault,) = told(address) if address else told("no-such-file-at-all")
    assert isinstance(fault, SourceError)


def test_a_file_that_may_not_be_read_is_told() -> None:
    assert "change its permissions" in str(why_not("a.txt", PermissionError(13, "Permission denied")))
    assert "cannot be read: Input/output error" in str(why_not("a.txt", OSError(5, "Input/output error")))


@pytest.mark.parametrize("suffix", ["txt", "html", "pdf", "docx", "jsonl"])
def test_an_empty_file_is_one_fault(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a.{suffix}").write_bytes(b"")
    (fault,) = told(tmp_path / f"a.{suffix}")
    assert isinstance(fault, ReportError)
    assert str(fault) == f"{tmp_path}/a.{suffix}: it is empty"


@pytest.mark.parametrize("suffix", ["txt", "html", "pdf", "docx"])
def test_a_file_larger_than_the_settings_allow_is_one_fault(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a.{suffix}").write_bytes(b"a" * 1_000_001)
    (fault,) = told(tmp_path / f"a.{suffix}", Settings(fetch=FetchSettings(most_mb=1)))
    assert "larger than 1 MB: split it, or raise most_mb under [fetch]" in str(fault)


@pytest.mark.parametrize("suffix", ["txt", "html", "pdf", "docx", "jsonl", "unknown"])
def test_fifty_megabytes_of_one_line_are_one_fault(tmp_path: Path, suffix: str) -> None:
    with (tmp_path / f"a.{suffix}").open("wb") as long:
        for _ in range(50):
            long.write(b"killed. " * 125_000)
    (fault,) = told(tmp_path / f"a.{suffix}")
    assert isinstance(fault, ReportError)


# Folders


def test_a_folder_gives_its_reports_in_the_order_of_names_and_faults_between_them(tmp_path: Path) -> None:
    for name, raw in {
        "1.txt": KINDS["text"], "2.pdf": b"%PDF-1.7 broken", "3/a.html": KINDS["html"], "3/b": KINDS["text"],
        "4.jsonl": KINDS["jsonl"] + b"\nbroken\n" + KINDS["jsonl"], "5.docx": KINDS["docx"], "photo.jpg": b"\xff\xd8",
        "photo": b"\xff\xd8\0\0", "nothing": b"", ".hidden.txt": KINDS["text"], ".git/config": KINDS["text"],
        "table.csv": b"a,b\n",
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(raw)
    (tmp_path / "round").symlink_to(tmp_path)
    found = told(tmp_path)
    assert [type(each) for each in found] == [Report, ReportError, Report, Report, Report, ReportError, Report, Report]
    ids = [each.given_id for each in found if isinstance(each, Report)]
    assert ids == [
        str(tmp_path / name) for name in ("1.txt", "3/a.html", "3/b", "4.jsonl:1", "4.jsonl:3", "5.docx")
    ]  # fmt: skip
    assert [str(each).partition(": ")[0] for each in found if isinstance(each, ReportError)] == [
        str(tmp_path / "2.pdf"), f"{tmp_path / '4.jsonl'}, line 2"
    ]  # fmt: skip


def test_a_pipe_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (fault,) = told(tmp_path)
    assert "no report in this folder: it takes files in .txt" in str(fault)


def test_folders_may_be_nested_deep(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(300):
        deep /= "d"
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text(WORDS)
    assert isinstance(report_of(tmp_path), Report)


def test_a_folder_is_read_lazily(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(WORDS)
    reports = sources.open(str(tmp_path), HERE, retrieved=NOON)
    assert isinstance(next(reports), Report)
    (tmp_path / "b.txt").unlink()
    assert next(reports, None) is None


# Standard input


def pipe_in(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(buffer=io.BytesIO(raw)))


@pytest.mark.parametrize("kind", KINDS)
def test_standard_input_may_be_of_any_kind(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    pipe_in(monkeypatch, KINDS[kind])
    report = report_of("-")
    assert WORDS in " ".join(report.text.split())
    assert report.given_id == ("-:1" if kind == "jsonl" else "-")


def test_faults_of_standard_input_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe_in(monkeypatch, b"")
    assert "empty" in str(told("-")[0])
    pipe_in(monkeypatch, b"a" * 1_000_001)
    assert "larger than 1 MB" in str(told("-", Settings(fetch=FetchSettings(most_mb=1)))[0])
    monkeypatch.setattr(sys, "stdin", None)
    assert "no standard input" in str(told("-")[0])


# The web


@pytest.mark.parametrize(
    ("kind", "content_type", "path"),
    [
        ("html", "text/html; charset=utf-8", "/story"),
        ("html", "application/xhtml+xml", "/story"),
        ("text", "text/plain", "/story"),
        ("pdf", "application/pdf", "/story"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "/story"),
        ("jsonl", "application/x-ndjson", "/story"),
        ("jsonl", "text/plain", "/reports.jsonl?page=2"),
        ("pdf", "application/octet-stream", "/download?id=5"),
        ("docx", "", "/story"),
    ],
)
def test_an_answer_is_read_as_what_it_is(serve: Callable[..., str], kind: str, content_type: str, path: str) -> None:
    def reply(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        if content_type:
            request.send_header("Content-Type", content_type)
        request.end_headers()
        request.wfile.write(KINDS[kind])

    address = serve(reply, path)
    report = report_of(address)
    assert WORDS in " ".join(report.text.split())
    assert report.given_id == (f"{address}:1" if kind == "jsonl" else address)
    assert report.address == ("" if kind == "jsonl" else address)


@pytest.mark.parametrize(
    ("content_type", "why"), [("image/png", "holds no report"), ("application/rss+xml", "no report")]
)
def test_an_answer_that_holds_no_report_is_told(serve: Callable[..., str], content_type: str, why: str) -> None:
    def reply(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", content_type)
        request.end_headers()
        request.wfile.write(b"anything")

    (fault,) = told(serve(reply))
    assert why in str(fault)


def test_an_empty_answer_is_told(serve: Callable[..., str]) -> None:
    def reply(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "0")
        request.end_headers()

    (fault,) = told(serve(reply))
    assert "the answer is empty" in str(fault)


def test_an_answer_that_is_no_page_is_told(serve: Callable[..., str]) -> None:
    (fault,) = told(serve(lambda request: request.send_error(404)))
    assert "the server answered 404" in str(fault)
