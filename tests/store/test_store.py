"""The contract that every kind of database keeps."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from according import store
from according.errors import ReportError, StoreError
from according.model import Decision, Link, Period, Report, Target, Unknown
from according.store import Store, tables

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=3)


@pytest.fixture
def kept(address: str) -> Iterator[Store]:
    with store.open(address) as opened:
        yield opened


def keep(into: Store, what: Any, grounding: str = "g1", at: datetime = NOON) -> None:
    with into.at_once() as together:
        together.add_report(what.report)
        together.add_markup(what.markup)
        together.add_claims(what.markup, what.claims, grounding=grounding, at=at)


def rows(of: Store) -> dict[str, int]:
    """How many rows each table holds."""
    with of._reading() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in tables.metadata.tables.items()
        }


def test_what_is_kept_comes_back_as_it_was(kept: Store, make: Callable[..., Any]) -> None:
    what = make()
    keep(kept, what)
    assert list(kept.reports()) == [replace(what.report, raw=b"")]
    assert kept.raw(what.report.id) == what.report.raw
    assert kept.markups(what.report.id) == (what.markup,)
    assert list(kept.claims()) == list(what.claims)
    assert kept.report(what.report.id) == replace(what.report, raw=b"")
    assert kept.report("r_none") is None
    assert (kept.size().reports, kept.size().claims, kept.size().decisions) == (1, 1, 0)


def test_a_repeated_read_adds_no_row(kept: Store, make: Callable[..., Any]) -> None:
    what = make()
    keep(kept, what)
    before = rows(kept)
    again = replace(what, report=replace(what.report, retrieved=LATER, raw=b"<p>the same words, other bytes</p>"))
    keep(kept, again, at=LATER)
    assert rows(kept) == before
    assert kept.add_report(again.report) is False
    assert kept.add_markup(what.markup) is False
    assert kept.add_claims(what.markup, what.claims, grounding="g1", at=LATER) == 0


def test_what_is_newly_told_of_a_report_is_a_sighting(kept: Store, make: Callable[..., Any]) -> None:
    what = make().report
    bare = Report(text=what.text, address=what.address)
    assert kept.add_report(bare)
    assert kept.add_report(replace(bare, publisher="The Example"))
    assert not kept.add_report(bare)  # tells less, so nothing new
    assert kept.add_report(what)
    assert rows(kept)["reports"] == 1
    assert rows(kept)["sightings"] == 3
    (now,) = kept.reports()
    assert (now.publisher, now.given_id, now.published) == ("The Example", "Narwe", what.published)


def test_the_first_date_holds_until_a_person_moves_it(kept: Store, make: Callable[..., Any]) -> None:
    page = make().report
    first, other = (Period(start=date(2031, 5, day), end=date(2031, 5, day), precision="day") for day in (2, 22))
    one, two = (replace(page, published=when, published_how="given") for when in (first, other))
    kept.add_report(page)
    kept.add_report(one)  # a person's outranks the page's own
    assert kept.foresee(two).published == first
    assert kept.add_report(two)
    assert not kept.add_report(two)
    assert [(report.published, report.published_how) for report in kept.reports()] == [(first, "given")]
    assert kept.foresee(two, redate=True).published == other
    assert kept.add_report(two, redate=True)
    assert not kept.add_report(two, redate=True)
    kept.add_report(one)
    assert [(report.published, report.published_how) for report in kept.reports()] == [(other, "given")]
    assert kept.add_report(one, redate=True)  # and back
    assert [report.published for report in kept.reports()] == [first]


def test_the_page_s_own_first_date_holds_too(kept: Store, make: Callable[..., Any]) -> None:
    page = make().report
    later = Period(start=date(2031, 6, 1), end=date(2031, 6, 1), precision="day")
    kept.add_report(page)
    assert kept.add_report(replace(page, published=later))
    assert [report.published for report in kept.reports()] == [page.published]


def test_a_text_at_two_addresses_is_two_reports(kept: Store, make: Callable[..., Any]) -> None:
    report = make().report
    kept.add_report(report)
    kept.add_report(replace(report, address="https://copy.example/"))
    assert len(list(kept.reports())) == 2
    assert rows(kept)["raws"] == 1


def test_a_better_grounding_is_added_and_the_old_one_stays(kept: Store, make: Callable[..., Any]) -> None:
    what = make()
    keep(kept, what)
    better = replace(what.claims[0], where=(Unknown(why="not_found", words="Narwe", role="scene"),))
    assert kept.add_claims(what.markup, [better], grounding="g2", at=LATER) == 1
    assert list(kept.claims()) == [better]
    assert rows(kept)["groundings"] == 2
    assert kept.add_claims(what.markup, [better, better], grounding="g2", at=LATER) == 0


def test_another_name_for_the_file_is_no_new_grounding(kept: Store, make: Callable[..., Any]) -> None:
    what = make()
    keep(kept, what)
    renamed = replace(what.claims[0], given_id="./Narwe")
    assert kept.add_claims(what.markup, [renamed], grounding="g1", at=LATER) == 0
    assert [claim.given_id for claim in kept.claims()] == ["Narwe"]


def test_one_run_of_a_reader_is_active(kept: Store, make: Callable[..., Any]) -> None:
    old, new = make(version="1"), make(version="2")
    keep(kept, old)
    keep(kept, new)
    assert kept.markups(old.report.id) == (new.markup,)
    assert kept.markups(old.report.id, active=False) == (old.markup, new.markup)
    assert [claim.id for claim in kept.claims()] == [new.claims[0].id]
    keep(kept, old)
    assert [claim.id for claim in kept.claims()] == [old.claims[0].id]
    other = replace(old.markup, reader="another")
    kept.add_markup(other)
    assert kept.markups(old.report.id) == (old.markup, other)


def test_a_reading_is_known_by_what_it_rests_on(kept: Store, make: Callable[..., Any]) -> None:
    what, other = make(), make(version="2")
    kept.add_report(what.report)
    assert kept.kept_reading(what.report.id, "cues", "1") is None
    kept.add_markup(what.markup)
    kept.add_claims(what.markup, what.claims, grounding="g1", at=NOON)
    assert kept.kept_reading(what.report.id, "cues", "1") is None  # nothing was told of what it rests on
    for basis in ("rules 1", "rules 2"):
        assert not kept.add_markup(what.markup, basis=basis)
        assert kept.kept_reading(what.report.id, "cues", "1") == (what.markup, what.claims, basis)
    assert kept.kept_reading(what.report.id, "cues", "2") is kept.kept_reading(what.report.id, "keys", "1") is None
    kept.add_markup(other.markup, basis="rules 2")
    assert kept.kept_reading(what.report.id, "cues", "1") is None  # not the active run
    assert kept.kept_reading(what.report.id, "cues", "2") == (other.markup, (), "rules 2")


def test_links_and_decisions_are_kept_once(kept: Store, make: Callable[..., Any]) -> None:
    one, other = make("Narwe").claims[0].id, make("Tolbuk").claims[0].id
    link = Link(claims=(one, other), same=True, score=0.8, reasons=("same day",), by="rules 1", when=NOON)
    assert kept.add_links([link]) == 1
    assert kept.add_links([replace(link, when=LATER), replace(link, score=0.5)]) == 1
    assert list(kept.links()) == [link, replace(link, score=0.5)]
    decision = Decision(
        verb="join", targets=(Target(report="r_1", start=0, end=4), Target(report="r_2", start=3, end=9)),
        who="mo", when=NOON, why="one strike, two towns",
    )  # fmt: skip
    assert kept.add_decision(decision)
    assert not kept.add_decision(decision)
    assert list(kept.decisions()) == [decision]
    assert rows(kept)["targets"] == 2


def test_all_or_nothing(kept: Store, make: Callable[..., Any]) -> None:
    what = make()
    kept.add_report(make("Tolbuk").report)

    def break_off() -> None:
        with kept.at_once() as together:
            together.add_report(what.report)
            together.add_markup(what.markup)
            assert len(list(together.reports())) == 2
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert [report.given_id for report in kept.reports()] == ["Tolbuk"]
    assert rows(kept)["markups"] == 0


def test_the_report_comes_before_what_is_made_of_it(kept: Store, make: Callable[..., Any]) -> None:
    with pytest.raises(StoreError, match="add the report before"):
        kept.add_markup(make().markup)
    assert rows(kept)["markups"] == 0


def test_find_by_the_beginning_of_an_id(kept: Store, make: Callable[..., Any]) -> None:
    first, second = make("Narwe"), make("Tolbuk")
    keep(kept, first)
    keep(kept, second)
    claim = first.claims[0].id
    assert kept.find(claim[:12]) == (claim,)
    assert kept.find("i_" + claim[2:12]) == (claim,)
    assert set(kept.find("r_")) == {first.report.id, second.report.id}
    assert kept.find("r_zz") == kept.find("%") == kept.find("__") == ()
    assert len(kept.find("c_", most=1)) == 1


def test_more_reports_than_a_page_come_back_in_order(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("according.store.session.PAGE", 3)
    with kept.at_once() as together:
        for n in range(10):
            together.add_report(Report(text=f"Report {n}", given_id=str(n)))
    assert [report.given_id for report in kept.reports()] == [str(n) for n in range(10)]


@pytest.mark.parametrize("text", ["half \ud83d of a pair", "a \0 byte"])
def test_what_no_database_keeps_is_a_fault_of_the_report(kept: Store, text: str) -> None:
    with pytest.raises(ReportError, match="save it as UTF-8"):
        kept.add_report(Report(text=text))
    assert rows(kept)["reports"] == 0


def test_words_of_any_script_come_back(kept: Store) -> None:
    report = Report(text="قُتل جنديان\n兩名士兵喪生 🕊 e\u0301 \u2028 ' \" ; -- %", given_id="α", publisher="Ёж")
    kept.add_report(report)
    assert list(kept.reports()) == [report]


words = st.sampled_from(["", "A", "B"])
published = st.sampled_from([Unknown(why="not_stated"), *(
    Period(start=date(2031, 5, day), end=date(2031, 5, day), precision="day") for day in (1, 2)
)])  # fmt: skip
tellings = st.builds(
    Report, text=st.sampled_from(["One.", "Two."]), given_id=words, publisher=words, published=published,
    published_how=st.sampled_from(["given", "meta"]), raw=st.sampled_from([b"", b"1", b"2"]),
)  # fmt: skip


@settings(max_examples=40)
@given(st.lists(tellings, max_size=6))
def test_nothing_that_was_told_is_lost_and_nothing_is_told_twice(told: list[Report]) -> None:
    with store.open("sqlite://") as kept:
        for report in told:
            kept.add_report(report)
            before = rows(kept)
            assert not kept.add_report(report)
            assert rows(kept) == before
        with kept._reading() as connection:
            seen = connection.execute(select(tables.sightings)).all()
        for field in ("given_id", "publisher"):
            assert {getattr(row, field) for row in seen} - {""} == {getattr(each, field) for each in told} - {""}
        days = {each.published.start.isoformat() for each in told if isinstance(each.published, Period)}
        assert {json.loads(row.published).get("start") for row in seen} - {None} == days
        assert {report.id for report in kept.reports()} == {report.id for report in told}
