"""What is held of a parse, so that nothing is walked twice: dependents, clauses, phrases, verdicts, label numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar, cast

from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

_T = TypeVar("_T")
_HELD = "according.tree"
_MOST_STEP, _WRAPPED = 1 << 63, 1 << 64  # a step to the left is written without a sign


@dataclass(frozen=True, slots=True)
class Phrase:
    """The tokens of one noun phrase, first to last (exclusive), with its head."""

    head: Token
    first: int
    last: int

    def __contains__(self, token: object) -> bool:
        return isinstance(token, Token) and token.doc is self.head.doc and self.first <= token.i < self.last


class Tree:
    """The parse of one document as it is asked for over and over: the dependents of each token, clauses, phrases.

    It is kept with the document, and holds numbers of tokens alone: with tokens neither would ever be let go.
    """

    def __init__(self, doc: Doc) -> None:
        """Take a parsed document."""
        self.children: list[list[tuple[int, int]]] = [[] for _ in range(len(doc))]
        for at, (label, step) in enumerate(doc.to_array(["DEP", "HEAD"]).tolist()):
            if step:
                self.children[at + step - (step > _MOST_STEP) * _WRAPPED].append((label, at))
        self.clauses: dict[int, int] = {}
        self.phrases: dict[tuple[int, bool], tuple[int, int]] = {}
        self.conjuncts: dict[int, list[int]] = {}
        self.complements: dict[int, list[tuple[int, int]]] = {}
        self.known: dict[tuple[str, int], object] = {}


def tree_of(doc: Doc) -> Tree:
    """The tree of a document, made when it is first asked for."""
    held: Tree | None = doc.user_data.get(_HELD)
    if held is None:
        held = doc.user_data[_HELD] = Tree(doc)
    return held


def once(what: str, token: Token, find: Callable[[Token], _T]) -> _T:
    """What `find` finds of a token, asked once in a document; what is found may hold no tokens."""
    known, key = tree_of(token.doc).known, (what, token.i)
    if key not in known:
        known[key] = find(token)
    return cast(_T, known[key])


class LabelIds(dict[tuple[str, ...], frozenset[int]]):
    """The numbers by which a parse knows the labels of these names: comparing them needs no look-up of words."""

    def __init__(self, labels: Mapping[str, frozenset[str]]) -> None:
        """Take the labels of a scheme by what they mean."""
        super().__init__()
        self._labels = labels

    def __missing__(self, names: tuple[str, ...]) -> frozenset[int]:
        self[names] = frozenset(get_string_id(label) for name in names for label in self._labels[name])
        return self[names]
