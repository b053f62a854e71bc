"""A passage of the gold: a text and the claims that are annotated in it, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from according.evaluation.measured import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text, where it is from, its part, and its claims as `docs/annotation.md` describes them, in words."""

    set: str
    id: str
    part: Part
    published: str | None
    text: str
    claims: tuple[Mapping[str, Any], ...]
