"""Make `languages/LANG/selection.json`, by which the embedded reader tells claims from readings that nobody would note.

    python -m training.selection gold DATA -o src/according/languages/en/selection.json

Every reading of the train part of the gold that pairs with a claim there is an example for, every other one against; so
are the readings of the ontology's own examples and counterexamples.
The threshold is the highest one with nearly the best F1 of type and number in cross-validation over passages. Nothing
of the dev and test parts is read.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from according.evaluation.claim_fields import FIELDS, told_of_claim, told_of_gold
from according.evaluation.claim_tally import pair
from according.evaluation.gold import Passage, digest_of, load_gold
from according.grounding import World, ground, open_world
from according.model import NOT_STATED, Markup, Report
from according.ontology import load
from according.readers.embedded import EmbeddedReader
from according.settings import Settings
from according.sources.dates import published_date

STRENGTH = 0.1  # the inverse of the regularisation, the best of 0.03, 0.1, 0.3 and 1 in cross-validation
RARE = 3  # a feature seen in fewer readings is left out
SMALL = 0.004  # so is one whose weight is nothing
FOLDS = 5
NEAR = 0.004  # of thresholds whose F1 differs by no more the highest is taken: rather silent than wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One reading of a passage: its features; whether it pairs with a claim, and with its type and number.

    `gold`: of the annotated passages, not of the ontology's own sentences, which are learned from and not counted.
    """

    passage: int
    features: tuple[str, ...]
    found: bool
    right: bool
    background: bool
    gold: bool = True


def main() -> None:
    """Read the gold, fit the weights, write them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("gold", type=Path)
    options.add_argument("data", type=Path)
    options.add_argument("-o", "--output", type=Path, required=True)
    given = options.parse_args()
    passages = load_gold(given.gold, given.data, "train")
    examples, wanted = read_examples(passages)
    examples += read_ontology(len(passages))
    weights, threshold, figures = fit(examples, wanted)
    table = {
        "made_by": "training/selection.py",
        "gold": f"train part, {len(passages)} passages, sha256 {_digest(passages)}",
        "cross_validated": figures,
        "threshold": threshold,
        "weights": weights,
    }
    given.output.write_text(json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(examples)} readings, {len(weights)} weights, threshold {threshold}: {figures}")  # noqa: T201


def _digest(passages: Sequence[Passage]) -> str:
    return digest_of("\0".join(f"{passage.set} {passage.id} {passage.text}" for passage in passages))[:16]


def read_examples(passages: Sequence[Passage]) -> tuple[list[Example], int]:
    """All readings of these passages as examples, and how many claims the passages have that must be found."""
    reader, world = EmbeddedReader(), open_world(Settings())
    examples: list[Example] = []
    wanted = 0
    for number, passage in enumerate(passages):
        wanted += sum(not claim.get("background") for claim in passage.claims)
        examples += _examples_of(number, passage, reader, world)
    return examples, wanted


def _examples_of(number: int, passage: Passage, reader: EmbeddedReader, world: World) -> Iterator[Example]:
    published = published_date(passage.published) if passage.published else NOT_STATED
    report = Report(text=passage.text, given_id=passage.id, published=published)
    sentences, candidates, places = reader.candidates(report.text)
    # The score tells which reading a claim was made of.
    readings = tuple(replace(reading, score=float(n)) for n, (reading, _) in enumerate(candidates))
    markup = Markup(
        report=report.id, reader="embedded", version="training", sentences=sentences, mentions=places, readings=readings
    )
    claims = ground(report, markup, world)
    gold = [told_of_gold(claim) for claim in passage.claims]
    read = [told_of_claim(claim) for claim in claims]
    of = {there: here for here, there in pair(gold, read)}
    for n, claim in enumerate(claims):
        features = tuple(candidates[int(claim.scores["claim"])][1])
        one = gold[of[n]] if n in of else None
        right = one is not None and one.type == read[n].type and FIELDS["number"](one, read[n])
        yield Example(
            passage=number, features=features, found=one is not None, right=right,
            background=one is not None and one.background,
        )  # fmt: skip


def read_ontology(first: int) -> list[Example]:
    """The ontology's own sentences as examples: what tells a type for it, what must not tell it against it."""
    reader = EmbeddedReader()
    examples: list[Example] = []
    for number, kind in enumerate(load().values(), first):
        told = [(example.text, True) for example in kind.examples]
        told += [(example.text, False) for example in kind.counterexamples]
        for text, is_told in told:
            for reading, features in reader.candidates(text)[1]:
                if reading.type == kind.name:
                    row = Example(
                        passage=number,
                        features=tuple(features),
                        found=is_told,
                        right=False,
                        background=False,
                        gold=False,
                    )
                    examples.append(row)
    return examples


def fit(examples: Sequence[Example], wanted: int) -> tuple[dict[str, float], float, dict[str, float]]:
    """The weights by feature ("" is the bias), the threshold, and F1 with and without it in cross-validation."""
    seen = Counter(name for example in examples for name in set(example.features))
    kept = [{name: 1.0 for name in example.features if seen[name] >= RARE} for example in examples]
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(kept)
    labels = np.array([example.found for example in examples])
    groups = [example.passage for example in examples]
    scores = np.zeros(len(examples))
    for learned, held in GroupKFold(FOLDS).split(matrix, labels, groups):
        model = LogisticRegression(C=STRENGTH, max_iter=4000).fit(matrix[learned], labels[learned])
        scores[held] = model.predict_proba(matrix[held])[:, 1]
    thresholds = [round(float(each), 2) for each in np.arange(0.0, 0.8, 0.02)]
    reached = {each: _f1(examples, scores >= each, wanted) for each in thresholds}
    threshold = max(each for each, f1 in reached.items() if f1 >= max(reached.values()) - NEAR)
    model = LogisticRegression(C=STRENGTH, max_iter=4000).fit(matrix, labels)
    named = zip(vectors.feature_names_, model.coef_[0], strict=True)
    weights = {name: round(float(weight), 3) for name, weight in named if abs(weight) >= SMALL}
    weights[""] = round(float(model.intercept_[0]), 3)
    figures = {
        "type and number F1, all readings": round(_f1(examples, scores >= 0, wanted), 3),
        "type and number F1, those selected": round(_f1(examples, scores >= threshold, wanted), 3),
    }
    return weights, threshold, figures


def _f1(examples: Sequence[Example], kept: "np.ndarray[tuple[int], np.dtype[np.bool_]]", wanted: int) -> float:
    chosen = [example for example, keep in zip(examples, kept, strict=True) if keep and example.gold]
    right = sum(example.right for example in chosen)
    return 2 * right / max(1, len(chosen) + wanted + sum(example.background for example in chosen))


if __name__ == "__main__":
    main()
