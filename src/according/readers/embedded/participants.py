"""What a token can be in a deed: who can act, a body, an instrument and whose hand is behind it."""

from spacy.tokens import Token

from according.language.people import class_of, kind_of, settlements, status_of
from according.readers.embedded.document import Sentence, plain
from according.readers.embedded.pipelines import language_table
from according.readers.embedded.relations import Relations


class Participants:
    """Tests tokens by their words and by what stands before them."""

    def __init__(self, relations: Relations, language: str) -> None:
        """Take the relations of a language; its table of verbs is read."""
        self._relations = relations
        self._verbs = language_table(language, "verbs")

    def lemma(self, verb: Token) -> str:
        """A verb's lemma with its particle: "carry out"."""
        particle = next(iter(self._relations.particles(verb)), None)
        return f"{verb.lemma_.lower()} {plain(particle.text)}" if particle is not None else verb.lemma_.lower()

    def acts(self, token: Token) -> bool:
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

    def hands(self, token: Token) -> list[Token]:
        """Who a weapon tells to be behind it: "a mine planted by the rebels", "Russian shells"."""
        clauses = self._relations.children(token, "noun_clause")
        agents = [agent for clause in clauses for agent in self._relations.agents(clause)]
        agents += [t for prep, t in self._relations.complements(token) if plain(prep.text) == "by" and self.is_body(t)]
        return agents or [t for t in self._relations.premodifiers(token) if self.acts(t)]

    def is_instrument(self, token: Token) -> bool:
        """Tell whether it does nothing by itself: a bomb, a shell; but "army helicopters" are who flies them."""
        if token.lemma_.lower() in self._verbs["crewed"]:
            return False
        if any(self.acts(other) for other in self._relations.premodifiers(token)) and class_of(token.text) == "vehicle":
            return False
        return class_of(self._relations.words(token)) == "weapon" or token.lemma_.lower() in self._verbs["instruments"]

    def can_act(self, sentence: Sentence, token: Token) -> bool:
        """Tell whether it can have done something: no time, no thing, no settlement."""
        if self.is_time(sentence, token) or self._relations.is_none(token):
            return False
        words = self._relations.words(token)
        if plain(words) in self._verbs["reciprocal"]:
            return False
        crewed = token.lemma_.lower() in self._verbs["crewed"] or any(
            map(self.acts, self._relations.premodifiers(token))
        )
        if class_of(words) and not kind_of(words) and not status_of(words) and not crewed:
            return False
        return not (token.text.islower() and token.lemma_ in settlements())

    def is_body(self, token: Token) -> bool:
        """Tell whether it is told to be people or a body of people, or is an acronym."""
        words = self._relations.words(token)
        return bool(kind_of(words) or status_of(words)) or token.text.isupper()

    def is_time(self, sentence: Sentence, token: Token) -> bool:
        """Tell whether it stands in the words of a time."""
        at = sentence.at(token)
        return any(span.start <= at < span.end for span in sentence.times)
