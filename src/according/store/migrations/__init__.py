"""Brings a store's tables up to date, one revision of versions/ after the other, in the caller's transaction."""

from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from according.errors import StoreError
from according.store.tables import metadata

_FOLDER = Path(__file__).parent


def revision(connection: Connection) -> str | None:
    """The revision that the tables are at; `None` where there are none yet."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """The revision that this version of According works with."""
    head = ScriptDirectory(_FOLDER).get_current_head()
    if head is None:
        raise StoreError("this installation lacks its migrations: install According again")
    return head


def migrate(connection: Connection) -> None:
    """Run the revisions that the tables lack; a `StoreError` if they are newer than this version, or not ours."""
    scripts = ScriptDirectory(_FOLDER)
    context = MigrationContext.configure(connection)
    current = context.get_current_revision()
    known = {script.revision for script in scripts.walk_revisions()}
    if current is not None and current not in known:
        raise StoreError(
            f"the store was written by a newer According (its tables are at {current}): pip install --upgrade according"
        )
    if current is None and (strangers := set(inspect(connection).get_table_names()) & metadata.tables.keys()):
        raise StoreError(
            f"the database has tables that are not According's ({', '.join(sorted(strangers))}): name another store"
        )
    missing = list(scripts.iterate_revisions(newest(), current or "base"))
    for script in reversed(missing):
        with Operations.context(context):
            script.module.upgrade()
        context.stamp(scripts, script.revision)
