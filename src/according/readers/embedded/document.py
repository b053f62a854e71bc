"""A report in parsed sentences, with the numbers and times in each, by offsets of the report's text."""

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from according.language.numbers import NumberPhrase, find_numbers
from according.language.sentences import find_sentences
from according.language.times import find_times
from according.model import Span
from according.readers import Progress
from according.readers.embedded.pipelines import language_table

_NO_START = (1 << 64) - 1  # what a parse writes for a token that begins no sentence: -1, without a sign
_BATCH = 64  # sentences parsed together; of one report, so that its parse depends on that report alone


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """One sentence: its parse, and what our own grammars read in it. `n` is its number in the report.

    `lower` holds its tokens' words in small letters. `closes`: it is only the end of the sentence before, and says who
    said that (", police and a doctor said"). `opens`: it is the first of its line.
    """

    n: int
    span: Span
    doc: Doc
    times: tuple[Span, ...]
    numbers: tuple[NumberPhrase, ...]
    closes: bool = False
    opens: bool = False
    lower: tuple[str, ...] = field(init=False, repr=False)
    _starts: tuple[int, ...] = field(init=False, repr=False)
    _ends: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Note each token's word, as `plain` writes it, and where it stands: all rooms ask for these over and over."""
        object.__setattr__(self, "lower", tuple(plain(token.text) for token in self.doc))
        object.__setattr__(self, "_starts", tuple(token.idx for token in self.doc))
        object.__setattr__(self, "_ends", tuple(token.idx + len(token) for token in self.doc))

    def at(self, token: Token) -> int:
        """The offset of a token in the report's text."""
        return self.span.start + token.idx

    def end(self, token: Token) -> int:
        """The offset behind a token in the report's text."""
        return self.span.start + token.idx + len(token)

    def words(self, first: int, last: int) -> Span:
        """The span of the tokens from `first` up to `last`."""
        start, end = self._starts[first], self._ends[last - 1]
        return Span(start=self.span.start + start, end=self.span.start + end, words=self.span.words[start:end])

    def token_at(self, offset: int) -> Token | None:
        """The token that holds an offset of the report's text, or the first one behind it."""
        n = bisect_right(self._ends, offset - self.span.start)
        return self.doc[n] if n < len(self._ends) else None

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """The tokens that begin within these offsets of the report's text."""
        return [token for token in self.doc if start <= self.span.start + token.idx < end]


def parse(text: str, nlp: Language, language: str, progress: Progress | None = None) -> list[Sentence]:
    """Cut a text into sentences and parse each; numbers and times are read by our own grammars, not by the parse.

    `progress` is told now and then which share of them is parsed, if they are many.
    """
    parts = [part for span in find_sentences(text) for part in _parts(span, language)]
    docs = nlp.pipe(_docs([span for span, _ in parts], nlp), batch_size=_BATCH)
    return [
        Sentence(n, span, doc, _times(span, language), _numbers(span, language), closes, _opens(text, span))
        for n, ((span, closes), doc) in enumerate(zip(parts, _told(docs, len(parts), progress), strict=True))
    ]


def _told(docs: Iterable[Doc], number: int, progress: Progress | None) -> Iterator[Doc]:
    """Pass on what is parsed, telling how far it is."""
    for n, doc in enumerate(docs):
        if progress is not None and n and n % _BATCH == 0:
            progress(n / number)
        yield doc


def _opens(text: str, span: Span) -> bool:
    """Tell whether nothing stands before a sentence in its line."""
    return not text[text.rfind("\n", 0, span.start) + 1 : span.start].strip()


def _parts(sentence: Span, language: str) -> list[tuple[Span, bool]]:
    """A sentence, cut before the speaker that it ends with: parsers take him for one more of those killed."""
    match = _closing(language).search(sentence.words)
    if match is None or match.start() < 20:
        return [(sentence, False)]
    start = sentence.start + match.start("who")
    head = sentence.words[: match.start()].rstrip()
    return [
        (Span(start=sentence.start, end=sentence.start + len(head), words=head), False),
        (Span(start=start, end=sentence.end, words=sentence.words[match.start("who") :]), True),
    ]


@functools.cache
def _closing(language: str) -> re.Pattern[str]:
    """Find ", A and B said on Tuesday." at the end of a sentence, with no verb but that of saying."""
    words = language_table(language, "reporting")["closing"]
    verbs, none = ("|".join(map(re.escape, words[name])) for name in ("verbs", "never"))
    word = rf"(?!(?:{none}|{verbs})\b)[^\s,;:“”\"]{{1,40}}"
    more = rf"(?:\s{{1,4}}{word})"
    named = rf"(?:,\s(?:an?|the){more}{{1,10}},|\s{{1,4}}who{more}{{1,6}})?"  # "Ama Doku, a nurse for the army, said"
    no_speaker = r"(?:(?<=told)|(?!\s{1,4}the\s{1,4}\w+[.…]*$))"  # ", said the sources": who speaks stands behind
    return re.compile(
        rf",[”\"]?\s{{1,4}}(?P<who>{word}(?:\s{{1,4}}{word}){{0,13}}{named}\s{{1,4}}(?:{verbs}){no_speaker}"
        rf"(?:\s{{1,4}}{word}){{0,7}})[.…]{{0,4}}[”\"]?$",
        re.IGNORECASE,
    )


def _docs(spans: Sequence[Span], nlp: Language) -> Iterable[Doc]:
    """Each sentence in tokens, marked as one: the parser may not cut it again."""
    for span in spans:
        doc = nlp.make_doc(span.words)
        starts: Any = doc.to_array(["SENT_START"])
        starts.fill(_NO_START)
        starts[:1] = 1
        yield doc.from_array(["SENT_START"], starts)


def _times(sentence: Span, language: str) -> tuple[Span, ...]:
    return tuple(_moved(span, sentence.start) for span in find_times(sentence.words, language))


def _numbers(sentence: Span, language: str) -> tuple[NumberPhrase, ...]:
    return tuple(
        NumberPhrase(span=_moved(n.span, sentence.start), least=n.least, most=n.most, qualifier=n.qualifier)
        for n in find_numbers(sentence.words, language)
    )


def _moved(span: Span, by: int) -> Span:
    return Span(start=span.start + by, end=span.end + by, words=span.words)


@functools.lru_cache(maxsize=4096)
def plain(word: str) -> str:
    """A word in lower case with plain apostrophes."""
    return word.lower().replace("’", "'")
