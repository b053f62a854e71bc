"""`according schema`: what `--format jsonl` and `--format incidents` write, as a JSON Schema."""

import json

import click

from according.codec import schema_of
from according.model import Claim, Incident

KINDS = {"claim": Claim, "incident": Incident}

_EXAMPLES = """\b
Examples:
  according schema claim
  according schema incident > incident.schema.json
"""


@click.command(epilog=_EXAMPLES)
@click.argument("kind", type=click.Choice(tuple(KINDS)))
def schema(kind: str) -> None:
    """Print the JSON Schema of a claim or an incident.

    It is that of one line of 'according read --format jsonl', or of '--format incidents'.
    """
    click.echo(json.dumps(schema_of(KINDS[kind]), indent=1))
