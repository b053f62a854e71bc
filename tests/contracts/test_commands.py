"""Every command: its help, with examples that are calls of it, and a mistake is answered without a traceback."""

import re
import shlex

import click
import pytest
from click.testing import CliRunner

from according.cli import COMMANDS, according


def leaves(command: click.Command, words: tuple[str, ...]) -> list[tuple[tuple[str, ...], click.Command]]:
    """The command with all below it, each with the words that call it."""
    below = command.commands.items() if isinstance(command, click.Group) else ()
    return [(words, command), *(leaf for name, each in below for leaf in leaves(each, (*words, name)))]


def taken(name: str) -> click.Command:
    command = COMMANDS.take(name)
    assert isinstance(command, click.Command)
    return command


ALL = [found for name in COMMANDS.names() for found in leaves(taken(name), (name,))]
every = pytest.mark.parametrize(("words", "command"), ALL, ids=[" ".join(words) for words, _ in ALL])


def test_the_help_lists_every_command() -> None:
    told = CliRunner().invoke(according, ["--help"])
    assert told.exit_code == 0
    for name in COMMANDS.names():
        assert re.search(rf"^  {name}  +\S", told.output, re.MULTILINE)


@every
def test_its_help_reads_well(words: tuple[str, ...], command: click.Command) -> None:
    told = CliRunner().invoke(according, [*words, "--help"])
    assert told.exit_code == 0
    assert "Examples:" in told.output
    assert max(map(len, told.output.splitlines())) <= 80
    for option in command.params:
        assert isinstance(option, click.Argument) or getattr(option, "help", None), f"{option.name} is not explained"


@every
def test_its_examples_are_calls_of_it(words: tuple[str, ...], command: click.Command) -> None:
    """Parsed, not run: the files that they name are not there."""
    told = re.sub(r"\\\n\s+", "", command.epilog or "")  # a call may go on in the next line
    examples = re.findall(r"(?:^|\| )\s*(?:[A-Z_]+=\S+ )?according ([^>\n]+)", told, re.MULTILINE)
    assert examples
    for example in examples:
        call = shlex.split(example)
        assert tuple(call[: len(words)]) == words
        if not isinstance(command, click.Group):
            command.make_context(" ".join(words), call[len(words) :])


@pytest.mark.parametrize("words", [words for words, _ in ALL], ids=" ".join)
def test_an_option_that_there_is_not_is_refused(words: tuple[str, ...]) -> None:
    told = CliRunner().invoke(according, [*words, "--no-such-option"])
    assert told.exit_code == 2, told.output
    assert "Traceback" not in told.output
    assert isinstance(told.exception, SystemExit)
