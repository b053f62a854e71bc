"""What stands to what in a parsed sentence: subjects, objects, agents, phrases. Alone knows dependency labels.

The labels of a language's scheme stand in `languages/LANG/labels.toml` by what they mean. Subjects are found where the
syntax puts them: of a relative clause in the noun before it, of a second verb in the first one's, of an infinitive or
participle in what governs it (control, Chomsky 1981; the propagation of Stanford's enhanced dependencies).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from spacy.tokens import Token

from according.readers.embedded.trees import LabelIds, Phrase, tree_of

_TIME = ("when", "after", "as", "while")
_FAR = 40  # steps up or along a tree: a parse of nonsense may be as deep as it is long


class Relations:
    """The relations that the labels of one scheme tell. All methods take and give tokens of one document."""

    def __init__(self, labels: Mapping[str, Any]) -> None:
        """Take the table of labels by meaning."""
        self._labels = LabelIds({name: frozenset(values) for name, values in labels.items() if name != "forms"})
        self._forms = LabelIds({name: frozenset(values) for name, values in labels["forms"].items()})

    def is_(self, token: Token, *names: str) -> bool:
        """Tell whether a token stands to its head as one of these (an apposition, a conjunct)."""
        return token.dep in self._labels[names]

    def has_form(self, token: Token, *names: str) -> bool:
        """Tell whether a token has one of these forms (past participle, proper noun)."""
        return token.tag in self._forms[names]

    def children(self, token: Token, *names: str) -> list[Token]:
        """A token's dependents that stand to it as one of these, in the order of the text."""
        wanted, doc = self._labels[names], token.doc
        return [doc[at] for label, at in tree_of(doc).children[token.i] if label in wanted]

    # Verbs

    def is_verb(self, token: Token) -> bool:
        """Tell whether a token heads a clause or could: a verb, an auxiliary, a participle."""
        return token.pos_ in ("VERB", "AUX") or (token.pos_ == "ADJ" and self.has_form(token, "past_participle"))

    def is_nominal(self, token: Token) -> bool:
        """Tell whether an "-ing" stands as a noun: "heavy shelling by the army", not "shelling the town"."""
        if self.children(token, "object", "auxiliary", "passive_auxiliary", "clausal_complement", "subject"):
            return False
        if self.children(token, "determiner", "possessor", "noun_modifier", "number"):
            return True
        if any(other.pos_ == "NOUN" for other in self.children(token, "conjunct")):
            return True
        return self.is_(
            token, "subject", "passive_subject", "object", "preposition_object", "conjunct", "apposition", "root",
            "noun_modifier",
        )  # fmt: skip

    def is_passive(self, verb: Token) -> bool:
        """Tell whether a verb is passive: by its auxiliary, its subject, its agent, or as a bare participle."""
        if self.children(verb, "passive_auxiliary", "passive_subject"):
            return True
        if self.has_form(verb, "past_participle") and any(p.n_rights for p in self.children(verb, "agent")):
            return not self.children(verb, "object")  # "had him killed by"
        if not self.has_form(verb, "past_participle") or self.children(verb, "auxiliary", "subject"):
            return False
        if self._is_main(verb):
            return False
        if self.is_(verb, "conjunct") and self.is_verb(verb.head):
            return not self.children(verb, "subject", "object") and self.is_passive(verb.head)
        return not (self.children(verb, "object") and not self.children(verb, "agent"))

    def _is_main(self, verb: Token) -> bool:
        """Tell whether a participle behind the root's noun is a past tense: "The resistance sealed off the road."."""
        if not (self.is_(verb, "noun_clause") and self.is_(verb.head, "root") and verb.text.endswith("ed")):
            return False
        doc = verb.doc
        finite = any(token.pos_ in ("VERB", "AUX") and token != verb and "VerbForm=Part" not in str(token.morph)
                     for token in doc)  # fmt: skip
        return doc[-1].text == "." and not finite and not self.children(verb, "agent")

    def subjects(self, verb: Token) -> list[Token]:
        """The heads of a verb's surface subject, each conjunct by itself; through the syntax where it has none."""
        found = self._subjects(verb, 0)
        return list(dict.fromkeys(each for token in found for each in self.conjuncts(token)))

    def _subjects(self, verb: Token, depth: int) -> list[Token]:
        own = self._own_subjects(verb)
        if own:
            # "The station was damaged, as well as the house": the parse hangs the house on the verb.
            added = [t for t in self.children(verb, "conjunct", "predicate_nominal") if t.pos_ in ("NOUN", "PROPN")]
            added = [t for t in added if self.children(verb, "coordinator") and self.is_passive(verb)]
            return [*(self._antecedent(token, verb) for token in own), *added]
        if depth > _FAR or verb.head == verb:
            return []
        head = verb.head
        if self.is_(verb, "conjunct"):
            if told := self._told_when(verb):
                return told
            return self._subjects(head, depth + 1) if self.is_verb(head) else []
        if self.is_(verb, "noun_clause", "relative_clause"):
            hung = (
                self.is_(head, "object") and self.is_(head.head, "noun_clause") and self.has_form(head.head, "gerund")
            )
            if hung and self.children(verb, "object") and not self.has_form(verb, "gerund"):
                return [head.head.head]  # "a bomb targeting recruits killed eight": the bomb did
            return [head]
        if self.is_(verb, "open_complement", "clausal_complement"):
            objects = [self._antecedent(token, head) for token in self.children(head, "object")]
            return objects or self._subjects(head, depth + 1)
        if self.is_(verb, "adverbial_clause"):
            if told := self._told_when(verb):
                return told
            return self._subjects(head, depth + 1) if self.is_verb(head) else []
        if self.is_(verb, "clausal_preposition_object"):
            governor = head.head
            objects = self.children(governor, "object") if self.is_verb(governor) else []
            if objects and head.lower_ in ("of", "for", "from", "with"):
                return [self._antecedent(token, governor) for token in objects]  # accused Y of killing, blamed Y for it
            return self._subjects(governor, depth + 1) if self.is_verb(governor) else []
        return []

    def _own_subjects(self, verb: Token) -> list[Token]:
        """The subjects that hang on a verb, the second of two before it: "Near Raqqah, 12 strikes hit".

        A finite verb without one has what the parse hung on "after": "were killed after the group pounded the town".
        """
        own = self.children(verb, "subject", "passive_subject")
        before = [token for token in own if token.i < verb.i]
        if len(before) > 1 and not self.has_form(before[-1], "relative_pronoun"):
            return [*self._listed(before), before[-1], *(token for token in own if token.i > verb.i)]
        if not own and self.is_(verb, "conjunct") and self.has_form(verb, "past_participle"):
            before = [p for p in self.children(verb, "preposition") if p.i < verb.i]  # "and over 70 wounded"
            own = [t for p in before for t in self.children(p, "preposition_object") if t.pos_ == "NUM"]
        if own or not (self.is_(verb, "conjunct") and self.has_form(verb, "past")) or not verb.i:
            return own
        at = verb.nbor(-1)
        at = at.nbor(-1) if at.text in ")]" and at.i else at
        for token in [at, *self.above(at)]:
            if self.is_(token, "preposition") and token.lower_ in ("after", "before", "as", "since", "until"):
                return self.children(token, "preposition_object")[:1]
            if self.is_verb(token):
                break
        return []

    def _told_when(self, verb: Token) -> list[Token]:
        """The subject of a clause of time whose verb the parse hung on what came of it.

        "98 were killed when gunmen suspected to be rebels attacked the town": a second verb without an "and".
        """
        first = verb.head
        if self.children(verb, "marker") or any(t.lower_ in _TIME for t in verb.children):
            return []
        joined = any(first.i < token.i < verb.i for token in self.children(first, "coordinator"))
        if joined or not self.is_passive(first) or not self.has_form(verb, "past") or self.is_passive(verb):
            return []
        clauses = [clause for clause in self.time_clauses(first) if first.i < clause.i < verb.i]
        bare = [clause for clause in clauses if not self.children(clause, "object", "auxiliary")]
        return [token for clause in bare for token in self.children(clause, "subject", "passive_subject")]

    def _listed(self, heads: list[Token]) -> list[Token]:
        """The first members of a list that the parse broke off: "10 tanks, 6 cannons and 30 trucks were destroyed"."""
        members, edge = [t for one in heads[:-1] for t in (one, *self.appositions(one))], heads[-1].left_edge.i
        numbered = all(any(child.pos_ == "NUM" for child in each.lefts) for each in (*members, heads[-1]))
        return members if numbered and heads[-1].doc[edge - 1].pos_ == "CCONJ" else []

    def _antecedent(self, token: Token, verb: Token) -> Token:
        """The noun that a relative pronoun stands for; any other token itself."""
        if not self.has_form(token, "relative_pronoun") and token.lower_ != "that":
            return token
        clause = verb
        for _ in range(_FAR):
            if self.is_(clause, "relative_clause", "noun_clause"):
                return clause.head
            if clause.head == clause:
                break
            clause = clause.head
        return token

    def objects(self, verb: Token) -> list[Token]:
        """The heads of an active verb's objects, each conjunct by itself."""
        own = self.children(verb, "object")
        if not own:  # "wounding at least 34", "shot down 61 of 94 drones": a bare number
            own = [t for t in self.children(verb, "time_adverb") if t.pos_ == "NUM" and t.i > verb.i]
        if not own:  # "killed and injured three": the object hangs on the second verb
            for other in self.children(verb, "conjunct"):
                alike = other.tag_ == verb.tag_ and other.i - verb.i <= 3
                if self.is_verb(other) and alike and not self.children(other, "subject"):
                    own = self.children(other, "object")
        found = []
        for token in own:
            antecedent = self._antecedent(token, verb)
            found += self.conjuncts(antecedent) if antecedent == token else [antecedent]
        found = [token for token in found if token.text[:1].isalnum()]
        if not own and self.is_(verb, "relative_clause") and self.children(verb, "subject"):
            subject = self.children(verb, "subject")[0]
            if not self.has_form(subject, "relative_pronoun") and not self.children(verb, "clausal_complement"):
                found = [verb.head]  # "the men (whom) they killed"
        return found

    def agents(self, verb: Token) -> list[Token]:
        """The heads of a passive verb's "by" phrase, each conjunct by itself."""
        preps = self.children(verb, "agent") or [p for p in self.children(verb, "preposition") if p.lower_ == "by"]
        if not preps and self.is_(verb, "conjunct") and self.is_verb(verb.head):
            return []
        if not preps:  # "were killed and wounded by gunmen": the agent hangs on the second verb
            preps = [p for other in self.children(verb, "conjunct") for p in self.children(other, "agent")]
        found = [token for prep in preps for token in self.children(prep, "preposition_object")]
        return [each for token in found for each in self.conjuncts(token)]

    def complements(self, token: Token) -> Iterator[tuple[Token, Token]]:
        """The prepositions that hang on a token, each with the head of its object; chains ("out of", "up to") too."""
        held, doc = tree_of(token.doc).complements, token.doc
        if token.i not in held:
            held[token.i] = [(prep.i, noun.i) for prep, noun in self._complements(token)]
        return ((doc[prep], doc[noun]) for prep, noun in held[token.i])

    def _complements(self, token: Token) -> Iterator[tuple[Token, Token]]:
        for prep in token.children:
            if self.is_(prep, "preposition", "agent") or (prep.pos_ == "ADP" and self.is_(prep, "particle", "adverb")):
                yield from self._of_preposition(prep, 0)

    def objects_of(self, prep: Token) -> list[Token]:
        """The heads of a preposition's objects, each conjunct by itself."""
        return [token for _, token in self._of_preposition(prep, _FAR)]

    def _of_preposition(self, prep: Token, depth: int) -> Iterator[tuple[Token, Token]]:
        for token in prep.children:
            if self.is_(token, "preposition_object"):
                yield from ((prep, each) for each in self.conjuncts(token))
            elif self.is_(token, "preposition") and depth < _FAR:
                yield from self._of_preposition(token, depth + 1)
        for other in self.children(prep, "conjunct"):
            if other.pos_ == "ADP" and depth < _FAR:
                yield from self._of_preposition(other, depth + 1)

    def particles(self, verb: Token) -> list[Token]:
        """A verb's particles: "gun down"."""
        return self.children(verb, "particle")

    def auxiliaries(self, verb: Token) -> list[Token]:
        """A verb's auxiliaries, "to" among them, inherited by a second verb without any."""
        own = self.children(verb, "auxiliary", "passive_auxiliary")
        if not own and self.is_(verb, "conjunct") and self.is_verb(verb.head) and not self.children(verb, "subject"):
            return self.children(verb.head, "auxiliary", "passive_auxiliary")
        return own

    def negations(self, token: Token) -> list[Token]:
        """What negates a token."""
        return self.children(token, "negation")

    def time_clauses(self, verb: Token) -> list[Token]:
        """The heads of a verb's clauses of time: "when gunmen came", "after gunmen came"."""
        clauses = self.children(verb, "adverbial_clause")
        preps = [p for p in self.children(verb, "preposition") if p.lower_ in _TIME]
        clauses += [t for p in preps for t in self.children(p, "clausal_preposition_object", "clausal_complement")]
        nouns = [t for p in preps for t in self.children(p, "preposition_object")]  # "after a patrol passed": one noun
        nouns += [c for c in clauses if c.pos_ in ("NOUN", "PROPN") and any(t.lower_ in _TIME for t in c.children)]
        bare = [c for noun in nouns for c in self.children(noun, "noun_clause") if c.i > noun.i]
        return bare + [c for c in clauses if c.head in preps or any(t.lower_ in _TIME for t in c.children)]

    def means(self, verb: Token) -> list[Token]:
        """What a verb's subject is told to use: "conducted strikes using drones"."""
        clauses = [c for c in self.children(verb, "adverbial_clause", "open_complement") if c.lower_ == "using"]
        nouns = [c for child in self.children(verb, "object") for c in self.children(child, "noun_clause")]
        clauses += [c for c in nouns if c.lower_ == "using"]
        return [each for clause in clauses for each in self.objects(clause)]

    def contents(self, verb: Token) -> list[Token]:
        """The heads of the clauses that a verb takes: what is said, thought, ordered."""
        return self.children(verb, "clausal_complement", "parataxis")

    # Nouns

    def conjuncts(self, token: Token) -> list[Token]:
        """A token and those that are coordinated with it, in the order of the text."""
        held, doc = tree_of(token.doc).conjuncts, token.doc
        if token.i not in held:
            held[token.i] = sorted({each.i for each in self._conjuncts(token)})
        return [doc[at] for at in held[token.i]]

    def _conjuncts(self, token: Token) -> list[Token]:
        found = [token]
        at = 0
        while at < len(found) and len(found) < _FAR:
            members = self.children(found[at], "conjunct")
            found += [child for child in members if self.is_verb(token) or not self.is_verb(child)]
            at += 1
        return found

    def coordination(self, token: Token) -> list[Token]:
        """All members of the coordination that a token is a member of."""
        return self.conjuncts(self.first_conjunct(token))

    def first_conjunct(self, token: Token) -> Token:
        """The member of a coordination that governs the others; a token that is in none itself."""
        for _ in range(_FAR):
            if not self.is_(token, "conjunct") or self.is_verb(token.head) != self.is_verb(token):
                break
            token = token.head
        return token

    def premodifiers(self, noun: Token) -> list[Token]:
        """The nouns and adjectives before a noun that tell which it is: "RSF drone strike"."""
        return [child for child in self.children(noun, "noun_modifier") if child.i < noun.i]

    def owner(self, noun: Token) -> Token | None:
        """The possessor of a noun: "JNIM's assault", "its assault"."""
        return next(iter(self.children(noun, "possessor")), None)

    def appositions(self, noun: Token) -> list[Token]:
        """The heads of what stands in apposition to a noun."""
        return self.children(noun, "apposition")

    def is_argument(self, noun: Token) -> bool:
        """Tell whether a noun heads a phrase of its own, rather than standing before another noun."""
        return not self.is_(noun, "noun_modifier") or self.is_(noun, "possessor")

    def clause(self, token: Token) -> Token:
        """The verb whose clause a token stands in; the sentence's root where there is none."""
        clauses = tree_of(token.doc).clauses
        if token.i not in clauses:
            clauses[token.i] = self._clause(token).i
        return token.doc[clauses[token.i]]

    def _clause(self, token: Token) -> Token:
        at = token
        for _ in range(_FAR * 4):
            if self.is_verb(at) and not self.is_(at, "noun_modifier", "preposition"):
                return at
            if at.head == at:
                return at
            at = at.head
        return at

    def above(self, token: Token) -> Iterator[Token]:
        """What governs a token, upwards to the sentence's root."""
        at = token
        for _ in range(_FAR * 4):
            if at.head == at:
                return
            at = at.head
            yield at

    def phrase(self, head: Token, *, wide: bool = False) -> Phrase:
        """The noun phrase of a head: what stands before it, and its "of"; `wide`: any preposition that hangs on it.

        Relative clauses, participles, conjuncts and appositions behind a comma are left out.
        """
        phrases, key = tree_of(head.doc).phrases, (head.i, wide)
        if key not in phrases:
            phrases[key] = self._edges(head, wide, 0)
        return Phrase(head, *phrases[key])

    def _edges(self, head: Token, wide: bool, depth: int) -> tuple[int, int]:
        first, last = head.i, head.i + 1
        if depth > 6:
            return first, last
        for child in (t for t in head.lefts if t.lower_ not in _TIME):  # not "when an army convoy"
            if self.is_(child, "premodifier") or (self.is_(child, "punctuation") and child.text in "-–\"“‘'"):
                first = min(first, child.left_edge.i)
        for child in head.rights:
            if child.i > last and child.left_edge.i > last:
                break
            if self.is_(child, "preposition") and (wide or child.lower_ == "of"):
                objects = self.children(child, "preposition_object")
                if not objects or (self.is_verb(objects[-1]) and not wide):
                    break
                for each in objects:
                    last = max(last, self._edges(each, wide, depth + 1)[1])
            elif self.is_(child, "possessor", "number") or child.dep_ == "case":
                last = max(last, child.i + 1)
            elif self.is_(child, "apposition") and child.left_edge.i == last and child.doc[last].text not in ",(-–—:":
                last = max(last, self._edges(child, wide, depth + 1)[1])
            elif self.is_(child, "noun_modifier") and child.left_edge.i == last:
                last = child.right_edge.i + 1
            else:
                break
        return first, last

    def words(self, head: Token) -> str:
        """The words of a head's noun phrase."""
        return head.doc[(phrase := self.phrase(head)).first : phrase.last].text

    def is_none(self, noun: Token) -> bool:
        """Tell whether a noun is of nobody: "no group"."""
        return any(child.text.lower() == "no" for child in self.children(noun, "determiner"))

    def holds(self, whole: Token, part: Token) -> bool:
        """Tell whether one token governs another, at any depth."""
        return whole == part or any(token == whole for token in self.above(part))
