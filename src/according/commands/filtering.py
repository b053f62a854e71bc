"""The filters of `according incidents` and `according claims`: options, and what they ask of the store."""

from collections.abc import Callable
from typing import Any, TypedDict, get_args

import click
from babel import Locale

from according.commands.console import read_day
from according.kept import locate
from according.model import Period, SpeakerKind
from according.ontology import load
from according.settings import Settings
from according.shelf import nearest
from according.store import SORTS, Box, Sort, Wanted

# What CLDR names beside countries: unions, pseudo-locales, the unknown.
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})


class Filters(TypedDict):
    """The options as they are given."""

    since: Period | None
    until: Period | None
    countries: tuple[str, ...]
    admin1: tuple[str, ...]
    types: tuple[str, ...]
    actors: tuple[str, ...]
    voices: tuple[str, ...]
    words: str
    near: str | None
    within: float
    box: Box | None
    contested: bool
    sort: Sort
    limit: int | None


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


def _check_box(_ctx: click.Context, param: click.Parameter, value: str | None) -> Box | None:
    """Read four degrees: west, south, east, north."""
    if value is None:
        return None
    try:
        west, south, east, north = (float(each) for each in value.split(","))
    except ValueError as error:
        raise click.BadParameter("write four degrees: WEST,SOUTH,EAST,NORTH", param=param) from error
    if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
        raise click.BadParameter("no such stretch of the map: WEST,SOUTH,EAST,NORTH in degrees", param=param)
    return Box(west=west, south=south, east=east, north=north)


_OPTIONS = (
    click.option("--since", callback=read_day, metavar="DATE",
                 help="Those that can have happened on this day or later."),
    click.option("--until", callback=read_day, metavar="DATE", help="Those that happened on this day or earlier."),
    click.option("--country", "countries", callback=_check_countries, multiple=True, metavar="CODE",
                 help="Those in a country, by two letters: ML."),
    click.option("--admin1", multiple=True, metavar="NAME", help="Those in a region or province: Kayes."),
    click.option("--type", "types", callback=_check_types, multiple=True, metavar="NAME",
                 help="Those with a claim of this type: killing."),
    click.option("--actor", "actors", multiple=True, metavar="NAME",
                 help="Those with a party or voice of this name or id."),
    click.option("--voice", "voices", multiple=True, type=click.Choice(get_args(SpeakerKind)), metavar="KIND",
                 help="Those that a voice of this kind tells of: army, witness, ngo ..."),
    click.option("--words", default="", metavar="WORDS", help="Those with a claim in which all these words stand."),
    click.option("--near", metavar="PLACE", help="Those around a place: its name, or degrees such as 14.45,-11.43."),
    click.option("--within", type=click.FloatRange(min=0), default=50.0, show_default=True, metavar="KM",
                 help="How far around it."),
    click.option("--bbox", "box", callback=_check_box, metavar="W,S,E,N",
                 help="Those in a stretch of the map, in degrees: -12,14,-11,15."),
    click.option("--contested", is_flag=True, help="Those whose tellings cannot all be."),
    click.option("--sort", type=click.Choice(SORTS), default="time", show_default=True,
                 help="In which order: time, newest, size (claims) or voices."),
    click.option("--limit", type=click.IntRange(min=1), metavar="N", help="The first so many."),
)  # fmt: skip


def filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that narrow what it lists."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def wanted(given: Filters, settings: Settings) -> Wanted:
    """What the options ask of the store; a `SourceError` if the place is not known."""
    since, until = given["since"], given["until"]
    return Wanted(
        countries=given["countries"], admin1=given["admin1"], types=given["types"], actors=given["actors"],
        voices=given["voices"], words=given["words"], box=given["box"], contested=given["contested"],
        since=since.start if since else None, until=until.end if until else None,
        near=locate(given["near"], given["within"], settings) if given["near"] else None,
        sort=given["sort"], limit=given["limit"],
    )  # fmt: skip
