"""`according add`: a claim that the reader did not see, marked by a person in a report that is kept."""

import click

from according import deciding
from according.commands.console import settings_here
from according.commands.decide import open_to_decide, sign, signed, tell_decision
from according.commands.progress import Watch
from according.grounding.marked import FIELDS, Marked

_EXAMPLES = """\b
Examples:
  according add r_41ab --words "Two guards died in Kayes on Monday" \\
    --type killing --affected guards --count Two \\
    --where "Kayes = Kayes, Mali" \\
    --when Monday --because "the reader passes over it"
"""
_HELP = {
    "speaker": "Who says so; else the outlet.",
    "initiator": "Who does it.",
    "affected": "Whom it befalls.",
    "object": "What it befalls.",
    "count": "How many.",
    "where": "Where it happens.",
    "when": "When it happens.",
}


@click.command(epilog=_EXAMPLES)
@click.argument("report", metavar="REPORT")
@click.option("--words", required=True, metavar="WORDS", help="The words that claim it, just as they stand there.")
@click.option("--at", type=click.IntRange(min=0), metavar="OFFSET", help="Where they begin, if they stand there twice.")
@click.option("--type", "type_", required=True, metavar="TYPE", help="The type of what happens.")
@click.option("--speaker", default="", metavar="WORDS", help=_HELP["speaker"])
@click.option("--initiator", default="", metavar="WORDS", help=_HELP["initiator"])
@click.option("--affected", default="", metavar="WORDS", help=_HELP["affected"])
@click.option("--object", default="", metavar="WORDS", help=_HELP["object"])
@click.option("--count", default="", metavar="WORDS", help=_HELP["count"])
@click.option("--where", default="", metavar="WORDS", help=_HELP["where"])
@click.option("--when", default="", metavar="WORDS", help=_HELP["when"])
@signed
def add(report: str, words: str, at: int | None, type_: str, because: str, by: str, **fields: str) -> None:
    """Add a claim that you mark in a report's words.

    REPORT is its id (r_...), or as much of its beginning as tells it from others. All WORDS stand in the report; who,
    where and how many stand in the words that claim it, or elsewhere but once. "WORDS = VALUE" tells what they mean
    where they do not tell it alone; several have ";" between them.
    """
    settings = settings_here()
    marked = Marked(words=words, type=type_, at=at, fields={name: fields[name] for name in FIELDS})
    with open_to_decide(settings) as kept, Watch() as watch:
        claim, decision = deciding.add(kept, report, marked, sign(by, because, settings), settings, watch.build)
    tell_decision(f"{claim.id[:12]} added", decision)
