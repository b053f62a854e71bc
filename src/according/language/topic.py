"""What a text is about: armed conflict, or a field that borrows its words (sport, film, business)."""

import functools
import re

from according.language.sentences import word_lists

_WORD = re.compile(r"[\w'-]++")


@functools.cache
def _topic(name: str) -> frozenset[str]:
    return frozenset(word_lists("topic.toml")[name])


def is_about_violence(text: str) -> bool:
    """Tell whether a text can hold reports of violence: its words of other fields do not outnumber those of conflict.

    Different words are counted, not their repetitions, and three of another field are needed to outweigh.

    >>> is_about_violence("The striker scored in the final of the league cup."), is_about_violence("Gunmen killed two.")
    (False, True)
    """
    told = {word for line in text.lower().split("\n") for word in _WORD.findall(line)}
    elsewhere = len(told & _topic("elsewhere"))
    return elsewhere < 3 or elsewhere <= len(told & _topic("conflict"))
