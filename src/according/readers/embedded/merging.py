"""Which triggers of a sentence name one deed: what is told twice, was foiled, is only claimed, or makes a row."""

import re
from collections.abc import Iterator, Sequence

from according.model import Span
from according.readers.embedded.episodes import Episodes, is_doer
from according.readers.embedded.relations import Relations
from according.readers.embedded.triggers import Trigger

# Deeds that can be one: a clause may name what it tells by two of them.
_ALIKE = frozenset((
    "attack", "air-strike", "drone-strike", "shelling", "bombing", "mine-or-ied", "suicide-bombing",
))  # fmt: skip
_ORDINAL = re.compile(r"second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)", re.IGNORECASE)


class Merging:
    """Leaves one trigger for each deed."""

    def __init__(self, relations: Relations, episodes: Episodes) -> None:
        """Take the relations of a language, and who tells whether two triggers are linked."""
        self._relations = relations
        self._episodes = episodes

    def merge(self, triggers: list[Trigger]) -> list[Trigger]:
        """The triggers without those that name one deed twice: "launched an attack, targeting"; the fuller stays."""
        dropped: set[int] = set(self._in_others(triggers))
        for n, one in enumerate(triggers):
            for other in triggers[n + 1 :]:
                if n in dropped or not self._one_deed(one, other):
                    continue
                less, more = sorted((one, other), key=lambda t: (len(t.roles), t.form == "noun", -t.first))
                dropped.add(triggers.index(less))
                if more.type == "attack" and less.type in _ALIKE and not more.refined:
                    more.refined = less.type
                for role, tokens in less.roles.items():
                    more.roles.setdefault(role, tokens)
        dropped.update(self._harmed_together(triggers))
        dropped.update(self._told_by_toll(triggers))
        return [trigger for n, trigger in enumerate(triggers) if n not in dropped]

    def _harmed_together(self, triggers: Sequence[Trigger]) -> Iterator[int]:
        """The second of two harms with one number: of "killing and wounding 20" nobody knows how many died."""
        for one in triggers:
            if one.type != "killing" or one.form != "verb":
                continue
            for m, other in enumerate(triggers):
                together = other.type == "wounding" and other.form == "verb" and other.head.head == one.head
                hurt, harmed = other.roles.get("affected"), one.roles.get("affected")
                if together and hurt and hurt == harmed and abs(other.head.i - one.head.i) == 2:
                    one.refined = "losses"
                    yield m

    def _told_by_toll(self, triggers: Sequence[Trigger]) -> Iterator[int]:
        """The harm that is a toll's: "put the toll at 816,000 displaced", "the toll rose to 17 dead"."""
        for one in triggers:
            if one.form != "noun" or one.last.lemma_.lower() != "toll":
                continue
            for n, other in enumerate(triggers):
                behind = one.end < other.first <= one.end + 8 and other.sentence.doc[other.first - 1].pos_ == "NUM"
                if (
                    other is not one
                    and behind
                    and other.family == "harm"
                    and self._relations.holds(one.last.head, other.head)
                ):
                    one.refined = other.type
                    yield n
                    break
                if other is not one and other.family == "harm" and self._only_sums(one):
                    yield triggers.index(one)
                    break

    def _only_sums(self, toll: Trigger) -> bool:
        """Tell whether a toll only opens a sentence whose number is another's: "With Sunday's toll, 31 have died"."""
        opens = self._relations.is_(toll.last, "preposition_object") and toll.last.head.lower_ in ("with", "after")
        return opens and not list(self._relations.complements(toll.last))

    def _in_others(self, triggers: Sequence[Trigger]) -> Iterator[int]:
        """The deeds that another trigger is about: what was foiled, what makes a row with the deed told."""
        for n, one in enumerate(triggers):
            series = self._series(one)
            for other in triggers:
                if other is not one and other.type == "responsibility" and self._is_bare(one, other):
                    yield n  # "claimed responsibility for two other attacks"
                    break
                if other is one or other.family != "deed":
                    continue
                if other.type == "foiled-attack" and any(
                    t in (one.head, one.last) for t in other.roles.get("object", ())
                ):
                    yield n
                elif series is not None and other.series is None and self._series(other) is None:
                    other.series = series
                    for role, tokens in one.roles.items():
                        other.roles.setdefault(role, tokens)
                    yield n
                    break

    def _is_bare(self, deed: Trigger, claimed: Trigger) -> bool:
        """Tell whether a deed that somebody claims is only named: without a target, a place or a time of its own."""
        sentence, phrase = deed.sentence, self._relations.phrase(deed.last, wide=True)
        if deed.last not in claimed.roles.get("object", ()) or deed.roles.keys() - {"initiator"}:
            return False
        told = [token for token in deed.last.subtree if token.pos_ == "PROPN" and token.i > deed.last.i]
        times = [
            t for t in sentence.times if sentence.at(deed.last) < t.start <= sentence.end(sentence.doc[phrase.last - 1])
        ]
        return not told and not times

    def _series(self, trigger: Trigger) -> Span | None:
        """Words that put a deed in a row of others: an ordinal, the deed, and the time of the row behind it."""
        if trigger.form != "noun" or trigger.family != "deed":
            return None
        sentence, phrase = trigger.sentence, self._relations.phrase(trigger.last)
        before = sentence.doc[phrase.first : trigger.last.i]
        if not any(_ORDINAL.fullmatch(token.text) for token in before):
            return None
        end = max([sentence.end(trigger.last), *(t.end for t in sentence.times if t.start > sentence.at(trigger.last))])
        start = sentence.at(sentence.doc[phrase.first])
        words = sentence.span.words[start - sentence.span.start : end - sentence.span.start]
        trigger.series = Span(start=start, end=end, words=words)
        return trigger.series

    def _one_deed(self, one: Trigger, other: Trigger) -> bool:
        if one.family != "deed" or other.family != "deed":
            return False
        if not (self._episodes.linked(one, other) or self._says_more(one, other)):
            return False
        if one.type != other.type and not {one.type, other.type} <= _ALIKE:
            return False
        if self._is_means(one, other) or self._is_means(other, one):
            return True
        mine, theirs = ({t.i for t in trigger.roles.get("affected", ())} for trigger in (one, other))
        return not mine or not theirs or bool(mine & theirs)

    def _says_more(self, noun: Trigger, verb: Trigger) -> bool:
        """Tell whether a relative clause says more of a deed: "bombings that targeted bus stations"."""
        clause = verb.form == "verb" and self._relations.is_(verb.head, "relative_clause", "noun_clause")
        return noun.form == "noun" and clause and verb.head.head == noun.last

    def _is_means(self, noun: Trigger, verb: Trigger) -> bool:
        """Tell whether a deed's noun is what or who did another: "hit it with a bomb", "a suicide bomber struck"."""
        last, relations = noun.last, self._relations
        if is_doer(noun) and last in verb.roles.get("initiator", ()):
            return True
        if noun.form != "noun" or verb.form != "verb" or not relations.is_(last, "preposition_object"):
            return False
        prep = last.head
        return prep.lower_ in ("with", "using", "by") and prep.head == verb.head
