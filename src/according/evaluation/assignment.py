"""Rows paired with columns, each once, so that the weights add up highest."""

from collections.abc import Sequence


def assign(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pair rows with columns so that the weights add up highest (the Hungarian method, Kuhn 1955): exact.

    As many pairs as there are rows or columns, whichever are fewer; whole numbers as weights keep sums exact.

    >>> sorted(assign([[5, 4, 0], [5, 1, 0]]))
    [(0, 1), (1, 0)]
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        return [(row, column) for column, row in assign(list(zip(*weights, strict=True)))]
    columns = range(1, len(weights[0]) + 1)
    of_row, of_column = [0.0] * (len(weights) + 1), [0.0] * (len(weights[0]) + 1)
    taken_by = [0] * (len(weights[0]) + 1)
    for number in range(1, len(weights) + 1):
        taken_by[0], column = number, 0
        least: dict[int, tuple[float, int]] = {}
        path: list[int] = []
        while taken_by[column]:
            path.append(column)
            row = taken_by[column]
            for other in columns:
                if other not in path:
                    slack = (-weights[row - 1][other - 1] - of_row[row] - of_column[other], column)
                    least[other] = min(least.get(other, slack), slack)
            nearest = min((other for other in columns if other not in path), key=lambda other: least[other][0])
            step = least[nearest][0]
            for other in path:
                of_row[taken_by[other]] += step
                of_column[other] -= step
            least = {other: (slack - step, before) for other, (slack, before) in least.items()}
            column = nearest
        while column:
            taken_by[column] = taken_by[least[column][1]]
            column = least[column][1]
    return [(taken_by[column] - 1, column - 1) for column in columns if taken_by[column]]
