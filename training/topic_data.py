"""The public sets that the gate learns from beside the gold: windows of their texts, by what is known of each set.

No text of dev and test of the gold is among them, nor a dev or test part of a set that is measured on, nor GUM, TR-News
and the articles of LGL with odd numbers, which `according evaluate silence` reads as texts without events.
"""

import gzip
import json
import random
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from according.evaluation.gold import digest_of, held_out, is_held_out
from according.evaluation.gold.texts import find_opening
from according.evaluation.labelled import SETS, read_labelled
from according.evaluation.reading import read_rows
from according.model import Report
from according.ontology import load
from according.readers.embedded import EmbeddedReader
from according.readers.embedded.gate import has_cue, hashed, windows

_OPENING_OF_BBC = 600
_BORROWED = 0.15  # of the words of a text, where it borrows
_SENTENCES_READ = 3_500  # of the wire; more take longer to read and tell little more
_VIOLENT_TOPICS = ("8", "19", "24")  # of ECB+: a bomb, riots, an armed robbery
# A set: how much one of its windows weighs, and how many of a text are taken.
_WEIGHTS: Mapping[str, tuple[float, int]] = {
    "examples": (2.0, 9), "counterexamples": (1.0, 9), "bbc": (1.0, 20), "bbc, borrowed": (0.1, 20), "satp": (1.0, 9),
    "muc4": (0.3, 8),
    "ecb": (1.0, 8), "lgl": (0.5, 12), "polnear": (1.0, 8), "ewt": (1.0, 4), "wire": (0.15, 9),
    "read": (1.0, 9), "read, nothing found": (0.4, 9),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One window: of which set, whether it is taken to hold a claim, how much it weighs, its features."""

    set: str
    label: int
    weight: float
    places: Sequence[Sequence[int]]


def load_examples(gold: Path, data: Path, known: Set[str], readings: Path | None) -> list[Example]:
    """The windows of all sets; `known` texts, those of the gold, are left out, as are those that are held out."""
    held = held_out(gold)
    draw = random.Random(1)
    found: list[Example] = []
    for name, text, label in _texts(data, held, known, readings):
        if text in known or is_held_out(text, held) or is_held_out(find_opening(text, _OPENING_OF_BBC), held):
            continue
        weight, most = _WEIGHTS[name]
        told = hashed(text)
        chosen = [told[start:end] for start, end in windows(len(told))]
        if label and len(chosen) > 1:
            chosen = [places for places in chosen if has_cue(places)]
        if name == "polnear":  # among its articles are some of attacks
            chosen = [places for places in chosen if not has_cue(places)]
        if len(chosen) > most:
            chosen = draw.sample(chosen, most)
        found += [Example(set=name, label=label, weight=weight, places=places) for places in chosen]
    return found


def _texts(data: Path, held: frozenset[str], known: Set[str], readings: Path | None) -> Iterator[tuple[str, str, int]]:
    """Each text: its set, the text, whether it is taken to hold a claim."""
    for kind in load().values():
        yield from (("examples", example.text, 1) for example in kind.examples)
        yield from (("counterexamples", example.text, 0) for example in kind.counterexamples)
    wire = list(dict.fromkeys(row["text"] for row in read_rows(data / "event_location" / "train.jsonl.gz")))
    random.Random(1).shuffle(wire)
    news = [text for text, _ in read_labelled(data / SETS["causalnews"].format(part="train"))]
    unlabelled = [
        text for text in (*news, *wire[:_SENTENCES_READ]) if text not in known and not is_held_out(text, held)
    ]
    for text, is_found in _read(unlabelled, readings).items():
        yield "read" if is_found else "read, nothing found", text, int(is_found)
    yield from (("wire", text, 1) for text in wire[_SENTENCES_READ:])
    yield from (("satp", text, 1) for text, label in read_labelled(data / SETS["satp"].format(part="train")) if label)
    rows = read_rows(data / "muc4" / "templates_train.jsonl.gz")
    yield from (("muc4", row["doctext"], 1) for row in rows if row["templates"])
    elsewhere = [text for text, label in read_labelled(data / SETS["bbc"].format(part="train")) if not label]
    yield from (("bbc", text, 0) for text in elsewhere)
    free = [text for text in elsewhere if not is_held_out(find_opening(text, _OPENING_OF_BBC), held)]
    yield from (("bbc, borrowed", text, 0) for text in _borrowing(free))
    yield from (("ecb", text, 0) for text in _ecb(data))
    yield from (("lgl", text, 0) for text in _lgl(data))
    yield from (("polnear", row["text"], 0) for row in read_rows(data / "attribution" / "polnear_train.jsonl.gz"))
    yield from (("ewt", text, 0) for text in _ewt(data))


def _borrowing(texts: list[str]) -> Iterator[str]:
    """The same with cues in place of some words: sport, film and business borrow the words of war."""
    draw = random.Random(1)
    cues = sorted({phrase for kind in load().values() for cue in kind.cues for phrase in cue.words})
    for text in texts:
        yield " ".join(draw.choice(cues) if draw.random() < _BORROWED else word for word in text.split())


def _read(texts: list[str], kept: Path | None) -> dict[str, bool]:
    """In which sentences the reader finds a claim: what it would find must pass."""
    before: dict[str, bool] = {}
    if kept and kept.is_file():
        before = {row["sha256"]: row["found"] for row in read_rows(kept)}
    reader = EmbeddedReader(gated=False)
    found = {}
    for text in texts:
        digest = digest_of(text)
        if digest not in before:
            before[digest] = bool(reader.read([Report(text=text, language="en")])[0].readings)
        found[text] = before[digest]
    if kept:
        rows = (json.dumps({"sha256": digest, "found": told}) + "\n" for digest, told in before.items())
        kept.write_text("".join(rows), encoding="utf-8")
    return found


def _ecb(data: Path) -> Iterator[str]:
    words: dict[str, list[str]] = {}
    with gzip.open(data / "linking" / "ecbplus" / "train_corpus.txt.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) > 3:
                words.setdefault(cells[0], []).append(cells[3])
    yield from (" ".join(told) for name, told in words.items() if name.split("_")[0] not in _VIOLENT_TOPICS)


def _lgl(data: Path) -> Iterator[str]:
    """The articles of local papers, in America nearly all, with even numbers."""
    for article in etree.fromstring(gzip.decompress((data / "geoparsing" / "lgl.xml.gz").read_bytes())):
        if int(article.get("docid")) % 2 == 0:
            yield article.findtext("text") or ""


def _ewt(data: Path) -> Iterator[str]:
    """Reviews and answers: weblogs and newsgroups tell of a war."""
    texts: dict[str, list[str]] = {}
    name = ""
    with gzip.open(data / "syntax" / "en_ewt-train.conllu.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc"):
                name = line.split("=")[1].strip()
            elif line.startswith("# text =") and name.startswith(("reviews", "answers")):
                texts.setdefault(name, []).append(line.split("=", 1)[1].strip())
    yield from (" ".join(told) for told in texts.values())
