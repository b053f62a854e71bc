"""Where the commands meet the machine: settings of this folder, the clock, streams, dates in options."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import click

from according.errors import ReportError
from according.exports import EXPORTS, Exporter, View
from according.model import Period
from according.pipeline import Batch
from according.settings import Settings, load
from according.sources.dates import published_date


def read_day(_ctx: click.Context, param: click.Parameter, value: str | None) -> Period | None:
    """Read a date as a person writes it in an option: 2025-07-02, or as much of it as is known."""
    if value is None:
        return None
    try:
        return published_date(value)
    except ReportError as error:
        raise click.BadParameter(str(error), param=param) from error


def settings_here() -> Settings:
    """The settings of the working folder."""
    return load(os.environ, Path.cwd())


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


def take_format(name: str) -> Exporter:
    """The export format of this name; a `SettingsError` names those that there are."""
    return EXPORTS.take(name)()


def view_of(batch: Batch) -> View:
    """What is shown of a batch."""
    unread = {name for name, _ in batch.not_read}
    reports = tuple(report for report in batch.reports if report.given_id not in unread)
    return View(reports=reports, claims=batch.claims, incidents=batch.incidents, links=batch.links)


def tell(line: str) -> None:
    """Say something beside the output, on standard error."""
    click.echo(line, err=True)


def tell_aside(batch: Batch) -> None:
    """Name what was put aside, with the reasons; of many the first."""
    for name, why in batch.put_aside:
        tell(f"put aside: {why}" if name in why else f"put aside: {name}: {why}")
    if batch.aside > len(batch.put_aside):
        tell(f"... and {batch.aside - len(batch.put_aside):,} more")


def check_output(_ctx: click.Context, param: click.Parameter, value: str | None) -> Path | None:
    """Refuse at once a file that could not be written after an hour of reading."""
    if value is None or value == "-":
        return None
    path = Path(value)
    if path.is_dir():
        raise click.BadParameter(f"{value} is a folder: name a file in it", param=param)
    if not path.parent.is_dir():
        raise click.BadParameter(f"{path.parent}: no such folder; make it first", param=param)
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise click.BadParameter(f"{value} may not be written", param=param)
    return path


@contextmanager
def writing(path: Path | None) -> Iterator[TextIO]:
    """Open where the output goes: standard output, or a file that appears only when it is whole."""
    if path is None:
        with _told("standard output"), _until_closed():
            yield sys.stdout
        return
    if path.exists() and not path.is_file():
        with _told(str(path)), _until_closed(), path.open("w", encoding="utf-8") as stream:
            yield stream
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with _told(str(path)):
            with part.open("x", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
                yield out
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Name what could not be written: the system names no file that was open already."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise click.ClickException(
            f"{name} could not be written: {error.strerror or error}: make room, or name another file with --output"
        ) from error


@contextmanager
def _until_closed() -> Iterator[None]:
    """Let whoever reads the output close it early (`| head`): the rest is written nowhere, and that is no error."""
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        # What is still held back goes nowhere, for Python would try it again when it ends.
        with Path(os.devnull).open("wb") as nowhere, suppress(OSError, ValueError):  # the output may be no file at all
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise
