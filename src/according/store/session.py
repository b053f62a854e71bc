"""An open database: transactions to read and to write in, rows page by page."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, Select, Table

from according.store.dialects import WRITES, connect, copy_file, refusals, shrink

PAGE = 500  # rows held at once while all are given back


class Session:
    """What reads and writes share. Each verb is one transaction of its own, unless it is called within another."""

    def __init__(self, engine: Engine, wait_s: float, within: Connection | None = None) -> None:
        self._engine = engine
        self._wait_s = wait_s
        self._within = within

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the database back."""
        with refusals(self._engine, self._wait_s):
            self._engine.dispose()

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be written, since the file or its folder may not be."""
        return self._engine.url.query.get("mode") == "ro"

    def copied(self) -> Self:
        """A copy of a SQLite store in memory, which is gone when it is closed."""
        engine = connect("sqlite://", self._wait_s)
        with refusals(self._engine, self._wait_s):
            copy_file(self._engine, engine)
        return type(self)(engine, self._wait_s)

    def copy_to(self, address: str) -> None:
        """Copy a SQLite store to another address, whole, also while others write to it."""
        engine = connect(address, self._wait_s)
        try:
            with refusals(engine, self._wait_s):
                copy_file(self._engine, engine)
        finally:
            engine.dispose()

    @property
    def is_on_server(self) -> bool:
        """Whether a server keeps it, and not a file or memory."""
        return self._engine.dialect.name != "sqlite"

    def shrink(self) -> None:
        """Write the database anew, without the room of what is gone."""
        with refusals(self._engine, self._wait_s):
            shrink(self._engine)

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction to read in, for what looks after a store."""
        return self._reading()

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction to write in, for what looks after a store."""
        return self._writing()

    @contextmanager
    def at_once(self) -> Iterator[Self]:
        """Give a store whose writes are kept all together, when the block ends, or not at all, if it raises."""
        with self._writing() as connection:
            yield type(self)(self._engine, self._wait_s, connection)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self._within is not None:
            with refusals(self._engine, self._wait_s):
                yield self._within
            return
        with refusals(self._engine, self._wait_s), self._engine.connect() as idle:
            connection = idle.execution_options(**{WRITES: True})
            with connection.begin():
                yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        if self._within is not None:
            with refusals(self._engine, self._wait_s):
                yield self._within
            return
        with refusals(self._engine, self._wait_s), self._engine.connect() as connection, connection.begin():
            yield connection

    def _pages(self, wanted: Select[Any], table: Table) -> Iterator[Sequence[Any]]:
        """Give the rows in short transactions, so that a long reader never holds up the log or a writer."""
        last = 0
        while True:
            with self._reading() as connection:
                page = connection.execute(wanted.where(table.c.n > last).order_by(table.c.n).limit(PAGE)).all()
            if not page:
                return
            yield page
            last = page[-1].n
