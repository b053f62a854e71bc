"""Who is meant within one report: short forms, surnames, "the group", "its fighters", "he". Nothing is looked up."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from according.language.clauses import Parse
from according.language.people import kind_of, names_a_role, uncounted
from according.language.sentences import word_lists

_SHORT_FORM = re.compile(
    r"(?:(?:[A-ZÀ-Þ][\w’'‘`-]*|of|the|for|and|al|ul|wal|de|du|des|la|le|el|in|bin)[ -]){2,12}\(([A-Z][A-Za-z-]{1,9})\)"
)
_DEMONYM = re.compile(r"(?:an|ese|ish|i|ch)(?:['’]s)?$|['’]s$")
_LEADING = ("the ", "a ", "an ", "some ", "its ", "their ", "his ", "her ")
_PERSON = {"he", "she", "him", "her", "his"}
_PERSON_KINDS = ("witness", "medical", "local-official", "community-leader", "anonymous")
_INSTITUTIONS = ("armed-group", "army", "militia", "police", "government", "un", "ngo", "monitor", "peacekeeper")
_BODY_KINDS = ("armed-group", "army", "militia", "police")
_BODY = {"it", "its", "itself", "they", "them", "their", "we", "our", "us"}
_GROUP_NOUNS = ("group", "movement", "organisation", "organization", "outfit", "faction", "front")
_GROUP_KINDS = ("armed-group", "militia")
_PLURAL = ("they", "them", "their", "we", "our", "us")
_OWNING = ("its", "their", "his", "her")
_ARMY_NOUNS = ("army", "military", "armed forces", "troops", "forces", "soldiers")


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that the report names: its fullest name, the kind that the words tell, where it was named."""

    name: str
    kind: str
    person: bool
    at: int
    described: bool = False


class Names:
    """All that a report names, in the order of the text."""

    def __init__(self, text: str, parses: Sequence[Parse]) -> None:
        """Collect names from the text and its parsed sentences."""
        self._full = _short_forms(text)
        self._named: list[Named] = []
        for parse in parses:
            if parse.sentence.start == 0 and parse.sentence.words[-1] not in '.!?”"':
                continue  # a headline's capitals tell nothing
            at = 0
            while at < len(parse.tags):
                phrase = parse.phrase(at)[:1] if parse.tags[at] in "DNW" else ()
                if phrase:
                    span = parse.span(phrase[0])
                    self._note(span.words, span.start, opens=span.start <= parse.sentence.start + 1)
                at = phrase[0][1] if phrase else at + 1

    def _note(self, words: str, at: int, *, opens: bool) -> None:
        bare = strip_leading(uncounted(words))
        kind = kind_of(words)
        short = next((full for short, full in self._full.items() if re.search(rf"\b{re.escape(short)}\b", bare)), None)
        name = proper_name(bare)
        person = bool(name) and (names_a_role(words) or self._known_person(name)) and len(name.split()) <= 4
        if short and not person:
            self._named.append(Named(short, kind, False, at))
        elif person:
            self._named.append(Named(self._fullest(name), kind or self._kind_of_person(name), True, at))
        elif kind in _PERSON_KINDS or (names_a_role(bare) and not name):
            if words.lower().startswith(("a ", "an ", "the ", "one ")):
                self._named.append(Named(bare, kind, True, at, described=True))
        elif kind in _BODY_KINDS and not _has_name(bare, opens=opens):
            self._named.append(Named(bare, kind, False, at, described=True))
        elif (kind and _has_name(bare, opens=opens)) or (name and name.isupper()):
            self._named.append(Named(bare if kind else name, kind, False, at))

    def _known_person(self, name: str) -> bool:
        return any(
            known.person and not known.described and known.name.split()[-1] == name.split()[-1] for known in self._named
        )

    def _kind_of_person(self, name: str) -> str:
        last = name.split()[-1]
        return next(
            (n.kind for n in self._named if n.person and not n.described and n.name.split()[-1] == last and n.kind), ""
        )

    def _fullest(self, name: str) -> str:
        last = name.split()[-1]
        same = [n.name for n in self._named if n.person and not n.described and n.name.split()[-1] == last]
        return max([name, *same], key=len)

    def resolve(self, words: str, at: int) -> tuple[str, str]:
        """The fullest name for these words at this place of the text, and the speaker kind; the words if none."""
        bare = strip_report(strip_leading(words))
        low = words.lower().replace("’", "'")
        kind = kind_of(words)
        before = [named for named in self._named if named.at < at]
        if low in _PERSON or low in _BODY:
            found = _last(before, self._fits_pronoun(low))
            return (found.name, found.kind) if found else (words, "")
        for short, full in self._full.items():
            if re.search(rf"\b{re.escape(short)}\b", bare) or bare == full:
                return full, kind
        name = proper_name(bare)
        if name and (names_a_role(words) or self._known_person(name)):
            return self._fullest(name), kind or self._kind_of_person(name)
        owner = low.split()[0]
        if owner in _OWNING and " " in low and (kind in _BODY_KINDS or names_a_role(words)):
            found = _last(before, self._fits_pronoun(owner))
            return (found.name, kind) if found else (words, kind)
        if not name and (low.startswith("the ") or low in _ARMY_NOUNS):
            found = _last(before, self._fits_description(low.removeprefix("the "), kind))
            return (found.name, kind or found.kind) if found else (bare, kind)
        return bare, kind

    def _fits_pronoun(self, pronoun: str) -> Callable[[Named], bool]:
        """Whom a pronoun can mean: a person; for "they" any body of people; for "it" a body that has a name."""
        if pronoun in _PERSON:
            return lambda n: n.person
        if pronoun in _PLURAL:
            return lambda n: not n.person and (n.kind in _BODY_KINDS or self._is_body(n))
        return lambda n: not n.person and not n.described and (n.kind in _INSTITUTIONS or self._is_body(n))

    def _fits_description(self, noun: str, kind: str) -> Callable[[Named], bool]:
        """Whom "the group" or "the army" can mean: a body named before."""
        if noun in _GROUP_NOUNS:
            return lambda n: not n.person and not n.described and (n.kind in _GROUP_KINDS or self._is_body(n))
        if kind in _GROUP_KINDS:
            return lambda n: not n.person and not n.described and n.kind in _GROUP_KINDS
        if kind not in ("army", "police", "government"):
            return lambda _: False
        same = _ARMY_NOUNS if noun in _ARMY_NOUNS else (noun.split()[-1],)
        return lambda n: n.kind == kind and not n.person and not n.described and n.name.lower().endswith(same)

    def _is_body(self, named: Named) -> bool:
        """Tell whether something is known to be a body by its "Full Name (SHORT)"."""
        return named.name in self._full.values()


def _last(named: Sequence[Named], fits: Callable[[Named], bool]) -> Named | None:
    return next((n for n in reversed(named) if fits(n)), None)


def _has_name(words: str, *, opens: bool) -> bool:
    """Tell whether a phrase holds a name. The first word of a sentence is one only if it looks like "Malian"."""
    first, *others = words.split()
    if any(word[:1].isupper() and not kind_of(word) for word in others):
        return True
    return first[:1].isupper() and not kind_of(first) and (not opens or bool(_DEMONYM.search(first)))


def strip_leading(words: str) -> str:
    """The phrase without its article or possessive."""
    low = words.lower()
    for lead in _LEADING:
        if low.startswith(lead):
            return words[len(lead) :]
    return words


def strip_report(words: str) -> str:
    """The outlet of a "BBC report", the body of an "army statement"."""
    *before, last = words.split()
    whose = " ".join(before)
    channel = last.lower() in word_lists("saying.toml")["channels"]["nouns"]
    return (
        whose.removesuffix("'s").removesuffix("’s")
        if channel and (any(word[:1].isupper() for word in before) or kind_of(whose))
        else words
    )


def proper_name(words: str) -> str:
    """The run of capitalised words that ends a phrase, without titles: "Army spokesman Ali Diallo" -> "Ali Diallo"."""
    head = words.split(" of ")[0].split(",")[0]
    run: list[str] = []
    for token in reversed(head.split()):
        clean = token.strip("()\"“”.’'")
        if not clean[:1].isupper() and not (
            run and clean in ("al", "ag", "bin", "ould", "de", "el", "van", "von", "da", "dos")
        ):
            break
        if names_a_role(clean) or kind_of(clean):
            break
        run.insert(0, clean)
    return " ".join(run)


def _short_forms(text: str) -> dict[str, str]:
    """Short form -> full name, from "Full Name (SHORT)"."""
    found = {}
    for match in _SHORT_FORM.finditer(text):
        full = match.group(0)[: match.group(0).rindex("(")].strip()
        full = strip_leading(full)
        for lead in ("The ", "By ", "And ", "In "):
            full = full.removeprefix(lead)
        found[match.group(1)] = full
    return found
