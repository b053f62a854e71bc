"""Where and when: the place and time phrases of a sentence, and which of them belong to which trigger."""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from according.language.common_words import common_words
from according.language.people import class_of, kind_of, settlements, status_of
from according.language.sentences import word_lists
from according.language.times import tells_hour
from according.model import PlaceRole, Span
from according.readers.embedded.document import Sentence, plain
from according.readers.embedded.pipelines import language_table
from according.readers.embedded.relations import Relations
from according.readers.embedded.speech import Speech
from according.readers.embedded.triggers import Trigger

_ROLES: dict[str, PlaceRole] = {"from": "from", "to": "to", "into": "to", "towards": "to", "toward": "to"}
_SHORTEST = 4  # letters of a name that is told by being no other word
_SENTENCE = 5  # words: so many without a capital are a sentence in small letters, and no piece of another


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """Words for a place, the part that it plays, and the token that it hangs on."""

    span: Span
    role: PlaceRole
    token: Token


class Owners:
    """Which trigger of a sentence owns a token: the one that it is a role of, else the one that governs it closest."""

    def __init__(self, relations: Relations, triggers: Sequence[Trigger]) -> None:
        """Take all triggers of one sentence. Each token is looked up once, however many triggers ask."""
        self.rows = tuple(other.series for other in triggers if other.series is not None)
        self._relations = relations
        self._heads = {token.i: trigger for trigger in triggers for token in (trigger.head, trigger.last)}
        self._found: dict[int, Trigger | None] = {}
        for trigger in triggers:
            for token in (token for tokens in trigger.roles.values() for token in tokens):
                if token.doc is trigger.sentence.doc:
                    self._found.setdefault(token.i, trigger)

    def of(self, token: Token) -> Trigger | None:
        """The trigger that governs a token most closely."""
        if token.i not in self._found:
            heads = self._heads
            above = next((each.i for each in self._relations.above(token) if each.i in heads), None)
            self._found[token.i] = None if above is None else heads[above]
        return self._found[token.i]


class Circumstances:
    """Finds places and times, and gives them to triggers."""

    def __init__(self, relations: Relations, language: str) -> None:
        """Take the relations of a language and its words for places."""
        self._relations = relations
        self._words = language_table(language, "places")
        self._language = language
        self._channels = frozenset(word_lists("saying.toml")["channels"]["nouns"])

    def scenes(self, sentence: Sentence, triggers: Sequence[Trigger]) -> list[Scene]:
        """Every place phrase of a sentence, in order."""
        found: dict[tuple[int, int], Scene] = {}
        people = _people_of(triggers)
        for prep in sentence.doc:
            if prep.pos_ not in ("ADP", "ADV", "SCONJ", "VERB") or plain(prep.text) not in self._words["prepositions"]:
                continue
            if prep.head.lemma_.lower() in self._words["names"]:
                continue  # "goes by the name of"
            for token in self._relations.objects_of(prep):
                if token in people:
                    continue  # "the murder of Ama Doku"
                role = _ROLES.get(plain(prep.text), "scene")
                for scene in self._of_object(sentence, token, role):
                    found.setdefault(scene.span.at, scene)
        for trigger in triggers:
            for scene in self._of_trigger(trigger):
                found.setdefault(scene.span.at, scene)
        spans = sorted(found)
        return [found[at] for at in spans if not any(o != at and o[0] <= at[0] and at[1] <= o[1] for o in spans)]

    def _of_object(self, sentence: Sentence, token: Token, role: PlaceRole) -> Iterator[Scene]:
        """The places in a preposition's object: its phrase, and what stands behind a comma ("Kutum, North Darfur")."""
        relations = self._relations
        if not self._is_place(sentence, token):
            for other in relations.premodifiers(token):  # "in Gao clash"
                owns = relations.is_(other, "possessor")
                if other.pos_ == "PROPN" and self._is_name(sentence, other) and not owns and self._is_deed(token):
                    yield self._scene(sentence, other, role)
            return
        yield self._scene(sentence, token, role)
        for other in (*relations.appositions(token), *relations.children(token, "time_adverb")):
            if self._is_place(sentence, other):
                yield self._scene(sentence, other, role)
        owner = relations.owner(token)
        if owner is not None and self._is_name(sentence, owner):
            yield self._scene(sentence, owner, role)

    def _is_deed(self, token: Token) -> bool:
        return token.lemma_.lower() in self._words["deeds"]

    def _scene(self, sentence: Sentence, token: Token, role: PlaceRole) -> Scene:
        phrase = self._relations.phrase(token)
        owner = self._relations.owner(token)
        first = phrase.first
        if owner is not None and owner.i < token.i:
            first = min(owner.right_edge.i + 1, token.i)  # the owner is a place of its own: "Syria's Idlib"
        while first < token.i and plain(sentence.doc[first].text) in ("the", "a", "an", "'s", "its", "their", '"', "“"):
            first += 1
        span = sentence.words(first, phrase.last)
        about: PlaceRole = "about" if "border" in span.words.lower() and role == "scene" else role
        return Scene(span, about, token)

    def _of_trigger(self, trigger: Trigger) -> Iterator[Scene]:
        """Places that stand in a trigger's own words or roles: "Kabul bombing", "stormed the town of Bor"."""
        relations, sentence = self._relations, trigger.sentence
        if trigger.form == "noun":
            for head in {trigger.last, sentence.doc[trigger.first]}:
                for token in relations.premodifiers(head):
                    taken = any(token in tokens for tokens in trigger.roles.values())
                    if (
                        not taken
                        and token.pos_ == "PROPN"
                        and self._is_name(sentence, token)
                        and not token.text.isupper()
                    ):
                        yield self._scene(sentence, token, "scene")
        for role in ("object", "affected"):
            for token in trigger.roles.get(role, ()):
                if token.doc is not sentence.doc:
                    continue
                for other in relations.premodifiers(token):  # "a Mogadishu hotel"
                    if other.pos_ == "PROPN" and class_of(token.text) and self._is_name(sentence, other):
                        yield self._scene(sentence, other, "scene")
                ground = token.lemma_.lower() in settlements()
                named = token.pos_ == "PROPN" and self._is_name(sentence, token)
                if (ground and self._has_name(token)) or (named and trigger.family in ("deed", "ground")):
                    yield self._scene(sentence, token, "scene")

    def _has_name(self, token: Token) -> bool:
        phrase = self._relations.phrase(token)
        return any(t.pos_ == "PROPN" for t in token.doc[phrase.first : phrase.last])

    def _is_place(self, sentence: Sentence, token: Token) -> bool:
        at = sentence.at(token)
        if any(t.start <= at < t.end for t in sentence.times) or plain(token.text) in self._channels:
            return False
        if plain(token.text) in self._words["never"]:
            return False
        if token.lemma_.lower() in settlements() or plain(token.text) in self._words["regions"]:
            return True
        if token.pos_ == "NOUN" and self._has_name(token):  # "the Shaer gas field", "Unesco headquarters"
            return self._is_site(sentence, token)
        may_be_name = token.pos_ == "PROPN" or (_is_small(sentence) and _is_no_word(token))
        return may_be_name and self._is_name(sentence, token)

    def _is_site(self, sentence: Sentence, token: Token) -> bool:
        phrase = self._relations.phrase(token)
        words = sentence.doc[phrase.first : phrase.last].text
        class_ = class_of(words)
        if kind_of(words) or status_of(words) or token.lemma_.lower() in self._words["deeds"]:
            return False
        return (
            class_ not in ("", "weapon", "vehicle", "livestock", "crops", "aid")
            or token.lemma_.lower() in self._words["sites"]
        )

    def _is_name(self, sentence: Sentence, token: Token) -> bool:
        """Tell whether a proper noun can name a place: no body, person, weapon, day."""
        phrase = self._relations.phrase(token)
        words = sentence.doc[phrase.first : phrase.last].text
        if not (token.text[:1].isupper() or _is_small(sentence)) or kind_of(words) or status_of(words):
            return False  # where all is small, the parse alone tells a name
        if any(c.isdigit() for c in token.text) or sentence.doc[phrase.first].like_num:  # "HK33", "1 KIA"
            return False
        at = sentence.at(token)
        if any(t.start <= at < t.end for t in sentence.times):
            return False
        own_class = class_of(words)
        return not own_class or own_class in (
            "ground",
            "infrastructure",
            "military-site",
            "market",
            "worship",
            "school",
            "health",
        )

    # To whom they belong

    def where(self, trigger: Trigger, scenes: Sequence[Scene], owned: Owners, speech: Speech | None) -> list[Scene]:
        """The places of a trigger: its own, else those of the sentence that are no other's alone."""
        eligible = [s for s in scenes if self._eligible(trigger.sentence.at(s.token), trigger, speech)]
        owners = [(scene, owned.of(scene.token)) for scene in eligible]
        own = [scene for scene, owner in owners if owner is trigger]
        if any(s.role in ("scene", "about") for s in own):
            return own
        shared = [
            scene
            for scene, owner in owners
            if scene.role == "scene" and (owner is None or self._shares(owner, trigger))
        ]
        if not shared:
            shared = [scene for scene, owner in owners if scene.role == "scene" and owner is not None]
        if shared:
            nearest = min(shared, key=lambda s: abs(s.token.i - trigger.head.i))
            chain = [s for s in shared if self._relations.clause(s.token) == self._relations.clause(nearest.token)]
            own = [*own, *(chain or [nearest])]
        return sorted(set(own), key=lambda s: s.span.start)

    def when(self, trigger: Trigger, owned: Owners, speeches: Sequence[Speech]) -> Span | None:
        """The time of a trigger: its own, else that of the sentence."""
        sentence = trigger.sentence
        eligible = [
            (time, token)
            for time in sentence.times
            if (token := sentence.token_at(time.start)) is not None
            and all(self._eligible(time.start, trigger, speech) for speech in speeches)
            and not any(row.start <= time.start < row.end for row in owned.rows)
        ]
        ranks = [_rank(plain(time.words), self._language) for time, _ in eligible]
        finest = min(ranks, default=0)
        eligible = [pair for pair, rank in zip(eligible, ranks, strict=True) if rank == finest]
        owners = [(t, token, owned.of(token)) for t, token in eligible]
        own = [(t, token) for t, token, owner in owners if owner is trigger]
        shared = own or [(t, k) for t, k, owner in owners if owner is None or self._shares(owner, trigger)]
        shared = shared or [(t, k) for t, k, owner in owners if owner is not None and owner.series is None]
        return min(shared, key=lambda pair: abs(pair[1].i - trigger.head.i))[0] if shared else None

    def _eligible(self, at: int, trigger: Trigger, speech: Speech | None) -> bool:
        """Tell whether words are about what the trigger tells, not about its telling."""
        if speech is None or speech.sentence is not trigger.sentence:
            return True
        starts = [first for first, _ in speech.content if first > speech.sentence.at(speech.cue)]
        if starts and speech.sentence.at(speech.cue) < at < min(starts):
            return False  # "told a news conference in Bamenda that"
        return not any(first <= at < last for first, last in speech.zone)

    def _shares(self, owner: Trigger, trigger: Trigger) -> bool:
        """Tell whether what is one trigger's is the other's too: conjuncts, and clauses that hang on each other."""
        relations = self._relations
        if relations.holds(owner.head, trigger.head) or relations.holds(trigger.head, owner.head):
            return True
        return any(owner.head == t for t in relations.coordination(trigger.head))


def _people_of(triggers: Sequence[Trigger]) -> frozenset[Token]:
    """Whom the triggers of a sentence harm, or who does it: names of people, whatever preposition stands before."""
    harm = (trigger for trigger in triggers if trigger.family == "harm")
    fillers = (token for trigger in harm for tokens in trigger.roles.values() for token in tokens)
    return frozenset(token for token in fillers if token.pos_ == "PROPN")


def _is_small(sentence: Sentence) -> bool:
    """Tell a sentence that is written in small letters alone, as some data and some telegrams are."""
    return len(sentence.lower) >= _SENTENCE and sentence.span.words.islower()


def _is_no_word(token: Token) -> bool:
    """Tell what is taken for a noun but is no word that texts write small: "gandhinagar"."""
    return (
        token.pos_ == "NOUN"
        and len(token.text) >= _SHORTEST
        and common_words().isdisjoint((plain(token.text), token.lemma_.lower()))
    )


@functools.lru_cache(maxsize=1024)
def _rank(words: str, language: str) -> int:
    """How little a time tells of the day: a day is before an hour, and that before a long or a vague while."""
    lists = word_lists("words.toml")
    each = words.split()
    if words in lists["vague_times"] or ("ago" not in each and not set(lists["background_times"]).isdisjoint(each)):
        return 2
    return int(tells_hour(words, language))
