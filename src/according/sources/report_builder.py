"""Makes a report of what a source found: cleaned text with the title as its first line, and its language."""

import re
from datetime import datetime

from according.errors import ReportError
from according.model import NOT_STATED, Period, Report, Unknown
from according.settings import Settings
from according.sources.cleaning import clean
from according.sources.decoding import MOST_BYTES_OF_A_CHARACTER
from according.sources.languages import tell_language

_LOOKED_AT = 8  # lines at the head of a text among which its title may stand
_SHORT = 100  # characters of a line that is no paragraph
_NO_WORD = re.compile(r"[\W_]+")
_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9_-]+)?", re.IGNORECASE | re.ASCII)


def make_report(
    text: str,
    settings: Settings,
    *,
    name: str,
    retrieved: datetime,
    raw: bytes,
    title: str = "",
    address: str = "",
    given_id: str = "",
    publisher: str = "",
    published: Period | Unknown = NOT_STATED,
    published_how: str = "",
    language: str = "",
) -> Report:
    """Clean a text and make a report of it; a `ReportError` that begins with `name` if it is empty or too long.

    `language`, where it is an ISO code, is believed; else the text tells. `given_id` defaults to `name`.
    """
    refuse_long(text, settings, name)
    cleaned = clean(_titled(text, title))
    if not any(map(str.isalnum, cleaned)):
        raise ReportError(f"{name}: there is no text in it: is it the right one?")
    code = _CODE.fullmatch(language.strip())
    return Report(
        text=cleaned,
        address=address,
        given_id=given_id or name,
        publisher=" ".join(publisher.split()),
        published=published,
        published_how=published_how,
        language=code[1].lower() if code else tell_language(cleaned),
        retrieved=retrieved,
        raw=raw,
    )


def refuse_long(text: str, settings: Settings, name: str) -> None:
    """Raise a `ReportError` if a text is longer than the settings allow: before anything is done that takes time."""
    if len(text) > settings.read.most_characters:
        raise _too_long(f"{len(text):,}", settings, name)


def refuse_bytes(raw: bytes, settings: Settings, name: str) -> None:
    """Raise a `ReportError` if so many bytes are too long a text in any encoding: before they are decoded."""
    least = len(raw) // MOST_BYTES_OF_A_CHARACTER
    if least > settings.read.most_characters:
        raise _too_long(f"{least:,} or more", settings, name)


def _too_long(number: str, settings: Settings, name: str) -> ReportError:
    return ReportError(
        f"{name}: the text has {number} characters, more than {settings.read.most_characters:,}: split it, or raise "
        "most_characters under [read] in according.toml"
    )


def _titled(text: str, title: str) -> str:
    """The text with its title as the first line, unless it begins with it already."""
    bare = _bare(title)
    if not bare or _bare(text[: 2 * len(title) + 200]).startswith(bare):
        return text
    lines = text.splitlines()
    for at, line in enumerate(lines[:_LOOKED_AT]):
        if _bare(line) == bare:  # what stands above a title is the name of a section, a date, a name
            lines = lines[at + 1 :]
            break
        if len(line) > _SHORT:
            break
    return "\n".join((" ".join(title.split()), "", *lines))


def _bare(words: str) -> str:
    return _NO_WORD.sub("", words).casefold()
