"""The embedded reader: roles, voices, numbers, places and times by syntax, on sentences about invented events."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Token

from according.codec import encode
from according.model import Mention, Quantity, Reading, Report, Unknown
from according.readers.embedded import EmbeddedReader, pipelines
from according.readers.embedded.relations import Relations

READER = EmbeddedReader(gated=False)  # what is tested is syntax, on sentences out of any report


def read(text: str, type_: str = "") -> list[Reading]:
    (markup,) = READER.read([Report(text=text)])
    return [reading for reading in markup.readings if not type_ or reading.type == type_]


def only(text: str, type_: str) -> Reading:
    (reading,) = read(text, type_)
    return reading


def names(reading: Reading, role: str) -> list[str]:
    return [mention.name for mention in reading.roles.get(role, ())]


def number(reading: Reading) -> str:
    assert isinstance(reading.count, Quantity)
    return reading.count.span.words


@pytest.mark.parametrize(
    ("text", "type_", "initiator", "affected"),
    [
        ("Gunmen killed seven farmers near Doro on Friday.", "killing", ["Gunmen"], ["seven farmers"]),
        ("Seven farmers were killed by gunmen near Doro.", "killing", ["gunmen"], ["Seven farmers"]),
        ("Rebels stormed the village of Ataba, killing four guards.", "killing", ["Rebels"], ["four guards"]),
        ("An ambush by the rebels left four guards dead.", "killing", ["rebels"], ["four guards"]),
        ("Two guards died in an attack by rebels on a post near Doro.", "killing", ["rebels"], ["Two guards"]),
        ("The killing of five herders by militiamen in Barani angered the town.", "killing", ["militiamen"],
         ["five herders"]),
        ("Sarvan accused Kurshan of killing nine people in Ilam.", "killing", ["Kurshan"], ["nine people"]),
        ("The army blamed the rebels for the killing of nine herders.", "killing", ["rebels"], ["nine herders"]),
    ],
)  # fmt: skip
def test_who_did_it_to_whom(text: str, type_: str, initiator: list[str], affected: list[str]) -> None:
    reading = read(text, type_)[0]
    assert names(reading, "initiator") == initiator
    assert names(reading, "affected") == affected


def test_each_side_of_a_toll_is_a_claim() -> None:
    found = {
        number(reading) for reading in read("The blast killed 18 militants and seven soldiers in Doro.", "killing")
    }
    assert found == {"18", "seven"}


def test_people_named_one_by_one_are_counted() -> None:
    reading = only("Gunmen shot dead the mayor and his driver in Doro on Monday.", "killing")
    assert isinstance(reading.count, Quantity)
    assert reading.count.named == 2


def test_a_speaker_at_the_end_is_none_of_those_killed() -> None:
    reading = only("A car bomb exploded in Doro, killing seven people, police and a morgue employee said.", "killing")
    assert names(reading, "affected") == ["seven people"]
    assert [speaker.name for speaker in reading.voice.speakers] == ["police", "morgue employee"]


def test_a_relay_is_no_speaker() -> None:
    reading = only("A resident of Doro told the Courier that gunmen had killed three people.", "killing")
    assert [speaker.name for speaker in reading.voice.speakers] == ["resident of Doro"]
    assert [relay.name for relay in reading.voice.relayed_by] == ["Courier"]


def test_a_denial_keeps_the_type_of_what_is_denied() -> None:
    denied = [reading for reading in read("The army denied shelling the market of Doro.") if reading.type == "shelling"]
    assert [(reading.voice.stance, names(reading, "initiator")) for reading in denied] == [("denies", ["army"])]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels may attack Doro next week.",
        "The army plans to attack the rebels.",
        "If gunmen attack the village, the farmers will flee.",
    ],
)
def test_what_has_not_happened_is_no_claim(text: str) -> None:
    assert not [reading for reading in read(text) if reading.type in ("attack", "killing", "displacement")]


def test_a_second_sentence_has_the_place_and_day_of_the_first() -> None:
    reading = read("Gunmen attacked a village near Doro on Friday. Four guards were killed.", "killing")[0]
    assert [mention.span.words for mention in reading.where] == ["Doro"]
    assert isinstance(reading.when, Mention)
    assert reading.when.span.words == "Friday"


def test_the_day_of_the_telling_is_not_that_of_the_deed() -> None:
    fight = only(
        "The rebels killed two soldiers in Gao, while the agency on Sunday reported that a mine hurt a man.", "killing"
    )
    assert not isinstance(fight.when, Mention)


def test_a_headline_has_the_day_that_the_report_tells_below() -> None:
    text = (
        "Navy arrests 35 police officers. The officers had worked for the gang. Marines arrested 19 of them on Monday."
    )
    first = next(iter(read(text, "detention")))
    assert isinstance(first.when, Mention)
    assert first.when.span.words == "Monday"


def test_an_hour_is_the_time_where_no_day_is_told() -> None:
    told = only("A car bomb detonated in Saidiya at about 4:00 p.m. as a patrol passed by.", "bombing")
    assert isinstance(told.when, Mention)
    assert told.when.span.words == "about 4:00 p.m."


def test_a_toll_that_somebody_keeps_back_has_his_name() -> None:
    (losses,) = [r for r in read("Gunmen raided Doro. The army gave no casualty figures.") if r.withheld_by is not None]
    assert isinstance(losses.count, Unknown)
    assert losses.count.why == "not_given"
    assert losses.withheld_by is not None
    assert losses.withheld_by.name == "army"


def test_where_nobody_claims_it_nobody_speaks() -> None:
    text = "No group has claimed responsibility for the blast, which a doctor said had killed 11 worshippers."
    claimed = only(text, "responsibility")
    assert (claimed.voice.speakers, names(claimed, "initiator"), number(claimed)) == ((), [], "No")
    assert [speaker.name for speaker in only(text, "killing").voice.speakers] == ["doctor"]
    assert not [mention for reading in read(text) for mention in reading.voice.speakers if mention.name == "No group"]


def test_a_match_is_no_battle() -> None:
    text = "The striker fired a missile of a shot, the keeper saved, and the league leaders destroyed Victoria 5-0."
    assert read(text) == []


def test_the_pipeline_is_in_the_version() -> None:
    assert READER.version.split(" ")[1].startswith("en_core_web")


TEXTS = ["Gunmen killed two men in Doro.", "Police said so.", "It rained.", "“Four died,” he said."]


@settings(deadline=None)
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4))
def test_a_report_is_read_alike_alone_and_among_others(texts: list[str]) -> None:
    reports = [Report(text=text, given_id=str(n)) for n, text in enumerate(texts)]
    together = READER.read(reports)
    assert together == [READER.read([report])[0] for report in reports]


def attributed(text: str) -> list[tuple[str, str, str]]:
    """Each attribution as its source, cue and content, the words of each."""
    return [
        tuple(" ... ".join(text[first:last] for first, last in part) for part in (one.source, one.cue, one.content))  # type: ignore[misc]
        for one in READER.attributions(text)
    ]


@pytest.mark.parametrize(
    ("text", "attribution"),
    [
        (
            "Ama Doku, the mayor of Barani, who fled on Friday, said the road was closed.",
            ("Ama Doku, the mayor of Barani, who fled on Friday", "said", "the road was closed."),
        ),
        ("The mayor, who has said that the road was closed, left.", ("who", "has said", "that the road was closed")),
        (
            '"The road to Doro is closed," the mayor said. "It will stay closed for days."',
            ("the mayor", "said", '"The road to Doro is closed," ... "It will stay closed for days."'),
        ),
        (
            "The mayor said the road was closed, adding that the bridge had fallen.",
            ("The mayor", "said", "the road was closed"),
        ),
        ("The minister criticized the plan for the bridge.", ("The minister", "criticized", "the plan for the bridge")),
    ],
)  # fmt: skip
def test_who_says_what(text: str, attribution: tuple[str, str, str]) -> None:
    assert attribution in attributed(text)


def test_what_is_only_held_or_done_is_said_by_nobody() -> None:
    assert not attributed("The convoy crossed the river on Friday.")


def test_learned_cues_give_no_claim_a_voice() -> None:
    text = "The minister criticized the killing of seven farmers by gunmen near Doro."
    assert attributed(text)
    assert [reading.voice.speakers for reading in read(text, "killing")] == [()]


def test_claims_are_the_same_bytes_in_batches_of_any_size() -> None:
    """Of our own reports and the examples: 1, 7 and 64 at a time."""
    root = Path(__file__).parents[2]
    rows = (root / "gold" / "own.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(row)["text"] for row in rows][:40]
    texts += [path.read_text(encoding="utf-8") for path in sorted((root / "examples").glob("*.txt"))]
    reports = [Report(text=text, given_id=str(n)) for n, text in enumerate(texts)]
    one, seven, many = (
        [encode(markup) for at in range(0, len(reports), size) for markup in READER.read(reports[at : at + size])]
        for size in (1, 7, 64)
    )
    assert any('"type":"killing"' in markup.replace(" ", "") for markup in one)
    assert one == seven == many


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Seven farmers were killed, a police official said, speaking on condition of anonymity.",
            ["police official"],
        ),
        ("Seven farmers were killed near Doro, reported the Barani Herald.", ["Barani Herald"]),
        ("As the army said, seven farmers were killed near Doro.", ["army"]),
        ("Two days ago, the army said, gunmen killed seven farmers near Doro.", ["army"]),
        ("Seven farmers were killed, according to police and media reports.", ["police", "media reports"]),
        ("According to a statement issued by the army, seven farmers were killed.", ["army"]),
        ("Gunmen killed seven farmers, Ama Doku, a spokeswoman for the army, told reporters.", ["Ama Doku"]),
        (
            "The Dawn Front claimed responsibility for an attack in which a bomber killed seven men, police told CNN.",
            ["police"],
        ),
    ],
)
def test_who_speaks_wherever_he_stands(text: str, speakers: list[str]) -> None:
    voice = only(text, "killing").voice
    assert [mention.name.split(",")[0] for mention in voice.speakers] == speakers


def test_relations_are_those_of_the_sentence_that_is_asked_whichever_was_asked_before() -> None:
    nlp, relations = pipelines.load("en").nlp, Relations(pipelines.language_table("en", "labels"))
    docs = [nlp("Gunmen killed two men."), nlp("Two men fled the old town of Bor.")]

    def told(token: Token) -> tuple[str, list[str], str]:
        return (
            relations.words(token),
            [t.text for t in relations.children(token, "object")],
            relations.clause(token).text,
        )

    apart = [[told(token) for token in doc] for doc in docs]
    in_turn = [[told(doc[n]) for n in range(5) for doc in docs][at::2] for at in range(2)]
    assert in_turn == [row[:5] for row in apart]
    assert apart[0][1] == ("killed", ["men"], "killed")
