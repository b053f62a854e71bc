"""A web address: fetched, then read by the source of what it turns out to be."""

from collections.abc import Iterator
from datetime import datetime

from according.errors import ReportError, SourceError
from according.settings import Settings
from according.sources.content import Content, Item
from according.sources.detection import by_bytes, by_suffix
from according.sources.fetching import Answer, fetch
from according.sources.within import read_content

_KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "text",
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/jsonl": "jsonl",
    "application/x-jsonl": "jsonl",
    "application/jsonlines": "jsonl",
    "application/x-jsonlines": "jsonl",
    "application/x-ndjson": "jsonl",
    "application/ndjson": "jsonl",
}
# What servers say where they do not know; then the address and the bytes tell.
_UNTOLD = {
    "",
    "text/plain",
    "application/octet-stream",
    "binary/octet-stream",
    "application/json",
    "application/download",
}


class WebSource:
    """A page, or a text, PDF, DOCX or JSONL file on the web."""

    def __init__(self, address: str, settings: Settings, *, retrieved: datetime) -> None:
        self._address = address
        self._settings = settings
        self._retrieved = retrieved

    def fetch(self) -> Iterator[Item]:
        """Fetch the address and give the reports in what came, or why there are none."""
        try:
            answer = fetch(self._address.strip(), self._settings)
            kind = _kind(answer, self._address)
            if not answer.raw.strip():
                raise ReportError(f"{self._address}: the answer is empty")
        except (SourceError, ReportError) as error:
            yield error
            return
        content = Content(raw=answer.raw, name=self._address, address=answer.address, charset=answer.charset)
        yield from read_content(kind, content, self._settings, retrieved=self._retrieved)


def _kind(answer: Answer, name: str) -> str:
    """The row of the shelf that reads this answer; a `SourceError` where none does."""
    told = answer.content_type
    if told in _KINDS:
        return _KINDS[told]
    if told not in _UNTOLD:
        raise SourceError(f"{name}: the answer is {told[:60]}, which holds no report: give the address of a page")
    return by_suffix(answer.address.partition("?")[0]) or by_bytes(answer.raw)
