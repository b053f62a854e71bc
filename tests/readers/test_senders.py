"""Whose words a whole document is: releases, communiqués, statements, interviews, and reports that are nobody's."""

import pytest

from according.model import Mention, Report
from according.readers.embedded import EmbeddedReader

READER = EmbeddedReader(gated=False)


def speakers(text: str) -> list[tuple[Mention, ...]]:
    (markup,) = READER.read([Report(text=text)])
    return [reading.voice.speakers for reading in markup.readings]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            (
                "NATIONAL ARMED FORCES GENERAL STAFF\nPRESS RELEASE No. 12\n\n"
                "On Monday a convoy struck a mine near Ataba. Two soldiers were killed and four were wounded."
            ),
            "NATIONAL ARMED FORCES GENERAL STAFF",
        ),
        (
            (
                "Ministry of Health | Situation report 4\n\n"
                "Shelling of the market in Doro on Monday killed nine people. Fourteen others were wounded."
            ),
            "Ministry of Health",
        ),
        (
            (
                "According to a press release of the army, troops searched the village of Doro. "
                "During the operation, six rebels were killed."
            ),
            "army",
        ),
        (
            (
                "The Doro Doctors' Network strongly condemns the shelling of a clinic in Ataba. "
                "Three nurses were killed on Monday."
            ),
            "Doro Doctors' Network",
        ),
        (
            (
                "Our fighters attacked a post of the army near Ataba, said Idris Kone, spokesman for the Free Front. "
                "Six soldiers were killed."
            ),
            "Idris Kone",
        ),
    ],
)
def test_the_sender_speaks_where_nobody_else_does(text: str, speaker: str) -> None:
    found = speakers(text)
    assert found
    assert {mention.name for each in found for mention in each} == {speaker}


def test_who_is_named_speaks_and_not_the_sender() -> None:
    text = (
        "ARMED FORCES GENERAL STAFF\nPRESS RELEASE No. 12\n\nTwo soldiers were killed near Ataba on Monday. "
        "Residents said that shells had wounded nine people."
    )
    assert [each[0].name for each in speakers(text)] == ["ARMED FORCES GENERAL STAFF", "Residents"]


@pytest.mark.parametrize(
    "text",
    [
        "Nine killed in market shelling\n\nShells hit the market in Doro on Monday. Nine people were killed.",
        "EVENING BULLETIN | Headlines at six\n\nGunmen killed nine people in Doro on Monday.",
        "Gunmen killed nine people in Doro on Monday. Our correspondent saw burnt houses.",
    ],
)
def test_a_report_of_nobody_is_the_outlets(text: str) -> None:
    found = speakers(text)
    assert found
    assert not any(found)


def test_two_who_speak_by_one_noun_are_two() -> None:
    found = speakers("A bomb killed nine people in Doro on Monday, police and hospital sources said.")
    assert found
    assert all([mention.name for mention in each] == ["police", "hospital sources"] for each in found)


def test_what_an_outlet_reports_that_another_said_is_the_others() -> None:
    (markup,) = READER.read(
        [Report(text="Reuters reported that a bomb killed nine people in Doro, the authorities said.")]
    )
    voices = [reading.voice for reading in markup.readings]
    assert {mention.name for voice in voices for mention in voice.speakers} == {"authorities"}
    assert {mention.name for voice in voices for mention in voice.relayed_by} == {"Reuters"}


def test_what_stands_behind_a_colon_in_a_heading_is_no_sender() -> None:
    text = (
        'RIVER LIBERATION FRONT\nPress Release\n20 July 2020\n\nOPERATION "LONG RAIN": DORO GARRISON FALLS\n\n'
        "Our fighters stormed the base of Doro at dawn. The bodies of 41 soldiers were collected there."
    )
    (markup,) = EmbeddedReader(gated=False).read([Report(text=text)])
    speakers = {speaker.name for reading in markup.readings for speaker in reading.voice.speakers}
    assert "DORO GARRISON FALLS" not in speakers
    assert any("FRONT" in name for name in speakers)
