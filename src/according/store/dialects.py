"""What differs between databases, and nothing else: how to connect, how to insert what is absent, what errors mean.

SQLite: write-ahead log, foreign keys, a wait for locks, and a writer that takes its lock at once, so that two
programs that write wait for each other instead of failing half-way (https://sqlite.org/lang_transaction.html).
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.parse import quote

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Table,
    column,
    create_engine,
    event,
    func,
    literal_column,
    make_url,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from according.errors import StoreError

WRITES = "according_writes"
ELSEWHERE = "name another in ACCORDING_STORE or under [store] in according.toml"
_LOCK = 0x6163636F7264  # "accord": the advisory lock of a migration in PostgreSQL

Row = Mapping[str, object]


def connect(address: str, wait_s: float) -> Engine:
    """Make the engine of an address as SQLAlchemy writes it; a `StoreError` if it cannot be one."""
    try:
        url = make_url(address)
        if url.get_backend_name() not in {"sqlite", "postgresql"}:
            raise StoreError(
                f"a store is kept in SQLite or PostgreSQL, not in {url.get_backend_name()}: write an address such as "
                "sqlite:///according.db"
            )
        if url.get_backend_name() == "postgresql":
            return create_engine(url, connect_args={"connect_timeout": max(1, int(wait_s))}, pool_pre_ping=True)
        engine = create_engine(url, connect_args={"timeout": wait_s})
    except ModuleNotFoundError as error:
        raise StoreError(f"{named(url)} needs {error.name}: pip install {error.name}") from error
    except (ArgumentError, NoSuchModuleError, ValueError, TypeError) as error:
        raise StoreError(
            f"{hidden(address)!r} is no address of a store: write one such as sqlite:///according.db"
        ) from error
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # no transaction but those begun below
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")  # what is deleted is overwritten, so that it can be forgotten


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITES) else "BEGIN")


def log_ahead(engine: Engine, wait_s: float) -> None:
    """Let readers and one writer work side by side, for good: SQLite's write-ahead log.

    SQLite does not wait for a lock where it changes its journal, so the wait is done here: two programs that make a
    store at once met it about once in thirty times.
    """
    if engine.dialect.name != "sqlite":
        return
    until = monotonic() + wait_s
    while True:
        try:
            if _pragma(engine, "PRAGMA journal_mode") == "delete":
                _pragma(engine, "PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or monotonic() > until:
                raise
        sleep(0.02)


def _pragma(engine: Engine, statement: str) -> str:
    """Run what SQLite runs only outside of a transaction; the first that it answers."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute(statement)
        row = cursor.fetchone()
        return str(row[0]) if row else ""
    finally:
        raw.close()


def lock_tables(connection: Connection) -> None:
    """Let nobody else migrate until this transaction ends. SQLite's writer is alone already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def copy_file(source: Engine, into: Engine) -> None:
    """Copy all of a SQLite database into another, whole, also while others write to it."""
    one, other = source.raw_connection(), into.raw_connection()
    try:
        read, write = one.driver_connection, other.driver_connection
        if isinstance(read, sqlite3.Connection) and isinstance(write, sqlite3.Connection):
            read.backup(write)
    finally:
        one.close()
        other.close()


@contextmanager
def alone(address: str, wait_s: float) -> Iterator[sqlite3.Connection]:
    """Open a SQLite file that nobody else reads or writes until it is closed; a `StoreError` if anybody has it open."""
    engine = connect(address, wait_s)
    with refusals(engine, wait_s), closing(sqlite3.connect(file_of(address) or "", timeout=wait_s)) as connection:
        connection.isolation_level = None
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN IMMEDIATE")  # takes the lock, which then stays
        connection.execute("COMMIT")
        yield connection


def find_damage(connection: Connection) -> Iterator[str]:
    """What SQLite finds wrong with its own file, and rows that lead to none. PostgreSQL holds to both itself."""
    if connection.dialect.name != "sqlite":
        return
    for (told,) in connection.exec_driver_sql("PRAGMA integrity_check").all():
        if told != "ok":
            yield f"the database: {told}"
    for table, row, there, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        yield f"{table}: its row {row} names one of {there} that there is not"


def shrink(engine: Engine) -> None:
    """Write the database anew, without the room of what is gone."""
    if engine.dialect.name == "sqlite":
        _pragma(engine, "VACUUM")
        _pragma(engine, "PRAGMA wal_checkpoint(TRUNCATE)")
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM FULL"))


def lock_incidents(connection: Connection) -> None:
    """Let nobody else work out incidents until this transaction ends. SQLite's writer is alone already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK + 1})


def insert_absent(connection: Connection, table: Table, rows: Sequence[Row]) -> int:
    """Insert those rows whose key is not there yet; how many they were."""
    if not rows:
        return 0
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    # Counted by what comes back: psycopg does not tell the number of rows of an insert with a made key.
    statement = insert(table).on_conflict_do_nothing().returning(*table.primary_key.columns)
    return len(connection.execute(statement, [dict(row) for row in rows]).all())


def index_words(dialect: str) -> tuple[str, ...]:
    """The statements that make an index of the words of claims, which follows the table of claims by itself.

    The words are folded already, so that both databases cut them at blanks alone.
    """
    if dialect == "postgresql":
        return ("CREATE INDEX claims_words ON claims USING gin (to_tsvector('simple', words))",)
    options = "words, content='claims', content_rowid='n', tokenize='unicode61 remove_diacritics 0'"
    forget = "INSERT INTO claims_words(claims_words, rowid, words) VALUES ('delete', old.n, old.words)"
    note = "INSERT INTO claims_words(rowid, words) VALUES (new.n, new.words)"
    return (
        f"CREATE VIRTUAL TABLE claims_words USING fts5 ({options})",
        f"CREATE TRIGGER claims_words_added AFTER INSERT ON claims BEGIN {note}; END",
        f"CREATE TRIGGER claims_words_forgotten AFTER DELETE ON claims BEGIN {forget}; END",
        f"CREATE TRIGGER claims_words_changed AFTER UPDATE OF words ON claims BEGIN {forget}; {note}; END",
        "INSERT INTO claims_words(claims_words) VALUES ('rebuild')",
    )


def drop_words(connection: Connection) -> None:
    """Merge the index of words, where SQLite else keeps those of deleted claims until it happens to merge them."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO claims_words(claims_words) VALUES ('optimize')")


def holds_words(connection: Connection, folded: str) -> ColumnElement[bool]:
    """Whether all of these words stand in those of a claim."""
    if connection.dialect.name == "postgresql":
        words = func.to_tsvector(literal_column("'simple'"), literal_column("claims.words"))
        return words.op("@@")(func.plainto_tsquery(literal_column("'simple'"), folded))
    asked = " ".join(f'"{word}"' for word in folded.split())
    found = text("SELECT rowid FROM claims_words WHERE claims_words MATCH :asked").bindparams(asked=asked)
    return literal_column("claims.n").in_(found.columns(column("rowid")))


def file_of(address: str) -> Path | None:
    """The file that a SQLite address names, or `None`: in memory, on a server, or no address at all."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        return None
    name = url.database or ""
    if url.get_backend_name() != "sqlite" or name in {"", ":memory:"}:
        return None
    if name.startswith("file:"):
        return None if ":memory:" in name or url.query.get("mode") == "memory" else Path(name.removeprefix("file:"))
    return Path(name)


def read_only(address: str) -> str:
    """The address, by which nothing is written if it names a SQLite file that this program may not write.

    Where its folder may not be written either, SQLite cannot make the files beside it that a log ahead needs, and reads
    a store that has no such log only if it is told that nobody writes to it.
    """
    path = file_of(address)
    if path is None or make_url(address).database != str(path) or not path.is_file():
        return address
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return address
    query = {"mode": "ro", "uri": "true"}
    if not os.access(path.parent, os.W_OK) and not _has_log(path):
        query["immutable"] = "1"
    return make_url(address).set(database=f"file:{quote(str(path))}", query=query).render_as_string()


def _has_log(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.is_file() and log.stat().st_size > 0


def named(url: URL) -> str:
    """An address as it may be shown: without its password."""
    return url.render_as_string(hide_password=True)


def hidden(address: str) -> str:
    """An address that may not even be one, without what may be a password."""
    before, at, after = address.rpartition("@")
    return f"***@{after}" if at and before else address


@contextmanager
def refusals(engine: Engine, wait_s: float) -> Iterator[None]:
    """Turn what a database refuses into a `StoreError` that says what to do."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        cause: Any = error.orig if isinstance(error, DBAPIError) else error
        code = getattr(cause, "sqlite_errorname", "")
        raise StoreError(_meaning(named(engine.url), str(cause), wait_s, code)) from error


def _meaning(store: str, cause: str, wait_s: float, code: str) -> str:
    told = cause.lower()
    line = next(iter(cause.strip().splitlines()), "no reason given")
    if "locked" in told:
        return f"the store {store} stayed in use by another program for {wait_s:g} s: wait for it or stop it, try again"
    if "readonly" in told or "read-only" in told:
        return f"the store {store} may not be written: make the file and its folder writable, or {ELSEWHERE}"
    if "not a database" in told:
        return f"the store {store} is no SQLite database: {ELSEWHERE}"
    if code == "SQLITE_IOERR_WRITE":  # a quota or a limit of a file's size; a disk that is full has a code of its own
        return (
            f"the store {store} could not be written ({line}): is a quota used up, or the disk broken? What was stored "
            "is safe; make room and try again"
        )
    if "malformed" in told or "corrupt" in told or "disk i/o" in told:
        return (
            f"the store {store} is damaged ({line}): set the file aside with its -wal and -shm, "
            "mend a copy with 'sqlite3 FILE .recover', or take a backup"
        )
    if "unable to open" in told:
        return f"the store {store} cannot be opened: is its folder there, and may you write in it? Else {ELSEWHERE}"
    if "full" in told:
        return f"the store {store} has no room left ({line}): make some and try again; what was stored is safe"
    return f"the store {store} refused: {line}; check that it runs and lets you in, or {ELSEWHERE}"
