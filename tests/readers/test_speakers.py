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
