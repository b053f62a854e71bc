"""What no file of the repository holds: a registry's address, a path of a machine, too much; and what must be there."""

import re
import tomllib
from pathlib import Path

# Written in pieces, so that this file does not hold what it looks for.
REGISTRIES = re.compile(
    "|".join(
        ("py" + r"pi\.org", "python" + "hosted", "index" + "-url =", "extra-" + "index-url", "registry" + r"\.npmjs")
    )
)
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:root|home|work|tmp|Users)/[\w.]")
TEXT = {".py", ".toml", ".txt", ".md", ".yml", ".yaml", ".cfg", ".json", ".jsonl", ".html", ".in", ".tsv", ".mako", ""}
MOST_BYTES = 2_000_000


def texts(paths: list[Path]) -> list[tuple[Path, str]]:
    return [(path, path.read_text(encoding="utf-8")) for path in paths if path.suffix in TEXT]


def test_no_file_names_a_package_registry(own_files: list[Path]) -> None:
    named = [f"{path}: {found.group()}" for path, text in texts(own_files) for found in REGISTRIES.finditer(text)]
    assert not named


def test_no_file_holds_a_path_of_a_machine(own_files: list[Path], root: Path) -> None:
    outside_tests = [path for path in own_files if path.relative_to(root).parts[0] != "tests"]
    held = [f"{path}: {found.group()}" for path, text in texts(outside_tests) for found in MACHINE_PATHS.finditer(text)]
    assert not held


def test_no_file_is_large(own_files: list[Path]) -> None:
    assert not [path for path in own_files if path.stat().st_size > MOST_BYTES]


def test_every_text_file_ends_with_one_line_end_and_has_no_loose_blanks(own_files: list[Path]) -> None:
    loose = []
    for path, text in texts(own_files):
        if path.name == "LICENSE" or not text:
            continue
        if not text.endswith("\n") or text.endswith("\n\n") or re.search(r"[ \t]+$", text, re.MULTILINE):
            loose.append(path)
    assert not [path for path in loose if path.suffix != ".tsv"]


def test_every_toml_file_can_be_read(own_files: list[Path]) -> None:
    for path in own_files:
        if path.suffix == ".toml":
            assert tomllib.loads(path.read_text(encoding="utf-8")), f"{path} is empty"


def test_the_licence_is_apache_2(root: Path) -> None:
    licence = (root / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in licence
    assert "Version 2.0, January 2004" in licence
    assert tomllib.loads((root / "pyproject.toml").read_text())["project"]["license"] == "Apache-2.0"


def test_whose_data_is_carried_is_told(root: Path) -> None:
    notice = (root / "NOTICE").read_text(encoding="utf-8")
    for source in ("GeoNames", "Who's On First", "CC BY 4.0"):
        assert source in notice


def test_the_changelog_has_an_entry_for_this_version(root: Path) -> None:
    version = tomllib.loads((root / "pyproject.toml").read_text())["project"]["version"]
    assert re.search(rf"^## {re.escape(version)}\b", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)


def test_decisions_are_numbered_without_a_gap_and_listed(root: Path) -> None:
    pages = sorted((root / "decisions").glob("[0-9]*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    listed = (root / "decisions" / "README.md").read_text(encoding="utf-8")
    for page in pages:
        title = page.read_text(encoding="utf-8").splitlines()[0]
        assert title.startswith("# ")
        assert f"[{title.removeprefix('# ')}]({page.name})" in listed
