"""Whom or what a deed hit where no object tells it: what stood beside, what passed by; the sides of a stopped one."""

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from according.language.people import class_of, settlements, status_of
from according.readers.embedded.document import plain
from according.readers.embedded.pipelines import language_table
from according.readers.embedded.relations import Relations
from according.readers.embedded.triggers import Trigger


class Targets:
    """Completes deeds with what their circumstances tell that they hit."""

    def __init__(self, relations: Relations, language: str) -> None:
        """Take the relations of a language; its table of verbs is read."""
        self._relations = relations
        self._verbs = language_table(language, "verbs")

    def complete(self, trigger: Trigger, by_head: Mapping[int, Trigger]) -> None:
        """Give a deed what it hit, and one that was stopped both its sides."""
        if trigger.family != "deed" or trigger.form == "adjective":
            return
        if trigger.type == "foiled-attack":
            self._stop(trigger, by_head)
            return
        if trigger.type in ("protest", "clash", "mob-violence") or trigger.roles.get("object"):
            return
        verbs = self._verbs_of(trigger)
        passing = [token for verb in verbs for token in self._passing(verb)]
        if passing:  # nor did they do it: the parse hangs what it led to on them
            doers = [t for t in trigger.roles.pop("initiator", ()) if t not in passing]
            trigger.roles.update({"initiator": doers} if doers else {})
        if not trigger.roles.get("affected"):
            found = passing or [token for verb in verbs for token in self._beside(trigger, verb)]
            found = found or list(self._aims(trigger))
            if found := [t for t in found if t.i not in by_head and t not in trigger.roles.get("initiator", ())]:
                trigger.roles["affected"] = found

    def _verbs_of(self, trigger: Trigger) -> list[Token]:
        """The verb that tells the deed, or what the deed's noun does: "a bomb went off", "a bomb that went off"."""
        relations = self._relations
        if trigger.form == "verb":
            return [trigger.head]
        noun = relations.first_conjunct(trigger.last)
        clauses = [c for c in relations.children(noun, "noun_clause", "relative_clause") if self._strikes(c)]
        if relations.is_(noun, "subject", "passive_subject", "object") and relations.is_verb(noun.head):
            return [noun.head, *clauses] if self._strikes(noun.head) else clauses
        return clauses

    def _strikes(self, verb: Token) -> bool:
        return verb.lemma_.lower() in self._verbs["striking"]

    def _passing(self, verb: Token) -> Iterator[Token]:
        """Who is told to have passed when it went off: "detonated as a patrol drove by"."""
        relations = self._relations
        behind = [clause.lemma_.lower() for clause in relations.children(verb, "adverbial_clause")]
        for clause in relations.time_clauses(verb):
            # "When a bus carrying troops was passing": the parse may hang both clauses on the verb.
            passes = {clause.lemma_.lower(), *behind} & set(self._verbs["passing"])
            if passes and not relations.agents(clause):
                yield from (t for t in relations.subjects(clause) if t.pos_ in ("NOUN", "PROPN"))

    def _beside(self, trigger: Trigger, verb: Token) -> Iterator[Token]:
        """What stands beside where it went off: people, a vehicle, a site."""
        relations = self._relations
        objects = [] if relations.is_passive(verb) else relations.objects(verb)
        objects = [t for t in objects if t not in (trigger.head, trigger.last) and not self._is_charge(t)]
        if objects:
            if trigger.form == "noun" and trigger.last in relations.subjects(verb):
                yield from objects
            return
        near = [t for t in relations.children(verb, "adverb") if t.lemma_.lower() in self._verbs["close"]]
        for prep, token in (pair for each in (verb, *near) for pair in relations.complements(each)):
            word = plain(prep.text)
            if word == "in" and token.lemma_.lower() in self._verbs["sides"]:
                behind = relations.complements(token)
                yield from (t for of, t in behind if plain(of.text) == "of" and self._is_target(t))
            elif word == "to" and prep.head.lemma_.lower() in self._verbs["close"] and self._is_target(token):
                yield token
            elif word in self._verbs["through"]:
                yield from [token] if token.pos_ == "NOUN" and self._strikes(verb) else []
            elif word in self._verbs["beside"] and self._is_target(token):
                yield token

    def _aims(self, trigger: Trigger) -> Iterator[Token]:
        """What a deed is told to be meant for: "an offensive to take the town", "launched a raid, targeting a base"."""
        relations, noun = self._relations, trigger.last
        clauses = relations.children(noun, "noun_clause")
        if (
            trigger.form == "noun"
            and relations.is_(noun, "object")
            and noun.head.lemma_.lower() in self._verbs["light"]
        ):
            clauses += relations.children(noun.head, "adverbial_clause", "open_complement")
        if trigger.form == "noun" and relations.is_(noun, "subject"):  # "the assault succeeded in capturing"
            preps = relations.children(noun.head, "preposition")
            clauses += [c for prep in preps for c in relations.children(prep, "clausal_preposition_object")]
        for clause in clauses:
            meant = (
                relations.has_form(clause, "infinitive", "gerund") and clause.lemma_.lower() in self._verbs["aiming"]
            )
            yield from relations.objects(clause) if meant else []

    def _is_charge(self, token: Token) -> bool:
        """Tell whether an object is what went off, or only a reflexive: "detonated a bomb", "blew himself up"."""
        if plain(token.text) in self._verbs["reciprocal"]:
            return True
        return class_of(self._relations.words(token)) == "weapon"

    def _is_target(self, token: Token) -> bool:
        """Tell whether something can be what was hit: people, a vehicle, a site; a name only if its words tell."""
        words = self._relations.words(token)
        if class_of(words) not in ("", "weapon", "ground"):
            return token.lemma_ not in settlements()
        people = bool(status_of(words)) or token.lemma_.lower() in self._verbs["crowds"]
        return token.pos_ == "NOUN" and people and token.lemma_ not in settlements()

    # What was stopped

    def _stop(self, trigger: Trigger, by_head: Mapping[int, Trigger]) -> None:
        """Put the sides of a stopped deed: who meant to do it did it, who beat it off was to be hit by it."""
        objects = trigger.roles.get("object", [])
        weapons = [t for t in objects if self._is_weapon(t)]
        doers = trigger.roles.setdefault("initiator", [])
        for token in objects:
            deed = by_head.get(token.i)
            doers += [t for t in (deed.roles.get("initiator", ()) if deed is not None else ()) if t not in doers]
            if token in weapons:
                doers += [t for t in self._senders(token) if t not in doers]
                placed = self._relations.children(token, "noun_clause")  # "a bomb planted near the embassy"
                near = [t for clause in placed for t in self._beside(trigger, clause) if t not in objects]
                trigger.roles.update({"affected": near} if near else {})
            elif deed is None and status_of(self._relations.words(token)):
                doers.append(token)  # "repelled the attackers"
        if not weapons and (party := trigger.roles.pop("party", None)):
            trigger.roles["affected"] = [*party, *(t for t in trigger.roles.get("affected", ()) if t not in party)]
        stoppers = {t.i for role in ("party", "affected") for t in trigger.roles.get(role, ())}
        trigger.roles["initiator"] = [t for t in doers if t.i not in stoppers]
        trigger.roles = {role: tokens for role, tokens in trigger.roles.items() if tokens}

    def _is_weapon(self, token: Token) -> bool:
        words = self._relations.words(token)
        return class_of(words) in ("weapon", "vehicle") or token.lemma_.lower() in self._verbs["instruments"]

    def _senders(self, token: Token) -> list[Token]:
        """Who launched, fired or planted what was stopped: "61 of 94 drones launched by the army"."""
        counted = [t for prep, t in self._relations.complements(token) if plain(prep.text) == "of"]
        clauses = [clause for each in (token, *counted) for clause in self._relations.children(each, "noun_clause")]
        return [agent for clause in clauses for agent in self._relations.agents(clause)]
