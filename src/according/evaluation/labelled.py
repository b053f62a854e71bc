"""Texts labelled 1 (conflict news) or 0 (other news): the public sets of them, and their files.

JSONL (`text`, `label`), CSV with a head that names these two, or TSV without a head, of a text and one or more labels,
where any 1 makes it 1; gzipped or not.
"""

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path

from according.errors import SourceError
from according.evaluation.reading import read_rows

# The public sets, below the folder of them: name -> its parts.
SETS = {
    "bbc": "sentences/bbc_news/{part}.tsv.gz",
    "satp": "sentences/satp_relevant/{part}.tsv.gz",
    "causalnews": "sentences/causalnews/{part}_subtask1.csv.gz",
}

Labelled = tuple[str, int]


def read_labelled(path: Path) -> list[Labelled]:
    """The texts of a file with their labels; a `SourceError` if a label is neither 0 nor 1."""
    found = []
    for number, (text, label) in enumerate(_rows(path), 1):
        if label not in ("0", "1"):
            raise SourceError(f"{path}, row {number}: the label must be 0 or 1, not {label[:20]!r}")
        if text.strip():
            found.append((text, int(label)))
    return found


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    if ".jsonl" in path.suffixes:
        yield from ((str(row.get("text", "")), str(row.get("label", ""))) for row in read_rows(path))
        return
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: cannot be read: {error}") from error
    if ".csv" in path.suffixes:
        yield from ((row.get("text") or "", row.get("label") or "") for row in csv.DictReader(io.StringIO(text)))
        return
    for line in text.splitlines():
        words, *labels = (cell.strip() for cell in line.split("\t"))
        # Each label is of a kind of conflict: any makes the text conflict news. One that is none stands as it is.
        yield words, "1" if set(labels) == {"0", "1"} else "".join(sorted(set(labels)))
