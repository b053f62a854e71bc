"""Copies of a store, how many rows it has, and the room that it takes."""

from pathlib import Path

from sqlalchemy import func, select

from according.errors import StoreError
from according.store import tables
from according.store.store import Store


def back_up(store: Store, file: Path) -> None:
    """Copy a SQLite store into a file, whole, also while others write; nothing is left behind where that fails.

    A `StoreError` if the file is there already, or the store is on a server.
    """
    if store.is_on_server:
        raise StoreError("the store is on a server: back it up with the server's own pg_dump")
    if file.exists():
        raise StoreError(f"{file} is there already: name another file, nothing is overwritten")
    if not file.parent.is_dir():
        raise StoreError(f"{file.parent}: no such folder; make it first")
    part = file.with_name(f".{file.name}.part")
    remove(part)
    try:
        store.copy_to(f"sqlite:///{part}")
        part.replace(file)
    finally:
        remove(part)


def remove(file: Path) -> None:
    """Delete a SQLite file, if it is there, with what SQLite keeps beside it."""
    for name in (file.name, *(f"{file.name}-{log}" for log in ("wal", "shm", "journal"))):
        file.with_name(name).unlink(missing_ok=True)


def count(store: Store) -> dict[str, int]:
    """How many rows each table holds, the tables by name."""
    with store.reading() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in sorted(tables.metadata.tables.items())
        }
