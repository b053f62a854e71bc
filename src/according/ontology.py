"""The types of happening, one TOML file each in `ontology/`: what counts, who plays which part, which words tell it."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any, Literal, cast, get_args

from according.errors import SettingsError
from according.language.inflection import plural, verb_forms

Family = Literal["harm", "deed", "ground", "words"]
Form = Literal["verb", "noun", "adjective"]
ROLES = ("initiator", "affected", "object", "from", "party")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words that tell a type. `words` are all their surface forms, `participles` those that can stand in a passive.

    `subject` and `object` are the roles of an active verb's subject and object; `of` that of a noun's complement
    ("killing of", "attack on"). If there are any, one of `takes` must stand in the object's phrase, one of
    `needs` in the clause, and none of `unless` in the sentence.
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
    folder = resources.files("according") / "ontology"
    faults: list[str] = []
    found: dict[str, Type] = {}
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if not path.name.endswith(".toml"):
            continue
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            faults.append(f"{path.name}: not TOML: {error}")
            continue
        wrong = list(_faults(table))
        faults += [f"{path.name}: {fault}" for fault in wrong]
        if not wrong:
            name = path.name.removesuffix(".toml")
            found[name] = _type(name, table)
    if faults:
        raise SettingsError("the ontology cannot be used:\n" + "\n".join(f"  {fault}" for fault in faults))
    return found


_KEYS: dict[str, set[str]] = {
    "": {"definition", "family", "counts", "roles", "cues", "pairs", "examples", "counterexamples", "crosswalk"},
    "cues": {"form", "lemmas", "subject", "object", "of", "takes", "needs", "unless"},
    "pairs": {"words"},
    "examples": {"text", "least", "most", *ROLES},
    "counterexamples": {"text", "why"},
    "crosswalk": {"acled", "ucdp", "plover", "note"},
}
_NEEDED = ("definition", "family", "counts", "roles", "cues", "examples", "counterexamples", "crosswalk")


def _faults(table: dict[str, Any]) -> list[str]:
    faults = [f"{key} is missing" for key in _NEEDED if key not in table]
    faults += [f"there is no key {key!r}" for key in table.keys() - _KEYS[""]]
    if faults:
        return faults
    for part in ("cues", "pairs", "examples", "counterexamples"):
        for row in table.get(part, []):
            faults += [f"[[{part}]] has no key {key!r}" for key in row.keys() - _KEYS[part]]
    faults += [f"[crosswalk] has no key {key!r}" for key in table["crosswalk"].keys() - _KEYS["crosswalk"]]
    faults += [
        f"there is no role {role!r}; there are: {', '.join(ROLES)}" for role in table["roles"].keys() - set(ROLES)
    ]
    if table["family"] not in get_args(Family):
        faults.append(f"family must be one of {', '.join(get_args(Family))}, not {table['family']!r}")
    used = {cue.get(key, "") for cue in table["cues"] for key in ("subject", "object", "of")} | {table["counts"]}
    faults += [f"the role {role!r} is not in [roles]" for role in used - table["roles"].keys() - {""}]
    forms = {cue.get("form") for cue in table["cues"]} - set(get_args(Form))
    return [*faults, *(f"form must be one of {', '.join(get_args(Form))}, not {form!r}" for form in forms)]


def _type(name: str, table: dict[str, Any]) -> Type:
    crosswalk = table["crosswalk"]
    return Type(
        name=name,
        definition=table["definition"],
        family=table["family"],
        counts=table["counts"],
        roles=table["roles"],
        cues=tuple(_cue(row) for row in table["cues"]),
        pairs=tuple(tuple(row["words"]) for row in table.get("pairs", [])),
        examples=tuple(_example(row) for row in table["examples"]),
        counterexamples=tuple(Counterexample(**row) for row in table["counterexamples"]),
        crosswalk=Crosswalk(**{**crosswalk, "ucdp": tuple(crosswalk.get("ucdp", ()))}),
    )


def _cue(row: dict[str, Any]) -> Cue:
    form = cast("Form", row["form"])
    lemmas = tuple(row["lemmas"])
    participles: tuple[str, ...] = ()
    words: list[str] = list(lemmas)
    if form == "verb":
        made = [verb_forms(lemma) for lemma in lemmas]
        words = [word for forms in made for word in (forms.base, forms.third, forms.past, forms.participle, forms.ing)]
        participles = tuple(dict.fromkeys(forms.participle for forms in made))
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
    least, most = row.get("least"), row.get("most")
    return Example(text=row["text"], roles=roles, least=least, most=most)
