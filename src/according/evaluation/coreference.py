"""How far two ways of putting mentions into clusters agree: MUC, B3, CEAF-e, LEA, as sums that can be resampled.

Mentions that only one side has are allowed. As the reference scorer of the field has it (Pradhan et al. 2014, "Scoring
coreference partitions of predicted mentions"), they are simply in no cluster of the other side.

* MUC (Vilain et al. 1995, "A model-theoretic coreference scoring scheme"): of the links that a cluster needs, those
  that the other side has.
* B3 (Bagga and Baldwin 1998, "Algorithms for scoring coreference chains"): for each mention, how much of its cluster
  is also the other side's.
* CEAF-e (Luo 2005, "On coreference resolution performance metrics"): clusters paired one to one so that their
  similarity, 2 |K and R| / (|K| + |R|), adds up highest.
* LEA (Moosavi and Strube 2016, "Which coreference evaluation metric do you trust?"): of all links within a cluster
  those that the other side has, clusters weighed by their size; a cluster of one is found where it is one there too.
* CoNLL: the mean of the F1 of MUC, B3 and CEAF-e (Pradhan et al. 2012).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence

from according.evaluation.assignment import assign

Cluster = frozenset[Hashable]
Sums = dict[str, float]

MEASURES = ("muc", "b3", "ceafe", "lea")
_FOR_CONLL = MEASURES[:3]
_WHOLE = 10**9  # assigning wants whole numbers, for their sums are exact


def components(
    key: Collection[Cluster], response: Collection[Cluster]
) -> Iterator[tuple[list[Cluster], list[Cluster]]]:
    """Clusters of both sides in groups that share no mention: what is summed over groups is the sum over all."""
    first: dict[Hashable, int] = {}
    clusters = [*key, *response]
    parent = list(range(len(clusters)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for number, cluster in enumerate(clusters):
        for mention in cluster:
            parent[root(number)] = root(first.setdefault(mention, number))
    groups: dict[int, tuple[list[Cluster], list[Cluster]]] = {}
    for number, cluster in enumerate(clusters):
        groups.setdefault(root(number), ([], []))[number >= len(key)].append(cluster)
    yield from groups.values()


def count_agreement(key: Sequence[Cluster], response: Sequence[Cluster]) -> Sums:
    """The sums of each measure over these clusters: what is right of how many, for recall ("r") and precision ("p")."""
    sums: Sums = defaultdict(float)
    for side, these, those in (("r", key, response), ("p", response, key)):
        for name, count in _COUNTS.items():
            right, of = count(these, those)
            sums[f"{name} {side} right"] += right
            sums[f"{name} {side} of"] += of
    similar = _similarity(key, response)
    for side, clusters in (("r", key), ("p", response)):
        sums[f"ceafe {side} right"] += similar
        sums[f"ceafe {side} of"] += len(clusters)
    return sums


def f1(sums: Mapping[str, float], name: str) -> float:
    """The F1 of a measure by its sums; 0 where nothing is right."""
    recall, precision = (sums[f"{name} {side} right"] / max(1, sums[f"{name} {side} of"]) for side in "rp")
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def conll(sums: Mapping[str, float]) -> float:
    """The mean of the F1 of MUC, B3 and CEAF-e."""
    return sum(f1(sums, name) for name in _FOR_CONLL) / len(_FOR_CONLL)


def _muc(these: Iterable[Cluster], those: Sequence[Cluster]) -> tuple[float, float]:
    right, of = 0.0, 0
    for cluster in these:
        met = [len(cluster & other) for other in those if cluster & other]
        right += sum(met) - len(met)
        of += len(cluster) - 1
    return right, of


def _b3(these: Iterable[Cluster], those: Sequence[Cluster]) -> tuple[float, float]:
    right, of = 0.0, 0
    for cluster in these:
        right += sum(len(cluster & other) ** 2 for other in those) / len(cluster)
        of += len(cluster)
    return right, of


def _lea(these: Iterable[Cluster], those: Sequence[Cluster]) -> tuple[float, float]:
    right, of = 0.0, 0
    for cluster in these:
        if len(cluster) == 1:
            right += cluster in those
        else:
            held = sum(_links(len(cluster & other)) for other in those)
            right += len(cluster) * held / _links(len(cluster))
        of += len(cluster)
    return right, of


def _links(size: int) -> int:
    return size * (size - 1) // 2


_COUNTS: Mapping[str, Callable[[Sequence[Cluster], Sequence[Cluster]], tuple[float, float]]] = {
    "muc": _muc,
    "b3": _b3,
    "lea": _lea,
}


def _similarity(key: Sequence[Cluster], response: Sequence[Cluster]) -> float:
    alike = [[2 * len(one & other) / (len(one) + len(other)) for other in response] for one in key]
    pairs = assign([[round(each * _WHOLE) for each in row] for row in alike])
    return sum(alike[one][other] for one, other in pairs)
