"""The forms of English verbs and nouns: regular spelling, and a table of what is irregular."""

import functools
import re
from dataclasses import dataclass

from according.language.sentences import word_lists

# A final consonant is doubled after one short vowel: rob, robbed. Words of several syllables stand in the table.
_DOUBLED = re.compile(r"^[^aeiou]*[aeiou][bdfgklmnprtvz]$")
_HISSING = ("s", "x", "z", "ch", "sh")


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbForms:
    """The five forms of a verb; of a verb of several words, each with the words behind it ("gunned down")."""

    base: str
    third: str
    past: str
    participle: str
    ing: str


@functools.cache
def verb_forms(lemma: str) -> VerbForms:
    """All forms of a verb, of which the first word inflects.

    >>> verb_forms("gun down").past, verb_forms("raid").ing, verb_forms("flee").participle
    ('gunned down', 'raiding', 'fled')
    """
    verb, space, rest = lemma.partition(" ")
    tail = space + rest
    tables = word_lists("irregular.toml")
    past, participle = tables["verbs"].get(verb, (None, None))
    doubled = verb + verb[-1] if _DOUBLED.match(verb) or verb in tables["doubled"] else verb
    stem = doubled if doubled != verb else verb
    regular = _with_ed(stem)
    ing = (
        tables["ing"].get(verb)
        or (verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")) else stem) + "ing"
    )
    return VerbForms(
        base=lemma, third=plural(verb) + tail, past=(past or regular) + tail,
        participle=(participle or past or regular) + tail, ing=ing + tail,
    )  # fmt: skip


@functools.cache
def plural(noun: str) -> str:
    """The plural of a noun, of which the last word inflects.

    >>> plural("convoy"), plural("armed body"), plural("ambush"), plural("gunman")
    ('convoys', 'armed bodies', 'ambushes', 'gunmen')
    """
    *before, last = noun.split(" ")
    return " ".join([*before, _plural_of_word(last)])


def _plural_of_word(word: str) -> str:
    irregular: str | None = word_lists("irregular.toml")["nouns"].get(word)
    if irregular is not None:
        return irregular
    if word.endswith("man") and word not in ("human", "german"):
        return word[:-3] + "men"
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(_HISSING) else "s")


def _with_ed(stem: str) -> str:
    if stem.endswith("e"):
        return stem + "d"
    if stem.endswith("y") and stem[-2:-1] not in tuple("aeiou"):
        return stem[:-1] + "ied"
    return stem + "ed"
