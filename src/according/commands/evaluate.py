"""`according evaluate`: measure a part, on data that the digest names."""

import os
from pathlib import Path

import click

from according.commands.console import settings_here, tell
from according.errors import SettingsError
from according.evaluation import EVALUATIONS

DOES_NOT_HOLD = 1
MOST_FAULTS_SHOWN = 20

_EXAMPLES = """\b
Examples:
  according evaluate evidence reports/
  ACCORDING_DATA=data according evaluate evidence
"""


@click.command(epilog=_EXAMPLES)
@click.argument("name")
@click.argument("data", type=click.Path(path_type=Path), required=False)
@click.pass_context
def evaluate(ctx: click.Context, name: str, data: Path | None) -> None:
    """Measure a part of According on data, and print the figures.

    NAME is the measure: evidence (does every claim point at words that are in the text?). DATA is a folder; without it
    the environment's ACCORDING_DATA names the folder with the public sets.

    Exit code: 0 what is measured holds, 1 it does not.
    """
    measure = EVALUATIONS.take(name)
    given = data or Path(os.environ.get("ACCORDING_DATA", ""))
    if not (data or os.environ.get("ACCORDING_DATA")) or not given.is_dir():
        raise SettingsError(f"{given}: no folder of data; name one, or set ACCORDING_DATA")
    measured = measure(given, settings_here())
    click.echo(f"{name} on {measured.data} (sha256 {measured.digest})")
    for figure, value in measured.figures.items():
        click.echo(f"  {figure:24} {value:>12,}")
    for fault in measured.faults[:MOST_FAULTS_SHOWN]:
        tell(fault)
    ctx.exit(0 if measured.holds else DOES_NOT_HOLD)
