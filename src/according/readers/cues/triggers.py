"""Finding the ontology's cue words in a sentence, and the phrases that stand in their roles."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from according.language.clauses import Grammar, Parse, Range, forms_of, listed
from according.language.inflection import plural
from according.language.people import class_of, head_of, kind_of, status_of
from according.language.sentences import find_words
from according.model import Span
from according.ontology import Cue, Type

# Behind which prepositions a noun's complement stands: "killing of", "attack on", "responsibility for".
_COMPLEMENTS = {
    "harm": ("of", "among"),
    "ground": ("of", "to"),
    "deed": ("of", "on", "against", "at", "between", "targeting"),
    "words": ("of", "on", "for", "to", "between"),
}
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "its", "their", "his", "her", "such"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A cue found in a sentence: its type, its words, the phrases in its roles.

    `number` is the range of a number that the cue itself carries ("12 deaths", "the toll rose to 31"). `subject` is
    who a verb's subject is, whatever its role: the speaker of a threat. `definite`: "the attack", told before.
    `complement`: a noun with its "of" or "on".
    """

    type: str
    form: str
    at: Range
    roles: Mapping[str, tuple[Range, ...]]
    subject: tuple[Range, ...] = ()
    number: Range | None = None
    negated: bool = False
    definite: bool = False
    complement: bool = False

    def covers(self, other: "Trigger") -> bool:
        """Tell whether another trigger stands in one of this one's phrases."""
        ranges = (where for ranges in self.roles.values() for where in ranges)
        return any(first <= other.at[0] and other.at[1] <= last for first, last in ranges)


@dataclass(frozen=True, slots=True)
class _Entry:
    type: str
    family: str
    cue: Cue
    words: tuple[str, ...]


class TriggerFinder:
    """All cues of all types, by their first word."""

    def __init__(self, types: Mapping[str, Type]) -> None:
        """Index the cues; make the grammar that knows their verbs."""
        self._entries: dict[str, list[_Entry]] = {}
        self._deeds: set[str] = set()
        verbs: list[str] = []
        for kind in types.values():
            for cue in kind.cues:
                for form in cue.words:
                    words = tuple(word.lower for word in find_words(Span(start=0, end=len(form), words=form)))
                    self._entries.setdefault(words[0], []).append(_Entry(kind.name, kind.family, cue, words))
                    if cue.form == "noun" and kind.family == "deed":
                        self._deeds.add(words[-1])
                if cue.form == "verb":
                    verbs += cue.lemmas
        for entries in self._entries.values():
            entries.sort(key=lambda entry: (-len(entry.words), not (entry.cue.needs or entry.cue.takes)))
        self._light = forms_of(tuple(listed("light_verbs")))
        self._undergo = forms_of(tuple(listed("undergo_verbs")))
        self.grammar = Grammar([*verbs, *listed("light_verbs")])

    def names_deed(self, words: str) -> bool:
        """Tell whether a phrase's head noun is a deed: "the third major offensive"."""
        head = re.split(r" (?:on|against|by) ", head_of(words))[0].split()
        return bool(head) and head[-1].lower().strip('”"') in self._deeds

    def find(self, parse: Parse) -> list[Trigger]:
        """The triggers of a sentence in order; of two that overlap, the longer."""
        found: list[Trigger] = []
        taken = -1
        for at in range(len(parse.words)):
            if at <= taken:
                continue
            for entry in self._entries.get(parse.words[at].lower, ()):
                trigger = self._match(parse, at, entry)
                if trigger:
                    found.append(trigger)
                    taken = trigger.at[1] - 1
                    break
        return found

    def _match(self, parse: Parse, at: int, entry: _Entry) -> Trigger | None:
        end = at + len(entry.words)
        if tuple(word.lower for word in parse.words[at:end]) != entry.words:
            return None
        if (parse.tags[at] == "V") != (entry.cue.form == "verb") and entry.cue.form != "adjective":
            return None
        if not _fits(parse, at, end, entry.cue):
            return None
        make = {"verb": self._verb, "noun": self._noun, "adjective": self._adjective}[entry.cue.form]
        return make(parse, (at, end), entry)

    def _verb(self, parse: Parse, where: Range, entry: _Entry) -> Trigger | None:
        at, end = where
        before = _auxiliaries(parse, at)
        after = {word.lower for word in parse.words[end : end + 1]}
        if (before | _to(parse, at)) & listed("not_real") and not after & listed("senses"):
            return None
        participle = parse.words[at].lower in {words.split()[0] for words in entry.cue.participles}
        passive = participle and bool(entry.cue.object) and parse.passive(at, end)
        bare = passive and not any(tag == "X" for tag in parse.tags[max(at - 3, 0) : at])
        subject = (parse.before(at) if bare else ()) or parse.subject(at)
        roles: dict[str, tuple[Range, ...]] = {}
        if passive:
            roles[entry.cue.object] = subject + parse.also(end)
            doers = self._doers(parse, _by(parse, end))
        else:
            doers = self._doers(parse, subject)
            if entry.cue.object:
                roles[entry.cue.object] = parse.phrase(_past_adverbs(parse, end))
        if entry.cue.subject:
            roles[entry.cue.subject] = doers + roles.get(entry.cue.subject, ())
        if entry.cue.object and not roles[entry.cue.object]:
            roles[entry.cue.object] = _behind(parse, end, ("on", "against", "at"))
        if entry.cue.takes and not any(_holds(parse, phrase, entry.cue.takes) for phrase in roles[entry.cue.object]):
            return None
        roles = {role: tuple(_without_state(parse, phrase) for phrase in phrases) for role, phrases in roles.items()}
        if "from" not in roles and (source := _behind(parse, end, ("from",))):
            roles["from"] = source
        return Trigger(
            type=entry.type, form="verb", at=where, roles=roles, subject=subject,
            negated=bool(before & listed("negations")),
        )  # fmt: skip

    def _noun(self, parse: Parse, where: Range, entry: _Entry) -> Trigger | None:
        at, end = where
        if _in_a_name(parse, at, end):
            return None
        begin = at
        while begin > 0 and parse.tags[begin - 1] in "DNW":
            begin -= 1
        roles: dict[str, tuple[Range, ...]] = {}
        if entry.cue.of and "toll" not in entry.words:
            roles[entry.cue.of] = _behind(parse, end, _COMPLEMENTS[entry.family])
        subject = _behind(parse, end, ("from", "by")) or _owner(parse, begin, at) if entry.family == "words" else ()
        if entry.cue.subject and entry.family != "words":
            subject = (
                _agents(parse, _by(parse, end))
                or self._brought_by(parse, begin, self._light)
                or _owner(parse, begin, at)
            )
            roles[entry.cue.subject] = self._doers(parse, subject)
        if entry.family == "harm" and entry.cue.of and not roles.get(entry.cue.of):
            roles[entry.cue.of] = self._brought_by(parse, begin, self._undergo)
        numbers = [n for n in parse.numbers if parse.words[begin].start <= n.start < parse.words[at].start]
        if not numbers and "toll" in entry.words:
            numbers = [n for n in parse.numbers if n.start > parse.words[end - 1].start][:1]
        number = next((_range(parse, n) for n in numbers), None)
        none = entry.family in ("deed", "ground") and parse.words[begin].lower == "no"
        if listed("not_yet") & set(parse.lower((begin, at)).split()) or self._is_intended(parse, begin):
            return None
        definite = parse.words[begin].lower in _DEFINITE or parse.lower((begin, at)).endswith(("'s", "s'"))
        return Trigger(
            type=entry.type,
            form="noun",
            at=where,
            roles=roles,
            subject=subject,
            number=number,
            definite=definite,
            negated=none,
            complement=bool(roles.get(entry.cue.of)),
        )

    def _adjective(self, parse: Parse, where: Range, entry: _Entry) -> Trigger | None:
        at = where[0]
        begin = at
        while begin > 0 and parse.tags[begin - 1] in "DNW":
            begin -= 1
        owner = _owner(parse, begin, at)
        if owner and at + 2 < len(parse.words) and parse.words[at + 1].lower == "at":
            # "put the army's dead at seventeen"
            number = next((_range(parse, n) for n in parse.numbers if n.start > parse.words[at + 1].start), None)
            return Trigger(type=entry.type, form="adjective", at=where, roles={entry.cue.object: owner}, number=number)
        if owner:
            return None
        linked = at - 1
        while linked > 0 and parse.tags[linked] in "AG":
            linked -= 1
        if begin < at and "N" in parse.tags[begin:at]:
            affected: tuple[Range, ...] = ((begin, at),)
        elif parse.tags[linked] in "XV" and at and not listed("not_real") & _auxiliaries(parse, at):
            affected = parse.subject(linked)
        else:
            return None
        return Trigger(
            type=entry.type, form="adjective", at=where, roles={entry.cue.object: affected} if affected else {}
        )

    def _is_intended(self, parse: Parse, begin: int) -> bool:
        """Tell whether the verb that brings a noun about is only meant to: "plans to launch an attack"."""
        verb = begin - 1
        while verb > 0 and parse.tags[verb] in "APQ":
            verb -= 1
        if verb <= 0 or parse.words[verb].lower not in self._light:
            return False
        return bool(_to(parse, verb)) or bool(_auxiliaries(parse, verb) & listed("not_real"))

    def _brought_by(self, parse: Parse, begin: int, verbs: Mapping[str, str]) -> tuple[Range, ...]:
        """The subject of a verb whose object the noun is: "fighters launched attacks", "the enemy suffered losses"."""
        verb = begin - 1
        while verb >= 0 and parse.tags[verb] in "APQ":
            verb -= 1
        if verb >= 0 and parse.tags[verb] == "V" and parse.words[verb].lower in verbs and not parse.passive(verb):
            return parse.subject(verb)
        return ()

    def _doers(self, parse: Parse, phrases: tuple[Range, ...]) -> tuple[Range, ...]:
        """Leave out what is a deed or a weapon, not a doer: "the raid killed", "a missile destroyed"."""
        spans = ((phrase, parse.span(phrase).words) for phrase in phrases)
        return tuple(phrase for phrase, words in spans if not self.names_deed(words) and class_of(words) != "weapon")


def _fits(parse: Parse, at: int, end: int, cue: Cue) -> bool:
    sentence = " " + " ".join(word.lower for word in parse.words) + " "
    near = " " + parse.lower(parse.clause(at)) + " "
    if any(f" {word} " in sentence for word in cue.unless):
        return False
    own = " " + parse.lower((at, end)) + " "
    return not cue.needs or any(f" {word} " in near.replace(own, " ", 1) or f" {word}s " in near for word in cue.needs)


def _without_state(parse: Parse, phrase: Range) -> Range:
    """A phrase without what it was made: "took five attackers prisoner" -> "five attackers"."""
    state = phrase[1] - phrase[0] > 1 and parse.words[phrase[1] - 1].lower in listed("states")
    return (phrase[0], phrase[1] - 1) if state and parse.tags[phrase[1] - 2] == "W" else phrase


def _holds(parse: Parse, phrase: Range, words: tuple[str, ...]) -> bool:
    """Tell whether a phrase holds one of these words, in the singular or plural."""
    held = f" {parse.lower(phrase)} "
    return any(f" {form} " in held for word in words for form in (word, plural(word)))


def _auxiliaries(parse: Parse, verb: int) -> frozenset[str]:
    """The auxiliaries, negations and adverbs before a verb."""
    at, found = verb - 1, []
    while at >= 0 and parse.tags[at] in "XAG":
        found.append(parse.words[at].lower)
        at -= 1
    return frozenset(found)


def _to(parse: Parse, at: int) -> frozenset[str]:
    """Find the "to" of an infinitive."""
    return frozenset({"to"}) if at and parse.words[at - 1].lower == "to" else frozenset()


def _past_adverbs(parse: Parse, at: int) -> int:
    while at < len(parse.tags) and parse.tags[at] in "AQ" and not (parse.tags[at] == "Q" and parse.phrase(at)):
        at += 1
    return at


def _by(parse: Parse, end: int) -> tuple[Range, ...]:
    return _behind(parse, end, ("by",))


def _behind(parse: Parse, end: int, prepositions: tuple[str, ...]) -> tuple[Range, ...]:
    """The phrases behind the first of these prepositions in the rest of the clause."""
    at = end
    while at < len(parse.tags) and parse.tags[at] not in "SR;VX":
        if parse.tags[at] == "P" and parse.words[at].lower in prepositions and (phrase := parse.phrase(at + 1)):
            return phrase
        at += 1
    return ()


def _in_a_name(parse: Parse, at: int, end: int) -> bool:
    """Tell whether words are part of a name: the "Liberation" of a "Liberation Front"."""
    near = [parse.words[n].text for n in (at - 1, end) if 0 <= n < len(parse.words)]
    return at > 0 and parse.words[at].text.istitle() and any(word.istitle() and word.isalpha() for word in near)


def _agents(parse: Parse, phrases: tuple[Range, ...]) -> tuple[Range, ...]:
    """Those who can act: "the killing by soldiers", not "two bodies by the road"."""
    spans = ((phrase, parse.span(phrase).words) for phrase in phrases)
    return tuple(phrase for phrase, words in spans if kind_of(words) or status_of(words) or words[:1].isupper())


def _owner(parse: Parse, begin: int, at: int) -> tuple[Range, ...]:
    """The possessor within the noun's own phrase: "JNIM's assault", "its latest assault"."""
    for word in range(at - 1, begin - 1, -1):
        if parse.tags[word] == "T":
            continue
        if parse.words[word].lower.endswith(("'s", "s'")) or parse.words[word].lower in ("its", "their", "his", "her"):
            return ((begin, word + 1),)
    return ()


def _range(parse: Parse, span: Span) -> Range:
    inside = [n for n, word in enumerate(parse.words) if span.start <= word.start and word.end <= span.end]
    return (inside[0], inside[-1] + 1)
