"""Measures of the parts. Each has `measure(data, settings) -> Measured`, on data named by its digest."""

from according.evaluation.measured import Measured
from according.shelf import Shelf

EVALUATIONS = Shelf("evaluation", {"evidence": "according.evaluation.evidence:measure"})

__all__ = ["EVALUATIONS", "Measured"]
