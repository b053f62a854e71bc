"""`according store`: prove that what is kept is whole, copy it, bring it back, read it anew, count it, shrink it."""

from pathlib import Path

import click

from according import store as rooms
from according.commands.console import now, settings_here, tell
from according.commands.progress import Watch
from according.errors import StoreError
from according.exports.wording import tell_number
from according.keeping import Joining
from according.rereading import reread as read_anew
from according.store import Store
from according.store.checking import find_faults
from according.store.restoring import restore as bring_back
from according.store.upkeep import back_up, count

FAULTY = SOME_NOT_READ = 3
_EXAMPLES = """\b
Examples:
  according store check
  according store backup kept-2025-07-02.db
  according store stats
"""


@click.group(epilog=_EXAMPLES)
def store() -> None:
    """Look after what is kept: check, backup, restore, reread, stats, vacuum."""


def _open() -> Store:
    address = settings_here().store.address
    if not rooms.exists(address):
        raise StoreError(f"nothing is kept yet in {address}: keep what you read with 'according read FILE --keep'")
    return rooms.open_to_read(address)


@store.command(epilog="\b\nExamples:\n  according store check\n")
@click.pass_context
def check(ctx: click.Context) -> None:
    """Prove that what is kept is whole.

    Ids match contents, spans lie in texts, no link dangles, and incidents are those that claims make, all worked out
    anew: that takes about as much time as to join all, and as much memory as the store has bytes. Nothing is changed.

    Exit code: 0 it is whole, 3 it has faults, one line each.
    """
    number = 0
    with _open() as kept:
        for fault in find_faults(kept, Joining()):
            click.echo(fault)
            number += 1
        size = kept.size()
    told = tell_number(number, "fault") if number else "whole"
    tell(f"checked {tell_number(size.reports, 'report')}, {tell_number(size.claims, 'claim')}: {told}")
    if number:
        ctx.exit(FAULTY)


@store.command(epilog="\b\nExamples:\n  according store backup kept-2025-07-02.db\n")
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Copy the store, whole, into FILE, which must not be there yet.

    Others may go on reading and writing meanwhile. The copy is a store: name it in ACCORDING_STORE, such as
    sqlite:///kept-2025-07-02.db.
    """
    with _open() as kept:
        back_up(kept, file)
    tell(f"backed up to {file}")


@store.command(epilog="\b\nExamples:\n  according store restore kept-2025-07-02.db\n")
@click.argument("backup", metavar="BACKUP", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Also where something is kept: it is copied to a file beside it first.")
def restore(backup: Path, *, replace: bool) -> None:
    """Put a backup in the place of the store, all at once, after it was checked.

    A store that is not empty stays as it is, unless --replace is given; what was forgotten in it is forgotten in what
    comes back, too. Nobody else may have the store open.
    """
    address = settings_here().store.address
    done = bring_back(backup, address, Joining(), replace=replace, at=now())
    if done.aside is not None:
        tell(f"what was kept before is in {done.aside}: delete it when you need it no more")
    if done.forgotten:
        tell(f"forgotten again: {tell_number(len(done.forgotten), 'report')}")
    tell(f"restored {tell_number(done.size.reports, 'report')}, {tell_number(done.size.claims, 'claim')} in {address}")


@store.command(epilog="\b\nExamples:\n  according store reread\n")
@click.pass_context
def reread(ctx: click.Context) -> None:
    """Read anew what an older reader, ontology or gazetteer read.

    Each report is kept by itself: break it off, and the next run goes on where it was. What people settled holds on,
    for it is about words of the reports. Reports that would be read as they were are left alone.

    Exit code: 0 all is as it is read now, 3 some reports are damaged and were left, one line each.
    """
    settings = settings_here()
    if not rooms.exists(settings.store.address):
        raise StoreError(f"nothing is kept yet in {settings.store.address}")
    with Watch() as watch:
        done = read_anew(settings, at=now(), progress=watch.build, each=watch.count)
    for fault in done.aside:
        tell(f"left: {fault}")
    tell(f"read anew: {tell_number(done.anew, 'report')}; left as read before: {done.left:,}")
    tell(f"claims: {done.new:,} new, {done.gone:,} gone, {done.changed:,} changed")
    if done.aside:
        ctx.exit(SOME_NOT_READ)


@store.command(epilog="\b\nExamples:\n  according store stats\n")
def stats() -> None:
    """Count the rows of every table."""
    with _open() as kept:
        for name, number in count(kept).items():
            click.echo(f"{name:16} {number:>12,}")


@store.command(epilog="\b\nExamples:\n  according store vacuum\n")
def vacuum() -> None:
    """Give back the room of what is gone: the database is written anew."""
    with _open() as kept:
        kept.shrink()
