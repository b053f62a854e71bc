"""Of what kind who speaks is: by what the report says of him, there or elsewhere; on invented sentences."""

import pytest

from according.model import Report
from according.readers.embedded import EmbeddedReader

READER = EmbeddedReader(gated=False)


def speakers(text: str) -> list[tuple[str, str]]:
    """The first speaker of each reading: his name and his kind."""
    (markup,) = READER.read([Report(text=text)])
    return [
        (reading.voice.speakers[0].name, reading.voice.speakers[0].label) if reading.voice.speakers else ("", "")
        for reading in markup.readings
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ilan Odaro, a farmer from Vesk, said that gunmen killed two men. Nine were abducted, Odaro said.",
         ("Ilan Odaro", "witness")),
        ("Gunmen killed two men, said Ilan Odaro, the spokesman for the U.N. mission in Vesk.", ("Ilan Odaro", "un")),
        ("The head of the regional military administration, Ilan Odaro, spoke. Odaro said that two men were killed.",
         ("Ilan Odaro", "local-official")),
        ("The Commissioner of Police, Mr. Ilan Odaro, spoke. Odaro said that two men were killed.",
         ("Ilan Odaro", "police")),
        ("Dr Sara Venn said that two men were killed.", ("Sara Venn", "medical")),
        ("Sister Sara said that two men were killed.", ("Sara", "community-leader")),
        ("Gunmen killed two men, according to Ilan Odaro, a rebel fighter. Nine were abducted, he said.",
         ("Ilan Odaro", "armed-group")),
        ("Ilan Odaro, the army killed two men, residents said.", ("residents", "witness")),
    ],
)  # fmt: skip
def test_who_is_described_is_what_the_description_tells(text: str, speaker: tuple[str, str]) -> None:
    told = speakers(text)
    assert told
    assert all(each == speaker for each in told), told


def test_a_quotation_that_no_mark_closes_goes_on_in_the_next_paragraph() -> None:
    told = speakers(
        '"The rebels burned our village," said Ilan Odaro, a farmer in Vesk.\n\n"They killed eleven people.\n\n'
        '"Then they left," he said.'
    )
    assert told == [("Ilan Odaro", "witness")] * 2
