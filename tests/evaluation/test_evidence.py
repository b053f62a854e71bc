"""The measure of evidence finds what is wrong, and names the data that it measured on."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from according.errors import SourceError
from according.evaluation import EVALUATIONS, Options
from according.evaluation.evidence import find_faults, measure
from according.grounding import ground, open_world
from according.model import Claim, Report, Span
from according.readers.embedded import EmbeddedReader
from according.settings import Settings

TEXT = "Gunmen killed seven farmers in the village of Doro, police said."


def claim() -> tuple[Claim, Report]:
    report = Report(text=TEXT, language="en")
    return ground(report, EmbeddedReader().read([report])[0], open_world(Settings()))[0], report


def test_a_good_claim_has_no_fault() -> None:
    good, report = claim()
    assert list(find_faults(good, report)) == []


def test_words_that_are_not_there_are_a_fault() -> None:
    good, report = claim()
    moved = Span(start=1, end=7, words="Gunmen")
    assert any("Gunmen" in fault for fault in find_faults(replace(good, evidence=(moved,)), report))
    assert any("no evidence" in fault for fault in find_faults(replace(good, evidence=()), report))
    speaker = replace(good.speakers[0], words="nobody", at=(0, 6))
    assert any("nobody" in fault for fault in find_faults(replace(good, speakers=(speaker,)), report))


def test_the_measure_names_its_data(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    measured = measure(tmp_path, Settings(), Options())
    assert measured.holds
    assert measured.digest == hashlib.sha256(TEXT.encode()).hexdigest()
    assert measured.figures["texts"] == 1
    assert measured.figures["claims"] >= 1


def test_a_folder_without_texts_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no texts there"):
        measure(tmp_path, Settings(), Options())


def test_every_evaluation_loads() -> None:
    assert all(callable(EVALUATIONS.take(name)) for name in EVALUATIONS.names())
