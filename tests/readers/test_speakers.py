"""Who speaks where the words leave it to the sentence around them: on invented sentences."""

import pytest

from according.model import Report
from according.readers.embedded import EmbeddedReader

READER = EmbeddedReader(gated=False)


def speakers(text: str) -> list[str]:
    """The names of the speakers of each reading; "" is the outlet."""
    (markup,) = READER.read([Report(text=text)])
    return [" and ".join(speaker.name for speaker in reading.voice.speakers) for reading in markup.readings]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('"They came at night," said Ilan Odaro, who fled the town of Vesk, "and they killed two men."', "Ilan Odaro"),
        ("A statement issued by UNICEF indicated that five civilians were killed in Vesk.", "UNICEF"),
        ("Five civilians were killed, according to a statement by Doctors of the River.", "Doctors of the River"),
        ("Nine men had cuts suggesting they were tortured, said a director of the Vesk Rights Commission.",
         "director of the Vesk Rights Commission"),
        ('The Vesk Courier reported on Monday that "A bomb killed six people in Vesk, hospital officials said...',
         "hospital officials"),
        ("The shells killed nine fighters, including Odaro who led them in Vesk,  activist Sara Venn told Tarsk News.",
         "Sara Venn"),
        ("Radio Tarsk said none of its men had been lost and charged that the army killed 26 farmers in Vesk.",
         "Radio Tarsk"),
    ],
)  # fmt: skip
def test_who_speaks_is_whom_the_sentence_names(text: str, name: str) -> None:
    told = speakers(text)
    assert told
    assert all(name in each for each in told), told


def test_what_residents_tell_the_outlet_is_not_all_that_it_says() -> None:
    told = speakers("Shells hit the edge of Vesk on Monday, locals tell us.\n\nIn Tarsk, gunmen killed four farmers.")
    assert told[-1] == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Minister Ada Obi said: The attack was an act of terror. The rebels killed nine people in Vesk.", "Ada Obi"),
        ("The deadliest of the blasts hit a market in the suburb of Odaro, police said, leaving nine men dead.",
         "police"),
        ("Gunmen killed nine men in Vesk, survivors who reached Tarsk by boat told the Courier.", "survivors"),
        ("Gunmen killed nine men in Vesk, Tarsk radio reported, quoting the Odarian government.",
         "Odarian government"),
        ("Reuters, citing survivors, reported that nine men were killed in Vesk.", "survivors"),
        ("The Vesk Observatory for Human Rights (VOHR)\n\nWarplanes killed nine men in the town of Tarsk.",
         "Vesk Observatory for Human Rights"),
        ('"We ran," said Ilan Odaro. "They killed two men in Vesk," Sara Venn said.', "Sara Venn"),
    ],
)  # fmt: skip
def test_who_speaks_stands_beside_the_verb_or_before_the_colon(text: str, name: str) -> None:
    told = speakers(text)
    assert told
    assert all(name in each for each in told), told


def test_the_rows_of_a_table_are_told_by_its_column_of_sources() -> None:
    told = speakers(
        "DATE | PLACE | WHAT HAPPENED | SOURCE\n"
        "2 Dec | Vesk | Gunmen killed two farmers. One rifle was seized | Police\n"
        "4 Dec | Tarsk | Nine huts burnt by miscreants | Red Cross\n\n"
        "Gunmen killed four men in Odaro."
    )
    assert {"Police", "Red Cross", ""} == set(told)
    assert told[-1] == ""


def test_a_group_that_a_report_names_speaks_within_what_an_outlet_reports() -> None:
    text = (
        "According to a Courier report, the Free Hill Front (FHF), a heavily armed group, claimed responsibility for "
        "the attacks and said it had seized control of three army posts in Merrin."
    )
    (markup,) = EmbeddedReader(gated=False).read([Report(text=text)])
    taken = [reading for reading in markup.readings if reading.type == "control-change"]
    assert [[speaker.name for speaker in reading.voice.speakers] for reading in taken] == [["Free Hill Front"]]
