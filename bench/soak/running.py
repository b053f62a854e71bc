"""Runs the commands of According in forks of one warm process, and notes what a trial came to."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from according.cli import according
from bench.soak.corpus import make_incident

ROOT = Path(__file__).parents[2]
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
_ENTRY = "[according.reader]\nmade = bench.soak.reading:MadeReader\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of what a trial came to: what, how much, how much it may be at most, in what unit."""

    what: str
    measured: float
    at_most: float | None = None
    unit: str = ""

    @property
    def holds(self) -> bool:
        """Whether it is within its bound, if it has one."""
        return self.at_most is None or self.measured <= self.at_most

    def __str__(self) -> str:
        bound = "" if self.at_most is None else f"{self.at_most:,g}"
        missed = "" if self.holds else "MISSED"
        return f"{self.what:<60} {self.measured:>12,.4g} {bound:>9} {self.unit:<6} {missed}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a command ended: exit code or, below 0, signal; processor time, the clock, most memory, what it said."""

    code: int
    cpu_s: float
    wall_s: float
    memory_mb: float
    said: str


@contextmanager
def workplace(folder: Path, reader: str = "made") -> Iterator[Path]:
    """A working folder whose settings read with this reader; that of made reports costs next to nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "according.toml").write_text(f'[read]\nreader = "{reader}"\n', encoding="utf-8")
    entry = folder / "made-1.dist-info"
    entry.mkdir(exist_ok=True)
    (entry / "METADATA").write_text("Metadata-Version: 2.1\nName: made\nVersion: 1\n", encoding="utf-8")
    (entry / "entry_points.txt").write_text(_ENTRY, encoding="utf-8")
    sys.path.append(str(folder))
    try:
        yield folder
    finally:
        sys.path.remove(str(folder))


def start(arguments: Sequence[str], folder: Path, address: str) -> int:
    """Start a command in a fork; its process. What it says goes to the file `said` in the folder."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        os.chdir(folder)
        os.environ["ACCORDING_STORE"] = address
        into = os.open("said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(into, 1)
        os.dup2(into, 2)
        code = _run(arguments)
    finally:
        os._exit(code)


def _run(arguments: Sequence[str]) -> int:
    try:
        according(list(arguments), prog_name="according")
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def run(arguments: Sequence[str], folder: Path, address: str) -> Ran:
    """Run a command in a fork to its end."""
    began = time.monotonic()
    _, status, used = os.wait4(start(arguments, folder, address), 0)
    return Ran(
        code=os.waitstatus_to_exitcode(status), cpu_s=used.ru_utime + used.ru_stime, wall_s=time.monotonic() - began,
        memory_mb=used.ru_maxrss * _RSS_UNIT / 1e6, said=(folder / "said").read_text(encoding="utf-8"),
    )  # fmt: skip


def write_reports(path: Path, reports: int) -> list[str]:
    """Write made reports into a JSONL file, two of each day; the lines."""
    lines = [
        json.dumps({
            "id": told.report.given_id, "url": told.report.address, "text": told.report.text,
            "published": str(getattr(told.report.published, "start", "")), "publisher": told.report.publisher,
        })
        for n in range((reports + 1) // 2) for told in make_incident(40 * n)
    ][:reports]  # fmt: skip
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return lines


def version() -> str:
    """The commit of the code, with a plus where the tree has changes."""
    told = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607
    changed = subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607
    return (told.stdout.strip()[:12] or "unknown") + ("+" if changed.stdout.strip() else "")


def note(trial: str, figures: Sequence[Figure], sizes: dict[str, object], into: Path) -> None:
    """Append what a trial came to as a line of JSON, and print it as a table."""
    line = {"trial": trial, "at": datetime.now(UTC).isoformat(timespec="seconds"), "version": version(), **sizes}
    line["figures"] = [asdict(each) for each in figures]
    with into.open("a", encoding="utf-8") as out:
        out.write(json.dumps(line) + "\n")
    for each in figures:
        print(each)
