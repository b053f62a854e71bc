"""Templates against gold: figures worked out by hand, the laws of every such measure, and what makes a template."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.evaluation.measured import Options
from according.evaluation.muc4 import ROLES, SLOTS, fill_templates, measure, score_text
from according.evaluation.reading import ClaimReader
from according.evaluation.scores import Tally
from according.model import Actor, Span
from according.settings import Settings


def a_template(kind: str, **roles: list[list[str]]) -> dict[str, Any]:
    entities = {role: [[[mention, 0] for mention in entity] for entity in roles.get(role, [])] for role in ROLES}
    return {"incident_type": kind, **entities}


def score(found: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> Tally:
    tally = Tally(*SLOTS)
    score_text(tally, "TST", found, wanted)
    return tally


def triples(tally: Tally) -> dict[str, tuple[int, int, int]]:
    return {name: (s.right, s.given, s.wanted) for name, s in tally.scores.items()}


ATTACK = a_template("attack", PerpInd=[["guerrillas", "rebel column"]], Victim=[["hugo perez", "perez"], ["ana"]])
BOMBING = a_template("bombing", Target=[["the embassy", "building"]], Weapon=[["car bomb", "bomb"]])
GOLD = [ATTACK, BOMBING]


def test_figures_worked_out_on_paper() -> None:
    """Two of two templates are aligned, a third is spurious; of 7 fillers that are given besides, 3 are right of 5."""
    found = [
        a_template("bombing", Target=[["Embassy"]], Weapon=[["rifles"]]),
        a_template("attack", PerpInd=[["a rebel column"]], Victim=[["Perez"], ["hugo perez"]]),
        a_template("arson", Target=[["bus"]], Victim=[["eva"]]),
    ]
    tally = score(found, GOLD)
    assert triples(tally) == {
        "type": (2, 3, 2), "PerpInd": (1, 1, 1), "PerpOrg": (0, 0, 0), "Target": (1, 2, 1), "Victim": (1, 3, 2),
        "Weapon": (0, 1, 1),
    }  # fmt: skip
    assert (tally.total.right, tally.total.given, tally.total.wanted) == (5, 10, 7)
    assert tally.total.f1 == pytest.approx(10 / 17)
    assert tally.errors == {
        "Victim: spurious": 1, "Victim: missed": 1, "Weapon: spurious": 1, "Weapon: missed": 1, "template: spurious": 1,
    }  # fmt: skip


def test_of_all_alignments_the_best_counts() -> None:
    wanted = [a_template("attack", Victim=[["ana"]]), a_template("attack", Victim=[["ana"], ["eva"]])]
    found = [a_template("attack", Victim=[["ana"], ["eva"]]), a_template("attack", Victim=[["ana"]])]
    assert score(found, wanted).total.f1 == 1


def test_another_type_bars_alignment_and_either_of_two_does_not() -> None:
    other = score([a_template("bombing", Victim=[["ana"]])], [a_template("attack", Victim=[["ana"]])])
    assert other.total.right == 0
    assert other.errors == {"template: other type": 1, "template: missed": 1}
    assert score([a_template("attack")], [a_template("bombing / attack")]).total.f1 == 1


def test_gold_that_stands_twice_counts_once() -> None:
    assert score([ATTACK], [ATTACK, ATTACK]).total.f1 == 1


def test_gold_is_perfect_and_silence_is_nothing() -> None:
    assert score(GOLD, GOLD).total.f1 == 1
    assert not score(GOLD, GOLD).errors
    assert set(score([], GOLD).figures().values()) == {0}
    assert score([], GOLD).errors == {"template: missed": 2}


@given(st.permutations([*GOLD, a_template("attack", Victim=[["ana"]])]), st.permutations(GOLD))
def test_the_order_does_not_matter(found: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> None:
    assert triples(score(found, wanted)) == triples(score(sorted(found, key=json.dumps), GOLD))


def test_claims_make_templates() -> None:
    reader = ClaimReader(Settings())
    claims = reader.read("Gunmen abducted Hugo Perez in Kano on Monday.", language="en")
    (template,) = fill_templates(claims)
    assert template["incident_type"] == "kidnapping"
    assert [entity[0][0] for entity in template["PerpInd"]] == ["Gunmen"]
    assert [entity[0][0] for entity in template["Victim"]] == ["Hugo Perez"]
    denied = reader.read("The army denied that it had attacked the village of Doro on Monday.", language="en")
    assert denied
    assert fill_templates(denied) == []
    assert fill_templates([]) == []


def test_the_measure_reads_a_file(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    row = {"docid": "A", "doctext": "gunmen abducted hugo perez in kano on monday.", "templates": []}
    path.write_text(json.dumps(row | {"templates": [a_template("kidnapping", PerpInd=[["gunmen"]])]}))
    measured = measure(path, Settings(), Options(predictions=tmp_path / "out.jsonl"))
    assert measured.figures["type: F1"] == 1
    assert measured.figures["PerpInd: F1"] == 1
    assert json.loads((tmp_path / "out.jsonl").read_text())["docid"] == "A"


def test_bodies_names_and_bombs_are_told_in_the_words_of_the_data() -> None:
    claim, *_ = ClaimReader(Settings()).read("Gunmen abducted Hugo Perez in Kano on Monday.", language="en")

    def make(kind: str, words: str, **roles: tuple[Actor, ...]) -> list[dict[str, Any]]:
        span = Span(start=0, end=len(words), words=words)
        return fill_templates([replace(claim, type=kind, roles=roles, evidence=(span,))])

    members = Actor(words="members of the farc", name="members of the farc")
    (both,) = make("attack", "members of the farc attacked", initiator=(members, Actor(words="they", name="they")))
    assert [entity[0][0] for entity in both["PerpInd"]] == ["members of the farc"]
    assert [entity[0][0] for entity in both["PerpOrg"]] == ["farc"]
    leader = Actor(words="rightist leader qwxvor zelkat", name="")
    (killed,) = make("killing", "leader killed", affected=(leader, Actor(words="two engineers", name="")))
    assert [entity[0][0] for entity in killed["Victim"]] == ["qwxvor zelkat"]
    (bombed,) = make("bombing", "a car bomb went off")
    assert [entity[0][0] for entity in bombed["Weapon"]] == ["car bomb"]
