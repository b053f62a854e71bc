"""Reads the second annotation: passages of the gold that were annotated again, by text and guide alone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from according.errors import SettingsError
from according.evaluation.gold.loading import read_passages
from according.evaluation.gold.passage import Passage
from according.evaluation.gold.rows import find_faults, in_words
from according.evaluation.gold.split import digest_of

SECOND = "second"
_KEYS = {"set", "id", "sha256", "published", "claims"}


def load_second(folder: Path, first: Sequence[Passage]) -> list[tuple[Passage, Passage]]:
    """The passages of the gold that are annotated twice, each with both annotations, in the order of `first`.

    `first` are passages that `load_gold` gave of the same folder; those of other parts are left out, and are not
    checked. Texts, ours too, are taken from there. A `SettingsError` tells every fault at once.
    """
    if not (folder / SECOND).is_dir():
        raise SettingsError(f"{folder / SECOND}: no such folder; name the folder of a gold with a second annotation")
    known = {(passage.set, passage.id): passage for passage in first}
    faults: list[str] = []
    again: dict[tuple[str, str], Passage] = {}
    seen: set[tuple[str, str]] = set()
    for path in sorted((folder / SECOND).glob("*.jsonl")):
        for at, row in read_passages(path, faults):
            key = (path.stem, row["id"])
            if key in seen:
                faults.append(f"{at} ({row['id']}): it stands there twice")
            seen.add(key)
            passage = known.get(key)
            if passage is None:
                continue
            wrong = list(_wrong(row, passage))
            faults += [f"{at} ({row['id']}): {fault}" for fault in wrong]
            if not wrong:
                again[key] = replace(passage, claims=tuple(in_words(claim, passage.text) for claim in row["claims"]))
    if faults:
        told = "\n".join(f"  {fault}" for fault in faults)
        raise SettingsError(f"{folder / SECOND}: the second annotation cannot be used:\n{told}")
    return [(passage, again[key]) for key, passage in known.items() if key in again]


def _wrong(row: dict[str, Any], passage: Passage) -> Iterator[str]:
    if set(row) != _KEYS:
        yield f"missing or unknown keys: {sorted(_KEYS ^ set(row))}"
        return
    if row["set"] != passage.set:
        yield f"its set is {row['set']!r}, and its file that of {passage.set}"
    if row["sha256"] != digest_of(passage.text):
        yield "not the text that was annotated: its sha256 differs"
        return
    for number, claim in enumerate(row["claims"], 1):
        yield from (f"claim {number}: {fault}" for fault in find_faults(claim, passage.text))
