"""The wheel: it builds, and holds every data file that the package reads."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    out = tmp_path_factory.mktemp("wheel")
    made = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    (path,) = out.glob("*.whl")
    return zipfile.ZipFile(path)


def test_it_holds_every_file_of_the_package_and_nothing_else(wheel: zipfile.ZipFile, own_files: list[Path]) -> None:
    held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    ours = {path.as_posix().partition("/src/")[2] for path in own_files if "/src/according/" in path.as_posix()}
    assert held == ours
    assert "according/py.typed" in held
    assert any(name.startswith("according/ontology/") and name.endswith(".toml") for name in held)
    assert any(name.startswith("according/grounding/actors") for name in held)


def test_it_carries_the_command_and_the_licence(wheel: zipfile.ZipFile) -> None:
    told = {Path(name).name: name for name in wheel.namelist() if ".dist-info/" in name}
    assert "according = according.cli:main" in wheel.read(told["entry_points.txt"]).decode()
    assert "LICENSE" in told
    assert "License-Expression: Apache-2.0" in wheel.read(told["METADATA"]).decode()
