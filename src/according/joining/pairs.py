"""Pairs of episodes in the order in which they are joined, without those that are in one group already.

A thousand reports of one incident are half a million pairs, but of a few classes, and soon of one group. So each pair
of classes is a row of pairs of its own, which is walked only as far as it leads from one group to another.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import heapify, heappop, heapreplace

from according.joining.similarity import Similarity


class _Members:
    """The members of one class, in order. Neighbours that are in one group stay in one: they are passed together."""

    def __init__(self, members: Sequence[int], groups: Sequence[object]) -> None:
        self.all = members
        self._groups = groups
        self._ends = list(range(1, len(members) + 1))

    def end(self, at: int) -> int:
        """Where the run of members that are in one group with this one ends."""
        end, group = self._ends[at], self._groups[self.all[at]]
        while end < len(self.all) and self._groups[self.all[end]] is group:
            end = self._ends[end]
        self._ends[at] = end
        return end


def likeliest(
    classes: Sequence[Sequence[int]],
    candidates: Iterable[tuple[int, int]],
    compare: Callable[[int, int], Similarity],
    groups: Sequence[object],
    reports: Sequence[str],
    enough: float,
) -> Iterator[tuple[int, int, Similarity]]:
    """Pairs of different reports and groups by score, best first, then by number, with how alike they are.

    `candidates` are pairs of classes. All members of one compare alike with all of another. `groups` holds the group of
    each member as it is when the next pair is asked for.
    """
    members = [_Members(each, groups) for each in classes]
    rows: list[tuple[Iterator[tuple[int, int]], Similarity]] = []
    waiting: list[tuple[float, int, int, int]] = []
    for one, two in candidates:
        for first, second in {(one, two), (two, one)}:
            row = _across(members[first], members[second], groups, reports)
            pair = next(row, None)
            if pair is not None and (similarity := compare(*pair)).score >= enough:
                waiting.append((-similarity.score, *pair, len(rows)))
                rows.append((row, similarity))
    heapify(waiting)
    while waiting:
        score, a, b, n = waiting[0]
        row, similarity = rows[n]
        yield a, b, similarity
        pair = next(row, None)
        if pair is None:
            heappop(waiting)
        else:
            heapreplace(waiting, (score, *pair, n))


def _across(
    one: _Members, other: _Members, groups: Sequence[object], reports: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """The pairs of a member of one class and a later one of another, of two groups and two reports."""
    n = 0
    while n < len(one.all):
        first = one.all[n]
        m = behind = bisect_right(other.all, first)
        if behind == len(other.all):
            return
        while m < len(other.all):
            second = other.all[m]
            if groups[first] is groups[second]:
                m = other.end(m)
                continue
            if reports[first] != reports[second]:
                yield first, second
            m += 1
        whole = groups[first] is groups[other.all[behind]] and other.end(behind) == len(other.all)
        n = one.end(n) if whole else n + 1
