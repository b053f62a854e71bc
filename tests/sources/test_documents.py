"""PDF and DOCX files, made by the programs that make them, and the same files bent."""

import io
import random
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import docx
import pytest
from docx.document import Document
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject
from reportlab.pdfgen.canvas import Canvas

from according.errors import ReportError
from according.model import Report
from according.settings import ReadSettings, Settings
from according.sources import Content, Item
from according.sources.docx import DocxSource
from according.sources.pdf import PdfSource

NOON = datetime(2025, 7, 3, 12, tzinfo=UTC)
LINES = [
    "Volunteers and herders trade blame",
    "",
    "A column of herders was ambushed on the road between Doro and Tabi on Sun-",
    "day, the governor said, and at least nine of them were killed before the",
    "volunteers withdrew.",
    "A spokesman denied it.",
]


def read_pdf(raw: bytes, settings: Settings | None = None) -> Item:
    source = PdfSource("a.pdf", settings or Settings(), retrieved=NOON, content=Content(raw=raw, name="a.pdf"))
    (told,) = source.fetch()
    return told


def read_docx(raw: bytes) -> Item:
    source = DocxSource("a.docx", Settings(), retrieved=NOON, content=Content(raw=raw, name="a.docx"))
    (told,) = source.fetch()
    return told


def pdf(*pages: list[str], password: str | None = None, owner: str | None = None) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1)
    for page in pages:
        words = canvas.beginText(72, 750)
        for line in page:
            words.textLine(line)
        canvas.drawText(words)
        canvas.showPage()
    canvas.save()
    if password is None and owner is None:
        return out.getvalue()
    writer = PdfWriter(clone_from=PdfReader(out))
    writer.encrypt(password or "", owner_password=owner)
    locked = io.BytesIO()
    writer.write(locked)
    return locked.getvalue()


def word(write: Callable[[Document], object]) -> bytes:
    document = docx.Document()
    write(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_pdf_s_lines_become_paragraphs() -> None:
    told = read_pdf(pdf(LINES))
    assert isinstance(told, Report)
    assert told.text == (
        "Volunteers and herders trade blame\n\nA column of herders was ambushed on the road between Doro and Tabi on "
        "Sunday, the governor said, and at least nine of them were killed before the volunteers withdrew.\n\n"
        "A spokesman denied it."
    )
    assert told.given_id == "a.pdf"


def test_running_titles_and_page_numbers_go() -> None:
    body = "The governor said on day {} that at least nine of the herders were killed."
    told = read_pdf(pdf(*(["Weekly bulletin", body.format(n), str(n)] for n in range(1, 6))))
    assert isinstance(told, Report)
    assert told.text.count("Weekly bulletin") == 1
    assert [line for line in told.text.splitlines() if line.strip().isdecimal()] == []
    assert all(body.format(n) in told.text for n in range(1, 6))


def test_a_pdf_with_a_password_is_refused_and_one_that_anyone_may_open_is_read() -> None:
    told = read_pdf(pdf(LINES, password="secret"))  # noqa: S106 (it is one)
    assert isinstance(told, ReportError)
    assert str(told) == "a.pdf: this PDF is encrypted: give a copy without a password"
    assert isinstance(read_pdf(pdf(LINES, owner="secret")), Report)


def test_a_scanned_pdf_is_told_from_an_empty_file() -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.rect(72, 72, 300, 300, fill=1)
    canvas.save()
    assert "scanned picture. Run text recognition" in str(read_pdf(out.getvalue()))
    assert "it is empty" in str(read_pdf(b""))


def test_a_long_pdf_is_refused_before_all_of_it_is_read() -> None:
    told = read_pdf(pdf(*([LINES] * 50)), Settings(read=ReadSettings(most_characters=500)))
    assert isinstance(told, ReportError)
    assert "more than 500: split it" in str(told)


@pytest.mark.parametrize(
    "drawing",
    [
        b"BT /F1 12 Tf 100 700 Td (hello) Tj ET " * 10_000,
        b"q Q " * 100_000,
        b"0 0 0 0 " * 50_000,
        b"q " * 30_000_000,
        b"[" * 5_000_000,
        b"<<" * 5_000_000,
        b"(" * 5_000_000,
    ],
    ids=["text", "states", "numbers", "long", "lists", "tables", "strings"],
)
def test_a_pdf_that_draws_for_hours_is_left(drawing: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("according.sources.pdf.MOST_CONTENT", 1_500_000)
    monkeypatch.setattr("according.sources.pdf.MOST_OPERATIONS", 100_000)
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(LINES))))
    stream = StreamObject()
    stream.set_data(drawing)
    page = writer.pages[0]
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    for _ in range(20):
        writer.add_page(page)
    out = io.BytesIO()
    writer.write(out)
    assert len(out.getvalue()) < 300_000
    assert isinstance(read_pdf(out.getvalue()), ReportError)


def with_fonts(fonts: int, pages: int) -> bytes:
    """A small PDF whose pages share fonts, each with a map of 32,000 letters: a twentieth of a second a font a page."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(LINES))))
    letters = StreamObject()
    letters.set_data(
        b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange "
        b"1 beginbfrange <0000> <8000> <0041> endbfrange endcmap"
    )
    page = writer.pages[0]
    named = cast("DictionaryObject", cast("DictionaryObject", page["/Resources"])["/Font"])
    font = cast("DictionaryObject", next(iter(named.values())).get_object())
    font[NameObject("/ToUnicode")] = writer._add_object(letters)
    for number in range(1, fonts):
        named[NameObject(f"/More{number}")] = font
    for _ in range(1, pages):
        writer.add_page(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_of_too_many_objects_is_left_before_they_are_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = with_fonts(20, 1)
    assert "objects in this PDF" not in str(read_pdf(raw))
    monkeypatch.setattr("according.sources.pdf.MOST_OBJECTS", 5)
    assert "more than 5 objects in this PDF: save its words as text" in str(read_pdf(raw))


@pytest.mark.parametrize(("fonts", "pages", "seconds"), [(1_000, 1, 60), (20, 300, 1)], ids=["page", "pages"])
def test_a_pdf_that_loads_fonts_for_hours_is_left(
    fonts: int, pages: int, seconds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("according.sources.pdf.MOST_SECONDS", seconds)
    raw = with_fonts(fonts, pages)
    assert "draws too much to be read" in str(read_pdf(raw))


def test_a_docx_gives_paragraphs_and_tables_in_order() -> None:
    def write(document: Document) -> None:
        document.add_heading("Volunteers and herders trade blame")
        document.add_paragraph("The governor spoke of nine dead.")
        table = document.add_table(rows=2, cols=2)
        for cell, words in zip(
            (c for row in table.rows for c in row.cells), ["Place", "Dead", "Tabi", "9"], strict=True
        ):
            cell.text = words
        document.add_paragraph("A spokesman denied it.")

    told = read_docx(word(write))
    assert isinstance(told, Report)
    assert told.text == (
        "Volunteers and herders trade blame\n\nThe governor spoke of nine dead.\n\nPlace | Dead\nTabi | 9\n\n"
        "A spokesman denied it."
    )


def bent_word(change: Callable[[bytes], bytes]) -> bytes:
    """A DOCX of one paragraph, the XML of its words changed."""
    out = io.BytesIO()
    whole = word(lambda document: document.add_paragraph("Two died at Tabi."))
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == "word/document.xml" else old.read(part))
    return out.getvalue()


def text_with(paragraphs: str) -> str:
    told = read_docx(bent_word(lambda xml: xml.replace(b"<w:sectPr", paragraphs.encode() + b"<w:sectPr", 1)))
    assert isinstance(told, Report)
    return told.text


def test_tracked_changes_are_read_as_they_stand_and_content_controls_too() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>".format
    changed = f'<w:ins w:id="1" w:author="a">{run("twelve")}</w:ins><w:del w:id="2" w:author="a">{run("nine")}</w:del>'
    control = f"<w:sdt><w:sdtContent><w:p>{run('The mayor wept.')}</w:p></w:sdtContent></w:sdt>"
    told = text_with(f'<w:p><w:r><w:t xml:space="preserve">He said </w:t></w:r>{changed}{run(" died.")}</w:p>{control}')
    assert told == "Two died at Tabi.\n\nHe said twelve died.\n\nThe mayor wept."


def test_tabs_breaks_and_hyphens_of_a_docx_are_kept() -> None:
    told = text_with(
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>T</w:t><w:noBreakHyphen/><w:t>72</w:t><w:br/><w:t>c</w:t></w:r></w:p>"
    )
    assert told == "Two died at Tabi.\n\na T-72\nc"


def test_tables_within_tables_are_read_once() -> None:
    def write(document: Document) -> None:
        cell = document.add_table(rows=1, cols=2).rows[0].cells[1]
        cell.text = "outer"
        cell.add_table(rows=1, cols=1).rows[0].cells[0].text = "inner"

    told = read_docx(word(write))
    assert isinstance(told, Report)
    assert told.text == "outer inner"


@pytest.mark.parametrize(
    "more",
    [
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="300000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>',
        "<w:tbl>" + "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>" * 20_000 + "</w:tbl>",
        "<w:tbl><w:tr><w:tc>" * 50 + "<w:p/>" * 100_000 + "</w:tc></w:tr></w:tbl>" * 50,
    ],
    ids=["wide", "merged", "nested"],
)
def test_a_table_that_costs_much_is_read(more: str) -> None:
    assert text_with(more) == "Two died at Tabi."


def test_a_docx_without_words_is_told() -> None:
    assert "there is no text in it" in str(read_docx(word(lambda document: document.add_paragraph(""))))


def test_an_old_or_locked_word_file_is_told() -> None:
    assert "save it as .docx without a password" in str(read_docx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600))


def test_a_docx_that_swells_is_refused_by_its_list() -> None:
    out = io.BytesIO(word(lambda document: document.add_paragraph("Two died.")))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for n in range(11):
            archive.writestr(f"word/media/{n}.bin", b"\0" * 10_000_000)
    assert len(out.getvalue()) < 1_000_000
    assert "unpacks to more than 100 MB" in str(read_docx(out.getvalue()))


@pytest.mark.parametrize(
    "more",
    ["<w:p/>" * 1_000_001, "<!---->" * 1_000_001, "<?a?>" * 1_000_001, "<w:p a='' b='' c=''/>" * 250_001],
    ids=["paragraphs", "comments", "instructions", "attributes"],
)
def test_a_docx_that_swells_in_memory_is_refused(more: str) -> None:
    raw = bent_word(lambda xml: xml.replace(b"<w:sectPr", more.encode() + b"<w:sectPr", 1))
    assert len(raw) < 100_000
    assert "made of too many pieces" in str(read_docx(raw))


def test_a_docx_with_a_document_type_is_refused() -> None:
    raw = bent_word(lambda xml: xml.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "aaaa">]>', 1))
    assert isinstance(read_docx(raw), ReportError)


def test_a_docx_of_too_many_parts_is_refused() -> None:
    out = io.BytesIO(word(lambda document: document.add_paragraph("Two died.")))
    with zipfile.ZipFile(out, "a") as archive:
        for n in range(5_001):
            archive.writestr(f"word/{n}.xml", b"")
    assert "unpacks to more" in str(read_docx(out.getvalue()))


def test_entities_in_a_docx_are_not_resolved(tmp_path: Path) -> None:
    (tmp_path / "hidden").write_text("the hidden words")
    source = io.BytesIO(word(lambda document: document.add_paragraph("Two died. HERE")))
    out = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            held = old.read(part)
            if part.filename == "word/document.xml":
                kinds = f'<!DOCTYPE x [<!ENTITY file SYSTEM "file://{tmp_path}/hidden">]>'.encode()
                end = held.index(b"?>") + 2
                held = held[:end] + kinds + held[end:].replace(b"HERE", b"&file;")
            new.writestr(part, held)
    assert "hidden words" not in getattr(read_docx(out.getvalue()), "text", "")


def bent(raw: bytes, seed: int) -> bytes:
    """A file with a few bytes changed, a piece cut out, or its end cut off."""
    chance = random.Random(seed)
    held = bytearray(raw)
    for _ in range(chance.randrange(1, 30)):
        held[chance.randrange(len(held))] = chance.randrange(256)
    start = chance.randrange(len(held))
    if seed % 3 == 1:
        del held[start : start + chance.randrange(400)]
    if seed % 3 == 2:
        del held[start:]
    return bytes(held)


def test_a_bent_pdf_is_read_or_a_fault() -> None:
    plain = pdf(LINES, LINES).replace(b"/Filter [ /ASCII85Decode /FlateDecode ]", b"")
    for seed in range(120):
        for raw in (bent(pdf(LINES), seed), bent(plain, seed)):
            assert isinstance(read_pdf(raw), Report | ReportError), seed


def test_a_bent_docx_is_read_or_a_fault() -> None:
    whole = word(lambda document: document.add_paragraph("Two died at Tabi."))
    for seed in range(60):
        assert isinstance(read_docx(bent(whole, seed)), Report | ReportError), seed


def test_a_docx_whose_words_are_bent_is_read_or_a_fault() -> None:
    whole = zipfile.ZipFile(io.BytesIO(word(lambda document: document.add_paragraph("Two died at Tabi."))))
    for seed in range(60):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for part in whole.infolist():
                held = whole.read(part)
                archive.writestr(part.filename, bent(held, seed) if part.filename.endswith((".xml", ".rels")) else held)
        assert isinstance(read_docx(out.getvalue()), Report | ReportError), seed
    whole.close()


def test_nothing_is_said_on_the_side(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    for seed in range(20):
        read_pdf(bent(pdf(LINES), seed))
    assert not caplog.records
    assert capfd.readouterr() == ("", "")
