"""Values in plain words."""

from dataclasses import replace
from datetime import date

import pytest

from according.exports.wording import (
    clean,
    points_back,
    tell_actor,
    tell_count,
    tell_period,
    tell_place,
    tell_places,
    tell_type,
)
from according.model import Actor, Candidate, Count, Period, Place, Qualifier, Scope, Unknown
from joining.builders import ORIA, TABU


@pytest.mark.parametrize(
    ("least", "most", "qualifier", "told"),
    [
        (3, 3, "exactly", "3 people"),
        (12000, 12000, "exactly", "12,000 people"),
        (80, None, "more_than", "more than 80 people"),
        (30, None, "at_least", "at least 30 people"),
        (None, 5, "at_most", "at most 5 people"),
        (None, 5, "fewer_than", "fewer than 5 people"),
        (20, 30, "between", "20 to 30 people"),
        (24, None, "vague", "dozens of people"),
        (0, 0, "exactly", "0 people"),
    ],
)
def test_numbers(least: int | None, most: int | None, qualifier: Qualifier, told: str) -> None:
    words = "dozens" if qualifier == "vague" else ""
    assert tell_count(Count(least=least, most=most, qualifier=qualifier, unit="people", words=words)) == told


@pytest.mark.parametrize(
    ("scope", "told"), [("subset", "4 people (part of a total)"), ("cumulative", "4 people (a running total)")]
)
def test_what_a_number_is_of(scope: Scope, told: str) -> None:
    assert tell_count(Count(least=4, most=4, qualifier="exactly", unit="people", scope=scope)) == told


def test_why_a_number_is_missing() -> None:
    assert tell_count(Unknown(why="not_stated")) == "not stated"
    assert tell_count(Unknown(why="unclear")) == "unclear"
    assert tell_count(Unknown(why="not_given", by="front")) == "front gives no number"
    assert tell_count(Unknown(why="not_given", by="front"), {"front": "Salt Front"}) == "Salt Front gives no number"


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (date(2031, 5, 2), date(2031, 5, 2), "2 May 2031"),
        (date(2031, 5, 2), date(2031, 5, 9), "2 to 9 May 2031"),
        (date(2031, 5, 2), date(2031, 6, 9), "2 May 2031 to 9 Jun 2031"),
    ],
)
def test_times(start: date, end: date, told: str) -> None:
    assert tell_period(Period(start=start, end=end, precision="days")) == told


def test_why_a_time_is_missing() -> None:
    assert tell_period(Unknown(why="not_stated")) == "time not stated"
    assert tell_period(Unknown(why="not_stated", latest=date(2031, 5, 2))) == "no later than 2 May 2031"


def test_places() -> None:
    assert tell_place(TABU) == "Tabu, OR"
    assert tell_place(replace(TABU, precision="near")) == "near Tabu, OR"
    assert tell_place(ORIA) == "Oria"
    assert tell_place(replace(ORIA, match="part", words="central Oria", precision="province")) == "central Oria, OR"
    maybe = Candidate(name="Tabou", country="OR", gazetteer_id="made:t", lat=1.0, lon=1.0)
    assert tell_place(Unknown(why="not_found", words="Tabo", candidates=(maybe,))) == "Tabo (not found; Tabou?)"
    assert tell_places(()) == "place not stated"


def test_a_country_goes_without_saying_beside_its_towns() -> None:
    assert tell_places((TABU, ORIA)) == "Tabu, OR"
    assert tell_places((ORIA,)) == "Oria"


def test_many_places_are_counted() -> None:
    towns: list[Place] = [replace(TABU, name=f"T{n}") for n in range(6)]
    assert tell_places(towns) == "T0, OR; T1, OR; T2, OR; T3, OR and 2 more"


def test_actors() -> None:
    assert tell_actor(Actor(words="the group", name="Salt Front", actor="salt-front")) == "Salt Front"
    assert tell_actor(Actor(words="two gunmen", name="gunmen")) == "two gunmen"


def test_words_are_safe_to_show() -> None:
    assert clean("a\x1b[31m b\n\tc\u202e\ud800") == "a[31m b c"


def test_candidates_of_one_name_are_told_by_their_countries_and_each_once() -> None:
    def maybe(name: str, country: str) -> Candidate:
        return Candidate(name=name, country=country, gazetteer_id=f"made:{name}", lat=1.0, lon=1.0)

    place = Unknown(why="ambiguous", words="Tabo", candidates=(maybe("Tabo", "OR"), maybe("Tabo", "XX")))
    assert tell_place(place) == "Tabo (ambiguous; Tabo, OR; Tabo, XX?)"
    twice = replace(place, candidates=(maybe("Tabou", "OR"), maybe("Tabou", "OR"), maybe("Tabu", "OR")))
    assert tell_place(twice) == "Tabo (ambiguous; Tabou; Tabu?)"


@pytest.mark.parametrize(
    ("type_", "told"), [("air-strike", "air strike"), ("mine-or-ied", "mine or IED"), ("killing", "killing")]
)
def test_types(type_: str, told: str) -> None:
    assert tell_type(type_) == told


@pytest.mark.parametrize(("words", "points"), [("they", True), ("Them", True), ("the theys", False), ("nobody", False)])
def test_words_that_only_point_back(words: str, points: bool) -> None:
    assert points_back(words) is points
