"""Measures of the parts (a shelf): each a `measure(data, settings) -> Measured`, on data named by its digest."""

from collections.abc import Callable
from pathlib import Path

from according.evaluation.measured import Measured
from according.settings import Settings
from according.shelf import Shelf

EVALUATIONS: Shelf[Callable[[Path, Settings], Measured]] = Shelf(
    "evaluation", {"evidence": "according.evaluation.evidence:measure"}
)

__all__ = ["EVALUATIONS", "Measured"]
