"""The texts that the gold points into, as the public sets hold them, passage by passage."""

import gzip
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from according.errors import SourceError
from according.evaluation.labelled import SETS, read_labelled
from according.evaluation.reading import read_rows

_OPENING_OF_RE3D, _OPENING_OF_GUM, _OPENING_OF_BBC, _LEAST_OF_AN_OPENING = 900, 800, 600, 300
_CHARACTERS_OF_AN_ID = 16
_TEXT_OF_TREES = "# text ="


def read_texts(corpora: Path, name: str) -> Mapping[str, str]:
    """The texts of one public set by id; a `SourceError` if the set is not in the folder or cannot be read."""
    try:
        found = dict(_SETS[name](corpora))
    except (OSError, EOFError, KeyError, UnicodeDecodeError) as error:
        raise SourceError(f"{corpora}: the texts of {name} cannot be read there: {error}") from error
    if not found:
        raise SourceError(f"{corpora}: there are no texts of {name}")
    return found


def sets() -> tuple[str, ...]:
    """The names of the public sets that gold may point into."""
    return tuple(_SETS)


def find_opening(text: str, most: int) -> str:
    """The beginning of a text, white space made one blank, up to its last full stop within so many characters."""
    text = re.sub(r"\s+", " ", text).strip()
    if len(text) <= most:
        return text
    end = text.rfind(". ", 0, most)
    return text[: end + 1] if end > _LEAST_OF_AN_OPENING else text[:most]


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        yield from stream


def _id_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_CHARACTERS_OF_AN_ID]


def _wire_sentences(corpora: Path) -> Iterator[tuple[str, str]]:
    for row in read_rows(corpora / "event_location" / "train.jsonl.gz"):
        yield _id_of(row["text"]), row["text"]


def _muc4(corpora: Path) -> Iterator[tuple[str, str]]:
    for row in read_rows(corpora / "muc4" / "templates_train.jsonl.gz"):
        yield row["docid"], row["doctext"]


def _re3d(corpora: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(corpora.glob("re3d/*/documents.jsonl.gz")):
        for row in read_rows(path):
            name = row.get("_id") or row.get("id") or row["documentId"]
            yield name, find_opening(row["text"], _OPENING_OF_RE3D)


def _gum(corpora: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(corpora.glob("gum/news/*.conllu.gz")):
        sentences = [line.split("=", 1)[1].strip() for line in _lines(path) if line.startswith(_TEXT_OF_TREES)]
        yield path.name.split(".")[0], find_opening(" ".join(sentences), _OPENING_OF_GUM)


def _openings(corpora: Path) -> Iterator[tuple[str, str]]:
    for row in read_rows(corpora / "openings" / "openings.jsonl.gz"):
        yield row["id"], row["text"]


def _bbc_news(corpora: Path) -> Iterator[tuple[str, str]]:
    for text, _ in read_labelled(corpora / SETS["bbc"].format(part="train")):
        opening = find_opening(text, _OPENING_OF_BBC)
        yield _id_of(opening), opening


def _causalnews(corpora: Path) -> Iterator[tuple[str, str]]:
    for text, _ in read_labelled(corpora / SETS["causalnews"].format(part="train")):
        yield _id_of(text), text


_SETS: Mapping[str, Callable[[Path], Iterator[tuple[str, str]]]] = {
    "event_location": _wire_sentences,
    "muc4": _muc4,
    "re3d": _re3d,
    "gum": _gum,
    "insightcrime": _openings,
    "indiapolice": _openings,
    "bbc_news": _bbc_news,
    "causalnews": _causalnews,
}
