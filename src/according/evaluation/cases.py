"""Small inputs, each with what must and what must not be claimed of it: how many cases hold, by kind and by group.

A case holds when each of its expectations does. An expectation is one of:

* `{"claim": WANT}`: some claim meets all of WANT;
* `{"no_claim": WANT}`: none does; an empty WANT is met by any claim;
* `{"max_claims": N, "of": [types]}`: there are no more than N claims of these types.

WANT names fields of a claim: lists hold what is allowed, texts are sought in any letter case, a bound of `null` is an
open or unknown one; `where` and `country` are sought in one place, `speaker` in the first speaker.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from according.codec import encode
from according.errors import SourceError
from according.evaluation.measured import Measured, Options
from according.evaluation.reading import ClaimReader, Row, digest_of, name_reader, plain_claim, read_rows, write_lines
from according.evaluation.scores import Tally
from according.settings import Settings

# Our own cases, in the folder of this repository.
OWN = Path("gold/cases.jsonl")

Want = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A text, when it was published, and what is expected of its claims."""

    id: str
    kind: str
    group: str
    text: str
    published: str
    expect: tuple[Want, ...]


def measure(data: Path | None, settings: Settings, options: Options) -> Measured:
    """Read each case and hold its claims against what is expected; without a file, `gold/cases.jsonl` here.

    Figures: cases, how many hold, precision, recall and F1 of the claims that are expected; tables: cases that hold by
    group and by kind, errors by kind.
    """
    path = data or OWN
    digest = digest_of(path)
    reader = ClaimReader(settings)
    cases = read_cases(path)
    claims = {case.id: reader.read(case.text, given_id=case.id, published=case.published) for case in cases}
    write_lines(options.predictions, (encode(claim) for found in claims.values() for claim in found))
    scored = score_cases(cases, {name: [plain_claim(claim) for claim in found] for name, found in claims.items()})
    return Measured(
        data=str(path),
        digest=digest,
        head=(f"reader {name_reader(settings)}",),
        figures={"cases": len(cases), "hold": scored.held, **scored.tally.figures()},
        tables=(*scored.table("group"), *scored.table("kind"), *scored.tally.table()),
        examples=scored.tally.examples_by_turns(),
    )


def read_cases(path: Path) -> list[Case]:
    """The cases of a JSONL file (id, kind, group, text, published, expect); a `SourceError` if a line is none."""
    cases = []
    for row in read_rows(path):
        strange = _strange(row)
        if strange:
            raise SourceError(f"{path}: {row.get('id', 'a case without id')}: {strange}")
        cases.append(
            Case(
                id=row["id"], kind=row["kind"], group=row["group"], text=row["text"],
                published=row.get("published") or "", expect=tuple(row["expect"]),
            )
        )  # fmt: skip
    if not cases:
        raise SourceError(f"{path}: no case in it")
    return cases


def _strange(row: Row) -> str:
    """What keeps a row from being a case; "" for nothing."""
    missing = [key for key in ("id", "kind", "group", "text", "expect") if key not in row]
    if missing:
        return f"no {', '.join(missing)}"
    if not row["expect"]:
        return "it expects nothing"
    for expectation in row["expect"]:
        if set(expectation) == {"max_claims", "of"}:
            continue
        if len(expectation) != 1 or not set(expectation) <= {"claim", "no_claim"}:
            return f"not an expectation: {json.dumps(expectation)}"
        (want,) = expectation.values()
        if unknown := set(want) - set(_TESTS):
            return f"no such field to expect: {', '.join(sorted(unknown))}"
    return ""


def holds(claims: Sequence[Row], expectation: Want) -> bool:
    """Tell whether the claims of a text, as the JSON contract writes them, are as expected."""
    if "max_claims" in expectation:
        return sum(claim["type"] in expectation["of"] for claim in claims) <= int(expectation["max_claims"])
    want = expectation["claim" if "claim" in expectation else "no_claim"]
    return any(meets(claim, want) for claim in claims) == ("claim" in expectation)


def meets(claim: Row, want: Want) -> bool:
    """Tell whether a claim has all that is wanted of it."""
    places = [place for place in claim["where"] if want.get("country") in (None, place.get("country"))]
    return all(_TESTS[key]({**claim, "where": places}, value) for key, value in want.items())


def _says(part: str, things: Iterable[Row], *keys: str) -> bool:
    return any(part.lower() in str(thing.get(key) or "").lower() for thing in things for key in keys)


def _speaker(claim: Row) -> Row:
    return claim["speakers"][0] if claim["speakers"] else {}


def _harmed(claim: Row) -> list[Row]:
    return [*claim["roles"].get("affected", []), *claim["roles"].get("object", [])]


_TESTS: dict[str, Callable[[Row, Any], bool]] = {
    "type": lambda claim, allowed: claim["type"] in allowed,
    "stance": lambda claim, allowed: claim["stance"] in allowed,
    "certainty": lambda claim, allowed: claim["certainty"] in allowed,
    "least": lambda claim, bound: claim["count"].get("least") == bound,
    "most": lambda claim, bound: claim["count"].get("most") == bound,
    "start": lambda claim, day: claim["when"].get("start") == day,
    "end": lambda claim, day: claim["when"].get("end") == day,
    "scope": lambda claim, allowed: claim["count"].get("scope") in allowed,
    "unit_words": lambda claim, part: _says(part, [claim["count"]], "unit", "words"),
    "speaker": lambda claim, part: _says(part, [_speaker(claim)], "name", "words"),
    "speaker_kind": lambda claim, allowed: _speaker(claim).get("kind") in allowed,
    "harmed": lambda claim, part: _says(part, _harmed(claim), "words", "name"),
    "initiator": lambda claim, part: _says(part, claim["roles"].get("initiator", []), "words", "name", "actor"),
    "where": lambda claim, part: _says(part, claim["where"], "words", "name"),
    "country": lambda claim, _: bool(claim["where"]),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """How many cases hold, and of how many, by group and by kind; the expectations that were met and were not."""

    tally: Tally
    numbers: Mapping[str, Counter[str]]
    holding: Mapping[str, Counter[str]]

    @property
    def held(self) -> int:
        """How many cases hold."""
        return self.holding["kind"].total()

    def table(self, by: str) -> tuple[str, ...]:
        """How many cases of each group or kind hold, as lines."""
        rows = (f"  {name:40} {self.holding[by][name]:>3} of {number}" for name, number in self.numbers[by].items())
        return (f"hold, by {by}", *rows)


def score_cases(cases: Iterable[Case], claims: Mapping[str, Sequence[Row]]) -> Scored:
    """Hold each case against the claims under its id, as the JSON contract writes them.

    The tally scores expectations: a claim that must be there is wanted, and right where it is; a claim that must not be
    there, or is one too many, is given and wrong.
    """
    tally = Tally("claims")
    score = tally.scores["claims"]
    numbers: dict[str, Counter[str]] = {"group": Counter(), "kind": Counter()}
    holding: dict[str, Counter[str]] = {"group": Counter(), "kind": Counter()}
    for case in cases:
        found = claims.get(case.id, ())
        unmet = [expectation for expectation in case.expect if not holds(found, expectation)]
        for by, name in (("group", case.group), ("kind", case.kind)):
            numbers[by][name] += 1
            holding[by][name] += not unmet
        wanted = [expectation for expectation in case.expect if "claim" in expectation]
        right = sum(expectation not in unmet for expectation in wanted)
        score.wanted += len(wanted)
        score.right += right
        score.given += right + sum("claim" not in expectation for expectation in unmet)
        for expectation in unmet:
            tally.note(f"{case.group}: {_fault(expectation)}", f"{case.id} {case.text!r}: {json.dumps(expectation)}")
    return Scored(tally=tally, numbers=numbers, holding=holding)


def _fault(expectation: Want) -> str:
    if "max_claims" in expectation:
        return "one claim too many"
    return "not claimed" if "claim" in expectation else "claimed"
