"""The migrations make the tables that the store works with, on every kind of database."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import ClauseElement, Engine, column, create_engine, insert, select, table
from sqlalchemy.dialects.postgresql import insert as insert_into_postgresql
from sqlalchemy.dialects.postgresql.base import PGDialect

from according import store
from according.codec import encode
from according.model import NOT_STATED, Link, Period
from according.store import Wanted, migrations, recall, tables

DAY = Period(start=date(2031, 5, 3), end=date(2031, 5, 3), precision="day")


def is_no_index_of_words(_thing: object, name: str | None, *_: object) -> bool:
    """Each database has its own, which its tables know nothing of."""
    return not (name or "").startswith("claims_words")


def test_the_migrations_make_the_tables_as_they_are(address: str) -> None:
    with store.open(address) as kept, kept._reading() as connection:
        opts = {"compare_type": True, "include_object": is_no_index_of_words}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, tables.metadata) == []
        assert migrations.revision(connection) == migrations.newest()


def test_the_links_of_people_stay_and_those_of_the_machine_go(tmp_path: Path, old: Callable[..., Engine]) -> None:
    address = f"sqlite:///{tmp_path}/kept.db"
    mine = Link(claims=("c_1", "c_2"), same=True, score=1.0, reasons=("same",), by="Ada")
    names = ("id", "one", "other", "same", "score", "by", "json")
    links = table("links", *map(column, names))
    engine = old(address, "0001")
    with engine.begin() as connection:
        for by in ("Ada", "according/joining-1"):
            connection.execute(insert(links).values(dict(zip(
                names, (f"l_{by}", "c_1", "c_2", True, 1.0, by, encode(replace(mine, by=by))), strict=True
            ))))  # fmt: skip
    engine.dispose()
    with store.open(address) as kept:
        assert list(kept.links()) == [mine]
        assert kept.find("c_") == ()


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_what_was_kept_before_is_found_like_what_is_kept_now(
    address: str, tmp_path: Path, make: Callable[..., Any], old: Callable[..., Engine], revision: str
) -> None:
    address = f"sqlite:///{tmp_path}/old.db" if address == "sqlite://" else address  # in memory nothing grows old
    what = make()
    claim = replace(what.claims[0], when=DAY)
    engine = old(address, revision)
    held = {
        "reports": {"id": what.report.id, "address": what.report.address, "text": what.report.text},
        "markups": {"id": "m_1", "report": what.report.id, "reader": "cues", "version": "1", "json": "{}"},
        "claims": {"id": claim.id, "report": what.report.id, "markup": "m_1", "type": "killing", "start": 0},
    }
    with engine.begin() as connection:
        for name, row in held.items():
            connection.execute(insert(table(name, *map(column, row))).values(row))
        ground = table("groundings", *map(column, ("claim", "version", "json", "at")))
        for n, json in enumerate((encode(claim), encode(replace(claim, when=NOT_STATED)), encode(claim))):
            connection.execute(insert(ground).values(claim=1, version=str(n), json=json, at="2031"))
    engine.dispose()
    with store.open(address) as kept:
        assert [each.id for each in kept.find_claims(Wanted(since=DAY.start, until=DAY.end))] == [claim.id]
        assert [each.id for each in kept.find_claims(Wanted(words="two shepherds"))] == [claim.id]
        assert list(kept.find_claims(Wanted(actors=("jnim",)))) == []


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
    grounded = recall.newest_groundings().join(tables.markups).where(tables.markups.c.active, tables.claims.c.n > 0)
    assert run(grounded.order_by(tables.claims.c.n).limit(5)) == "1|c_1|r_1|new\n"
    assert run(recall.sightings_of(["r_1", "r_2"])) == ""


def test_a_database_without_file_is_new_each_time() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        assert migrations.revision(connection) is None
    engine.dispose()
