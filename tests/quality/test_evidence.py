"""Every evidence stands in the text: on the examples, the first report, and 300 texts of an old news corpus."""

import gzip
import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from according.grounding import ground, open_world
from according.model import NOT_STATED, Claim, Period, Report, spans_of
from according.pipeline import read_reports
from according.readers.cues import CuesReader
from according.settings import Settings

TEXTS = 300
DAY = Period(start=date(1990, 1, 15), end=date(1990, 1, 15), precision="day")


def faults(claim: Claim, text: str) -> Iterator[str]:
    if not claim.evidence:
        yield f"{claim.id} has no evidence"
    for span in claim.evidence:
        if not span.words.strip() or text[span.start : span.end] != span.words:
            yield f"{claim.id} is not in the text: {span}"
    for filler in (*claim.speakers, *claim.relayed_by, *(f for fillers in claim.roles.values() for f in fillers)):
        if filler.at and text[filler.at[0] : filler.at[1]] != filler.words:
            yield f"{claim.id}: {filler.words!r} is not at {filler.at}"


def corpus(folder: Path) -> Iterator[Report]:
    for path in sorted((folder / "muc4" / "dev").glob("dev-muc3-*.gz")):
        texts = re.split(r"^(?=DEV-MUC3-\d{4})", gzip.decompress(path.read_bytes()).decode("latin-1"), flags=re.MULTILINE)
        for text in texts:
            if text.strip():
                name, _, body = text.partition("\n")
                words = re.sub(r"(?<!\n)\n(?!\n)", " ", body.strip())
                yield Report(text=words, given_id=name.split()[0], language="en", published=DAY)


def test_evidence_of_the_examples(settings: Settings) -> None:
    addresses = [str(Path(__file__).parents[2] / "examples")]
    if os.environ.get("ACCORDING_FIRST_REPORT"):
        addresses.append(os.environ["ACCORDING_FIRST_REPORT"])
    batch = read_reports(addresses, settings)
    texts = {report.id: report.text for report in batch.reports}
    assert len(texts) >= 4
    assert batch.claims
    assert not [fault for claim in batch.claims for fault in faults(claim, texts[claim.report])]


@pytest.mark.skipif(not os.environ.get("ACCORDING_DATA"), reason="ACCORDING_DATA names no folder with the public sets")
def test_evidence_of_the_corpus(settings: Settings) -> None:
    world, reader = open_world(settings), CuesReader()
    seen = claims = 0
    for report in corpus(Path(os.environ["ACCORDING_DATA"])):
        markup = reader.read([report])[0]
        for span in spans_of(markup):
            assert report.text[span.start : span.end] == span.words
        for claim in ground(report, markup, world):
            claims += 1
            assert not list(faults(claim, report.text))
        seen += 1
        if seen == TEXTS:
            break
    print(f"{seen} texts, {claims} claims, every evidence in its place")
    assert seen == TEXTS
    assert claims > TEXTS


def test_a_report_without_a_date_or_words_of_conflict_gives_nothing_and_no_error(settings: Settings) -> None:
    report = Report(text="The council approved the budget.", published=NOT_STATED)
    assert ground(report, CuesReader().read([report])[0], open_world(settings)) == []
