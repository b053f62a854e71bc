"""`according incidents`: list what was kept, joined into incidents, as many as fit the filters."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import click
from babel import Locale

from according.commands.console import (
    check_output,
    read_day,
    settings_here,
    take_format,
    tell,
    tell_aside,
    view_of,
    writing,
)
from according.model import Actor, Claim, Incident, Period, Place
from according.ontology import load
from according.pipeline import Batch, recall
from according.shelf import nearest

# What CLDR names beside countries: unions, pseudo-locales, the unknown.
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
SOME_PUT_ASIDE = 3
_EXAMPLES = """\b
Examples:
  according incidents
  according incidents --country ML --since 2025-06 --until 2025-07-15
  according incidents --type abduction --type killing --format incidents
  according incidents --actor jnim --output jnim.txt
"""


def _check_types(_ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse a type that the ontology does not know: an empty list would look like an answer."""
    known = load()
    for name in value:
        if name not in known:
            near = nearest(name, known)
            hint = f"did you mean {near!r}?" if near else f"there are: {', '.join(sorted(known))}"
            raise click.BadParameter(f"there is no type {name!r}; {hint}", param=param)
    return value


def _check_countries(_ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Take codes of countries in capitals; refuse what is none, naming the code that may be meant."""
    names = {code: name for code, name in Locale("en").territories.items() if len(code) == 2 and code.isalpha()}
    names = {code: name for code, name in names.items() if code not in _NO_COUNTRIES}
    codes = {name: code for code, name in names.items()} | {code: code for code in names}
    for told in value:
        if told.upper() not in names:
            near = codes.get(nearest(told, codes))
            hint = f"; did you mean {near} ({names[near]})?" if near else ""
            raise click.BadParameter(f"{told!r} is no country's code of two letters{hint}", param=param)
    return tuple(told.upper() for told in value)


@click.command(epilog=_EXAMPLES)
@click.option("--since", callback=read_day, metavar="DATE", help="Those that can have happened on this day or later.")
@click.option("--until", callback=read_day, metavar="DATE", help="Those that happened on this day or earlier.")
@click.option("--country", "countries", callback=_check_countries, multiple=True, metavar="CODE",
              help="Those in a country, by two letters: ML.")  # fmt: skip
@click.option("--type", "types", callback=_check_types, multiple=True, metavar="NAME",
              help="Those with a claim of this type: killing.")  # fmt: skip
@click.option(
    "--actor", "actors", multiple=True, metavar="NAME", help="Those with a party or voice of this name or id."
)
@click.option(
    "--format",
    "format_",
    default="text",
    metavar="NAME",
    show_default=True,
    help="How to show them: text, jsonl (a claim a line), incidents (an incident a line), csv or geojson.",
)
@click.option("--output", "-o", callback=check_output, metavar="FILE", help="Write to this file, not to the screen.")
def incidents(
    since: Period | None,
    until: Period | None,
    countries: tuple[str, ...],
    types: tuple[str, ...],
    actors: tuple[str, ...],
    format_: str,
    output: Path | None,
) -> None:
    """List what was kept, joined into incidents.

    An option that is given twice takes either; different options must all fit. An incident whose day is unknown counts
    as on the last day on which it can have happened.

    Exit code: 0 all were listed, 3 some of what is kept is damaged and was put aside.
    """
    settings = settings_here()
    exporter = take_format(format_)
    known = recall(settings)
    tell_aside(known)
    if not known.reports and not known.aside:
        tell(f"nothing is kept yet in {settings.store.address}: keep what you read with 'according read FILE --keep'")
        return
    of = {claim.id: claim for claim in known.claims}
    fitting = [
        incident
        for incident in known.incidents
        if _in_time(incident, since, until, of)
        and (not countries or _countries(incident) & set(countries))
        and (not types or {incident.type, *(of[each].type for each in incident.claims if each in of)} & set(types))
        and (not actors or any(_names(actor, incident, of) for actor in actors))
    ]
    with writing(output) as out:
        exporter.write(view_of(narrow(known, fitting)), out)
    if not fitting:
        tell(f"none of the {len(known.incidents)} incidents that are kept fits")
    if known.aside:
        click.get_current_context().exit(SOME_PUT_ASIDE)


def narrow(known: Batch, fitting: Iterable[Incident]) -> Batch:
    """What is known of these incidents alone, with their parts, and what they are part of."""
    chosen = {incident.id: incident for incident in fitting}
    of = {incident.id: incident for incident in known.incidents}
    for incident in tuple(chosen.values()):
        chosen |= {each: of[each] for each in (*incident.parts, incident.part_of) if each in of}
    claims = {claim for incident in chosen.values() for claim in incident.claims}
    kept = tuple(claim for claim in known.claims if claim.id in claims)
    reports = {claim.report for claim in kept}
    return replace(
        known,
        incidents=tuple(incident for incident in known.incidents if incident.id in chosen),
        claims=kept,
        links=tuple(link for link in known.links if set(link.claims) <= claims),
        reports=tuple(report for report in known.reports if report.id in reports),
    )


def _in_time(incident: Incident, since: Period | None, until: Period | None, of: dict[str, Claim]) -> bool:
    first, last = _days(incident, of)
    if since is not None and (last is None or last < since.start):
        return False
    return until is None or (first is not None and first <= until.end)


def _days(incident: Incident, of: dict[str, Claim]) -> tuple[date | None, date | None]:
    """The first and the last day; of an unknown one the last that is possible, as told or as published."""
    if isinstance(incident.when, Period):
        return incident.when.start, incident.when.end
    published = [of[each].published for each in incident.claims if each in of]
    told = [each.end for each in published if isinstance(each, Period)]
    last = incident.when.latest or max(told, default=None)
    return last, last


def _countries(incident: Incident) -> set[str]:
    return {place.country for place in incident.where if isinstance(place, Place)}


def _names(asked: str, incident: Incident, of: dict[str, Claim]) -> bool:
    """Whether a party or a voice of the incident is called so."""
    called = [name for party in incident.parties for name in (party.actor, party.name)]
    for claim in (of[each] for each in incident.claims if each in of):
        called += [name for actor in (*claim.speakers, *_fillers(claim)) for name in (actor.actor or "", actor.name)]
    return asked.casefold() in {name.casefold() for name in called}


def _fillers(claim: Claim) -> list[Actor]:
    return [actor for fillers in claim.roles.values() for actor in fillers]
