"""A case holds when what is expected is claimed and what is not is not; figures worked out by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from according.errors import SourceError
from according.evaluation.cases import Case, holds, measure, meets, read_cases, score_cases
from according.evaluation.measured import Options
from according.settings import Settings

OWN = Path(__file__).parents[2] / "gold" / "cases.jsonl"

CLAIM: dict[str, Any] = {
    "type": "killing",
    "stance": "asserts",
    "certainty": "stated",
    "speakers": [{"words": "police", "name": "Kano police", "kind": "police"}],
    "roles": {"affected": [{"words": "nine farmers", "name": "nine farmers"}], "initiator": [{"words": "Gunmen"}]},
    "count": {"least": 9, "most": None, "unit": "farmers", "words": "nine", "scope": "incident"},
    "where": [{"words": "Kano", "name": "Kano", "country": "NG"}, {"words": "Agadez", "country": "NE"}],
    "when": {"start": "2024-05-06", "end": "2024-05-06"},
}


def a_case(name: str, *expect: dict[str, Any], group: str = "roles") -> Case:
    return Case(id=name, kind=f"kind of {name}", group=group, text="...", published="", expect=expect)


@pytest.mark.parametrize(
    "want",
    [
        {},
        {"type": ["killing", "attack"]},
        {"least": 9, "most": None},
        {"start": "2024-05-06", "end": "2024-05-06"},
        {"speaker": "KANO", "speaker_kind": ["police", "army"]},
        {"harmed": "farmers", "initiator": "gunm"},
        {"where": "kano", "country": "NG"},
        {"country": "NE"},
        {"unit_words": "farmer", "scope": ["incident"]},
        {"stance": ["asserts"], "certainty": ["stated"]},
    ],
)
def test_what_a_claim_has_it_meets(want: dict[str, Any]) -> None:
    assert meets(CLAIM, want)


@pytest.mark.parametrize(
    "want",
    [
        {"type": ["attack"]},
        {"type": ["killing"], "least": 8},
        {"most": 9},
        {"start": "2024-05-05"},
        {"speaker": "army"},
        {"speaker_kind": ["army"]},
        {"harmed": "gunmen"},
        {"initiator": "farmers"},
        {"where": "Kano", "country": "NE"},
        {"country": "ML"},
        {"unit_words": "soldier"},
        {"scope": ["subset"]},
        {"stance": ["denies"]},
        {"certainty": ["feared"]},
    ],
)
def test_what_a_claim_has_not_it_does_not_meet(want: dict[str, Any]) -> None:
    assert not meets(CLAIM, want)


def test_a_claim_of_the_outlet_alone_has_no_speaker() -> None:
    assert not meets({**CLAIM, "speakers": []}, {"speaker": "police"})


def test_each_kind_of_expectation() -> None:
    assert holds([CLAIM], {"claim": {"type": ["killing"]}})
    assert not holds([], {"claim": {}})
    assert holds([], {"no_claim": {}})
    assert not holds([CLAIM], {"no_claim": {"type": ["killing"]}})
    assert holds([CLAIM], {"max_claims": 1, "of": ["killing"]})
    assert not holds([CLAIM, CLAIM], {"max_claims": 1, "of": ["killing"]})


def test_figures_worked_out_on_paper() -> None:
    """Three claims wanted, two there; two more that should not be there, so four given: P 2/4, R 2/3, F1 4/7."""
    cases = [
        a_case("holds", {"claim": {"least": 9}}, {"no_claim": {"least": 1}}),
        a_case("misses", {"claim": {"least": 9}}, {"claim": {"least": 2}}, {"no_claim": {"least": 9}}),
        a_case("silent", {"no_claim": {}}, group="silence"),
    ]
    scored = score_cases(cases, {name: [CLAIM] for name in ("holds", "misses", "silent")})
    assert scored.held == 1
    assert scored.tally.figures() == {
        "claims: precision": 0.5, "claims: recall": 0.667, "claims: F1": 0.571,
    }  # fmt: skip
    assert scored.tally.errors == {"roles: not claimed": 1, "roles: claimed": 1, "silence: claimed": 1}
    assert [" ".join(line.split()) for line in scored.table("group")] == [
        "hold, by group", "roles 1 of 2", "silence 0 of 1",
    ]  # fmt: skip
    again = score_cases(reversed(cases), {name: [CLAIM] for name in ("silent", "misses", "holds")})
    assert (again.held, again.tally.figures(), again.tally.errors) == (1, scored.tally.figures(), scored.tally.errors)


def test_without_claims_only_silence_holds() -> None:
    cases = [a_case("one", {"claim": {}}), a_case("two", {"no_claim": {}})]
    scored = score_cases(cases, {})
    assert scored.held == 1
    assert scored.tally.total.f1 == 0


@pytest.mark.parametrize(
    "expect",
    [[], [{"claims": {}}], [{"claim": {"typ": ["killing"]}}], [{"max_claims": 1}], [{"claim": {}, "no_claim": {}}]],
)
def test_an_expectation_that_could_not_fail_is_refused(tmp_path: Path, expect: list[Any]) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps({"id": "A", "kind": "k", "group": "g", "text": "t", "expect": expect}))
    with pytest.raises(SourceError, match="A: "):
        read_cases(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such data"):
        measure(tmp_path / "none.jsonl", Settings(), Options())


def test_our_own_cases_are_whole() -> None:
    cases = read_cases(OWN)
    assert len(cases) >= 87
    assert len({case.id for case in cases}) == len(cases)


def test_the_measure_reads_and_writes(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    row = {
        "id": "A", "kind": "k", "group": "g", "text": "Gunmen killed seven farmers in Kano, police said.",
        "published": "2024-05-10", "expect": [{"claim": {"type": ["killing"], "least": 7}}, {"no_claim": {"least": 8}}],
    }  # fmt: skip
    path.write_text(json.dumps(row))
    predictions = tmp_path / "claims.jsonl"
    measured = measure(path, Settings(), Options(predictions=predictions))
    assert measured.figures["hold"] == measured.figures["cases"] == 1
    assert measured.head[0].startswith("reader ")
    assert {json.loads(line)["given_id"] for line in predictions.read_text().splitlines()} == {"A"}
