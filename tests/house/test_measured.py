"""docs/measured.md is of the reader that is shipped."""

import re
from pathlib import Path

from according.evaluation.reading import name_reader
from according.settings import Settings


def test_what_is_measured_is_the_shipped_reader(root: Path) -> None:
    page = (root / "docs" / "measured.md").read_text(encoding="utf-8")
    told = re.search(r"^Reader: (.+?)\. Written", page, re.MULTILINE)
    assert told, "the page names no reader"
    assert told[1] == name_reader(Settings()), "docs/measured.md is of another reader: run `make measure`"
