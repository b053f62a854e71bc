"""What is whole has no fault, and each kind of damage is found and named, on every kind of database."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from according import store
from according.errors import StoreError
from according.keeping import Joining
from according.store import Store, Wanted, tables
from according.store.checking import find_faults
from according.store.upkeep import back_up, count

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)


def fill(opened: Store, make: Callable[..., Any]) -> None:
    for town, version in (("Narwe", "1"), ("Narwe", "2"), ("Sewo", "1"), ("Ituwe", "1")):
        what = make(town, version)
        opened.add_report(what.report)
        opened.add_markup(what.markup)
        opened.add_claims(what.markup, what.claims, grounding="g1", at=NOON)


@pytest.fixture
def kept(address: str, make: Callable[..., Any]) -> Iterator[Store]:
    with store.open(address) as opened:
        fill(opened, make)
        opened.refresh(Joining())
        yield opened


def faults(kept: Store) -> list[str]:
    return list(find_faults(kept, Joining()))


def rows(kept: Store) -> dict[str, list[Any]]:
    with kept.reading() as connection:
        return {
            name: sorted(map(repr, connection.execute(select(table)).all()))
            for name, table in tables.metadata.tables.items()
        }


def test_what_is_whole_has_no_fault_and_stays_as_it_is(kept: Store, make: Callable[..., Any]) -> None:
    assert list(kept.find_incidents(Wanted()))
    before = rows(kept)
    assert faults(kept) == []
    assert rows(kept) == before
    late = make("Late")
    kept.add_report(late.report)
    kept.add_markup(late.markup)
    kept.add_claims(late.markup, late.claims, grounding="g1", at=NOON)
    assert faults(kept) == []  # what is yet to be worked out is no fault
    assert kept.is_stale()


def first(column: Any) -> Any:
    return select(column).order_by(column.table.c.n).limit(1).scalar_subquery()


def cut(column: Any) -> Any:
    return update(column.table).where(column.table.c.n == first(column.table.c.n))


r, m, c, g, i = tables.reports, tables.markups, tables.claims, tables.groundings, tables.incidents
ODD = {"id": "l_1", "claim_a": "c_1", "claim_b": "c_2", "same": True, "score": 1.0, "by": "me", "json": "{}"}
DAMAGE = {
    "its text is not what was kept": cut(r.c.text).values(text="Two."),
    "it is not what was kept": cut(m.c.json).values(json=first(m.c.json) + " "),
    "the report r_": cut(m.c.json).values(json="{"),
    "its markup makes no such claim": cut(c.c.id).values(id="c_other"),
    "was forgotten, and yet is kept": insert(tables.tombstones).values(report=first(r.c.id), at="2031", reason=""),
    "raw bytes": update(tables.raws).values(bytes=b"none"),
    "links: there is no c_1": insert(tables.links).values(**ODD),
    "claim c_": update(g).values(json="{}"),
    "are not those of the report": None,
    "it is kept otherwise": cut(i.c.json).values(json="{}"),
    "it is kept, but no claims make it": cut(i.c.id).values(id="i_other"),
    "claims make it, but it is not kept": cut(i.c.id).values(id="i_other"),
    "the link between c_1 and c_2": insert(tables.joints).values(
        component="r", claim_a="c_1", claim_b="c_2", json="{}"
    ),
    "counts of status": delete(tables.incident_bits).where(tables.incident_bits.c.part == "status"),
    "they are not those of the incidents that are kept": update(tables.incident_bits).values(members=9),
    "incident_claims: there is no c_1": update(tables.incident_claims).values(claim="c_1"),
    "components: there is no r_1": update(tables.components).where(
        tables.components.c.report == select(r.c.id).order_by(r.c.n).limit(1).scalar_subquery()
    ).values(report="r_1"),
}  # fmt: skip


@pytest.mark.parametrize("told", DAMAGE)
def test_damage_is_found_and_named(kept: Store, told: str) -> None:
    statement = DAMAGE[told]
    with kept.writing() as connection:
        if told == "are not those of the report":
            for row in connection.execute(select(g.c.n, g.c.json)).all():
                bent = row.json.replace("Two shepherds", "Ten shepherds")
                assert bent != row.json
                connection.execute(update(g).where(g.c.n == row.n).values(json=bent))
        else:
            assert connection.execute(statement).rowcount
    found = faults(kept)
    assert any(told in fault for fault in found), found


def test_rows_that_lead_to_none_are_found(make: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    with store.open(f"sqlite:///{path}") as opened:
        fill(opened, make)
    with sqlite3.connect(path) as database:
        database.execute("DELETE FROM markups")
    database.close()
    with store.open(f"sqlite:///{path}") as opened:
        assert any("names one of markups that there is not" in fault for fault in faults(opened))


def test_a_backup_is_the_same_store(kept: Store, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    if kept.is_on_server:
        with pytest.raises(StoreError, match="pg_dump"):
            back_up(kept, copy)
        return
    back_up(kept, copy)
    assert [path.name for path in tmp_path.glob("*copy.db*")] == ["copy.db"]
    with store.open(f"sqlite:///{copy}") as opened:
        assert rows(opened) == rows(kept)
    for there in (copy, tmp_path / "no" / "folder.db"):
        with pytest.raises(StoreError, match=r"is there already|no such folder"):
            back_up(kept, there)


def test_rows_are_counted(kept: Store) -> None:
    found = count(kept)
    assert (found["reports"], found["markups"], found["claims"], found["links"]) == (3, 4, 4, 0)
    assert found.keys() == tables.metadata.tables.keys()


def test_room_is_given_back(kept: Store, address: str) -> None:
    with kept.writing() as connection:
        for n in range(40):
            connection.execute(insert(tables.raws).values(digest=f"d{n}", bytes=bytes(50_000)))
    kept.shrink()
    full = size_of(kept, address)
    with kept.writing() as connection:
        connection.execute(delete(tables.raws).where(tables.raws.c.digest.startswith("d")))
    before = rows(kept)
    kept.shrink()
    assert size_of(kept, address) < full or address == "sqlite://"
    assert rows(kept) == before


def size_of(kept: Store, address: str) -> int:
    if kept.is_on_server:
        with kept.reading() as connection:
            found: int = connection.exec_driver_sql("SELECT pg_total_relation_size('raws')").scalar_one()
            return found
    return Path(address.removeprefix("sqlite:///")).stat().st_size if address != "sqlite://" else 0
