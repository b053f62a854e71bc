"""Who did it, and to whom, where a noun tells the deed: "an attack by X on Y", "launched an attack", "blamed on"."""

from collections.abc import Iterator

from spacy.tokens import Token

from according.language.people import class_of, kind_of, status_of
from according.readers.embedded.document import plain
from according.readers.embedded.episodes import is_doer
from according.readers.embedded.participants import Participants
from according.readers.embedded.pipelines import language_table
from according.readers.embedded.relations import Relations
from according.readers.embedded.triggers import Trigger

# Behind which prepositions a noun's complement stands: "killing of", "attack on", "responsibility for".
TARGETS = {
    "harm": ("of", "among", "to"),
    "ground": ("of", "to", "on"),
    "deed": ("on", "against", "at", "targeting", "upon"),
    "words": ("of", "on", "for", "to", "against"),
}
PARTIES = ("between", "with", "against", "among", "involving")
_ONTO = ("on", "against")


class NounRoles:
    """Assigns roles to nouns that tell a deed or a harm."""

    def __init__(self, relations: Relations, participants: Participants, language: str) -> None:
        """Take the relations of a language, and what tokens can be; its table of verbs is read."""
        self._relations = relations
        self._participants = participants
        self._verbs = language_table(language, "verbs")

    def assign(self, trigger: Trigger) -> Iterator[tuple[str, list[Token]]]:
        """The roles that stand at a noun, and at the verb that only brings it about, each with its tokens."""
        relations, noun, cue = self._relations, trigger.last, trigger.entry.cue
        target = cue.of or cue.object or "affected"
        owner = relations.owner(noun)
        has_target = False
        if is_doer(trigger):
            yield cue.subject, [noun]  # "a suicide bomber"
        for prep, token in self._complements(trigger):
            word = plain(prep.text)
            if target in ("party", "initiator") and word in PARTIES:
                yield target, [token]
            elif word in TARGETS[trigger.family] and cue.of and (cue.of != "initiator" or word == "of"):
                has_target = True
                yield cue.of, [token]
            elif word == "of" and trigger.family == "deed":
                yield (
                    (
                        ("initiator" if self._participants.is_body(token) else "affected")
                        if cue.of == "affected" and trigger.type != "shelling"
                        else cue.of
                    ),
                    [token],
                )
            elif (word == "by" and cue.subject) or (
                word == "from" and trigger.family == "deed" and self._participants.is_body(token)
            ):
                yield cue.subject, [token]
            elif word == "with" and class_of(self._relations.words(token)) == "weapon":
                yield "weapon", [token]
        if cue.subject and owner is not None and not self._participants.is_time(trigger.sentence, owner):
            own_loss = trigger.family == "harm" and not has_target and not self._does(trigger, owner)
            yield (cue.of if own_loss and cue.of else cue.subject), [owner]
        if trigger.family == "harm" and cue.of and not has_target:  # "journalist killings"
            hurt = [t for t in relations.premodifiers(noun) if status_of(t.text) in self._verbs["unarmed"]]
            yield cue.of, [t for t in hurt if not trigger.first <= t.i < trigger.end]
        if target in ("party", "initiator") or cue.subject:
            yield from ((cue.subject or target, [m]) for m in self._named_before(trigger))
        yield from self._brought_about(trigger)

    def _does(self, trigger: Trigger, owner: Token) -> bool:
        """Tell whether the owner of a harm's noun did it: "the cartel's murders", but "the cartel's losses"."""
        words = self._relations.words(owner)
        is_loss = trigger.last.lemma_.lower() in self._verbs["losses"] or not trigger.entry.cue.subject
        return (
            bool(kind_of(words))
            and not status_of(words)
            and not is_loss
            and self._relations.has_form(trigger.last, "plural_noun")
        )

    def _complements(self, trigger: Trigger) -> list[tuple[Token, Token]]:
        """What stands behind prepositions of any of a noun's words: "exchange of fire with officers"."""
        words = {trigger.last, *trigger.sentence.doc[trigger.first : trigger.end]}
        found = [pair for token in sorted(words, key=lambda t: t.i) for pair in self._relations.complements(token)]
        by = [token for prep, token in found if plain(prep.text) == "by"]
        # "attacks by gangs on workers": the parse hangs the workers on the gangs
        found += [(p, t) for token in by for p, t in self._relations.complements(token) if plain(p.text) in _ONTO]
        return [(prep, token) for prep, token in found if not trigger.first <= token.i < trigger.end]

    def _named_before(self, trigger: Trigger) -> Iterator[Token]:
        """The body named before a deed: "RSF drone strike", "Israeli shelling", "rebel attack"."""
        if trigger.family not in ("deed", "ground"):
            return
        for head in {trigger.last, trigger.sentence.doc[trigger.first], trigger.head}:
            for token in self._relations.premodifiers(head):
                inside = trigger.first <= token.i < trigger.end and status_of(token.text) != "police"
                if inside or self._relations.is_(token, "possessor"):
                    continue
                if self._participants.acts(token):
                    yield token
                elif token.lemma_.lower() in self._verbs["leading"]:  # "ISIS-led attacks", "a bandit-related attack"
                    yield from (t for t in token.lefts if t.pos_ in ("NOUN", "PROPN"))

    def _brought_about(self, trigger: Trigger) -> Iterator[tuple[str, list[Token]]]:
        """What a verb that only brings its object about tells: "launched an attack", "suffered losses"."""
        relations, noun, cue = self._relations, trigger.last, trigger.entry.cue
        for clause in relations.children(noun, "noun_clause"):
            if self._participants.lemma(clause) in self._verbs["light"] and relations.agents(clause):
                yield cue.subject, relations.agents(clause)
        yield from ((cue.subject, [t]) for t in self.blamed(noun))
        top = relations.first_conjunct(noun)
        verb = top.head
        if relations.is_(top, "preposition_object"):
            verb, prep = verb.head, plain(verb.text)
            if (
                relations.is_verb(verb)
                and self._participants.lemma(verb) in self._verbs["undergo"]
                and prep in ("under", "from", "by")
            ):
                yield cue.of or "affected", relations.subjects(verb)
            if (
                relations.is_verb(verb)
                and self._participants.lemma(verb) in self._verbs["blaming"]
                and prep in ("for", "of", "over")
            ):
                yield cue.subject, relations.subjects(verb) if relations.is_passive(verb) else relations.objects(verb)
            return
        if not relations.is_verb(verb):
            return
        yield from self._accused(trigger, top, verb)
        lemma = self._participants.lemma(verb)
        if relations.is_(top, "subject") and cue.of == "initiator":  # "clashes broke out between"
            yield from ((cue.of, [t]) for prep, t in relations.complements(verb) if plain(prep.text) in PARTIES)
        if relations.is_(top, "object") and lemma in self._verbs["light"]:
            yield cue.subject or cue.of, relations.subjects(verb)
            yield from (
                (cue.of, [t])
                for prep, t in relations.complements(verb)
                if cue.of and plain(prep.text) in TARGETS["deed"]
            )
        elif (
            relations.is_(top, "object") and lemma in self._verbs["admitting"] and trigger.family in ("deed", "ground")
        ):
            yield cue.subject or cue.of, relations.subjects(verb)
        elif relations.is_(top, "passive_subject") and lemma in self._verbs["light"]:
            yield cue.subject or cue.of, relations.agents(verb)
        elif relations.is_(top, "object") and lemma in self._verbs["undergo"]:
            yield cue.of or "affected", relations.subjects(verb)

    def _accused(self, trigger: Trigger, top: Token, verb: Token) -> Iterator[tuple[str, list[Token]]]:
        """Find whom "blamed the killing on X", "attributed the attack to X", "was the work of X" names."""
        for name in self._relations.children(verb, "predicate_nominal"):
            if self._relations.is_(top, "subject") and name.lemma_.lower() in self._verbs["authorship"]:
                complements = self._relations.complements(name)
                yield from ((trigger.entry.cue.subject, [t]) for prep, t in complements if plain(prep.text) == "of")
        if (
            self._relations.is_(top, "object", "passive_subject")
            and self._participants.lemma(verb) in self._verbs["blaming"]
        ):
            for prep, token in self._relations.complements(verb):
                if plain(prep.text) in ("on", "to"):
                    yield trigger.entry.cue.subject, [token]

    def blamed(self, noun: Token) -> list[Token]:
        """Whom "an attack blamed on X", "an attack (that) police blamed on X" names: police may stand as the head."""
        relations = self._relations
        heads = [noun, noun.head] if relations.is_(noun, "noun_modifier") else [noun]
        clauses = [c for head in heads for c in relations.children(head, "noun_clause", "relative_clause")]
        blaming = [c for c in clauses if self._participants.lemma(c) in self._verbs["blaming"]]
        complements = [pair for clause in blaming for pair in relations.complements(clause)]
        return [token for prep, token in complements if plain(prep.text) in ("on", "to")]
