"""Which passage is in which part, and whether a text may be trained on."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from according.errors import SettingsError
from according.evaluation.measured import PARTS, Part
from according.evaluation.reading import read_rows

SPLIT = "split.tsv"
_HELD_OUT = ("dev", "test")


def digest_of(text: str) -> str:
    """The digest by which the gold names a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_split(folder: Path) -> Mapping[tuple[str, str], Part]:
    """The part of each passage by set and id; a `SettingsError` tells every line that is wrong."""
    path = folder / SPLIT
    if not path.is_file():
        raise SettingsError(f"{path}: no such file; name the folder with the gold")
    found: dict[tuple[str, str], Part] = {}
    faults = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 2):
        cells = line.split("\t")
        if len(cells) != 3 or cells[2] not in PARTS[:-1]:
            faults.append(f"{path.name}, line {number}: not a set, an id and train, dev or test")
        elif (cells[0], cells[1]) in found:
            faults.append(f"{path.name}, line {number}: {cells[0]} {cells[1]} stands there twice")
        else:
            found[cells[0], cells[1]] = cells[2]
    if faults:
        raise SettingsError(f"{folder}: the gold cannot be used:\n" + "\n".join(f"  {fault}" for fault in faults))
    return found


def held_out(folder: Path) -> frozenset[str]:
    """The digests of all texts of dev and test, without need of the texts themselves.

    No text with one of these digests may enter a training set. GUM, re3d and bbc_news are annotated by their openings:
    of the first two, leave out the documents whose ids `split.tsv` has in dev or test, of bbc_news the openings.
    """
    parts = read_split(folder)
    found = set()
    for name in dict.fromkeys(name for name, _ in parts):
        for row in read_rows(folder / f"{name}.jsonl"):
            if parts.get((name, str(row.get("id")))) in _HELD_OUT:
                found.add(str(row.get("sha256")))
    return frozenset(found)


def is_held_out(text: str, digests: frozenset[str]) -> bool:
    """Whether a text is one of dev or test, by the digests that `held_out` gives."""
    return digest_of(text) in digests
