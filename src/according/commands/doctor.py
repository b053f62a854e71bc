"""`according doctor`: what is installed, where things lie, what is missing and how to get it."""

import platform
import sqlite3
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path

import click

from according import store
from according.commands.console import settings_here
from according.errors import SettingsError, StoreError
from according.exports import EXPORTS
from according.exports.wording import tell_number
from according.readers import READERS, open_reader
from according.settings import Settings

BROKEN = 1
_EXAMPLES = """\b
Examples:
  according doctor
"""
_OPTIONAL = {
    "psycopg": ("a store in PostgreSQL", "pip install 'psycopg[binary]'"),
    "litestar": ("the web pages", "pip install 'according[web]'"),
    "uvicorn": ("the web pages", "pip install 'according[web]'"),
}


@click.command(epilog=_EXAMPLES)
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Tell what is installed, where things lie, and what is missing.

    Exit code: 0 all that reading needs is there, 1 something is broken, 2 the settings cannot be used.
    """
    rows = [("According", version("according"), ""), ("Python", platform.python_version(), "")]
    rows += [("SQLite", sqlite3.sqlite_version, "")]
    settings = settings_here()
    rows += [("store", *_store(settings)), ("cache", *_cache(settings.cache))]
    rows += [("reader", *_reader(settings))]
    rows += [("readers", ", ".join(READERS.names()), ""), ("formats", ", ".join(EXPORTS.names()), "")]
    rows += [_package(name) for name in _needed()]
    rows += [(name, *_optional(name, *told)) for name, told in _OPTIONAL.items()]
    for what, is_, to_do in rows:
        click.echo(f"{what:20}{is_}")
        if to_do:
            click.echo(f"{'':20}  {to_do}")
    broken = [what for what, is_, _ in rows if is_.startswith("broken")]
    ctx.exit(BROKEN if broken else 0)


def _store(settings: Settings) -> tuple[str, str]:
    address = settings.store.address
    if not store.exists(address):
        return f"{address} (nothing kept yet)", ""
    try:
        with store.open_to_read(address, wait_s=2) as kept:
            size = kept.size()
    except StoreError as error:
        return "broken", str(error)
    told = (
        tell_number(size.reports, "report"),
        tell_number(size.claims, "claim"),
        tell_number(size.decisions, "decision"),
    )
    return f"{address} ({', '.join(told)})", ""


def _reader(settings: Settings) -> tuple[str, str]:
    try:
        return f"{settings.read.reader} {open_reader(settings).version}", ""
    except SettingsError as error:
        return "broken", str(error)


def _cache(folder: Path) -> tuple[str, str]:
    built = sorted(folder.glob("gazetteer-*.sqlite"))
    size = sum(path.stat().st_size for path in built) / 1e6
    return f"{folder} ({size:.0f} MB)" if built else f"{folder} (empty; built at the first reading)", ""


def _needed() -> list[str]:
    """The packages that According asks for, without extras."""
    asked = requires("according") or []
    plain = [line for line in asked if "extra ==" not in line]
    return sorted("".join(c if c.isalnum() or c in "-_." else " " for c in line).split()[0] for line in plain)


def _package(name: str) -> tuple[str, str, str]:
    try:
        return name, version(name), ""
    except PackageNotFoundError:
        return name, "broken: not installed", f"pip install {name}"


def _optional(name: str, purpose: str, command: str) -> tuple[str, str]:
    if find_spec(name) is None:
        return "not installed", f"for {purpose}: {command}"
    return version(name), ""
