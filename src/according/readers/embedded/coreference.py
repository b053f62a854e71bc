"""Who is meant within one report: short forms, surnames, role nouns, pronouns -> one name. Nothing is looked up.

Light and by syntax, after the sieves of Lee et al. (2013): exact names and short forms first, then surnames and role
nouns, pronouns last; what agrees in kind and number, the nearest subject before others. What stays ambiguous keeps its
own words.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from according.language.people import class_of, kind_of, names_a_role, speaker_kind_of, status_of, uncounted
from according.language.sentences import word_lists
from according.readers.embedded.descriptions import Descriptions
from according.readers.embedded.document import Sentence, plain
from according.readers.embedded.pipelines import language_table
from according.readers.embedded.relations import Relations
from according.readers.embedded.speech import Speech
from according.readers.embedded.trees import Phrase

_BODY_KINDS = ("armed-group", "army", "militia", "police", "government", "foreign-force", "peacekeeper")
_INSTITUTIONS = (*_BODY_KINDS, "un", "ngo", "monitor", "media", "foreign-government", "medical")
_PERSON_KINDS = ("witness", "medical", "local-official", "community-leader", "anonymous")
_PEOPLE = (*_PERSON_KINDS, "armed-group", "militia", "army", "police")  # what a man may be, where a body is not
_FAR = 60  # how many things named before are looked at


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that the report names: its fullest name, the kind that the words tell, where, how, and called what."""

    name: str
    kind: str
    at: int
    person: bool
    described: bool
    plural: bool
    subject: bool
    called: frozenset[str] = frozenset()


class Names:
    """All that a report names, in the order of the text."""

    def __init__(self, sentences: Sequence[Sentence], relations: Relations, language: str) -> None:
        """Collect the names of a report's sentences."""
        self._relations = relations
        self._words = language_table(language, "coreference")
        self.first_person = frozenset(self._words["first_person"])
        self.groups = frozenset(self._words["group_nouns"])
        self._channels = frozenset(word_lists("saying.toml")["channels"]["nouns"])
        self._descriptions = Descriptions(self._words)
        self._kinds: dict[str, str] = {}
        self._short: dict[str, str] = {}
        self._surnames: dict[str, tuple[str, str]] = {}
        self._named: list[Named] = []
        self._acting: set[str] = set()
        self._located: set[str] = set()
        for sentence in sentences:
            self._collect_short_forms(sentence)
        for sentence in sentences:
            for token in sentence.doc:
                if token.pos_ in ("NOUN", "PROPN") and relations.is_argument(token):
                    self._note(sentence, token)
        self._starts = [named.at for named in self._named]

    def is_body(self, words: str) -> bool:
        """Tell whether words are a body and not a place: a short form that the report explains, or one that acts in it.

        One that also stands behind "in" or "near" somewhere in the report may be a place all the same.
        """
        return words in self._short or (words in self._acting and words not in self._located)

    def _collect_short_forms(self, sentence: Sentence) -> None:
        """Learn "Full Name (SHORT)" and "Full Name, or SHORT,": the initials must be found in the name."""
        doc = sentence.doc
        for token in doc[1:-1]:
            if token.text != "(" or not _is_short(doc[token.i + 1].text):
                continue
            first = token.i
            while first > 0 and token.i - first < 12 and (
                doc[first - 1].text[:1].isupper() or plain(doc[first - 1].text) in self._words["inside_names"]
                or doc[first - 1].text in "-'’"
            ):  # fmt: skip
                first -= 1
            while first < token.i and not doc[first].text[:1].isupper():
                first += 1
            if token.i - first >= 2:
                full = sentence.words(first, token.i).words
                self._short.setdefault(doc[token.i + 1].text, _bare(full, self._words["leading"]))

    def _note(self, sentence: Sentence, token: Token) -> None:
        phrase = self._relations.phrase(token)
        words = sentence.words(phrase.first, phrase.last).words
        bare = _bare(uncounted(words), self._words["leading"])
        if token.pos_ == "PROPN":
            self._note_use(token, bare)
        kind = kind_of(words) or self._kind_beside(sentence, token)
        name = self._proper_name(sentence, phrase)
        person = bool(name) and self._is_person(sentence, phrase, words, name)
        plural = self._relations.has_form(token, "plural_noun")
        subject = self._relations.is_(token, "subject", "passive_subject", "agent")
        at = sentence.at(token)
        if person:
            self._note_person(sentence, phrase, name, kind, subject)
        elif token.text in self._short:
            self._named.append(Named(self._short[token.text], kind, at, False, False, False, subject))
        elif name:
            if not class_of(words) or kind:
                self._named.append(Named(bare, kind, at, False, False, plural, subject))
        elif kind or names_a_role(words):
            single = not plural and (names_a_role(token.text) or kind in _PERSON_KINDS)
            self._named.append(Named(bare, kind, at, single, True, plural, subject))

    def _note_person(self, sentence: Sentence, phrase: Phrase, name: str, kind: str, subject: bool) -> None:
        first = phrase.head.i + 1 - self._length(sentence, phrase, name)
        described = self._descriptions.kind(sentence, phrase.first, first, phrase.head.i + 1)
        called = self._descriptions.of(sentence, phrase.first, first, phrase.head.i + 1)
        surname = name.split()[-1]
        known = self._surnames.get(surname, ("", ""))
        fullest = max(known[0], name, key=len)
        self._surnames[surname] = (fullest, known[1] or described or kind)
        if described:
            self._kinds.setdefault(surname, described)
        nouns = frozenset(self._descriptions.nouns(called))
        at = sentence.at(phrase.head)
        self._named.append(Named(fullest, described or kind or known[1], at, True, False, False, subject, nouns))

    def _length(self, sentence: Sentence, phrase: Phrase, name: str) -> int:
        """How many tokens before and with its head are a phrase's proper name."""
        end = phrase.head.i + 1
        return next((n for n in range(1, end + 1) if sentence.words(end - n, end).words == name), 1)

    def described_kind(self, name: str) -> str:
        """The kind of speaker that the report's descriptions of a person tell; "" if nobody describes him."""
        return self._kinds.get(name.split()[-1], "") if name.split() else ""

    def _note_use(self, token: Token, bare: str) -> None:
        """Take note of a short form that acts, and of one that something is told to be in, at or near."""
        if not token.text.isupper():
            return  # a country may act as well: "Sarvan said"
        relations, governor = self._relations, token.head
        if relations.is_(token, "preposition_object") and plain(governor.text) in self._words["locating"]:
            self._located.update((bare, token.text))
        if plain(token.text) not in self._words["states"] and any(t.lower_ == "the" for t in token.lefts):
            self._acting.add(token.text)  # "the ELN"
        active = relations.is_verb(governor) and not relations.is_passive(governor)
        if (relations.is_(token, "subject") and active and governor.pos_ == "VERB") or (
            relations.is_(token, "preposition_object") and relations.is_(governor, "agent")
        ):
            self._acting.update((bare, token.text))

    def _kind_beside(self, sentence: Sentence, token: Token) -> str:
        """The kind that an apposition tells: "Souleymane Dembele, the army's spokesman"."""
        for other in (
            *self._relations.appositions(token),
            *([token.head] if self._relations.is_(token, "apposition") else []),
        ):
            phrase = self._relations.phrase(other, wide=True)
            if kind := kind_of(sentence.words(phrase.first, phrase.last).words):
                return kind
        return ""

    def _proper_name(self, sentence: Sentence, phrase: Phrase) -> str:
        """The proper nouns that a phrase's head ends, without titles: "Army spokesman Ali Diallo" -> "Ali Diallo"."""
        if phrase.head.pos_ != "PROPN":
            return ""
        first = phrase.head.i
        while (first > phrase.first and sentence.doc[first - 1].pos_ == "PROPN") or (
            first > phrase.first and plain(sentence.doc[first - 1].text) in self._words["inside_names"]
        ):
            first -= 1
        while first < phrase.head.i and (
            names_a_role(sentence.doc[first].text) or kind_of(sentence.doc[first].text)
            or plain(sentence.doc[first].text) in self._words["inside_names"]
        ):  # fmt: skip
            first += 1
        return sentence.words(first, phrase.head.i + 1).words

    def _is_person(self, sentence: Sentence, phrase: Phrase, words: str, name: str) -> bool:
        parts = name.split()
        if len(parts) > 5 or kind_of(name) or class_of(name) or name in self._short:
            return False
        title = names_a_role(words.removesuffix(name)) if words != name else False
        if title or (parts[-1] in self._surnames and parts[-1].istitle()):
            return True
        beside = [sentence.doc[p.i] for p in self._relations.appositions(phrase.head)]
        if len(parts) >= 2 and any(names_a_role(t.text) for t in beside):
            return True
        first = phrase.head.i + 1 - self._length(sentence, phrase, name)
        described = (
            "" if speaker_kind_of(name) else self._descriptions.kind(sentence, phrase.first, first, phrase.head.i + 1)
        )
        return described in _PEOPLE if len(parts) >= 2 else phrase.first + 1 == first and described != ""

    # Resolving

    def resolve(self, sentence: Sentence, phrase: Phrase, speech: Speech | None = None) -> tuple[str, str]:
        """The fullest name for a phrase, and the kind that the report tells; its own words where nothing is known.

        `speech` is the attribution in whose content the phrase stands: its "we" and often its "it" is the speaker.
        """
        words = sentence.words(phrase.first, phrase.last).words
        low = plain(words)
        bare = self._without_channel(_bare(words, self._words["leading"]))
        kind = kind_of(words) or self._kind_beside(sentence, phrase.head)
        at = sentence.at(phrase.head)
        pronoun = low if low in self._words["pronouns"] else ""
        owner = self._relations.owner(phrase.head)
        if pronoun and (above := self._subject_above(phrase.head, pronoun)) is not None:
            return self.resolve(sentence, self._relations.phrase(above))
        if pronoun:
            return self._of_pronoun(pronoun, at, speech) or (words, "")
        for token in (phrase.head, *sentence.doc[phrase.first : phrase.last]):
            if token.text in self._short and not names_a_role(words):
                return self._short[token.text], kind
        name = self._proper_name(sentence, phrase)
        if name and self._is_person(sentence, phrase, words, name):
            fullest, known = self._surnames.get(name.split()[-1], (name, ""))
            return max(fullest, name, key=len), kind or known
        if (
            owner is not None
            and plain(owner.text) in self._words["owning"]
            and (kind in _BODY_KINDS or names_a_role(words))
        ):
            found = self._of_pronoun(plain(owner.text), at, speech)
            return (found[0], kind or found[1]) if found else (words, kind)
        if not name and (before := self._named_before(sentence, phrase)) is not None:
            return before.name, kind or before.kind
        if not name and (identified := self._identified(sentence, phrase)):
            return identified, kind
        if not name and low.startswith(("the ", "this ", "that ")):
            found_named = self._last(at, self._fits_description(phrase, kind))
            if found_named is not None:
                return found_named.name, kind or found_named.kind
        return bare or words, kind

    def _identified(self, sentence: Sentence, phrase: Phrase) -> str:
        """The name that somebody without one is given: "the detainee, identified as Ali Diallo"."""
        relations = self._relations
        for clause in relations.children(phrase.head, "noun_clause", "relative_clause"):
            if clause.lemma_.lower() in self._words["identifying"]:
                named = [t for prep, t in relations.complements(clause) if plain(prep.text) == "as"]
                names = [self._proper_name(sentence, relations.phrase(t)) for t in named]
                return next(filter(None, names), "")
        return ""

    def _subject_above(self, head: Token, pronoun: str) -> Token | None:
        """The people who are the subject above a clause of time, or before an "and": "soldiers slept when they"."""
        relations, clause = self._relations, self._relations.clause(head)
        many = pronoun in self._words["plural"]
        if not many and pronoun not in self._words["persons"]:
            return None
        while clause.head != clause and relations.is_(
            clause, "adverbial_clause", "conjunct", "clausal_preposition_object"
        ):
            clause = relations.clause(clause.head)
            own = [t for t in relations.subjects(clause) if t.i < head.i and t.pos_ in ("NOUN", "PROPN")]
            people = [t for t in own if status_of(relations.words(t)) or kind_of(relations.words(t))]
            plural = len(own) > 1 or any(relations.has_form(t, "plural_noun") for t in own)
            if people and len(people) == len(own) and plural == many:
                return own[0]
        return None

    def _named_before(self, sentence: Sentence, phrase: Phrase) -> Named | None:
        """The name that a description stands behind: "JNIM, an al-Qaeda-affiliated group, said"."""
        is_beside = phrase.first >= 2 and sentence.doc[phrase.first - 1].text == ","
        if not is_beside or plain(sentence.doc[phrase.first].text) not in self._words["articles"]:
            return None
        start = sentence.at(sentence.doc[phrase.first])
        high = bisect_left(self._starts, start)
        for named in reversed(self._named[max(0, high - 3) : high]):
            if start - named.at <= len(named.name) + 20 and not named.described and named.at >= sentence.span.start:
                token = sentence.token_at(named.at)
                if token is not None and phrase.first - token.i <= 4 and not self._opens(token, phrase):
                    return named
        return None

    def _opens(self, token: Token, phrase: Phrase) -> bool:
        """Tell whether a name only opens the sentence that the phrase is in: "In Belgorod, a couple died"."""
        relations = self._relations
        verb = token.head.head
        opens = token.head.pos_ == "ADP" and token.head.i == 0 and relations.is_verb(verb)
        return opens and verb in (phrase.head.head, relations.first_conjunct(phrase.head).head)

    def _without_channel(self, words: str) -> str:
        """The outlet of a "BBC report", the body of an "army statement" or of a "press release of the army"."""
        for link in self._words["issued_by"]:
            channel, _, body = words.partition(f" {link} ")
            nouns = plain(channel).split()
            is_channel = bool(nouns) and not {nouns[-1], " ".join(nouns[-2:])}.isdisjoint(self._channels)
            if body and is_channel and (kind_of(body) or body[:1].isupper()):
                return _bare(body, self._words["leading"])
        *before, last = words.split() or [""]
        if before and plain(last) in self._channels and (before[-1][:1].isupper() or kind_of(" ".join(before))):
            return " ".join(before).removesuffix("'s").removesuffix("’s")
        return words

    def _of_pronoun(self, pronoun: str, at: int, speech: Speech | None) -> tuple[str, str] | None:
        if speech is not None and speech.source is not None:
            source = plain(speech.sentence.words(speech.source.first, speech.source.last).words)
            first_person = pronoun in self._words["first_person"]
            if first_person or self._may_be_speaker(pronoun, source, at, speech):
                return (
                    self.resolve(speech.sentence, speech.source)
                    if source not in self._words["pronouns"] or (speech.sentence.at(speech.source.head) < at)
                    else None
                )
        found = self._last(at, self._fits_pronoun(pronoun))
        return (found.name, found.kind) if found is not None else None

    def _may_be_speaker(self, pronoun: str, source: str, at: int, speech: Speech) -> bool:
        """Tell whether a pronoun in what somebody says is that somebody: nobody else who fits stands between."""
        kind = kind_of(source)
        if pronoun in self._words["persons"]:
            return False
        if source in self._words["pronouns"]:
            return source == pronoun or pronoun in self._words["owning"]
        if names_a_role(source) and kind not in _BODY_KINDS:
            return False
        start = min(first for first, _ in speech.content)
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, at)
        fits = self._fits_pronoun(pronoun)
        head = speech.sentence.at(speech.source.head) if speech.source else -1
        return not any(fits(n) and n.at != head for n in self._named[low:high])

    def _fits_pronoun(self, pronoun: str) -> Callable[[Named], bool]:
        """Whom a pronoun can mean: a person; for "they" any body or people; for "it" a body that has a name."""
        if pronoun in self._words["persons"]:
            return lambda n: n.person and not n.plural
        if pronoun in self._words["plural"]:
            return lambda n: not n.person and (n.plural or n.kind in _BODY_KINDS)
        return lambda n: not n.person and not n.plural and (n.kind in _INSTITUTIONS or n.name in self._short.values())

    def _fits_description(self, phrase: Phrase, kind: str) -> Callable[[Named], bool]:
        """Whom "the group" or "the ministry" can mean: a body named before with that noun or of that kind."""
        noun = plain(phrase.head.text)
        lemma = phrase.head.lemma_.lower()
        if noun in self._words["group_nouns"]:
            return lambda n: (
                not n.person
                and not n.described
                and (n.kind in ("armed-group", "militia") or n.name in self._short.values() or n.name.isupper())
            )
        if noun in self._words["army_nouns"]:
            return lambda n: n.kind == "army" and not n.person and not n.described
        if kind in _INSTITUTIONS and not self._relations.has_form(phrase.head, "plural_noun"):
            return lambda n: not n.person and not n.described and plain(n.name).split()[-1:] == [lemma]
        if (kind and names_a_role(noun)) or kind in _PERSON_KINDS:
            return lambda n: n.person and not n.described and (n.kind == kind or noun in n.called)
        return lambda _: False

    def _last(self, at: int, fits: Callable[[Named], bool]) -> Named | None:
        """The nearest that fits before a place; a subject of the same or the last sentence before others."""
        high = bisect_left(self._starts, at)
        near = [n for n in self._named[max(0, high - _FAR) : high] if fits(n)]
        if not near:
            return None
        subjects = [n for n in near[-4:] if n.subject]
        return subjects[-1] if subjects else near[-1]


def _is_short(word: str) -> bool:
    return 2 <= len(word) <= 10 and word[0].isupper() and sum(c.isupper() for c in word) * 2 >= len(word)


def _bare(words: str, leading: Sequence[str]) -> str:
    """The phrase without its article or possessive."""
    first, _, rest = words.partition(" ")
    return rest if rest and plain(first) in leading else words
