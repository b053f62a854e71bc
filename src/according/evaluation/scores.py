"""Precision, recall and F1 of sets of answers over many texts, and what went wrong, by kind, with examples."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Set
from dataclasses import dataclass


@dataclass(slots=True)
class Score:
    """Answers that were right, that were given, and that were wanted."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    def add(self, given: Set[Hashable], wanted: Set[Hashable]) -> None:
        """Count one text's answers."""
        self.right += len(given & wanted)
        self.given += len(given)
        self.wanted += len(wanted)

    @property
    def precision(self) -> float:
        """The share of what was given that was right; 0 where nothing was given."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """The share of what was wanted that was given; 0 where nothing was wanted."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean.

        >>> Score(right=1, given=2, wanted=2).f1
        0.5
        """
        return 2 * self.right / (self.given + self.wanted) if self.right else 0.0

    def figures(self, name: str) -> dict[str, float]:
        """The three as figures of a measure, to three digits."""
        told = (("precision", self.precision), ("recall", self.recall), ("F1", self.f1))
        return {f"{name}: {what}": round(value, 3) for what, value in told}


class Tally:
    """Scores by name, and errors by kind with an example of each."""

    def __init__(self, *names: str) -> None:
        """Start with nothing counted under these names."""
        self.scores = {name: Score() for name in names}
        self.examples: dict[str, list[str]] = defaultdict(list)

    def note(self, kind: str, example: str) -> None:
        """Count an error of this kind."""
        self.examples[kind].append(example)

    @property
    def errors(self) -> Counter[str]:
        """How many errors of each kind."""
        return Counter({kind: len(examples) for kind, examples in self.examples.items()})

    @property
    def total(self) -> Score:
        """All scores in one: micro precision, recall and F1."""
        scores = self.scores.values()
        return Score(sum(s.right for s in scores), sum(s.given for s in scores), sum(s.wanted for s in scores))

    def table(self) -> tuple[str, ...]:
        """The errors by kind, the most first, as lines."""
        rows = sorted(self.errors.items(), key=lambda error: (-error[1], error[0]))
        return ("errors by kind", *(f"  {kind:40} {number:>7,}" for kind, number in rows)) if rows else ()

    def examples_by_turns(self) -> tuple[str, ...]:
        """An example of each kind, then the next of each, so that the first few show every kind."""
        rows = (
            (turn, f"{kind}: {example}")
            for kind, examples in sorted(self.examples.items())
            for turn, example in enumerate(examples)
        )
        return tuple(row for _, row in sorted(rows, key=lambda row: row[0]))

    def figures(self) -> dict[str, float]:
        """Precision, recall and F1 under each name, to three digits."""
        return {figure: value for name, score in self.scores.items() for figure, value in score.figures(name).items()}
