"""Does every claim point at words that are in the text, over many texts? No claim may lack evidence, none may crash.

Data: a folder of plain text files, or of the MUC-3/4 corpus (`dev-muc3-*.gz` below it: many texts a file, upper case).
"""

import gzip
import hashlib
import re
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from according.errors import SourceError
from according.evaluation.measured import Measured, Options
from according.grounding import ground, open_world
from according.model import Claim, Period, Report, spans_of
from according.readers import open_reader
from according.settings import Settings

MOST_TEXTS = 300
_TEXT_OF_MUC = re.compile(r"^(?=(?:DEV|TST\d)-MUC\d-\d{4})", re.MULTILINE)
_MUC_TIME = Period(start=date(1990, 1, 15), end=date(1990, 1, 15), precision="day")


def measure(data: Path | None, settings: Settings, options: Options) -> Measured:
    """Read up to 300 texts, and look up every span of every markup and claim in its text.

    Figures: texts, claims, faults, reports per second (reading and grounding, one process). A `SourceError` if the
    folder holds no texts.
    """
    folder = options.folder(data)
    paths = sorted(folder.rglob("dev-muc3-*.gz")) or sorted(folder.rglob("*.txt"))
    if not paths:
        raise SourceError(f"{folder}: no texts there (*.txt, or the MUC corpus's dev-muc3-*.gz)")
    reports = list(_reports(paths))[:MOST_TEXTS]
    digest = hashlib.sha256("\0".join(report.text for report in reports).encode())
    reader = open_reader(settings)
    world = open_world(settings)
    faults: list[str] = []
    claims = 0
    began = time.perf_counter()
    for report in reports:
        markup = reader.read([report])[0]
        found = ground(report, markup, world)
        claims += len(found)
        loose = [f"{span} is not in the text" for span in spans_of(markup) if _cut(report, span.at) != span.words]
        faults += [
            f"{report.given_id}: {fault}" for fault in (*loose, *(f for c in found for f in find_faults(c, report)))
        ]
    seconds = time.perf_counter() - began
    figures = {
        "texts": len(reports), "claims": claims, "faults": len(faults),
        "reports per second": round(len(reports) / seconds, 1),
    }  # fmt: skip
    return Measured(data=str(folder), digest=digest.hexdigest(), figures=figures, faults=tuple(faults))


def find_faults(claim: Claim, report: Report) -> Iterator[str]:
    """What is wrong with a claim's words: no evidence, an empty span, or words that the text does not have there."""
    if not claim.evidence:
        yield f"{claim.id} has no evidence"
    for span in claim.evidence:
        if not span.words.strip() or _cut(report, span.at) != span.words:
            yield f"{claim.id}: {span.words!r} is not at {span.at}"
    people = (*claim.speakers, *claim.relayed_by, *(filler for fillers in claim.roles.values() for filler in fillers))
    for value in (*people, *claim.where, claim.when, claim.said, claim.count):
        if value.at and _cut(report, value.at) != value.words:
            yield f"{claim.id}: {value.words!r} is not at {value.at}"


def _cut(report: Report, at: tuple[int, int]) -> str:
    return report.text[at[0] : at[1]]


def _reports(paths: Sequence[Path]) -> Iterator[Report]:
    for path in paths:
        if path.suffix != ".gz":
            yield Report(text=path.read_text(encoding="utf-8"), given_id=path.name)
            continue
        for text in _TEXT_OF_MUC.split(gzip.decompress(path.read_bytes()).decode("latin-1")):
            name, _, body = text.partition("\n")
            if body.strip():
                words = re.sub(r"(?<!\n)\n(?!\n)", " ", body.strip())
                yield Report(text=words, given_id=name.split()[0], language="en", published=_MUC_TIME)
