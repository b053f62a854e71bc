"""The command line: what it prints where, and by which exit code it ends; some of it in real processes."""

import json
import os
import re
import shlex
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from according.cli import COMMANDS, according
from according.evaluation.reading import name_reader
from according.settings import Settings

TEXT = """Army and rebels dispute toll at Bunia

The army said on Tuesday that its soldiers killed 12 militants near Bunia. A rebel spokesman told reporters that \
the group had killed five soldiers in Bunia on Monday.
"""
FRENCH = """L'armée et les rebelles se contredisent

L'armée a déclaré mardi que ses soldats avaient tué douze combattants près de la ville. Un porte-parole des rebelles a
affirmé que le groupe avait tué cinq soldats lundi soir, et que la route restait coupée depuis plusieurs jours.
"""

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    for name in ("ACCORDING_STORE", "ACCORDING_SETTINGS"):
        monkeypatch.delenv(name, raising=False)

    def invoke(*arguments: str, given: str | bytes | None = None) -> Result:
        done = CliRunner().invoke(according, arguments, input=given, prog_name="according")
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        assert "Traceback" not in done.output
        return done

    return invoke


@pytest.fixture
def story(tmp_path: Path) -> str:
    path = tmp_path / "story.txt"
    path.write_text(TEXT)
    return path.name


# What a shell starts in the background ignores interrupts, and so would what is started here.
_HEEDING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"


def spawn(*arguments: str, folder: Path, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", f"{_HEEDING}; from according.cli import main; main()", *arguments],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder,
        env={**os.environ, **environment},
    )  # fmt: skip


def finish(running: subprocess.Popen[bytes]) -> tuple[int, str, str]:
    out, err = running.communicate()
    assert b"Traceback" not in err, err.decode()
    return running.returncode, out.decode(), err.decode()


# Help and usage


@pytest.mark.parametrize(
    "command", [(), *((name,) for name in COMMANDS.names()), ("gazetteer", "add"), ("gazetteer", "find")]
)
def test_help_fits_a_terminal_and_gives_examples(run: Run, command: tuple[str, ...]) -> None:
    done = run(*command, "--help")
    assert done.exit_code == 0
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    assert "\nExamples:\n" in done.stdout.replace("  Examples:", "Examples:")


def test_help_names_every_command_and_loads_none(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom according.cli import main\ntry:\n    main()\nexcept SystemExit:\n    print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "--help"], capture_output=True, text=True, cwd=tmp_path, check=True
    )
    *text, modules = done.stdout.splitlines()
    assert all(any(line.startswith(f"  {name} ") for line in text) for name in COMMANDS.names())
    assert not {"according.pipeline", "sqlalchemy", "httpx", "rich"} & set(modules.split())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("raed", "story.txt"), "No such command 'raed'. Did you mean 'read'?"),
        (("wxyz",), "No such command 'wxyz'."),
        (("read",), "Missing argument"),
        (("read", "--colour", "story.txt"), "No such option"),
        (
            ("read", "story.txt", "--format", "xlxs"),
            "there is no format 'xlxs'; there are: csv, geojson, incidents, jsonl, text",
        ),
        (("read", "story.txt", "--format", "jsnl"), "there is no format 'jsnl' (did you mean 'jsonl'?); there are: "),
        (("evaluate", "evidnce"), "there is no evaluation 'evidnce' (did you mean 'evidence'?)"),
        (("incidents", "--type", "kiling"), "there is no type 'kiling'; did you mean 'killing'?"),
        (("incidents", "--type", "zzzz"), "there is no type 'zzzz'; there are: abduction, "),
        (("incidents", "--country", "XX"), "'XX' is no country's code of two letters; did you mean"),
        (("incidents", "--country", "Mali"), "did you mean ML (Mali)?"),
        (("gazetteer", "fnid"), "No such command 'fnid'"),
        (("read", "story.txt", "--published", "2025-13-40"), "2025-13-40"),
        (("read", "story.txt", "--published", "the day after"), "the day after"),
        (("read", "story.txt", "-o", "nowhere/claims.txt"), "nowhere: no such folder"),
        (("read", "story.txt", "-o", "."), "is a folder"),
        (("incidents", "--since", "yore"), "yore"),
        (("read", ""), "the name is empty"),
        (("read", "story.txt", " "), "the name is empty"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_read(
    run: Run, story: str, arguments: tuple[str, ...], told: str
) -> None:
    assert story
    done = run(*arguments)
    assert done.exit_code == 2
    assert told in done.stderr
    assert done.stdout == ""


def test_broken_settings_end_all_but_help(run: Run, story: str) -> None:
    Path("according.toml").write_text("[stoer]\n[read]\nspeed = 1\n")
    done = run("read", story)
    assert done.exit_code == 2
    assert "no table [stoer]" in done.stderr
    assert "[read] has no 'speed'" in done.stderr
    assert run("read", "--help").exit_code == 0
    assert run("--help").exit_code == 0


# Reading


def test_text_shows_who_says_what(run: Run, story: str) -> None:
    done = run("read", story, "--published", "2031-06-04")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "Bunia" in done.stdout
    assert "12" in done.stdout


def test_jsonl_is_one_claim_a_line_with_words_that_stand_in_the_text(run: Run, story: str) -> None:
    done = run("read", story, "--published", "2031-06-04", "--format", "jsonl")
    claims = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(claims) >= 2
    assert {claim["type"] for claim in claims} == {"killing"}
    assert all(TEXT[span["start"] : span["end"]] == span["words"] for claim in claims for span in claim["evidence"])
    assert {claim["given_id"] for claim in claims} == {story}


def test_incidents_are_joined_over_all_inputs(run: Run, story: str) -> None:
    Path("copy.txt").write_text(TEXT + "\nNobody else was hurt.\n")
    done = run("read", story, "copy.txt", "--published", "2031-06-04", "--format", "incidents")
    incidents = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 0
    assert any(len(incident["reports"]) == 2 for incident in incidents)


def test_what_is_wrong_with_standard_input_is_said_of_it(run: Run) -> None:
    for given in ("", "\0\0", "..."):
        done = run("read", "-", given=given)
        assert done.stderr.startswith("put aside: standard input: ")


def test_standard_input_is_a_report(run: Run) -> None:
    done = run("read", "-", "--published", "2031-06-04", "--format", "jsonl", given=TEXT)
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) >= 2


def test_output_goes_to_the_file_when_it_is_whole(run: Run, story: str) -> None:
    Path("claims.jsonl").write_text("of before")
    done = run("read", story, "--format", "jsonl", "--output", "claims.jsonl")
    assert (done.exit_code, done.stdout) == (0, "")
    assert [json.loads(line)["type"] for line in Path("claims.jsonl").read_text().splitlines()]
    assert run("read", "missing.txt", "--format", "jsonl", "--output", "claims.jsonl").exit_code == 1
    assert "killing" in Path("claims.jsonl").read_text()
    assert sorted(path.name for path in Path().iterdir()) == ["claims.jsonl", "story.txt"]


def test_output_that_finds_no_room_is_named(run: Run, story: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no such device here")
    done = run("read", story, "-o", "/dev/full")
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: /dev/full could not be written: ")
    assert len(done.stderr.splitlines()) == 1


LIMITED = """
import resource
from pathlib import Path
from according.commands.console import writing
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
with writing(Path("small.txt")) as out:
    out.write("9" * 9999)
"""


def test_output_that_grows_too_large_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "small.txt").write_text("as it was")
    done = subprocess.run([sys.executable, "-c", LIMITED], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert "small.txt could not be written: " in done.stderr.splitlines()[-1]
    assert (tmp_path / "small.txt").read_text() == "as it was"
    assert [each.name for each in tmp_path.iterdir()] == ["small.txt"]


def test_a_language_that_is_not_read_is_told_and_some_were_not_read(run: Run, story: str) -> None:
    Path("histoire.txt").write_text(FRENCH)
    alone = run("read", "histoire.txt", "--format", "jsonl")
    assert (alone.exit_code, alone.stdout) == (3, "")
    assert alone.stderr.splitlines() == ["not read: French (histoire.txt)"]
    beside = run("read", "histoire.txt", story, "--published", "2031-06-04", "--format", "jsonl")
    assert (beside.exit_code, beside.stderr) == (3, alone.stderr)
    assert "killing" in beside.stdout
    assert "language that is not read" in run("read", "--help").stdout.replace("\n  ", " ")


def test_days_of_the_week_without_a_date_are_hinted_at_once(run: Run, story: str) -> None:
    Path("second.txt").write_text(TEXT + "\nNobody else was hurt.\n")
    Path("dateless.txt").write_text("Clash\n\nThe army said that its soldiers killed 12 militants near Bunia.\n")
    done = run("read", story, "second.txt", "dateless.txt", "--format", "jsonl")
    assert done.exit_code == 0
    (line,) = done.stderr.splitlines()
    assert line.startswith("hint: the day of publication of 2 reports is not known")
    assert "--published DATE" in line
    assert run("read", "dateless.txt").stderr == ""
    assert run("read", story, "--published", "2031-06-04").stderr == ""
    Path("dated.jsonl").write_text(json.dumps({"text": TEXT, "published": "2031-06-04"}))
    assert run("read", "dated.jsonl").stderr == ""


# Bad input: each is told in a line, and none ends in a traceback


def _nothing(_folder: Path) -> str:
    return "missing.txt"


def _folder(folder: Path) -> str:
    (folder / "photos").mkdir()
    (folder / "photos" / "one.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    return "photos"


def _empty(folder: Path) -> str:
    (folder / "empty.txt").write_bytes(b"")
    return "empty.txt"


def _binary(folder: Path) -> str:
    (folder / "program.txt").write_bytes(bytes(range(256)) * 40)
    return "program.txt"


def _refused(_folder: Path) -> str:
    return "http://127.0.0.1:9/story"


def _no_address(_folder: Path) -> str:
    return "http://"


@pytest.mark.parametrize("make", [_nothing, _folder, _empty, _binary, _refused, _no_address])
def test_what_cannot_be_read_is_put_aside_with_the_reason(run: Run, story: str, make: Callable[[Path], str]) -> None:
    bad = make(Path())
    alone = run("read", bad)
    assert (alone.exit_code, alone.stdout) == (1, "")
    aside, summary = alone.stderr.splitlines()
    assert aside.startswith("put aside: ")
    assert bad in aside
    assert summary == "0 reports read, 1 put aside"
    beside = run("read", bad, story, "--published", "2031-06-04", "--format", "jsonl")
    assert beside.exit_code == 3
    assert beside.stderr.splitlines() == [aside, "1 report read, 1 put aside"]
    assert "killing" in beside.stdout


def test_a_bent_address_costs_only_itself(run: Run, story: str) -> None:
    done = run("read", story, "http://xn--a.com/", "http://a\x00b/", story, "--published", "2031-06-04")
    assert done.exit_code == 3
    assert "killing" in done.stdout
    first, second, summary = done.stderr.splitlines()
    assert first.startswith("put aside: http://xn--a.com/: no web address: ")
    assert second.startswith("put aside: ")
    assert summary == "1 report read, 2 put aside"


def test_a_bad_line_in_the_middle_is_put_aside_with_its_number(run: Run) -> None:
    lines = [json.dumps({"id": f"P{n}", "text": f"{TEXT} No. {n}", "published": "2031-06-04"}) for n in range(4)]
    lines[2] = '{"id": "P2", "text": '
    Path("reports.jsonl").write_text("\n".join(lines))
    done = run("read", "reports.jsonl", "--format", "jsonl")
    assert done.exit_code == 3
    assert "reports.jsonl" in done.stderr
    assert "3" in done.stderr.splitlines()[0]
    assert done.stderr.splitlines()[-1] == "3 reports read, 1 put aside"
    assert {json.loads(line)["given_id"] for line in done.stdout.splitlines()} == {"P0", "P1", "P3"}


def test_of_many_bad_lines_the_first_are_told_and_the_others_counted(run: Run) -> None:
    good = json.dumps({"text": "Army says toll rises\n\nThe army said three people were killed in Goma."})
    Path("batch.jsonl").write_text("{\n" * 1100 + good)
    done = run("read", "batch.jsonl")
    assert done.exit_code == 3
    *first, more, summary = done.stderr.splitlines()
    assert [f"batch.jsonl, line {n}:" in line for n, line in enumerate(first, 1)] == [True] * 100
    assert (more, summary) == ("... and 1,000 more", "1 report read, 1,100 put aside")


def test_a_report_that_is_too_long_is_put_aside(run: Run, story: str) -> None:
    Path("according.toml").write_text("[read]\nmost_characters = 50\n")
    done = run("read", story)
    assert done.exit_code == 1
    assert "more than 50: split it, or raise most_characters" in done.stderr


def test_fifty_megabytes_of_one_line(tmp_path: Path) -> None:
    with (tmp_path / "line.txt").open("wb") as line:
        for _ in range(50):
            line.write(b"word " * 200_000)
    code, out, err = finish(spawn("read", "line.txt", folder=tmp_path))
    assert (code, out) == (1, "")
    assert err.startswith("put aside: ")


# Keeping


def kept_rows(path: str = "according.db") -> dict[str, int]:
    with sqlite3.connect(path) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}  # noqa: S608 (our own names)
    database.close()
    return rows


def test_keeping_twice_changes_nothing(run: Run, story: str) -> None:
    first = run("read", story, "--published", "2031-06-04", "--keep")
    assert first.exit_code == 0
    assert first.stderr.startswith("kept: 1 report, ")
    rows = kept_rows()
    assert rows["reports"] == rows["sightings"] == 1
    assert rows["claims"] == rows["groundings"] >= 2
    assert run("read", story, "--published", "2031-06-04", "--keep").stdout == first.stdout
    assert kept_rows() == rows


def test_another_date_for_what_is_kept_is_told(run: Run, story: str) -> None:
    run("read", story, "--published", "2031-06-04", "--keep")
    again = run("read", story, "--published", "2031-07-09", "--keep")
    assert f"date: {story}: kept before as published on 2031-06-04" in again.stderr
    moved = run("read", story, "--published", "2031-07-09", "--keep", "--redate")
    assert f"date: {story}: moved from 2031-06-04 to 2031-07-09" in moved.stderr
    assert run("read", story, "--redate").exit_code == 2


def test_what_is_kept_is_listed_filtered_and_shown(run: Run, story: str) -> None:
    assert "nothing is kept yet" in run("incidents").stderr
    assert not Path("according.db").exists()
    shown = run("read", story, "--published", "2031-06-04", "--keep", "--format", "incidents")
    assert run("incidents", "--format", "incidents").stdout == shown.stdout
    incident = json.loads(shown.stdout.splitlines()[0])

    def number(*filters: str) -> int:
        return len(run("incidents", "--format", "incidents", *filters).stdout.splitlines())

    assert number("--type", "killing") == number("--since", "2031-06-01", "--until", "2031-06") > 0
    assert number("--type", "abduction") == number("--since", "2031-07") == number("--until", "2030") == 0
    assert number("--country", "cd") > 0
    assert number("--country", "ML") == number("--actor", "nobody of this name") == 0
    assert number("--near", "Bunia", "--within", "20") == number("--bbox", "29,0,32,3", "--words", "militants") > 0
    assert number("--near", "0,0") == number("--voice", "witness") == number("--admin1", "Kayes") == 0
    assert number("--sort", "newest", "--limit", "1") == 1
    assert "fits" in run("incidents", "--type", "abduction").stderr
    claims = [json.loads(line) for line in run("claims", "--words", "soldiers bunia").stdout.splitlines()]
    assert {claim["type"] for claim in claims} == {"killing"}
    assert "no claim" in run("claims", "--words", "submarines").stderr

    assert "Bunia" in run("show", incident["id"]).stdout
    claim = run("show", incident["claims"][0][:10])
    assert "killing" in claim.stdout
    assert "[" in claim.stdout
    report = run("show", incident["reports"][0][:10]).stdout
    assert "published 2031-06-04 (given)" in report
    assert incident["claims"][0][:12] in report


def test_words_alone_are_shown_though_they_are_in_no_incident(run: Run) -> None:
    Path("threat.txt").write_text("Warning to drivers\n\nThe rebels threatened to kill anyone who drives to Bunia.\n")
    told = run("read", "threat.txt", "--keep", "--format", "jsonl")
    claims = [json.loads(line) for line in told.stdout.splitlines()]
    assert "threat" in {claim["type"] for claim in claims}
    assert run("incidents", "--format", "incidents").stdout == ""
    assert "in no incident" in run("show", claims[0]["id"]).stdout
    assert "threat" in run("show", "i_" + claims[0]["id"][2:]).stdout


def test_what_is_damaged_in_the_store_is_named_and_the_rest_is_listed(run: Run, story: str) -> None:
    run("read", story, "--published", "2031-06-04", "--keep")
    with sqlite3.connect("according.db") as bare:
        (claim,) = bare.execute("SELECT id FROM claims WHERE n = 1").fetchone()
        bare.execute("UPDATE groundings SET json = '{}' WHERE claim = 1")
    bare.close()
    listed = run("incidents")
    assert listed.exit_code == 3
    assert listed.stdout.startswith("KILLING")
    assert listed.stderr.startswith(f"put aside: claim {claim} of the report r_")
    shown = run("show", claim)
    assert shown.exit_code == 1
    assert f"{claim} is damaged in the store" in shown.stderr


def test_what_is_kept_is_looked_after(run: Run, story: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for words in ("check", "stats", "vacuum"):
        refused = run("store", words)
        assert refused.exit_code == 1
        assert "nothing is kept yet" in refused.stderr
    assert not (tmp_path / "according.db").exists()
    assert run("read", story, "--published", "2025-05-14", "--keep").exit_code == 0
    whole = run("store", "check")
    assert (whole.exit_code, whole.stdout) == (0, "")
    assert re.fullmatch(r"checked 1 report, \d+ claims: whole\n", whole.stderr)
    assert re.search(r"^reports +1$", run("store", "stats").stdout, re.MULTILINE)
    assert run("store", "vacuum").exit_code == run("store", "backup", "copy.db").exit_code == 0
    assert run("store", "backup", "copy.db").exit_code == 1
    with sqlite3.connect("according.db") as store:
        store.execute("UPDATE groundings SET json = replace(json, 'killed', 'KILLED')")
    bent = run("store", "check")
    assert bent.exit_code == 3
    assert "are not those of the report" in bent.stdout
    assert bent.stderr.endswith(f"claims: {len(bent.stdout.splitlines())} faults\n")
    shown = run("incidents", "--format", "jsonl").stdout
    monkeypatch.setenv("ACCORDING_STORE", "sqlite:///copy.db")
    assert run("store", "check").exit_code == 0
    assert run("incidents", "--format", "jsonl").stdout != shown


def test_showing_what_is_not_there(run: Run, story: str) -> None:
    assert run("show", "i_2f").exit_code == 1
    run("read", story, "--keep")
    assert "begins with 'zz'" in run("show", "zz").stderr
    several = run("show", "c_")
    assert several.exit_code == 1
    assert "write more of it" in several.stderr


def test_a_backup_is_restored(run: Run, story: str) -> None:
    run("read", story, "--keep")
    run("store", "backup", "copy.db")
    refused = run("store", "restore", "copy.db")
    assert refused.exit_code == 1
    assert "according.db is not empty, and nothing was changed: --replace" in refused.stderr
    done = run("store", "restore", "copy.db", "--replace")
    assert re.search(r"kept before is in according.db.replaced-\w+: .*\nrestored 1 report, \d claims in ", done.stderr)
    assert run("store", "check").exit_code == 0
    assert run("store", "restore", "nowhere.db").exit_code == 1


def test_what_an_older_reader_read_is_read_anew(run: Run, story: str) -> None:
    assert run("store", "reread").exit_code == 1
    run("read", story, "--keep")
    shown = run("claims").stdout
    with sqlite3.connect("according.db") as database:
        database.execute("UPDATE markups SET basis = 'older'")
        database.execute("UPDATE groundings SET json = replace(json, '\"CD\"', '\"ZR\"')")
    database.close()
    done = run("store", "reread")
    assert (done.exit_code, done.stdout) == (0, "")
    assert re.match(r"read anew: 1 report; left as read before: 0\nclaims: 0 new, 0 gone, [1-9] changed\n", done.stderr)
    assert run("claims").stdout == shown
    assert run("store", "reread").stderr.startswith("read anew: 0 reports; left as read before: 1\n")


def test_a_report_is_forgotten_and_stays_so(run: Run, story: str) -> None:
    assert run("forget", story).exit_code == 1
    assert not Path("according.db").exists()
    run("read", story, "--keep")
    asked = run("forget", story, given="n\n")
    assert asked.exit_code == 1
    assert re.search(
        r"would be forgotten: r_\w+ with \d claims, 0 decisions, 0 links\n  incident i_\w+ goes", asked.stderr
    )
    gone = run("forget", story, "--yes", "--reason", "asked")
    assert gone.exit_code == 0
    assert gone.stderr.startswith("forgotten: r_")
    assert run("store", "vacuum").exit_code == run("store", "check").exit_code == 0
    for path in Path().glob("according.db*"):
        assert b"Bunia" not in path.read_bytes()
    assert run("forget", story).exit_code == 1
    again = run("read", story, "--keep")
    assert again.exit_code == 1
    assert re.search(r"put aside: story.txt: it was forgotten on .* \(asked\) .* --keep --again", again.stderr)
    assert run("read", story).exit_code == 0
    assert run("read", story, "--again").exit_code == 2
    assert run("read", story, "--keep", "--again").exit_code == run("read", story, "--keep").exit_code == 0
    assert "Bunia" in run("incidents").stdout


def test_a_store_that_refuses_ends_the_reading(run: Run, story: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCORDING_STORE", "sqlite:////nowhere/at/all/kept.db")
    done = run("read", story, "--keep")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "is its folder there" in done.stderr
    assert run("doctor").exit_code == 0  # nothing is there to be broken
    monkeypatch.setenv("ACCORDING_STORE", "sqlite:///story.txt")
    assert run("incidents").exit_code == 1
    assert run("doctor").exit_code == 1


def test_doctor_names_the_pipeline_that_is_in_each_markup(run: Run) -> None:
    line = next(line for line in run("doctor").output.splitlines() if line.startswith("reader "))
    assert name_reader(Settings()) in line


def test_doctor_tells_where_things_are(run: Run, story: str) -> None:
    run("read", story, "--keep")
    done = run("doctor")
    assert done.exit_code == 0
    for told in ("According", "sqlite:///according.db (1 report,", "embedded", "jsonl", "trafilatura", "psycopg"):
        assert told in done.stdout


def test_the_gazetteer_is_asked(run: Run) -> None:
    done = run("gazetteer", "find", "Bunia")
    assert done.exit_code == 0
    assert "CD" in done.stdout
    assert run("gazetteer", "find", "Qqxxyzz").exit_code == 1
    missing = run("gazetteer", "add", "nowhere.txt")
    assert missing.exit_code in {1, 2}
    assert "nowhere.txt" in missing.stderr


# Real processes


def test_a_second_reading_builds_nothing_and_tells_the_same(tmp_path: Path, story: str) -> None:
    first = finish(spawn("read", story, "--published", "2031-06-04", folder=tmp_path))
    code, out, err = finish(spawn("read", story, "--published", "2031-06-04", folder=tmp_path))
    assert (code, err) == (0, ""), "what is built is built by the first, which tells of it there"
    assert out == first[1]
    assert "Bunia" in out


def test_reading_loads_no_database(tmp_path: Path, story: str) -> None:
    program = (
        "import sys\nfrom according.cli import main\ntry:\n    main()\nexcept SystemExit:\n    print(*sys.modules)"
    )
    command = [sys.executable, "-c", program, "read", story]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=True)
    loaded = set(done.stdout.split())
    assert "according.pipeline" in loaded
    assert not {"sqlalchemy", "alembic"} & loaded


def test_output_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    (tmp_path / "récit.txt").write_text(TEXT)
    running = spawn("read", "récit.txt", "--format", "jsonl", folder=tmp_path, PYTHONIOENCODING="ascii")
    code, out, _ = finish(running)
    assert code == 0
    assert '"récit.txt"' in out


def test_a_reader_of_the_output_that_leaves_is_no_error(tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"{TEXT} No. {n}", "published": "2031-06-04"}) for n in range(100)]
    (tmp_path / "reports.jsonl").write_text("\n".join(lines))
    running = spawn("read", "reports.jsonl", "--format", "jsonl", folder=tmp_path)
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.readline()
    running.stdout.close()
    assert running.stderr.read() == b""
    assert running.wait() == 0
    running.stderr.close()


@pytest.mark.parametrize(("ends", "code"), [(">&-", 0), ("2>&-", 0), (">/dev/full", 1), ("| head -n 1", 0)])
def test_wherever_the_output_goes_there_is_no_traceback(tmp_path: Path, story: str, ends: str, code: int) -> None:
    if "/dev/full" in ends and not Path("/dev/full").exists():
        ends, code = "", 0
    python = shlex.quote(sys.executable)
    program = f"{python} -c 'from according.cli import main; main()' read {story} --published 2031-06-04 {ends}"
    # What is still held when Python ends must not fail a second time.
    held = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(["sh", "-c", program], capture_output=True, text=True, cwd=tmp_path, check=False, env=held)
    assert done.returncode == code
    told = "Error: standard output could not be written: No space left on device: make room"
    assert done.stderr == (f"{told}, or name another file with --output\n" if code else "")


def test_interrupted_it_says_so_in_one_line(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "slow")  # a report that never comes
    running = spawn("read", "slow", folder=tmp_path)
    with (tmp_path / "slow").open("wb"):  # waits until it is opened to be read
        time.sleep(0.2)
        running.send_signal(signal.SIGINT)
        running.wait()
    code, out, err = finish(running)
    assert (code, out) == (130, "")
    assert len(err.splitlines()) == 1
    assert "interrupted" in err


def test_a_terminal_sees_how_many_were_read(tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"{TEXT} No. {n}"}) for n in range(6)]
    (tmp_path / "reports.jsonl").write_text("\n".join(lines))
    assert b"reports read" in _seen_on_a_terminal(tmp_path, "reports.jsonl")


def test_a_terminal_sees_how_much_of_a_long_report_was_read(tmp_path: Path) -> None:
    told = [f"Gunmen killed {n} people near Kumbo on Tuesday, police said." for n in range(2, 202)]
    (tmp_path / "long.txt").write_text(" ".join(told))
    assert re.search(rb"[1-9][0-9]?% of a long report read", _seen_on_a_terminal(tmp_path, "long.txt"))
    (tmp_path / "short.txt").write_text(" ".join(told[:9]))
    assert b"of a long report" not in _seen_on_a_terminal(tmp_path, "short.txt")


def _seen_on_a_terminal(folder: Path, name: str) -> bytes:
    """What a terminal shows of standard error while this is read."""
    pty: Any = pytest.importorskip("pty")
    leader, follower = pty.openpty()
    command = [sys.executable, "-c", "from according.cli import main; main()", "read", name, "-o", "out.txt"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=follower, cwd=folder) as running:
        os.close(follower)
        seen = b""
        while chunk := _read(leader):
            seen += chunk
    os.close(leader)
    assert running.returncode == 0
    return seen


def _read(leader: int) -> bytes:
    try:
        return os.read(leader, 4096)
    except OSError:  # the other end is closed
        return b""
