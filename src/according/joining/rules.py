"""The rules of joining that are lists of words or types, read from rules.toml; and what they tell of a claim."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from according.model import Claim, Count, Place, Unknown
from according.ontology import load

ACTS = ("harm", "deed", "ground")
SETTLED = ("exact", "town", "near")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The lists of rules.toml; `alike` leads from a deed to those that can be the same."""

    opens_another: tuple[str, ...]
    of_others: tuple[str, ...]
    places: frozenset[str]
    people: frozenset[str]
    behind_numbers: frozenset[str]
    owning: frozenset[str]
    own_people: frozenset[str]
    articles: frozenset[str]
    sides: frozenset[str]
    beside_names: frozenset[str]
    no_content: frozenset[str]
    alike: Mapping[str, frozenset[str]]
    general: frozenset[str]
    taking: frozenset[str]
    freeing: frozenset[str]


@cache
def rules() -> Rules:
    """The rules, read once."""
    table = tomllib.loads((resources.files("according.joining") / "rules.toml").read_text(encoding="utf-8"))
    alike: dict[str, set[str]] = {}
    for row in table["alike"]:
        for name in row:
            alike.setdefault(name, set()).update(row)
    return Rules(
        opens_another=tuple(table["opens_another"]),
        of_others=tuple(table["of_others"]),
        places=frozenset(table["places"]),
        people=frozenset(table["people"]),
        behind_numbers=frozenset(table["behind_numbers"]),
        owning=frozenset(table["owning"]),
        own_people=frozenset(table["own_people"]),
        articles=frozenset(table["articles"]),
        sides=frozenset(table["sides"]),
        beside_names=frozenset((*table["beside_names"], *table["articles"], *table["places"])),
        no_content=frozenset((*table["no_content"], *table["beside_names"], *table["articles"])),
        alike=MappingProxyType({name: frozenset(others) for name, others in alike.items()}),
        general=frozenset(table["general"]),
        taking=frozenset(table["taking"]),
        freeing=frozenset(table["freeing"]),
    )


def family_of(type_: str) -> str:
    """The family of a type of happening; "" for one that the ontology does not know."""
    kind = load().get(type_)
    return kind.family if kind else ""


def counted_role(type_: str) -> str:
    """The role of a type that its number counts."""
    kind = load().get(type_)
    return kind.counts if kind else "affected"


def is_act(claim: Claim) -> bool:
    """Tell whether a claim is of something done, not of words about it."""
    return family_of(claim.type) in ACTS


def begins(claim: Claim) -> int:
    """Where in the text a claim's words begin."""
    return claim.evidence[0].start if claim.evidence else 0


def scenes(claim: Claim) -> list[Place]:
    """The places where a claim says it happened, those that were found."""
    return [place for place in claim.where if isinstance(place, Place) and place.role == "scene"]


def unfound_scenes(claim: Claim) -> list[Unknown]:
    """The places where a claim says it happened, those that are named and were not found or not told apart."""
    return [
        place for place in claim.where
        if isinstance(place, Unknown) and place.words and place.role in ("scene", None)
        and place.why in ("not_found", "ambiguous")
    ]  # fmt: skip


def holds_words(text: str, words: tuple[str, ...]) -> bool:
    """Tell whether one of these words, or runs of words, stands in a text.

    >>> holds_words("Another attack", ("another",)), holds_words("mother", ("other",))
    (True, False)
    """
    told = "".join(letter if letter.isalnum() else " " for letter in text.lower())
    spaced = f" {' '.join(told.split())} "
    return any(f" {word} " in spaced for word in words)


def takes_in_places(claim: Claim) -> bool:
    """Tell whether a claim is about several places: "seven towns", or more than one named scene."""
    return counts_places(claim) or len(towns_of(claim)) > 1


def counts_places(claim: Claim) -> bool:
    """Tell whether a claim's number is one of places: "seven towns"."""
    count = claim.count
    return isinstance(count, Count) and (count.least or 0) > 1 and bool(nouns(count.unit) & rules().places)


def towns_of(claim: Claim) -> set[str]:
    """The towns in which a claim says it happened, by their ids in the gazetteer."""
    return {place.gazetteer_id for place in scenes(claim) if place.precision in ("exact", "town")}


def nouns(unit: str) -> set[str]:
    """The words of a unit in the singular.

    >>> sorted(nouns("towns and cities"))
    ['and', 'city', 'town']
    """
    return {_singular(word) for word in unit.lower().replace(",", " ").split()}


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word if word.endswith("ss") else word.removesuffix("s")
