"""A web server of our own, on this machine, that answers as a test tells it to."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext

import pytest

Answer = Callable[[BaseHTTPRequestHandler], None]
Serve = Callable[..., str]


@contextmanager
def serving(answer: Answer, tls: SSLContext | None = None, host: str = "127.0.0.1") -> Iterator[int]:
    """Serve at a free port until the end of the block; whoever hung up meanwhile is no error."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                answer(self)
            except OSError:
                return

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base's name)
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass

    server = Server((host, 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serve an answer until the test ends; its port's address comes back."""
    with ExitStack() as opened:

        def begin(answer: Answer, path: str = "/story", scheme: str = "http", tls: SSLContext | None = None) -> str:
            return f"{scheme}://127.0.0.1:{opened.enter_context(serving(answer, tls))}{path}"

        yield begin
