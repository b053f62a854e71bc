"""A private PostgreSQL server in a folder of its own, reached through a socket."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_BINARIES = "/usr/lib/postgresql"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where it lies, and as whom it runs: PostgreSQL does not run as root."""

    binaries: Path
    folder: Path
    user: str | None

    def call(self, name: str, *arguments: str) -> None:
        """Run one of its programs."""
        done = subprocess.run(
            [str(self.binaries / name), *arguments], capture_output=True, text=True, user=self.user, cwd=self.folder,
            check=False,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(f"{name} ended with {done.returncode}: {done.stderr}")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-k {self.folder} -c listen_addresses=''"
        self.call("pg_ctl", "start", "-w", "-D", "data", "-l", "log", "-o", options)

    def kill(self) -> None:
        """Stop it as a loss of power would."""
        self.call("pg_ctl", "stop", "-m", "immediate", "-D", "data")

    def make_database(self, number: int) -> str:
        """Make an empty database; its address."""
        self.call("createdb", "-h", str(self.folder), "-U", "keeper", f"kept{number}")
        return f"postgresql+psycopg://keeper@/kept{number}?host={self.folder}"


def binaries() -> Path | None:
    """Where the programs of the newest PostgreSQL of this machine are, if there is one."""
    found = sorted(Path(_BINARIES).glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def serve() -> Iterator[Server]:
    """Start a private server; it and all that it holds is gone at the end."""
    where = binaries()
    if where is None:
        raise SystemExit("no PostgreSQL server on this machine: apt-get install postgresql")
    names = {each.pw_name for each in pwd.getpwall()}
    user = next((name for name in ("postgres", "nobody") if name in names), None) if os.getuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="according-soak-pg-"))
    if user:
        shutil.chown(folder, user)
    server = Server(binaries=where, folder=folder, user=user)
    try:
        server.call("initdb", "-D", "data", "-U", "keeper", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync")
        server.start()
        yield server
        server.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
