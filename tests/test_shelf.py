"""The one way that back ends are found: by name, loaded when first taken."""

import sys
from importlib.metadata import EntryPoint, EntryPoints

import pytest

from according import shelf
from according.errors import SettingsError
from according.shelf import Shelf

ROWS = {"words": "string:ascii_letters", "gone": "no_such_module_anywhere:it", "old": "telnetlib_of_nobody:it"}


@pytest.fixture
def shapes() -> Shelf[object]:
    return Shelf[object]("shape", ROWS, {"gone": "shapes"})


def test_a_row_is_loaded_when_it_is_taken() -> None:
    lazy = Shelf[object]("shape", {"colour": "colorsys:rgb_to_hsv"})
    before = "colorsys" in sys.modules
    assert lazy.names() == ("colour",)
    assert ("colorsys" in sys.modules) == before
    assert lazy.take("colour") is sys.modules["colorsys"].rgb_to_hsv


def test_an_unknown_name_tells_those_that_there_are(shapes: Shelf[object]) -> None:
    with pytest.raises(SettingsError, match="there is no shape 'square'; there are: gone, old, words"):
        shapes.take("square")


def test_a_missing_extra_is_named_with_the_command_that_installs_it(shapes: Shelf[object]) -> None:
    with pytest.raises(SettingsError, match=r"needs no_such_module_anywhere: pip install 'according\[shapes\]'"):
        shapes.take("gone")


def test_a_missing_module_without_an_extra_is_a_broken_installation(shapes: Shelf[object]) -> None:
    with pytest.raises(ModuleNotFoundError):
        shapes.take("old")


def test_other_packages_add_by_entry_point(shapes: Shelf[object], monkeypatch: pytest.MonkeyPatch) -> None:
    points = EntryPoints([EntryPoint(name="digits", value="string:digits", group="according.shape")])
    monkeypatch.setattr(shelf, "entry_points", points.select)
    assert shapes.names() == ("digits", "gone", "old", "words")
    assert shapes.take("digits") == "0123456789"
    assert Shelf[object]("colour", {}).names() == ()


def test_our_own_row_outranks_another_package(shapes: Shelf[object], monkeypatch: pytest.MonkeyPatch) -> None:
    points = EntryPoints([EntryPoint(name="words", value="string:digits", group="according.shape")])
    monkeypatch.setattr(shelf, "entry_points", points.select)
    assert shapes.take("words") == "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
