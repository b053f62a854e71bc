"""What the triggers of one sentence share because it tells them of one episode: who did it, whom it harmed."""

from collections.abc import Sequence

from spacy.tokens import Token

from according.language.people import kind_of, status_of
from according.readers.embedded.document import plain
from according.readers.embedded.participants import Participants
from according.readers.embedded.pipelines import language_table
from according.readers.embedded.relations import Relations
from according.readers.embedded.triggers import Trigger

_ARMED = ("fighter", "soldier", "police", "peacekeeper")
_BODIES = ("army", "police", "armed-group", "militia")
_BY_CROWDS = {"protest", "mob-violence"}  # they are told beside what others did
_SHARING = ({"deed", "harm"}, {"deed", "ground"})


class Episodes:
    """Gives each trigger of a sentence what only another one beside it tells."""

    def __init__(self, relations: Relations, language: str) -> None:
        """Take the relations of a language, and its prepositions that bind what happened to what came of it."""
        self._relations = relations
        self._participants = Participants(relations, language)
        self._binding = frozenset(language_table(language, "verbs")["binding"])

    def share(self, triggers: Sequence[Trigger]) -> None:
        """Fill empty roles: the sides of a clash, the doer of a harm, those whom a deed harmed."""
        for trigger in triggers:
            if trigger.family == "harm":
                self._turn(trigger, triggers)
        for trigger in triggers:
            if trigger.family in ("harm", "ground", "deed") and not trigger.roles.get("initiator"):
                self._take_doer(trigger, triggers)
        for trigger in triggers:
            if trigger.family == "harm" and trigger.form == "verb" and not trigger.roles.get("initiator"):
                self._take_subject(trigger, triggers)
        for trigger in triggers:
            if trigger.family == "deed" and not trigger.roles.get("affected") and not trigger.roles.get("object"):
                self._take_harmed(trigger, triggers)
        for trigger in triggers:
            if trigger.type == "clash":
                self._meet(trigger, triggers)

    def _meet(self, clash: Trigger, triggers: Sequence[Trigger]) -> None:
        """Make armed people who came to harm in a clash a side of it: "two rebels died in a battle with soldiers"."""
        named = clash.roles.get("initiator", [])
        if clash.form != "noun" or len(named) > 1:
            return
        harmed = {
            status: token
            for other in triggers
            if other.family == "harm" and (self.linked(clash, other) or not named)
            for token in other.roles.get("affected", ())
            if (status := self._side(token))
        }
        for token in named:
            harmed.pop(self._side(token), None)
        if len(harmed) + len(named) == 2 or (harmed and not named):
            clash.roles["initiator"] = [*harmed.values(), *named]

    def _side(self, token: Token) -> str:
        """The side of people under arms; empty of all others."""
        words = self._relations.words(token)
        return status if (status := status_of(words)) in _ARMED else kind if (kind := kind_of(words)) in _BODIES else ""

    def _turn(self, harm: Trigger, triggers: Sequence[Trigger]) -> None:
        """Free those hit of the harm that the parse hangs on them: "opened fire on a patrol killing two"."""
        doers = harm.roles.get("initiator", [])
        if not doers or not self._relations.has_form(harm.head, "gerund"):
            return
        for other in triggers:
            claims = other.type == "responsibility" and other.roles.get("initiator") == doers
            if claims and (own := self._claimed(other, triggers)):
                harm.roles["initiator"] = own
                return
            hit, hitters = other.roles.get("affected", ()), other.roles.get("initiator", ())
            if other.family == "deed" and other is not harm and hitters and set(doers) <= set(hit):
                harm.roles["initiator"] = list(hitters)
                return

    def _claimed(self, claim: Trigger, triggers: Sequence[Trigger]) -> list[Token]:
        """Who did what somebody claims responsibility for: "claimed a bomber who struck a market, killing two"."""
        told = (t for t in triggers if t.family == "deed" and self._relations.holds(claim.head, t.head))
        return next((doers for deed in told if (doers := deed.roles.get("initiator", []))), [])

    def _take_doer(self, trigger: Trigger, triggers: Sequence[Trigger]) -> None:
        """Give a harm the doer of the deed that it is told to come from: "killed in an attack by", "killed when"."""
        for other in triggers:
            doers = other.roles.get("initiator")
            if other is trigger or not doers or {trigger.family, other.family} not in _SHARING:
                continue
            if (
                "protest" in (other.type, trigger.type)
                or trigger.type == "mob-violence"
                or not self.linked(trigger, other)
            ):
                continue
            harmed = {t.i for role in ("affected", "object") for t in trigger.roles.get(role, ())}
            found = [t for t in doers if t.i not in harmed]
            if other.type == "clash" and harmed:
                found = [t for t in found if t.pos_ != "PRON"]  # "when clashes broke out between them and rebels"
            if found and (len(found) == 1 or other.type != "clash"):
                trigger.roles["initiator"] = found
                return

    def _take_subject(self, harm: Trigger, triggers: Sequence[Trigger]) -> None:
        """Give a harm the armed subject of its clause of time: "30 people died when gunmen burnt down the village"."""
        relations = self._relations
        if not (relations.is_passive(harm.head) or harm.entry.cue.subject == "affected"):
            return
        told = {token for trigger in triggers for token in (trigger.head, trigger.last)}
        for clause in relations.time_clauses(harm.head):
            passive = relations.is_passive(clause)  # "after their car was stopped by gunmen"
            doers = relations.agents(clause) if passive else relations.subjects(clause)
            found = [t for t in doers if self._side(t)] or [h for t in doers for h in self._participants.hands(t)]
            if clause not in told and (passive or relations.objects(clause)) and found:
                harm.roles["initiator"] = found
                return

    def _take_harmed(self, trigger: Trigger, triggers: Sequence[Trigger]) -> None:
        """Give a deed without a target those whom it is told to have harmed: "killed three in a bomb attack"."""
        if trigger.entry.cue.object == "initiator" or trigger.type in ("protest", "clash", "mob-violence"):
            return
        deeds = (t for t in triggers if t is not trigger and t.family == "deed" and t.roles.get("affected"))
        if any(self.linked(trigger, deed) for deed in deeds):
            return  # "an explosion hit the village": the village, and not the dead
        for other in triggers:
            harmed = other.roles.get("affected" if other.family == "harm" else "object")
            tells = other.family == "harm" or other.type == "property-damage"
            if tells and harmed and (self.linked(trigger, other) or self._is_told_of(trigger, other)):
                trigger.roles["affected"] = [t for t in harmed if t not in trigger.roles.get("initiator", ())]
                return

    def _is_told_of(self, deed: Trigger, harm: Trigger) -> bool:
        """Tell whether a relative clause tells what a deed did: "air strikes that killed 34 civilians"."""
        clause = self._relations.is_(harm.head, "relative_clause", "noun_clause")
        return clause and harm.head.head == deed.last and deed.last in self._relations.subjects(harm.head)

    def linked(self, one: Trigger, other: Trigger) -> bool:
        """Tell whether the syntax makes two triggers one episode: one in the other's complement or clause of time."""
        relations = self._relations
        if relations.holds(one.head, other.head):
            inner, outer = other.head, one.head
        elif relations.holds(other.head, one.head):
            inner, outer = one.head, other.head
        else:
            return False
        steps = 0
        if relations.is_(inner, "preposition_object") and plain(inner.head.text) not in self._binding:
            return False
        for token in relations.above(inner):
            if token == outer:
                break
            if relations.is_(token, "clausal_complement") and relations.is_verb(token):
                return False
            if relations.is_(token, "preposition_object") and plain(token.head.text) not in self._binding:
                return False
            if relations.is_verb(token):
                steps += 1
        return steps <= 1 and not relations.is_(inner, "relative_clause")


def is_doer(trigger: Trigger) -> bool:
    """Tell whether a noun names the deed by who does it: "a suicide bomber"."""
    return trigger.form == "noun" and status_of(trigger.last.text) == "fighter"
