"""Is a reader silent on what is not its matter? Texts labelled 1 (conflict news) or 0 (other news).

Data: JSONL (`text`, `label`), CSV with a head that names these two, or TSV without a head, of a text and one or more
labels, where any 1 makes it 1; gzipped or not. A text counts as found where a claim is made of it, whatever it says.
"""

import csv
import gzip
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from according.codec import encode
from according.errors import SourceError
from according.evaluation.measured import Measured, Options, Spread
from according.evaluation.reading import ClaimReader, digest_of, name_reader, read_rows, write_lines
from according.evaluation.scores import Tally
from according.settings import Settings

# The public sets, below the folder of them: name -> its parts.
SETS = {
    "bbc": "sentences/bbc_news/{part}.tsv.gz",
    "satp": "sentences/satp_relevant/{part}.tsv.gz",
    "causalnews": "sentences/causalnews/{part}_subtask1.csv.gz",
}
_SHOWN = 100  # characters of a text that an example repeats

Labelled = tuple[str, int]


def measure(data: Path | None, settings: Settings, options: Options) -> Measured:
    """Read each labelled text; figures for each set: the share of 0-texts without a claim, of 1-texts with one.

    Without a file, those of the public sets (`SETS`) that are there. Precision, recall and F1 are of texts that a claim
    is made of.
    """
    part = "train" if options.part == "train" else "dev"
    if data and data.is_file():
        files = {data.name.partition(".")[0]: data}
    else:
        folder = options.folder(data)
        files = {name: path for name, row in SETS.items() if (path := folder / row.format(part=part)).is_file()}
        if not files:
            raise SourceError(f"{folder}: none of {', '.join(row.format(part=part) for row in SETS.values())} there")
    reader = ClaimReader(settings)
    tally = Tally(*files)
    figures: dict[str, float] = {}
    spreads: dict[str, Spread] = {}
    lines: list[str] = []
    for name, path in files.items():
        labelled = read_labelled(path)
        found = [reader.read(text, given_id=f"{name}:{n}", language="en") for n, (text, _) in enumerate(labelled, 1)]
        lines += (encode(claim) for claims in found for claim in claims)
        shares = score_set(tally, name, labelled, [[claim.type for claim in claims] for claims in found])
        figures |= {figure: share for figure, (share, _) in shares.items()}
        spreads |= {figure: Spread(of=number) for figure, (_, number) in shares.items()}
        if len(shares) > 1:
            figures |= tally.scores[name].figures(name)
    write_lines(options.predictions, lines)
    digest = digest_of(*files.values())
    return Measured(
        data=", ".join(map(str, files.values())),
        digest=digest,
        head=(f"reader {name_reader(settings)}",),
        figures=figures,
        spreads=spreads,
        tables=tally.table(),
        examples=tally.examples_by_turns(),
    )


def score_set(
    tally: Tally, name: str, labelled: Sequence[Labelled], types: Sequence[Sequence[str]]
) -> dict[str, tuple[float, int]]:
    """Hold the types of claims of each text against its label; the share of each label that has texts, of how many."""
    with_claims = {number for number, found in enumerate(types) if found}
    ones = {number for number, (_, label) in enumerate(labelled) if label}
    zeros = set(range(len(labelled))) - ones
    tally.scores[name].add(with_claims, ones)
    for number in sorted(zeros & with_claims):
        for kind in sorted(set(types[number])):
            tally.note(f"{name} 0: {kind}", f"line {number + 1} {labelled[number][0][:_SHOWN]!r}")
    for number in sorted(ones - with_claims):
        tally.note(f"{name} 1: no claim", f"line {number + 1} {labelled[number][0][:_SHOWN]!r}")
    groups = {"0: silent": (zeros - with_claims, zeros), "1: with a claim": (ones & with_claims, ones)}
    return {f"{name} {what}": (len(some) / len(of), len(of)) for what, (some, of) in groups.items() if of}


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
