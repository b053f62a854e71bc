"""Measures of the parts (a shelf): each `measure(data, settings, options) -> Measured`, on data named by its digest."""

from collections.abc import Callable
from pathlib import Path

from according.evaluation.measured import PARTS, Measured, Options, Part, Spread
from according.settings import Settings
from according.shelf import Shelf

EVALUATIONS: Shelf[Callable[[Path | None, Settings, Options], Measured]] = Shelf(
    "evaluation",
    {
        "agreement": "according.evaluation.agreement:measure",
        "attribution": "according.evaluation.attribution:measure",
        "cases": "according.evaluation.cases:measure",
        "claims": "according.evaluation.claims:measure",
        "copies": "according.evaluation.copies:measure",
        "evidence": "according.evaluation.evidence:measure",
        "grounding": "according.evaluation.grounding:measure",
        "linking": "according.evaluation.linking:measure",
        "muc4": "according.evaluation.muc4:measure",
        "silence": "according.evaluation.silence:measure",
        "symmetry": "according.evaluation.symmetry:measure",
    },
)

__all__ = ["EVALUATIONS", "PARTS", "Measured", "Options", "Part", "Spread"]
