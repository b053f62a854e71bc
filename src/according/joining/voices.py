"""Who speaks: which claims are of one voice, and how many voices there are that do not depend on each other.

A voice is its actor where that is known, else its name; a speaker without a name ("a resident") is one within a report.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import inf

from according.joining.accounts import called, is_nobody
from according.joining.copies import Copies, merge_alike
from according.joining.figures import Figure, figure_of
from according.joining.rules import begins, family_of
from according.model import Actor, Claim

Voices = Mapping[str, tuple[str, ...]]

# Where the texts are not at hand, two outlets' words are copies from this share of equal words on.
_COPY = 0.7
# So few words can be the same by chance, where they are of people and not of outlets.
_CHANCE = 8
_MOST_APART = 20  # people of one description in a report, and figures of each that are looked at
_PARTICLE = 3  # "al", "de", "bin": as long as this, a word of a name may be written small
_OF_STATE = ("army", "police", "government", "foreign-force")
_GROUPS = ("armed-group", "militia")
_NAMELESS = ("witness", "anonymous")


def identify(claims: Sequence[Claim], copies: Copies | None = None) -> dict[str, tuple[str, ...]]:
    """Each claim's speakers by identity: the registry's id of the body they speak for, or the name. Nobody is nobody.

    A person who once is named with a body ("army spokesperson X") speaks for it wherever the name stands. Speakers
    without a name are others in each report that is no copy, and two within one where what they say cannot both be.
    `copies` tells of reports that tell one text the first of them; outlets that carry it are one voice.
    """
    copies = copies or {}
    texts = _texts(claims, copies)
    bodies: dict[str, str] = {}
    armed: dict[str, str] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        for actor in claim.speakers:
            if actor.actor:
                bodies[_named(actor, claim, texts)] = actor.actor
                if actor.kind in _GROUPS:
                    armed[actor.name.lower()] = actor.actor
    states = _bodies_of_state(claims)
    names = {
        claim.id: [
            (actor, states.get(actor.kind) or actor.actor or bodies.get(name) or _branch_of(actor, armed) or name)
            for actor in claim.speakers
            if not is_nobody(actor)
            for name in [_named(actor, claim, texts)]
        ]
        for claim in claims
    }
    outlets = _outlets(claims, names, copies)
    apart = _apart(claims, names)
    return {
        claim.id: tuple(
            dict.fromkeys(
                outlets.get(name, name) if actor.kind == "media" else name + apart.get((claim.id, name), "")
                for actor, name in names[claim.id]
            )
        )
        for claim in claims
    }


def _bodies_of_state(claims: Sequence[Claim]) -> dict[str, str]:
    """The armed forces, police or government that speak, where those of one state alone do: whoever speaks for them.

    "The general staff" and "the armed forces" are one voice; so are an army's command and the army.
    """
    found: dict[str, set[str]] = {}
    for claim in claims:
        for actor in claim.speakers:
            if actor.kind in _OF_STATE and actor.actor:
                found.setdefault(actor.kind, set()).add(actor.actor)
    return {kind: min(bodies) for kind, bodies in found.items() if len({body.split("-")[0] for body in bodies}) == 1}


def _branch_of(actor: Actor, armed: Mapping[str, str]) -> str:
    """The armed group that also speaks here, and of which an armed group is a branch: "the Salt Front's coast wing"."""
    whole, _, branch = actor.name.lower().replace("\u2019", "'").partition("'s ")
    return armed.get(whole, "") if branch and actor.kind in _GROUPS else ""


def independent_voices(claims: Sequence[Claim], who: Voices | None = None) -> tuple[str, ...]:
    """Who speaks, each once. An outlet counts for what it tells itself; copies of one text are one voice."""
    who = identify(claims) if who is None else who
    return tuple(sorted({name for claim in counting(claims) for name in who[claim.id]}))


def counting(claims: Sequence[Claim]) -> list[Claim]:
    """The claims whose speakers count: an outlet that tells what a named speaker tells it in that report does not."""
    named = {c.report for c in claims if c.speakers and not _is_media(c) and not is_nobody(c.speakers[0])}
    return [claim for claim in claims if not (_is_media(claim) and claim.report in named)]


def field_of(claim: Claim) -> str:
    """What a claim is about, whatever the deed is called."""
    return "deed" if family_of(claim.type) == "deed" else claim.type


def _is_media(claim: Claim) -> bool:
    return bool(claim.speakers) and claim.speakers[0].kind == "media"


def _named(actor: Actor, claim: Claim, texts: Mapping[str, str]) -> str:
    """A speaker's name; where it is but a description, within its report, or the first report of the same words."""
    if _is_proper(actor):
        return actor.name.lower()
    report = claim.report if actor.kind == "media" else texts[claim.report]
    return f"{called(actor.name or actor.words)} in {report}"


def _is_proper(actor: Actor) -> bool:
    """Tell whether a speaker has a name, not a mere description ("Residents", "a Bunia doctor")."""
    words = actor.name.split()
    if not actor.name[:1].isupper():
        return False
    if len(words) == 1:
        return actor.name != actor.words or actor.name.isupper() or actor.kind == "media"
    if not all(word[:1].isupper() for word in words if len(word) > _PARTICLE and word[0].isalpha()):
        return False
    return actor.kind not in _NAMELESS or words[1][:1].isupper()


def _texts(claims: Sequence[Claim], copies: Copies) -> dict[str, str]:
    """Each report by the first of its copies, or of those with the same words in what they claim."""
    told: dict[str, set[str]] = {}
    for claim in claims:
        told.setdefault(claim.report, set()).update(_words(claim))
    alike = merge_alike(told, share=_COPY, least=_CHANCE)
    first: dict[str, str] = {}
    for report in sorted(told):
        first.setdefault(copies.get(report, report), alike[report])
    return {report: first[copies[report]] if report in copies else found for report, found in alike.items()}


def _outlets(
    claims: Sequence[Claim], names: Mapping[str, Sequence[tuple[Actor, str]]], copies: Copies
) -> dict[str, str]:
    """Each outlet by the first of those with the same words in what they tell themselves, or copies of one text."""
    own: dict[str, set[str]] = {}
    for claim in counting(claims):
        for actor, name in names[claim.id]:
            if actor.kind == "media":
                told = [f"copy of {copies[claim.report]}"] if claim.report in copies else _words(claim)
                own.setdefault(name, set()).update(told)
    return merge_alike(own, share=_COPY)


def _words(claim: Claim) -> Iterable[str]:
    return (word for span in claim.evidence for word in span.words.lower().split())


def _apart(claims: Sequence[Claim], names: Mapping[str, Sequence[tuple[Actor, str]]]) -> dict[tuple[str, str], str]:
    """What tells speakers of one description in a report apart: "a resident said 5 ... a resident said 30" are two."""
    figures: dict[str, list[_Person]] = {}
    found: dict[tuple[str, str], str] = {}
    for claim in sorted(claims, key=lambda claim: (claim.report, begins(claim), claim.id)):
        figure = figure_of(claim)
        for actor, name in names[claim.id] if figure else ():
            if actor.actor or actor.kind == "media" or _is_proper(actor) or figure is None:
                continue
            people = figures.setdefault(name, [_Person()])
            number = next((n for n, person in enumerate(people) if person.can_say(figure)), len(people))
            if number == _MOST_APART:  # a table, not so many people
                continue
            if number == len(people):
                people.append(_Person())
            people[number].say(figure)
            if number:
                found[claim.id, name] = f" {number + 1}"
    return found


class _Person:
    """The last figures of one speaker, with the bounds that they set: of each day the highest, and the lowest."""

    def __init__(self) -> None:
        self._told: deque[Figure] = deque(maxlen=_MOST_APART + 1)
        self._bounds: dict[tuple[str, str], dict[date, tuple[int, float]]] = {}

    def say(self, figure: Figure) -> None:
        """Take a figure in; the oldest of many is forgotten."""
        forgets = len(self._told) == self._told.maxlen
        self._told.append(figure)
        if forgets:
            self._bounds = {}
        for each in self._told if forgets else (figure,):
            days = self._bounds.setdefault(each.counted, {})
            least, most = days.get(each.told, (0, inf))
            days[each.told] = max(least, each.least), min(most, inf if each.most is None else each.most)

    def can_say(self, figure: Figure) -> bool:
        """Tell whether a figure can be beside each of the others. One of a later day may be higher: tolls rise."""
        highest = inf if figure.most is None else figure.most
        return not any(
            (told <= figure.told and highest < least) or (told >= figure.told and most < figure.least)
            for told, (least, most) in self._bounds.get(figure.counted, {}).items()
        )
