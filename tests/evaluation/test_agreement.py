"""The second annotation and the measure of agreement: what is the same agrees fully, each change shows in its field."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from according.commands.evaluate import evaluate
from according.errors import SettingsError
from according.evaluation import Options
from according.evaluation.agreement import measure
from according.evaluation.claim_fields import FIELDS, Told
from according.evaluation.claim_tally import Agreement, shares
from according.evaluation.gold import digest_of, load_gold, load_second
from according.evaluation.measured import Measured
from according.settings import Settings
from evaluation.gold_builders import TEXT, claim, write

GOLD = Path(__file__).parents[2] / "gold"
ATTACK = claim(type="attack", affected=[], count={"unknown": "not_stated"})


def annotate_again(folder: Path, *claims: dict[str, Any], **other: Any) -> Path:
    row = {"set": "own", "id": "A", "sha256": digest_of(TEXT), "published": None, "claims": claims}
    (folder / "second").mkdir(exist_ok=True)
    (folder / "second" / "own.jsonl").write_text(json.dumps(row | other) + "\n", encoding="utf-8")
    return folder


def agree(folder: Path, first: Sequence[dict[str, Any]], second: Sequence[dict[str, Any]]) -> Measured:
    return measure(annotate_again(write(folder, *first), *second), Settings(), Options(part="dev"))


def test_identical_annotations_agree_fully(tmp_path: Path) -> None:
    found = agree(tmp_path, [claim(), ATTACK], [claim(), ATTACK])
    assert {found.figures[f"reports {name}"] for name in ("found_f1", "type_f1", "claims_f1", "whole", *FIELDS)} == {1}
    assert (found.spreads["reports claims_f1"].of, found.spreads["reports claims_f1"].low) == (2, 1)
    assert found.spreads["sentences claims_f1"].of == 0
    assert found.examples == ()


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("number", {"count": {"words": "seven", "least": 7, "most": None, "unit": "farmers", "scope": "incident"}}),
        ("harmed", {"affected": []}),
        ("initiator", {"initiator": []}),
        ("speaker", {"speakers": [{"words": [0, 6], "name": [0, 6], "kind": "police"}]}),
        ("kind", {"speakers": [{"words": [47, 53], "name": [47, 53], "kind": "army"}]}),
        ("stance", {"stance": "denies"}),
        ("certainty", {"certainty": "suspected"}),
        ("place", {"where": []}),
        ("when", {"when": None}),
        ("scope", {"count": {"words": "seven", "least": 7, "most": 7, "unit": "farmers", "scope": "subset"}}),
    ],
)
def test_a_difference_shows_in_its_field_alone(tmp_path: Path, field: str, other: dict[str, Any]) -> None:
    figures = agree(tmp_path, [claim()], [claim(**other)]).figures
    assert {name for name in FIELDS if figures[f"reports {name}"] < 1} == {field}
    assert figures["reports whole"] == 0
    assert figures["reports claims_f1"] == (field != "number")


def test_a_claim_that_one_has_alone_counts_whichever_has_it(tmp_path: Path) -> None:
    one, other = agree(tmp_path, [claim(), ATTACK], [claim()]), agree(tmp_path, [claim()], [claim(), ATTACK])
    assert one.figures["reports type_f1"] == other.figures["reports type_f1"] == pytest.approx(2 / 3)
    assert one.examples == ("own A: missed: attack (killed)",)
    assert other.examples == ("own A: extra: attack (killed)",)


def test_what_one_has_as_background_the_other_may_leave_out(tmp_path: Path) -> None:
    before = {**ATTACK, "background": True}
    assert agree(tmp_path, [claim(), before], [claim()]).figures["reports type_f1"] == 1
    assert agree(tmp_path, [claim()], [claim(), before]).figures["reports type_f1"] == 1


TELLINGS = st.lists(
    st.builds(
        Told,
        type=st.sampled_from(("killing", "execution", "wounding", "attack")),
        number=st.sampled_from((None, (9, 9), (2, None))),
    ),
    max_size=4,
)


@given(TELLINGS, TELLINGS)
def test_who_is_first_changes_no_f1(one: list[Told], other: list[Told]) -> None:
    figures = []
    for first, second in ((one, other), (other, one)):
        agreement = Agreement()
        agreement.add("own A", first, second)
        total = agreement.sum()
        figures.append([shares()[name].values(total) for name in ("found_f1", "type_f1")])
    assert figures[0] == figures[1]


def test_a_part_is_chosen_and_text_comes_from_the_first(tmp_path: Path) -> None:
    annotate_again(write(tmp_path, claim()), ATTACK)
    ((first, second),) = load_second(tmp_path, load_gold(tmp_path, None, "dev"))
    assert (first.text, second.text) == (TEXT, TEXT)
    assert (first.claims[0]["type"], second.claims[0]["type"]) == ("killing", "attack")
    assert load_second(tmp_path, load_gold(tmp_path, None, "train")) == []


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"sha256": digest_of(TEXT + " ")}, "its sha256 differs"),
        ({"set": "gum"}, "its set is 'gum', and its file that of own"),
        ({"text": TEXT}, "unknown keys: ['text']"),
        ({"claims": [claim(type="party"), claim(trigger=[1, 999])]}, "claim 2: trigger: [1, 999]"),
    ],
)
def test_what_is_wrong_with_a_second_annotation_is_told(tmp_path: Path, other: dict[str, Any], told: str) -> None:
    annotate_again(write(tmp_path, claim()), **other)
    with pytest.raises(SettingsError) as caught:
        load_second(tmp_path, load_gold(tmp_path, None))
    assert told in str(caught.value)


def test_a_passage_annotated_a_third_time_and_a_missing_folder_are_told(tmp_path: Path) -> None:
    first = load_gold(write(tmp_path, claim()), None)
    with pytest.raises(SettingsError, match="no such folder"):
        load_second(tmp_path, first)
    path = annotate_again(tmp_path, claim()) / "second" / "own.jsonl"
    path.write_bytes(path.read_bytes() * 2)
    with pytest.raises(SettingsError, match="stands there twice"):
        load_second(tmp_path, first)


def strings(value: object, key: str = "") -> Iterator[str]:
    """The keys under which a value holds words."""
    if isinstance(value, dict):
        for name, held in value.items():
            yield from strings(held, name)
    elif isinstance(value, list):
        for held in value:
            yield from strings(held, key)
    elif isinstance(value, str) and value:
        yield key


@pytest.mark.parametrize("path", sorted((GOLD / "second").glob("*.jsonl")), ids=lambda path: path.stem)
def test_no_words_of_others_are_kept_in_the_second_annotation(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert all(set(row) == {"set", "id", "sha256", "published", "claims"} for row in rows)
    if path.stem != "own":
        told = {key for row in rows for key in strings(row["claims"])}
        assert told <= {"type", "stance", "certainty", "kind", "scope", "role", "unknown"}


@pytest.mark.skipif(not os.environ.get("ACCORDING_DATA"), reason="ACCORDING_DATA names no folder with the public sets")
def test_every_second_annotation_is_of_a_passage_of_the_gold() -> None:
    twice = load_second(GOLD, load_gold(GOLD, Path(os.environ["ACCORDING_DATA"])))
    there = sum(len(path.read_bytes().splitlines()) for path in (GOLD / "second").glob("*.jsonl"))
    assert len(twice) == there >= 60


def test_of_the_test_part_the_figures_alone_are_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ACCORDING_DATA", raising=False)
    annotate_again(write(tmp_path, claim(), part="test"), ATTACK)
    told = CliRunner().invoke(evaluate, ["agreement", str(tmp_path), "--part", "test", "--errors", "9"])
    assert told.exit_code == 0
    assert len(told.output.splitlines()) == 1
    assert "reports_claims_f1=0.000" in told.output
