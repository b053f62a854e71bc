"""Templates of MUC-4 as the field scores them: incident type and five string roles, micro precision, recall and F1.

Data: lines of JSON with `docid`, `doctext` and `templates`: an `incident_type`, and for each role a list of entities,
each a list of [mention, offset]. Form and rule are those of GTT (Du, Rush and Cardie 2021):

* words are compared in small letters, without punctuation, articles and superfluous blanks;
* a template can be aligned only with one of gold of the same type (of either of "bombing / attack"), each at most once;
  of all alignments of a text the one with the most right fillers counts;
* an entity is right if all its mentions are mentions of one gold entity of that role in the aligned template; an
  incident type is a filler too, right where the template is aligned. A gold entity is credited once.
"""

import functools
import json
import re
import string
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from according.evaluation.assignment import assign
from according.evaluation.measured import Measured, Options
from according.evaluation.reading import ClaimReader, Row, digest_of, name_reader, read_rows, write_lines
from according.evaluation.scores import Tally
from according.grounding.recasing import recased
from according.joining import join
from according.model import Actor, Claim, Report
from according.settings import Settings

TYPE = "type"
ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
SLOTS = (TYPE, *ROLES)
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_MEMBERS = re.compile(
    r"(?:\w+ ){0,3}(?:members|member|troops|units|guerrillas) of (?:the )?(?P<body>.+)", re.IGNORECASE
)
_WEAPON = re.compile(r"\b(?:car bomb|bomb|dynamite|grenade|explosive device|mine)s?\b", re.IGNORECASE)
_NAME = re.compile(r"(?:[A-Z]\w+)(?: (?:[A-Z]\w+|de|la|del|y|los))*")
_PUNCTUATION = str.maketrans("", "", string.punctuation)

Entity = frozenset[str]


@dataclass(frozen=True, slots=True)
class Template:
    """A template as it is scored: the types that it may have, and for each role its entities as sets of mentions."""

    types: frozenset[str]
    roles: Mapping[str, tuple[Entity, ...]]


def measure(data: Path | None, settings: Settings, options: Options) -> Measured:
    """Fill templates from each text's incidents by the rules of `muc4.toml`, and hold them against gold.

    Without a file, `muc4/templates_dev.jsonl.gz` in the folder of the public sets, or its train part. Figures:
    templates given and wanted, precision, recall and F1 of each slot and of all.
    """
    name = "train" if options.part == "train" else "dev"
    path = data if data and data.is_file() else options.folder(data) / "muc4" / f"templates_{name}.jsonl.gz"
    digest = digest_of(path)
    reader = ClaimReader(settings)
    tally = Tally(*SLOTS)
    lines = []
    for row in read_rows(path):
        claims = reader.read_report(Report(text=row["doctext"], given_id=row["docid"], language="en"))
        given = fill_templates(claims)
        score_text(tally, row["docid"], given, row["templates"])
        lines.append(json.dumps({"docid": row["docid"], "templates": given}, ensure_ascii=False))
    write_lines(options.predictions, lines)
    numbers = {"templates given": tally.scores[TYPE].given, "templates wanted": tally.scores[TYPE].wanted}
    return Measured(
        data=str(path),
        digest=digest,
        head=(f"reader {name_reader(settings)}",),
        figures={**numbers, **tally.figures(), **tally.total.figures("all slots")},
        tables=tally.table(),
        examples=tally.examples_by_turns(),
    )


@functools.cache
def _rules() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("according.evaluation") / "muc4.toml").read_text(encoding="utf-8"))


def fill_templates(claims: Iterable[Claim]) -> list[Row]:
    """The templates of one report, in the form of the data: one for each incident that is MUC's matter.

    What is denied or taken back tells nothing. Victims are those that go by a name, as in the data: not "peasants".
    """
    by_id = {claim.id: claim for claim in claims}
    templates = []
    for incident in join(tuple(by_id.values())).incidents:
        told = [by_id[name] for name in incident.claims if by_id[name].stance not in ("denies", "retracts")]
        kinds = {claim.type for claim in told}
        found = next((name for name, types in _rules()["types"].items() if kinds & set(types)), None)
        if found is not None:
            roles = {role: _fillers(role, told) for role in ROLES}
            templates.append({"incident_type": found, **roles})
    return templates


def _fillers(role: str, claims: Sequence[Claim]) -> list[list[list[Any]]]:
    """The entities of a role, each once, each with one mention."""
    found: dict[str, list[list[Any]]] = {}
    for words, at in (each for claim in claims for each in _told_of(role, claim)):
        if normal(words) and normal(words) not in _rules()["pronouns"]:
            found.setdefault(normal(words), [[words, at]])
    return list(found.values())


def _told_of(role: str, claim: Claim) -> Iterator[tuple[str, int]]:
    """What a claim has for a role, in the words that the data has for it."""
    for name, actors in claim.roles.items():
        for actor in actors:
            at = actor.at[0] if actor.at else 0
            body = _MEMBERS.fullmatch(actor.words) if name == "initiator" else None
            if body is not None and role in ("PerpInd", "PerpOrg"):  # "members of the front": both
                yield (actor.words, at) if role == "PerpInd" else (body["body"], at + body.start("body"))
            elif role == "Victim" and _role(name, actor) in ("Victim", "named"):
                names = [match for match in _NAME.finditer(recased(actor.words)) if match.start() or match.end()]
                if _role(name, actor) == "named":  # "foreign minister Ana Diaz", but not "the Salvadoran army"
                    names = [n for n in names if n.end() == len(actor.words) and len(n.group().split()) > 1]
                yield from ((actor.words[name.start() : name.end()], at + name.start()) for name in names[-1:])
            elif _role(name, actor) == role:
                yield actor.words, at
    weapon = _WEAPON.search(claim.evidence[0].words) if role == "Weapon" and claim.type in _rules()["bombs"] else None
    if weapon is not None and not claim.roles.get("weapon"):
        yield weapon[0], claim.evidence[0].start + weapon.start()


def _role(name: str, actor: Actor) -> str:
    """The role of MUC's that a filler of a claim's role has; "" for none, "named" for a victim only if named."""
    if name == "initiator":
        is_body = actor.kind in _rules()["organisations"]["kinds"] and actor.actor is not None and not actor.status
        return "PerpOrg" if is_body else "PerpInd"
    if name == "weapon":
        return "Weapon"
    if name not in ("affected", "object"):
        return ""
    if name == "object" or actor.class_:
        return "Target"
    return "named" if actor.status or actor.kind else "Victim"


def score_text(tally: Tally, name: str, given: Iterable[Row], wanted: Sequence[Row]) -> None:
    """Count one text's templates against gold's, both in the form of the data; gold's that are alike count once."""
    ours = [template_of(row) for row in given]
    theirs = [template_of(row) for number, row in enumerate(wanted) if row not in wanted[:number]]
    worth = [[_worth(one, other) for other in theirs] for one in ours]
    aligned = [(row, column) for row, column in assign(worth) if worth[row][column]]
    for slot, score in tally.scores.items():
        score.given += sum(_size(one, slot) for one in ours)
        score.wanted += sum(_size(other, slot) for other in theirs)
    tally.scores[TYPE].right += len(aligned)
    for row, column in aligned:
        for role in ROLES:
            some, others = ours[row].roles[role], theirs[column].roles[role]
            pairs = _pairs(some, others)
            tally.scores[role].right += len(pairs)
            _note(tally, name, role, some, others, pairs)
    for number, spare in enumerate(ours):
        if number not in {row for row, _ in aligned}:
            near = any(_shared(spare, other) for other in theirs)
            tally.note(f"template: {'other type' if near else 'spurious'}", f"{name} {_told(spare)}")
    for number, spare in enumerate(theirs):
        if number not in {column for _, column in aligned}:
            tally.note("template: missed", f"{name} {_told(spare)}")


def template_of(row: Row) -> Template:
    """A row of the data as it is scored; entities without a mention are none."""
    roles = {
        role: tuple(frozenset(normal(mention[0]) for mention in entity) for entity in row.get(role, ()) if entity)
        for role in ROLES
    }
    return Template(frozenset(one.strip() for one in row["incident_type"].split("/")), roles)


def normal(words: str) -> str:
    """Words as they are compared.

    >>> normal('The  "Jesuit" priests,')
    'jesuit priests'
    """
    return " ".join(_ARTICLES.sub(" ", words.lower().translate(_PUNCTUATION)).split())


def _size(template: Template, slot: str) -> int:
    return 1 if slot == TYPE else len(template.roles[slot])


def _worth(given: Template, wanted: Template) -> int:
    """How many fillers two templates share, the type with them; 0 if their types keep them apart."""
    return 1 + _shared(given, wanted) if given.types & wanted.types else 0


def _shared(given: Template, wanted: Template) -> int:
    return sum(len(_pairs(given.roles[role], wanted.roles[role])) for role in ROLES)


def _pairs(given: Sequence[Entity], wanted: Sequence[Entity]) -> list[tuple[int, int]]:
    right = [[int(one <= other) for other in wanted] for one in given]
    return [(row, column) for row, column in assign(right) if right[row][column]]


def _note(
    tally: Tally, name: str, role: str, given: Sequence[Entity], wanted: Sequence[Entity], pairs: list[tuple[int, int]]
) -> None:
    """Note what is wrong in a role of two aligned templates: fillers too many and too few."""
    for number, one in enumerate(given):
        if number not in {row for row, _ in pairs}:
            tally.note(f"{role}: spurious", f"{name} {min(one)!r}")
    for number, other in enumerate(wanted):
        if number not in {column for _, column in pairs}:
            tally.note(f"{role}: missed", f"{name} {min(other)!r}")


def _told(template: Template) -> str:
    fillers = (f"{role}={min(entity)!r}" for role in ROLES for entity in template.roles[role])
    return " ".join((" / ".join(sorted(template.types)), *fillers))
