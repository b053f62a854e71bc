"""The name of the rules changes with any of them, and with nothing else."""

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from according import rules


def test_any_change_of_a_rule_or_a_table_is_another_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = tmp_path / "according"
    whole = Path(str(files("according")))
    shutil.copytree(whole, here, ignore=shutil.ignore_patterns("__pycache__", "base"))
    monkeypatch.setattr(rules, "files", lambda _name: here)
    first = rules.digest.__wrapped__()
    (here / "readers" / "__pycache__").mkdir(exist_ok=True)
    (here / "readers" / "__pycache__" / "made.pyc").write_text("by Python")
    (here / "web" / "app.py").write_text("no rule")
    assert rules.digest.__wrapped__() == first
    for name in ("ontology/killing.toml", "language/numbers.toml", "readers/embedded/roles.py", "model/claim.py"):
        with (here / name).open("a") as file:
            file.write("\n# another\n")
        assert rules.digest.__wrapped__() != first
        first = rules.digest.__wrapped__()


def test_the_rules_have_one_name() -> None:
    assert rules.digest() == rules.digest.__wrapped__()
    assert len(rules.digest()) == 12
