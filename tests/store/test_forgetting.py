"""What is forgotten is gone without a trace, and what is left is as if it had never been there."""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from according import store
from according.errors import ReportError
from according.keeping import Joining
from according.model import Decision, Link, Target
from according.store import Store, Wanted, bits, tables
from according.store.checking import find_faults
from according.store.forgetting import find_reports, foretell, forget
from store.test_components import NOON, keep, reports, told

Lists = Sequence[Sequence[tuple[int, ...]]]
HERE = (0, 1, 1, 4, 0, 0)


@pytest.fixture
def kept(address: str) -> Iterator[Store]:
    with store.open(address) as opened:
        yield opened


def rows(kept: Store) -> dict[str, list[str]]:
    """All rows, without the numbers that tell the order of their coming; of places and marks, what they are of."""
    with kept.reading() as connection:
        numbers = {name: {row.n: row.id for row in connection.execute(select(tables.metadata.tables[name]))}
                   for name in ("claims", "incidents")}  # fmt: skip
        found = {}
        for name, table in tables.metadata.tables.items():
            plain = [dict(row._mapping) for row in connection.execute(select(table))]
            for row in plain:
                row.pop("n", None)
                row.pop("basis", None)
                for part in ("owner", "claim"):
                    of = numbers["claims" if name.startswith("claim") or name == "groundings" else "incidents"]
                    if isinstance(row.get(part), int):
                        row[part] = of[row[part]]
            found[name] = sorted(map(repr, plain))
        found["incident_bits"] = sorted(
            f"{part} {value} {sorted(numbers['incidents'][n] for n in bits.numbers_of({share: held}))} {members}"
            for (part, value, share), held, members in bits.kept_bits(connection)
        )
    return found


@settings(max_examples=25)
@given(reports, st.randoms(use_true_random=False))
def test_what_is_left_is_as_if_it_had_never_been_there(given_: Lists, chance: random.Random) -> None:
    some = [told(n, each) for n, each in enumerate(given_)]
    targets = [Target(report=report.id, start=0, end=9) for report, _, _ in some]
    gone = chance.randrange(len(some))
    with store.open("sqlite://") as kept, store.open("sqlite://") as never:
        for n in chance.sample(range(len(some)), len(some)):
            keep(kept, *some[n])
            if n != gone:
                keep(never, *some[n])
            if chance.random() < 0.5:
                kept.refresh(Joining())
        for n in range(1, len(some)):
            joined = Decision(verb="join", targets=(targets[n - 1], targets[n]), who="Ada", when=NOON + timedelta(n))
            if chance.random() < 0.3:
                kept.add_decision(joined)
                if gone not in (n - 1, n):
                    never.add_decision(joined)
        forget(kept, some[gone][0].id, Joining(), at=NOON)
        kept.refresh(Joining())
        never.refresh(Joining())
        left, expected = rows(kept), rows(never)
        assert left.pop("tombstones")
        assert not expected.pop("tombstones")
        assert left == expected
        assert list(find_faults(kept, Joining())) == []


def test_what_hangs_on_it_is_told_and_goes(kept: Store) -> None:
    some = [told(n, [HERE]) for n in range(3)] + [told(3, [(0, 5, 9, 7, 1, 0)])]
    for each in some:
        keep(kept, *each)
    first, second, third, other = (report.id for report, _, _ in some)
    claims = [claims[0].id for _, _, claims in some]
    kept.add_links([Link(claims=(claims[0], claims[1]), same=True, score=1.0, reasons=(), by="Ada")])
    targets = [Target(report=name, start=0, end=9) for name in (first, other)]
    kept.add_decision(Decision(verb="join", targets=tuple(targets), who="Ada", when=NOON))
    kept.add_decision(Decision(verb="join", targets=(targets[1],), who="Ada", when=NOON))
    kept.refresh(Joining())
    assert kept.number_of_incidents() == 1
    before = rows(kept)
    foreseen = foretell(kept, first, Joining())
    assert rows(kept) == before
    gone = forget(kept, first, Joining(), at=NOON, reason="asked")
    assert gone == foreseen
    assert (gone.report, gone.claims, gone.links, gone.decisions) == (first, 1, 1, 1)
    assert not kept.is_stale()
    assert {each.id for each in kept.find_incidents(Wanted())} == {*gone.changed, *gone.new}
    assert kept.number_of_incidents() == 2
    assert {each.id for each in kept.reports()} == {second, third, other}
    assert list(find_faults(kept, Joining())) == []
    with pytest.raises(ReportError, match="no report"):
        forget(kept, first, Joining(), at=NOON)


def test_it_does_not_come_back_unasked(kept: Store) -> None:
    report, markup, claims = told(0, [HERE])
    keep(kept, report, markup, claims)
    forget(kept, report.id, Joining(), at=NOON, reason="asked")
    stone = kept.tombstone(report.id)
    assert stone is not None
    assert (stone.at[:10], stone.reason) == ("2031-05-04", "asked")
    with pytest.raises(ReportError, match=r"forgotten on 2031-05-04 \(asked\).*--again"):
        keep(kept, report, markup, claims)
    assert (kept.size().reports, kept.size().claims) == (0, 0)
    assert kept.add_report(report, again=True)
    assert kept.tombstone(report.id) is None
    keep(kept, report, markup, claims)
    assert kept.size().claims == 1


def test_a_report_is_meant_by_its_id_its_name_or_its_address(kept: Store, make: Callable[..., Any]) -> None:
    one, other = make("Narwe").report, make("Sewo").report
    kept.add_report(one)
    kept.add_report(other)
    for name in (one.id, one.id[:10], "Narwe", one.address):
        assert find_reports(kept, name) == (one.id,)
    assert set(find_reports(kept, "r_")) == {one.id, other.id}
    assert find_reports(kept, "Nar") == ()


def test_no_word_of_it_is_left_in_the_files(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    words = (b"granary", b"beekeeper", b"almshouse", b"news.example/0")
    with store.open(f"sqlite:///{path}") as kept:
        for n in range(30):
            keep(kept, *told(n, [HERE]))
            if n == 10:
                keep(kept, *told(0, [(0, 1, 1, 4, 0, 2), (0, 1, 1, 4, 0, 2)]))
                kept.refresh(Joining())
        kept.refresh(Joining())
        written = b"".join(each.read_bytes() for each in tmp_path.iterdir())
        assert all(word in written for word in words)
        for id_ in find_reports(kept, "https://news.example/0"):
            forget(kept, id_, Joining(), at=NOON)
        kept.shrink()
        left = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
        assert not [(name, word) for name, bytes_ in left.items() for word in words if word in bytes_.lower()]
        assert list(find_faults(kept, Joining())) == []
        assert kept.size().reports == 29


def test_bytes_that_another_report_came_in_stay(kept: Store, make: Callable[..., Any]) -> None:
    one, other = make("Narwe").report, make("Sewo").report
    kept.add_report(one)
    kept.add_report(type(other)(text=other.text, address=other.address, raw=one.raw))
    forget(kept, one.id, Joining(), at=NOON)
    assert kept.raw(other.id) == one.raw
    forget(kept, other.id, Joining(), at=NOON)
    with kept.reading() as connection:
        assert connection.execute(select(tables.raws)).all() == []
