"""The ontology's own examples, read by the reader: each must give its type, each counterexample must not."""

from according.language.numbers import parse_number
from according.model import Quantity, Reading, Report
from according.ontology import Example, Type, load
from according.readers.cues import CuesReader

# Shares that must hold; raised as the reader gets better, never lowered.
TYPES, ROLES, NUMBERS, SILENT = 0.90, 0.85, 0.90, 0.90

READER = CuesReader()


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
