"""One measurement in a process of its own: `python -m bench.work parts`, or archive, or shape NAME, or reading KIND."""

import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from according import grounding
from according.grounding.actors import open_registry
from according.joining import join
from according.language.sentences import find_sentences
from according.model import Report
from according.readers import open_reader
from according.readers.embedded import pipelines
from according.settings import ReadSettings, Settings
from according.sources import Content
from according.sources.within import read_content
from bench.claims import make_claims
from bench.shapes import SHAPES

SHORT = (
    "Army and rebels dispute toll at Bunia\n\nThe army said on Tuesday that soldiers killed 12 militants near Bunia. "
    "A rebel spokesman told reporters that the group had killed five soldiers in Bunia on Monday.\n"
)
# What most of an archive is of; each is made some 2,000 characters long, as news is.
ELSEWHERE = (
    "The striker scored twice after half-time and the visitors held on for a draw in the cup. The coach was cross. ",
    "Shares in the retailer fell after it cut its forecast for the quarter; analysts expect a weak Christmas. ",
    "The film opened at the top of the box office, and its director has signed for a sequel, due next summer. ",
    "The maker unveiled a phone with a larger screen, which runs a new version of its software and is out in May. ",
)
TOWNS = ("Kayes", "Goma", "Idlib", "Sittwe", "Jolo", "Bakhmut", "Nyala", "Quetta", "Tumaco", "Marib")
MOST_SECONDS = 30
_BEST_OF = 3
_LONG_S = 2.0  # so long a run is not repeated
_BASE_S = 0.1  # a shape is made as long as takes this, and then ten times as long
_LEAST, _MOST = 2_000, 100_000  # characters; ten times the most is what a report may have at most
_MARKUP = 8  # bytes of HTML that may come for a character of text
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one run. The process is ended by the system where one run takes longer than the limit."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + MOST_SECONDS + 1, hard))
    began = time.process_time()
    work()
    return time.process_time() - began


def best(work: Callable[[], object]) -> float:
    """The least processor time of three runs; of one, where that is long."""
    least = seconds(work)
    for _ in range(_BEST_OF - 1):
        if least < _LONG_S:
            least = min(least, seconds(work))
    return least


def loop() -> int:
    """Work that never changes, by which the machine is known."""
    return sum(n * n % 7 for n in range(2_000_000))


class Reading:
    """Everything from bytes to claims, its world opened before."""

    def __init__(self, *, gate: bool = True) -> None:
        self._settings = Settings(read=ReadSettings(gate=gate))
        self._reader = open_reader(self._settings)
        self.world = grounding.open_world(self._settings, None)
        self.read("text", SHORT)

    def read(self, kind: str, text: str) -> str:
        """Read a text by the source of this kind; what came of it in a word or two."""
        content = Content(raw=text.encode(), name="bench", charset="utf-8")
        claims = 0
        for item in read_content(kind, content, self._settings, retrieved=datetime.now(UTC)):
            if not isinstance(item, Report):
                return "refused"
            (markup,) = self._reader.read([item])
            claims += len(grounding.ground(item, markup, self.world))
        return f"{claims} claims"


def measure_parts() -> dict[str, float]:
    """Parts beside the fixed loop."""
    reading = Reading()
    fixed = best(loop)
    find = reading.world.gazetteer.find
    open_anew = open_registry.__wrapped__
    return {
        "registry": best(open_anew) / fixed,
        "lookups": best(lambda: [find(name) for name in TOWNS * 100]) / fixed,
        "short": best(lambda: [reading.read("text", SHORT) for _ in range(10)]) / 10 / fixed,
    }


def measure_archive() -> dict[str, float]:
    """An archive in which one report of twenty is of a war, beside the same with all of it parsed."""
    archive = [(ELSEWHERE[n % len(ELSEWHERE)] * 18).strip() for n in range(19)]
    archive.append("\n\n".join([SHORT.strip()] * 8))
    gated, whole = Reading(), Reading(gate=False)
    return {
        "ratio": best(lambda: [gated.read("text", text) for text in archive])
        / best(lambda: [whole.read("text", text) for text in archive])
    }


def measure_shape(name: str) -> dict[str, float | str]:
    """A shape at a length that takes a good part of a second, and at ten times that length."""
    shape, reading = SHAPES[name], Reading(gate=False)  # of some the gate would leave nothing to parse
    most = _MOST * _MARKUP if shape.kind == "html" else _MOST

    def measure(length: int, times: Callable[[Callable[[], object]], float]) -> float:
        text = shape.make(length)
        return times(lambda: reading.read(shape.kind, text))

    length = _LEAST
    while length < most and measure(length, seconds) < _BASE_S:
        length = min(length * 2, most)
    once, tenfold = measure(length, best), measure(length * 10, best)
    came = reading.read(shape.kind, shape.make(length))
    return {"ratio": tenfold / once, "length": length, "came": came, "mb": peak_mb()}


def measure_words() -> dict[str, float]:
    """What parsing alone costs beside reading and grounding of the same text; joining is measured by itself."""
    reading = Reading()
    text = SHAPES["plain prose"].make(20_000)
    nlp = pipelines.load("en").nlp
    sentences = [span.words for span in find_sentences(text)]
    parse = best(lambda: list(nlp.pipe(sentences, batch_size=64)))
    whole = best(lambda: reading.read("text", text))
    return {"ratio": whole / parse, "per_second": len(text.split()) / whole}


def measure_joining(kind: str) -> dict[str, float]:
    """Joining of the claims of so many reports, and of ten times as many."""

    def measure(number: int) -> float:
        claims = make_claims(kind, number)
        return best(lambda: join(claims))

    least = 100
    once, tenfold = measure(least), measure(least * 10)
    return {"ratio": tenfold / once, "number": least}


def measure_parser() -> dict[str, float]:
    """The memory that the parser takes alone."""
    pipelines.load("en")
    return {"mb": peak_mb()}


def measure_reading(kind: str) -> dict[str, float]:
    """The memory that a short report takes (plain), or a file that is all one line, as large as a file may be."""
    if kind == "plain":
        Reading().read("text", SHORT)
    else:
        Reading().read(kind, "killed. " * 6_250_000)
    return {"mb": peak_mb()}


def peak_mb() -> float:
    """The most memory that this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _RSS_UNIT / 1_000_000


if __name__ == "__main__":
    measures: dict[str, Callable[..., object]] = {
        "parts": measure_parts,
        "archive": measure_archive,
        "shape": measure_shape,
        "reading": measure_reading,
        "words": measure_words,
        "joining": measure_joining,
        "parser": measure_parser,
    }
    print(json.dumps(measures[sys.argv[1]](*sys.argv[2:])))
