"""What the tests of the house look at: the repository's own files."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MADE = {".venv", ".git", "site", "dist", "__pycache__", ".hypothesis"}


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's folder."""
    return ROOT


@pytest.fixture(scope="session")
def own_files(root: Path) -> list[Path]:
    """All files that are the repository's own: as git lists them, or, without git, all that were not made by a tool."""
    try:
        told = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=root,
            capture_output=True,
            check=True,
        ).stdout.decode()
        paths = [root / name for name in told.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        found = root.rglob("*")
        paths = [path for path in found if not any(p in MADE or p.endswith("_cache") for p in path.parts)]
    files = [path for path in paths if path.is_file()]
    assert len(files) > 50, "these are not the repository's files"
    return files


@pytest.fixture(scope="session")
def sources(root: Path) -> list[Path]:
    """The package's Python files."""
    return sorted((root / "src" / "according").rglob("*.py"))
