"""Who did it, to whom, to what, by what: the phrases in a trigger's roles, found by syntax or not at all."""

from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Token

from according.language.people import class_of
from according.readers.embedded.document import plain
from according.readers.embedded.episodes import Episodes, is_doer
from according.readers.embedded.noun_roles import PARTIES, TARGETS, NounRoles
from according.readers.embedded.objects import Objects
from according.readers.embedded.participants import Participants
from according.readers.embedded.pipelines import language_table
from according.readers.embedded.relations import Relations
from according.readers.embedded.targets import Targets
from according.readers.embedded.triggers import Entry, Trigger


class Roles:
    """Assigns roles to the triggers of a sentence."""

    def __init__(self, relations: Relations, objects: Objects, episodes: Episodes, language: str) -> None:
        """Take the relations of a language, what cues take, what triggers share; its table of verbs is read."""
        self._relations = relations
        self._verbs = language_table(language, "verbs")
        self._episodes = episodes
        self._taken = objects
        self._targets = Targets(relations, language)
        self._participants = Participants(relations, language)
        self._nouns = NounRoles(relations, self._participants, language)

    @property
    def counting(self) -> frozenset[str]:
        """Words that stand for people told before: "others", "another"."""
        return frozenset(self._verbs["counting"])

    def assign(self, triggers: Sequence[Trigger]) -> None:
        """Fill the roles of all triggers of one sentence, each by itself, then from each other."""
        for trigger in triggers:
            entries = (trigger.entry, *trigger.others)
            # Whose object is named goes before whose object may be such.
            for test in (self._taken.names, self._taken.takes):
                if any(self._try(trigger, entry, test) for entry in entries):
                    break
        by_head = {token.i: trigger for trigger in triggers for token in (trigger.head, trigger.last)}
        for trigger in triggers:
            self._settle(trigger, by_head)
        for trigger in triggers:
            self._targets.complete(trigger, by_head)
        self._episodes.share(triggers)

    def _of(self, trigger: Trigger) -> dict[str, list[Token]]:
        """The roles of one trigger by itself."""
        make = {"verb": self._of_verb, "noun": self._nouns.assign, "adjective": self._of_adjective}[trigger.form]
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
        subjects = relations.subjects(verb) or self._accused_of(verb)
        subjects = self._numbered(verb) or subjects
        passive = relations.is_passive(verb)
        if relations.is_(verb, "noun_modifier") and verb.head.i > verb.i and not subjects:
            yield cue.object or cue.subject, [verb.head]  # "three damaged houses"
            return
        subjects = [self._counted_of(token) for token in subjects]
        objects = [] if passive else self._objects(trigger)
        if passive and cue.object:
            yield cue.object, subjects or relations.objects(verb)
            agents = relations.agents(verb)
            yield (
                cue.subject or "initiator",
                agents if cue.subject else [t for t in agents if self._participants.is_body(t)],
            )
        elif not passive and cue.object and cue.subject and not objects and self._is_headline(trigger, subjects):
            yield cue.object, subjects  # "Two soldiers killed in Gao"
            yield cue.subject, relations.agents(verb)
        else:
            yield cue.subject, subjects
            yield cue.object, self._own_part(trigger, objects)
        last = (
            trigger.last if relations.is_verb(trigger.last) and trigger.last != verb else None
        )  # "killed or injured in"
        for prep, token in (*relations.complements(verb), *(relations.complements(last) if last is not None else ())):
            word = plain(prep.text)
            if word == "from" and cue.subject == "affected" and self._participants.is_body(token):
                yield "initiator", [token]  # "came under fire from gunmen"
            elif word == "from":
                yield "from", [token]
            elif word == "to" and cue.subject == "from":
                yield "initiator", [token]  # "lost the town to the rebels"
            elif word in ("with", "by", "using") and class_of(self._relations.words(token)) == "weapon":
                yield "weapon", [token]
                yield "initiator", self._participants.hands(token) if passive else []  # "hit with a rocket by fighters"
            elif cue.object == cue.subject and cue.object and word in PARTIES:
                yield cue.object, [token]  # each side of a clash
            elif trigger.family == "harm" and passive and word in ("in", "during") and self._nouns.blamed(token):
                yield "initiator", self._nouns.blamed(token)  # "killed in an attack blamed on rebels"
            elif trigger.family == "harm" and token.lemma_.lower() in self._verbs["violence"]:
                yield "initiator", self._participants.hands(token)  # "killed in gang violence"

    def _numbered(self, verb: Token) -> list[Token]:
        """The bare number right before a bare participle: "recorded 11 killed and 58 injured"."""
        relations = self._relations
        if not verb.i or not relations.has_form(verb, "past_participle") or relations.auxiliaries(verb):
            return []
        before = verb.nbor(-1)
        counts = before.pos_ == "NUM" and relations.is_(before, "object", "subject", "passive_subject", "conjunct")
        return [before] if counts and not relations.objects(verb) else []

    def _counted_of(self, token: Token) -> Token:
        """The number whose pronoun something is told of: "18 of those killed"."""
        held = self._relations.is_(token, "preposition_object") and plain(token.head.text) == "of"
        number = token.head.head
        return number if held and token.pos_ in ("PRON", "DET") and number.pos_ in ("NUM", "PRON", "ADJ") else token

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
        return [t for prep, t in relations.complements(verb) if plain(prep.text) in TARGETS["deed"]][:1]

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
        if any(not self._participants.is_time(trigger.sentence, t.left_edge) and t.pos_ != "NUM" for t in behind):
            return False  # "American forces captured Mahmud Monday": an object that the parse took for a time
        counting = self._verbs["counting"]  # "one was killed and another injured"
        return bool(subjects) and not any(t.pos_ == "PRON" and plain(t.text) not in counting for t in subjects)

    def _accused_of(self, deed: Token) -> list[Token]:
        """Whom "accused X of looting and of detaining" accuses, where the parse hangs the deed on him or the other."""
        relations = self._relations
        if not relations.is_(deed, "clausal_preposition_object"):
            return []
        governor = next((t for t in relations.above(deed.head) if not relations.is_(t, "preposition")), deed)
        owner = relations.owner(governor)
        if owner is not None and governor.lemma_.lower() in self._verbs["claims"]:
            return [owner]  # "the army's claim of killing seven"
        if relations.is_(governor, "object") and self._participants.lemma(governor.head) in self._verbs["blaming"]:
            return [governor]
        is_blame = relations.is_verb(governor) and self._participants.lemma(governor) in self._verbs["blaming"]
        return relations.objects(governor) if is_blame else []

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
            objects, lemma = [t for t in relations.objects(verb) if t != token], self._participants.lemma(verb)
            if lemma in self._verbs["leaving"] and relations.is_passive(verb):
                yield cue.object, relations.subjects(verb)
            elif lemma in self._verbs["leaving"] and objects:
                yield cue.object, objects
                yield from (("initiator", [t]) for t in relations.subjects(verb) if lemma == "leave")
            elif lemma in self._verbs["copulas"]:
                yield cue.object, relations.subjects(verb)
            elif lemma in self._verbs["leaving"]:
                yield cue.object, [token]
        elif relations.is_(token, "preposition_object"):
            number = verb.head  # "17 of the dead"
            yield cue.object, [number if number.pos_ in ("NUM", "DET", "PRON") else token]
        elif not relations.is_verb(verb) and token.i > verb.i and token.head == verb:
            yield cue.object, [verb]  # "12 people dead"

    # What holds for all

    def _only_befalls(self, trigger: Trigger, token: Token) -> bool:
        """Tell whether a site or a vehicle is what it befell, as it cannot have done it: "the school burned"."""
        if trigger.form != "verb" or not trigger.entry.cue.object or self._relations.is_passive(trigger.head):
            return False
        others = [t for role in ("affected", "object") for t in trigger.roles.get(role, ())]
        if not all(self._participants.is_time(trigger.sentence, t) for t in others):
            return False
        return class_of(self._relations.words(token)) not in ("", "weapon", "ground")

    def _settle(self, trigger: Trigger, by_head: dict[int, Trigger]) -> None:
        """Take out what cannot stand in a role: a deed or a weapon as doer, a time, a place behind a doer's words."""
        doers: list[Token] = []
        for token in trigger.roles.pop("initiator", ()):
            other = by_head.get(token.i)
            if other is not None and other is not trigger and not is_doer(other):
                theirs = [t for t in other.roles.get("initiator", ()) if t.i not in by_head]
                theirs = theirs or self._participants.hands(token)
                doers += [t for t in theirs if t not in doers]
            elif self._participants.is_instrument(token):
                trigger.roles.setdefault("weapon", []).append(token)
                doers += self._participants.hands(token)
            elif self._participants.can_act(trigger.sentence, token):
                doers.append(token)
            elif self._only_befalls(trigger, token):
                trigger.roles[trigger.entry.cue.object] = [token]
        if doers:
            trigger.roles["initiator"] = doers
        for role, tokens in list(trigger.roles.items()):
            kept = [t for t in dict.fromkeys(tokens) if not self._participants.is_time(trigger.sentence, t) and role]
            kept = [t for t in kept if role != "affected" or plain(t.text) not in self._verbs["reciprocal"]]
            kept = [t for t in kept if not self._relations.has_form(t, "relative_pronoun") and t.lower_ != "that"]
            takes_deeds = trigger.family == "words" or trigger.type == "foiled-attack"
            if role != "initiator" and not takes_deeds:
                kept = [t for t in kept if by_head.get(t.i, trigger) is trigger or by_head[t.i].form == "adjective"]
            if role in ("affected", "object") and trigger.family == "deed" and trigger.type != "foiled-attack":
                arms = [t for t in kept if class_of(self._relations.words(t)) == "weapon"]  # "detonated a bomb"
                trigger.roles["weapon"] = [*trigger.roles.get("weapon", ()), *arms]
                kept = [t for t in kept if t not in arms]
            trigger.roles[role] = kept
        trigger.roles = {role: tokens for role, tokens in trigger.roles.items() if tokens}
