"""Which episodes of different reports are about one incident: likely pairs, and the groups that they make.

Greedy clustering from the best pair down; two groups are joined only if no pair across them is forbidden, so that a
chain of likenesses cannot pull two towns or two days together. Only episodes of overlapping days that share a country,
a stretch of land, or words are compared at all, so that the work grows with what happens at one time in one country.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from math import floor

from according.joining.episodes import Episode
from according.joining.pairs import likeliest
from according.joining.rules import SETTLED
from according.joining.similarity import PRESUMED_SLACK, SLACK_DAYS, Comparisons, Profile, profile
from according.joining.words import rare

# A pair is joined from this probability on.
ENOUGH = 0.5


def find_clusters(
    episodes: Sequence[Episode], cannot_links: Collection[tuple[str, str]] = ()
) -> list[tuple[list[Episode], float, tuple[str, ...]]]:
    """Cluster episodes of different reports. Each group with its weakest joint's score and reasons (1.0: alone).

    `cannot_links` are pairs of claims, of two episodes, that a person told apart: no group has both episodes.
    """
    profiles = [profile(e) for e in sorted(episodes, key=lambda e: (min(claim.id for claim in e.claims), e.report))]
    comparisons = Comparisons(profiles)
    groups = [_Group(n, one, comparisons.kinds[n]) for n, one in enumerate(profiles)]
    for a, b in _between(profiles, cannot_links):
        groups[a].apart.add(b)
        groups[b].apart.add(a)
    joints: dict[int, tuple[float, tuple[str, ...]]] = {}
    classes = _classes(profiles, comparisons.classes)
    reports = [one.report for one in profiles]
    pairs = likeliest(classes, _class_pairs(classes, profiles), comparisons.compare, groups, reports, ENOUGH)
    for a, b, similarity in pairs:
        first, second = groups[a], groups[b]
        if first is second or not _can_be_one(first, second, comparisons):
            continue
        if second.name < first.name:
            first, second = second, first
        earlier = [joints.pop(group.name) for group in (first, second) if group.name in joints]
        joints[first.name] = min([(similarity.score, similarity.reasons), *earlier])
        first.take_in(second)
        for n in second.members:
            groups[n] = first
    return [
        ([profiles[n].episode for n in sorted(group.members)], *joints.get(group.name, _ALONE))
        for name, group in enumerate(groups) if group.name == name
    ]  # fmt: skip


_ALONE: tuple[float, tuple[str, ...]] = (1.0, ())


def _classes(profiles: Sequence[Profile], alike: Sequence[int]) -> list[list[int]]:
    """Profiles that compare alike, by number: each of another report, or all of one."""
    told = Counter(zip(alike, (one.report for one in profiles), strict=True))
    found: dict[tuple[int, str], list[int]] = {}
    for n, (class_, one) in enumerate(zip(alike, profiles, strict=True)):
        found.setdefault((class_, one.report if told[class_, one.report] > 1 else ""), []).append(n)
    return list(found.values())


def _class_pairs(classes: Sequence[Sequence[int]], profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """The pairs of classes whose members may be one, a class with itself among them."""
    firsts = [profiles[members[0]] for members in classes]
    reports: list[object] = [one.report for one in firsts]
    for n, members in enumerate(classes):
        if len(members) > 1 and profiles[members[1]].report != firsts[n].report:
            reports[n] = n  # of many
            if not set(blocks_of(firsts[n])).isdisjoint(blocks_of(profiles[members[1]])):
                yield n, n
    yield from find_candidates(firsts, reports)


class _Group:
    """Profiles that are one, by number; the kinds among them, and the members of each report."""

    def __init__(self, name: int, one: Profile, kind: int) -> None:
        self.name = name
        self.members = [name]
        self.kinds = {kind: one.spreads}
        self.wide = int(one.spreads)
        self.spreads_of = {one.report: [one.spreads]}
        self.apart: set[int] = set()

    def take_in(self, other: "_Group") -> None:
        """Make another group's members this one's."""
        self.members += other.members
        self.kinds |= other.kinds
        self.wide += other.wide
        self.apart |= other.apart
        for report, spreads in other.spreads_of.items():
            self.spreads_of.setdefault(report, []).extend(spreads)


def _can_be_one(first: _Group, second: _Group, comparisons: Comparisons) -> bool:
    """Tell whether nothing across two groups forbids that they are one.

    Two towns, or two episodes of one report, can be one operation: another member that takes in both holds them.
    """
    if not first.apart.isdisjoint(second.members):
        return False
    wide = first.wide + second.wide
    for one, mine in first.kinds.items():
        for other, theirs in second.kinds.items():
            veto = comparisons.forbids(one, other)
            if veto == "time" or (veto and wide <= mine + theirs):
                return False
    shared = first.spreads_of.keys() & second.spreads_of.keys()
    return not any(
        wide <= mine + theirs
        for report in shared for mine in first.spreads_of[report] for theirs in second.spreads_of[report]
    )  # fmt: skip


def _between(profiles: Sequence[Profile], pairs: Collection[tuple[str, str]]) -> Iterator[tuple[int, int]]:
    """Pairs of claims as pairs of the episodes that tell them; a claim may be told in several."""
    named = {name for pair in pairs for name in pair}
    homes: dict[str, set[int]] = {}
    for n, one in enumerate(profiles):
        for claim in one.episode.claims:
            if claim.id in named:
                homes.setdefault(claim.id, set()).add(n)
    for a, b in pairs:
        yield from ((m, n) for m in homes.get(a, ()) for n in homes.get(b, ()) if m != n)


def find_candidates(profiles: Sequence[Profile], reports: Sequence[object] = ()) -> Iterator[tuple[int, int]]:
    """Pairs that may be one: of overlapping days and one block of land, or with words in common. Each pair once.

    No pair of one report; `reports` tells of which each is, if not of its profile's.
    """
    reports = reports or [one.report for one in profiles]
    blocks: dict[object, list[int]] = {}
    for n, one in enumerate(profiles):
        for key in blocks_of(one):
            blocks.setdefault(key, []).append(n)
    seen: set[tuple[int, int]] = set()
    for block in sorted({tuple(members) for members in blocks.values()}):  # one town's stretches hold the same
        for pair in _overlapping(block, profiles, reports):
            if pair not in seen:
                seen.add(pair)
                yield pair


def blocks_of(one: Profile) -> Iterable[object]:
    """The blocks that an episode lies in: its countries, the stretches of land around its towns, rare or long words.

    Stretches overlap by 0.5 degrees of latitude and 1 of longitude: towns within 50 km share one up to 63 north.
    """
    found: set[object] = {place.country for place in one.scene.places if place.country}
    found |= {("named", name) for name in one.scene.names} | {each.gazetteer_id for each in one.scene.candidates}
    settled = (place for place in one.scene.places if place.precision in SETTLED)
    points = [(each.lat, each.lon) for each in one.scene.candidates]
    points += [(each.lat, each.lon) for each in settled]
    for lat, lon in points:
        rows = {floor(lat - 0.5), floor(lat + 0.5)}
        columns = {floor((lon + shift) / 2) % 180 for shift in (-1, 1)}
        found |= {(row, column) for row in rows for column in columns}
    found |= {("word", word) for word in rare(one.telling)}
    return found | {words for words in one.words if len(words.split()) > _FEW_WORDS}


_FEW_WORDS = 3


def _overlapping(
    block: Sequence[int], profiles: Sequence[Profile], reports: Sequence[object]
) -> Iterator[tuple[int, int]]:
    """Pairs of two reports in a block whose days, with slack, overlap: one sweep. Without a day: all pairs."""
    windows = sorted((*window_of(profiles[n]), n) for n in block)
    open_: dict[object, list[tuple[date, int]]] = {}
    for start, end, n in windows:
        report = reports[n]
        for other_report in [name for name in open_ if name != report]:
            still = [(until, other) for until, other in open_[other_report] if until >= start]
            yield from ((min(n, other), max(n, other)) for _, other in still)
            if still:
                open_[other_report] = still
            else:
                del open_[other_report]
        open_.setdefault(report, []).append((end, n))


def window_of(one: Profile) -> tuple[date, date]:
    """The days at which another episode must be told to have been, to be one with this: its own, with slack."""
    times = one.periods or ((one.about,) if one.about else ())
    if not times:
        return (date.min, date.max)
    slack = max(PRESUMED_SLACK, *(timedelta(days=SLACK_DAYS[time.precision]) for time in times))
    first, last = min(time.start for time in times), max(time.end for time in times)
    return (
        first - slack if first - date.min > slack else date.min,
        last + slack if date.max - last > slack else date.max,
    )
