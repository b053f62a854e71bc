"""What people see: who says what, how many, in which words; nothing of a report can play with the terminal."""

import io
from dataclasses import replace
from itertools import pairwise

import pytest

from according.exports import EXPORTS, Loss, View
from according.exports.text import CREDIT, Tables
from according.joining import join
from according.model import Actor, Claim, Count, Report, Series, Unknown
from joining.builders import (
    ARMY,
    DOCTOR,
    FAR_OFF,
    OUTLET,
    REBELS,
    RESIDENT,
    SOLDIERS,
    TABU,
    claim,
    day,
    number,
)

RAID = claim(
    "attack", words="Fighters of the Front raided Tabu.", where=(TABU,), when=day(0),
    roles={"initiator": (REBELS,), "affected": (ARMY,)},
)  # fmt: skip


def view(*claims: Claim, reports: tuple[Report, ...] = ()) -> View:
    joined = join(claims)
    return View(reports=reports, claims=claims, incidents=joined.incidents, links=joined.links)


def shown(*claims: Claim, reports: tuple[Report, ...] = ()) -> str:
    out = io.StringIO()
    Tables().write(view(*claims, reports=reports), out)
    return out.getvalue()


def row(text: str, words: str) -> str:
    """The table's row that begins on the line with these words, its four cells one after the other."""
    lines = text.splitlines()
    (at,) = [n for n, line in enumerate(lines) if words in line]
    head = next(line for line in reversed(lines[:at]) if line.startswith("voice"))
    edges = [head.index(name) for name in ("voice", "claim", "number", "the words")] + [None]
    cells = ["", "", "", ""]
    for n, line in enumerate(lines[at:]):
        parts = [line[start:end].strip() for start, end in pairwise(edges)]
        if not line or (n and parts[0] and parts[1]):
            break
        cells = [f"{cell} {part}".strip() for cell, part in zip(cells, parts, strict=True)]
    return " ".join(cell for cell in cells if cell)


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "150")


def test_the_heading_tells_what_where_when_and_who() -> None:
    what, status, parties, *_ = shown(RAID).splitlines()
    assert what == "ATTACK · Tabu, OR · 12 May 2031"
    assert status.startswith("single-voice · 1 voice in 1 report · i_")
    assert parties == "parties: Salt Front (acts), Army of Oria (is hit)"


def test_a_row_tells_voice_claim_number_and_words() -> None:
    four = claim(
        "killing", at=60, by=DOCTOR, words="four soldiers died", count=number(4, unit="soldiers"),
        roles={"affected": (SOLDIERS,)},
    )  # fmt: skip
    told = row(shown(RAID, four), "four soldiers died")
    assert told == "Imi killing: soldiers 4 soldiers “four soldiers died”"


def test_figures_of_different_voices_stand_side_by_side_and_are_marked() -> None:
    claims = [
        claim("killing", at=at, by=by, words=words, count=count, where=(TABU,), roles={"affected": (SOLDIERS,)})
        for at, by, words, count in (
            (60, ARMY, "lost four", number(4, unit="soldiers")),
            (160, REBELS, "killed seventeen", number(17, None, unit="soldiers")),
        )
    ]
    text = shown(RAID, *claims)
    assert "contested · voices differ on killing" in text
    assert "4 soldiers contested" in row(text, "lost four")
    assert "at least 17 soldiers contested" in row(text, "killed seventeen")
    assert "21" not in text


def test_a_figure_for_others_is_not_marked() -> None:
    """In one field, only those figures are marked that cannot both be."""
    rebels = Actor(words="rebels", name="rebels", kind="armed-group", status="fighter")
    claims = [
        claim("killing", at=at, by=by, words=words, count=number(n), where=(TABU,), roles={"affected": (whose,)})
        for at, by, words, n, whose in (
            (60, ARMY, "lost four", 4, SOLDIERS),
            (160, REBELS, "killed seventeen", 17, SOLDIERS),
            (260, ARMY, "killed twenty-six", 26, rebels),
        )
    ]
    text = shown(RAID, *claims)
    assert "contested" in row(text, "lost four")
    assert "contested" not in row(text, "killed twenty-six")


def test_a_missing_number_says_why() -> None:
    unclear = claim("losses", at=60, by=RESIDENT, words="nobody knows how many", count=Unknown(why="unclear"))
    kept_back = claim("losses", at=160, words="gave no figures", count=Unknown(why="not_given", by="salt-front"))
    silent = claim("wounding", at=260, words="soldiers were hurt")
    text = shown(RAID, unclear, kept_back, silent)
    assert "unclear" in row(text, "nobody knows")
    assert "Salt Front gives no number" in row(text, "gave no figures")
    assert "not stated" in row(text, "were hurt")
    assert "not stated" not in row(text, "raided Tabu"), "a deed has no number to be missing"


def test_what_one_voice_says_in_the_same_words_is_one_row() -> None:
    words = "a raid killed thirty soldiers"
    count = number(30, unit="soldiers")
    text = shown(claim("attack", words=words, where=(TABU,)), claim("killing", words=words, where=(TABU,), count=count))
    assert row(text, words) == f"the outlet attack; killing 30 soldiers “{words}”"


def test_two_numbers_in_the_same_words_stay_two_rows() -> None:
    words = "six rebels died, four were hurt"
    dead = claim("killing", words=words, where=(TABU,), count=number(6))
    hurt = claim("wounding", words=words, where=(TABU,), count=number(4))
    told = shown(dead, hurt)
    assert row(told, words) == f"the outlet killing 6 people “{words}”"
    assert row(told, "in the same words") == "the outlet wounding 4 people in the same words"


def test_a_part_of_one_voices_words_is_no_row_of_its_own() -> None:
    whole = "the number of people killed in the raid on Tabu has risen to 19"
    dead = claim("killing", words=whole, where=(TABU,), count=number(19), by=DOCTOR)
    raid = claim("attack", words="the raid on Tabu has risen to 19", where=(TABU,), by=DOCTOR)
    assert row(shown(dead, raid), "the number") == f"Imi attack; killing 19 people “{whole}”"
    assert len(shown(dead, replace(raid, speakers=(RESIDENT,))).splitlines()) > len(shown(dead, raid).splitlines())


def test_tolls_stand_before_deeds() -> None:
    dead = claim("killing", at=90, words="two died", where=(TABU,), count=number(2), by=DOCTOR)
    text = shown(RAID, dead)
    assert text.index("two died") < text.index("raided Tabu")


def test_who_speaks_is_told_with_the_office_even_where_the_words_are_short() -> None:
    full = Actor(words="the army spokesman Sule Dembo", name="Sule Dembo", kind="army")
    short = replace(full, words="Col Dembo")
    first = claim("killing", words="two died", where=(TABU,), count=number(2), by=full)
    second = claim("wounding", at=90, words="four were hurt", where=(TABU,), count=number(4), by=short)
    text = shown(first, second)
    assert row(text, "two died").startswith("army spokesman Sule Dembo killing")
    assert row(text, "four were hurt").startswith("army spokesman Sule Dembo wounding")


def test_what_is_counted_keeps_the_capitals_of_the_report() -> None:
    count = replace(number(6, unit="ngo staff"), words="six", at=(0, 3))
    text = shown(claim("killing", words="six NGO staff died", where=(TABU,), count=count))
    assert "6 NGO staff" in row(text, "six NGO staff died")


def test_several_incidents_are_counted_first() -> None:
    elsewhere = claim("attack", at=400, words="another raid", where=(FAR_OFF,), when=day(9))
    figures = [
        claim("killing", at=at, by=by, words=words, count=number(n), where=(TABU,), when=day(0))
        for at, by, words, n in ((60, ARMY, "four fell", 4), (160, REBELS, "nine fell", 9))
    ]
    assert shown(RAID, *figures, elsewhere).splitlines()[0] == "1 report, 2 incidents, 1 contested"


@pytest.mark.parametrize(
    ("by", "stance", "told"),
    [
        (REBELS, "asserts", "claims that it did this"),
        (REBELS, "denies", "denies that it did this"),
        (ARMY, "asserts", "says that Salt Front did this"),
    ],
)
def test_responsibility_is_told_as_it_was_said(by: Actor, stance: str, told: str) -> None:
    own = claim(
        "responsibility", at=60, by=by, stance="denies" if stance == "denies" else "asserts", words="on its channel",
        roles={"initiator": (REBELS,)},
    )  # fmt: skip
    assert told in row(shown(RAID, own), "on its channel")


def test_what_is_only_concluded_is_marked() -> None:
    others = Actor(words="another attack", name="another attack")
    own = claim(
        "responsibility", at=60, by=REBELS, words="and for another attack",
        roles={"initiator": (REBELS,), "object": (others,)},
    )  # fmt: skip
    next_told = claim("attack", at=160, words="Sole was hit", where=(FAR_OFF,), when=day(-9))
    text = shown(RAID, own, next_told)
    assert "claims that it did this (inferred)" in row(text, "and for another attack")
    assert "inferred" not in row(text, "Sole was hit")


def test_an_operation_is_followed_by_its_parts() -> None:
    whole = claim("attack", words="seven towns were hit", count=number(7, unit="towns"), where=(TABU, FAR_OFF))
    part = claim("killing", at=60, words="four died in Sole", count=number(4), where=(FAR_OFF,))
    headings = [line for line in shown(part, whole).splitlines() if " · " in line and line[0].isupper()]
    assert headings[0].startswith("OPERATION · ATTACK · Tabu, OR; Sole, OR")
    assert headings[1].startswith("PART OF IT · KILLING · Sole, OR")


def test_a_row_of_attacks_is_told_with_its_words() -> None:
    third = claim("attack", where=(TABU,), series=Series(ordinal=3, words="the third this month", at=(0, 20)))
    assert "series: “the third this month”" in shown(third)


def test_words_without_an_incident_are_shown_apart() -> None:
    text = shown(RAID, claim("warning", report="two", words="warned of more raids", by=OUTLET))
    assert text.index("OTHER CLAIMS") > text.index("ATTACK")
    assert "warning" in row(text, "warned of more raids")


def test_a_report_that_claims_nothing_is_named() -> None:
    assert shown(reports=(Report(text="It rained.", given_id="rain.txt"),)) == "rain.txt: nothing claimed\n"


def test_reports_are_named_where_several_tell_of_one_incident() -> None:
    reports = (Report(text="a", given_id="first.txt"), Report(text="b", given_id="second.txt"))
    doctor = Actor(words="a doctor", name="a doctor", kind="medical")
    claims = [
        claim(
            "attack", report=report.id.removeprefix("r_"), words=f"told by {report.given_id}", by=by, where=(TABU,),
            when=day(0), published=day(n), roles={"affected": (target,)},
        )
        for n, (report, by, target) in enumerate(zip(reports, (RESIDENT, doctor), (ARMY, SOLDIERS), strict=True))
    ]  # fmt: skip
    text = shown(*claims, reports=reports)
    assert "reports: first.txt, second.txt" in text
    assert row(text, "told by second.txt").startswith("a doctor [second.txt] attack")


def test_whose_places_they_are_is_told() -> None:
    assert shown(RAID).splitlines()[-1] == CREDIT == "Places: GeoNames, CC BY 4.0"
    assert CREDIT not in shown(claim("attack"))


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b[31mred\x1b[0m",
        "[bold]loud[/bold]",
        "[link=https://example.org]x[/link]",
        "a\x07b\x08c",
        "\u202etxet",
        "x\ny\rz",
        "[/]",
    ],
)
def test_hostile_words_are_only_words(hostile: str) -> None:
    actor = Actor(words=hostile, name=hostile, kind="armed-group", status=hostile)
    count = Count(least=3, most=3, qualifier="vague", unit=hostile, words=hostile)
    place = Unknown(why="not_found", words=hostile, role="scene")
    made = claim(
        "killing", by=actor, via=actor, words=hostile, count=count, where=(place,),
        roles={"affected": (actor,), "initiator": (actor,)}, series=Series(ordinal=2, words=hostile, at=(0, 1)),
    )  # fmt: skip
    text = shown(made, claim("threat", at=99, by=actor, words=hostile), reports=(Report(text="x", given_id=hostile),))
    assert not {letter for letter in text if letter != "\n" and not letter.isprintable()}
    if hostile.startswith("["):
        assert hostile in text, "shown as it stands, not taken for markup"


@pytest.mark.parametrize(("columns", "most"), [("20", 60), ("40", 60), ("80", 80), ("120", 120), ("200", 160)])
def test_it_fits_the_room_there_is(monkeypatch: pytest.MonkeyPatch, columns: str, most: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    long = claim(
        "killing", at=60, by=DOCTOR, words="and so many words " * 20, count=number(4), roles={"affected": (SOLDIERS,)}
    )
    lines = shown(RAID, long).splitlines()
    assert max(map(len, lines)) <= most
    assert all(line == line.rstrip() for line in lines)


def test_what_is_left_out_is_counted() -> None:
    assert Tables().write(view(RAID), io.StringIO()) == Loss(what={"spans and scores": 1})
    assert Tables().write(view(), io.StringIO()) == Loss()


def test_a_terminal_gets_colours_and_a_file_none() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    Tables().write(view(RAID), terminal)
    assert "\x1b[" in terminal.getvalue()
    assert "\x1b" not in shown(RAID)


def test_it_is_on_the_shelf() -> None:
    assert EXPORTS.take("text") is Tables


def test_the_whole_of_it_at_eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an analyst sees: two figures that cannot both be, one that nobody gives, a place that is in no gazetteer."""
    monkeypatch.setenv("COLUMNS", "80")
    lost = Unknown(why="not_found", words="Binoro", role="scene")
    hit = claim(
        "attack", words="Fighters of the Front raided Tabu and Binoro.", where=(TABU, lost), when=day(0),
        roles={"initiator": (REBELS,), "affected": (ARMY,)}, by=RESIDENT,
    )  # fmt: skip
    four, many = (
        claim("killing", at=at, by=by, words=words, count=count, roles={"affected": (SOLDIERS,)})
        for at, by, words, count in (
            (60, ARMY, "lost four soldiers", number(4, unit="soldiers")),
            (160, REBELS, "at least 17 soldiers fell", number(17, None, unit="soldiers")),
        )
    )
    unclear = claim("wounding", at=260, by=DOCTOR, words="nobody has counted", count=Unknown(why="unclear"))
    text = shown(hit, four, many, unclear)
    (incident,) = join([hit, four, many, unclear]).incidents
    assert text.replace(incident.id[:10], "i_ID").splitlines() == [
        "ATTACK · Tabu, OR · 12 May 2031",
        "contested · voices differ on killing · 4 voices in 1 report · i_ID",
        "parties: Salt Front (acts), Army of Oria (is hit)",
        "also named: Binoro (not found)",
        "voice            claim               number         the words",
        "─" * 80,
        "Army of Oria     killing: soldiers   4 soldiers     “lost four soldiers”",
        "                                     contested",
        "Salt Front       killing: soldiers   at least 17    “at least 17 soldiers fell”",
        "                                     soldiers",
        "                                     contested",
        "Imi              wounding            unclear        “nobody has counted”",
        "a resident       attack: Army of                    “Fighters of the Front",
        "                 Oria; by Salt                      raided Tabu and Binoro.”",
        "                 Front",
        "",
        "Places: GeoNames, CC BY 4.0",
    ]


def test_a_place_that_is_not_found_heads_only_what_has_no_other() -> None:
    lost = Unknown(why="not_found", words="Binoro", role="scene")
    assert shown(claim("attack", where=(lost,))).startswith("ATTACK · Binoro (not found) · ")
    both = shown(claim("attack", where=(TABU, lost))).splitlines()
    assert both[0].startswith("ATTACK · Tabu, OR · ")
    assert "also named: Binoro (not found)" in both


def test_the_number_stands_in_its_column_alone() -> None:
    militants = Actor(words="more than 80 militants", name="more than 80 militants", status="fighter")
    count = Count(least=80, most=None, qualifier="more_than", unit="militants", words="more than 80")
    text = shown(claim("neutralisation", words="it struck", by=ARMY, count=count, roles={"affected": (militants,)}))
    assert row(text, "it struck") == "Army of Oria neutralisation: militants more than 80 militants “it struck”"


def test_a_pronoun_names_nobody() -> None:
    they = Actor(words="they", name="they")
    text = shown(
        claim("killing", words="they shot him", roles={"initiator": (they,), "affected": (replace(they, words="him"),)})
    )
    assert row(text, "they shot him") == "the outlet killing not stated “they shot him”"


def test_actors_are_told_by_name_and_never_by_their_id() -> None:
    kept_back = claim("losses", at=90, words="gave no figures", count=Unknown(why="not_given", by="salt-front"))
    responsible = claim("responsibility", at=190, by=ARMY, words="blamed the Front", roles={"initiator": (REBELS,)})
    text = shown(RAID, kept_back, responsible)
    assert "Salt Front gives no number" in row(text, "gave no figures")
    assert "salt-front" not in text
    assert "or-armed-forces" not in text


def test_a_denial_is_not_told_twice() -> None:
    site = Actor(words="No civilian site", name="No civilian site")
    denied = claim("attack", by=ARMY, stance="denies", words="was targeted", where=(TABU,), roles={"object": (site,)})
    assert row(shown(denied), "was targeted") == "Army of Oria denies: attack: civilian site “was targeted”"


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_no_number_is_broken_in_a_word(monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    text = shown(claim("killing", words="lost twelve", count=number(1200, unit="peacekeepers")))
    assert "1,200" in text
    assert "peacekeepers" in text
