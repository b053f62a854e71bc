"""`according evaluate`: measure a part, on data that the digest names."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import click

from according.commands.console import check_output, settings_here, tell
from according.evaluation import EVALUATIONS, PARTS, Measured, Options, Part

DOES_NOT_HOLD = 1
MOST_FAULTS_SHOWN = 20

_EXAMPLES = """\b
Examples:
  according evaluate evidence reports/
  ACCORDING_DATA=data according evaluate evidence
  ACCORDING_DATA=data according evaluate claims gold --part dev --errors 20
  ACCORDING_DATA=data according evaluate agreement gold --part all
"""


@click.command(epilog=_EXAMPLES)
@click.argument("name")
@click.argument("data", type=click.Path(path_type=Path), required=False)
@click.option("--part", type=click.Choice(PARTS), default="dev", show_default=True,
              help="The part of annotated data; of test only the figures are shown, in one line.")  # fmt: skip
@click.option("--errors", type=click.IntRange(min=0), default=0, metavar="N", help="Show this many examples of errors.")
@click.option("--predictions", callback=check_output, metavar="FILE", help="Write what was read there, a claim a line.")
@click.pass_context
def evaluate(
    ctx: click.Context, name: str, data: Path | None, part: str, errors: int, predictions: Path | None
) -> None:
    r"""Measure a part of According on data, and print the figures.

    NAME is the measure. DATA is a file or folder of its data; without it the environment's ACCORDING_DATA names the
    folder with the public sets.

    \b
      evidence     does every claim point at words that are in the text?
      agreement    our claims (the folder gold) held against a second annotation
      attribution  cues, sources and contents of what is said (PolNeAR)
      cases        small inputs with what must and must not be claimed
      claims       our annotated claims (the folder gold): found, and right field by field
      copies       copies of one text found, and no other text taken for one
      linking      our reports of one event (the folder gold/linking): found to be one, and what its voices amount to
      grounding    where and when claims put things, held against annotated places and days
      muc4         incident types and string roles of MUC-4's templates
      silence      claims of texts that are conflict news, none of others
      symmetry     names, loaded words, active and passive exchanged: does anything else change?

    Exit code: 0 what is measured holds, 1 it does not.
    """
    corpora = os.environ.get("ACCORDING_DATA")
    options = Options(
        corpora=Path(corpora) if corpora else None, part=cast("Part", part), errors=errors, predictions=predictions
    )
    measured = EVALUATIONS.take(name)(data, settings_here(), options)
    if part == "test":
        click.echo(f"{name} on test {measured.digest[:12]} " + " ".join(_in_one_line(measured)))
    else:
        click.echo(f"{name} on {measured.data} (sha256 {measured.digest})")
        for line in (*measured.head, *_rows(measured), *measured.tables):
            click.echo(f"  {line}")
        for line in measured.examples[:errors]:
            tell(line)
    for fault in measured.faults[:MOST_FAULTS_SHOWN]:
        tell(fault)
    ctx.exit(0 if measured.holds else DOES_NOT_HOLD)


def _rows(measured: Measured) -> Iterator[str]:
    width = max([24, *map(len, measured.figures)])
    for name, figure in measured.figures.items():
        spread = measured.spreads.get(name)
        if spread is None:
            yield f"{name:{width}} {figure:>12,}"
        elif spread.low is None or spread.high is None:
            yield f"{name:{width}} {figure:>12.3f}  of {spread.of:,}"
        else:
            yield f"{name:{width}} {figure:>12.3f}  {spread.low:.3f} to {spread.high:.3f}, of {spread.of:,}"


def _in_one_line(measured: Measured) -> Iterator[str]:
    for name, figure in measured.figures.items():
        told = f"{figure:.3f}" if name in measured.spreads else f"{figure:,}"
        yield f"{name.replace(' ', '_')}={told}"
