"""`according claims`: list the claims that were kept, as many as fit the filters."""

from pathlib import Path
from typing import Unpack

import click

from according import store
from according.codec import encode
from according.commands.console import check_output, settings_here, tell, writing
from according.commands.filtering import Filters, filters, wanted
from according.commands.incidents import SOME_PUT_ASIDE, tell_faults, tell_nothing_kept
from according.errors import ReportError
from according.kept import open_kept

_EXAMPLES = """\b
Examples:
  according claims --country ML --voice witness
  according claims --words "three barracks" --sort newest --limit 20
"""


@click.command(epilog=_EXAMPLES)
@filters
@click.option("--output", "-o", callback=check_output, metavar="FILE", help="Write to this file, not to the screen.")
def claims(output: Path | None, **given: Unpack[Filters]) -> None:
    """List the claims that were kept, one a line, as JSON, by their first day.

    An option that is given twice takes either; different options must all fit. A claim without a day counts as on the
    last day on which it can have happened. Each line is written as soon as it is found.

    Exit code: 0 all were listed, 3 some of what is kept is damaged and was put aside.
    """
    settings = settings_here()
    ask = wanted(given, settings)
    faults: list[ReportError] = []
    if not store.exists(settings.store.address):
        tell_nothing_kept(settings.store.address)
        return
    number = 0
    with open_kept(settings.store.address) as kept, writing(output) as out:
        for claim in kept.find_claims(ask, faults.append):
            out.write(encode(claim) + "\n")
            number += 1
    tell_faults(faults)
    if not number:
        tell("no claim that is kept fits")
    if faults:
        click.get_current_context().exit(SOME_PUT_ASIDE)
