"""Texts of the public sets that tell of no event, by kind: sport, business, lives, accidents and so on.

`gold/no_event.tsv` names them by kind, set and digest; the texts stay where they are. None of them is learned from.
"""

import gzip
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from according.errors import SourceError
from according.evaluation.gold import digest_of
from according.evaluation.reading import read_rows

NO_EVENT = "no_event.tsv"
_TEXT_OF_TREES = "# text ="


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A text without an event, of a kind; `name` is its set with the beginning of its digest."""

    kind: str
    name: str
    text: str


def load_no_event(folder: Path, corpora: Path) -> list[Plain]:
    """The texts that the folder of the gold names; a `SourceError` names those that the public sets do not have."""
    path = folder / NO_EVENT
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    if wrong := [row for row in rows if len(row) != 3 or row[1] not in _SETS]:
        raise SourceError(f"{path}: not a kind, a set and a digest: {wrong[0]}")
    texts: dict[tuple[str, str], str] = {}
    for name in dict.fromkeys(row[1] for row in rows):
        try:
            texts |= {(name, digest_of(text)): text for text in _SETS[name](corpora)}
        except (OSError, EOFError, KeyError, UnicodeDecodeError, etree.XMLSyntaxError) as error:
            raise SourceError(f"{corpora}: the texts of {name} cannot be read there: {error}") from error
    if missing := [row for row in rows if (row[1], row[2]) not in texts]:
        raise SourceError(f"{corpora}: {len(missing)} texts of {path} are not there, the first of {missing[0][1]}")
    return [
        Plain(kind=kind, name=f"{name} {digest[:16]}", text=texts[name, digest]) for kind, name, digest in rows
    ]  # fmt: skip


def texts_of(corpora: Path, name: str) -> Iterator[str]:
    """All texts of a set that may be named."""
    return _SETS[name](corpora)


def _bbc(corpora: Path) -> Iterator[str]:
    path = corpora / "sentences" / "bbc_news" / "dev.tsv.gz"
    yield from (line.split("\t")[0] for line in gzip.decompress(path.read_bytes()).decode("utf-8-sig").splitlines())


def _gum(corpora: Path) -> Iterator[str]:
    for path in sorted(corpora.glob("gum/*/*.conllu.gz")):
        if path.parent.name != "news":
            lines = gzip.decompress(path.read_bytes()).decode().splitlines()
            yield " ".join(line.split("=", 1)[1].strip() for line in lines if line.startswith(_TEXT_OF_TREES))


def _polnear(corpora: Path) -> Iterator[str]:
    yield from (row["text"] for row in read_rows(corpora / "attribution" / "polnear_dev.jsonl.gz"))


def _ecb(corpora: Path) -> Iterator[str]:
    words: dict[str, list[str]] = {}
    raw = (corpora / "linking" / "ecbplus" / "dev_corpus.txt.gz").read_bytes()
    for line in gzip.decompress(raw).decode().splitlines():
        cells = line.split("\t")
        if len(cells) > 3:
            words.setdefault(cells[0], []).append(cells[3])
    yield from (" ".join(told) for told in words.values())


def _articles(file: str) -> Callable[[Path], Iterator[str]]:
    def read(corpora: Path) -> Iterator[str]:
        raw = gzip.decompress((corpora / "geoparsing" / file).read_bytes())
        yield from (article.findtext("text") or "" for article in etree.fromstring(raw))

    return read


def _ewt(corpora: Path) -> Iterator[str]:
    texts: dict[str, list[str]] = {}
    name = ""
    for line in gzip.decompress((corpora / "syntax" / "en_ewt-dev.conllu.gz").read_bytes()).decode().splitlines():
        if line.startswith("# newdoc"):
            name = line.split("=")[1].strip()
        elif line.startswith(_TEXT_OF_TREES):
            texts.setdefault(name, []).append(line.split("=", 1)[1].strip())
    yield from (" ".join(told) for told in texts.values())


_SETS: Mapping[str, Callable[[Path], Iterator[str]]] = {
    "bbc": _bbc,
    "gum": _gum,
    "polnear": _polnear,
    "ecbplus": _ecb,
    "lgl": _articles("lgl.xml.gz"),
    "trnews": _articles("TR-News.xml.gz"),
    "ewt": _ewt,
}
