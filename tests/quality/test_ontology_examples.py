"""The ontology's own examples, read by the reader: each must give its type, each counterexample must not."""

import re

from according.language.inflection import verb_forms
from according.language.numbers import parse_number
from according.model import Quantity, Reading, Report
from according.ontology import Example, Type, load
from according.readers.embedded import EmbeddedReader

# Shares that must hold; raised as the reader gets better, never lowered.
TYPES, ROLES, NUMBERS, SILENT = 0.95, 0.93, 0.90, 0.96
SIDES = ("The army", "The rebels", "The police", "The militants", "The resistance", "Government forces")

READER = EmbeddedReader()


def readings_of(text: str) -> tuple[Reading, ...]:
    return READER.read([Report(text=text, language="en")])[0].readings


def fills(reading: Reading, role: str, words: str) -> bool:
    return any(words in f.span.words or f.span.words in words for f in reading.roles.get(role, ()))


def counts(reading: Reading, example: Example) -> bool:
    if not isinstance(reading.count, Quantity):
        return False
    number = parse_number(reading.count.span.words)
    most = None if example.most == -1 else example.most
    return number is not None and (number.least, number.most) == (example.least, most)


def each() -> list[tuple[Type, Example, list[Reading]]]:
    rows = ((kind, example) for kind in load().values() for example in kind.examples)
    return [(kind, row, [r for r in readings_of(row.text) if r.type == kind.name]) for kind, row in rows]


def share(name: str, held: list[bool], failed: list[str]) -> float:
    value = sum(held) / len(held)
    print(f"{name}: {sum(held)} of {len(held)} ({value:.3f})", *failed, sep="\n  ")
    return value


def test_examples_give_their_type() -> None:
    rows = each()
    failed = [f"{kind.name}: {example.text}" for kind, example, readings in rows if not readings]
    assert share("types", [bool(readings) for _, _, readings in rows], failed) >= TYPES


def test_examples_fill_their_roles() -> None:
    rows = [(k, e, rs, role, words) for k, e, rs in each() for role, words in e.roles.items()]
    held = [any(fills(r, role, words) for r in readings) for _, _, readings, role, words in rows]
    failed = [
        f"{k.name}: {role}={words}: {e.text}" for (k, e, _, role, words), ok in zip(rows, held, strict=True) if not ok
    ]
    assert share("roles", held, failed) >= ROLES


def test_examples_give_their_numbers() -> None:
    rows = [(k, e, rs) for k, e, rs in each() if e.least is not None]
    held = [any(counts(r, example) for r in readings) for _, example, readings in rows]
    failed = [f"{k.name}: {e.text}" for (k, e, _), ok in zip(rows, held, strict=True) if not ok]
    assert share("numbers", held, failed) >= NUMBERS


def test_counterexamples_give_nothing_of_their_type() -> None:
    rows = [(kind, example) for kind in load().values() for example in kind.counterexamples]
    held = [all(r.type != kind.name for r in readings_of(example.text)) for kind, example in rows]
    failed = [f"{k.name}: {e.text} ({e.why})" for (k, e), ok in zip(rows, held, strict=True) if not ok]
    assert share("silent", held, failed) >= SILENT


def test_every_side_is_read_alike() -> None:
    """Whichever side is put in the place of the doer, the same types are told: an arrest by rebels is a detention."""
    held, failed = [], []
    for kind, example, _ in each():
        doer = example.roles.get("initiator", "")
        if not doer or not example.text.startswith(doer + " "):
            continue
        texts = [side + example.text.removeprefix(doer) for side in SIDES]
        told = [sorted(r.type for r in readings_of(text)) for text in texts]
        held.append(all(types == told[0] for types in told))
        failed += [] if held[-1] else [f"{kind.name}: {texts[0]} {told}"]
    assert len(held) > 60
    share("alike", held, failed)
    assert failed == []


def test_the_words_of_a_pair_tell_the_same_type() -> None:
    """An example keeps its type with the other side's word: "recovered" for "seized", "martyred" for "killed"."""
    held, failed = [], []
    for kind, example, readings in each():
        verbs = {lemma for cue in kind.cues if cue.form == "verb" for lemma in cue.lemmas}
        for pair in kind.pairs if readings else ():
            for text in reworded(example.text, tuple(verb for verb in pair if verb in verbs)):
                held.append(any(r.type == kind.name for r in readings_of(text)))
                failed += [] if held[-1] else [f"{kind.name}: {text}"]
    assert len(held) > 40
    share("paired", held, failed)
    assert failed == []


def reworded(text: str, pair: tuple[str, ...]) -> list[str]:
    """A text with the past form of one verb of a pair in the place of another's."""
    made = []
    for one in pair:
        for other in pair:
            told = rf"\b{re.escape(verb_forms(one).participle)}\b"
            if one != other and re.search(told, text):
                passive = re.search(rf"\b(?:was|were|been|being) {told[2:]}", text)
                forms = verb_forms(other)
                made.append(re.sub(told, forms.participle if passive else forms.past, text, count=1))
    return made
