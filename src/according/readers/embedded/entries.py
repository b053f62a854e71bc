"""Reports in entries: the place and the day that a dateline, a log's entry or a row of a table opens with."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from according.language.common_words import is_no_word
from according.language.people import kind_of, names_a_role, settlements, status_of
from according.language.times import find_times
from according.model import Span
from according.readers.embedded.document import Sentence, plain
from according.readers.embedded.pipelines import language_table

# What parts the head of an entry from its text, and its parts from each other.
_MARK = re.compile(r"\s*(?P<end>(?:\s?\([^()]{2,40}\))?\s(?:[—–|]|--?)(?=\s|$)|:(?=\s|$)|[.](?=$)|[,;](?=\s))\s*")
_LEAD = re.compile(r"[^\w(]*(?:No\.? ?\d{1,5}\s*\|\s*)?")
_DATE = re.compile(r"\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?(?=\s|$)")
_HOUR = re.compile(
    r"(?:at )?\d{1,2}[:.h]\d\d(?: ?[ap]\.?m\.?)?(?: hours| hrs| GMT| UTC)?|\d{1,2} ?[ap]\.?m\.?", re.IGNORECASE
)
_SMALL_HEAD = re.compile(r"(?:^|\d{4}\s)(?P<place>[a-z]{5,20}): [a-z]")
_DASHES = ("—", "–", "-")
_TOP = 3  # sentences, among which the dateline of a whole report stands
_LONGEST = 5  # words of a place in a head


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """What an entry opens with: its places, and its day; `hour` where it only tells when it was written."""

    where: tuple[Span, ...] = ()
    when: Span | None = None
    hour: bool = False


class Entries:
    """The entries of a report, by the number of the sentence that opens each."""

    def __init__(self, sentences: Sequence[Sentence], language: str) -> None:
        """Find them: a dateline, and what stands at the start of a line in its shape."""
        self._words = language_table(language, "places")
        self._inside = frozenset(self._words["inside_names"])
        following = [*sentences[1:], None]
        found = {
            sentence.n: entry
            for sentence, behind in zip(sentences, following, strict=False)
            if sentence.opens and (entry := self._entry(sentence, behind))
        }
        # One place at the top is where it was written; several are those of the entries.
        if len(found) == 1:
            found = {n: entry for n, entry in found.items() if n >= _TOP}
        for sentence in sentences[:_TOP]:  # in small letters it is where the report plays: "tarnek: two were hurt"
            if (head := _SMALL_HEAD.search(sentence.span.words)) and is_no_word(head["place"]) and not found:
                start = sentence.span.start + head.start("place")
                found[sentence.n] = Entry(
                    where=(Span(start=start, end=start + len(head["place"]), words=head["place"]),)
                )
        # One day at the top is that of publication, not of what is told; several are those of the entries.
        dated = sum(entry.when is not None for entry in found.values()) > 1
        self._found = {n: entry if dated else Entry(where=entry.where, hour=entry.hour) for n, entry in found.items()}

    def at(self, sentence: Sentence) -> Entry | None:
        """The entry that a sentence opens, if it opens one."""
        return self._found.get(sentence.n)

    def _entry(self, sentence: Sentence, behind: Sentence | None) -> Entry | None:
        """Read the parts of a line from its start: days, hours and places, up to the first that is none of them."""
        where: list[Span] = []
        when: Span | None = None
        hour, end = False, ""
        parts = [*self._parts(sentence.span)]
        if parts and behind is not None and not behind.opens and parts[-1][1].endswith(_DASHES):
            parts += self._parts(behind.span)
        for part, mark in parts:
            if _HOUR.fullmatch(part.words):
                hour = True
            elif self._is_time(part.words):
                when = part if when is None or _DATE.fullmatch(when.words) else when  # "5/9 30 July:": of nine parts
            elif self._is_place(part.words) and (not where or end == ",") and (when or mark != ":"):
                where.append(part)
            else:
                break
            end = mark
        if when is None and not where:
            return Entry(hour=True) if hour else None
        if when is None:  # "BANDAR KUSHAN -", "PEMBA, Mozambique (Agency) -"
            closed = end.endswith(_DASHES) and (where[0].words.isupper() or end[0] == "(" or len(where) > 1)
        else:
            closed = end != ","
        return Entry(tuple(where), when, hour and when is None) if closed else None

    def _parts(self, line: Span) -> Iterator[tuple[Span, str]]:
        """A line from its start, mark by mark: a day or an hour at the head of a part is a part by itself."""
        lead = _LEAD.match(line.words)
        at = lead.end() if lead else 0
        while at < len(line.words):
            mark = _MARK.search(line.words, at)
            stop = mark.start() if mark else len(line.words)
            for start, end in self._split(line.words, at, stop):
                whole = end == stop
                words = line.words[start:end]
                end_mark = (mark["end"].strip() if mark else "") if whole else ","
                if words:
                    yield Span(start=line.start + start, end=line.start + end, words=words), end_mark
            if mark is None:
                return
            at = mark.end()

    def _split(self, words: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
        match = _DATE.match(words, start, stop) or _HOUR.match(words, start, stop)
        if match and match.end() < stop:
            yield start, match.end()
            start = match.end() + len(words[match.end() : stop]) - len(words[match.end() : stop].lstrip(" ,"))
        yield start, stop

    def _is_time(self, words: str) -> bool:
        told = sum(span.end - span.start for span in find_times(words))
        return bool(_DATE.fullmatch(words)) or told * 3 >= len(words) * 2

    def _is_place(self, words: str) -> bool:
        parts = words.split()
        if not 1 <= len(parts) <= _LONGEST or not parts[0][:1].isupper():
            return False
        if kind_of(words) or status_of(words) or names_a_role(words):
            return False
        known = settlements()
        return all(
            (part[:1].isupper() and not any(c.isdigit() for c in part))
            or plain(part) in self._inside
            or plain(part).rstrip(".") in known
            or plain(part) in self._words["sites"]
            for part in parts
        ) and not any(plain(part) in self._words["never"] for part in parts)
