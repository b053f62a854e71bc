"""Kills `read --keep` at random moments: after each the store is whole; at last it is as an undisturbed run's."""

import os
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from according import store
from according.keeping import Joining
from according.store.checking import find_faults
from bench.soak.running import Figure, run, start, write_reports

_LISTS = (("incidents", "--format", "incidents"), ("incidents", "--format", "jsonl"))


def kill_at_random(folder: Path, addresses: Iterator[str], *, kills: int, reports: int, seed: int) -> list[Figure]:
    """Kill so many times; a store that was finished all the same is compared, and another is begun.

    Half of the moments lie anywhere in a run from nothing, half in its first quarter, so that runs go on from each
    other.
    """
    chance = random.Random(seed)
    write_reports(folder / "reports.jsonl", reports)
    command = ("read", "reports.jsonl", "--keep", "--format", "jsonl", "--output", "read.jsonl")
    undisturbed = next(addresses)
    whole = run(command, folder, undisturbed)
    if whole.code:
        raise SystemExit(f"the undisturbed run ended with {whole.code}: {whole.said}")
    wanted = list_all(folder, undisturbed)
    done = faulty = other = finished = 0
    address, clean = next(addresses), True
    while done < kills or not clean:
        child = start(command, folder, address)
        longest = whole.wall_s / 4 if chance.random() < 0.5 else whole.wall_s * 1.1
        if done < kills:
            time.sleep(chance.uniform(0, longest))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        if code == -signal.SIGKILL:
            done, clean = done + 1, False
            faulty += is_faulty(address)
            continue
        if code:
            raise SystemExit(f"a run after {done} kills ended with {code}: {(folder / 'said').read_text()}")
        finished, other = finished + 1, other + (list_all(folder, address) != wanted)
        address, clean = next(addresses), True
    return [
        Figure(what="kills", measured=done),
        Figure(what="stores with a fault after a kill", measured=faulty, at_most=0),
        Figure(what="stores finished after kills", measured=finished),
        Figure(what="of which other than undisturbed", measured=other, at_most=0),
    ]


def is_faulty(address: str) -> bool:
    """Whether a store has a fault, which is told."""
    if not store.exists(address):
        return False
    with store.open(address) as kept:
        faults = list(find_faults(kept, Joining()))
    for fault in faults:
        print(f"FAULT {fault}")
    return bool(faults)


def list_all(folder: Path, address: str) -> list[bytes]:
    """All incidents and claims of a store, as JSONL."""
    found = []
    for number, arguments in enumerate(_LISTS):
        into = f"listed{number}.jsonl"
        told = run((*arguments, "--output", into), folder, address)
        if told.code:
            raise SystemExit(f"{' '.join(arguments)} ended with {told.code}: {told.said}")
        found.append((folder / into).read_bytes())
    return found
