"""Whether a reading is a claim that a person would write down: a linear model over what the parse tells of it.

Logistic regression over sparse features, each a string; the weights stand in `languages/LANG/selection.json`, made by
training/selection.py from the train part of the project's own annotations. Without the file every reading is kept.
"""

import functools
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from spacy.tokens import Token

from according.language.people import kind_of, status_of
from according.model import Mention, Quantity, Reading, Unknown
from according.readers.embedded.document import Sentence, plain
from according.readers.embedded.relations import Relations
from according.readers.embedded.speech import Speech
from according.readers.embedded.trees import once
from according.readers.embedded.triggers import Trigger

_FAR = 60  # readings of one report that one is compared with, on either side
_ARMED = frozenset(("army", "armed-group", "militia", "police", "soldier", "fighter"))
_DETERMINERS = frozenset((
    "the", "this", "that", "these", "those", "such", "its", "their", "his", "her", "a", "an", "no", "any", "another",
))  # fmt: skip
_STANDS = (
    "root", "relative_clause", "adverbial_clause", "noun_clause", "clausal_complement", "open_complement", "conjunct",
    "preposition_object", "subject", "passive_subject", "object", "apposition", "noun_modifier", "possessor",
    "parataxis", "predicate_nominal", "loose",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is looked at: a trigger among others (`None`: a toll that nobody gives), the attribution that holds it.

    `n` is the number of its sentence, `sentences` how many the report has.
    """

    trigger: Trigger | None
    triggers: Sequence[Trigger]
    speech: Speech | None
    n: int
    sentences: int


class Selector:
    """Scores readings; the score is how probable it is that the reading is a claim, from 0 to 1."""

    def __init__(self, weights: Mapping[str, float], threshold: float) -> None:
        """Take the weights by feature ("" is the bias), and the score from which on a reading is kept."""
        self._weights = weights
        self.threshold = threshold

    def score(self, features: Sequence[str]) -> float:
        """The probability of a reading with these features; 1 where nothing was learned."""
        if not self._weights:
            return 1.0
        total = self._weights[""] + sum(self._weights.get(name, 0.0) for name in set(features))
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 3)


@functools.cache
def load_selector(language: str) -> Selector:
    """The selector of a language; one that keeps everything where the language has none."""
    path = resources.files("according.languages") / language / "selection.json"
    if not path.is_file():
        return Selector({}, 0.0)
    table = json.loads(path.read_text(encoding="utf-8"))
    return Selector(table["weights"], table["threshold"])


def features_of(
    reading: Reading, context: Context, readings: Sequence[Reading], n: int, relations: Relations
) -> list[str]:
    """The features of the n-th of a report's readings, in no order that matters."""
    trigger = context.trigger
    if trigger is None:
        return [f"toll={reading.count.why if isinstance(reading.count, Unknown) else 'given'}"]
    found = [f"type={reading.type}", f"form={trigger.form}", f"lemma={trigger.head.lemma_.lower()}"]
    found.append(f"words={plain(trigger.span.words)}")
    found += _of_roles(reading)
    found += _of_circumstances(reading, trigger.sentence)
    found += _of_syntax(trigger, relations)
    found += _of_voice(reading, context.speech)
    found += _of_company(context, trigger)
    found += _of_repetition(readings, n)
    pairs = [
        f"{trigger.family}&{name}"
        for name in found
        if name.startswith(("role=", "count=", "definite=", "where=", "when="))
    ]
    return [*found, *pairs, *(f"{reading.type}&{name}" for name in found if name.startswith("role="))]


def is_toll(features: Sequence[str]) -> bool:
    """Tell whether these are of a number that the text says is kept back or unclear: that is always a claim."""
    return any(name.startswith("toll=") for name in features)


def _of_roles(reading: Reading) -> Iterator[str]:
    for role, fillers in reading.roles.items():
        yield f"role={role}"
        for mention in fillers[:2]:
            yield f"{role}.kind={_side(mention.label) or mention.status or mention.kind}"
            yield f"{role}.status={_side(mention.label if mention.label in _ARMED else mention.status)}"
            yield f"{role}.words={_word(mention.span.words.split()[-1])}"
    if isinstance(reading.count, Quantity):
        yield "count=single" if reading.count.named else f"count={reading.count.scope}"
    elif isinstance(reading.count, Unknown):
        yield f"count={reading.count.why}"


def _of_circumstances(reading: Reading, sentence: Sentence) -> Iterator[str]:
    here = [m for m in reading.where if sentence.span.start <= m.span.start < sentence.span.end]
    yield f"where={'here' if here else 'none'}"
    if isinstance(reading.when, Mention):
        within = sentence.span.start <= reading.when.span.start < sentence.span.end
        yield f"when={'here' if within else 'before'}"
        yield f"when.words={_word(reading.when.span.words.split()[-1])}"
    else:
        yield "when=none"


def _of_syntax(trigger: Trigger, relations: Relations) -> Iterator[str]:
    head = trigger.last if trigger.form == "noun" else trigger.head
    yield f"tag={head.tag_}"
    stand = next((name for name in _STANDS if relations.is_(head, name)), "other")
    yield f"stands={stand}"
    yield f"form&stands={trigger.form}&{stand}"
    yield f"governor={_lemma(head.head)}"
    if relations.is_(head, "preposition_object"):
        yield f"preposition={plain(head.head.text)}"
        yield f"governor={_lemma(head.head.head)}"
    for token in relations.auxiliaries(head):
        yield f"aux={plain(token.text)}"
    first = trigger.sentence.doc[relations.phrase(head).first] if trigger.form == "noun" else None
    if first is not None:
        yield f"definite={_definite(first, relations, head)}"
    for token in head.children:
        if token.pos_ in ("ADJ", "ADV", "SCONJ"):
            yield f"modifier={_lemma(token)}"
    subject = next(iter(relations.subjects(head)), None) if trigger.form == "verb" else None
    if subject is not None:
        yield f"subject={_lemma(subject)}"


def _definite(first: Token, relations: Relations, head: Token) -> str:
    word = plain(first.text)
    if word in _DETERMINERS:
        return word
    if relations.owner(head) is not None:
        return "owner"
    return "plural" if relations.has_form(head, "plural_noun") else "bare"


def _word(word: str) -> str:
    """A word that is no name and no side: who it is about must not tell whether it is a claim."""
    if word[:1].isupper():
        return "*"
    return "armed" if _is_armed(word) else plain(word)


def _lemma(token: Token) -> str:
    if token.pos_ == "PROPN" or (token.text[:1].isupper() and token.i > 0):
        return "*"
    return "armed" if token.pos_ == "NOUN" and _is_armed(token.text) else token.lemma_.lower()


def _is_armed(word: str) -> bool:
    return kind_of(word) in _ARMED or status_of(word) in _ARMED


def _side(label: str) -> str:
    """A kind or status, one for all who bear arms: whose side it is must not tell either."""
    return "armed" if label in _ARMED else label


def _of_voice(reading: Reading, speech: Speech | None) -> Iterator[str]:
    yield f"stance={reading.voice.stance}"
    yield f"certainty={reading.voice.certainty}"
    yield f"speech={'none' if speech is None else 'named' if speech.sources else 'nobody'}"
    if speech is not None:
        yield f"cue={speech.cue.lemma_.lower()}"
    for mention in reading.voice.speakers[:1]:
        yield f"speaker={_side(mention.label)}"


def _of_repetition(readings: Sequence[Reading], n: int) -> Iterator[str]:
    """Whether the report tells the same elsewhere: the type, the number, the speaker."""
    reading, number = readings[n], _number(readings[n])
    for where, others in (("before", readings[max(0, n - _FAR) : n]), ("behind", readings[n + 1 : n + 1 + _FAR])):
        alike = [other for other in others if other.type == reading.type]
        if alike:
            yield f"again={where}"
        same = [other for other in alike if _number(other) == number]
        if same:
            yield f"again={where}&number&{'told' if number else 'none'}"
            if any(_speaker(other) == _speaker(reading) for other in same):
                yield f"again={where}&number&speaker"
            if any(len(other.roles) >= len(reading.roles) for other in same):
                yield f"again={where}&fuller"


def _number(reading: Reading) -> str:
    return plain(reading.count.span.words) if isinstance(reading.count, Quantity) else ""


def _speaker(reading: Reading) -> str:
    return "|".join(mention.name for mention in reading.voice.speakers)


def _of_company(context: Context, trigger: Trigger) -> Iterator[str]:
    sentence = trigger.sentence
    others = [other for other in context.triggers if other is not trigger]
    yield f"others={min(len(others), 4)}"
    yield from {f"beside={other.family}" for other in others}
    yield f"sentence={'first' if sentence.n == 0 else 'early' if sentence.n < 4 else 'late'}"
    yield f"length={'one' if context.sentences == 1 else 'short' if context.sentences < 6 else 'long'}"
    yield from once("near", sentence.doc[0], _near)
    if sentence.span.words.rstrip().endswith("?"):
        yield "question"


def _near(first: Token) -> tuple[str, ...]:
    """The words of a sentence that tell something, by its first token."""
    told = (token for token in first.doc if token.pos_ in ("NOUN", "VERB", "ADJ", "ADV") and len(token) > 2)
    return tuple(f"near={_lemma(token)}" for token in told)
