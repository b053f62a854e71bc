"""The stores that the contract is held against, and something to keep in them."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine

from according.model import (
    NOT_STATED,
    Actor,
    Claim,
    Count,
    Markup,
    Mention,
    Period,
    Quantity,
    Reading,
    Report,
    Voice,
    claim_id,
)
from according.store import migrations

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
DAY = Period(start=date(2031, 5, 4), end=date(2031, 5, 4), precision="day")


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A report, what was marked in it, and what it claims."""

    report: Report
    markup: Markup
    claims: tuple[Claim, ...]


def keepsake(town: str = "Narwe", version: str = "1") -> Kept:
    text = f"Two killed at {town}\n\nTwo shepherds were killed near {town}, the governor said."
    report = Report(
        text=text,
        address=f"https://news.example/{town}",
        given_id=town,
        publisher="The Example",
        published=DAY,
        published_how="json-ld",
        language="en",
        retrieved=NOON,
        raw=f"<p>{text}</p>".encode(),
    )
    start = text.index("Two shepherds")
    number, who = report.span(start, start + 3), report.span(start + 4, start + 13)
    reading = Reading(
        type="killing",
        trigger=report.span(text.index("killed near"), text.index("killed near") + 6),
        evidence=(report.span(start, len(text)),),
        roles={"affected": (Mention(span=who, kind="actor", name="shepherds"),)},
        count=Quantity(span=number, unit="shepherds"),
        voice=Voice(),
    )
    markup = Markup(report=report.id, reader="cues", version=version, readings=(reading,))
    claim = Claim(
        id=claim_id(markup, reading),
        report=report.id,
        given_id=report.given_id,
        reader="cues",
        type="killing",
        stance="asserts",
        certainty="stated",
        speakers=(Actor(words="the governor", name="the governor", kind="local-official"),),
        channel="",
        relayed_by=(),
        said=NOT_STATED,
        roles={"affected": (Actor(words="shepherds", name="shepherds"),)},
        count=Count(least=2, most=2, qualifier="exactly", unit="shepherds", words="Two", at=number.at),
        where=(),
        when=NOT_STATED,
        published=DAY,
        evidence=reading.evidence,
    )
    return Kept(report=report, markup=markup, claims=(claim,))


def open_at(address: str, revision: str) -> Engine:
    """A database with the tables of an earlier revision."""
    engine = create_engine(address)
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))
    with engine.begin() as connection:
        context = MigrationContext.configure(connection)
        for script in reversed(list(scripts.iterate_revisions(revision, "base"))):
            with Operations.context(context):
                script.module.upgrade()
            context.stamp(scripts, script.revision)
    return engine


@pytest.fixture
def old() -> Callable[..., Engine]:
    return open_at


@pytest.fixture
def make() -> Callable[..., Kept]:
    return keepsake


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """A private PostgreSQL server, reached through a socket in its folder."""

    binaries: Path
    folder: Path
    user: str

    def run(self, name: str, *arguments: str, given: str = "") -> str:
        command = [str(self.binaries / name), *arguments]
        who = self.user if os.getuid() == 0 else None
        done = subprocess.run(
            command, input=given, capture_output=True, text=True, user=who, cwd=self.folder, timeout=120, check=False
        )
        assert done.returncode == 0, f"{name}: {done.stderr}"
        return done.stdout

    def sql(self, text: str, database: str = "postgres") -> str:
        host = str(self.folder)
        return self.run(
            "psql", "-qAtX", "-h", host, "-U", "keeper", "-v", "ON_ERROR_STOP=1", "-d", database, "-f", "-", given=text
        )


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.skip("no PostgreSQL server on this machine: apt-get install postgresql")
    names = {each.pw_name for each in pwd.getpwall()}
    user = next((name for name in ("postgres", "nobody") if name in names), "")
    if os.getuid() == 0 and not user:
        pytest.skip("PostgreSQL does not run as root, and there is no other user")
    folder = Path(tempfile.mkdtemp(prefix="according-pg-"))
    if os.getuid() == 0:
        shutil.chown(folder, user)
    server = Cluster(binaries=found[-1].parent, folder=folder, user=user)
    try:
        server.run("initdb", "-D", "data", "-U", "keeper", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        server.run("pg_ctl", "start", "-w", "-D", "data", "-l", "log", "-o", options)
        yield server
        server.run("pg_ctl", "stop", "-m", "immediate", "-D", "data")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["file", "memory", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "file":
        return f"sqlite:///{tmp_path / 'kept.db'}"
    if request.param == "memory":
        return "sqlite://"
    if importlib.util.find_spec("psycopg") is None:
        pytest.skip("psycopg is not installed: pip install 'psycopg[binary]'")
    server: Cluster = request.getfixturevalue("cluster")
    name = f"kept_{abs(hash(request.node.name))}"
    server.sql(f"CREATE DATABASE {name};")
    return f"postgresql+psycopg://keeper@/{name}?host={server.folder}"
