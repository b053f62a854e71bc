"""Place phrases of a sentence: what stands behind "in", "at", "near" ... and is a name or a kind of place."""

from dataclasses import dataclass

from according.language.clauses import Parse, Range, listed
from according.language.people import class_of, kind_of, settlements, status_of
from according.language.sentences import word_lists
from according.model import PlaceRole, Span

_ROLES: dict[str, PlaceRole] = {"from": "from", "to": "to", "into": "to", "towards": "to", "toward": "to"}
# Words of a place's name, in a text that is all in capitals.
_LONGEST_NAME = 4
_COMPASS = ("north", "south", "east", "west", "centre", "center", "northeast", "northwest", "southeast", "southwest")


@dataclass(frozen=True, slots=True)
class Scene:
    """Words for a place, and the part that it plays."""

    span: Span
    role: PlaceRole
    where: Range


def find_scenes(parse: Parse) -> list[Scene]:
    """Every place phrase of a sentence, members of a list one by one, in order."""
    found: list[Scene] = []
    at = 0
    while at < len(parse.words):
        word = parse.words[at].lower
        listing = bool(found) and word in ("including", "notably") and found[-1].where[1] in (at, at - 1)
        if parse.tags[at] != "P" or not (word in listed("place_prepositions") or listing):
            at += 1
            continue
        members = [m for m in parse.phrase(at + 1) if _is_place(parse, m)]
        role = found[-1].role if listing else _ROLES.get(word, "scene")
        for member in _merged(parse, members):
            span = parse.span(member)
            about: PlaceRole = "about" if "border" in span.words.lower() else role
            found.append(Scene(span, about, member))
        at = members[-1][1] if members else at + 1
    return found


def _merged(parse: Parse, members: list[Range]) -> list[Range]:
    """Members of a list that have no name are one phrase: "seven towns and cities"."""
    found: list[Range] = []
    for member in members:
        named = any(word.text[0].isupper() for word in parse.words[member[0] : member[1]])
        if found and not named and member[0] - found[-1][1] == 1:
            found[-1] = (found[-1][0], member[1])
        else:
            found.append(member)
    return found


def _is_place(parse: Parse, phrase: Range) -> bool:
    words = parse.span(phrase).words
    if (
        "T" in parse.tags[phrase[0] : phrase[1]]
        or parse.lower(phrase) in word_lists("saying.toml")["channels"]["nouns"]
    ):
        return False
    low = parse.lower(phrase).split()
    if any(word in settlements() or word.removesuffix("s") in _COMPASS for word in low):
        return not status_of(words) or any(word in settlements() for word in low)
    if parse.sentence.words.isupper() and (parse.tags[phrase[0]] != "W" or len(low) > _LONGEST_NAME or class_of(words)):
        return False  # capitals tell nothing here: a name stands without an article
    bare = [w for w in parse.words[phrase[0] : phrase[1]] if w.text[0].isupper()]
    return bool(bare) and bare[-1] is parse.words[phrase[1] - 1] and not kind_of(words) and not status_of(words)
