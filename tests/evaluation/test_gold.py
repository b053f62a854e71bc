"""The gold: what is in the repository holds no words of others, is whole, and is refused with every fault at once."""

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from according.errors import SettingsError
from according.evaluation.gold import held_out, is_held_out, load_gold
from according.evaluation.gold.texts import find_opening, sets
from evaluation.gold_builders import TEXT, claim, write

GOLD = Path(__file__).parents[2] / "gold"
PAGE = GOLD.parent / "docs" / "annotation.md"


def test_offsets_become_words(tmp_path: Path) -> None:
    (passage,) = load_gold(write(tmp_path, claim()), None)
    (told,) = passage.claims
    assert (told["trigger"], told["when"], told["channel"]) == ("killed", "on Friday", None)
    assert told["speakers"] == [{"words": "police", "name": "police", "kind": "police"}]
    assert told["affected"] == [{"words": "seven farmers", "name": "seven farmers"}]
    assert told["where"] == [{"words": "Doro", "role": "scene"}]
    assert told["count"]["words"] == "seven"


def test_a_part_is_chosen(tmp_path: Path) -> None:
    assert [p.id for p in load_gold(write(tmp_path, claim()), None, "dev")] == ["A"]
    assert load_gold(tmp_path, None, "test") == []


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"type": "party"}, "there is no type 'party'"),
        ({"stance": "hopes"}, "stance 'hopes'"),
        ({"trigger": [7, 700]}, "trigger: [7, 700] are no offsets"),
        ({"trigger": [13, 7]}, "trigger: [13, 7] are no offsets"),
        ({"trigger": None}, "no trigger"),
        ({"when": "on Sunday"}, "when: 'on Sunday' is not in the text"),
        ({"speakers": [{"words": [47, 53], "name": None, "kind": "pope"}]}, "kind 'pope'"),
        ({"speakers": [{"words": None, "name": None, "kind": "army"}]}, "speakers: there are no words"),
        ({"where": [{"words": [31, 35], "role": "here"}]}, "role 'here'"),
        ({"affected": [{"words": [14, 27]}]}, "affected: an object with name, words"),
        ({"count": {"unknown": "secret"}}, "unknown is one of"),
        ({"count": {"words": "seven", "least": 9, "most": 7, "unit": None, "scope": "incident"}}, "at most 7"),
        ({"count": {"words": "seven", "least": 7, "most": 7, "unit": None, "scope": "all"}}, "scope 'all'"),
        ({"background": "no"}, "background must be"),
        ({"mood": "sad"}, "unknown keys: ['mood']"),
    ],
)
def test_what_is_wrong_with_a_claim_is_told(tmp_path: Path, other: dict[str, Any], told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_gold(write(tmp_path, claim(**other)), None)
    assert told in str(caught.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, claim(type="party", stance="hopes"), claim(when=[1, 999]))
    with pytest.raises(SettingsError) as caught:
        load_gold(tmp_path, None)
    assert all(told in str(caught.value) for told in ("'party'", "'hopes'", "claim 2: when: [1, 999]"))


def test_another_text_a_missing_part_and_a_missing_passage_are_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="sha256 differs"):
        load_gold(write(tmp_path, claim(), text=TEXT + " "), None)
    with pytest.raises(SettingsError, match="has no part"):
        load_gold(write(tmp_path, claim(), id="B"), None)
    write(tmp_path, claim())
    with (tmp_path / "split.tsv").open("a", encoding="utf-8") as stream:
        stream.write("own\tC\ttest\n")
    with pytest.raises(SettingsError, match="there is no passage C of own"):
        load_gold(tmp_path, None)
    with pytest.raises(SettingsError, match="not a set, an id and train, dev or test"):
        load_gold(write(tmp_path, part="later"), None)
    with pytest.raises(SettingsError, match="no such file"):
        load_gold(tmp_path / "elsewhere", None)


def test_texts_of_others_must_be_there() -> None:
    with pytest.raises(SettingsError, match="set ACCORDING_DATA") as caught:
        load_gold(GOLD, None)
    assert all(f"{name}.jsonl" in str(caught.value) for name in sets())


def test_dev_and_test_are_held_out_by_digest(tmp_path: Path) -> None:
    assert is_held_out(TEXT, held_out(write(tmp_path, part="test")))
    assert is_held_out(TEXT, held_out(write(tmp_path, part="dev")))
    assert not is_held_out(TEXT, held_out(write(tmp_path, part="train")))
    assert not is_held_out(TEXT + " ", held_out(write(tmp_path, part="test")))


@pytest.mark.parametrize(
    ("text", "opening"),
    [("One.\n Two.", "One. Two."), ("a" * 310 + ". " + "b" * 900, "a" * 310 + "."), ("c" * 900, "c" * 800)],
)
def test_an_opening_ends_with_a_sentence_where_it_can(text: str, opening: str) -> None:
    assert find_opening(text, 800) == opening


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def strings(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, held in value.items():
            yield from strings(held, name)
    elif isinstance(value, list):
        for held in value:
            yield from strings(held, key)
    elif isinstance(value, str):
        yield key, value


@pytest.mark.parametrize("name", sets())
def test_no_words_of_others_are_kept(name: str) -> None:
    free = {key for row in rows(GOLD / f"{name}.jsonl") for key, _ in strings(row["claims"])}
    assert free <= {"type", "stance", "certainty", "kind", "scope", "role", "unknown"}
    assert all(set(row) == {"set", "id", "sha256", "published", "claims"} for row in rows(GOLD / f"{name}.jsonl"))


def test_every_part_has_every_set_and_silent_passages() -> None:
    parts = {(s, name): part for s, name, part in (line.split("\t") for line in _split())}
    passages = [row for name in (*sets(), "own") for row in rows(GOLD / f"{name}.jsonl")]
    told = Counter((parts[row["set"], row["id"]], row["set"]) for row in passages)
    assert len(told) == 3 * (len(sets()) + 1)
    silent = Counter(parts[row["set"], row["id"]] for row in passages if not row["claims"])
    assert min(silent.values()) >= 30
    share = Counter(parts.values())
    assert share["train"] / len(parts) == pytest.approx(0.6, abs=0.05)
    assert share["dev"] / len(parts) == pytest.approx(0.2, abs=0.03)


def _split() -> list[str]:
    return (GOLD / "split.tsv").read_text(encoding="utf-8").splitlines()[1:]


def test_the_page_tells_how_much_there_is() -> None:
    claims = sum(len(row["claims"]) for name in (*sets(), "own") for row in rows(GOLD / f"{name}.jsonl"))
    assert f"{len(_split()):,} passages: {claims:,} claims" in PAGE.read_text(encoding="utf-8")


@pytest.mark.skipif(not os.environ.get("ACCORDING_DATA"), reason="ACCORDING_DATA names no folder with the public sets")
def test_the_gold_is_whole() -> None:
    passages = load_gold(GOLD, Path(os.environ["ACCORDING_DATA"]))
    assert len(passages) == len(_split())
    assert sum(len(passage.claims) for passage in passages) > 3000
