"""Are copies of one text found, and only copies? News texts against copies made of them, by a seed, and others.

A copy is what a desk makes of an agency's text: cut to a half at most, a sentence left out or put elsewhere, words put
for others or left out, another headline. Texts of others are those of the same sets, and the reports of one event by
different hands that `gold/linking` holds.
"""

import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import combinations
from pathlib import Path

from according.evaluation.gold import digest_of, load_linking
from according.evaluation.gold.texts import find_opening, read_texts
from according.evaluation.measured import Measured, Options, Spread
from according.joining.copies import find_copies
from according.language.sentences import find_sentences
from according.settings import Settings

LINKING = Path("gold/linking")
FOUND, FALSE, OF_ONE_EVENT = (
    "copies found",
    "other texts taken for copies",
    "other reports of an event taken for copies",
)
SETS = ("muc4", "re3d", "gum", "insightcrime")
LEAST_FOUND, MOST_FALSE = 0.95, 0.002
_PAIRS, _SEED = 500, 1
_OTHERS = 20  # texts that each is held against beside its copy
_LEAST_WORDS, _MOST_CHARACTERS = 60, 1200  # of a text
_LEAST_KEPT, _LEFT_OUT, _MOVED = 0.5, 0.5, 0.3
_PUT, _DROPPED = 0.5, 0.03  # words that have others, and small ones
_FEW = 3  # sentences, of which none is left out or moved
_WORD = re.compile(r"\w+(?:'\w+)?")
_TELLS_OF_COPIES = "cop"  # "agency copy", "statement copied"


def measure(data: Path | None, settings: Settings, options: Options) -> Measured:  # noqa: ARG001 (no reader is asked)
    """Make copies of texts of the public sets, and hold each against its own and against other texts.

    What is wanted is that 95 per cent of the copies are found, and 2 in a thousand others at most.
    """
    folder = options.folder(data)
    rng = random.Random(_SEED)
    texts = rng.sample(list(_texts(folder)), _PAIRS)
    table = (files("according.evaluation") / "copies.toml").read_text(encoding="utf-8")
    others = tomllib.loads(table)["others"]
    copies = [make_copy(text, _headline(texts[n - 1]), others, rng) for n, text in enumerate(texts)]
    missed = [n for n, (text, copy) in enumerate(zip(texts, copies, strict=True)) if not is_copy(text, copy)]
    beside = [(n, (n + step) % _PAIRS) for n in range(_PAIRS) for step in range(1, _OTHERS + 1)]
    false = [(n, other) for n, other in beside if is_copy(texts[n], copies[other])]
    figures = {FOUND: 1 - len(missed) / _PAIRS, FALSE: len(false) / len(beside)}
    spreads = {FOUND: Spread(of=_PAIRS), FALSE: Spread(of=len(beside))}
    if (LINKING / "reports.jsonl").is_file():
        told = list(_of_one_event(LINKING))
        figures[OF_ONE_EVENT] = sum(is_copy(*pair) for pair in told) / len(told)
        spreads[OF_ONE_EVENT] = Spread(of=len(told))
    faults = [f"{FOUND}: less than {LEAST_FOUND}"] if figures[FOUND] < LEAST_FOUND else []
    faults += [f"{name}: more than {MOST_FALSE}" for name in (FALSE, OF_ONE_EVENT) if figures.get(name, 0) > MOST_FALSE]
    return Measured(
        data=str(folder),
        digest=digest_of("\0".join(texts)),
        figures=figures,
        spreads=spreads,
        faults=tuple(faults),
        examples=(
            *(f"missed: {_headline(texts[n])} ... as {copies[n]!r}" for n in missed),
            *(f"taken for a copy: {_headline(texts[n])} ... as {copies[other]!r}" for n, other in false),
        ),
    )


def is_copy(one: str, other: str) -> bool:
    """Whether two texts are found to be copies of one."""
    return bool(find_copies({"one": one, "other": other}))


def make_copy(text: str, headline: str, others: Mapping[str, Sequence[str]], rng: random.Random) -> str:
    """What a desk makes of a text."""
    told = [span.words for span in find_sentences(text)]
    kept = told[: max(1, round(len(told) * rng.uniform(_LEAST_KEPT, 1)))]
    if len(kept) > _FEW and rng.random() < _LEFT_OUT:
        del kept[rng.randrange(1, len(kept))]
    if len(kept) > _FEW and rng.random() < _MOVED:
        kept.insert(rng.randrange(1, len(kept) - 1), kept.pop())
    return f"{headline}\n\n{' '.join(_reword(sentence, others, rng) for sentence in kept)}"


def _reword(sentence: str, others: Mapping[str, Sequence[str]], rng: random.Random) -> str:
    def put(match: re.Match[str]) -> str:
        word = match[0]
        known = others.get(word.lower())
        if known and rng.random() < _PUT:
            new = rng.choice(known)
            return new.upper() if word.isupper() else new.capitalize() if word[0].isupper() else new
        return "" if word.islower() and rng.random() < _DROPPED else word

    return re.sub(r" +(?=[ .,;])", "", _WORD.sub(put, sentence))


def _headline(text: str) -> str:
    return " ".join(text.split()[:8])


def _texts(folder: Path) -> Iterator[str]:
    for name in SETS:
        for _, text in sorted(read_texts(folder, name).items()):
            if len(text.split()) >= _LEAST_WORDS:
                yield find_opening(text, _MOST_CHARACTERS)


def _of_one_event(folder: Path) -> Iterator[tuple[str, str]]:
    """Each two reports that tell of one event, but of none that is told by copies."""
    gold = load_linking(folder)
    copied = {each.id for each in gold.incidents if any(_TELLS_OF_COPIES in kind for kind in each.tells)}
    for one, other in combinations(gold.reports, 2):
        shared = {name for name in one.incidents if name} & set(other.incidents)
        if shared and not shared & copied:
            yield one.text, other.text
