"""The types of happening, one TOML file each in `ontology/`: what counts, who plays which part, which words tell it."""

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Literal, cast, get_args

from according.errors import SettingsError
from according.language.inflection import plural, spellings, verb_forms

Family = Literal["harm", "deed", "ground", "words"]
Form = Literal["verb", "noun", "adjective"]
ROLES = ("initiator", "affected", "object", "from", "party")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words that tell a type. `lemmas` hold British and American spellings, `words` all surface forms in lower case.

    `participles` are those of the words that can stand in a passive. `subject` and `object` are the roles of an active
    verb's subject and object; `of` that of a noun's complement ("killing of", "attack on"). If there are any, one of
    `takes` must stand in the object's phrase, one of `needs` in the clause, and none of `unless` in the sentence.
    """

    form: Form
    lemmas: tuple[str, ...]
    words: tuple[str, ...]
    participles: tuple[str, ...] = ()
    subject: str = ""
    object: str = ""
    of: str = ""
    takes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence that tells the type: words of roles, and the number, if the example gives them (most -1: open)."""

    text: str
    roles: Mapping[str, str] = field(default_factory=dict)
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterexample:
    """A sentence that shares a cue's words and does not tell the type, and why."""

    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """The nearest codes of other code books: ACLED event/sub-event type, UCDP kinds of violence, PLOVER event/mode."""

    acled: str
    ucdp: tuple[str, ...]
    plover: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """A type of happening. `counts` is the role that a number counts; `pairs` are words that must mean the same."""

    name: str
    definition: str
    family: Family
    counts: str
    roles: Mapping[str, str]
    cues: tuple[Cue, ...]
    pairs: tuple[tuple[str, ...], ...]
    examples: tuple[Example, ...]
    counterexamples: tuple[Counterexample, ...]
    crosswalk: Crosswalk


@functools.cache
def load() -> Mapping[str, Type]:
    """All types by name, in order; a `SettingsError` tells every fault of every file."""
    return read(resources.files("according") / "ontology")


def read(folder: Traversable) -> Mapping[str, Type]:
    """Read the types of a folder, one TOML file each; a `SettingsError` tells every fault of every file."""
    faults: list[str] = []
    found: dict[str, Type] = {}
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if not path.name.endswith(".toml"):
            continue
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
            faults.append(f"{path.name}: not TOML: {error}")
            continue
        wrong = list(_wrong_shapes(table)) or list(_wrong_words(table))
        faults += [f"{path.name}: {fault}" for fault in wrong]
        if not wrong:
            name = path.name.removesuffix(".toml")
            found[name] = _type(name, table)
    if faults:
        raise SettingsError("the ontology cannot be used:\n" + "\n".join(f"  {fault}" for fault in faults))
    return found


_Shape = Mapping[str, type]
_TEXT_ROLES: _Shape = dict.fromkeys(ROLES, str)
_CHOSEN: _Shape = {"subject": str, "object": str, "of": str, "takes": list, "needs": list, "unless": list}
# Part of the file -> the keys that it must have, and those that it may have, with their kinds of value.
_PARTS: Mapping[str, tuple[_Shape, _Shape]] = {
    "": (
        {
            "definition": str,
            "family": str,
            "counts": str,
            "roles": dict,
            "cues": list,
            "examples": list,
            "counterexamples": list,
            "crosswalk": dict,
        },
        {"pairs": list},
    ),
    "roles": ({}, _TEXT_ROLES),
    "cues": ({"form": str, "lemmas": list}, _CHOSEN),
    "pairs": ({"words": list}, {}),
    "examples": ({"text": str}, {"least": int, "most": int, **_TEXT_ROLES}),
    "counterexamples": ({"text": str, "why": str}, {}),
    "crosswalk": ({"acled": str, "ucdp": list, "plover": str}, {"note": str}),
}
_WORDS = ("lemmas", "words", "takes", "needs", "unless", "ucdp")
_NAMES = {str: "a text", int: "a whole number", list: "a list", dict: "a table"}


def _wrong_shapes(table: Mapping[str, Any]) -> Iterator[str]:
    """Tell which keys are missing, unknown, or hold another kind of value."""
    faults = list(_misfits("", table))
    yield from faults
    if faults:
        return
    for part in ("roles", "crosswalk"):
        yield from _misfits(f"[{part}]", table[part])
    for part in ("cues", "pairs", "examples", "counterexamples"):
        for number, row in enumerate(table.get(part, ()), 1):
            at = f"[[{part}]] {number}"
            if isinstance(row, dict):
                yield from _misfits(at, row)
            else:
                yield f"{at} must be a table"


def _misfits(at: str, held: Mapping[str, Any]) -> Iterator[str]:
    needed, allowed = _PARTS[at.strip("[] 0123456789")]
    kinds = {**needed, **allowed}
    before = f"{at}: " if at else ""
    yield from (f"{before}{key} is missing" for key in needed if key not in held)
    for key, value in held.items():
        if key not in kinds:
            yield f"{before}there is no key {key!r}; there are: {', '.join(kinds)}"
        elif type(value) is not kinds[key]:
            yield f"{before}{key} must be {_NAMES[kinds[key]]}"
        elif key in _WORDS:
            yield from _no_words(f"{before}{key}", held[key], needed=key in needed and key != "ucdp")


def _no_words(at: str, words: list[object], *, needed: bool) -> Iterator[str]:
    if needed and not words:
        yield f"{at} is empty"
    if not all(isinstance(word, str) and word.strip() for word in words):
        yield f"{at} must be a list of texts"


def _wrong_words(table: Mapping[str, Any]) -> Iterator[str]:
    """Tell which words of a file that is in shape name nothing."""
    declared = table["roles"]
    if table["family"] not in get_args(Family):
        yield f"family must be one of {', '.join(get_args(Family))}, not {table['family']!r}"
    used = {"counts": table["counts"]}
    for number, cue in enumerate(table["cues"], 1):
        if cue["form"] not in get_args(Form):
            yield f"[[cues]] {number}: form must be one of {', '.join(get_args(Form))}, not {cue['form']!r}"
        used |= {f"[[cues]] {number}: {key}": cue[key] for key in ("subject", "object", "of") if cue.get(key)}
    yield from (f"{at}: the role {role!r} is not in [roles]" for at, role in used.items() if role not in declared)
    for number, example in enumerate(table["examples"], 1):
        for role in (role for role in ROLES if role in example):
            if role not in declared:
                yield f"[[examples]] {number}: the role {role!r} is not in [roles]"
            if example[role] not in example["text"]:
                yield f"[[examples]] {number}: {example[role]!r} is not in its text"


def _type(name: str, table: dict[str, Any]) -> Type:
    crosswalk = table["crosswalk"]
    return Type(
        name=name,
        definition=table["definition"],
        family=table["family"],
        counts=table["counts"],
        roles=table["roles"],
        cues=tuple(_cue(row) for row in table["cues"]),
        pairs=tuple(tuple(row["words"]) for row in table.get("pairs", ())),
        examples=tuple(_example(row) for row in table["examples"]),
        counterexamples=tuple(Counterexample(**row) for row in table["counterexamples"]),
        crosswalk=Crosswalk(**{**crosswalk, "ucdp": tuple(crosswalk["ucdp"])}),
    )


def _cue(row: dict[str, Any]) -> Cue:
    form = cast("Form", row["form"])
    lemmas = tuple(dict.fromkeys(spelt for lemma in row["lemmas"] for spelt in spellings(lemma)))
    participles: tuple[str, ...] = ()
    words: list[str] = list(lemmas)
    if form == "verb":
        made = [verb_forms(lemma) for lemma in lemmas]
        words = [word for f in made for word in (f.base, f.third, f.past, f.participle, f.ing, *f.others)]
        participles = tuple(
            dict.fromkeys(
                word.lower()
                for forms in made
                for word in (forms.participle, *forms.others)
                if not any(part.endswith("ing") for part in word.split(" "))
            )
        )
    elif form == "noun":
        words += [plural(lemma) for lemma in lemmas]
    return Cue(
        form=form,
        lemmas=lemmas,
        words=tuple(dict.fromkeys(word.lower() for word in words)),
        participles=participles,
        subject=row.get("subject", ""),
        object=row.get("object", ""),
        of=row.get("of", ""),
        takes=tuple(row.get("takes", ())),
        needs=tuple(row.get("needs", ())),
        unless=tuple(row.get("unless", ())),
    )


def _example(row: dict[str, Any]) -> Example:
    roles = {role: row[role] for role in ROLES if role in row}
    return Example(text=row["text"], roles=roles, least=row.get("least"), most=row.get("most"))
