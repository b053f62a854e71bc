"""What is kept is read anew only where something changed; what people settled holds on; a run can be broken off."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, update

from according import store
from according.keeping import Joining
from according.model import Decision, Target
from according.pipeline import read_reports
from according.rereading import Reread, reread
from according.settings import Settings, StoreSettings
from according.store import Wanted, tables
from according.store.checking import find_faults
from according.store.components import mark_stale

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
TEXTS = (
    "From the west\n\nGunmen killed four soldiers near Kayes in Mali on 3 May 2031, the army said.\n",
    "From the lake\n\nA bomb killed six people in Goma on 2 May 2031, the governor said.\n",
    "A market opens\n\nThe new market sells vegetables and cloth, the mayor said.\n",
)


@pytest.fixture
def kept(tmp_path: Path) -> Settings:
    """Three reports, as they are read today."""
    for n, text in enumerate(TEXTS):
        (tmp_path / f"{n}.txt").write_text(text)
    settings = replace(Settings(), store=StoreSettings(address=f"sqlite:///{tmp_path}/kept.db"))
    batch = read_reports([str(tmp_path / f"{n}.txt") for n in range(3)], settings, retrieved=NOON, keep=True)
    assert [sum(claim.report == each.id for claim in batch.claims) > 0 for each in batch.reports] == [True, True, False]
    return settings


def age(settings: Settings) -> None:
    """Let the first report be read by a former reader, that found nothing, and what the second rests on be older."""
    with store.open(settings.store.address) as opened:
        first, second, _ = opened.reports()
        (markup,) = opened.markups(first.id)
        opened.add_markup(replace(markup, version="0", readings=()), basis="old")
        with opened.writing() as connection:
            mark_stale(connection, [second.id])
            connection.execute(update(tables.markups).where(tables.markups.c.report == second.id).values(basis="old"))
            grounded = connection.execute(select(tables.groundings.c.n, tables.groundings.c.json)).all()
            for row in grounded:
                bent = row.json.replace('"Goma"', '"Gomma"')
                connection.execute(update(tables.groundings).where(tables.groundings.c.n == row.n).values(json=bent))
        opened.refresh(Joining())


def told(settings: Settings) -> tuple[object, ...]:
    with store.open(settings.store.address) as opened:
        assert list(find_faults(opened, Joining())) == []
        incidents = {each.id: each for each in opened.find_incidents(Wanted())}
        return {each.id: each for each in opened.claims()}, incidents


def test_what_is_as_it_would_be_read_now_is_left(kept: Settings) -> None:
    before = told(kept)
    assert reread(kept, at=NOON) == Reread(left=3)
    assert told(kept) == before


def test_what_is_older_is_read_anew(kept: Settings) -> None:
    now = told(kept)
    with store.open(kept.store.address) as opened:
        first, second, _ = (len(list(opened.claims(report.id))) for report in opened.reports())
    age(kept)
    assert told(kept) != now
    seen: list[tuple[int, int]] = []
    done = reread(kept, at=NOON, each=lambda number, of: seen.append((number, of)))
    assert done == Reread(anew=2, left=1, new=first, changed=second)
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert told(kept) == now
    assert reread(kept, at=NOON) == Reread(left=3)


def test_what_people_settled_holds_on(kept: Settings) -> None:
    with store.open(kept.store.address) as opened:
        first, *_ = opened.reports()
        before = {each.id for each in opened.find_incidents(Wanted())}
        where = Target(report=first.id, start=0, end=len(first.text))
        opened.add_decision(Decision(verb="reject", targets=(where,), who="Ada", when=NOON))
        opened.refresh(Joining())
        settled = {each.id for each in opened.find_incidents(Wanted())}
        assert set() < settled < before
    age(kept)
    assert reread(kept, at=NOON).anew == 2
    with store.open(kept.store.address) as opened:
        assert len(list(opened.decisions())) == 1
        assert {each.id for each in opened.find_incidents(Wanted())} == settled


def test_it_goes_on_where_it_was_broken_off(kept: Settings) -> None:
    now = told(kept)
    age(kept)

    def break_off(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reread(kept, at=NOON, each=break_off)
    done = reread(kept, at=NOON)
    assert (done.anew, done.left, done.new) == (1, 2, 0)
    assert told(kept) == now


def test_what_is_damaged_is_put_aside_and_the_rest_goes_on(kept: Settings) -> None:
    age(kept)
    with store.open(kept.store.address) as opened, opened.writing() as connection:
        connection.execute(update(tables.reports).where(tables.reports.c.n == 1).values(text="Two."))
    done = reread(kept, at=NOON)
    assert (done.anew, done.left, len(done.aside)) == (1, 1, 1)
