"""The command `according`: finds the command that is meant, loads that one alone, and tells errors by exit code.

0: all read; 3: some put aside, or in a language not read; 1: nothing readable, or the store refused; 2: usage or
settings; 130: interrupted.
"""

import io
import os
import sys
from pathlib import Path
from typing import TextIO

import click

from according.errors import AccordingError, SettingsError
from according.shelf import Shelf, nearest

COMMANDS: Shelf[click.Command] = Shelf(
    "command",
    {
        "read": "according.commands.read:read",
        "incidents": "according.commands.incidents:incidents",
        "claims": "according.commands.claims:claims",
        "show": "according.commands.show:show",
        "forget": "according.commands.forget:forget",
        "serve": "according.commands.serve:serve",
        "accept": "according.commands.decide:accept",
        "add": "according.commands.add:add",
        "correct": "according.commands.decide:correct",
        "reject": "according.commands.decide:reject",
        "join": "according.commands.decide:join",
        "split": "according.commands.decide:split",
        "undo": "according.commands.decide:undo",
        "users": "according.commands.users:users",
        "store": "according.commands.store:store",
        "gazetteer": "according.commands.gazetteer:gazetteer",
        "evaluate": "according.commands.evaluate:evaluate",
        "schema": "according.commands.schema:schema",
        "doctor": "according.commands.doctor:doctor",
    },
)

# What `according --help` says of each, in this order, without loading any.
_ABOUT = {
    "read": "Read reports, show what they claim and who says so.",
    "incidents": "List what was kept, joined into incidents.",
    "claims": "List the claims that were kept.",
    "show": "Show one incident, claim or report: accounts side by side.",
    "forget": "Purge a report with all that was made of it.",
    "serve": "Open web pages of what was kept.",
    "accept": "Note that you reviewed a claim and that it stays.",
    "add": "Add a claim that you mark in a report's words.",
    "correct": "Give a field of a claim another value.",
    "reject": "Take a claim out of all incidents.",
    "join": "Hold incidents or claims together as one incident.",
    "split": "Keep incidents or claims apart.",
    "undo": "Take a decision back.",
    "users": "Say who may sign in to the web pages.",
    "store": "Look after what is kept: check, backup, restore, reread.",
    "gazetteer": "Add places to the gazetteer, or look one up.",
    "evaluate": "Measure a part on data, and print the figures.",
    "schema": "Print the JSON Schema of a claim or an incident.",
    "doctor": "Tell what is installed, where things lie, what is missing.",
}

_EXAMPLES = """\b
Examples:
  according read report.txt --published 2025-07-02
  according read https://news.example/story --format jsonl
  according read reports.jsonl --keep
  according incidents --country ML --since 2025-06
"""


class _Refused(click.ClickException):
    """Nothing could be done; told in a line or two."""

    exit_code = 1


class _Misused(click.ClickException):
    """The settings, or a name, cannot be used."""

    exit_code = 2


class _Interrupted(click.ClickException):
    """Somebody stopped it."""

    exit_code = 130


class _Commands(click.Group):
    """The shelf of commands as click wants it."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return [*_ABOUT, *(name for name in COMMANDS.names() if name not in _ABOUT)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _ABOUT and cmd_name not in self.list_commands(ctx):
            return None
        return COMMANDS.take(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        near = nearest(name, self.list_commands(ctx))
        if name and not name.startswith("-") and near and near != name and self.get_command(ctx, name) is None:
            ctx.fail(f"No such command {name!r}. Did you mean {near!r}?")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, _ABOUT.get(name, "Of another package.")) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> object:
        try:
            outcome: object = super().invoke(ctx)
        except KeyboardInterrupt as error:
            raise _Interrupted("interrupted; whatever was kept until now is whole") from error
        except SettingsError as error:
            raise _Misused(str(error)) from error
        except AccordingError as error:
            raise _Refused(str(error)) from error
        except BrokenPipeError:
            raise  # whoever read our output has had enough: click ends without a word
        except OSError as error:
            raise _Refused(
                ": ".join(str(each) for each in (error.filename, error.strerror or error) if each)
            ) from error
        return outcome


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog=_EXAMPLES,
)
@click.version_option(package_name="according", message="According %(version)s")
def according() -> None:
    """Read news reports of armed conflict; keep every figure with who said it.

    Settings are read from according.toml in the working folder, or from the file that ACCORDING_SETTINGS names.
    """


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _let_go(stream: TextIO) -> None:
    """Write what is still held, or, where that fails, which was told, keep Python from trying again as it ends."""
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def main() -> None:
    """Run the command line of this program, in UTF-8 whatever the locale."""
    sys.stdout = sys.stdout or _nowhere()  # a shell may start us with either closed
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        according(prog_name="according")
    finally:
        _let_go(sys.stdout)
