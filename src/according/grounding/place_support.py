"""Tells which countries a report is about: by their names and people, and by names that can lie nowhere else."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from according.grounding.gazetteer import Found, Gazetteer
from according.grounding.name_keys import normalize_name
from according.grounding.place_words import Asked, bare, is_name_like, place_words, tokens_of
from according.model import Report

STRONG = 0.34  # of the support of the country that has most
TOWN = 50_000
DOMINANT = 5  # times the people of the next place of the name
_CLEAR = 0.8  # of support: named by a name or its people once
_MOST_COUNTRIES = 8
_LEAD = 300  # the title and first sentence tell more about where a report plays
_LONGEST_CALLING = 6
_APART = re.compile(r"[^\w\s'’.&-]")  # a mark between words that are no name together
_MOST_ANCHORS = 200  # settled places that a name is held against; a report of more is a list


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a report tells about where it plays: the countries' support, and by which name, the places settled already.

    `shares` are those of all names; a name's own support is no reason for its own meaning (see `without`).
    """

    support: Mapping[str, float]
    named: Mapping[tuple[object, ...], Mapping[str, float]]
    anchors: Mapping[tuple[object, ...], Found]

    @property
    def shares(self) -> dict[str, float]:
        """Each country's support as a share of the most supported one's, that one first."""
        return _shares(self.support)

    def without(self, key: tuple[object, ...]) -> "Around":
        """The same without what this name itself brought."""
        own = self.named.get(key, {})
        support = {code: weight - own.get(code, 0.0) for code, weight in self.support.items()}
        return Around(
            support={code: weight for code, weight in support.items() if weight > 1e-9},
            named={},
            anchors={other: found for other, found in islice(self.anchors.items(), _MOST_ANCHORS) if other != key},
        )

    @property
    def named_countries(self) -> tuple[str, ...]:
        """The countries that the report is about, or tells of in passing but clearly."""
        clear = (code for code in self.shares if self.support[code] >= _CLEAR)
        return tuple(dict.fromkeys([*self.strong, *clear]))[:_MOST_COUNTRIES]

    @property
    def strong(self) -> tuple[str, ...]:
        """The countries that the report is about."""
        return tuple(code for code, share in self.shares.items() if share >= STRONG)


def _shares(support: Mapping[str, float]) -> dict[str, float]:
    most = max(support.values(), default=0.0)
    ordered = sorted(support.items(), key=lambda item: (-item[1], item[0]))
    return {code: weight / most for code, weight in ordered}


def look_around(report: Report, asked: Mapping[tuple[object, ...], Asked], gazetteer: Gazetteer) -> Around:
    """Weigh the countries that a report names, or whose people or unmistakable places it names."""
    support: dict[str, float] = defaultdict(float)
    for at, country, weight in callings_in(report.text, gazetteer):
        support[country] += weight * (2 if at < _LEAD else 1)
    named: dict[tuple[object, ...], dict[str, float]] = {}
    first_named: dict[str, dict[str, float]] = {}
    for key, each in asked.items():
        if not each.names or normalize_name(each.names[0]) in gazetteer.callings:
            continue
        weights = first_named.get(normalize_name(each.names[0]))
        if weights is None:
            weights = first_named[normalize_name(each.names[0])] = _told_by(each, gazetteer)
            for country, weight in weights.items():
                support[country] += weight
        named[key] = weights
    for name in {
        name for each in asked.values() for name in each.within if normalize_name(name) not in gazetteer.callings
    }:
        divisions = {found.country for found in gazetteer.find(name) if found.feature == "ADM1"}
        if len(divisions) == 1:
            support[divisions.pop()] += 1.0
    return Around(support=dict(support), named=named, anchors={})


def _told_by(asked: Asked, gazetteer: Gazetteer) -> dict[str, float]:
    """The country that a name alone tells, where it lies in one alone or is far the largest there."""
    most: dict[str, int] = {}
    for found in gazetteer.find(asked.names[0]):
        most[found.country] = max(most.get(found.country, 0), found.population)
    ordered = sorted(most, key=lambda code: (-most[code], code))
    if len(ordered) == 1:
        return {ordered[0]: 1.0 if most[ordered[0]] >= TOWN else 0.4}
    if ordered and most[ordered[0]] >= 2 * TOWN and most[ordered[0]] >= 2 * DOMINANT * most[ordered[1]]:
        return {ordered[0]: 1.0}
    return {}


def callings_in(text: str, gazetteer: Gazetteer) -> Iterable[tuple[int, str, float]]:
    """Every word of a text for a country or its people: where it stands, the country, its weight."""
    tokens = tokens_of(text)
    n = 0
    while n < len(tokens):
        token = tokens[n].group()
        length = 1
        if is_name_like(token):
            for length in range(min(_LONGEST_CALLING, len(tokens) - n), 0, -1):
                stretch = text[tokens[n].start() : tokens[n + length - 1].end()]
                if length > 1 and _APART.search(stretch):
                    continue
                if length > 1 and "-" in stretch and normalize_name(stretch) not in gazetteer.callings:
                    continue
                hits = tuple(_calling(stretch, gazetteer))
                if hits and not _is_whole(tokens, n, length):
                    yield from ((tokens[n].start(), country, weight) for country, weight in hits)
                    break
            else:
                length = 1
        n += length


def _is_whole(tokens: Sequence[re.Match[str]], n: int, length: int) -> bool:
    """Tell "Lake Chad", "the Niger river" and "Gulf of Guinea" from the countries."""
    whole = place_words().whole
    before = [token.group().casefold() for token in tokens[max(0, n - 2) : n]]
    after = [token.group().casefold() for token in tokens[n + length : n + length + 1]]
    if before[-1:] == ["of"]:
        before.pop()
    return bool(whole.intersection(before[-1:]) or whole.intersection(after))


def _calling(words: str, gazetteer: Gazetteer) -> Iterable[tuple[str, float]]:
    """The countries that these words call, with their weights; "us" is no country, "US" is."""
    whole = bare(words)
    pieces = [whole] if normalize_name(whole) in gazetteer.callings or "-" not in whole else whole.split("-")
    for piece in pieces:
        key = normalize_name(piece)
        callings = gazetteer.callings.get(key) or gazetteer.callings.get(key.removesuffix("s"), ())
        letters = [letter for letter in piece if letter.isalpha()]
        if len(key) <= 3 and not all(letter.isupper() for letter in letters):
            continue
        for calling in callings:
            weight = 0.3 if calling.weak else 0.8 if calling.kind == "people" else 1.0
            yield calling.country, weight / len(callings)
