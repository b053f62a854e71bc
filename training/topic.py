"""Make `languages/LANG/topic.json`, by which the embedded reader leaves a report that can hold no claim unparsed.

    python -m training.topic gold DATA -o src/according/languages/en/topic.json

Windows of words are the examples: those of the train part of the gold, with a claim's words in them or of a silent
passage, and those of public sets (training/topic_data.py). The threshold is the highest at which five-fold
cross-validation over passages of the train part loses no more of those with claims than `MOST_LOST`. Nothing of dev
and test is read. `--readings FILE` keeps what the reader found in sentences without labels for the next run: reading
them takes most of the time.
"""

import argparse
import base64
import json
import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from according.evaluation.gold import Passage, digest_of, load_gold
from according.readers.embedded.gate import ELSEWHERE, SIZE, find_words, hashed, windows
from training.topic_data import Example, load_examples

MOST_LOST = 0.005  # of the passages with claims; the aim is under a hundredth
OF_GOLD = 3.0  # how much more a window of the gold weighs than one of another set
FOLDS = 5
LEAST = -4.0  # what a word of another field weighs at least, so that three of them do not outweigh a killing
STRENGTH = 1.0  # the inverse of the regularisation
_SEED = 1
_LARGEST = 32767

Places = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """Windows as a matrix of features, their labels and their weights."""

    rows: Any
    labels: "np.ndarray[Any, Any]"
    weights: "np.ndarray[Any, Any]"


def main() -> None:
    """Read the sets, fit the weights, write them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("gold", type=Path)
    options.add_argument("data", type=Path)
    options.add_argument("-o", "--output", type=Path, required=True)
    options.add_argument("--readings", type=Path)
    given = options.parse_args()
    passages = load_gold(given.gold, given.data, "train")
    examples = load_examples(given.gold, given.data, {passage.text for passage in passages}, given.readings)
    table = fit(passages, examples)
    table["gold"] = f"train part, {len(passages)} passages, sha256 {_digest(passages)}"
    table["sets"] = dict(sorted(Counter(example.set for example in examples).items()))
    given.output.write_text(json.dumps(table, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(examples)} windows, threshold {table['threshold']}: {table['cross_validated']}")  # noqa: T201


def _digest(passages: Sequence[Passage]) -> str:
    return digest_of("\0".join(f"{passage.set} {passage.id} {passage.text}" for passage in passages))[:16]


def fit(passages: Sequence[Passage], examples: Sequence[Example]) -> dict[str, Any]:
    """The table of the gate: weights in sixteen bits each, bias, threshold, and what cross-validation tells."""
    others = Windows(
        rows=matrix([example.places for example in examples]),
        labels=np.array([example.label for example in examples]),
        weights=np.array([example.weight for example in examples]),
    )
    whole = [matrix(windows_of(passage.text)) for passage in passages]
    learned = [_of_passage(passage) for passage in passages]
    order = list(range(len(passages)))
    random.Random(_SEED).shuffle(order)
    scores = np.zeros(len(passages))
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        model = _fit([others, *(part for n, part in enumerate(learned) if n not in held)])
        for n in held:
            scores[n] = model.decision_function(whole[n]).max()
    told = np.array([bool(passage.claims) for passage in passages])
    threshold = float(np.sort(scores[told])[int(MOST_LOST * told.sum())])
    model = _fit([others, *learned])
    weights = model.coef_[0]
    scale = float(np.abs(weights).max()) / _LARGEST
    return {
        "made_by": "training/topic.py",
        "weights": base64.b64encode(np.round(weights / scale).astype("<i2").tobytes()).decode(),
        "scale": scale,
        "bias": float(model.intercept_[0]),
        "threshold": round(1 / (1 + math.exp(-threshold)), 4),
        "cross_validated": {
            "silent": int((~told).sum()),
            "stopped": int((scores[~told] < threshold).sum()),
            "with_claims": int(told.sum()),
            "lost": int((scores[told] < threshold).sum()),
        },
    }


def _fit(parts: Sequence[Windows]) -> LogisticRegression:
    filled = [part for part in parts if part.rows.shape[0]]
    model = LogisticRegression(C=STRENGTH, max_iter=120).fit(
        vstack([part.rows for part in filled]),
        np.concatenate([part.labels for part in filled]),
        sample_weight=np.concatenate([part.weights for part in filled]),
    )
    model.coef_[0][ELSEWHERE] = max(model.coef_[0][ELSEWHERE], LEAST)
    return model


def _of_passage(passage: Passage) -> Windows:
    """The windows of a passage that are learned from: all of a silent one, else those with a claim's word."""
    chosen = list(_chosen(passage))
    return Windows(
        rows=matrix(chosen),
        labels=np.full(len(chosen), int(bool(passage.claims))),
        weights=np.full(len(chosen), OF_GOLD),
    )


def _chosen(passage: Passage) -> Iterator[Places]:
    words = find_words(passage.text)
    triggers = [set(find_words(claim["trigger"])) for claim in passage.claims]
    for (start, end), places in zip(windows(len(words)), windows_of(passage.text), strict=True):
        within = set(words[start:end])
        if not triggers or any(trigger and trigger <= within for trigger in triggers):
            yield places


def windows_of(text: str) -> list[Places]:
    """The features of each window of a text."""
    told = hashed(text)
    return [told[start:end] for start, end in windows(len(told))]


def matrix(rows: Sequence[Places]) -> csr_matrix:
    """The windows as the gate weighs them: how often each feature stands there, by the root of the window's length."""
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for words in rows:
        counts = Counter(place for places in words for place in places)
        columns += counts.keys()
        values += [number / math.sqrt(max(1, len(words))) for number in counts.values()]
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(rows), SIZE))


if __name__ == "__main__":
    main()
