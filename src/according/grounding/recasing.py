"""Gives names their capitals in a text that has none, so that they can be told from other words."""

import re
from dataclasses import replace

from according.grounding.place_words import is_kind, place_words
from according.language.common_words import common_words
from according.model import Mention

_WORD = re.compile(r"[^\W\d_]+")
_FEW = 0.005  # of a text's letters: a text with no more capitals is written without
_SHORTEST, _SHORT = 3, 5  # letters: of a name, of a short form


def is_caseless(text: str) -> bool:
    """Tell a text that is written in small letters alone, as some data and some telegrams are."""
    letters = [letter for letter in text if letter.isalpha()]
    return any(letter.islower() for letter in letters) and (
        sum(letter.isupper() for letter in letters) <= _FEW * len(letters)
    )


def recased(text: str) -> str:
    """The text with a capital on each word that is no common one, and on what belongs to it; as long as before.

    >>> recased("gunmen attacked guatemala city and the village of el poblado")
    'gunmen attacked Guatemala City and the village of El Poblado'
    """
    lists, common = place_words(), common_words()
    words = list(_WORD.finditer(text))
    ordinary = lists.small | lists.joints | lists.parts.keys()
    is_name = [
        len(word.group()) >= _SHORTEST
        and not (word.group() in common or word.group() in ordinary or is_kind(word.group()))
        for word in words
    ]
    letters = list(text)
    for n, word in enumerate(words):
        before = n > 0 and is_name[n - 1] and text[words[n - 1].end() : word.start()] == " "
        after = n + 1 < len(words) and is_name[n + 1] and text[word.end() : words[n + 1].start()] == " "
        opens = after and not before and word.group() in lists.joints and word.group() != "of"
        if is_name[n] or opens or (before and is_kind(word.group())):
            capital = letters[word.start()].upper()
            letters[word.start()] = capital if len(capital) == 1 else letters[word.start()]
    return "".join(letters)


def with_short_forms(words: str) -> str:
    """Words without capitals with those of short forms: what is short and no common word can be one.

    >>> with_short_forms("troops of the fmln")
    'troops of the FMLN'
    """
    common = common_words()
    return _WORD.sub(
        lambda word: word[0].upper() if _SHORTEST <= len(word[0]) <= _SHORT and word[0] not in common else word[0],
        words,
    )


def recase_mention(mention: Mention, text: str) -> Mention:
    """The mention in the words of a recased text."""
    span = mention.span
    return replace(mention, span=replace(span, words=text[span.start : span.end]), name=recased(mention.name))
