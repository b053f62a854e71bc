"""The commands by which people settle things, on a store that was kept by reading."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from according.cli import according

TEXT = """Army and rebels dispute toll at Bunia

The army said on Tuesday that its soldiers killed 12 militants near Bunia. A rebel spokesman told reporters that \
the group had killed five soldiers in Bunia on Monday.
"""
WHY = ("--because", "seen on the video")
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    for name in ("ACCORDING_STORE", "ACCORDING_SETTINGS"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "story.txt").write_text(TEXT)

    def invoke(*arguments: str) -> Result:
        done = CliRunner().invoke(according, arguments, prog_name="according")
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        return done

    return invoke


def shown(run: Run, *arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*arguments).stdout.splitlines()]


def claim_of(run: Run, words: str) -> str:
    found = [each["id"] for each in shown(run, "claims") if words in each["count"].get("words", "")]
    return str(found[0])


@pytest.fixture
def read(run: Run) -> Run:
    assert run("read", "story.txt", "--published", "2031-06-04", "--keep").exit_code == 0
    return run


def test_nothing_to_decide_about(run: Run) -> None:
    for words in (("reject", "c_1", *WHY), ("join", "c_1", "c_2", *WHY), ("undo",)):
        refused = run(*words)
        assert refused.exit_code == 1
        assert "nothing is kept yet" in refused.stderr
    assert not Path("according.db").exists()


def test_a_reason_is_asked_for(read: Run) -> None:
    assert read("reject", "c_1").exit_code == read("reject", "c_1", "--because", "  ").exit_code == 2


def test_reject_accept_and_undo(read: Run) -> None:
    five = claim_of(read, "five")
    before = read("incidents", "--format", "incidents").stdout
    rejected = read("reject", five[:12], "--by", "Ada", *WHY)
    assert rejected.exit_code == 0
    assert "rejected by Ada; 'according undo d_" in rejected.stdout
    assert all(five not in each["claims"] for each in shown(read, "incidents", "--format", "incidents"))
    assert "in no incident" in read("show", five).stdout
    assert "Ada: seen on the video" in read("show", five).stdout
    assert "was rejected by Ada" in read("accept", five, *WHY).stderr
    assert read("undo", "--by", "Ada").exit_code == 0
    assert read("incidents", "--format", "incidents").stdout == before
    assert read("accept", five, "--by", "Bo", *WHY).exit_code == 0
    assert "accept" in read("show", five).stdout
    assert read("incidents", "--format", "incidents").stdout == before
    listed = read("undo", "--list").stdout.splitlines()
    assert len(listed) == 1
    assert "Bo: seen on the video" in listed[0]
    assert read("store", "check").exit_code == 0


def test_join_and_split(read: Run) -> None:
    twelve, five = claim_of(read, "12"), claim_of(read, "five")
    before = shown(read, "incidents", "--format", "incidents")
    first, then = ("split", "join") if any({twelve, five} <= set(i["claims"]) for i in before) else ("join", "split")
    assert read(first, twelve, five, *WHY).exit_code == 0
    now = shown(read, "incidents", "--format", "incidents")
    assert len(now) != len(before)
    assert any({twelve, five} <= set(i["claims"]) for i in now) == (first == "join")
    assert read(then, twelve, five, *WHY).exit_code == 0
    assert any({twelve, five} <= set(i["claims"]) for i in shown(read, "incidents", "--format", "incidents")) == (
        then == "join"
    )
    assert "two or more different" in read("join", five, *WHY).stderr


def test_what_was_decided_holds_when_it_is_read_again(read: Run) -> None:
    five = claim_of(read, "five")
    assert read("reject", five, *WHY).exit_code == 0
    before = read("incidents", "--format", "incidents").stdout
    read("read", "story.txt", "--keep")
    assert read("incidents", "--format", "incidents").stdout == before


def test_who_decides(read: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    five = claim_of(read, "five")
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "mo")
    assert "accepted by mo;" in read("accept", five, *WHY).stdout
    Path("according.toml").write_text('[decisions]\nby = "Desk 3"\n')
    assert "accepted by Desk 3;" in read("accept", five, *WHY).stdout
    assert "accepted by Ada;" in read("accept", five, "--by", "Ada", *WHY).stdout


def test_correct_each_field(read: Run) -> None:
    five = claim_of(read, "five")
    before = read("incidents", "--format", "incidents").stdout
    given = {
        "count": "at least nine soldiers",
        "where": "Goma, Congo",
        "when": "2031-05-30 to 2031-05-31",
        "type": "wounding",
        "initiator": "M23",
        "affected": "traders; drivers",
        "speaker": "the governor",
    }
    for field, value in given.items():
        done = read("correct", five, "--field", field, value, "--by", "Ada", *WHY)
        assert done.exit_code == 0, done.output
        assert f"{field} corrected by Ada" in done.stdout
    (now,) = [each for each in shown(read, "claims") if each["id"] == five]
    assert (now["count"]["least"], now["count"]["most"], now["count"]["unit"]) == (9, None, "soldiers")
    assert [(place["name"], place["country"]) for place in now["where"]] == [("Goma", "CD")]
    assert (now["when"]["start"], now["when"]["end"]) == ("2031-05-30", "2031-05-31")
    assert now["type"] == "wounding"
    assert [each["actor"] for each in now["roles"]["initiator"]] == ["m23"]
    assert [each["words"] for each in now["roles"]["affected"]] == ["traders", "drivers"]
    assert [each["name"] for each in now["speakers"]] == ["the governor"]
    assert now["corrected"] == dict.fromkeys(given, "Ada")
    (incident,) = [i for i in shown(read, "incidents", "--format", "incidents") if five in i["claims"]]
    (account,) = [each for each in incident["accounts"] if each["field"] == "wounding"]
    assert (account["value"]["least"], account["voices"]) == (9, ["the governor"])
    told = " ".join(read("show", incident["id"]).stdout.split())
    assert "corrected" in told
    told = read("show", five).stdout
    assert "read as 5 soldiers; now at least 9 soldiers" in told
    assert "read as killing; now wounding" in told
    assert read("store", "check").exit_code == 0
    for _ in given:
        assert read("undo", "--by", "Ada").exit_code == 0
    assert read("incidents", "--format", "incidents").stdout == before


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("count", "soldiers indeed", "is not one number"),
        ("where", "Xqzzwvkyj", "is no place that the gazetteer knows"),
        ("when", "the other day", "is no date"),
        ("when", "2031-05-02 to 2031-05-01", "ends before it begins"),
        ("type", "kiling", "did you mean 'killing'?"),
        ("speaker", " ", "is empty"),
        ("affected", ";", "is empty"),
    ],
)
def test_a_value_that_cannot_be_told_is_refused(read: Run, field: str, value: str, told: str) -> None:
    refused = read("correct", claim_of(read, "five"), "--field", field, value, *WHY)
    assert refused.exit_code == 1
    assert told in refused.stderr
    assert read("undo", "--list").stdout == ""


def test_unknown_takes_a_value_away(read: Run) -> None:
    five = claim_of(read, "five")
    for field in ("count", "where", "when"):
        assert read("correct", five, "--field", field, "unknown", *WHY).exit_code == 0
    (now,) = [each for each in shown(read, "claims") if each["id"] == five]
    assert (now["count"]["unknown"], now["where"], now["when"]["unknown"]) == ("not_stated", [], "not_stated")


def test_why_two_reports_are_of_one_incident_is_told(read: Run) -> None:
    Path("other.txt").write_text(
        "Five soldiers dead\n\nThe rebels killed five soldiers in Bunia on Monday, a nurse said.\n"
    )
    assert read("read", "other.txt", "--published", "2031-06-04", "--keep").exit_code == 0
    twelve, five = claim_of(read, "12"), claim_of(read, "five")
    assert read("join", twelve, five, "--by", "Ada", *WHY).exit_code == 0
    (one,) = [i for i in shown(read, "incidents", "--format", "incidents") if {twelve, five} <= set(i["claims"])]
    told = read("show", one["id"], "--why").stdout
    assert max(map(len, told.splitlines())) <= 80
    why = told.partition("WHY IT IS ONE INCIDENT\n")[2]
    assert all(name[:12] in why for name in one["claims"])
    assert "alike by " in why
    assert " for it: " in why
    assert "join by Ada: seen on the video" in why
    assert "WHY" not in read("show", one["id"]).stdout


GUARDS = ("--words", "the group had killed five soldiers in Bunia on Monday", "--type", "abduction")
ADDED = (*GUARDS, "--initiator", "the group = M23", "--affected", "soldiers", "--count", "five", "--speaker",
         "rebel spokesman", "--where", "Bunia = Bunia, Congo", "--when", "on Monday")  # fmt: skip


def report_of(run: Run) -> str:
    return str(shown(run, "claims")[0]["report"])


def test_an_added_claim_is_told_like_the_others(read: Run) -> None:
    report = report_of(read)
    before = read("incidents", "--format", "incidents").stdout
    done = read("add", report[:12], *ADDED, "--by", "Ada", *WHY)
    assert done.exit_code == 0, done.output
    assert "added by Ada; 'according undo d_" in done.stdout
    (now,) = [each for each in shown(read, "claims") if each["reader"] == "person"]
    words = TEXT[now["evidence"][0]["start"] : now["evidence"][0]["end"]]
    assert words == now["evidence"][0]["words"] == GUARDS[1]
    assert (now["count"]["least"], now["count"]["words"]) == (5, "five")
    assert [(place["name"], place["country"], place["words"]) for place in now["where"]] == [("Bunia", "CD", "Bunia")]
    assert now["when"]["start"] == "2031-06-02"
    assert [(each["actor"], each["words"]) for each in now["roles"]["initiator"]] == [("m23", "the group")]
    assert [(each["words"], each["status"]) for each in now["roles"]["affected"]] == [("soldiers", "soldier")]
    assert [each["words"] for each in now["speakers"]] == ["rebel spokesman"]
    for value in (now["count"], *now["where"], now["when"], *now["speakers"], *now["roles"]["initiator"]):
        assert TEXT[slice(*value["at"])] == value["words"]
    assert any(now["id"] in each["claims"] for each in shown(read, "incidents", "--format", "incidents"))
    assert f"[{GUARDS[1]}]" in read("show", now["id"][:12]).stdout
    assert "  add  " in read("show", now["id"]).stdout
    assert now["id"][:12] in read("show", report).stdout
    for asked, is_there in (("--country CD", True), ("--country ML", False), ("--type abduction", True),
                            ("--actor m23", True), ("--since 2031-06-03", False), ("--until 2031-06-01", False),
                            ("--near 1.55,30.25", True), ("--near 14.5,-11.4", False), ("--bbox 30,1,31,2", True),
                            ("--limit 1", None)):  # fmt: skip
        found = [each["id"] for each in shown(read, "claims", *asked.split())]
        assert len(found) == 1 if is_there is None else (now["id"] in found) is is_there, asked
    again = shown(read, "read", "story.txt", "--keep", "--format", "jsonl")
    assert now["id"] in {each["id"] for each in again}
    assert read("store", "check").exit_code == 0
    assert "claims this of these words already" in read("add", report, *ADDED, *WHY).stderr
    assert read("undo", "--by", "Ada").exit_code == 0
    assert read("incidents", "--format", "incidents").stdout == before
    assert all(each["reader"] != "person" for each in shown(read, "claims"))
    assert read("store", "check").exit_code == 0


def test_an_added_claim_can_be_corrected_joined_and_rejected(read: Run) -> None:
    assert read("add", report_of(read), *ADDED, *WHY).exit_code == 0
    (mine,) = [each["id"] for each in shown(read, "claims") if each["reader"] == "person"]
    assert read("correct", mine, "--field", "count", "six", *WHY).exit_code == 0
    assert "read as 5; now 6" in read("show", mine).stdout
    assert read("split", mine, claim_of(read, "12"), *WHY).exit_code == 0
    assert read("accept", mine, *WHY).exit_code == 0
    assert read("reject", mine, *WHY).exit_code == 0
    assert all(each["reader"] != "person" for each in shown(read, "claims"))
    assert read("store", "check").exit_code == 0


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--words", "killed", "--type", "killing"), "stands in the report 2 times: choose with --at OFFSET, one of: "),
        (("--words", "killed", "--at", "1", "--type", "killing"), "does not begin at 1; it does at: "),
        (("--words", "no such words", "--type", "killing"), "does not stand in the report"),
        (("--words", " ", "--type", "killing"), "no words are given"),
        ((*GUARDS[:3], "kiling"), "did you mean 'killing'?"),
        ((*GUARDS, "--speaker", "a nurse"), "'a nurse' does not stand in the report"),
        ((*GUARDS, "--affected", "Bunia = "), "leave it out if unknown"),
        ((*GUARDS[:1], "rebels dispute", *GUARDS[2:], "--affected", "killed"), "not once in the words that are marked"),
        ((*GUARDS, "--count", "group"), "is not one number"),
        ((*GUARDS, "--where", "group"), "is no place that the gazetteer knows"),
    ],
)
def test_a_claim_that_cannot_be_told_is_not_added(read: Run, given: tuple[str, ...], told: str) -> None:
    refused = read("add", report_of(read), *given, *WHY)
    assert refused.exit_code == 1
    assert told in refused.stderr
    assert read("undo", "--list").stdout == ""


def test_of_words_that_stand_twice_the_ones_at_an_offset_are_meant(read: Run) -> None:
    second = TEXT.index("killed", TEXT.index("killed") + 1)
    done = read("add", report_of(read), "--words", "killed", "--at", str(second), "--type", "killing", *WHY)
    assert done.exit_code == 0, done.output
    (now,) = [each for each in shown(read, "claims") if each["reader"] == "person"]
    assert now["evidence"][0]["start"] == second
    assert now["speakers"][0]["kind"] == "media"
