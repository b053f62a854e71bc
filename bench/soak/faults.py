"""Faults that are real: a store that has no room to grow, and two writers at once."""

import os
import resource
from collections.abc import Iterator
from pathlib import Path

from bench.soak.kill import is_faulty, list_all
from bench.soak.retry import sorted_lines
from bench.soak.running import Figure, run, start, write_reports

_COMMAND = ("read", "reports.jsonl", "--keep", "--format", "jsonl", "--output", "read.jsonl")


def break_things(folder: Path, addresses: Iterator[str], *, reports: int) -> list[Figure]:
    """Let a store meet each fault: it names it, nothing is lost, and it goes on when the fault is gone."""
    write_reports(folder / "reports.jsonl", reports)
    address = next(addresses)
    whole = run(_COMMAND, folder, address)
    if whole.code:
        raise SystemExit(f"the undisturbed run ended with {whole.code}: {whole.said}")
    wanted = list_all(folder, address)
    faults = [*_fill(folder, next(addresses), wanted), *_two_writers(folder, next(addresses), wanted, reports)]
    for fault in faults:
        print(f"FAULT {fault}")
    return [Figure(what="faults that were met otherwise than they must be", measured=len(faults), at_most=0)]


def _fill(folder: Path, address: str, wanted: list[bytes]) -> Iterator[str]:
    """No room: the system lets no file of this process grow beyond a size, which the store's files soon reach."""
    if not address.startswith("sqlite"):
        return
    child = os.fork()
    if not child:
        soft = 600_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, resource.RLIM_INFINITY))
        told = run(_COMMAND, folder, address)
        (folder / "told").write_text(f"{told.code}\n{told.said}", encoding="utf-8")
        os._exit(0)
    os.waitpid(child, 0)
    told_of = (folder / "told").read_text(encoding="utf-8")
    if not told_of.startswith("1\n") or "Traceback" in told_of:
        yield f"no room: {told_of}"
    if is_faulty(address):
        yield "no room: the store has faults"
    after = run(_COMMAND, folder, address)
    if after.code or list_all(folder, address) != wanted:
        yield f"no room: it does not go on when there is some again: {after.said}"


def _two_writers(folder: Path, address: str, wanted: list[bytes], reports: int) -> Iterator[str]:
    """Two at once, each with all reports."""
    children = [start((*_COMMAND[:-1], f"read{n}.jsonl"), folder, address) for n in range(2)]
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    if any(codes):
        yield f"two writers ended with {codes}: {(folder / 'said').read_text(encoding='utf-8')}"
    if is_faulty(address) or sorted_lines(list_all(folder, address)) != sorted_lines(wanted):
        yield f"two writers keep another store of {reports} reports than one"
