"""`according users`: who may sign in to the web pages, and what each may do there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from according import store
from according.commands.console import now, settings_here
from according.errors import SourceError
from according.shelf import Shelf
from according.store import Store
from according.store.users import ROLES, Role, User, add_user, find_user, list_users, remove_user

# A shelf, for what hashes passwords comes with an extra.
_ROOM: Shelf[Callable[[str], str]] = Shelf("room", {"hash": "according.web.passwords:hash_password"}, {"hash": "web"})
_MOST_NAME = 100
_EXAMPLES = """\b
Examples:
  according users add ada --role admin
  according users list
  according users remove ada
"""


@contextmanager
def _open() -> Iterator[Store]:
    with store.open(settings_here().store.address) as kept:
        yield kept


@click.group(epilog=_EXAMPLES)
def users() -> None:
    """Say who may sign in to the web pages.

    Without users the pages are open to whoever reaches them. Once there is one, only users come in: a reader looks, an
    analyst also accepts, rejects, corrects, joins and splits, an admin also takes back what others settled.
    """


@users.command(epilog="\b\nExamples:\n  according users add ada --role admin\n")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="analyst", show_default=True, help="What the user may do.")
def add(name: str, role: Role) -> None:
    """Add a user, or give one another password and role.

    The password is asked for. Whoever is signed in with the former password has to sign in anew.
    """
    told = " ".join(name.split())
    if not told or len(told) > _MOST_NAME or not told.isprintable():
        raise click.BadParameter(f"write 1 to {_MOST_NAME} letters", param_hint="'NAME'")
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    kept_of = _ROOM.take("hash")(password)
    with _open() as kept:
        is_new = find_user(kept, told) is None
        add_user(kept, User(name=told, role=role, password=kept_of, added=now()))
    click.echo(f"{'added' if is_new else 'changed'}: {told}, {role}")


@users.command(epilog="\b\nExamples:\n  according users remove ada\n")
@click.argument("name")
def remove(name: str) -> None:
    """Remove a user; what that one settled stays."""
    with _open() as kept:
        if not remove_user(kept, name):
            raise SourceError(f"there is no user {name!r}: 'according users list' lists them")
        left = list_users(kept)
    click.echo(f"removed: {name}" + ("" if left else "; the pages are open now, for there are no users"))


@users.command("list", epilog="\b\nExamples:\n  according users list\n")
def list_() -> None:
    """List the users: name, role, since when."""
    with _open() as kept:
        for user in list_users(kept):
            click.echo(f"{user.name}  {user.role}  {user.added:%Y-%m-%d}")
