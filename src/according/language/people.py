"""What people, bodies and things are called: the kind, status or class that the nouns of a phrase tell."""

import functools

from according.language.inflection import plural
from according.language.sentences import word_lists

_KEPT = 8192  # phrases whose meaning is remembered: a report asks for the same ones over and over


@functools.cache
def _nouns(table: str) -> dict[str, str]:
    """Noun, singular and plural -> what it tells; a speaker's are those of any kind, and more."""
    found: dict[str, str] = {}
    for meaning, nouns in word_lists("people.toml")[table].items():
        for noun in nouns:
            found.setdefault(noun, meaning)
            found.setdefault(plural(noun), meaning)
    if table == "speaker":
        return {noun: "" if kind == "none" else kind for noun, kind in (_nouns("kind") | found).items()}
    return found


@functools.cache
def _belonging() -> frozenset[str]:
    nouns = word_lists("people.toml")["belonging"]["nouns"]
    return frozenset(nouns) | {plural(noun) for noun in nouns}


@functools.cache
def _local() -> frozenset[str]:
    return frozenset(word_lists("people.toml")["local"]["words"])


@functools.cache
def _roles() -> frozenset[str]:
    nouns = word_lists("people.toml")["role"]["nouns"]
    return frozenset(nouns) | {plural(noun) for noun in nouns}


@functools.cache
def settlements() -> frozenset[str]:
    """Nouns of places without a name: town, village, district, and their plurals."""
    nouns = word_lists("people.toml")["settlements"]["nouns"]
    return frozenset(nouns) | {plural(noun) for noun in nouns}


@functools.lru_cache(maxsize=_KEPT)
def _matches(words: str, table: str) -> tuple[tuple[int, str, str], ...]:
    """Every noun of a table in these words, last first: (where it ends, noun, meaning); longer ones first."""
    tokens = words.lower().replace("’", "'").replace(",", " ").replace("(", " ").replace(")", " ").split()
    nouns = _nouns(table)
    found = []
    for end in range(len(tokens), 0, -1):
        for length in (3, 2, 1):
            noun = " ".join(tokens[max(end - length, 0) : end]).removesuffix("'s").removesuffix("'")
            if end >= length and noun in nouns:
                found.append((end, noun, nouns[noun]))
                break
    return tuple(found)


@functools.cache
def _counting() -> frozenset[str]:
    return frozenset(word_lists("people.toml")["counting"]["nouns"])


def uncounted(words: str) -> str:
    """A phrase without what only counts it: "a column of the Front" -> "the Front", "dozens of homes" -> "homes"."""
    before, of, after = words.partition(" of ")
    counting = before.split()[-1:] if of and after else []
    return after if counting and (counting[0].lower() in _counting() or counting[0][0].isdigit()) else words


def head_of(words: str) -> str:
    """The part of a phrase that holds its head noun: before "of" or a comma, or behind a "series of"."""
    cut = uncounted(words)
    for mark in (" of ", " from ", " in ", " at ", ",", " who ", " near ", " with "):
        cut = cut.split(mark, 1)[0] or cut
    return cut


@functools.lru_cache(maxsize=_KEPT)
def kind_of(words: str) -> str:
    """The speaker kind that a phrase tells, "" if none.

    The head noun decides; a role noun ("spokesman", "official") takes the kind of the body beside it.

    >>> kind_of("Army spokesperson Ali Diallo"), kind_of("a resident of Kayes"), kind_of("a health ministry official")
    ('army', 'witness', 'government')
    """
    return next(filter(None, _told_kinds(words, "kind", _roles())), "")


def speaker_kind_of(words: str, name: str = "") -> str:
    """The kind of one who speaks, by the nouns of a phrase, then of a name; "" if none. More nouns tell it.

    >>> speaker_kind_of("the rebels' media office"), speaker_kind_of("county authorities")
    ('armed-group', 'local-official')
    """
    roles = _roles() | _belonging()
    told = [_told_kinds(each, "speaker", roles) for each in (words, name)]
    kind = next((body for body, _ in told if body), "") or next((alone for _, alone in told if alone), "")
    if kind == "government" and any(token in _local() for token in head_of(words).lower().split()):
        return "local-official"
    return kind


def kind_of_title(word: str) -> str:
    """The kind of speaker that a title alone before a name tells: "Dr", "Sister"; "" if none.

    >>> kind_of_title("Dr."), kind_of_title("sister"), kind_of_title("Mr")
    ('medical', '', '')
    """
    return _titles().get(word.removesuffix(".").lower(), "") if word[:1].isupper() else ""


@functools.cache
def _titles() -> dict[str, str]:
    return {title: kind for kind, titles in word_lists("people.toml")["title"].items() for title in titles}


def _told_kinds(words: str, table: str, roles: frozenset[str]) -> tuple[str, str]:
    """What the nouns of bodies and of people tell, and what a role noun alone would."""
    alone = ""
    for part in (head_of(words), words):
        matches = _matches(part, table)
        if table == "kind":
            matches = tuple(match for match in matches if not _outdone(match, part, table))
        bodies = [meaning for _, noun, meaning in matches if noun not in roles and meaning]
        if bodies:
            rebels = table == "speaker" and bodies[0] == "army" and "armed-group" in bodies and " and " not in part
            return ("armed-group" if rebels else bodies[0]), ""  # "the separatist People's Army" is no state's
        alone = matches[0][2] if matches else ""
    return "", alone


@functools.lru_cache(maxsize=_KEPT)
def status_of(words: str) -> str:
    """What the people of a phrase are, as they are called: fighter, soldier, civilian, child ...; "" if not said."""
    return _told(words, "status")


@functools.lru_cache(maxsize=_KEPT)
def class_of(words: str) -> str:
    """What the thing of a phrase is: military-site, school, vehicle, home ...; "" if not known."""
    return _told(words, "class")


@functools.lru_cache(maxsize=_KEPT)
def names_a_role(words: str) -> bool:
    """Tell whether a phrase holds a role noun or a title ("spokesman", "Col")."""
    return any(token.strip(",").lower() in _roles() for token in words.split())


def _told(words: str, table: str) -> str:
    head = head_of(words)
    matches = _matches(head, table)
    return matches[0][2] if matches and not _outdone(matches[0], head, table) else ""


def _outdone(match: tuple[int, str, str], words: str, table: str) -> bool:
    """Tell whether a later noun is the head: an "army camp" is a camp, a "police station chief" no station."""
    rivals = {"kind": ("class",), "status": ("class",), "class": ("kind", "status")}[table]
    return any(
        later[0] > match[0] or (later[0] == match[0] and len(later[1]) > len(match[1]))
        for rival in rivals
        for later in _matches(words, rival)[:1]
    )
