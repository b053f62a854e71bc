"""Turns bytes into text, and refuses where it would have to guess."""

import codecs
import re
from itertools import islice

from charset_normalizer import from_bytes

from according.errors import ReportError
from according.sources.languages import tell_language

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MOST_BYTES_OF_A_CHARACTER = 4  # in any encoding that is read
_LOOKED_AT = 60_000  # bytes that an encoding is guessed from
_COHERENT = 0.4  # charset-normalizer's coherence of true readings was 0.44 to 0.61, of wrong ones 0.0 to 0.35
_MOST_CONTROLS = 0.005
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

# In all of cp1250 to cp1258 these bytes are quotation marks, dashes, an ellipsis and the space that does not break.
_TYPOGRAPHY = bytes(range(0x80)) + b"\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\xa0"
_OTHER_SCRIPTS = ["cp1251", "koi8_r", "cp1256", "cp1255", "cp1253", "gb18030", "shift_jis", "euc_kr", "big5"]
_MARKS = frozenset("“”„‚‘’‹›–—…«»€£°§¿¡·•©®ºª\xa0")
_CODE_PAGES = {
    "cp1252": "en fr es pt de it nl da sv no nb nn fi is ca gl eu af sw ht mg so rw ln wo ha yo ig om zu xh tl id ms",
    "cp1250": "pl cs sk hu hr sl ro bs sq sr",
    "cp1254": "tr az",
}
_PAGE_OF = {language: page for page, languages in _CODE_PAGES.items() for language in languages.split()}


def decode(raw: bytes, name: str, *told: str) -> str:
    """Read bytes as text: by their byte order mark, by UTF-8, by the encodings `told`, then by a careful guess.

    A `ReportError` if they are empty, no text, or in an encoding that cannot be told for sure.
    """
    if not raw.strip():
        raise ReportError(f"{name}: it is empty")
    text = _by_mark(raw, name)
    if text is None and b"\0" in raw:
        raise ReportError(f"{name}: this is no text but a binary file: save the report as text, HTML, PDF or DOCX")
    if text is None:
        text = next(filter(None, (_strictly(raw, each) for each in ("utf-8", *told))), "") or _guess(raw)
    if not text:
        raise ReportError(f"{name}: cannot tell its encoding: save it as UTF-8 and try again")
    most = 1 + int(_MOST_CONTROLS * len(text))
    if sum(1 for _ in islice(_CONTROL.finditer(text), most + 1)) > most:
        raise ReportError(f"{name}: this is no text but a binary file: save the report as text, HTML, PDF or DOCX")
    return text


def _by_mark(raw: bytes, name: str) -> str | None:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            text = _strictly(raw, encoding)
            if text is None and encoding != "utf-8":
                raise ReportError(f"{name}: broken {encoding.upper()}: save it as UTF-8 and try again")
            return text.removeprefix("\ufeff") if text is not None else None
    return None


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (ValueError, LookupError):  # what a page tells may be no encoding at all
        return None


def _guess(raw: bytes) -> str:
    """The text, or "" where nothing is sure."""
    if not raw.translate(None, _TYPOGRAPHY):
        return raw.decode("cp1252")
    looked_at = raw[:_LOOKED_AT]
    best = from_bytes(looked_at, cp_isolation=_OTHER_SCRIPTS).best()
    if best is not None and best.coherence >= _COHERENT and not _is_mostly_ascii(looked_at):
        text = _strictly(raw, best.encoding)
    else:
        # Letters with accents look alike in all of these; the language tells which of them was written.
        language = tell_language(looked_at.decode("cp1252", "ignore"))
        text = _strictly(raw, _PAGE_OF[language]) if language in _PAGE_OF else None
    return text if text is not None and _is_plausible(text) else ""


def _is_mostly_ascii(raw: bytes) -> bool:
    return len(raw.translate(None, bytes(range(0x80)))) < len(raw) / 4


def _is_plausible(text: str) -> bool:
    """Whether what is not ASCII is letters, or marks as they are printed."""
    others = set(text) - set(map(chr, range(0x80)))
    return all(each.isalnum() or each in _MARKS or "\u3000" <= each <= "\u303f" or each >= "\uff00" for each in others)
