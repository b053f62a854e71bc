"""The forms of English verbs and nouns: regular spelling, and a table of what is irregular."""

import functools
import re
from dataclasses import dataclass

from according.language.sentences import word_lists

# A final consonant is doubled after one short vowel: rob, robbed. Words of several syllables stand in the table.
_DOUBLED = re.compile(r"(?:[^aeiou]*|qu)[aeiou][bdfgklmnprtvz]")
_HISSING = ("s", "x", "z", "ch", "sh")
_VOWELS = tuple("aeiou")
# The word that a noun turns on stands before these: "claims of responsibility", "prisoners of war".
_JOINTS = ("of", "for", "in", "on", "to", "by")


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbForms:
    """The five forms of a verb; of a verb of several words, each with the words around it ("gunned down").

    `others` are the second spellings of some forms, past ones all of them: "burnt", "leveled", "kidnaped".
    """

    base: str
    third: str
    past: str
    participle: str
    ing: str
    others: tuple[str, ...] = ()


@functools.cache
def verb_forms(lemma: str) -> VerbForms:
    """All forms of a verb, of which the first word that is no adverb inflects, and two joined by "and" or "or".

    >>> verb_forms("gun down").past, verb_forms("raid").ing, verb_forms("flee").participle
    ('gunned down', 'raiding', 'fled')
    >>> verb_forms("summarily execute").past, verb_forms("burn down").others
    ('summarily executed', ('burnt down',))
    >>> verb_forms("kill or wound").past
    'killed or wounded'
    """
    for joint in (" or ", " and "):
        if joint in lemma:
            return _joined(joint, lemma)
    before, verb, after = _parted(lemma)
    tables = word_lists("irregular.toml")
    past, participle = tables["verbs"].get(verb, (None, None))
    stem = _stem(verb)
    regular = past or _with_ed(stem)
    return VerbForms(
        base=lemma,
        third=before + (tables["third"].get(verb) or _with_s(verb)) + after,
        past=before + regular + after,
        participle=before + (participle or regular) + after,
        ing=before + (tables["ing"].get(verb) or _with_ing(verb, stem)) + after,
        others=tuple(before + form + after for form in tables["others"].get(verb, ())),
    )


@functools.cache
def spellings(lemma: str) -> tuple[str, ...]:
    """Spell a word in British and American: "neutralise" and "neutralize", whichever is given, the given one first.

    >>> spellings("neutralise"), spellings("raise"), spellings("mobilization order")
    (('neutralise', 'neutralize'), ('raise',), ('mobilization order', 'mobilisation order'))
    """
    tables = word_lists("irregular.toml")
    words = lemma.split(" ")
    other = [_other_spelling(word, tables["one_spelling"], tables["spellings"]) for word in words]
    return (lemma,) if other == words else (lemma, " ".join(other))


@functools.cache
def plural(noun: str) -> str:
    """The plural of a noun, of which the last word inflects, or the one before "of", "for" and the like.

    >>> plural("convoy"), plural("armed body"), plural("ambush"), plural("gunman"), plural("prisoner of war")
    ('convoys', 'armed bodies', 'ambushes', 'gunmen', 'prisoners of war')
    """
    words = noun.split(" ")
    at = next((n - 1 for n, word in enumerate(words) if n and word in _JOINTS), len(words) - 1)
    return " ".join([*words[:at], _plural_of_word(words[at]), *words[at + 1 :]])


def _joined(joint: str, lemma: str) -> VerbForms:
    one, other = (verb_forms(part) for part in lemma.split(joint, 1))
    return VerbForms(
        base=lemma,
        third=one.third + joint + other.third,
        past=one.past + joint + other.past,
        participle=one.participle + joint + other.participle,
        ing=one.ing + joint + other.ing,
    )


def _parted(lemma: str) -> tuple[str, str, str]:
    """A verb of several words as what stands before the word that inflects, that word, and what stands behind it."""
    words, on_ly = lemma.split(" "), word_lists("irregular.toml")["verbs_on_ly"]
    at = next((n for n, word in enumerate(words) if not word.endswith("ly") or word in on_ly), len(words) - 1)
    before, after = " ".join(words[:at]), " ".join(words[at + 1 :])
    return before + " " * bool(before), words[at], " " * bool(after) + after


def _plural_of_word(word: str) -> str:
    tables = word_lists("irregular.toml")
    irregular: str | None = tables["nouns"].get(word)
    if irregular is not None:
        return irregular
    if word in tables["same"]:
        return word
    if word.endswith("man") and word not in ("human", "german"):
        return word[:-3] + "men"
    return _with_s(word)


def _with_s(word: str) -> str:
    if word.endswith("y") and not word[:-1].endswith(_VOWELS):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(_HISSING) else "s")


def _stem(verb: str) -> str:
    """What "-ed" and "-ing" are put behind: the verb, with its last consonant doubled, or a "k" behind "-ic"."""
    if _DOUBLED.fullmatch(verb) or verb in word_lists("irregular.toml")["doubled"]:
        return verb + verb[-1]
    return verb + "k" if verb.endswith("ic") else verb


def _with_ed(stem: str) -> str:
    if stem.endswith("e"):
        return stem + "d"
    if stem.endswith("y") and not stem[:-1].endswith(_VOWELS):
        return stem[:-1] + "ied"
    return stem + "ed"


def _with_ing(verb: str, stem: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return verb[:-1] + "ing"
    return stem + "ing"


def _other_spelling(word: str, one: list[str], listed: dict[str, str]) -> str:
    if word in one:
        return word
    for british, american in listed.items():
        if word in (british, american):
            return american if word == british else british
    for british, american in (("ise", "ize"), ("isation", "ization"), ("yse", "yze")):
        if word.endswith(british):
            return word.removesuffix(british) + american
        if word.endswith(american):
            return word.removesuffix(american) + british
    return word
