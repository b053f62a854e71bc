"""Who is meant within one report: short forms, surnames, "the group", "its fighters", "he". Nothing is looked up."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from according.language.clauses import Parse
from according.language.people import kind_of, names_a_role, uncounted
from according.language.sentences import word_lists

_SHORT_FORM = re.compile(r" \(([A-Z][A-Za-z-]{0,8}[A-Za-z])\)")
_JOINT = r"(?:of|the|for|and|al|ul|wal|de|du|des|la|le|el|in|bin)"
# The end of one of the words before a short form: "Front", "of", "al-Qaeda"; and each of its parts that can be a word.
_NAME_WORD = re.compile(rf"(?:{_JOINT}-)*+(?:[A-ZÀ-Þ][\w’'‘`-]*+|(?<![^\W_]){_JOINT})$")
_NAME_PART = re.compile(rf"(?<![^-])(?:[A-ZÀ-Þ]|{_JOINT}(?![^-]))")
_MOST_WORDS, _LONGEST_WORD = 12, 60  # of a full name
_SHORT = re.compile(r"\b(?=([A-Z][A-Za-z-]{1,9}))")
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
_ARMY_ENDS = tuple(noun.split()[-1] for noun in _ARMY_NOUNS)
_STATE_KINDS = ("army", "police", "government")


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
        self._places = {short: n for n, short in enumerate(self._full)}
        self._full_names = frozenset(self._full.values())
        self._named: list[Named] = []
        self._persons: dict[str, _Person] = {}
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
        self._named.sort(key=lambda named: named.at)
        self._meanings: dict[str, tuple[list[int], list[Named]]] = {}
        for named in self._named:
            for meaning in self._meanings_of(named):
                offsets, held = self._meanings.setdefault(meaning, ([], []))
                offsets.append(named.at)
                held.append(named)

    def _note(self, words: str, at: int, *, opens: bool) -> None:
        bare = strip_leading(uncounted(words))
        kind = kind_of(words)
        short = self._spelled_out(bare)
        name = proper_name(bare)
        person = bool(name) and (names_a_role(words) or self._known_person(name)) and len(name.split()) <= 4
        if short and not person:
            self._named.append(Named(short, kind, False, at))
        elif person:
            person_named = Named(self._fullest(name), kind or self._kind_of_person(name), True, at)
            self._named.append(person_named)
            self._persons.setdefault(_last_word(person_named.name), _Person()).add(person_named)
        elif kind in _PERSON_KINDS or (names_a_role(bare) and not name):
            if words.lower().startswith(("a ", "an ", "the ", "one ")):
                self._named.append(Named(bare, kind, True, at, described=True))
        elif kind in _BODY_KINDS and not _has_name(bare, opens=opens):
            self._named.append(Named(bare, kind, False, at, described=True))
        elif (kind and _has_name(bare, opens=opens)) or (name and name.isupper()):
            self._named.append(Named(bare if kind else name, kind, False, at))

    def _spelled_out(self, words: str) -> str | None:
        """The full name of the first short form, by the order of the report, that stands in these words."""
        if not self._full:
            return None
        found = {
            short
            for match in _SHORT.finditer(words)
            for end in range(2, len(match[1]) + 1)
            if (short := match[1][:end]) in self._full and _ends_word(words, match.start() + end)
        }
        return self._full[min(found, key=self._places.__getitem__)] if found else None

    def _known_person(self, name: str) -> bool:
        return _last_word(name) in self._persons

    def _kind_of_person(self, name: str) -> str:
        known = self._persons.get(_last_word(name))
        return known.kind if known else ""

    def _fullest(self, name: str) -> str:
        known = self._persons.get(_last_word(name))
        return max((name, known.fullest), key=len) if known else name

    def resolve(self, words: str, at: int) -> tuple[str, str]:
        """The fullest name for these words at this place of the text, and the speaker kind; the words if none."""
        bare = strip_report(strip_leading(words))
        low = words.lower().replace("’", "'")
        kind = kind_of(words)
        if low in _PERSON or low in _BODY:
            found = self._last(_meaning_of_pronoun(low), at)
            return (found.name, found.kind) if found else (words, "")
        full = self._spelled_out(bare) or (bare if bare in self._full_names else "")
        if full:
            return full, kind
        name = proper_name(bare)
        if name and (names_a_role(words) or self._known_person(name)):
            return self._fullest(name), kind or self._kind_of_person(name)
        owner = low.split()[0]
        if owner in _OWNING and " " in low and (kind in _BODY_KINDS or names_a_role(words)):
            found = self._last(_meaning_of_pronoun(owner), at)
            return (found.name, kind) if found else (words, kind)
        if not name and (low.startswith("the ") or low in _ARMY_NOUNS):
            found = self._last(_meaning_of_description(low.removeprefix("the "), kind), at)
            return (found.name, kind or found.kind) if found else (bare, kind)
        return bare, kind

    def _last(self, meaning: str, at: int) -> Named | None:
        """What was named last before a place of the text that words of this meaning can mean."""
        offsets, held = self._meanings.get(meaning, ([], []))
        before = bisect_left(offsets, at)
        return held[before - 1] if before else None

    def _meanings_of(self, named: Named) -> Iterator[str]:
        """Which words can mean it: "he", for a person; "they", for any body of people; "it", for one with a name.

        "The group" is an armed group, or what is known to be a body by its "Full Name (SHORT)".
        """
        if named.person:
            yield "he"
            return
        is_body = named.name in self._full_names
        if named.kind in _BODY_KINDS or is_body:
            yield "they"
        if named.described:
            return
        if named.kind in _INSTITUTIONS or is_body:
            yield "it"
        if named.kind in _GROUP_KINDS or is_body:
            yield "the group"
        if named.kind in _GROUP_KINDS:
            yield "the fighters"
        if named.kind in _STATE_KINDS:
            last = _last_word(named.name).lower()
            yield f"{named.kind}: {last}"
            if last in _ARMY_ENDS:
                yield f"{named.kind}: army or troops"


def _meaning_of_pronoun(pronoun: str) -> str:
    return "he" if pronoun in _PERSON else "they" if pronoun in _PLURAL else "it"


def _meaning_of_description(noun: str, kind: str) -> str:
    """What "the group" or "the army" means: a body named before; "" where it can be none."""
    if noun in _GROUP_NOUNS:
        return "the group"
    if kind in _GROUP_KINDS:
        return "the fighters"
    if kind not in _STATE_KINDS:
        return ""
    return f"{kind}: {'army or troops' if noun in _ARMY_NOUNS else _last_word(noun)}"


class _Person:
    """What is known of the persons of one surname: the first of the longest names, the first kind told."""

    def __init__(self) -> None:
        self.fullest = self.kind = ""

    def add(self, named: Named) -> None:
        self.fullest = max(self.fullest, named.name, key=len)
        self.kind = self.kind or named.kind


def _last_word(words: str) -> str:
    return words.rsplit(None, 1)[-1] if words.strip() else ""


def _ends_word(words: str, end: int) -> bool:
    """Tell whether a run of letters and hyphens ends here, and no word runs on."""
    return end == len(words) or (words[end - 1].isalnum() or words[end - 1] == "_") != (
        words[end].isalnum() or words[end] == "_"
    )


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
        run.append(clean)
    return " ".join(reversed(run))


def _short_forms(text: str) -> dict[str, str]:
    """Short form -> full name, from "Full Name (SHORT)"."""
    found = {}
    for match in _SHORT_FORM.finditer(text):
        full = strip_leading(_name_before(text, match.start()))
        for lead in ("The ", "By ", "And ", "In "):
            full = full.removeprefix(lead)
        if full:
            found[match.group(1)] = full
    return found


def _name_before(text: str, end: int) -> str:
    """The words of a name that end here, two to twelve; "" if there are fewer. Far back nothing is looked at."""
    start, parts = end, 0
    for _ in range(_MOST_WORDS):
        space = text.rfind(" ", max(0, start - _LONGEST_WORD), start)
        first = space + 1 if space >= 0 else max(0, start - _LONGEST_WORD)
        word = _NAME_WORD.search(text[first:start])
        if word is None or (space < 0 and word.start() == 0 < first):  # no word is so long
            break
        parts += len(_NAME_PART.findall(word[0]))
        start = first + word.start()
        if word.start() or space < 0:
            break
        start = space
    name = text[start:end].strip()
    return name if parts > 1 else ""
