"""From a parsed report to its readings: puts together what the other rooms found; no rule of grammar of its own."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from according.language.people import class_of, status_of
from according.model import NOT_STATED, Mention, MentionKind, Quantity, Reading, Span, Unknown, Voice
from according.ontology import Type
from according.readers.embedded.circumstances import Circumstances, Owners, Scene
from according.readers.embedded.coreference import Names
from according.readers.embedded.discourse import Carried
from according.readers.embedded.document import Sentence, plain
from according.readers.embedded.entries import Entries
from according.readers.embedded.factuality import Judge
from according.readers.embedded.means import Means
from according.readers.embedded.merging import Merging
from according.readers.embedded.objects import Objects
from according.readers.embedded.quantities import Quantities, find_toll, find_withheld
from according.readers.embedded.relations import Relations
from according.readers.embedded.roles import Roles
from according.readers.embedded.selection import Context, Selector, features_of, is_toll
from according.readers.embedded.senders import Senders
from according.readers.embedded.speech import Speech
from according.readers.embedded.trees import Phrase
from according.readers.embedded.triggers import Trigger, TriggerFinder
from according.readers.embedded.voices import Voices

_TRAILING = re.compile(r"[\s,;:“”\"]++$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """What reads one language: all of it is made once."""

    language: str
    relations: Relations
    types: Mapping[str, Type]
    finder: TriggerFinder
    objects: Objects
    roles: Roles
    means: Means
    merging: Merging
    circumstances: Circumstances
    judge: Judge
    quantities: Quantities
    selector: Selector
    senders: Senders


class Passage:
    """One report while it is read."""

    def __init__(
        self, grammar: Grammar, sentences: Sequence[Sentence], speeches: Sequence[Speech], names: Names
    ) -> None:
        """Take the parsed sentences, who says what in them, and what they name."""
        self._grammar, self._sentences, self._names = grammar, sentences, names
        self._starts = [sentence.span.start for sentence in sentences]
        self._speeches: dict[int, list[Speech]] = {}
        for speech in speeches:
            for n in sorted({n for first, last in speech.content for n in self._numbers(first, last)}):
                self._speeches.setdefault(n, []).append(speech)
        self.places: list[Mention] = []
        self._voices = Voices(grammar.relations, names, grammar.senders.find(sentences, speeches))

    def _numbers(self, first: int, last: int) -> range:
        """The numbers of the sentences that offsets lie in."""
        return range(max(0, bisect_right(self._starts, first) - 1), bisect_left(self._starts, last))

    def read(self) -> Iterator[Reading]:
        """The readings of the report that are claims, in the order of its text, each with how probable that is."""
        selector = self._grammar.selector
        for reading, features in self.candidates():
            score = selector.score(features)
            if score >= selector.threshold or is_toll(features):
                yield replace(reading, score=score)

    def candidates(self) -> Iterator[tuple[Reading, list[str]]]:
        """All readings, with what is looked at to tell whether they are claims."""
        carried = Carried(self._grammar.types)
        told: list[tuple[Reading, Context]] = []
        entries = Entries(self._sentences, self._grammar.language)
        for sentence in self._sentences:
            if (entry := entries.at(sentence)) is not None:
                carried.begin(entry, sentence.n)
                self.places += [Mention(span=span, kind="place", name=span.words) for span in entry.where]
            triggers = self._grammar.finder.find(sentence)
            self._grammar.roles.assign(triggers)
            triggers = self._grammar.merging.merge([t for t in triggers if self._grammar.objects.takes(t)])
            scenes = self._grammar.circumstances.scenes(sentence, triggers)
            doers = {token for trigger in triggers for token in trigger.roles.get("initiator", ())}
            scenes = [s for s in scenes if s.token not in doers and not self._names.is_body(s.span.words)]
            self.places += [_place(scene) for scene in scenes]
            owned = Owners(self._grammar.relations, triggers)
            found = [
                (reading, trigger)
                for trigger in triggers
                for reading in self._of_trigger(trigger, triggers, scenes, owned)
            ]
            for reading, trigger in sorted(found, key=lambda pair: pair[0].trigger.start):
                whole = carried.complete(reading, sentence.n)
                told.append((whole, self._context(trigger, triggers)))
            if not found:
                carried.pass_by([_place(scene) for scene in scenes if not _is_of_hospital(scene)], sentence.n)
            told += [(reading, self._context(None, triggers)) for reading in self._toll(sentence)]
        readings = list(carried.open([(reading, context.n) for reading, context in told]))
        for n, reading in enumerate(readings):
            yield reading, features_of(reading, told[n][1], readings, n, self._grammar.relations)

    def _context(self, trigger: Trigger | None, triggers: Sequence[Trigger]) -> Context:
        speech = next(iter(self._holding(trigger)), None) if trigger is not None else None
        n = trigger.sentence.n if trigger is not None else 0
        return Context(trigger=trigger, triggers=triggers, speech=speech, n=n, sentences=len(self._sentences))

    def _words(self, sentence: Sentence, token: Token) -> str:
        phrase = self._grammar.relations.phrase(token)
        return sentence.words(phrase.first, phrase.last).words

    def _of_trigger(
        self, trigger: Trigger, triggers: Sequence[Trigger], scenes: Sequence[Scene], owned: Owners
    ) -> Iterator[Reading]:
        """The readings of one trigger: one for each number of people or things that it tells."""
        fact = self._grammar.judge.assess(trigger)
        holding = self._holding(trigger)
        speech = holding[0] if holding else None
        kind = self._grammar.types[trigger.type]
        if fact.verdict == "not_told" and not (speech is not None and speech.stance == "denies"):
            return
        if fact.verdict == "negated" and (speech is None or speech.source is None):
            return
        if trigger.type == "responsibility" and self._only_accuses(trigger, triggers):
            return
        where = [_place(s) for s in self._grammar.circumstances.where(trigger, scenes, owned, speech)]
        where = where if kind.family != "words" else []
        time = self._grammar.circumstances.when(trigger, owned, self._speeches.get(trigger.sentence.n, ()))
        if self._only_refers(trigger, where):
            return
        roles = self._roles(trigger, speech)
        whole = Reading(
            type=self._grammar.means.refined(trigger),
            trigger=trigger.span,
            evidence=(self._evidence(trigger, roles, where, speech),),
            roles={role: tuple(m for m, _ in fillers) for role, fillers in roles.items()},
            where=tuple(where),
            when=Mention(span=time, kind="time", name=time.words) if time is not None else NOT_STATED,
            voice=self._voices.of_trigger(trigger, holding, fact),
            score=_completeness(kind, roles, where, time),
            series=trigger.series,
        )
        yield from self._counted(trigger, whole, roles, time)

    # Roles and counts

    def _roles(self, trigger: Trigger, speech: Speech | None) -> dict[str, list[tuple[Mention, Phrase]]]:
        found: dict[str, list[tuple[Mention, Phrase]]] = {}
        for role, tokens in trigger.roles.items():
            for token in tokens:
                phrase = self._grammar.relations.phrase(token)
                if token.doc is trigger.sentence.doc:
                    found.setdefault(role, []).append((self._filler(trigger.sentence, phrase, role, speech), phrase))
        return found

    def _filler(self, sentence: Sentence, phrase: Phrase, role: str, speech: Speech | None) -> Mention:
        span = sentence.words(phrase.first, phrase.last)
        name, kind = self._names.resolve(sentence, phrase, speech)
        if (
            phrase.head.pos_ == "NUM" or plain(phrase.head.text) in self._grammar.roles.counting
        ) and name in span.words:
            name = self._counted_name(sentence, phrase) or name
        status, class_ = status_of(span.words), class_of(span.words)
        thing = bool(class_) and not status and (role in ("object", "weapon") or not kind)
        thing = thing or (role in ("object", "weapon") and not status and not kind)
        what: MentionKind = "object" if thing else "actor"
        return Mention(span=span, kind=what, name=name, label=class_ if thing else kind, status=status)

    def _counted_name(self, sentence: Sentence, phrase: Phrase) -> str:
        """What a bare number counts: "killed 11 people and wounded 50" -> "50 people"."""
        for token in reversed(sentence.doc[: phrase.first]):
            if token.pos_ in ("NOUN", "PROPN") and any(child.pos_ == "NUM" for child in token.children):
                people = status_of(token.text) or token.pos_ == "PROPN"
                return f"{sentence.words(phrase.first, phrase.last).words} {token.text}" if people else ""
        return ""

    def _counted(
        self, trigger: Trigger, whole: Reading, roles: dict[str, list[tuple[Mention, Phrase]]], time: Span | None
    ) -> Iterator[Reading]:
        """The reading once for each numbered filler of the role that its type counts, then for each named part."""
        kind, sentence, quantities = self._grammar.types[trigger.type], trigger.sentence, self._grammar.quantities
        counted = roles.get(kind.counts, [])
        if trigger.type == "clash":
            counted = []  # the sides, and not how many took part, or came to harm in it
        unclear = next((u for mention, _ in counted if (u := quantities.unclear(mention.span))), None)
        numbered: list[tuple[Mention, Phrase, Quantity]] = []
        if unclear is None:
            for mention, phrase in counted:
                quantity = quantities.of_phrase(sentence, phrase, single=kind.family in ("harm", "ground"))
                if quantity is not None:
                    if kind.family == "harm" and quantities.is_cumulative(
                        sentence, time, self._causes(trigger), quantity
                    ):
                        quantity = replace(quantity, scope="cumulative")
                    numbered.append((mention, phrase, quantity))
        numbered = self._together(sentence, numbered) if len(numbered) == len(counted) else numbered
        own = None if numbered or unclear else self._own_number(trigger)
        if unclear is not None:
            whole = replace(whole, count=unclear)
        elif own is not None:
            whole = replace(whole, count=own)
        if not numbered:
            yield self._over_places(trigger, whole) if kind.family == "deed" else whole
        bare = tuple(mention for mention, phrase in counted if all(phrase is not p for _, p, _ in numbered))
        for n, (mention, _, quantity) in enumerate(numbered):
            alone = (mention, *bare) if n == 0 and len(numbered) == 1 else (mention,)
            if quantity.named > 1:
                alone = tuple(mention for mention, _ in counted)
            yield replace(whole, roles={**whole.roles, kind.counts: alone}, count=quantity)
        if kind.family == "harm" and unclear is None:
            yield from self._parts(trigger, whole, [phrase for _, phrase in counted])

    def _causes(self, trigger: Trigger) -> list[Token]:
        """What is told to have done a harm: its doers, its means, the subject of its verb."""
        subjects = self._grammar.relations.subjects(trigger.head) if trigger.form == "verb" else []
        return [*subjects, *trigger.roles.get("initiator", ()), *trigger.roles.get("weapon", ())]

    def _over_places(self, trigger: Trigger, whole: Reading) -> Reading:
        """A deed with the number of places that it took in: "attacks in seven towns and cities"."""
        if isinstance(whole.count, Quantity):
            return whole
        for mention in whole.where:
            number = next((n for n in trigger.sentence.numbers if n.span.start == mention.span.start), None)
            if number is not None and number.span.end < mention.span.end:
                unit = mention.span.words[number.span.end - mention.span.start :].strip()
                return replace(whole, count=Quantity(span=number.span, unit=unit))
        return whole

    def _together(
        self, sentence: Sentence, numbered: list[tuple[Mention, Phrase, Quantity]]
    ) -> list[tuple[Mention, Phrase, Quantity]]:
        """People who are named one by one are one group: "the mayor and his driver" are two."""
        if len(numbered) < 2 or any(not quantity.named for _, _, quantity in numbered):
            return numbered
        phrases = sorted((phrase for _, phrase, _ in numbered), key=lambda phrase: phrase.first)
        span = sentence.words(phrases[0].first, max(phrase.last for phrase in phrases))
        mention, phrase, quantity = numbered[0]
        return [(mention, phrase, replace(quantity, span=span, unit="people", named=len(numbered)))]

    def _nobody(self, trigger: Trigger) -> Quantity | None:
        """None, where nobody claims it: "no group has claimed responsibility"."""
        relations = self._grammar.relations
        for token in relations.subjects(trigger.head) if trigger.form == "verb" else ():
            if relations.is_none(token):
                first = relations.phrase(token).first
                return Quantity(span=trigger.sentence.words(first, first + 1), unit="groups")
        return None

    def _own_number(self, trigger: Trigger) -> Quantity | None:
        """The number on a noun itself: "12 deaths", "the death toll rose to 31", "three air strikes"."""
        if trigger.type == "responsibility":
            return self._nobody(trigger)
        if trigger.form != "noun":
            return None
        sentence = trigger.sentence
        phrase = self._grammar.relations.phrase(trigger.last)
        quantity = self._grammar.quantities.of_phrase(sentence, phrase, single=False)
        if quantity is not None and quantity.span.start < sentence.at(trigger.last):
            return replace(quantity, unit="people" if trigger.family == "harm" else trigger.span.words)
        if "toll" in plain(trigger.span.words):
            behind = [n for n in sentence.numbers if n.span.start > sentence.at(trigger.last)]
            after = self._grammar.quantities.current(sentence, behind)
            return Quantity(span=after.span, unit="people") if after is not None else None
        return None

    def _parts(self, trigger: Trigger, whole: Reading, counted: Sequence[Phrase]) -> Iterator[Reading]:
        sentence, kind, relations = trigger.sentence, self._grammar.types[trigger.type], self._grammar.relations
        passive = relations.children(trigger.head, "passive_subject")  # "the victims, who included ten children"
        anchors = counted or [relations.phrase(token) for token in (*passive[:1], *([] if passive else [trigger.last]))]
        for phrase in self._grammar.quantities.parts(sentence, anchors):
            quantity = self._grammar.quantities.of_phrase(sentence, phrase, scope="subset")
            if quantity is not None:
                mention = self._filler(sentence, phrase, kind.counts, None)
                yield replace(whole, roles={**whole.roles, kind.counts: (mention,)}, count=quantity)

    # What tells nothing new

    def _only_accuses(self, trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
        """Tell whether an accusation is told by the deed that it is of."""
        cue = trigger.entry.cue
        return cue.object == "initiator" and any(
            other is not trigger and self._grammar.relations.holds(trigger.head, other.head) for other in triggers
        )

    def _only_refers(self, trigger: Trigger, where: Sequence[Mention]) -> bool:
        """Tell whether a noun only points back ("the attack") or stands inside what another trigger tells."""
        if trigger.form != "noun":
            return False
        harmed = any(trigger.roles.get(role) for role in ("affected", "object", "party"))
        if trigger.family == "harm":
            return not harmed and not trigger.roles.get("initiator") and self._own_number(trigger) is None
        if harmed or (trigger.family == "words"):
            return False
        first = trigger.sentence.doc[self._grammar.relations.phrase(trigger.last).first]
        definite = plain(first.text) in ("the", "this", "these", "those", "its", "their", "his", "her", "such")
        if not definite:
            return False
        own = [m for m in where if trigger.first - 3 <= self._index(trigger.sentence, m) <= trigger.end + 6]
        return not own and not trigger.roles.get("initiator")

    def _index(self, sentence: Sentence, mention: Mention) -> int:
        token = sentence.token_at(mention.span.start)
        return token.i if token is not None else -1

    def _holding(self, trigger: Trigger) -> list[Speech]:
        """The attributions whose content holds a trigger, innermost first."""
        at = trigger.sentence.at(trigger.head)
        found = []
        for speech in self._speeches.get(trigger.sentence.n, ()):
            own = speech.sentence is trigger.sentence and trigger.first <= speech.cue.i < trigger.end
            if speech.holds(at) and not own:
                found.append(speech)
        return sorted(found, key=lambda s: (s.size, -s.sentence.n, -s.cue.i))

    # Evidence, tolls

    def _evidence(
        self,
        trigger: Trigger,
        roles: dict[str, list[tuple[Mention, Phrase]]],
        where: Sequence[Mention],
        speech: Speech | None,
    ) -> Span:
        """From the first to the last of the words that tell it, within the sentence and its speaker's words."""
        sentence = trigger.sentence
        spans = [m.span for fillers in roles.values() for m, _ in fillers] + [m.span for m in where] + [trigger.span]
        start, end = min(s.start for s in spans), max(s.end for s in spans)
        at = sentence.at(trigger.head)
        if speech is not None:
            for first, last in speech.content:
                if first <= at < last:
                    start, end = max(start, first), min(end, last)
        start, end = min(start, trigger.span.start), max(end, trigger.span.end)
        words = _TRAILING.sub("", sentence.span.words[start - sentence.span.start : end - sentence.span.start])
        return Span(start=start, end=start + len(words), words=words)

    def _toll(self, sentence: Sentence) -> list[Reading]:
        """A loss whose number is unclear, or kept back by somebody."""
        relations = self._grammar.relations
        withheld = find_withheld(sentence, relations)
        if withheld is not None:
            words, noun, who = withheld
            by = self._voices.speaker(sentence, relations.phrase(who), None)
            count = Unknown(why="not_given", words=words.words, at=words.at)
            return [
                Reading(
                    type="losses", trigger=noun, evidence=(words,), roles={}, count=count, withheld_by=by, voice=Voice()
                )
            ]
        toll = find_toll(sentence)
        if toll is None:
            return []
        words, noun, _ = toll
        token = sentence.token_at(noun.start)
        holding = [s for s in self._speeches.get(sentence.n, ()) if s.holds(noun.start)]
        speech = min(holding, key=lambda s: s.size, default=None)
        speakers = self._voices.speakers(speech) if speech is not None and token is not None else ()
        count = Unknown(why="unclear", words=words.words, at=words.at)
        return [
            Reading(
                type="losses", trigger=noun, evidence=(words,), roles={}, count=count, voice=Voice(speakers=speakers)
            )
        ]


def _place(scene: Scene) -> Mention:
    return Mention(span=scene.span, kind="place", name=scene.span.words, label=scene.role)


def _is_of_hospital(scene: Scene) -> bool:
    """Tell whether a place is that of a hospital: where the wounded lie is not where it happened."""
    return class_of(scene.token.head.head.text) == "health"


def _completeness(kind: Type, roles: Mapping[str, object], where: Sequence[Mention], time: Span | None) -> float:
    found = sum(bool(roles.get(role)) for role in kind.roles) + bool(where) + (time is not None)
    return round(found / (len(kind.roles) + 2), 2)
