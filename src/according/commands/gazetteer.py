"""`according gazetteer`: add a GeoNames dump, or look up what a name can mean."""

from pathlib import Path

import click

from according.commands.console import settings_here, tell
from according.commands.progress import Watch
from according.grounding.gazetteer import open_gazetteer
from according.grounding.villages import listed

NOT_FOUND = 1
_EXAMPLES = """\b
Examples:
  according gazetteer add ML.txt
  according gazetteer find Timbuktu
"""
_ADD_EXAMPLES = """\b
Examples:
  according gazetteer add ML.txt
  according gazetteer add ML.zip
"""
_FIND_EXAMPLES = """\b
Examples:
  according gazetteer find Timbuktu
  according gazetteer find "San Miguel"
  according gazetteer find Farabougou --country ML
"""


@click.group(epilog=_EXAMPLES)
def gazetteer() -> None:
    """Add places to the gazetteer, or look one up.

    It comes with the towns of 500 people and more that GeoNames knows, and villages of countries with conflicts. A
    country's dump adds others.
    """


@gazetteer.command(epilog=_ADD_EXAMPLES)
@click.argument("file", type=click.Path(path_type=Path))
def add(file: Path) -> None:
    """Add the places of a GeoNames dump of one country or all.

    FILE is such as https://download.geonames.org/export/dump/ML.zip, or the text file within.
    """
    with Watch() as watch:
        number = open_gazetteer(settings_here().cache, watch.build).add(file)
    tell(f"added {number:,} places")


@gazetteer.command(epilog=_FIND_EXAMPLES)
@click.argument("name")
@click.option("--country", "countries", multiple=True, metavar="CODE",
              type=click.Choice(sorted(listed()), case_sensitive=False),
              help="Look among the villages of this country too, as for a report that names it: ML.")  # fmt: skip
@click.pass_context
def find(ctx: click.Context, name: str, countries: tuple[str, ...]) -> None:
    """Look up what a name can mean, the most likely first."""
    with Watch() as watch:
        found = open_gazetteer(settings_here().cache, watch.build).find(name, villages_of=countries)
    for place in found:
        where = f"{place.country} {place.admin1}".strip()
        click.echo(f"{place.name:28} {where:32} {place.lat:9.4f} {place.lon:10.4f}  {place.gazetteer_id}")
    if not found:
        tell(
            f"{name!r} is no place that the gazetteer knows: name its country with --country, or add that country's "
            "dump with 'according gazetteer add FILE'"
        )
        ctx.exit(NOT_FOUND)
