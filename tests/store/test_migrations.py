"""The migrations make the tables that the store works with, on every kind of database."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import ClauseElement, create_engine, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_into_postgresql
from sqlalchemy.dialects.postgresql.base import PGDialect

from according import store
from according.model import Link
from according.store import migrations, tables
from according.store import store as store_module


def test_the_migrations_make_the_tables_as_they_are(address: str) -> None:
    with store.open(address) as kept, kept._reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.metadata) == []
        assert migrations.revision(connection) == migrations.newest()


def test_the_links_of_people_stay_and_those_of_the_machine_go(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/kept.db"
    mine = Link(claims=("c_1", "c_2"), same=True, score=1.0, reasons=("same",), by="Ada")
    with store.open(address) as kept:
        kept.add_links([mine, replace(mine, by="according/joining-1")])
        with kept._writing() as connection:
            for index in ("a", "b"):
                connection.exec_driver_sql(f"DROP INDEX links_of_claim_{index}")
            for new, old in (("claim_a", "one"), ("claim_b", "other")):
                connection.exec_driver_sql(f"ALTER TABLE links RENAME COLUMN {new} TO {old}")
                connection.exec_driver_sql(f"CREATE INDEX links_of_{old} ON links ({old})")
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    with store.open(address) as kept:
        assert list(kept.links()) == [mine]
        assert kept.find("c_") == ()


def test_opening_again_changes_no_byte(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    with store.open(f"sqlite:///{path}"):
        pass
    before = path.read_bytes()
    with store.open(f"sqlite:///{path}"):
        pass
    assert path.read_bytes() == before


def test_sqlite_logs_ahead_and_holds_foreign_keys(tmp_path: Path) -> None:
    with store.open(f"sqlite:///{tmp_path}/kept.db") as kept, kept._reading() as connection:
        told = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "foreign_keys")]
    assert told == ["wal", 1]


def test_postgresql_takes_the_tables_and_the_statements_without_a_driver(request: pytest.FixtureRequest) -> None:
    server = request.getfixturevalue("cluster")
    server.sql("CREATE DATABASE unkept;")
    written = io.StringIO()
    context = MigrationContext.configure(
        dialect_name="postgresql", opts={"as_sql": True, "output_buffer": written, "literal_binds": True}
    )
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))
    for script in reversed(list(scripts.walk_revisions())):
        with Operations.context(context):
            script.module.upgrade()
    server.sql(written.getvalue(), "unkept")

    def run(statement: ClauseElement) -> str:
        dialect = PGDialect(paramstyle="named")  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
        compiled = statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True})
        answer: str = server.sql(f"{compiled};", "unkept")
        return answer

    report = {"id": "r_1", "address": "", "text": "It's 5 % of 'all' \\ : ?"}
    for _ in range(2):
        run(insert_into_postgresql(tables.reports).values(report).on_conflict_do_nothing())
    assert run(select(tables.reports.c.text).with_for_update()) == report["text"] + "\n"
    run(insert(tables.markups).values(id="m_1", report="r_1", reader="cues", version="1", json="{}"))
    run(insert(tables.claims).values(id="c_1", report="r_1", markup="m_1", type="killing", start=0))
    run(insert(tables.groundings).values(claim=1, version="1", json="old", at="2031"))
    run(insert(tables.groundings).values(claim=1, version="2", json="new", at="2032"))
    grounded = store_module._groundings().join(tables.markups).where(tables.markups.c.active, tables.claims.c.n > 0)
    assert run(grounded.order_by(tables.claims.c.n).limit(5)) == "1|c_1|r_1|new\n"
    assert run(store_module._sightings_of(["r_1", "r_2"])) == ""


def test_a_database_without_file_is_new_each_time() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        assert migrations.revision(connection) is None
    engine.dispose()
