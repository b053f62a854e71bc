"""Every bad input is one clear fault that says what to do, and nothing worse: files, pages and servers as they come."""

import io
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from according import sources
from according.errors import ReportError, SourceError
from according.model import Period, Report
from according.settings import FetchSettings, Settings

NOON = datetime(2025, 7, 3, 12, tzinfo=UTC)
HERE = Settings(fetch=FetchSettings(private_addresses=True, timeout_s=1, most_mb=2))
WORDS = "Gunmen killed seven farmers in the village of Doro on Friday, police said in a statement on Saturday."


def told(address: str | Path, settings: Settings = HERE) -> list[Report | SourceError | ReportError]:
    return list(sources.open(str(address), settings, retrieved=NOON))


def fault(address: str | Path, settings: Settings = HERE) -> str:
    (only,) = told(address, settings)
    assert isinstance(only, (SourceError, ReportError))
    return str(only)


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def pdf_of(text: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 720, text)
    canvas.save()
    return out.getvalue()


def encrypted_pdf(text: str) -> bytes:
    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(pdf_of(text))).pages:
        writer.add_page(page)
    writer.encrypt("a password", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def docx_of(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


class TestFiles:
    def test_missing(self, tmp_path: Path) -> None:
        assert "no such file" in fault(tmp_path / "nowhere.txt")

    def test_folder_without_reports(self, tmp_path: Path) -> None:
        put(tmp_path, "picture.png", b"\x89PNG")
        assert "no report in this folder" in fault(tmp_path)

    @pytest.mark.parametrize("name", ["empty.txt", "empty.html", "empty.pdf", "empty.docx", "empty.jsonl"])
    def test_empty(self, tmp_path: Path, name: str) -> None:
        assert "empty" in fault(put(tmp_path, name, b""))

    def test_binary(self, tmp_path: Path) -> None:
        assert "binary" in fault(put(tmp_path, "report.txt", bytes(range(256)) * 20))

    def test_wrong_encoding(self, tmp_path: Path) -> None:
        assert "UTF-8" in fault(put(tmp_path, "report.txt", "\x81\x8d\x8f\x90".encode("latin-1") * 30))

    def test_an_old_encoding_is_read(self, tmp_path: Path) -> None:
        text = "Une résidente a déclaré à Kayes que des tirs étaient entendus près du marché de l'été. " * 3
        (report,) = told(put(tmp_path, "report.txt", text.encode("cp1252")))
        assert isinstance(report, Report)
        assert "résidente a déclaré" in report.text

    def test_fifty_megabytes_of_one_line(self, tmp_path: Path) -> None:
        began = time.monotonic()
        path = put(tmp_path, "long.txt", b"killed " * 7_200_000)
        assert "split it" in fault(path, Settings())
        assert time.monotonic() - began < 10

    def test_too_many_megabytes(self, tmp_path: Path) -> None:
        assert "most_mb" in fault(put(tmp_path, "large.txt", b"a" * 2_100_000))

    def test_encrypted_pdf(self, tmp_path: Path) -> None:
        assert "encrypted" in fault(put(tmp_path, "report.pdf", encrypted_pdf(WORDS)))

    def test_damaged_pdf(self, tmp_path: Path) -> None:
        assert "damaged" in fault(put(tmp_path, "report.pdf", b"%PDF-1.7\nthis is none"))

    def test_scanned_pdf(self, tmp_path: Path) -> None:
        assert "scanned" in fault(put(tmp_path, "report.pdf", pdf_of("")))

    def test_whole_pdf_and_docx(self, tmp_path: Path) -> None:
        for path in (put(tmp_path, "a.pdf", pdf_of(WORDS)), put(tmp_path, "b.docx", docx_of(WORDS))):
            (report,) = told(path)
            assert isinstance(report, Report)
            assert "seven farmers" in report.text

    def test_damaged_docx(self, tmp_path: Path) -> None:
        assert "damaged" in fault(put(tmp_path, "report.docx", b"PK\x03\x04 and no more"))

    def test_docx_that_swells(self, tmp_path: Path) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", b"<a/>" * 20_000_000)
        assert "report.docx" in fault(put(tmp_path, "report.docx", out.getvalue()))

    @pytest.mark.parametrize(
        "page",
        [
            b"<html><body><div><p>Unclosed <b>everywhere <p><<<>>",
            b"<html>" + b"<div>" * 50_000,
            b"<!DOCTYPE html [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><html><body>&b;</body></html>",
            b"<html><head><title>Nothing</title></head><body><nav>Home</nav></body></html>",
        ],
    )
    def test_broken_html(self, tmp_path: Path, page: bytes) -> None:
        for item in told(put(tmp_path, "page.html", page)):
            assert isinstance(item, (Report, ReportError))

    def test_one_bad_line_costs_one_report(self, tmp_path: Path) -> None:
        lines = f'{{"text": "{WORDS}", "id": "one"}}\nbroken\n{{"text": "{WORDS} Two.", "published": "2024-09"}}\n'
        one, bad, two = told(put(tmp_path, "reports.jsonl", lines.encode()))
        assert isinstance(one, Report)
        assert one.given_id == "one"
        assert isinstance(bad, ReportError)
        assert "line 2" in str(bad)
        assert isinstance(two, Report)
        assert isinstance(two.published, Period)
        assert two.published.precision == "month"

    @pytest.mark.parametrize(
        "row", ['{"id": "no text"}', '{"text": 5}', '{"text": "x", "published": "2024-13-45"}', "[]"]
    )
    def test_a_line_that_is_no_report(self, tmp_path: Path, row: str) -> None:
        assert "line 1" in fault(put(tmp_path, "reports.jsonl", row.encode()))


@contextmanager
def serving(answer: "type[BaseHTTPRequestHandler]") -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), answer)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/story"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Quiet(BaseHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base's name)
        pass

    def begin(self, content_type: str = "text/html", **headers: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()


class Hanging(Quiet):
    def do_GET(self) -> None:
        time.sleep(3)


class Dripping(Quiet):
    def do_GET(self) -> None:
        self.begin()
        try:
            for _ in range(40):
                self.wfile.write(b"<p>")
                self.wfile.flush()
                time.sleep(0.2)
        except OSError:
            return


class Endless(Quiet):
    written = 0

    def do_GET(self) -> None:
        self.begin(Content_Length=str(1_000_000_000))
        try:
            for _ in range(1000):
                Endless.written += self.wfile.write(b"a" * 1_000_000)
        except OSError:
            return


class Elsewhere(Quiet):
    def do_GET(self) -> None:
        self.send_response(302)
        self.send_header("Location", "file:///etc/passwd" if self.path == "/story" else self.path)
        self.end_headers()


class Circling(Quiet):
    def do_GET(self) -> None:
        self.send_response(302)
        self.send_header("Location", self.path + "a")
        self.end_headers()


class Missing(Quiet):
    def do_GET(self) -> None:
        self.send_response(404)
        self.send_header("Content-Length", "0")
        self.end_headers()


class Page(Quiet):
    def do_GET(self) -> None:
        body = (
            "<html><head><title>Seven farmers killed</title>"
            '<meta property="article:published_time" content="2025-07-01T10:00:00Z"></head><body><article>'
            f"<h1>Seven farmers killed</h1><p>{WORDS}</p><p>{WORDS.replace('seven', 'two')}</p></article></body></html>"
        )
        self.begin(Content_Length=str(len(body)))
        self.wfile.write(body.encode())


class TestServers:
    def test_a_page_is_read(self) -> None:
        with serving(Page) as address:
            (report,) = told(address)
        assert isinstance(report, Report)
        assert report.address == address
        assert isinstance(report.published, Period)
        assert str(report.published.start) == "2025-07-01"
        assert report.published_how == "meta"

    def test_private_addresses_are_refused(self) -> None:
        with serving(Page) as address:
            for refused in (address, address.replace("127.0.0.1", "localhost")):
                assert "private_addresses" in fault(refused, replace(HERE, fetch=FetchSettings(timeout_s=1)))

    @pytest.mark.parametrize(
        "host", ["10.0.0.1", "169.254.1.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433"]
    )
    def test_no_way_of_writing_a_private_address_is_taken(self, host: str) -> None:
        assert isinstance(told(f"http://{host}/", Settings(fetch=FetchSettings(timeout_s=1)))[0], SourceError)

    @pytest.mark.parametrize("server", [Hanging, Dripping])
    def test_a_server_that_hangs_is_left(self, server: "type[BaseHTTPRequestHandler]") -> None:
        began = time.monotonic()
        with serving(server) as address:
            assert "timeout_s" in fault(address)
            assert time.monotonic() - began < 4

    def test_a_gigabyte_is_not_taken(self) -> None:
        with serving(Endless) as address:
            assert "most_mb" in fault(address)
        assert Endless.written < 50_000_000

    def test_a_redirect_to_a_file_is_refused(self) -> None:
        with serving(Elsewhere) as address:
            assert isinstance(told(address)[0], SourceError)

    def test_few_redirects_are_followed(self) -> None:
        with serving(Circling) as address:
            assert "redirect" in fault(address)

    def test_an_error_of_the_server_is_told(self) -> None:
        with serving(Missing) as address:
            assert "404" in fault(address)

    def test_nobody_answers(self) -> None:
        with serving(Missing) as address:
            pass
        assert isinstance(told(address)[0], SourceError)
