"""How many: the words of a number become a range."""

from according.language.numbers import NumberPhrase, parse_number
from according.model import Count, Quantity, Unknown


def ground_count(quantity: Quantity) -> Count | Unknown:
    """Read a quantity's words as a range; what they count stands as the reader gave it, in lower case.

    People or things that are named one by one are so many; other words that are no number give an `Unknown`
    (ambiguous) that keeps them.
    """
    span = quantity.span
    phrase = parse_number(span.words)
    if quantity.named:
        phrase = NumberPhrase(span=span, least=quantity.named, most=quantity.named, qualifier="exactly")
    if phrase is None:
        return Unknown(why="ambiguous", words=span.words, at=span.at)
    return Count(
        least=phrase.least,
        most=phrase.most,
        qualifier=phrase.qualifier,
        unit=quantity.unit.strip().lower(),
        scope=quantity.scope,
        words=span.words,
        at=span.at,
    )
