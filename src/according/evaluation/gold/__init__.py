"""The gold: claims by offsets into texts of others, and whole for our own reports; its parts; the second annotation."""

from according.evaluation.gold.linking import LinkedIncident, LinkedReport, Linking, load_linking
from according.evaluation.gold.loading import load_gold
from according.evaluation.gold.passage import Passage
from according.evaluation.gold.rows import in_words
from according.evaluation.gold.second import load_second
from according.evaluation.gold.split import digest_of, held_out, is_held_out

__all__ = [
    "LinkedIncident",
    "LinkedReport",
    "Linking",
    "Passage",
    "digest_of",
    "held_out",
    "in_words",
    "is_held_out",
    "load_gold",
    "load_linking",
    "load_second",
]
