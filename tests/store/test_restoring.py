"""A backup comes back whole or not at all, and what was kept is never lost by it."""

import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from according import store
from according.errors import StoreError
from according.keeping import Joining
from according.store import Store
from according.store.checking import find_faults
from according.store.forgetting import forget
from according.store.recall import Tombstone
from according.store.restoring import Restored, restore
from according.store.upkeep import back_up

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)


def fill(opened: Store, make: Callable[..., Any], *towns: str) -> list[str]:
    kept = [make(town) for town in towns]
    for what in kept:
        opened.add_report(what.report)
        opened.add_markup(what.markup)
        opened.add_claims(what.markup, what.claims, grounding="g1", at=NOON)
    return [what.report.id for what in kept]


@pytest.fixture
def copy(tmp_path: Path, make: Callable[..., Any]) -> Path:
    """A backup with two reports."""
    with store.open(f"sqlite:///{tmp_path}/made.db") as opened:
        fill(opened, make, "Narwe", "Sewo")
        back_up(opened, tmp_path / "copy.db")
    return tmp_path / "copy.db"


def put_back(copy: Path, target: Path, *, replace: bool = False) -> Restored:
    return restore(copy, f"sqlite:///{target}", Joining(), replace=replace, at=NOON, wait_s=0.2)


def titles(path: Path) -> set[str]:
    with store.open(f"sqlite:///{path}") as opened:
        assert list(find_faults(opened, Joining())) == []
        return {report.given_id for report in opened.reports()}


def test_it_comes_back_where_nothing_is_kept(copy: Path, tmp_path: Path) -> None:
    before = copy.read_bytes()
    target = tmp_path / "kept.db"
    done = put_back(copy, target)
    assert (done.size.reports, done.size.claims, done.aside, done.forgotten) == (2, 2, None, ())
    assert titles(target) == {"Narwe", "Sewo"}
    assert copy.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"made.db", "copy.db", "kept.db"}


def test_what_is_kept_is_replaced_only_if_asked_and_copied_aside(
    copy: Path, tmp_path: Path, make: Callable[..., Any]
) -> None:
    target = tmp_path / "kept.db"
    with store.open(f"sqlite:///{target}") as opened:
        fill(opened, make, "Ituwe")
    before = target.read_bytes()
    with pytest.raises(StoreError, match="not empty, and nothing was changed: --replace"):
        put_back(copy, target)
    assert target.read_bytes() == before
    aside = put_back(copy, target, replace=True).aside
    assert titles(target) == {"Narwe", "Sewo"}
    assert aside is not None
    assert titles(aside) == {"Ituwe"}
    with pytest.raises(StoreError, match="is there already"):
        put_back(copy, target, replace=True)


def test_what_was_forgotten_stays_forgotten(copy: Path, tmp_path: Path, make: Callable[..., Any]) -> None:
    target = tmp_path / "kept.db"
    with store.open(f"sqlite:///{target}") as opened:
        sewo, ituwe = fill(opened, make, "Sewo", "Ituwe")
        for each in (sewo, ituwe):
            forget(opened, each, Joining(), at=NOON, reason="asked")
    assert put_back(copy, target, replace=True).forgotten == (sewo,)
    assert titles(target) == {"Narwe"}
    assert b"Sewo" not in target.read_bytes()
    with store.open(f"sqlite:///{target}") as opened:
        for each in (sewo, ituwe):
            assert opened.tombstone(each) == Tombstone(report=each, at=NOON.isoformat(), reason="asked")


@pytest.mark.parametrize("damage", ["text", "bytes", "empty", "gone", "itself"])
def test_a_backup_that_is_not_whole_changes_nothing(
    copy: Path, tmp_path: Path, make: Callable[..., Any], damage: str
) -> None:
    target = tmp_path / "kept.db"
    with store.open(f"sqlite:///{target}") as opened:
        fill(opened, make, "Ituwe")
    before = target.read_bytes()
    if damage == "text":
        with sqlite3.connect(copy) as database:
            database.execute("UPDATE reports SET text = 'Two.'")
        database.close()
    elif damage == "bytes":
        copy.write_bytes(b"no database at all" * 100)
    elif damage == "empty":
        copy.write_bytes(b"")
    elif damage == "gone":
        copy.unlink()
    elif damage == "itself":
        copy = target
    with pytest.raises(StoreError, match=r"not whole|is no SQLite|no backup of a store|no such file|the store itself"):
        put_back(copy, target, replace=True)
    assert target.read_bytes() == before
    assert not list(tmp_path.glob(".*"))
    assert not list(tmp_path.glob("*replaced*"))


def test_a_store_that_is_open_elsewhere_is_left_alone(copy: Path, tmp_path: Path, make: Callable[..., Any]) -> None:
    target = tmp_path / "kept.db"
    with store.open(f"sqlite:///{target}") as opened:
        fill(opened, make, "Ituwe")
        with opened.writing(), pytest.raises(StoreError, match="stayed in use"):
            put_back(copy, target, replace=True)
        with opened.reading() as connection:
            connection.exec_driver_sql("SELECT 1")
            with pytest.raises(StoreError, match="stayed in use"):
                put_back(copy, target, replace=True)
    assert titles(target) == {"Ituwe"}


def test_a_backup_of_a_former_version_is_brought_up_to_date(tmp_path: Path, old: Callable[..., Any]) -> None:
    old(f"sqlite:///{tmp_path}/old.db", "0004").dispose()
    former = tmp_path / "copy.db"
    shutil.copy(tmp_path / "old.db", former)
    before = former.read_bytes()
    assert put_back(former, tmp_path / "kept.db").size.reports == 0
    assert titles(tmp_path / "kept.db") == set()
    assert former.read_bytes() == before


def test_a_server_restores_by_itself(copy: Path) -> None:
    for address in ("postgresql://keeper@/kept", "sqlite://"):
        with pytest.raises(StoreError, match="pg_restore"):
            restore(copy, address, Joining(), replace=True, at=NOON)
