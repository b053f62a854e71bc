"""The lock files: all that pyproject.toml asks for is pinned, with digests, alike in all, without an address."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

NAMES = ("runtime", "build", "web", "dev", "all")


def pins(root: Path, name: str) -> dict[str, str]:
    """Name -> version, of the packages in a lock file."""
    text = (root / "requirements" / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    found: dict[str, str] = {}
    for line in text.splitlines():
        pin = re.match(r"([A-Za-z0-9._-]+)==(\S+)(?: ; [^\\]+?)? +--hash=sha256:[0-9a-f]{64}", line)
        assert pin, f"{name}.txt: a line that pins nothing, or without digests: {line[:80]}"
        found[canonicalize_name(pin.group(1))] = pin.group(2)
    return found


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return project


def asked(project: dict[str, Any], name: str) -> list[str]:
    extras = project["project"]["optional-dependencies"]
    runtime: list[str] = project["project"]["dependencies"]
    wanted = {
        "runtime": runtime,
        "build": project["build-system"]["requires"],
        "web": [*runtime, *extras["web"]],
        "dev": [*runtime, *extras["dev"]],
        "all": [*runtime, *(line for lines in extras.values() for line in lines)],
    }
    return [line for line in wanted[name] if not line.startswith("according[")]


@pytest.mark.parametrize("name", NAMES)
def test_all_that_is_asked_for_is_pinned(root: Path, project: dict[str, Any], name: str) -> None:
    pinned = pins(root, name)
    for line in asked(project, name):
        wanted = Requirement(line)
        version = pinned.get(canonicalize_name(wanted.name))
        assert version is not None, f"{line} is not in {name}.txt: run `make lock`"
        assert wanted.specifier.contains(version), (
            f"{name}.txt pins {version}, but {line} is asked for: run `make lock`"
        )


@pytest.mark.parametrize("name", NAMES[:-1])
def test_one_package_has_one_version_in_all_locks(root: Path, name: str) -> None:
    everything = pins(root, "all")
    differing = {package for package, version in pins(root, name).items() if everything.get(package) != version}
    assert not differing, "run `make lock`"


def test_what_is_read_with_needs_no_extra(root: Path) -> None:
    heavy = {"torch", "scikit-learn", "pandas", "dask", "litestar", "pytest", "mkdocs-material"}
    assert not heavy & pins(root, "runtime").keys()
