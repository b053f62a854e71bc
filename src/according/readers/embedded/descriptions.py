"""What a report says that a person is: titles, what stands behind or before the comma, "who is", "who fled"."""

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Token

from according.language.people import kind_of_title, names_a_role, speaker_kind_of
from according.readers.embedded.document import Sentence, plain

_LONGEST = 16  # tokens of a description: a longer one is another clause
_ENDS = frozenset(',.;:()”"“—–')


class Descriptions:
    """Finds the words that describe who has a name, by the marks about it: parses lose appositions often."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        """Take a language's table of coreference."""
        self._articles = frozenset((*words["articles"], *words["owning"]))
        self._relative = frozenset(words["relative"])
        self._undergoing = frozenset(words["undergoing"])

    def of(self, sentence: Sentence, first: int, name: int, last: int) -> tuple[str, ...]:
        """The descriptions of a name: tokens from `name` to `last`, its titles from `first` on; the fullest first."""
        titles = sentence.words(first, name).words if first < name else ""
        return tuple(filter(None, (self._behind(sentence, last), self._before(sentence, min(first, name)), titles)))

    def kind(self, sentence: Sentence, first: int, name: int, last: int) -> str:
        """The kind of speaker that the descriptions of a name tell; "" if none."""
        if name - first == 1 and (title := kind_of_title(sentence.doc[first].text)):
            told = next(filter(None, map(speaker_kind_of, self.of(sentence, first, first, last))), "")
            return told or title
        if kind := next(filter(None, map(speaker_kind_of, self.of(sentence, first, name, last))), ""):
            return kind
        return "witness" if self._went_through_it(sentence, last) else ""

    def _went_through_it(self, sentence: Sentence, last: int) -> bool:
        """Tell whether a name is that of somebody "who fled", "who lost two sons"."""
        tokens = [t for t in sentence.doc[last : last + 3] if t.text != ","]
        return (
            len(tokens) >= 2
            and plain(tokens[0].text) in self._relative
            and tokens[1].lemma_.lower() in self._undergoing
        )

    def _behind(self, sentence: Sentence, last: int) -> str:
        """What stands between two marks behind a name: ", a farmer from the valley,"."""
        doc = sentence.doc
        if last + 1 >= len(doc) or doc[last].text != ",":
            return ""
        first = last + 1
        if plain(doc[first].text) in self._relative and first + 1 < len(doc) and doc[first + 1].lemma_ == "be":
            first += 2
        end = self._end(list(doc[first : first + _LONGEST]))
        if end == 0 or any(_is_finite(token) for token in doc[first : first + end]):
            return ""
        words = sentence.words(first, first + end).words
        opens = plain(doc[first].text) in self._articles or names_a_role(words) or doc[first].tag_ in ("NN", "JJ")
        return words if opens and doc[first].text not in _ENDS else ""

    def _before(self, sentence: Sentence, first: int) -> str:
        """What stands before a name and a comma: "the head of the council, Ada Obi"."""
        doc = sentence.doc
        if first < 3 or doc[first - 1].text != ",":
            return ""
        start = first - 1
        while start > 0 and first - start < _LONGEST and doc[start - 1].text not in _ENDS:
            if _is_finite(doc[start - 1]):
                break
            start -= 1
        opening = [t.i for t in doc[start : first - 1] if plain(t.text) in self._articles][:1]
        words = sentence.words(opening[0], first - 1).words if opening else ""
        return words if words and names_a_role(" ".join(words.split()[:5])) else ""

    def _end(self, tokens: Sequence[Token]) -> int:
        """How many tokens stand before the mark that ends a description; 0 where none does."""
        return next((n for n, token in enumerate(tokens) if token.text in _ENDS), 0)

    def nouns(self, pieces: Sequence[str]) -> Iterator[str]:
        """The single words of descriptions, by which "the commissioner" means who was called one."""
        for piece in pieces:
            yield from (plain(word).strip(",.'’") for word in piece.split())


def _is_finite(token: Token) -> bool:
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD") and token.pos_ in ("VERB", "AUX")
