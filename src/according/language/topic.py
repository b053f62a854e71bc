"""What a text is about: armed conflict, or a field that borrows its words (sport, film, business)."""

import functools

from according.language.sentences import Word, word_lists


@functools.cache
def _topic(name: str) -> frozenset[str]:
    return frozenset(word_lists("topic.toml")[name])


def is_about_violence(words: list[Word]) -> bool:
    """Tell whether a text can hold reports of violence: its words of other fields do not outnumber those of conflict.

    Different words are counted, not their repetitions, and three of another field are needed to outweigh.
    """
    told = {word.lower for word in words}
    elsewhere = len(told & _topic("elsewhere"))
    return elsewhere < 3 or elsewhere <= len(told & _topic("conflict"))
