"""The docs say what is so: tables agree with the code, examples run, commands exist, links lead somewhere."""

import re
import runpy
import shlex
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import cast

import click
import pytest

from according import cli, settings, store
from according.codec import from_plain, parse
from according.model import Claim, Incident, Place, Unknown

ROOT = Path(__file__).parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "decisions").glob("*.md"))]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
CALL = re.compile(r"^(?:    |\$ )(?:\S.* \| )?according (\S.*)$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")

pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def blocks(page: Path, language: str) -> list[str]:
    return [code for found, code in FENCE.findall(page.read_text(encoding="utf-8")) if found == language]


@pages
def test_its_tables_and_outputs_are_those_of_the_code(page: Path) -> None:
    rewritten = cast("Callable[[str], str]", runpy.run_path(str(ROOT / "docs" / "tables.py"))["rewritten"])
    text = page.read_text(encoding="utf-8")
    assert rewritten(text) == text, "run `make docs`"


@pages
def test_its_python_runs(page: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    store.open("sqlite:///according.db").close()  # what an example opens; nothing is kept in it
    for code in blocks(page, "python"):
        exec(compile(code, str(page), "exec"), {"__name__": "example"})  # noqa: S102 (our own page)


def test_the_readme_shows_it_from_python() -> None:
    assert any("according.read(" in code for code in blocks(ROOT / "README.md", "python"))


@pages
def test_its_json_keeps_the_contract(page: Path) -> None:
    for text in blocks(page, "json"):
        plain = parse(text)
        kind = (
            Claim
            if "evidence" in plain
            else Incident
            if "accounts" in plain
            else Unknown
            if "unknown" in plain
            else Place
        )
        assert from_plain(kind, plain)


@pages
def test_its_settings_can_be_used(page: Path, tmp_path: Path) -> None:
    for text in blocks(page, "toml"):
        if set(tomllib.loads(text)) & {"store", "read", "fetch"}:
            (tmp_path / settings.FILE_NAME).write_text(text, encoding="utf-8")
            assert settings.load({}, tmp_path) != settings.Settings()


@pages
def test_its_calls_are_calls(page: Path) -> None:
    """Parsed, not run. A second column of two blanks or more is a remark."""
    for call in CALL.findall(page.read_text(encoding="utf-8")):
        words = shlex.split(re.split(r" {2,}|\|- ?$", call)[0].replace("FILE|FOLDER|URL|", "FILE"))
        command = cli.COMMANDS.take(words.pop(0))
        assert isinstance(command, click.Command)
        while isinstance(command, click.Group):
            command = command.commands[words.pop(0)]
        command.make_context(str(command.name), words)


@pages
def test_its_links_lead_somewhere(page: Path) -> None:
    targets = [target.partition("#")[0] for target in LINK.findall(page.read_text(encoding="utf-8"))]
    for target in targets:
        if target and not target.startswith(("https://", "http://")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_page_is_in_the_navigation() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[2]
    assert set(re.findall(r"[\w-]+\.md", navigation)) == {page.name for page in (ROOT / "docs").glob("*.md")}


def test_the_exit_codes_in_the_readme_are_those_of_the_command() -> None:
    told = re.findall(r"^\| (\d+) \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(told) == sorted(re.findall(r"\b(\d+):", cli.__doc__ or ""))


def test_the_make_commands_in_the_docs_are_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for page in PAGES:
        for name in re.findall(r"(?:^    |`)make ([a-z]+)\b", page.read_text(encoding="utf-8"), re.MULTILINE):
            assert re.search(rf"^{name}:", makefile, re.MULTILINE), f"{page.name}: make {name}"


def test_the_readme_shows_what_comes_out() -> None:
    """That it is what the command prints is held with the tables."""
    (shown,) = blocks(ROOT / "README.md", "text")
    lines = shown.splitlines()
    assert lines[0].startswith("$ according read examples/")
    assert len(lines) > 20
    assert max(map(len, lines)) <= 80
