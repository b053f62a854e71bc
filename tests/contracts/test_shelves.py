"""Every row of every shelf: it loads, under a name that says what it is, and no shelf is forgotten."""

import importlib
import pkgutil
import sys
from typing import Any

import pytest

import according
from according.errors import SettingsError
from according.shelf import Shelf


def shelves() -> dict[str, Shelf[Any]]:
    """All shelves of the package, found by importing all of it: where they stand -> shelf."""
    found: dict[str, Shelf[Any]] = {}
    for module in pkgutil.walk_packages(according.__path__, "according."):
        if ".versions." in module.name:
            continue  # the steps of the store's migrations are loaded by Alembic, with its context
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, Shelf) and value not in found.values():
                found[f"{module.name}.{name}"] = value
    return found


SHELVES = shelves()
ROWS = [pytest.param(shelf, name, id=f"{shelf.kind}-{name}") for shelf in SHELVES.values() for name in shelf.names()]


@pytest.mark.parametrize("kind", ["reader", "command", "format", "source", "evaluation"])
def test_there_is_one_shelf_of_each_kind(kind: str) -> None:
    assert [shelf.kind for shelf in SHELVES.values()].count(kind) == 1


@pytest.mark.parametrize(("shelf", "name"), ROWS)
def test_every_row_loads(shelf: Shelf[Any], name: str) -> None:
    assert callable(shelf.take(name))


@pytest.mark.parametrize(("shelf", "name"), ROWS)
def test_every_row_says_what_it_is(shelf: Shelf[Any], name: str) -> None:
    taken = shelf.take(name)
    told = getattr(taken, "help", None) or taken.__doc__
    assert told, f"{name} has no docstring"
    assert told.strip()


@pytest.mark.parametrize("shelf", SHELVES.values(), ids=SHELVES)
def test_a_name_that_is_not_there_is_answered_with_those_that_are(shelf: Shelf[Any]) -> None:
    with pytest.raises(SettingsError) as caught:
        shelf.take("no such name")
    for name in shelf.names():
        assert name in str(caught.value)


def test_a_row_whose_extra_is_missing_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)  # as if it were not installed
    monkeypatch.delitem(sys.modules, "according.web.server", raising=False)
    with pytest.raises(SettingsError, match=r"needs uvicorn: pip install 'according\[web\]'"):
        importlib.import_module("according.commands.serve")._SERVE.take("serve")
