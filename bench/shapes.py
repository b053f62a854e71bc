"""Thirteen shapes of text, each a function of its length: what a report looks like, and what someone hostile sends."""

from collections.abc import Callable
from dataclasses import dataclass

_STORY = (
    "Gunmen killed four villagers near Kumbo on Tuesday, police said. A spokesman for the rebels denied it. "
    "“At least 30 people fled to Bunia,” a resident told reporters. The army said that it had lost two men.\n\n"
)
_SKELETON = (  # with what a page of news has around its text, so that it is read and not refused
    '<!DOCTYPE html><html lang="en"><head><title>Deaths in Gao</title></head><body><main><article>'
    "<h1>Deaths in Gao</h1>BODY</article></main></body></html>"
)
_NAMES = "Kayes Gao Mali Army Kumbo Bunia General Traore "


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A shape of text: the row of the shelf of sources that reads it, and what makes it at a length in characters."""

    kind: str
    make: Callable[[int], str]


def _repeat(kind: str, piece: str) -> Shape:
    return Shape(kind=kind, make=lambda length: (piece * (length // len(piece) + 1))[:length])


def _page(piece: str) -> Shape:
    def make(length: int) -> str:
        return _SKELETON.replace("BODY", piece * (length // len(piece)))

    return Shape(kind="html", make=make)


SHAPES = {
    "plain prose": _repeat("text", _STORY),
    "one long line": _repeat("text", "soldiers killed rebels and "),
    "lines of one letter": _repeat("text", "A\n"),
    "capitals only": _repeat("text", "KILLED IN GAO "),
    "hyphens": _repeat("text", "A-B-C-"),
    "quotations never closed": _repeat("text", "“He said: "),
    "HTML of paragraphs": _page("<p>Killed in Gao on Monday, the army said.</p>"),
    "HTML of line breaks": _page("killed 3 in Gao on Monday, the army said<br>"),
    "HTML of entities": _page("<p>Killed in Gao &amp; &ldquo;Bunia&rdquo; on Monday.</p>"),
    "HTML of inline tags": _page("<b>Killed</b> in <i>Gao</i> on Monday, "),
    "digits and commas": _repeat("text", "1,234,"),
    "many short lines": _repeat("text", "Two died.\n"),
    "words in title case": _repeat("text", _NAMES),
}
