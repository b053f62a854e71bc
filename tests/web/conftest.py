"""A store with a contested incident in it, and the pages over it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from according.model import Claim, Report
from according.settings import Settings, StoreSettings
from according.web.app import build
from according.web.queries import Library, find_incident
from joining.builders import ARMY, REBELS, RESIDENT, SOLDIERS, TABU, claim, day, number
from web.keeping import TEXT, keep


def settings_of(path: Path) -> Settings:
    """Settings whose store is this file."""
    return Settings(store=StoreSettings(address=f"sqlite:///{path}"), cache=path.parent / "cache")


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Claim, ...]]:
    """A store with a report in it: two sides that differ, and a witness."""
    path = tmp_path_factory.mktemp("filled") / "kept.db"
    report = Report(text=TEXT, given_id="tabu.txt", publisher="The Daily Salt", published=day(1))
    harmed = {"affected": (SOLDIERS,), "initiator": (REBELS,)}
    claims = (
        claim("killing", by=ARMY, count=number(4, unit="soldiers"), roles=harmed, where=(TABU,), when=day(0),
              at=TEXT.index("4 soldiers"), words="4 soldiers were killed at Tabu"),
        claim("killing", by=REBELS, count=number(30, unit="soldiers"), roles=harmed, where=(TABU,), when=day(0),
              at=TEXT.index("it killed"), words="it killed 30 soldiers there"),
        claim("property-damage", by=RESIDENT, certainty="reported", where=(TABU,), when=day(0),
              at=TEXT.index("smoke"), words="smoke over the barracks"),
    )  # fmt: skip
    return path, keep(settings_of(path), report, claims)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings whose store is not there yet."""
    return settings_of(tmp_path / "kept.db")


@pytest.fixture
def kept(tmp_path: Path, filled: tuple[Path, tuple[Claim, ...]]) -> tuple[Claim, ...]:
    """The store filled, with these claims."""
    path, claims = filled
    shutil.copy(path, tmp_path / "kept.db")
    return claims


@pytest.fixture
def site(settings: Settings) -> Iterator[TestClient[Litestar]]:
    """The pages over the store of the settings."""
    with TestClient(build(settings), base_url="http://127.0.0.1:8000") as client:
        yield client


@pytest.fixture
def incident(settings: Settings, kept: tuple[Claim, ...]) -> str:
    """The id of the incident that they tell of."""
    with Library(settings).open() as held:
        found = find_incident(held, f"i_{kept[0].id[2:]}")
    assert found is not None
    return found[0].id
