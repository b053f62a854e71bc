"""The published JSON Schema against what is written: examples, and anything that the types allow."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from according import codec, model
from according.cli import according
from strategies import EVERY

EXAMPLES = Path(__file__).parents[1] / "examples"
KINDS = {"claim": ("jsonl", model.Claim), "incident": ("incidents", model.Incident)}
TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict, "array": list, "string": str, "boolean": bool, "null": type(None), "integer": int,
    "number": (int, float),
}  # fmt: skip
SPEAKER = {"words", "at", "name", "kind", "actor", "class", "status"}
CLAIM = {
    "id", "report", "given_id", "reader", "type", "stance", "certainty", "speakers", "channel", "relayed_by", "said",
    "roles", "count", "where", "when", "published", "series", "background", "supersedes", "scores",
    "corrected", "evidence",
}  # fmt: skip


def faults(schema: dict[str, Any], plain: Any, defs: dict[str, Any], at: str = "$") -> list[str]:
    """What is wrong with a value by the keywords that our schemas use; a key that is not described is wrong too."""
    if "$ref" in schema:
        return faults(defs[schema["$ref"].rpartition("/")[2]], plain, defs, at)
    if "anyOf" in schema:
        tried = [faults(each, plain, defs, at) for each in schema["anyOf"]]
        return [] if [] in tried else [f"{at}: fits none: {tried}"]
    if "enum" in schema:
        return [] if plain in schema["enum"] else [f"{at}: {plain!r} is none of {schema['enum']}"]
    wrong = not isinstance(plain, TYPES[schema["type"]]) or (isinstance(plain, bool) and schema["type"] != "boolean")
    if wrong:
        return [f"{at}: {plain!r} is no {schema['type']}"]
    found: list[str] = []
    if isinstance(plain, dict):
        known, others = schema.get("properties", {}), schema.get("additionalProperties")
        found += [f"{at}: {key} is missing" for key in schema.get("required", ()) if key not in plain]
        for key, held in plain.items():
            each = known.get(key, others)
            found += [f"{at}: {key} is not described"] if each is None else faults(each, held, defs, f"{at}.{key}")
    if isinstance(plain, list):
        each_kind = schema.get("prefixItems") or [schema["items"]] * len(plain)
        if len(each_kind) != len(plain):
            found.append(f"{at}: {len(plain)} items")
        for n, (each, held) in enumerate(zip(each_kind, plain, strict=False)):
            found += faults(each, held, defs, f"{at}[{n}]")
    return found


def printed(kind: str) -> dict[str, Any]:
    done = CliRunner().invoke(according, ["schema", kind])
    assert done.exit_code == 0
    schema: dict[str, Any] = json.loads(done.stdout)
    return schema


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_examples_give_keeps_the_schema(kind: str) -> None:
    schema, (format_, _) = printed(kind), KINDS[kind]
    done = CliRunner().invoke(according, ["read", str(EXAMPLES), "--format", format_])
    lines = done.stdout.splitlines()
    assert lines
    for line in lines:
        assert faults(schema, json.loads(line), schema["$defs"]) == []


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_is_written_keeps_the_schema(kind: type, data: st.DataObject) -> None:
    schema = codec.schema_of(kind)
    plain = json.loads(codec.encode(data.draw(EVERY[kind])))
    assert faults(schema, plain, schema["$defs"]) == []  # type: ignore[arg-type]  # a table of schemas
    needed = schema["$defs"][kind.__name__]["required"]  # type: ignore[index]  # a table of schemas
    for key in needed:
        without = {name: held for name, held in plain.items() if name != key}
        assert faults(schema, without, schema["$defs"])  # type: ignore[arg-type]  # a table of schemas


def test_every_key_of_a_claim_and_of_a_speaker_is_always_there() -> None:
    done = CliRunner().invoke(
        according, ["read", "-", "--format", "jsonl"], input="Raid\n\nGunmen killed two farmers.\n"
    )
    (line, *_) = done.stdout.splitlines()
    claim = json.loads(line)
    assert claim.keys() == CLAIM == set(printed("claim")["$defs"]["Claim"]["required"])
    assert all(speaker.keys() == SPEAKER for speaker in claim["speakers"])
    assert (claim["series"], claim["background"], claim["supersedes"], claim["channel"]) == (None, False, [], "")


def test_an_unknown_kind_is_wrong_usage() -> None:
    done = CliRunner().invoke(according, ["schema", "clam"])
    assert done.exit_code == 2
    assert "claim" in done.stderr
