"""`according accept|reject|join|split|undo`: what a person settles about claims and incidents, with the reason."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from getpass import getuser
from typing import TypeVar

import click

from according import deciding, store
from according.commands.console import now, settings_here
from according.commands.progress import Watch
from according.deciding import Signed
from according.errors import SettingsError, StoreError
from according.joining.decisions import CORRECTED, in_force
from according.model import Decision
from according.settings import Settings
from according.store import Store

F = TypeVar("F", bound=Callable[..., object])


def signed(command: F) -> F:
    """Give a command the options that tell why, and who."""
    because = click.option("--because", required=True, metavar="WHY", help="The reason, in your words.")
    return because(_by(command))


def _by(command: F) -> F:
    told = "Who decides; else [decisions] by in the settings, else your login name."
    return click.option("--by", default="", metavar="NAME", help=told)(command)


@contextmanager
def open_to_decide(settings: Settings) -> Iterator[Store]:
    """Open the store that is there, to write decisions into."""
    address = settings.store.address
    if not store.exists(address):
        raise StoreError(f"nothing is kept yet in {address}: keep what you read with 'according read FILE --keep'")
    with store.open(address) as kept:
        yield kept


def sign(by: str, because: str, settings: Settings) -> Signed:
    """Who decides, now, and why."""
    if because and not because.strip():
        raise click.BadParameter("it is empty: write the reason", param_hint="'--because'")
    return Signed(who=_who(by, settings), when=now(), why=because.strip())


def _who(by: str, settings: Settings) -> str:
    named = by.strip() or settings.decisions.by.strip()
    if named:
        return named
    try:
        return getuser()
    except (OSError, KeyError, ImportError) as error:  # what is raised where nobody is logged in hangs on the version
        raise SettingsError("nobody is logged in: tell who decides with --by NAME") from error


def tell_decision(done: str, decision: Decision) -> None:
    """Say what was settled, and how it is undone."""
    click.echo(f"{decision.id[:12]}  {done} by {decision.who}; 'according undo {decision.id[:12]}' takes it back")


@click.command(epilog='\b\nExamples:\n  according accept c_2f81ab --because "the statement says so word for word"\n')
@click.argument("id_", metavar="CLAIM")
@signed
def accept(id_: str, because: str, by: str) -> None:
    """Note that you reviewed a claim and that it stays.

    CLAIM is its id (c_...), or as much of its beginning as tells it from others.
    """
    settings = settings_here()
    with open_to_decide(settings) as kept:
        tell_decision("accepted", deciding.accept(kept, id_, sign(by, because, settings)))


@click.command(epilog='\b\nExamples:\n  according reject c_2f81ab --because "it was a drill"\n')
@click.argument("id_", metavar="CLAIM")
@signed
def reject(id_: str, because: str, by: str) -> None:
    """Take a claim out of all incidents.

    CLAIM is its id (c_...), or as much of its beginning as tells it from others. The claim can still be shown.
    """
    settings = settings_here()
    with open_to_decide(settings) as kept:
        tell_decision("rejected", deciding.reject(kept, id_, sign(by, because, settings)))


_CORRECT_EXAMPLES = """\b
Examples:
  according correct c_2f81ab --field count "at least 9" --because "page 2"
  according correct c_2f81ab --field where "Kayes, Mali" --because "misprint"
  according correct c_2f81ab --field when 2025-07-01 --because "at night"
"""


@click.command(epilog=_CORRECT_EXAMPLES)
@click.argument("id_", metavar="CLAIM")
@click.option("--field", required=True, type=click.Choice(CORRECTED), help="What to correct.")
@click.argument("value")
@signed
def correct(id_: str, field: str, value: str, because: str, by: str) -> None:
    """Give a field of a claim another value.

    CLAIM is its id (c_...), or as much of its beginning as tells it from others. VALUE is told in words, as a report
    would: a number with or without what it counts, a date or "DATE to DATE", a place with its country, who; several
    places or actors have ";" between them, and "unknown" takes a value away. What was read stays on record.
    """
    settings = settings_here()
    with open_to_decide(settings) as kept, Watch() as watch:
        decision = deciding.correct(kept, id_, field, value, sign(by, because, settings), settings, watch.build)
    tell_decision(f"{field} corrected", decision)


@click.command(epilog='\b\nExamples:\n  according join i_2f81 i_07c3 --because "one raid, told by its two villages"\n')
@click.argument("ids", metavar="ID ID...", nargs=-1, required=True)
@signed
def join(ids: tuple[str, ...], because: str, by: str) -> None:
    """Hold incidents, or claims, together as one incident.

    An ID is that of an incident (i_...) or a claim (c_...), or as much of its beginning as tells it from others.
    """
    settings = settings_here()
    with open_to_decide(settings) as kept:
        tell_decision("joined", deciding.join(kept, ids, sign(by, because, settings)))


@click.command(epilog='\b\nExamples:\n  according split i_2f81 c_07c3aa --because "that was the day before"\n')
@click.argument("ids", metavar="ID ID...", nargs=-1, required=True)
@signed
def split(ids: tuple[str, ...], because: str, by: str) -> None:
    """Keep the first incident, or claim, apart from each of the others.

    An ID is that of an incident (i_...) or a claim (c_...), or as much of its beginning as tells it from others. What
    is told in one passage with a claim goes with it, unless both are told there.
    """
    settings = settings_here()
    with open_to_decide(settings) as kept:
        tell_decision("split", deciding.split(kept, ids, sign(by, because, settings)))


@click.command(epilog="\b\nExamples:\n  according undo\n  according undo d_5b20\n  according undo --list\n")
@click.argument("id_", metavar="[DECISION]", default="")
@click.option("--because", default="", metavar="WHY", help="The reason, in your words.")
@click.option("--list", "is_list", is_flag=True, help="List the decisions that hold, the last one first.")
@_by
def undo(id_: str, because: str, is_list: bool, by: str) -> None:
    """Take a decision back; without an id, your last one that holds.

    DECISION is its id (d_...), or as much of its beginning as tells it from others. It stays on record as undone.
    """
    settings = settings_here()
    with open_to_decide(settings) as kept:
        if is_list:
            for each in reversed(in_force(kept.decisions())):
                click.echo(tell_settled(each))
            return
        undone = deciding.undo(kept, id_, sign(by, because, settings))
        click.echo(f"{undone.id[:12]}  undone by {undone.who}")


def tell_settled(decision: Decision) -> str:
    """A decision in one line: its id, verb, field, who, when, why."""
    about = f" {decision.field_}" if decision.field_ else ""
    why = f": {' '.join(decision.why.split())}" if decision.why else ""
    day = f"{decision.when:%Y-%m-%d %H:%M}"
    return f"{decision.id[:12]}  {decision.verb}{about}  {day}  {decision.who}{why}"
