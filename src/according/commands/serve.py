"""`according serve`: the web pages of what was kept."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from according.commands.console import settings_here, tell
from according.errors import SourceError
from according.settings import StoreSettings
from according.shelf import Shelf
from according.store import exists

_EXAMPLES = """\b
Examples:
  according serve
  according serve reports.db --port 8000
  according serve postgresql://localhost/reports
"""

# A shelf, for the server is an extra, and nobody else needs to load it.
_SERVE: Shelf[Callable[..., None]] = Shelf("room", {"serve": "according.web.server:serve"}, {"serve": "web"})


@click.command(epilog=_EXAMPLES)
@click.argument("store", default="", metavar="[STORE]")
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port to listen on.")
@click.option("--network", is_flag=True, help="Let --host be an address that others reach, without users.")
def serve(store: str, host: str, port: int, *, network: bool) -> None:
    """Open web pages of what was kept: look, and compare.

    STORE is a file, or an address as SQLAlchemy writes it; without it the one of the settings is served. Only this
    machine can reach the pages, unless --host and --network say otherwise.
    """
    settings = settings_here()
    if store:
        address = store if "://" in store else f"sqlite:///{Path(store)}"
        settings = replace(settings, store=StoreSettings(address=address))
    if not exists(settings.store.address):
        raise SourceError(
            f"nothing is kept yet in {settings.store.address}: keep what you read with 'according read FILE --keep'"
        )
    _SERVE.take("serve")(settings, host=host, port=port, network=network, tell=tell)
