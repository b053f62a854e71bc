"""The incidents that are kept are those that joining makes of all claims at once: in whatever order reports came."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from according import store
from according.joining import join
from according.keeping import Joining
from according.model import (
    NOT_STATED,
    Actor,
    Claim,
    Count,
    Decision,
    Link,
    Markup,
    Period,
    Place,
    Reading,
    Report,
    Span,
    Target,
    Voice,
    claim_id,
)
from according.store import Store, Wanted, tables

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
FIRST = date(2031, 5, 1)
Picks = Sequence[tuple[int, ...]]
TYPES = ("killing", "attack", "abduction", "air-strike", "responsibility", "threat", "killing")
# Of what it was; the second is told word for word alike, the last two share no words with others but rare ones.
STORIES = ("of what was said there", "of what was said there", "granary beekeeper almshouse", "lighthouse ferry choir")


def told(n: int, picks: Picks) -> tuple[Report, Markup, list[Claim]]:
    """A report of so many claims, each of a type, town, day, toll, voice and story that are picked."""
    lines = [f"Line {m if story == 1 else f'{n}.{m}'} {STORIES[story]}." for m, (*_, story) in enumerate(picks)]
    report = Report(text="\n".join(lines), address=f"https://news.example/{n}", published=day_of(n % 12))
    spans, at = [], 0
    for line in lines:
        spans.append(Span(start=at, end=at + len(line), words=line))
        at += len(line) + 1
    readings = tuple(
        Reading(type=TYPES[pick[0]], trigger=span, evidence=(span,), roles={}, voice=Voice())
        for pick, span in zip(picks, spans, strict=True)
    )
    markup = Markup(report=report.id, reader="made", version="1", readings=readings)
    claims = [
        made(report, claim_id(markup, reading), reading, pick) for pick, reading in zip(picks, readings, strict=True)
    ]
    return report, markup, claims


def day_of(n: int) -> Period:
    day = FIRST + timedelta(days=n)
    return Period(start=day, end=day, precision="day")


def made(report: Report, name: str, reading: Reading, pick: tuple[int, ...]) -> Claim:
    _, town, day, toll, who, _ = pick
    place = Place(
        words="there", name=f"Town {town}", country="ML" if town < 3 else "GH", admin1="", lat=14 + town / 5, lon=-4.0,
        gazetteer_id=f"made:{town}", match="exact", precision="town", radius_km=5.0,
    )  # fmt: skip
    return Claim(
        id=name, report=report.id, given_id="", reader="made", type=reading.type, stance="asserts", certainty="stated",
        speakers=(Actor(words="he", name=f"Voice {who}", kind="army"),), channel="", relayed_by=(), said=NOT_STATED,
        roles={"affected": (Actor(words="people", name="people", status="civilian"),),
               "initiator": (Actor(words="them", name="JNIM", kind="armed-group", actor="jnim"),)},
        count=Count(least=toll, most=toll, qualifier="exactly", unit="people") if toll else NOT_STATED,
        where=(place,) if town else (), when=day_of(day) if day else NOT_STATED, published=report.published,
        evidence=reading.evidence,
    )  # fmt: skip


picks = st.tuples(
    st.integers(0, len(TYPES) - 1), st.integers(0, 5), st.integers(0, 9), st.sampled_from([0, 4, 7]),
    st.integers(0, 2), st.integers(0, 3),
)  # fmt: skip
reports = st.lists(st.lists(picks, min_size=1, max_size=4), min_size=1, max_size=8)


def keep(into: Store, report: Report, markup: Markup, claims: list[Claim]) -> None:
    with into.at_once() as together:
        together.add_report(report)
        together.add_markup(markup)
        together.add_claims(markup, claims, grounding="g", at=NOON)


def assert_kept_as_joined(kept: Store) -> None:
    """What was worked out bit by bit is what all claims amount to at once."""
    kept.refresh(Joining())
    assert not kept.is_stale()
    shown = kept.show(Wanted())
    joined = join(list(kept.claims()), list(kept.decisions()))
    assert {each.id: each for each in shown.incidents} == {each.id: each for each in joined.incidents}
    assert sorted(shown.links, key=_pair) == sorted(joined.links, key=_pair)


def _pair(link: Link) -> tuple[str, ...]:
    return link.claims


@settings(max_examples=25)
@given(reports, st.randoms(use_true_random=False))
def test_in_whatever_order_and_batches_reports_came(
    given_: Sequence[Sequence[tuple[int, ...]]], chance: random.Random
) -> None:
    some = [told(n, each) for n, each in enumerate(given_)]
    chance.shuffle(some)
    with store.open("sqlite://") as kept:
        for each in some:
            keep(kept, *each)
            if chance.random() < 0.5:
                kept.refresh(Joining())
        assert_kept_as_joined(kept)
        report, markup, claims = some[0]
        keep(kept, report, markup, [replace(claim, when=day_of(5), where=()) for claim in claims])  # grounded anew
        assert_kept_as_joined(kept)
        keep(kept, report, replace(markup, version="2", readings=()), [])  # another reader finds nothing
        assert_kept_as_joined(kept)


@pytest.fixture
def kept(address: str) -> Iterator[Store]:
    with store.open(address) as opened:
        yield opened


def test_what_changed_alone_is_worked_out_anew(kept: Store) -> None:
    here, there = [(0, 1, 1, 4, 0, 0)], [(0, 5, 9, 7, 1, 0)]
    keep(kept, *told(0, here))
    keep(kept, *told(1, there))
    assert_kept_as_joined(kept)

    with kept._writing() as connection:
        connection.execute(update(tables.incidents).values(voices=99))
    keep(kept, *told(2, here))
    assert kept.is_stale()
    kept.refresh(Joining())
    with kept._reading() as connection:
        voices = connection.execute(select(tables.incidents.c.voices)).scalars().all()
    assert sorted(voices) == [1, 99]  # that of the other town was not touched


def test_people_join_split_and_correct(kept: Store) -> None:
    some = [told(n, [(0, 1 + 4 * (n % 2), 1 + 8 * (n % 2), 4, n, 0)]) for n in range(4)]
    for each in some:
        keep(kept, *each)
    assert_kept_as_joined(kept)
    assert kept.number_of_incidents() == 2
    targets = [Target(report=report.id, start=0, end=9) for report, _, _ in some]
    joined = Decision(verb="join", targets=(targets[0], targets[1]), who="Ada", when=NOON)
    kept.add_decision(joined)
    assert_kept_as_joined(kept)
    assert kept.number_of_incidents() == 1
    apart = Decision(verb="split", targets=(targets[0], targets[3]), who="Ada", when=NOON + timedelta(days=1))
    moved = Decision(
        verb="correct", targets=(targets[2],), field_="when", who="Ada", when=NOON + timedelta(days=2),
        value='{"start":"2031-06-20","end":"2031-06-20","precision":"day"}',
    )  # fmt: skip
    kept.add_decision(apart)
    kept.add_decision(moved)
    assert_kept_as_joined(kept)


def test_incidents_are_asked_for_like_claims(kept: Store) -> None:
    for n in range(6):
        keep(kept, *told(n, [(n % 3, n, 2 * n, 4, n % 3, 0)] * (1 + n % 2)))
    kept.refresh(Joining())
    whole = list(kept.find_incidents(Wanted()))

    def fit(wanted: Wanted) -> list[int]:
        return [whole.index(incident) for incident in kept.find_incidents(wanted)]

    in_ghana = [
        n for n, each in enumerate(whole) if any(isinstance(p, Place) and p.country == "GH" for p in each.where)
    ]
    assert fit(Wanted(countries=("GH",))) == in_ghana != []
    assert fit(Wanted(types=("abduction",))) == [n for n, each in enumerate(whole) if each.type == "abduction"] != []
    assert fit(Wanted(since=FIRST + timedelta(days=7))) == [
        n
        for n, each in enumerate(whole)
        if isinstance(each.when, Period) and each.when.end >= FIRST + timedelta(days=7)
    ]
    assert fit(Wanted(words="line 3 0")) == fit(Wanted(countries=("GH",), until=FIRST + timedelta(days=6)))
    assert fit(Wanted(actors=("voice 2",))) == [n for n, each in enumerate(whole) if each.type == "abduction"]
    assert fit(Wanted(voices=("witness",))) == fit(Wanted(contested=True)) == []
    assert fit(Wanted(sort="newest")) == list(reversed(fit(Wanted())))
    assert sorted(fit(Wanted(sort="size")), key=lambda n: (-len(whole[n].claims), whole[n].id)) == fit(
        Wanted(sort="size")
    )
    assert fit(Wanted(limit=2)) == [0, 1]
