"""The long trials in short: what they hold, not how long they take."""

import importlib.util
from pathlib import Path

import pytest
from bench.soak.__main__ import run_trial
from bench.soak.server import binaries, serve


def missed(name: str, folder: Path, **sizes: int) -> list[str]:
    """What of a trial does not hold, apart from times."""
    return [
        str(each)
        for each in run_trial(name, folder, sizes, reader="made")
        if not each.holds and "time" not in each.what
    ]


def test_killed_at_random(tmp_path: Path) -> None:
    assert not missed("kill", tmp_path, kills=3, reports=6)


def test_offered_again(tmp_path: Path) -> None:
    assert not missed("retry", tmp_path, reports=6, parts=2)


def test_faults(tmp_path: Path) -> None:
    assert not missed("faults", tmp_path, reports=60)


@pytest.mark.skipif(binaries() is None, reason="no PostgreSQL server on this machine: apt-get install postgresql")
@pytest.mark.skipif(importlib.util.find_spec("psycopg") is None, reason="psycopg is not installed")
def test_killed_at_random_on_a_server(tmp_path: Path) -> None:
    with serve() as server:
        figures = run_trial("kill", tmp_path, {"kills": 2, "reports": 6}, server)
    assert not [str(each) for each in figures if not each.holds]
