"""Keeps reports, markups, claims, links and decisions (a machine); nothing that is kept is ever overwritten."""

from pathlib import Path

from sqlalchemy import Engine

from according.asking import Sort
from according.errors import StoreError
from according.store.dialects import WRITES, connect, file_of, lock_tables, log_ahead, named, read_only, refusals
from according.store.filters import SORTS, Box, Circle, Wanted
from according.store.migrations import migrate, newest, revision
from according.store.recall import Size
from according.store.store import Store

__all__ = ["SORTS", "Box", "Circle", "Size", "Sort", "Store", "Wanted", "exists", "open", "open_to_read"]

WAIT_S = 15.0


def open(address: str, *, wait_s: float = WAIT_S) -> Store:  # noqa: A001 (the verb of every room that opens something)
    """Open the store at an address as SQLAlchemy writes it, made if absent, its tables brought up to date.

    Use it in a `with` statement. `wait_s` is how long another program that writes is waited for, in seconds. A
    `StoreError` says what is wrong and what to do, here and in all that the store does later.
    """
    engine = connect(address, wait_s)
    try:
        with refusals(engine, wait_s):
            _bring_up_to_date(engine, wait_s)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, wait_s)


def open_to_read(address: str, *, wait_s: float = WAIT_S) -> Store:
    """Open a store to read what is kept, also where this program may not write: then nothing of it is touched.

    A `StoreError` if its tables are older than this version's and cannot be brought up to date there.
    """
    return open(read_only(address), wait_s=wait_s)


def exists(address: str) -> bool:
    """Whether there is anything at this address to open. Of a server it is taken for granted."""
    path: Path | None = file_of(address)
    return path is None or path.exists()


def _bring_up_to_date(engine: Engine, wait_s: float) -> None:
    is_read_only = engine.url.query.get("mode") == "ro"
    if not is_read_only:
        log_ahead(engine, wait_s)
    with engine.connect() as connection, connection.begin():
        current = revision(connection)
    if current == newest():
        return
    if is_read_only:
        raise StoreError(
            f"the store {named(engine.url)} has tables of another version of According (at {current or 'nothing'}, not "
            f"{newest()}) and may not be written: copy it where it may, and name the copy in ACCORDING_STORE"
        )
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        lock_tables(connection)
        migrate(connection)
