"""English words that texts write small: where a text has no capitals, what is none of them may be a name."""

import lzma
from functools import cache
from importlib import resources

_SHORTEST = 5  # letters: shorter ones are too often a slip


@cache
def common_words() -> frozenset[str]:
    """Words that texts write small: no village is meant by one alone."""
    return frozenset(lzma.decompress(packed_words()).decode().split())


def is_no_word(word: str) -> bool:
    """Tell a word in small letters that texts do not write small: it is a name, or a slip.

    >>> is_no_word("ahmedabad"), is_no_word("camps"), is_no_word("goma")
    (True, False, False)
    """
    stem = word.strip(".,;:'\"()")
    return (
        len(stem) >= _SHORTEST
        and stem.isalpha()
        and common_words().isdisjoint((stem, stem.removesuffix("s"), stem.removesuffix("es"), stem.removesuffix("d")))
    )


def packed_words() -> bytes:
    """The list as it is kept, as `training/gazetteer.py` made it."""
    return (resources.files("according.language") / "words.txt.xz").read_bytes()
