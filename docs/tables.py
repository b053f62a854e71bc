"""Writes what the docs show of the code: tables after `<!-- table: NAME -->`, output after `<!-- output: CALL -->`.

Each ends with `<!-- end -->`. `python docs/tables.py` rewrites the pages; a test asks `rewritten` whether any would
change. A CALL is one of `according`, run in the repository at 80 columns; `| head -n 9` keeps its first nine lines.
"""

import re
import shlex
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from pathlib import Path

import click
from click.testing import CliRunner

from according.cli import COMMANDS, according
from according.exports import EXPORTS
from according.ontology import load
from according.settings import Settings

ROOT = Path(__file__).parents[1]
TABLE = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
OUTPUT = re.compile(r"(<!-- output: according (.*?)(?: \| head -n (\d+))? -->\n).*?(<!-- end -->)", re.DOTALL)


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def charge(of: object) -> str:
    """The first sentence of a docstring."""
    return " ".join((of.__doc__ or "").split("\n\n")[0].split())


def settings_table() -> str:
    """Every key of every table of according.toml, with its default."""
    rows = []
    for group in fields(Settings):
        held = getattr(Settings(), group.name)
        if is_dataclass(held):
            for item in fields(held):
                value = getattr(held, item.name)
                told = {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else repr(value)
                rows.append((f"`[{group.name}]`", f"`{item.name}`", f"`{told}`".replace("'", '"'), charge(held)))
    return table(("table", "key", "default", "what it is for"), rows)


def formats_table() -> str:
    """Every name that `--format` takes."""
    return table(("format", "what is written"), ((f"`{name}`", charge(EXPORTS.take(name))) for name in EXPORTS.names()))


def commands_table() -> str:
    """Every command, with the first sentence of its help."""
    rows = []
    for name in COMMANDS.names():
        command = COMMANDS.take(name)
        if isinstance(command, click.Command):
            rows.append((f"`according {name}`", (command.help or "").split("\n\n")[0].replace("\n", " ").strip()))
    return table(("command", "what it does"), rows)


def types_table() -> str:
    """Every type of happening: what counts, who plays which part, one example."""
    rows = (
        (
            f"`{kind.name}`",
            kind.definition,
            ", ".join(f"`{role}`: {who}" for role, who in kind.roles.items()),
            kind.examples[0].text,
        )
        for kind in load().values()
    )
    return table(("type", "what counts", "roles", "for example"), rows)


def crosswalk_table() -> str:
    """The codes of other code books for every type."""
    rows = (
        (f"`{name}`", walk.acled, ", ".join(walk.ucdp), walk.plover, walk.note)
        for name, walk in ((kind.name, kind.crosswalk) for kind in load().values())
    )
    return table(("type", "ACLED", "UCDP", "PLOVER", "note"), rows)


TABLES: dict[str, Callable[[], str]] = {
    "settings": settings_table,
    "formats": formats_table,
    "commands": commands_table,
    "types": types_table,
    "crosswalk": crosswalk_table,
}


def output(call: str, most_lines: int | None) -> str:
    """What a call of `according` prints, as a block of Markdown that shows the call too."""
    words = [str(ROOT / word) if word.startswith("examples/") else word for word in shlex.split(call)]
    told = CliRunner(env={"COLUMNS": "80"}).invoke(according, words)
    if told.exit_code:
        raise SystemExit(f"according {call}: {told.output}")
    lines = [line.rstrip() for line in told.stdout.replace(f"{ROOT}/", "").splitlines()]
    shown = lines if most_lines is None else lines[:most_lines]
    return (
        "```text\n"
        + "\n".join([f"$ according {call}", *shown, *(["..."] if len(shown) < len(lines) else [])])
        + "\n```\n"
    )


def rewritten(text: str) -> str:
    """The text of a page with its tables and outputs as the code has them now."""
    text = TABLE.sub(lambda found: found[1] + TABLES[found[2]]() + found[3], text)
    return OUTPUT.sub(
        lambda found: found[1] + output(found[2], int(found[3]) if found[3] else None) + found[4],
        text,
    )


if __name__ == "__main__":
    for page in [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]:
        page.write_text(rewritten(page.read_text(encoding="utf-8")), encoding="utf-8")
