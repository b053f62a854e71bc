"""Runs a long trial and notes what it came to in soak.jsonl: `python -m bench.soak kill`; exit code 1: missed."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from bench.soak.faults import break_things
from bench.soak.kill import kill_at_random
from bench.soak.retry import offer_again
from bench.soak.running import ROOT, Figure, note, workplace
from bench.soak.server import Server, serve

_SIZES = {
    "kill": {"kills": 300, "reports": 2000},
    "retry": {"reports": 200, "parts": 5},
    "faults": {"reports": 200},
}


def run_trial(
    name: str, folder: Path, sizes: dict[str, int], server: Server | None = None, *, reader: str = ""
) -> list[Figure]:
    """Run one trial in a folder, on SQLite, or on a server; with its own reader, or another."""
    seed = sizes.get("seed", 1)
    work: Callable[[Path, Iterator[str]], list[Figure]]
    if name == "kill":
        work = partial(kill_at_random, kills=sizes["kills"], reports=sizes["reports"], seed=seed)
    elif name == "retry":
        work = partial(offer_again, reports=sizes["reports"], seed=seed, parts=sizes["parts"])
    else:
        work = partial(break_things, reports=sizes["reports"])
    with workplace(folder / "work", reader or ("embedded" if name == "retry" else "made")) as place:
        return work(place, _addresses(folder, server))


def _addresses(folder: Path, server: Server | None) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield server.make_database(number) if server else f"sqlite:///{folder}/kept{number}.db"


def main() -> int:
    """Run the trials that are asked for."""
    parser = argparse.ArgumentParser(prog="make soak ARGS=", description=__doc__)
    parser.add_argument("trial", choices=(*_SIZES, "all"))
    parser.add_argument("--postgresql", action="store_true", help="on a private PostgreSQL server, not on SQLite")
    parser.add_argument("--into", type=Path, default=ROOT / "soak.jsonl", help="the file of results")
    for size in ("kills", "reports", "seed"):
        parser.add_argument(f"--{size}", type=int)
    given = parser.parse_args()
    named = {size: value for size in ("kills", "reports", "seed") if (value := getattr(given, size)) is not None}
    held = True
    for name in _SIZES if given.trial == "all" else (given.trial,):
        sizes = {**_SIZES[name], **named}
        folder = Path(tempfile.mkdtemp(prefix="according-soak-"))
        with ExitStack() as opened:
            opened.callback(shutil.rmtree, folder, ignore_errors=True)
            server = opened.enter_context(serve()) if given.postgresql else None
            print(f"== {name} {sizes}", flush=True)
            figures = run_trial(name, folder, sizes, server)
        note(name, figures, {**sizes, "on": "postgresql" if given.postgresql else "sqlite"}, given.into)
        held = held and all(each.holds for each in figures)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
