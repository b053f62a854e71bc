"""Which deed it is, where its own word leaves it open: by what it was done with, and who was seized."""

from according.language.people import status_of
from according.readers.embedded.document import plain
from according.readers.embedded.pipelines import language_table
from according.readers.embedded.relations import Relations
from according.readers.embedded.triggers import Trigger


class Means:
    """Refines the types of triggers."""

    def __init__(self, relations: Relations, language: str) -> None:
        """Take the relations of a language and its words for means."""
        self._relations = relations
        self._means = language_table(language, "means")

    def refined(self, trigger: Trigger) -> str:
        """The type of a trigger, by its means where its own word leaves it open; who is held tells the rest."""
        if trigger.type == "capture":
            return self._of_capture(trigger)
        if trigger.type not in self._means["general"]:
            return trigger.type
        tokens = [t for role in ("weapon", "initiator") for t in trigger.roles.get(role, ())]
        hit = trigger.roles.get("affected", ())  # "shot down a helicopter" is no strike by one
        tokens += [t for t in self._relations.objects(trigger.head) if trigger.form == "verb" and t not in hit]
        tokens += [
            t for prep, t in self._relations.complements(trigger.head) if plain(prep.text) in ("with", "by", "using")
        ]
        if trigger.form == "noun":  # "a dynamite attack", "a helicopter raid"
            tokens += [t for t in self._relations.premodifiers(trigger.last) if not trigger.first <= t.i < trigger.end]
        tokens += self._relations.means(trigger.head)
        words = f" {' '.join(plain(self._relations.words(t)) for t in tokens if t.doc is trigger.sentence.doc)} "
        for row in self._means["means"]:
            if any(f" {word} " in words or f" {word}s " in words for word in row["words"]):
                return str(row["type"])
        return trigger.type

    def _of_capture(self, trigger: Trigger) -> str:
        """Fighters are captured, others detained, whoever holds them: the side tells nothing."""
        held = [status_of(self._relations.words(t)) for t in trigger.roles.get("affected", ())]
        is_fighter = any(status in ("fighter", "soldier", "prisoner") for status in held)
        return trigger.type if is_fighter or not held else "detention"
