"""Whose words hold a trigger, through whom they came, and how sure they are."""

from collections.abc import Sequence
from dataclasses import replace

from according.language.people import kind_of, names_a_role, speaker_kind_of, status_of
from according.language.sentences import word_lists
from according.model import NOT_STATED, Mention, Voice
from according.readers.embedded.coreference import Names
from according.readers.embedded.document import Sentence, plain
from according.readers.embedded.factuality import Factuality
from according.readers.embedded.relations import Relations
from according.readers.embedded.senders import Sender
from according.readers.embedded.speech import Speech
from according.readers.embedded.trees import Phrase
from according.readers.embedded.triggers import Trigger

_SHORT = 4  # words before the "and" of two who speak by one noun


class Voices:
    """The voices of one report."""

    def __init__(self, relations: Relations, names: Names, sender: Sender | None = None) -> None:
        """Take the relations of a language, who is meant by the report's words, and whose words all of it is."""
        self._relations = relations
        self._sender = sender
        self._names = names
        self._relayed: dict[str, Mention] = {}
        self._channels = frozenset(word_lists("saying.toml")["channels"]["nouns"])

    def of_trigger(self, trigger: Trigger, holding: Sequence[Speech], fact: Factuality) -> Voice:
        """The voice that tells a trigger; `holding` are the attributions that hold it, innermost first."""
        holding = self._told(holding)
        speech = holding[0] if holding else None
        own = self._own_voice(trigger)
        speakers = own or (self.speakers(speech) if speech is not None else self._senders(trigger))
        relays: dict[str, Mention] = {}
        outer = holding if own else holding[1:]
        for each in holding:
            if each.relay is not None:
                mention = self.speaker(each.sentence, each.relay, None)
                relays.setdefault(mention.name, mention)
                self._relayed.update({speaker.name: mention for speaker in speakers})
        if speech is not None and not relays and self._is_quoted(speech):
            relays |= {self._relayed[m.name].name: self._relayed[m.name] for m in speakers if m.name in self._relayed}
        for each in outer:
            for mention in self.speakers(each):
                if mention.label != "unknown" and mention.name not in {m.name for m in speakers}:
                    relays.setdefault(mention.name, mention)
        stance = speech.stance if speech is not None else "asserts"
        if fact.verdict == "negated" and stance == "asserts":
            stance = "denies"
        said = next((s.said for s in holding if s.said is not None), None)
        channel = next((s.channel for s in holding if s.channel is not None), None)
        return Voice(
            speakers=speakers,
            relayed_by=tuple(relays.values()),
            channel=channel or NOT_STATED,
            said=Mention(span=said, kind="time", name=said.words) if said is not None else NOT_STATED,
            stance=stance,
            certainty=fact.certainty or (speech.certainty if speech is not None else "stated"),
        )

    def _told(self, holding: Sequence[Speech]) -> Sequence[Speech]:
        """The attributions from the first on that names a speaker: "believed", "cuts suggest", "I counted" do not."""
        named = [n for n, speech in enumerate(holding) if self._names_a_speaker(speech)]
        if not named or named[0] == 0:
            return holding
        first = holding[named[0]]
        inner = next((s for s in holding[: named[0]] if s.certainty != "stated"), first)
        told = first if inner.stance != first.stance else replace(first, certainty=inner.certainty)
        return [told, *holding[named[0] + 1 :]]

    def _names_a_speaker(self, speech: Speech) -> bool:
        """Tell whether an attribution has a source that can speak, and that is not the "I" of another's words."""
        if speech.source is None:
            return False
        head, words = speech.source.head, self._text(speech.sentence, speech.source)
        if head.pos_ == "PRON":
            return plain(head.text) not in self._names.first_person
        known = speaker_kind_of(words) or names_a_role(words) or status_of(words)
        if known or head.pos_ != "NOUN" or head.lemma_.lower() in self._channels:
            return True
        return head.lemma_.lower() in self._names.groups or bool(self._names.resolve(speech.sentence, speech.source)[1])

    def _is_quoted(self, speech: Speech) -> bool:
        """Tell whether a speaker "was quoted as saying": by whom, the report told before."""
        governor = speech.cue.head.head
        return self._relations.is_(speech.cue, "clausal_preposition_object") and governor.lemma_ == "quote"

    def _own_voice(self, trigger: Trigger) -> tuple[Mention, ...]:
        """Who speaks by the trigger itself: who threatens, warns, claims responsibility."""
        if trigger.family != "words" or trigger.type == "agreement":
            return ()
        relations = self._relations
        passive = trigger.form == "verb" and relations.is_passive(trigger.head)
        tokens = trigger.roles.get("initiator", [])
        if trigger.form == "verb" and not tokens:
            tokens = relations.agents(trigger.head) if passive else relations.subjects(trigger.head)
        tokens = [t for t in tokens if not relations.is_none(t)]
        if trigger.form == "noun" and not tokens:  # "a warning from the embassy"
            behind = [t for prep, t in relations.complements(trigger.last) if plain(prep.text) in ("from", "by")]
            owner = relations.owner(trigger.last)
            tokens = behind or ([owner] if owner is not None else [])
        phrases = [relations.phrase(t) for t in tokens if t.doc is trigger.sentence.doc]
        return tuple(
            self.speaker(trigger.sentence, phrase, None)
            for phrase in phrases
            if kind_of(self._text(trigger.sentence, phrase))
            or phrase.head.pos_ in ("PROPN", "PRON")
            or trigger.type == "responsibility"
        )

    def _senders(self, trigger: Trigger) -> tuple[Mention, ...]:
        """Whose words the document is, where nobody is named."""
        sender = self._sender
        if sender is None or trigger.sentence.n < sender.since:
            return ()
        return (self.speaker(sender.sentence, sender.phrase, None),)

    def _text(self, sentence: Sentence, phrase: Phrase) -> str:
        return sentence.words(phrase.first, phrase.last).words

    def speakers(self, speech: Speech) -> tuple[Mention, ...]:
        """Who speaks in an attribution; nobody is one speaker of the kind `unknown`."""
        if not speech.sources:
            cue = speech.sentence.words(speech.cue.i, speech.cue.i + 1)
            return (Mention(span=cue, kind="actor", name="", label="unknown"),)
        return tuple(
            self.speaker(speech.sentence, each, None)
            for source in speech.sources
            for each in self._each(speech.sentence, source)
        )

    def _each(self, sentence: Sentence, phrase: Phrase) -> tuple[Phrase, ...]:
        """The speakers of a phrase with one head: "police and hospital sources" are two."""
        for n in range(phrase.first + 1, min(phrase.last - 1, phrase.first + _SHORT)):
            if plain(sentence.doc[n].text) != "and":
                continue
            first = Phrase(sentence.doc[n - 1], phrase.first, n)
            second = Phrase(phrase.head, n + 1, phrase.last)
            if n < phrase.head.i and all(speaker_kind_of(self._text(sentence, each)) for each in (first, second)):
                return first, second
        return (phrase,)

    def _issuer(self, phrase: Phrase) -> Phrase | None:
        """Who issued the statement that a phrase names: "a statement by the ministry", "a video released by X"."""
        head, relations = phrase.head, self._relations
        if head.lemma_.lower() not in self._channels:
            return None
        clauses = relations.children(head, "noun_clause")
        issuers = [agent for clause in clauses for agent in relations.agents(clause)]
        issuers += [t for prep, t in relations.complements(head) if plain(prep.text) == "by"]
        return relations.phrase(issuers[0]) if issuers else None

    def speaker(self, sentence: Sentence, phrase: Phrase, speech: Speech | None) -> Mention:
        """The speaker that a phrase means."""
        phrase = self._issuer(phrase) or phrase
        span = sentence.words(phrase.first, phrase.last)
        name, kind = self._names.resolve(sentence, phrase, speech)
        label = self._names.described_kind(name) or speaker_kind_of(span.words, name) or kind
        return Mention(span=span, kind="actor", name=name, label=label, status=status_of(span.words))
