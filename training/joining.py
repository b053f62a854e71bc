"""Make the two files by which joining tells pairs of episodes that are one incident from those that are not.

    python -m training.joining gold/linking DATA -o src/according/joining

`words.tsv.xz`: in how many of the public texts under DATA each word stands. `weights.json`: how much a likeness counts.
An example is a pair of episodes of two reports of the train part that may be one: for, where most of gold's claims of
both are of one incident. Against are also two incidents of one war as if they had been on one day. The reports are read
twice, by the reader's claims and by gold's. Nothing of the dev and test parts is read.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from according.evaluation.gold import load_linking
from according.evaluation.linking import Matched, match_gold, match_own
from according.evaluation.reading import ClaimReader
from according.grounding import ground
from according.joining.clustering import find_candidates
from according.joining.episodes import Episode, find_episodes
from according.joining.scenes import Feature
from according.joining.similarity import BIAS, WORDS, find_features, profile, shared_words
from according.joining.words import content_of
from according.settings import Settings
from training.gazetteer import TEXTS, pack, texts

STRENGTH = 1.0  # the inverse of the regularisation
# What speaks for or against, and how much at least: this sample has few happenings of one day and country. For words it
# is the middle of what joins the train part best, each war by the weights of the others.
LEAST = {
    "counts": 0.5, "counts other": -0.3, "deed other": -3.0, "deed same": 1.0, "harm same": 0.3, "harmed other": -0.5,
    "parties": 0.2, "person": 3.5, "place loose": -1.4, "place near": -1.2, "place other": -1.5, "place possible": 0.5,
    "place same": 1.0, "place unknown": -0.5, "reach": -0.5, WORDS: 4.5,
}  # fmt: skip
TIMES = ("time same", "time about", "time presumed")
LISTED = 3  # texts that a word must be in
PLACES = 3  # decimals that a weight is written with


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A pair of episodes: by what they are alike, and whether they are one incident."""

    features: Mapping[str, float]
    same: bool


def main() -> None:
    """Read the reports, fit the weights, write them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("gold", type=Path)
    options.add_argument("data", type=Path)
    options.add_argument("-o", "--output", type=Path, required=True)
    given = options.parse_args()
    (given.output / "words.tsv.xz").write_bytes(pack(count_words(given.data)))
    examples = [example for matched in read(given.gold) for example in find_examples(matched)]
    (given.output / "weights.json").write_text(
        json.dumps(fit(examples), indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    print(f"{len(examples):,} pairs, {sum(each.same for each in examples):,} of them one incident")  # noqa: T201


def count_words(data: Path) -> str:
    """The rows of the words, by name; first how many texts there are. A word of few texts is left out: it is rare."""
    number = 0
    found: Counter[str] = Counter()
    for name in TEXTS:
        for text in texts(data / name):
            number += 1
            found.update(set(content_of(text)))
    rows = [("", number), *sorted((word, count) for word, count in found.items() if count >= LISTED)]
    return "".join(f"{word}\t{count}\n" for word, count in rows)


def read(folder: Path) -> tuple[Sequence[Matched], Sequence[Matched]]:
    """The train part's reports by the reader's claims, and by gold's."""
    reader = ClaimReader(Settings())
    own, true = [], []
    for told in load_linking(folder, "train").reports:
        report = reader.report(
            told.text, given_id=told.id, published=told.published, publisher=told.publisher, language="en"
        )
        markup = reader.mark(report)
        own.append(match_own(told, report, ground(report, markup, reader.world)))
        true.append(match_gold(told, report, markup, reader.world))
    return own, true


def find_examples(matched: Sequence[Matched]) -> Iterator[Example]:
    """The pairs of episodes that may be one, each with its features."""
    labelled = [(each, label_of(each, told)) for told in matched for each in find_episodes(told.claims)]
    labelled.sort(key=lambda pair: (min(claim.id for claim in pair[0].claims), pair[0].report))
    profiles = [profile(episode) for episode, _ in labelled]
    near = set(find_candidates(profiles))
    for a, b in combinations(range(len(profiles)), 2):
        one, other = labelled[a][1], labelled[b][1]
        if profiles[a].report == profiles[b].report or not (one or other):
            continue
        features = find_features(profiles[a], profiles[b])
        values = {each.name: each.value for each in features} | {WORDS: shared_words(profiles[a], profiles[b])}
        if (a, b) in near and not any(each.forbids for each in features):
            yield Example(features=values, same=one == other)
        elif one != other and _war(one) == _war(other):
            yield from _as_if_close(features, values)


def _as_if_close(features: Sequence[Feature], values: Mapping[str, float]) -> Iterator[Example]:
    """Two happenings of one war as if they had been on one day, or about that, and told of one country.

    This gold has few that are; but for those of one deed in one place, which a day alone tells apart.
    """
    place = features[0].name or "place loose"
    if place != "place same" or "deed same" not in values:
        kept = {name: value for name, value in values.items() if name and not name.startswith(("place ", "time "))}
        for time in TIMES:
            yield Example(features={**kept, place: 1.0, time: 1.0}, same=False)


def _war(incident: str) -> str:
    return incident.rpartition("-")[0]


def label_of(episode: Episode, told: Matched) -> str:
    """The incident of most of gold's claims that an episode's claims stand for; "" for none."""
    stood_for = (told.incidents[number] for claim in episode.claims for number in told.stands_for.get(claim.id, ()))
    named = Counter(name for name in stood_for if name)
    return max(sorted(named), key=lambda name: named[name]) if named else ""


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """The weights of a logistic regression, by feature, each at least as `LEAST` has it.

    Both kinds of pairs weigh the same, whatever their numbers.
    """
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform([dict(each.features) for each in examples])
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=1000)
    model.fit(table, [each.same for each in examples])
    names = map(str, vectorizer.get_feature_names_out())
    learned = {name: float(weight) for name, weight in zip(names, model.coef_[0], strict=True)}
    for name, least in LEAST.items():
        learned[name] = (max if least > 0 else min)(least, learned.get(name, 0.0))
    return {name: round(weight, PLACES) for name, weight in {BIAS: float(model.intercept_[0]), **learned}.items()}


if __name__ == "__main__":
    main()
