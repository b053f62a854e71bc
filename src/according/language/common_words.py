"""English words that texts write small: where a text has no capitals, what is none of them may be a name."""

import lzma
from functools import cache
from importlib import resources


@cache
def common_words() -> frozenset[str]:
    """Words that texts write small: no village is meant by one alone."""
    return frozenset(lzma.decompress(packed_words()).decode().split())


def packed_words() -> bytes:
    """The list as it is kept, as `training/gazetteer.py` made it."""
    return (resources.files("according.language") / "words.txt.xz").read_bytes()
