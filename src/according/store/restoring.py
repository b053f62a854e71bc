"""Brings a backup back to where a store is kept; what was kept there is copied aside first, never lost."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import insert

from according.errors import StoreError
from according.store import WAIT_S, Size, Store, tables
from according.store import open as open_store
from according.store.checking import find_faults
from according.store.components import Joiner
from according.store.dialects import alone, connect, copy_file, file_of, read_only, refusals
from according.store.forgetting import forget
from according.store.migrations import revision
from according.store.upkeep import remove

_TOLD = 5  # faults of a backup that are named
_HELD = ("reports", "links", "decisions", "tombstones")  # a store without any of these is empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What came of it: how much is kept now, where the former store was copied to, what was forgotten meanwhile."""

    size: Size
    aside: Path | None
    forgotten: tuple[str, ...]


def restore(
    backup: Path, address: str, joiner: Joiner, *, replace: bool, at: datetime, wait_s: float = WAIT_S
) -> Restored:
    """Put a backup in the place of the SQLite store at an address, all at once, while nobody else has it open.

    The backup is checked first, and stays as it is. A store that holds anything is replaced only with `replace`, and
    copied to a file beside it; what was forgotten in it is forgotten in what comes back. A `StoreError` if the backup
    is not whole, or the store is on a server, in use, or not empty.
    """
    target = file_of(address)
    if target is None:
        raise StoreError("only a store in a file can be restored: for a server, use its own pg_restore")
    if not backup.is_file():
        raise StoreError(f"{backup}: no such file: name a backup that 'according store backup' made")
    if target.exists() and target.samefile(backup):
        raise StoreError(f"{backup} is the store itself: name a backup of it")
    with open_store(address, wait_s=wait_s):
        pass  # its tables are brought up to date, or made
    with closing(sqlite3.connect(target)) as kept:
        _refuse_filled(_count(kept), target, replace=replace)
    part = target.with_name(f".{target.name}.restoring")
    remove(part)
    try:
        with _copy_of(backup, part, wait_s) as copy:
            _refuse_faulty(copy, backup, joiner)
            with alone(address, wait_s) as live:
                held = _count(live)
                _refuse_filled(held, target, replace=replace)
                aside = _set_aside(live, target, at) if held else None
                forgotten = _forget_again(copy, live, joiner)
                size = copy.size()
                copy.shrink()
                with closing(sqlite3.connect(part)) as source:
                    source.backup(live)
    finally:
        remove(part)
    return Restored(size=size, aside=aside, forgotten=forgotten)


def _count(live: sqlite3.Connection) -> int:
    return sum(live.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in _HELD)  # noqa: S608 (our names)


def _refuse_filled(held: int, target: Path, *, replace: bool) -> None:
    if held and not replace:
        raise StoreError(
            f"{target} is not empty, and nothing was changed: --replace puts the backup in its place, and copies "
            "what is kept now to a file beside it"
        )


@contextmanager
def _copy_of(backup: Path, part: Path, wait_s: float) -> Iterator[Store]:
    """Open a copy, whose tables are brought up to date; the backup is left as it is."""
    source, into = connect(read_only(f"sqlite:///{backup}"), wait_s), connect(f"sqlite:///{part}", wait_s)
    try:
        with refusals(source, wait_s):
            copy_file(source, into)
            with into.connect() as connection:
                known = revision(connection)
    finally:
        source.dispose()
        into.dispose()
    if known is None:
        raise StoreError(f"{backup} is no backup of a store: name a file that 'according store backup' made")
    with open_store(f"sqlite:///{part}", wait_s=wait_s) as copy:
        yield copy


def _refuse_faulty(copy: Store, backup: Path, joiner: Joiner) -> None:
    copy.refresh(joiner)
    faults = list(islice(find_faults(copy, joiner), _TOLD))
    if faults:
        told = "".join(f"\n  {fault}" for fault in faults)
        raise StoreError(
            f"{backup} is not whole, and nothing was changed: take another backup; 'according store check' lists all "
            f"its faults with ACCORDING_STORE=sqlite:///{backup}. The first are:{told}"
        )


def _set_aside(live: sqlite3.Connection, target: Path, at: datetime) -> Path:
    aside = target.with_name(f"{target.name}.replaced-{at:%Y%m%dT%H%M%S}")
    if aside.exists():
        raise StoreError(f"{aside} is there already, and nothing was changed: move it away, or wait a second")
    try:
        with closing(sqlite3.connect(aside)) as into:
            live.backup(into)
    except sqlite3.Error:
        remove(aside)
        raise
    return aside


def _forget_again(copy: Store, live: sqlite3.Connection, joiner: Joiner) -> tuple[str, ...]:
    """Forget in a copy what was forgotten in the store that it is to replace; which reports it still had."""
    found = []
    for report, when, reason in live.execute("SELECT report, at, reason FROM tombstones").fetchall():
        if copy.tombstone(report) is not None:
            continue
        if copy.report(report) is not None:
            forget(copy, report, joiner, at=datetime.fromisoformat(when), reason=reason)
            found.append(report)
            continue
        with copy.writing() as connection:
            connection.execute(insert(tables.tombstones).values(report=report, at=when, reason=reason))
    return tuple(found)
