"""What the store says when it must refuse; and that it loses nothing by it."""

import importlib.util
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from according import store
from according.errors import ReportError, StoreError
from according.model import NOT_STATED
from according.store import migrations


def refused(address: str, wait_s: float = 0.1) -> str:
    """The words of the refusal to open."""
    with pytest.raises(StoreError) as caught, store.open(address, wait_s=wait_s):
        pass
    assert "Traceback" not in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


@pytest.mark.parametrize("address", ["", "according.db", "/home/someone/according.db", "postgresql://u@h:port/d"])
def test_what_is_no_address(address: str) -> None:
    assert "write one such as sqlite:///according.db" in refused(address)


@pytest.mark.parametrize("address", ["mysql://h/d", "oracle://h/d"])
def test_another_kind_of_database(address: str) -> None:
    assert "SQLite or PostgreSQL" in refused(address)


def test_no_password_is_shown() -> None:
    assert "hunter2" not in refused("postgresql://u:hunter2@h:port/d")


def test_a_missing_driver_is_named_with_what_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    told = refused("postgresql+psycopg://someone:secret@localhost/store")
    assert "pip install psycopg" in told
    assert "secret" not in told


@pytest.mark.skipif(importlib.util.find_spec("psycopg") is None, reason="psycopg is not installed")
def test_a_server_that_is_not_there() -> None:
    assert "check that it runs" in refused("postgresql+psycopg://someone@127.0.0.1:1/store")


def test_a_missing_folder(tmp_path: Path) -> None:
    assert "is its folder there" in refused(f"sqlite:///{tmp_path}/missing/kept.db")


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    assert "cannot be opened" in refused(f"sqlite:///{tmp_path}")


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database, but long enough to have been one " * 40)
    assert "no SQLite database" in refused(f"sqlite:///{path}")
    assert path.read_text().startswith("not a database")


def test_a_database_of_somebody_else(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE reports (id)")
    other.close()
    assert "not According's (reports)" in refused(f"sqlite:///{path}")


def test_a_store_of_a_newer_according(tmp_path: Path, make: Callable[..., Any]) -> None:
    address = f"sqlite:///{tmp_path}/kept.db"
    with store.open(address) as kept:
        kept.add_report(make().report)
    set_revision(address, "9999")
    assert "pip install --upgrade according" in refused(address)
    set_revision(address, migrations.newest())
    with store.open(address) as kept:
        assert kept.size().reports == 1


def test_a_store_that_stays_locked(tmp_path: Path, make: Callable[..., Any]) -> None:
    path = tmp_path / "kept.db"
    with store.open(f"sqlite:///{path}", wait_s=0.1) as kept:
        kept.add_report(make("Narwe").report)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"in use by another program for 0\.1 s"):
            kept.add_report(make("Tolbuk").report)
        assert kept.size().reports == 1  # reading goes on
        other.execute("ROLLBACK")
        other.close()
        assert kept.add_report(make("Tolbuk").report)


def test_a_store_that_may_only_be_read(tmp_path: Path, make: Callable[..., Any]) -> None:
    path = tmp_path / "kept.db"
    with store.open(f"sqlite:///{path}") as kept:
        kept.add_report(make("Narwe").report)
    with store.open(f"sqlite:///file:{path}?mode=ro&uri=true") as kept:
        assert kept.size().reports == 1
        with pytest.raises(StoreError, match="may not be written"):
            kept.add_report(make("Tolbuk").report)


def test_a_damaged_store(tmp_path: Path, make: Callable[..., Any]) -> None:
    path = tmp_path / "kept.db"
    with store.open(f"sqlite:///{path}") as kept:
        for n in range(50):
            kept.add_report(make(f"Narwe{n}").report)
    held = bytearray(path.read_bytes())
    held[4096 : len(held) // 2] = b"\xa5" * (len(held) // 2 - 4096)
    path.write_bytes(held)
    with pytest.raises(StoreError, match="damaged"), store.open(f"sqlite:///{path}") as kept:
        list(kept.reports())


WRITER = """
import sys
from pathlib import Path
from according import store
from according.model import Report
with store.open(sys.argv[1]) as kept:
    for n in range(int(sys.argv[2]), int(sys.argv[3])):
        with kept.at_once() as together:
            together.add_report(Report(text=f"Report {n}. " * 200, given_id=str(n), raw=str(n).encode() * 500))
        print(n, flush=True)
"""


def writer(address: str, first: int, last: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, address, str(first), str(last)], stdout=subprocess.PIPE, text=True
    )


def test_killed_while_writing_only_whole_reports_are_there(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/kept.db"
    begun = 0
    for _ in range(3):
        with writer(address, begun, 1_000_000) as running:
            assert running.stdout is not None
            told = [int(running.stdout.readline()) for _ in range(20)]
            running.kill()
            told += [int(line) for line in running.stdout.read().split()]
        with store.open(address) as kept:
            there = {int(report.given_id): report for report in kept.reports()}
            assert set(told) <= there.keys()  # what was said to be kept is kept
            assert all(len(report.text) == len(f"Report {n}. ") * 200 for n, report in there.items())
            assert all(kept.raw(report.id) == str(n).encode() * 500 for n, report in there.items())
        assert sqlite3.connect(tmp_path / "kept.db").execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        begun = max(told) + 1


def test_two_that_open_and_write_at_once_wait_for_each_other(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/kept.db"
    with writer(address, 0, 30) as one, writer(address, 20, 50) as other:
        one.communicate()
        other.communicate()
    assert (one.returncode, other.returncode) == (0, 0)
    with store.open(address) as kept:
        assert sorted(int(report.given_id) for report in kept.reports()) == list(range(50))


def set_revision(address: str, revision: str) -> None:
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": revision})
    engine.dispose()


def test_whether_there_is_a_store(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/kept.db"
    assert not store.exists(address)
    with store.open(address):
        pass
    assert store.exists(address)
    assert store.exists("postgresql://server/kept")


def bend(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as bare:
        for each in statements:
            bare.execute(each)
    bare.close()


def test_a_bent_row_costs_only_itself_and_is_named(tmp_path: Path, make: Callable[..., Any]) -> None:
    path = tmp_path / "kept.db"
    some = [make("Narwe"), make("Tolbuk"), make("Orsha")]
    with store.open(f"sqlite:///{path}") as kept:
        for each in some:
            kept.add_report(each.report)
            kept.add_markup(each.markup)
            kept.add_claims(each.markup, each.claims, grounding="1", at=each.report.retrieved)
    bend(
        path,
        "UPDATE groundings SET json = substr(json, 1, 40) WHERE claim = 1",
        "UPDATE reports SET text = text || '!' WHERE n = 2",
        "UPDATE sightings SET published = '{' WHERE n = 3",
    )
    told: list[str] = []
    with store.open_to_read(f"sqlite:///{path}") as kept:
        claims = list(kept.claims(aside=lambda fault: told.append(str(fault))))
        reports = list(kept.reports(aside=lambda fault: told.append(str(fault))))
        with pytest.raises(ReportError, match="is damaged"):
            list(kept.reports())
    assert [claim.id for claim in claims] == [some[2].claims[0].id]
    assert [report.id for report in reports] == [some[0].report.id, some[2].report.id]
    assert reports[1].published == NOT_STATED
    first, second, third = told
    assert first.startswith(f"claim {some[0].claims[0].id} of the report {some[0].report.id}: ")
    assert second.startswith(f"report {some[1].report.id}: its text is not what was kept")
    assert third.startswith(f"report {some[2].report.id}, what was told of it as number 3: ")


def only_to_read(monkeypatch: pytest.MonkeyPatch, *writable: str) -> None:
    """As on a mount that may only be read: root, as whom tests may run, is refused nothing by permissions."""
    may = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: Path(path).name in writable if mode == os.W_OK else may(path, mode)
    )


def listing(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


@pytest.mark.parametrize("writable", [(), ("kept.db",), ("folder",)], ids=["mount", "folder", "file"])
def test_a_store_that_may_not_be_written_is_read_and_left_as_it_is(
    tmp_path: Path, make: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, writable: tuple[str, ...]
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    address = f"sqlite:///{folder}/kept.db"
    with store.open(address) as kept:
        kept.add_report(make("Narwe").report)
    before = listing(folder)
    only_to_read(monkeypatch, *writable)
    with store.open_to_read(address) as kept:
        assert kept.size().reports == 1
        with pytest.raises(StoreError, match="may not be written"):
            kept.add_report(make("Tolbuk").report)
    assert listing(folder).items() >= before.items()
    if "folder" not in writable:
        assert listing(folder) == before


def test_old_tables_that_may_not_be_written_are_told(
    tmp_path: Path, make: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{tmp_path}/kept.db"
    with store.open(address) as kept:
        kept.add_report(make().report)
    set_revision(address, "0000")
    only_to_read(monkeypatch)
    with pytest.raises(StoreError, match=r"tables of another version of According \(at 0000, not .*copy it"):
        store.open_to_read(address)
