"""`according incidents`: list what was kept, joined into incidents, as many as fit the filters."""

from pathlib import Path
from typing import Unpack

import click

from according import store
from according.commands.console import check_output, settings_here, take_format, tell, writing
from according.commands.filtering import Filters, filters, wanted
from according.errors import ReportError
from according.exports import View
from according.kept import open_kept
from according.store.incidents import Shown

SOME_PUT_ASIDE = 3
_EXAMPLES = """\b
Examples:
  according incidents
  according incidents --country ML --since 2025-06 --until 2025-07-15
  according incidents --type abduction --type killing --format incidents
  according incidents --near Kayes --within 80 --words barracks --contested
  according incidents --actor jnim --output jnim.txt
"""


@click.command(epilog=_EXAMPLES)
@filters
@click.option("--format", "format_", default="text", metavar="NAME", show_default=True,
              help="How to show them: text, csv, geojson, jsonl (claims) or incidents, one a line.")  # fmt: skip
@click.option("--output", "-o", callback=check_output, metavar="FILE", help="Write to this file, not to the screen.")
def incidents(format_: str, output: Path | None, **given: Unpack[Filters]) -> None:
    """List what was kept, joined into incidents.

    An option that is given twice takes either; different options must all fit. An incident whose day is unknown counts
    as on the last day on which it can have happened.

    Exit code: 0 all were listed, 3 some of what is kept is damaged and was put aside.
    """
    settings = settings_here()
    exporter = take_format(format_)
    ask = wanted(given, settings)
    faults: list[ReportError] = []
    if not store.exists(settings.store.address):
        tell_nothing_kept(settings.store.address)
        return
    with open_kept(settings.store.address) as kept:
        shown = kept.show(ask, faults.append)
        number = kept.number_of_incidents()
        is_empty = not number and not kept.size().reports
    tell_faults(faults)
    if is_empty:
        tell_nothing_kept(settings.store.address)
        return
    with writing(output) as out:
        exporter.write(view_of_shown(shown), out)
    if not shown.fit:
        tell(f"none of the {number:,} incidents that are kept fits")
    if faults:
        click.get_current_context().exit(SOME_PUT_ASIDE)


def tell_nothing_kept(address: str) -> None:
    """Say what to do where nothing was kept yet."""
    tell(f"nothing is kept yet in {address}: keep what you read with 'according read FILE --keep'")


def tell_faults(faults: list[ReportError]) -> None:
    """Name the damaged rows that were put aside; of many the first hundred."""
    for fault in faults[:100]:
        tell(f"put aside: {fault}")
    if len(faults) > 100:
        tell(f"... and {len(faults) - 100:,} more")


def view_of_shown(shown: Shown) -> View:
    """What is exported of incidents that are kept."""
    return View(reports=shown.reports, claims=shown.claims, incidents=shown.incidents, links=shown.links)
