"""Whether it is told as having happened: negation, modality, plans and hypotheses, hedges, background.

After the dimensions of FactBank (Saurí and Pustejovsky, 2009): polarity and certainty, by source.
"""

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from according.language.sentences import word_lists
from according.model import Certainty
from according.readers.embedded.document import plain
from according.readers.embedded.pipelines import language_table
from according.readers.embedded.relations import Relations
from according.readers.embedded.trees import once
from according.readers.embedded.triggers import Trigger

Verdict = Literal["told", "negated", "not_told"]
_CAUSING = ("in", "from", "after")
_LEVELS: tuple[Certainty, ...] = ("feared", "suspected", "reported")


@dataclass(frozen=True, slots=True, kw_only=True)
class Factuality:
    """What a trigger is told as, how sure, and whether it only gives the background."""

    verdict: Verdict
    certainty: Certainty | None = None


class Judge:
    """Judges the triggers of parsed sentences."""

    def __init__(self, relations: Relations, language: str) -> None:
        """Take the relations of a language and its words of doubt."""
        self._relations = relations
        self._words = language_table(language, "factuality")

    def assess(self, trigger: Trigger) -> Factuality:
        """Tell whether a trigger is told as having happened."""
        unreal = self._is_unreal(trigger) or self._is_dreaded(trigger) or self._is_invented(trigger)
        if unreal or self._is_of_nature(trigger) or self._is_remembered(trigger):
            return Factuality(verdict="not_told")
        if self._is_negated(trigger):
            return Factuality(verdict="negated")
        return Factuality(verdict="told", certainty=self._hedge(trigger))

    def _is_negated(self, trigger: Trigger) -> bool:
        relations, head = self._relations, trigger.head
        if relations.negations(head):
            return True
        governor = head.head
        if trigger.form == "noun" and relations.is_verb(governor) and relations.negations(governor):
            return relations.is_(head, "object", "passive_subject", "predicate_nominal")
        if trigger.form == "noun" and any(
            plain(t.text) in ("no", "neither") for t in relations.children(trigger.last, "determiner")
        ):
            return trigger.family in ("deed", "ground")
        return False

    def _is_unreal(self, trigger: Trigger) -> bool:
        """Tell whether it is planned, wished, possible, asked or ordered, and not told as done."""
        relations, head = self._relations, trigger.head
        if trigger.form == "verb" and self._modal(head):
            return True
        if trigger.form == "noun":
            before = {plain(t.text) for t in trigger.sentence.doc[trigger.last.left_edge.i : trigger.first]}
            if before & set(self._words["not_yet"]):
                return True
        token = head
        for _ in range(4):
            above = token.head
            if above == token:
                break
            lemma = above.lemma_.lower()
            if relations.is_verb(above):
                is_argument = relations.is_(token, "object", "open_complement", "clausal_preposition_object") or (
                    relations.is_(token, "preposition_object", "clausal_complement", "passive_subject")
                )
                if is_argument and lemma in self._words["unreal_verbs"]:
                    return True
                if is_argument and self._modal(above) and trigger.form == "noun":
                    return True
                if relations.is_(token, "adverbial_clause") and self._conditional(token):
                    return True
                if not relations.is_(token, "preposition_object") and not is_argument:
                    break
            elif lemma in self._words["unreal_nouns"] and relations.is_(
                token, "noun_clause", "preposition", "preposition_object"
            ):
                return True
            token = above
        return self._conditional(head)

    def _is_of_nature(self, trigger: Trigger) -> bool:
        """Tell whether a disaster did a harm: "floods killed 36", "damaged by the storm", "died after it struck"."""
        relations, verb = self._relations, trigger.head
        if trigger.family not in ("harm", "ground", "deed") or trigger.form == "noun":
            return False
        agents = relations.agents(verb)
        doers = agents or ([] if relations.is_passive(verb) else relations.subjects(verb))
        if any(map(self._is_disaster, doers)):
            return True
        if agents or relations.objects(verb):
            return False
        return once("after a disaster", relations.first_conjunct(verb), self._is_after_disaster)

    def _is_after_disaster(self, first: Token) -> bool:
        """Tell whether a disaster is what one of some verbs in a row happened in, from or after."""
        relations = self._relations
        for member in relations.conjuncts(first):
            told = [noun for prep, noun in relations.complements(member) if prep.lower_ in _CAUSING]
            told += [
                noun for clause in relations.time_clauses(member) for noun in relations.children(clause, "subject")
            ]
            if any(map(self._is_disaster, told)):
                return True
        return False

    def _is_disaster(self, noun: Token) -> bool:
        if any(child.lower_ == "of" for child in self._relations.children(noun, "preposition")):
            return False  # "a flood of refugees"
        named = self._relations.premodifiers(noun) if noun.pos_ == "PROPN" else ()  # "Cyclone Bela"
        return any(token.lemma_.lower() in self._words["disasters"] for token in (noun, *named))

    def _is_invented(self, trigger: Trigger) -> bool:
        """Tell whether it is told of a film, a play, a game: "in the new series a young officer is kidnapped"."""
        relations = self._relations
        return once("invented", relations.first_conjunct(relations.clause(trigger.head)), self._is_of_fiction)

    def _is_of_fiction(self, first: Token) -> bool:
        relations = self._relations
        for verb in relations.conjuncts(first):
            for prep, noun in relations.complements(verb):
                if prep.lower_ != "in" or noun.lemma_.lower() not in self._words["fiction"]:
                    continue
                of = any(child.lower_ == "of" for child in relations.children(noun, "preposition"))
                if not of and not relations.children(noun, "relative_clause"):
                    return True
        return False

    def _is_dreaded(self, trigger: Trigger) -> bool:
        """Tell whether a noun is what is feared or expected: "for fear of renewed attack"."""
        relations, prep = self._relations, trigger.last.head
        return (
            trigger.form == "noun"
            and relations.is_(trigger.last, "preposition_object")
            and prep.lower_ in ("of", "about", "over")
            and prep.head.lemma_.lower() in self._words["dreaded_nouns"]
        )

    def _is_remembered(self, trigger: Trigger) -> bool:
        """Tell whether it is what a day of remembrance is about: "to mark 80 years since the battle"."""
        relations = self._relations
        for token in relations.above(trigger.head):
            if relations.is_verb(token) and token.lemma_.lower() in self._words["commemorating"]:
                return any(t.lemma_.lower() in self._words["remembered"] for t in relations.objects(token))
            if relations.is_(token, "clausal_complement", "root"):
                return False
        return False

    def _modal(self, verb: Token) -> bool:
        relations = self._relations
        own = {plain(a.text) for a in relations.auxiliaries(verb)}
        if verb.lemma_.lower() in self._words["senses"]:
            return False  # "gunfire could be heard"
        if own & {"have", "has", "had"} and own & {"may", "might", "could"}:
            return False
        if own & set(self._words["modals"]):
            return True
        if "to" in own:
            if relations.is_(verb, "open_complement"):
                return verb.head.lemma_.lower() not in self._words["implying"]
            return relations.is_(verb, "adverbial_clause", "noun_clause", "root") and not self._is_result(verb)
        return False

    def _is_result(self, verb: Token) -> bool:
        return verb.head.lemma_.lower() in self._words["implying"]

    def _conditional(self, verb: Token) -> bool:
        return any(
            plain(m.text) in self._words["conditional"] for m in self._relations.children(verb, "marker", "adverb")
        )

    def _hedge(self, trigger: Trigger) -> Certainty | None:
        """How sure the words of the trigger's clause are, where they say so."""
        lower = set(trigger.sentence.lower)
        hedges = {
            level: [hedge for hedge in written if lower.issuperset(hedge.split())]
            for level, written in word_lists("saying.toml")["hedges"].items()
        }
        if not any(hedges.values()):
            return None
        relations, head = self._relations, trigger.head
        clause = relations.clause(head)
        near = [t for t in trigger.sentence.doc if relations.clause(t) in (clause, head) or t.head == trigger.last]
        words = f" {' '.join(plain(t.text) for t in near)} "
        return next((level for level in _LEVELS if any(f" {hedge} " in words for hedge in hedges[level])), None)
