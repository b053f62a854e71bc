"""The gazetteer, built once in the user's cache folder as the product does, without what the user added to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from according.grounding.gazetteer import Gazetteer, open_gazetteer
from according.settings import Settings


@pytest.fixture(scope="session")
def base() -> Path:
    """Where the base index lies."""
    opened = open_gazetteer(Settings().cache)
    opened.close()
    return opened.base


@pytest.fixture(scope="session")
def gazetteer(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    """The base alone."""
    opened = Gazetteer(base, tmp_path_factory.mktemp("none") / "added.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def own(base: Path, tmp_path: Path) -> Iterator[Gazetteer]:
    """The base, with an index of added places that a test may write."""
    opened = Gazetteer(base, tmp_path / "cache" / "added.sqlite")
    yield opened
    opened.close()
