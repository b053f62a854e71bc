"""Who did it, to whom, to what, by what: the phrases in a trigger's roles, found by syntax or not at all."""

from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Token

from according.language.people import class_of, kind_of, settlements, status_of
from according.readers.embedded.document import Sentence, plain
from according.readers.embedded.episodes import Episodes, is_doer
from according.readers.embedded.objects import Objects
from according.readers.embedded.pipelines import language_table
from according.readers.embedded.relations import Relations
from according.readers.embedded.triggers import Entry, Trigger

# Behind which prepositions a noun's complement stands: "killing of", "attack on", "responsibility for".
_TARGETS = {
    "harm": ("of", "among", "to"),
    "ground": ("of", "to", "on"),
    "deed": ("on", "against", "at", "targeting", "upon"),
    "words": ("of", "on", "for", "to", "against"),
}
_BESIDE = ("at", "near", "outside", "beside", "inside", "under", "in", "on", "against", "into")
_ONTO = ("on", "against")
_PARTIES = ("between", "with", "against", "among", "involving")


class Roles:
    """Assigns roles to the triggers of a sentence."""

    def __init__(self, relations: Relations, objects: Objects, episodes: Episodes, language: str) -> None:
        """Take the relations of a language, what cues take, what triggers share; its table of verbs is read."""
        self._relations = relations
        self._verbs = language_table(language, "verbs")
        self._episodes = episodes
        self._taken = objects

    def assign(self, triggers: Sequence[Trigger]) -> None:
        """Fill the roles of all triggers of one sentence, each by itself, then from each other."""
        for trigger in triggers:
            entries = (trigger.entry, *trigger.others)
            for test in (
                self._taken.names,
                self._taken.takes,
            ):  # whose object is named goes before whose object may be such
                if any(self._try(trigger, entry, test) for entry in entries):
                    break
        by_head = {token.i: trigger for trigger in triggers for token in (trigger.head, trigger.last)}
        for trigger in triggers:
            self._settle(trigger, by_head)
        self._episodes.share(triggers)

    def _of(self, trigger: Trigger) -> dict[str, list[Token]]:
        """The roles of one trigger by itself."""
        make = {"verb": self._of_verb, "noun": self._of_noun, "adjective": self._of_adjective}[trigger.form]
        roles: dict[str, list[Token]] = {}
        for role, tokens in make(trigger):
            held = roles.setdefault(role, [])
            held += [token for token in tokens if token not in held]
        return roles

    def _try(self, trigger: Trigger, entry: Entry, test: Callable[[Trigger], bool]) -> bool:
        trigger.entry = entry
        trigger.roles = self._of(trigger)
        return test(trigger)

    # Verbs

    def _of_verb(self, trigger: Trigger) -> Iterator[tuple[str, list[Token]]]:
        relations, verb, cue = self._relations, trigger.head, trigger.entry.cue
        subjects = relations.subjects(verb)
        passive = relations.is_passive(verb)
        if relations.is_(verb, "noun_modifier") and verb.head.i > verb.i and not subjects:
            yield cue.object or cue.subject, [verb.head]  # "three damaged houses"
            return
        objects = [] if passive else self._objects(trigger)
        if passive and cue.object:
            yield cue.object, subjects or relations.objects(verb)
            yield cue.subject, relations.agents(verb)
        elif not passive and cue.object and cue.subject and not objects and self._is_headline(trigger, subjects):
            yield cue.object, subjects  # "Two soldiers killed in Gao"
            yield cue.subject, relations.agents(verb)
        else:
            yield cue.subject, subjects
            yield cue.object, self._own_part(trigger, objects)
        arms = all(class_of(self._relations.words(t)) == "weapon" for t in objects)
        hits = trigger.family == "deed" and arms and not passive
        for prep, token in relations.complements(verb):
            word = plain(prep.text)
            if word == "from":
                yield "from", [token]
            elif word == "to" and cue.subject == "from":
                yield "initiator", [token]  # "lost the town to the rebels"
            elif word in ("with", "by", "using") and class_of(self._relations.words(token)) == "weapon":
                yield "weapon", [token]
            elif cue.object == cue.subject and cue.object and word in _PARTIES:
                yield cue.object, [token]  # each side of a clash
            elif hits and word in _BESIDE and self._is_target(token):
                yield "affected", [token]  # "exploded near a convoy"

    def _own_part(self, trigger: Trigger, objects: list[Token]) -> list[Token]:
        """The object of words that stand apart, or the number before the last: "left 3 dead and 20 wounded"."""
        last = trigger.last
        if last == trigger.head or last.i == 0 or trigger.end > last.i or last.nbor(-1).pos_ != "NUM":
            return objects
        return [last.nbor(-1)]

    def _objects(self, trigger: Trigger) -> list[Token]:
        """The objects of an active verb; of one that ends in a preposition ("open fire on"), what stands behind it."""
        relations, verb = self._relations, trigger.head
        if trigger.last.pos_ == "ADP":
            behind = relations.children(trigger.last, "preposition_object")
            if behind:
                return [each for token in behind for each in relations.conjuncts(token)]
        found = [t for t in relations.objects(verb) if not trigger.first < t.i < trigger.end]
        if not found and relations.is_verb(trigger.last) and trigger.last != verb:  # "let go a teacher"
            found = relations.objects(trigger.last)
        if found or trigger.family not in ("deed", "words", "ground"):
            return found
        return [t for prep, t in relations.complements(verb) if plain(prep.text) in _TARGETS["deed"]][:1]

    def _is_headline(self, trigger: Trigger, subjects: Sequence[Token]) -> bool:
        """Tell whether a form that can be both stands for a passive without its auxiliary."""
        relations, verb = self._relations, trigger.head
        bare = relations.has_form(verb, "past_participle")
        if trigger.family != "harm" or (relations.children(verb, "clausal_complement") and not bare):
            return False
        if plain(verb.text) not in {word.split()[0] for word in trigger.entry.cue.participles}:
            return False
        if any(plain(a.text) in ("have", "has", "had") for a in relations.auxiliaries(verb)):
            return False
        behind = [t for t in relations.children(verb, "time_adverb", "apposition") if t.left_edge.i == verb.i + 1]
        if any(not self._is_time(trigger.sentence, t.left_edge) and t.pos_ != "NUM" for t in behind):
            return False  # "American forces captured Mahmud Monday": an object that the parse took for a time
        return bool(subjects) and not any(t.pos_ == "PRON" for t in subjects)

    # Nouns

    def _of_noun(self, trigger: Trigger) -> Iterator[tuple[str, list[Token]]]:
        relations, noun, cue = self._relations, trigger.last, trigger.entry.cue
        target = cue.of or cue.object or "affected"
        owner = relations.owner(noun)
        has_target = False
        if is_doer(trigger):
            yield cue.subject, [noun]  # "a suicide bomber"
        for prep, token in self._complements(trigger):
            word = plain(prep.text)
            if target in ("party", "initiator") and word in _PARTIES:
                yield target, [token]
            elif word in _TARGETS[trigger.family] and cue.of and (cue.of != "initiator" or word == "of"):
                has_target = True
                yield cue.of, [token]
            elif word == "of" and trigger.family == "deed":
                yield (
                    (
                        ("initiator" if self._is_body(token) else "affected")
                        if cue.of == "affected" and trigger.type != "shelling"
                        else cue.of
                    ),
                    [token],
                )
            elif (word == "by" and cue.subject) or (
                word == "from" and trigger.family == "deed" and self._is_body(token)
            ):
                yield cue.subject, [token]
            elif word == "with" and class_of(self._relations.words(token)) == "weapon":
                yield "weapon", [token]
        if cue.subject and owner is not None and not self._is_time(trigger.sentence, owner):
            own_loss = trigger.family == "harm" and not has_target
            yield (cue.of if own_loss and cue.of else cue.subject), [owner]
        if trigger.family == "harm" and cue.of and not has_target:  # "journalist killings"
            hurt = [t for t in relations.premodifiers(noun) if status_of(t.text) in self._verbs["unarmed"]]
            yield cue.of, [t for t in hurt if not trigger.first <= t.i < trigger.end]
        if target in ("party", "initiator") or cue.subject:
            yield from ((cue.subject or target, [m]) for m in self._named_before(trigger))
        yield from self._brought_about(trigger)

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
                if self._acts(token):
                    yield token

    def _acts(self, token: Token) -> bool:
        """Tell whether a modifier names who can act: a body, people, a demonym, an acronym."""
        words = token.text
        if token.pos_ in ("NOUN", "PROPN") and kind_of(words) and not class_of(words):
            return True
        if status_of(words) in ("fighter", "soldier", "police", "peacekeeper"):
            return True
        if not words[:1].isupper():
            return False
        if token.text.isupper() and len(words) > 1:
            return True
        is_people = words.lower().endswith(tuple(self._verbs["demonym_endings"]))
        return is_people or (token.pos_ == "ADJ" and token.i > 0)

    def _brought_about(self, trigger: Trigger) -> Iterator[tuple[str, list[Token]]]:
        """What a verb that only brings its object about tells: "launched an attack", "suffered losses"."""
        relations, noun, cue = self._relations, trigger.last, trigger.entry.cue
        top = relations.first_conjunct(noun)
        verb = top.head
        if relations.is_(top, "preposition_object"):
            verb, prep = verb.head, plain(verb.text)
            if (
                relations.is_verb(verb)
                and self._lemma(verb) in self._verbs["undergo"]
                and prep in ("under", "from", "by")
            ):
                yield cue.of or "affected", relations.subjects(verb)
            if (
                relations.is_verb(verb)
                and self._lemma(verb) in self._verbs["blaming"]
                and prep in ("for", "of", "over")
            ):
                yield cue.subject, relations.subjects(verb) if relations.is_passive(verb) else relations.objects(verb)
            return
        if not relations.is_verb(verb):
            return
        yield from self._accused(trigger, top, verb)
        lemma = self._lemma(verb)
        if relations.is_(top, "subject") and cue.of == "initiator":  # "clashes broke out between"
            yield from ((cue.of, [t]) for prep, t in relations.complements(verb) if plain(prep.text) in _PARTIES)
        if relations.is_(top, "object") and lemma in self._verbs["light"]:
            yield cue.subject or cue.of, relations.subjects(verb)
            yield from (
                (cue.of, [t])
                for prep, t in relations.complements(verb)
                if cue.of and plain(prep.text) in _TARGETS["deed"]
            )
        elif relations.is_(top, "passive_subject") and lemma in self._verbs["light"]:
            yield cue.subject or cue.of, relations.agents(verb)
        elif relations.is_(top, "object") and lemma in self._verbs["undergo"]:
            yield cue.of or "affected", relations.subjects(verb)
        for clause in relations.children(noun, "noun_clause"):
            if self._lemma(clause) in self._verbs["light"] and relations.agents(clause):
                yield cue.subject, relations.agents(clause)

    def _accused(self, trigger: Trigger, top: Token, verb: Token) -> Iterator[tuple[str, list[Token]]]:
        """Find whom "blamed the killing on X", "attributed the attack to X", "was the work of X" names."""
        for name in self._relations.children(verb, "predicate_nominal"):
            if self._relations.is_(top, "subject") and name.lemma_.lower() in self._verbs["authorship"]:
                complements = self._relations.complements(name)
                yield from ((trigger.entry.cue.subject, [t]) for prep, t in complements if plain(prep.text) == "of")
        if self._relations.is_(top, "object", "passive_subject") and self._lemma(verb) in self._verbs["blaming"]:
            for prep, token in self._relations.complements(verb):
                if plain(prep.text) in ("on", "to"):
                    yield trigger.entry.cue.subject, [token]

    def _lemma(self, verb: Token) -> str:
        particle = next(iter(self._relations.particles(verb)), None)
        return f"{verb.lemma_.lower()} {plain(particle.text)}" if particle is not None else verb.lemma_.lower()

    # Adjectives

    def _of_adjective(self, trigger: Trigger) -> Iterator[tuple[str, list[Token]]]:
        relations, token, cue = self._relations, trigger.head, trigger.entry.cue
        if relations.is_(token, "noun_modifier") and token.head.i > token.i:
            yield cue.object, [token.head]
            return
        own = [t for t in token.children if t.pos_ == "NUM" or relations.is_(t, "subject", "passive_subject", "number")]
        if own and not any(t.pos_ == "PRON" for t in own):
            yield cue.object, [each for t in own for each in relations.conjuncts(t)]
            return
        verb = token.head
        if relations.is_verb(verb) and relations.is_(token, "predicate_nominal", "clausal_complement", "object"):
            objects = [t for t in relations.objects(verb) if t != token]
            if self._lemma(verb) in self._verbs["leaving"] and relations.is_passive(verb):
                yield cue.object, relations.subjects(verb)
            elif self._lemma(verb) in self._verbs["leaving"] and objects:
                yield cue.object, objects
                yield from (("initiator", [t]) for t in relations.subjects(verb) if self._lemma(verb) == "leave")
            elif self._lemma(verb) in self._verbs["copulas"]:
                yield cue.object, relations.subjects(verb)
            elif self._lemma(verb) in self._verbs["leaving"]:
                yield cue.object, [token]
        elif not relations.is_verb(verb) and token.i > verb.i and token.head == verb:
            yield cue.object, [verb]  # "12 people dead"

    # What holds for all

    def _settle(self, trigger: Trigger, by_head: dict[int, Trigger]) -> None:
        """Take out what cannot stand in a role: a deed or a weapon as doer, a time, a place behind a doer's words."""
        doers: list[Token] = []
        for token in trigger.roles.pop("initiator", ()):
            other = by_head.get(token.i)
            if other is not None and other is not trigger and not is_doer(other):
                theirs = [t for t in other.roles.get("initiator", ()) if t.i not in by_head] or self._hands(token)
                doers += [t for t in theirs if t not in doers]
            elif self._is_instrument(token):
                trigger.roles.setdefault("weapon", []).append(token)
                doers += self._hands(token)
            elif self._can_act(trigger.sentence, token):
                doers.append(token)
        if doers:
            trigger.roles["initiator"] = doers
        for role, tokens in list(trigger.roles.items()):
            kept = [t for t in dict.fromkeys(tokens) if not self._is_time(trigger.sentence, t) and role]
            takes_deeds = trigger.family == "words" or trigger.type == "foiled-attack"
            if role != "initiator" and not takes_deeds:
                kept = [t for t in kept if by_head.get(t.i, trigger) is trigger or by_head[t.i].form == "adjective"]
            if role in ("affected", "object") and trigger.family == "deed" and trigger.type != "foiled-attack":
                arms = [t for t in kept if class_of(self._relations.words(t)) == "weapon"]  # "detonated a bomb"
                trigger.roles["weapon"] = [*trigger.roles.get("weapon", ()), *arms]
                kept = [t for t in kept if t not in arms]
            trigger.roles[role] = kept
        trigger.roles = {role: tokens for role, tokens in trigger.roles.items() if tokens}

    def _hands(self, token: Token) -> list[Token]:
        """Who a weapon tells to be behind it: "a mine planted by the rebels", "Russian shells"."""
        clauses = self._relations.children(token, "noun_clause")
        agents = [agent for clause in clauses for agent in self._relations.agents(clause)]
        return agents or [t for t in self._relations.premodifiers(token) if self._acts(t)]

    def _is_instrument(self, token: Token) -> bool:
        """Tell whether it does nothing by itself: a bomb, a shell; but "army helicopters" are who flies them."""
        if token.lemma_.lower() in self._verbs["crewed"]:
            return False
        if (
            any(self._acts(other) for other in self._relations.premodifiers(token))
            and class_of(token.text) == "vehicle"
        ):
            return False
        return class_of(self._relations.words(token)) == "weapon" or token.lemma_.lower() in self._verbs["instruments"]

    def _can_act(self, sentence: Sentence, token: Token) -> bool:
        if self._is_time(sentence, token) or self._relations.is_none(token):
            return False
        words = self._relations.words(token)
        if plain(words) in self._verbs["reciprocal"]:
            return False
        crewed = token.lemma_.lower() in self._verbs["crewed"] or any(
            map(self._acts, self._relations.premodifiers(token))
        )
        if class_of(words) and not kind_of(words) and not status_of(words) and not crewed:
            return False
        return not (token.text.islower() and token.lemma_ in settlements())

    def _is_target(self, token: Token) -> bool:
        """Tell whether something without a name can be what was hit: people, a vehicle, a site."""
        if token.pos_ != "NOUN" or token.lemma_ in settlements():
            return False
        words = self._relations.words(token)
        return bool(status_of(words)) or class_of(words) not in ("", "weapon", "ground")

    def _is_body(self, token: Token) -> bool:
        words = self._relations.words(token)
        return bool(kind_of(words) or status_of(words)) or token.text.isupper()

    def _is_time(self, sentence: Sentence, token: Token) -> bool:
        at = sentence.at(token)
        return any(span.start <= at < span.end for span in sentence.times)
