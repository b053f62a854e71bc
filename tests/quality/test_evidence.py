"""Every evidence stands in the text: on the examples, the first report, and 300 texts of an old news corpus."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from according.evaluation import Options
from according.evaluation.evidence import MOST_TEXTS, find_faults, measure
from according.pipeline import read_reports
from according.settings import Settings

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_evidence_of_the_examples_and_the_first_report() -> None:
    addresses = [str(EXAMPLES)]
    if os.environ.get("ACCORDING_FIRST_REPORT"):
        addresses.append(os.environ["ACCORDING_FIRST_REPORT"])
    batch = read_reports(addresses, Settings(), retrieved=datetime(2025, 7, 3, tzinfo=UTC))
    reports = {report.id: report for report in batch.reports}
    assert not batch.put_aside
    assert len(reports) >= len(list(EXAMPLES.iterdir()))
    assert batch.claims
    assert [fault for claim in batch.claims for fault in find_faults(claim, reports[claim.report])] == []


@pytest.mark.skipif(not os.environ.get("ACCORDING_DATA"), reason="ACCORDING_DATA names no folder with the public sets")
def test_evidence_of_the_corpus() -> None:
    measured = measure(Path(os.environ["ACCORDING_DATA"]) / "muc4", Settings(), Options())
    print(dict(measured.figures), measured.digest)
    assert measured.faults == ()
    assert measured.figures["texts"] == MOST_TEXTS
    assert measured.figures["claims"] > MOST_TEXTS
