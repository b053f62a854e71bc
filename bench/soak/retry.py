"""Offers every report three times, in other orders and batches: the store is the same, the second offer cheap."""

import random
from collections.abc import Iterator
from pathlib import Path

from bench.soak.kill import is_faulty, list_all
from bench.soak.running import Figure, run, write_reports


def offer_again(folder: Path, addresses: Iterator[str], *, reports: int, seed: int, parts: int) -> list[Figure]:
    """Keep reports once; offer them again as they are, then shuffled in parts; then so three times to a fresh store."""
    chance = random.Random(seed)
    lines = write_reports(folder / "reports.jsonl", reports)
    command = ("read", "reports.jsonl", "--keep", "--format", "jsonl", "--output", "read.jsonl")
    address, another = next(addresses), next(addresses)
    first = run(command, folder, address)
    wanted = list_all(folder, address)
    again = run(command, folder, address)
    for each, code in (("first", first.code), ("second", again.code)):
        if code:
            raise SystemExit(f"the {each} offer ended with {code}: {first.said}{again.said}")
    other = int(list_all(folder, address) != wanted)
    for kept in (address, another):
        for _ in range(1 if kept == address else 3):
            mixed = chance.sample(lines, len(lines))
            size = -(-len(mixed) // parts)
            for start in range(0, len(mixed), size):
                (folder / "part.jsonl").write_text("\n".join(mixed[start : start + size]) + "\n", encoding="utf-8")
                run(("read", "part.jsonl", *command[2:]), folder, kept)
        other += sorted_lines(list_all(folder, kept)) != sorted_lines(wanted)
    return [
        Figure(what="stores other than after one offer", measured=other, at_most=0),
        Figure(what="stores with a fault", measured=is_faulty(address) + is_faulty(another), at_most=0),
        Figure(what="processor time of the first offer", measured=first.cpu_s, unit="s"),
        Figure(
            what="second offer against the first, in processor time", measured=again.cpu_s / first.cpu_s, at_most=0.1
        ),
    ]


def sorted_lines(listed: list[bytes]) -> list[list[bytes]]:
    """What was listed without its order, in which claims came."""
    return [sorted(each.splitlines()) for each in listed]
