"""A browser, and the real server over a store of the examples."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

EXAMPLES = Path(__file__).parents[3] / "examples"
ACCORDING = str(Path(sys.executable).with_name("according"))
Serve = Callable[[Path], str]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium; nothing that Playwright would fetch."""
    found = shutil.which("chromium")
    if found is None:
        assert not os.environ.get("CI"), "there is no chromium: apt-get install chromium"
        pytest.skip("there is no chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the examples."""
    path = tmp_path_factory.mktemp("browsed") / "kept.db"
    run = [ACCORDING, "read", str(EXAMPLES), "--keep", "--output", str(path.with_suffix(".txt"))]
    subprocess.run(run, env={**os.environ, "ACCORDING_STORE": f"sqlite:///{path}"}, check=True, capture_output=True)
    return path


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start `according serve` over a store, and tell the address at which it answers."""
    running: list[subprocess.Popen[bytes]] = []

    def start(path: Path) -> str:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        served = subprocess.Popen([ACCORDING, "serve", str(path), "--port", str(port)], stderr=subprocess.DEVNULL)
        running.append(served)
        while served.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
            except OSError:
                time.sleep(0.1)
            else:
                return f"http://127.0.0.1:{port}"
        raise AssertionError("the server ended")

    yield start
    for each in running:
        each.terminate()
        each.wait(timeout=60)
