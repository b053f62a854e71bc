"""The server itself: a real one, asked over a real connection; which addresses it listens on."""

import threading
import time
from pathlib import Path

import httpx
import pytest
import uvicorn
from click.testing import CliRunner

from according.cli import according
from according.errors import SettingsError
from according.model import Claim
from according.settings import Settings
from according.web.app import build
from according.web.server import is_loopback, serve


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "desk.example", "", "127.0.0.1.evil.example"])
def test_an_address_that_others_reach_is_refused_without_a_word_for_it(settings: Settings, host: str) -> None:
    assert not is_loopback(host)
    with pytest.raises(SettingsError, match="--network"):
        serve(settings, host=host, port=0, network=False, tell=lambda _: None)


def test_the_command_tells_what_it_refuses(kept: tuple[Claim, ...], settings: Settings) -> None:
    assert kept
    told = CliRunner().invoke(according, ["serve", settings.store.address, "--host", "0.0.0.0"])
    assert told.exit_code == 2
    assert "--network" in told.output


def test_a_store_that_is_not_there_is_refused(tmp_path: Path) -> None:
    told = CliRunner().invoke(according, ["serve", str(tmp_path / "none.db")])
    assert told.exit_code == 1
    assert "--keep" in told.output
    assert not (tmp_path / "none.db").exists()


def test_a_real_server_answers(kept: tuple[Claim, ...], settings: Settings) -> None:
    assert kept
    server = uvicorn.Server(uvicorn.Config(build(settings), host="127.0.0.1", port=0, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
            page = client.get("/")
            assert page.status_code == 200
            assert "Tabu" in page.text
            assert client.get("/style.css").headers["content-type"] == "text/css; charset=utf-8"
    finally:
        server.should_exit = True
        thread.join(timeout=30)
    assert not thread.is_alive()
