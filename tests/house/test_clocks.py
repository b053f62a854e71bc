"""No test looks at a clock, at processor time or at memory: what these say depends on the machine."""

import re
from pathlib import Path

import pytest

# Written in pieces, so that this file does not hold what it looks for.
CLOCKS = re.compile(
    r"\b(?:"
    + "|".join(("mono" + "tonic", "process" + "_time", "thread" + "_time", "perf" + "_counter"))
    + r")(?:_ns)?\b"
    r"|\btime\." + r"time\(|" + "|".join(("getr" + "usage", "trace" + "malloc", "ru_" + "maxrss", "get" + "sizeof"))
)


def looks_at_a_clock(text: str) -> list[str]:
    return [found.group() for found in CLOCKS.finditer(text)]


def test_no_test_looks_at_a_clock_or_at_memory(root: Path) -> None:
    files = sorted((root / "tests").rglob("*.py"))
    assert Path(__file__) in files
    held = {
        str(path.relative_to(root)): found for path in files if (found := looks_at_a_clock(path.read_text("utf-8")))
    }
    assert not held, "a test asserts what comes out; what it costs is measured by `make bench`"


@pytest.mark.parametrize(
    "line",
    ["began = time.mono" + "tonic()", "from time import process" + "_time", "a = perf" + "_counter_ns()",
     "resource.getr" + "usage(who)", "import trace" + "malloc", "now = time." + "time()"],
)  # fmt: skip
def test_a_look_at_a_clock_is_seen(line: str) -> None:
    assert looks_at_a_clock(line)


@pytest.mark.parametrize("line", ["time.sleep(0.1)", "deadline=None", "timeout_s=1", "datetime.now(UTC)"])
def test_other_words_of_time_are_not(line: str) -> None:
    assert not looks_at_a_clock(line)
