r"""Make `languages/LANG/attribution_cues.json`: which words are cues of attribution, in which constructions.

    python -m training.attribution DATA/attribution/polnear_train.jsonl.gz \
        -o src/according/languages/en/attribution_cues.json

Every word that could be a cue and is not one by the table of reporting is an example: for, where the annotation has an
attribution with that cue and that source; against, elsewhere. The threshold is the one with the best F1 of attributions
in five-fold cross-validation over articles. Nothing of the dev and test parts is read; of the texts nothing is kept but
weights by lemma and construction.
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from according.evaluation.reading import digest_of, read_rows
from according.readers.embedded import pipelines
from according.readers.embedded.attribution import Attributions
from according.readers.embedded.attribution_cues import Candidate, Cues
from according.readers.embedded.attribution_spans import Spans
from according.readers.embedded.document import Sentence, parse
from according.readers.embedded.relations import Relations
from according.readers.embedded.speech import Speech

STRENGTH = 0.3  # the inverse of the regularisation
RARE = 3  # a feature seen in fewer candidates is left out
SMALL = 0.02  # so is one whose weight is nothing
FOLDS = 5

Range = tuple[int, int]
Mask: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.bool_]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """What may be a cue: in which article, its features, whether it is one."""

    article: int
    features: tuple[str, ...]
    right: bool


@dataclass(slots=True)
class Examples:
    """The examples of all articles, and what stands beside them: attributions annotated, found and right already."""

    rows: list[Example]
    wanted: int = 0
    given: int = 0
    right: int = 0


def main() -> None:
    """Read the annotated articles, fit the weights, write them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("data", type=Path)
    options.add_argument("-o", "--output", type=Path, required=True)
    given = options.parse_args()
    reader = Reader("en")
    nlp = pipelines.load("en").nlp
    for number, row in enumerate(read_rows(given.data)):
        reader.add(number, row["text"], parse(row["text"], nlp, "en"), row["attributions"])
    weights, threshold, figures = fit(reader.examples)
    table = {
        "made_by": "training/attribution.py",
        "data": f"PolNeAR 1.0, train part, sha256 {digest_of(given.data)[:16]}",
        "cross_validated": figures,
        "threshold": threshold,
        "weights": weights,
    }
    given.output.write_text(json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(reader.examples.rows)} candidates, {len(weights)} weights, threshold {threshold}: {figures}")  # noqa: T201


class Reader:
    """Makes examples of annotated articles."""

    def __init__(self, language: str) -> None:
        """Take a language's relations and words of saying."""
        self._relations = Relations(pipelines.language_table(language, "labels"))
        self._spans = Spans(self._relations, pipelines.language_table(language, "reporting"))
        self._attributions = Attributions(self._relations, language)
        self._cues = Cues(self._relations, language)
        self.examples = Examples([])

    def add(self, number: int, text: str, sentences: Sequence[Sentence], rows: Sequence[dict[str, Any]]) -> None:
        """Take one article's candidates as examples."""
        gold = [_Gold(row) for row in rows if row.get("cue")]
        found = self._attributions.find(text, sentences)
        self.examples.wanted += len(gold)
        self.examples.given += len(found)
        for speech in found:
            one = next((g for g in gold if self._fits(speech, g)), None)
            if one is not None:
                self.examples.right += 1
                gold.remove(one)
        candidates = self._cues.candidates(sentences, found)
        chosen = self._right(candidates, gold)
        for n, candidate in enumerate(candidates):
            features = tuple(self._cues.features(candidate, found))
            self.examples.rows.append(Example(article=number, features=features, right=n in chosen))

    def _right(self, candidates: Sequence[Candidate], gold: Sequence["_Gold"]) -> set[int]:
        """The candidate of each annotated attribution: of those that fit it the one that shares most of its content."""
        speeches = [self._cues.speech(candidate, ()) for candidate in candidates]
        chosen: set[int] = set()
        for one in gold:
            fitting = [n for n, speech in enumerate(speeches) if n not in chosen and self._fits(speech, one)]
            if fitting:
                chosen.add(max(fitting, key=lambda n: (one.shares(candidates[n].content), -n)))
        return chosen

    def _fits(self, speech: Speech, gold: "_Gold") -> bool:
        """Tell whether an attribution has an annotated one's cue, and its source or none as it has none."""
        at = speech.sentence.at(speech.cue)
        if not any(start <= at < end for start, end in gold.cue):
            return False
        if not speech.sources or not gold.source:
            return not speech.sources and not gold.source
        first, last = self._spans.whole(speech.sources[0], speech.cue)
        if speech.sources[0].head.doc is not speech.cue.doc:
            return False
        source = speech.sentence.words(first, last).at
        return any(start < source[1] and source[0] < end for start, end in gold.source)


class _Gold:
    """An annotated attribution by the offsets of its parts."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.source, self.cue, self.content = (
            [(int(start), int(end)) for start, end in row.get(part) or ()] for part in ("source", "cue", "content")
        )

    def shares(self, content: Sequence[Range]) -> float:
        """How much of either content both have."""
        both = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in content for b in self.content)
        return both / max(1, sum(end - start for start, end in (*content, *self.content)) - both)


def fit(examples: Examples) -> tuple[dict[str, float], float, dict[str, float]]:
    """The weights by feature ("" is the bias), the threshold, and F1 with and without it in cross-validation."""
    rows = examples.rows
    seen = Counter(name for row in rows for name in set(row.features))
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([{name: 1.0 for name in row.features if seen[name] >= RARE} for row in rows])
    labels = np.array([row.right for row in rows])
    scores = np.zeros(len(rows))
    for learned, held in GroupKFold(FOLDS).split(matrix, labels, [row.article for row in rows]):
        model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(matrix[learned], labels[learned])
        scores[held] = model.predict_proba(matrix[held])[:, 1]
    thresholds = [round(float(each), 2) for each in np.arange(0.1, 0.9, 0.02)]
    threshold = max(thresholds, key=lambda each: _f1(examples, labels, scores >= each))
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(matrix, labels)
    named = zip(vectors.feature_names_, model.coef_[0], strict=True)
    weights = {name: round(float(weight), 2) for name, weight in named if abs(weight) >= SMALL}
    weights[""] = round(float(model.intercept_[0]), 3)
    figures = {
        "cue and source F1, words of saying alone": round(_f1(examples, labels, scores > 1), 3),
        "cue and source F1, with learned cues": round(_f1(examples, labels, scores >= threshold), 3),
    }
    return weights, threshold, figures


def _f1(examples: Examples, labels: Mask, kept: Mask) -> float:
    right = examples.right + int((labels & kept).sum())
    return 2 * right / max(1, examples.given + int(kept.sum()) + examples.wanted)


if __name__ == "__main__":
    main()
