"""What people settle, on every kind of database: it holds at once, outlives the reader, and can be taken back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from according import deciding, store
from according.deciding import Signed
from according.errors import SourceError
from according.grounding.marked import Marked
from according.keeping import Joining
from according.model import Claim, Incident, Verb, claim_id
from according.settings import Settings
from according.store import Store, Wanted
from according.store.checking import find_faults
from according.store.forgetting import forget

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def kept(address: str) -> Iterator[Store]:
    with store.open(address) as opened:
        yield opened


def keep(into: Store, what: Any) -> Claim:
    with into.at_once() as together:
        together.add_report(what.report)
        together.add_markup(what.markup)
        together.add_claims(what.markup, what.claims, grounding="g1", at=NOON)
        together.refresh(Joining())
    claim: Claim = what.claims[0]
    return claim


def incidents(of: Store) -> list[Incident]:
    assert not of.is_stale()
    return list(of.find_incidents(Wanted()))


def by(who: str = "Ada", hour: int = 0) -> Signed:
    return Signed(who=who, when=NOON + timedelta(hours=hour), why="so it is")


def groups(of: Store) -> set[frozenset[str]]:
    return {frozenset(each.claims) for each in incidents(of)}


def test_rejected_and_taken_back(kept: Store, make: Callable[..., Any]) -> None:
    claim = keep(kept, make())
    before = incidents(kept)
    decision = deciding.reject(kept, claim.id[:9], by())
    assert incidents(kept) == []
    assert [(d.who, d.why, d.when) for d in kept.decisions()] == [("Ada", "so it is", NOON)]
    assert [each.id for each in deciding.find_settled(kept, claim)] == [decision.id]
    with pytest.raises(SourceError, match="was rejected by Ada: 'according undo d_"):
        deciding.accept(kept, claim.id, by(hour=1))
    deciding.undo(kept, "", by(hour=2))
    assert incidents(kept) == before
    assert deciding.find_settled(kept, claim) == []
    assert len(list(kept.decisions())) == 2
    assert list(find_faults(kept, Joining())) == []


def test_joined_and_split(kept: Store, make: Callable[..., Any]) -> None:
    one, other = keep(kept, make("Narwe")), keep(kept, make("Tolbuk"))
    (before, _) = incidents(kept)
    apart = groups(kept)
    assert len(apart) == 2
    deciding.join(kept, [f"i_{one.id[2:]}", other.id], by())
    assert groups(kept) == {frozenset({one.id, other.id})}
    (whole,) = incidents(kept)
    deciding.split(kept, [whole.id, other.id], by(hour=1))
    assert groups(kept) == apart
    deciding.undo(kept, "", by(hour=2))
    assert groups(kept) == {frozenset({one.id, other.id})}
    deciding.undo(kept, "", by(hour=3))
    assert groups(kept) == apart
    assert before in incidents(kept)
    assert list(find_faults(kept, Joining())) == []


@pytest.mark.parametrize("verb", ["reject", "join", "split", "correct"])
def test_what_was_settled_holds_for_a_newer_reader_too(kept: Store, make: Callable[..., Any], verb: Verb) -> None:
    """Its claims have other ids, and here other words around the same number."""
    one, other = keep(kept, make("Narwe")), keep(kept, make("Tolbuk"))
    if verb == "reject":
        deciding.reject(kept, one.id, by())
    elif verb == "correct":
        deciding.correct(kept, one.id, "count", "three", by(), Settings(), lambda _, __: None)
    else:
        deciding.join(kept, [one.id, other.id], by())
    if verb == "split":
        deciding.split(kept, [one.id, other.id], by(hour=1))
    newer = make("Narwe", version="2")
    text, (reading,) = newer.report.text, newer.markup.readings
    start = text.index("Two shepherds")
    shorter = (newer.report.span(start, text.index(", the governor")),)
    markup = replace(newer.markup, readings=(replace(reading, evidence=shorter),))
    claim = replace(newer.claims[0], evidence=shorter, id=store_id(markup))
    keep(kept, replace(newer, markup=markup, claims=(claim,)))
    assert claim.id != one.id
    expected = {
        "reject": {frozenset({other.id})},
        "join": {frozenset({claim.id, other.id})},
        "split": {frozenset({claim.id}), frozenset({other.id})},
        "correct": {frozenset({claim.id}), frozenset({other.id})},
    }
    if verb == "correct":
        (now,) = kept.claims_named([claim.id])
        assert (getattr(now.count, "least", None), now.corrected) == (3, {"count": "Ada"})
        assert now in list(kept.find_claims(Wanted()))
        assert list(kept.claims(claim.report)) == [claim]
        assert [a.value for i in incidents(kept) for a in i.accounts if claim.id in a.claims] == [now.count]
    assert groups(kept) == expected[str(verb)]
    assert [each.verb for each in deciding.find_settled(kept, claim)] == {"split": ["join", "split"]}.get(verb, [verb])


GUARDS = Marked(words="Two shepherds", type="abduction", fields={"affected": "shepherds", "count": "Two"})


def add(kept: Store, report: str, hour: int = 0, marked: Marked = GUARDS) -> Claim:
    return deciding.add(kept, report, marked, by(hour=hour), Settings(), lambda _, __: None)[0]


def test_an_added_claim_outlives_the_reader_and_goes_with_its_report(kept: Store, make: Callable[..., Any]) -> None:
    what, other = make("Narwe"), make("Tolbuk")
    one, two = keep(kept, what), keep(kept, other)
    mine = add(kept, one.report)
    assert (mine.reader, mine.evidence[0].words) == ("person", "Two shepherds")
    assert groups(kept) == {frozenset({one.id, mine.id}), frozenset({two.id})}
    assert kept.claims_named([mine.id, two.id]) == [two, replace(mine, given_id=one.given_id)]
    assert kept.find(mine.id[:20]) == (mine.id,)
    assert {each.id for each in kept.find_claims(Wanted())} == {one.id, two.id, mine.id}
    assert [each.id for each in kept.claims(one.report)] == [one.id]
    assert [each.id for each in kept.added(one.report)] == [mine.id]
    deciding.join(kept, [mine.id, two.id], by(hour=1))
    assert groups(kept) == {frozenset({one.id, mine.id, two.id})}
    silent = replace(what.markup, version="2", readings=())
    with kept.at_once() as together:
        together.add_markup(silent)
        together.refresh(Joining())
    assert groups(kept) == {frozenset({mine.id, two.id})}
    assert list(find_faults(kept, Joining())) == []
    told = forget(kept, two.report, Joining(), at=NOON)
    assert told.decisions == 1
    assert groups(kept) == {frozenset({mine.id})}
    forget(kept, one.report, Joining(), at=NOON)
    assert (incidents(kept), list(kept.decisions()), kept.find(mine.id)) == ([], [], ())
    assert list(find_faults(kept, Joining())) == []


def test_a_report_without_claims_can_be_added_to(kept: Store, make: Callable[..., Any]) -> None:
    what = make("Narwe")
    with kept.at_once() as together:
        together.add_report(what.report)
    mine = add(kept, what.report.id)
    assert groups(kept) == {frozenset({mine.id})}
    assert list(find_faults(kept, Joining())) == []
    two = keep(kept, make("Tolbuk"))
    deciding.join(kept, [mine.id, two.id], by(hour=1))
    assert groups(kept) == {frozenset({mine.id, two.id})}
    deciding.undo(kept, "", by(hour=2))
    deciding.undo(kept, "", by(hour=3))
    assert groups(kept) == {frozenset({two.id})}
    assert list(find_faults(kept, Joining())) == []
    with pytest.raises(SourceError, match="nothing that is kept"):
        add(kept, "r_0000")


def test_an_accepted_claim_stays_when_a_newer_reader_passes_over_it(kept: Store, make: Callable[..., Any]) -> None:
    what = make("Narwe")
    one = keep(kept, what)
    deciding.correct(kept, one.id, "count", "three", by(), Settings(), lambda _, __: None)
    deciding.accept(kept, one.id, by(hour=1))
    (before,) = incidents(kept)
    with kept.at_once() as together:
        together.add_markup(replace(what.markup, version="2", readings=()))
        together.refresh(Joining())
    assert incidents(kept) == [before]
    assert list(kept.claims(one.report)) == []
    (now,) = kept.claims_named([one.id])
    assert getattr(now.count, "least", None) == 3
    assert list(find_faults(kept, Joining())) == []
    deciding.undo(kept, deciding.find_settled(kept, now)[-1].id, by(hour=2))
    assert incidents(kept) == []
    assert list(find_faults(kept, Joining())) == []


def store_id(markup: Any) -> str:
    return claim_id(markup, markup.readings[0])


def test_what_is_meant_must_be_there(kept: Store, make: Callable[..., Any]) -> None:
    what = make("Narwe")
    one, other = keep(kept, what), keep(kept, make("Tolbuk"))
    for id_, told in (("c_none", "nothing that is kept"), ("c_", "more than one id"), ("xyz", "nothing that is kept"),
                      (what.report.id, "is a report"), (f"i_{one.id[2:]}", "is an incident")):  # fmt: skip
        with pytest.raises(SourceError, match=told):
            deciding.reject(kept, id_, by())
    for ids in ([one.id], [one.id, one.id[:20]], [one.id, f"i_{one.id[2:]}"]):
        with pytest.raises(SourceError, match="two or more different"):
            deciding.join(kept, ids, by())
    with pytest.raises(SourceError, match="no decision of Ada"):
        deciding.undo(kept, "", by())
    decision = deciding.accept(kept, one.id, by("Bo"))
    with pytest.raises(SourceError, match="no decision of Ada"):
        deciding.undo(kept, "", by())
    with pytest.raises(SourceError, match="no decision has an id"):
        deciding.undo(kept, "d_none", by())
    undone = deciding.undo(kept, decision.id[:12], by(hour=1))
    with pytest.raises(SourceError, match="was undone already"):
        deciding.undo(kept, decision.id, by(hour=2))
    with pytest.raises(SourceError, match="decide anew"):
        deciding.undo(kept, undone.id, by(hour=2))
    assert len(groups(kept)) == 2
    assert other.id
