"""Serves the pages until it is stopped: on this machine alone, unless it is told otherwise."""

import ipaddress
from collections.abc import Callable
from contextlib import closing

import uvicorn

from according.errors import SettingsError
from according.settings import Settings
from according.store.users import count_users
from according.web.app import ANY, LOOPBACK, build
from according.web.queries import Library


def serve(settings: Settings, *, host: str, port: int, network: bool, tell: Callable[[str], None]) -> None:
    """Serve the store of these settings at an address of this machine.

    `network` lets it be one that others reach while there are no users.

    A `SettingsError` where the address is refused, an `AccordingError` where the store cannot be opened.
    """
    is_open = network or is_loopback(host)
    with closing(Library(settings)) as library, library.open() as kept:
        # What changed since is worked out before anybody asks, and a store that refuses is told of at once.
        if not is_open and not count_users(kept):
            raise SettingsError(
                f"{host} can be reached from other machines, and there are no users: 'according users add NAME' adds "
                "one, without --host only this machine can reach the pages, and with --network everybody who reaches "
                "this machine may read all that is kept"
            )
    shown = f"[{host}]" if ":" in host else host
    tell(f"the pages are at http://{shown}:{port}/ (Ctrl-C ends them)")
    app = build(settings, hosts=LOOPBACK if is_loopback(host) else (ANY,), needs_users=not is_open)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, proxy_headers=False)


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach an address.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
