"""Joins lines that were broken to fit a page into paragraphs, and words that were broken over two lines."""

import re
from itertools import pairwise

_NARROW, _WIDE = 45, 100  # characters of a line that was broken to fit
_SHORT = 0.65  # of the usual width: a line that ends so early ended by itself
_END = re.compile(r"[.!?:;…][\"”’»)\]]*$")
_ITEM = re.compile(r"(?:[-*•‣▪–—]|\(?[0-9a-zA-Z]{1,3}[.)])\s")
_AROUND_A_WORD = ".,;:!?()[]\"'“”‘’«»"
_HYPHENS = tuple("-\u2010\u00ad")


def unwrap(text: str) -> str:
    """Join the lines of a text that was wrapped by hand or by a mail program; any other text comes back as it is."""
    lines = [line.rstrip() for line in text.splitlines()]
    pairs = [(line, after) for line, after in pairwise(lines) if line and after.strip()]
    if max(map(len, lines), default=0) > _WIDE or not pairs:
        return text
    broken = [after for line, after in pairs if len(line) >= _NARROW and not _END.search(line)]
    in_a_sentence = any(after.lstrip()[:1].islower() for after in broken)
    if len(broken) * 2 > len(pairs) and (in_a_sentence or len(broken) > 2):
        return join_lines(text)
    return text


def join_lines(text: str) -> str:
    """Join lines into paragraphs, one a line: a blank line, a list item or a line that ended early begins a new one."""
    lines = [line.strip() for line in text.splitlines()]
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[len(lengths) * 9 // 10] if lengths else 0
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        before = paragraphs[-1][-1] if paragraphs[-1] else ""
        is_broken = before[-1:] in _HYPHENS
        if not line or (before and (_ITEM.match(line) or (len(before) < _SHORT * usual and not is_broken))):
            paragraphs.append([])
        if line:
            paragraphs[-1].append(line)
    hyphenated = {word.strip(_AROUND_A_WORD) for word in text.split() if "-" in word}
    return "\n\n".join(_join(each, hyphenated) for each in paragraphs if each)


def _join(lines: list[str], hyphenated: set[str]) -> str:
    """One paragraph. A hyphen at a line's end goes, unless the word is written with it elsewhere, or a name follows."""
    parts: list[str] = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if not after or line[-1] not in _HYPHENS or not line[-2:-1].isalpha():
            parts.append(line + " ")
            continue
        whole = f"{line.split()[-1][:-1]}-{after.split(None, 1)[0]}".strip(_AROUND_A_WORD)
        parts.append(line[:-1] if after[0].islower() and whole not in hyphenated else line)
    return "".join(parts).rstrip()
