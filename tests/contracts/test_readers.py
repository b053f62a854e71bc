"""Every reader: its spans lie in the report, it answers for each report by itself, and no text breaks it."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from according.codec import decode, encode
from according.model import Markup, Report, spans_of
from according.ontology import load
from according.readers import READERS, Reader

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
HOSTILE = {
    "one word": "Killed",
    "one blank": " ",
    "line ends": "\n\n\n\n",
    "only quotation marks": "“" * 500 + "”" * 500 + "\"'" * 500,
    "quotations within quotations": "“He said: " * 200 + "ten died" + "”" * 200,
    "a sentence without an end": "soldiers killed rebels and " * 2_000,
    "one long word": "kill" * 10_000,
    "digits": "9" * 20_000 + " people were killed",
    "numbers": "one hundred and " * 3_000 + "two were killed.",
    "full stops": "killed. " * 3_000,
    "only full stops": "." * 20_000,
    "commas": "Kayes, " * 5_000,
    "brackets": "(" * 5_000 + "killed" + ")" * 5_000,
    "capitals": "MILITANTS KILLED TWELVE SOLDIERS IN KAYES, THE ARMY SAID.",
    "no capitals": "militants killed twelve soldiers in kayes, the army said.",
    "marks beside letters": "Sandare\u0301 was attacked; 3\u00a0000 fled.\u202e Ten were killed.\u200b",
    "beyond the first plane": "🕊" * 50 + " Twelve people were killed 🕊 in Kayes, police said. " + "𝔎" * 50,
    "another script": "قُتل اثنا عشر شخصا. Двенадцать человек убиты. 十二人が死亡した。",
    "control characters": "Twelve\x01 people\x0b were\x1f killed\x7f in Kayes.",
    "windows line ends": "Twelve killed\r\n\r\nTwelve people were killed in Kayes, police said.\r\n",
    "said that said that": "the army said that " * 1_500 + "ten died",
}
SENTENCES = st.lists(
    st.sampled_from(
        [
            "Gunmen killed four villagers near Kumbo on Tuesday.",
            "The army denied it.",
            "“At least 30 people fled,” a resident said.",
            "Police put the toll at nine; a local group speaks of 14.",
            "It rained.",
            "The rebels, who took two posts, gave no figures.",
        ]
    )
    | st.text(max_size=30),
    max_size=6,
).map(" ".join)


@pytest.fixture(scope="module", params=READERS.names())
def reader(request: pytest.FixtureRequest) -> Reader:
    return READERS.take(request.param)()


def check(report: Report, markup: Markup, reader: Reader) -> None:
    """Hold a markup against what every markup must be."""
    assert markup.report == report.id
    assert markup.version == reader.version
    for span in spans_of(markup):
        assert report.text[span.start : span.end] == span.words
        assert span.words.strip(), "an empty span is no evidence"
    for reading in markup.readings:
        assert reading.type in load()
        assert reading.evidence, f"a {reading.type} without evidence"
        assert 0 <= reading.score <= 1
    assert not markup.vectors or len(markup.vectors) == len(markup.sentences)
    assert [span.start for span in markup.sentences] == sorted(span.start for span in markup.sentences)
    assert decode(Markup, encode(markup)) == markup


def test_it_has_what_the_shelf_promises(reader: Reader) -> None:
    assert reader.version
    assert reader.languages
    assert all(len(language) == 2 for language in reader.languages)
    assert reader.read([]) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_its_spans_lie_in_the_examples(reader: Reader, path: Path) -> None:
    report = Report(text=path.read_text(encoding="utf-8"), language="en")
    (markup,) = reader.read([report])
    check(report, markup, reader)
    assert markup.sentences


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_read(reader: Reader, text: str) -> None:
    report = Report(text=text, language="en")
    (markup,) = reader.read([report])
    check(report, markup, reader)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(SENTENCES.filter(bool), min_size=1, max_size=3))
def test_its_answer_does_not_depend_on_what_is_read_beside_it(reader: Reader, texts: list[str]) -> None:
    reports = [Report(text=text, language="en") for text in texts]
    together = reader.read(reports)
    alone = [markup for report in reports for markup in reader.read([report])]
    backwards = reader.read(reports[::-1])[::-1]
    assert together == alone == backwards
    for report, markup in zip(reports, together, strict=True):
        check(report, markup, reader)


def test_what_it_cannot_read_it_leaves_and_says_so(reader: Reader) -> None:
    spoken = next(language for language in ("de", "fr", "sw") if language not in reader.languages)
    report = Report(text="Zwölf Menschen wurden in Kayes getötet.", language=spoken)
    (markup,) = reader.read([report])
    assert markup.not_read
    assert not markup.readings


def test_a_new_reader_of_the_same_kind_answers_the_same(reader: Reader) -> None:
    reports = [Report(text=path.read_text(encoding="utf-8"), language="en") for path in EXAMPLES]
    assert type(reader)().read(reports) == reader.read(reports)
