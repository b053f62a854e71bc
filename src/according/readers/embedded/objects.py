"""Whether what stands as a cue's object is what the cue takes: people, ground, or a thing that can be carried off."""

from collections.abc import Sequence

from spacy.tokens import Token

from according.language.people import class_of, kind_of, settlements, status_of
from according.readers.embedded.document import plain
from according.readers.embedded.pipelines import language_table
from according.readers.embedded.relations import Relations
from according.readers.embedded.triggers import Trigger, holds_words


class Objects:
    """Tells what the objects of triggers are."""

    def __init__(self, relations: Relations, language: str) -> None:
        """Take the relations of a language; its table of verbs is read."""
        self._relations = relations
        self._verbs = language_table(language, "verbs")

    def takes(self, trigger: Trigger) -> bool:
        """Tell whether the object is such as the cue takes, by its words or by what it is: people, ground, a thing."""
        return self.names(trigger) or any(self._is_such(trigger, token) for token in self._taken(trigger))

    def names(self, trigger: Trigger) -> bool:
        """Tell whether the object holds a word of those that the cue takes, if it takes any."""
        wanted = trigger.entry.cue.takes
        return not wanted or any(holds_words(self._telling(trigger, t), wanted) for t in self._taken(trigger))

    def _taken(self, trigger: Trigger) -> Sequence[Token]:
        return trigger.roles.get(trigger.entry.cue.object or trigger.entry.cue.of, ())

    def _telling(self, trigger: Trigger, token: Token) -> str:
        """The words that tell what an object is; of ground the noun, not what it is of: "kilos of coca base"."""
        phrase = self._relations.phrase(token)
        last = token.i + 1 if trigger.family == "ground" and token.pos_ != "NUM" else phrase.last
        return str(token.doc[phrase.first : last].text)

    def _is_such(self, trigger: Trigger, token: Token) -> bool:
        words = self._relations.words(token)
        class_, status = class_of(words), status_of(words)
        people = bool(status or kind_of(words)) and not class_
        unclassed = token.pos_ == "NOUN" and not class_ and token.lemma_ not in settlements()
        if trigger.family == "harm" or trigger.type == "attack":
            named = people or self._is_person(token) or plain(token.text) in self._verbs["person_pronouns"]
            carried = trigger.head.lemma_.lower() in self._verbs["taking"]
            return named or (unclassed and not carried and trigger.type in ("capture", "detention", "attack"))
        if trigger.type in ("control-change", "blockade"):
            return (token.pos_ == "PROPN" and not people and not self._is_person(token)) or (
                bool(class_) and class_ not in self._verbs["portable"]
            )
        if trigger.type == "materiel-seized":
            carried = trigger.head.lemma_.lower() in self._verbs["taking"]
            return class_ in self._verbs["portable"] or (unclassed and carried and not people)
        return False

    def _is_person(self, token: Token) -> bool:
        """Tell whether a proper noun is a person's: two or three names, a title, an age, a "who" behind it."""
        if token.pos_ != "PROPN":
            return False
        relations, words = self._relations, self._relations.words(token)
        names = [word for word in words.split() if word[:1].isupper()]
        if class_of(words) or plain(words.split()[0]) == "the":
            return False
        clauses = relations.children(token, "relative_clause")
        if any(plain(t.text) in ("who", "whom") for clause in clauses for t in clause.children):
            return True
        beside = [a for a in relations.appositions(token) if status_of(a.text) or a.pos_ == "NUM" or kind_of(a.text)]
        return bool(beside) or len(names) in (2, 3)
