"""Reads the folder of the gold, checks all of it, and gives its passages with their claims in words."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from according.codec import parse
from according.errors import ReportError, SettingsError, SourceError
from according.evaluation.gold.passage import Passage
from according.evaluation.gold.rows import find_faults, in_words
from according.evaluation.gold.split import SPLIT, digest_of, read_split
from according.evaluation.gold.texts import read_texts, sets
from according.evaluation.measured import Part

OWN = "own"


def load_gold(folder: Path, corpora: Path | None, part: Part = "all") -> list[Passage]:
    """The passages of one part, or of all, in the order of the files; `corpora` is the folder with the public sets.

    All of the gold is checked, whatever the part: keys, names, offsets, digests, parts. A `SettingsError` tells every
    fault at once.
    """
    parts = read_split(folder)
    faults: list[str] = []
    found: list[Passage] = []
    seen: set[tuple[str, str]] = set()
    there = [path for name in (*sets(), OWN) if (path := folder / f"{name}.jsonl").is_file()]
    for path in there:
        try:
            texts = _texts(path.stem, corpora)
        except SourceError as error:
            faults.append(str(error))
            continue
        for at, row in read_passages(path, faults):
            key = (path.stem, row["id"])
            text = row.get("text", texts.get(row["id"]))
            wrong = list(_wrong(row, key, text, parts, seen))
            seen.add(key)
            faults += [f"{at} ({row['id']}): {fault}" for fault in wrong]
            if not wrong:
                found.append(_passage(row, str(text), parts[key]))
    told = {path.stem for path in there}
    faults += [
        f"{SPLIT}: there is no file of {name}" for name in dict.fromkeys(s for s, _ in parts) if name not in told
    ]
    if not faults:
        faults += [f"{SPLIT}: there is no passage {name} of {s}" for s, name in parts.keys() - seen]
    if faults:
        raise SettingsError(f"{folder}: the gold cannot be used:\n" + "\n".join(f"  {fault}" for fault in faults))
    return [passage for passage in found if part in ("all", passage.part)]


def _texts(name: str, corpora: Path | None) -> Mapping[str, str]:
    if name == OWN:
        return {}
    if corpora is None:
        raise SourceError(
            f"{name}.jsonl: its texts are not here: set ACCORDING_DATA to the folder with the public sets"
        )
    return read_texts(corpora, name)


def read_passages(path: Path, faults: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Where each passage of a file stands, and the passage as it stands there; what is none is added to the faults."""
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        at = f"{path.name}, line {number}"
        try:
            row = parse(line)
        except ReportError as error:
            faults.append(f"{at}: {error}")
            continue
        if isinstance(row, dict) and isinstance(row.get("id"), str) and isinstance(row.get("claims"), list):
            yield at, row
        else:
            faults.append(f"{at}: not a passage: an object with an id and claims")


def _wrong(
    row: dict[str, Any], key: tuple[str, str], text: object, parts: Mapping[tuple[str, str], Part],
    seen: set[tuple[str, str]],
) -> Iterator[str]:  # fmt: skip
    if row.get("set") != key[0]:
        yield f"its set is {row.get('set')!r}, and its file that of {key[0]}"
    if key in seen:
        yield "it stands there twice"
    if key not in parts:
        yield f"it has no part in {SPLIT}"
    if not isinstance(text, str):
        yield "there is no text of this id"
        return
    if digest_of(text) != row.get("sha256"):
        yield "not the text that was annotated: its sha256 differs"
        return
    for number, claim in enumerate(row["claims"], 1):
        yield from (f"claim {number}: {fault}" for fault in find_faults(claim, text))


def _passage(row: dict[str, Any], text: str, part: Part) -> Passage:
    return Passage(
        set=row["set"],
        id=row["id"],
        part=part,
        published=row["published"],
        text=text,
        claims=tuple(in_words(claim, text) for claim in row["claims"]),
    )
