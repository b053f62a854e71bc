"""The gold of linking: its faults are told at once; the measure is right where nothing is wrong, and tells what is."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from according.errors import SettingsError
from according.evaluation import Options
from according.evaluation.gold import LinkedIncident, load_linking
from according.evaluation.gold_markup import markup_of
from according.evaluation.linking import Linked, count, measure
from according.evaluation.reading import ClaimReader
from according.grounding import ground
from according.model import Count, Period, Place
from according.settings import Settings

GOLD = Path(__file__).parents[2] / "gold" / "linking"
TITLE = "Shelling in Nyala"
BODY = "Shelling killed nine people in Nyala on Monday, police said."
TEXT = f"{TITLE}\n\n{BODY}"
REPORT = {"war": "w", "publisher": "Daily", "published": "2024-05-07", "title": TITLE, "text": BODY}
INCIDENT = {"id": "w-1", "war": "w", "status": "single-voice", "tells": []}


def at(words: str, text: str = TEXT) -> list[int]:
    start = text.index(words)
    return [start, start + len(words)]


def claim(report: str, incident: str | None = "w-1", **other: Any) -> dict[str, Any]:
    return {
        "report": report, "incident": incident, "type": "killing", "trigger": at("killed"), "stance": "asserts",
        "certainty": "stated", "speakers": [{"words": at("police"), "name": at("police"), "kind": "police"}],
        "relayed_by": [], "channel": None, "said": None, "initiator": [],
        "affected": [{"words": at("nine people"), "name": at("nine people")}], "object": [], "weapon": [],
        "count": {"words": at("nine"), "least": 9, "most": 9, "unit": at("people"), "scope": "incident"},
        "where": [{"words": [len(TITLE) + 2 + BODY.index("Nyala"), len(TITLE) + 7 + BODY.index("Nyala")],
                   "role": "scene"}],
        "when": at("on Monday"), "background": False,
    } | other  # fmt: skip


def write(folder: Path, split: str = "w\tdev\n", **rows: Sequence[Mapping[str, Any]]) -> Path:
    told: dict[str, Sequence[Mapping[str, Any]]] = {
        "reports": [{"id": name, **REPORT} for name in "abc"],
        "claims": [claim(name) for name in "abc"],
        "incidents": [INCIDENT],
    } | rows
    for name, held in told.items():
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in held), encoding="utf-8")
    (folder / "split.tsv").write_text(f"war\tpart\n{split}", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ({"split": "v\tdev\n"}, "reports.jsonl, a: the war w has no part in split.tsv"),
        ({"split": "w\tmiddle\n"}, "split.tsv, line 2: not a war of its own and train, dev or test"),
        ({"reports": [{"id": "a", **REPORT, "published": "Monday"}]}, "published 'Monday' is no day"),
        ({"reports": [{"id": "a", **REPORT, "colour": "red"}]}, "missing or unknown keys: ['colour']"),
        ({"reports": [{"id": "a", **REPORT, "text": f"{BODY}  \x00"}]}, "cleaning changes its text"),
        ({"reports": [{"id": "a", **REPORT}] * 2}, "report a stands there twice"),
        ({"incidents": [INCIDENT | {"status": "sure"}]}, "status 'sure' is none of"),
        ({"claims": [claim("z")]}, "there is no report 'z'"),
        ({"claims": [claim("a", incident="w-9")]}, "there is no incident 'w-9'"),
        ({"claims": [claim("a"), claim("b")]}, "incident w-1: told in 2 reports, fewer than 3"),
        ({"claims": [claim("a", trigger=[0, 999])]}, "trigger: [0, 999] are no offsets"),
        ({"claims": [claim("a", type="party")]}, "there is no type 'party'"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, rows: dict[str, Any], told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_linking(write(tmp_path, **rows))
    assert told in str(caught.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load_linking(write(tmp_path, claims=[claim("z"), claim("a", type="party"), claim("a", incident="w-9")]))
    assert len(str(caught.value).splitlines()) == 5  # the head, three claims, and the incident with no report


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="name the folder with the gold of linking"):
        load_linking(tmp_path)


def test_a_part_is_chosen(tmp_path: Path) -> None:
    write(tmp_path)
    assert [report.id for report in load_linking(tmp_path, "dev").reports] == ["a", "b", "c"]
    assert load_linking(tmp_path, "test").incidents == ()


def test_the_gold_here_is_whole() -> None:
    gold = load_linking(GOLD)
    parts = {part: {report.war for report in load_linking(GOLD, part).reports} for part in ("train", "dev", "test")}
    assert sum(map(len, parts.values())) == len({report.war for report in gold.reports})
    assert all(parts.values())


def test_annotated_claims_are_grounded() -> None:
    reader = ClaimReader(Settings())
    report = reader.report(TEXT, given_id="a", published="2024-05-07", language="en")
    (told,) = ground(report, markup_of(report, [claim("a")]), reader.world)
    assert isinstance(told.count, Count)
    assert (told.count.least, told.count.most, told.count.unit) == (9, 9, "people")
    assert isinstance(told.when, Period)
    assert told.when.start.isoformat() == "2024-05-06"
    assert [(place.name, place.country) for place in told.where if isinstance(place, Place)] == [("Nyala", "SD")]
    assert told.speakers[0].kind == "police"
    assert TEXT[told.evidence[0].start : told.evidence[0].end] == "killed nine people in Nyala on Monday"


def test_three_copies_of_one_text_are_one_incident_of_one_voice(tmp_path: Path) -> None:
    """Copies are one text and so one report: three reports with an end of their own are told apart."""
    reports = [{"id": name, **REPORT, "text": f"{BODY} {name.upper()} correspondent."} for name in "abc"]
    found = measure(write(tmp_path, reports=reports), Settings(), Options())
    assert {name: value for name, value in found.figures.items() if name.startswith("gold ")} == {
        "gold b3_f1": 1, "gold conll_f1": 1, "gold lea_f1": 1, "gold status": 1,
    }  # fmt: skip
    assert found.spreads["gold status"].of == 1
    assert found.spreads["gold b3_f1"].of == 3


def test_look_alikes_that_gold_has_apart_are_joined_at_a_cost(tmp_path: Path) -> None:
    reports = [{"id": name, **REPORT, "text": f"{BODY} {name.upper()} correspondent."} for name in "abcdef"]
    claims = [claim(name, "w-1" if name in "abc" else "w-2") for name in "abcdef"]
    found = measure(
        write(tmp_path, reports=reports, claims=claims, incidents=[INCIDENT, INCIDENT | {"id": "w-2"}]),
        Settings(),
        Options(errors=1),
    )
    assert found.figures["gold b3_f1"] == pytest.approx(2 / 3)  # recall 1, precision 1/2
    assert "gold: incidents joined: w-1 + w-2" in found.examples


def test_a_status_is_right_or_not() -> None:
    wanted = [
        LinkedIncident(id="w-1", war="w", status="denied", tells=()),
        LinkedIncident(id="w-2", war="w", status="denied", tells=()),
    ]
    linked = Linked(statuses={"w-1": "denied", "w-2": "not found"})
    linked.key |= {name: {("r", name)} for name in ("w-1", "w-2")}
    linked.response |= {"i": {("r", "w-1")}}
    sums = count(linked, wanted)
    assert sorted((each["status right"], each["status of"]) for each in sums) == [(0, 1), (1, 1)]
