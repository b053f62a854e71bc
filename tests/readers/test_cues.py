"""What the first reader makes of sentences of many wars: type, roles, number, voice, place and time."""

import pytest

from according.model import Mention, Quantity, Reading, Report, Unknown, spans_of
from according.readers.cues import CuesReader

READER = CuesReader()


def read(text: str, kind: str) -> list[Reading]:
    report = Report(text=text, language="en")
    markup = READER.read([report])[0]
    assert all(text[span.start : span.end] == span.words for span in spans_of(markup))
    return [reading for reading in markup.readings if reading.type == kind]


def number(reading: Reading) -> str:
    return reading.count.span.words if isinstance(reading.count, Quantity) else reading.count.why


def words(mentions: tuple[Mention, ...]) -> list[str]:
    return [mention.span.words for mention in mentions]


GUNMEN = (
    "Gunmen on motorcycles attacked the village of Doro late on Friday, killing seven farmers and wounding 12 others, "
    "including three children, police said."
)


def test_one_sentence_gives_its_happenings_one_by_one() -> None:
    attack = read(GUNMEN, "attack")[0]
    assert words(attack.roles["initiator"]) == ["Gunmen"]
    assert words(attack.where) == ["the village of Doro"]
    killing = read(GUNMEN, "killing")[0]
    assert (words(killing.roles["affected"]), number(killing)) == (["seven farmers"], "seven")
    assert killing.voice.speakers[0].label == "police"


def test_a_part_is_a_subset_and_no_total() -> None:
    whole, part = read(GUNMEN, "wounding")
    assert isinstance(whole.count, Quantity)
    assert isinstance(part.count, Quantity)
    assert (whole.count.scope, part.count.scope) == ("incident", "subset")
    assert part.roles["affected"][0].status == "child"


@pytest.mark.parametrize(
    ("text", "speakers", "relays"),
    [
        ("The army killed 12 rebels.", [], []),
        ("Twelve rebels were killed, the army told Reuters.", ["army"], ["Reuters"]),
        ("The radio quoted a doctor as saying that 12 people were killed.", ["doctor"], ["radio"]),
        ("According to a Sky Radio report, the rebels said they had killed 12 soldiers.", ["rebels"], ["Sky Radio"]),
    ],
)
def test_who_says_so(text: str, speakers: list[str], relays: list[str]) -> None:
    voice = read(text, "killing")[0].voice
    assert [speaker.name for speaker in voice.speakers] == speakers
    assert [relay.name for relay in voice.relayed_by] == relays


def test_a_passive_report_has_an_unknown_speaker() -> None:
    voice = read("Twelve people were reported killed in Doro.", "killing")[0].voice
    assert [speaker.label for speaker in voice.speakers] == ["unknown"]
    assert voice.certainty == "reported"


def test_both_sides_of_a_sentence_keep_their_own_figures() -> None:
    text = "The rebels said they had killed 40 soldiers, but the army said only five of its troops were killed."
    theirs, ours = read(text, "killing")
    assert (theirs.voice.speakers[0].name, number(theirs)) == ("rebels", "40")
    assert (ours.voice.speakers[0].name, number(ours)) == ("army", "five")


def test_denial() -> None:
    assert (
        read("The military denied that its troops attacked the hospital in Hpakant.", "attack")[0].voice.stance
        == "denies"
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("A resident said that casualty figures were still unclear.", "unclear"),
        ("The army gave no casualty figures.", "not_given"),
        ("The ministry did not provide any death toll.", "not_given"),
    ],
)
def test_a_number_that_is_missing_says_why(text: str, why: str) -> None:
    reading = read(text, "losses")[0]
    assert isinstance(reading.count, Unknown)
    assert reading.count.why == why
    assert (reading.withheld_by is not None) == (why == "not_given")


@pytest.mark.parametrize(
    "text",
    [
        "Rebels will attack the dam if talks fail.",
        "The country has been gripped by killings for decades.",
        "The attack was the talk of the town.",
        "The general plans to attack the city.",
    ],
)
def test_what_has_not_happened_or_only_looks_back_is_not_told(text: str) -> None:
    assert not read(text, "attack")
    assert not read(text, "killing")


def test_sport_gives_nothing() -> None:
    text = (
        "United's attack was too much for the league leaders. The striker shot twice, the captain killed the game "
        "with a late goal, and the coach praised his defenders after the match."
    )
    report = Report(text=text, language="en")
    assert READER.read([report])[0].readings == ()


def test_another_language_is_told_and_not_read() -> None:
    report = Report(text="L'armée a tué douze combattants.", language="fr")
    markup = READER.read([report])[0]
    assert (markup.not_read, markup.readings) == ("French", ())


def test_the_day_of_saying_is_not_the_day_of_the_deed() -> None:
    reading = read("The army said on Wednesday that gunmen attacked Doro on Monday.", "attack")[0]
    assert isinstance(reading.voice.said, Mention)
    assert isinstance(reading.when, Mention)
    assert (reading.voice.said.span.words, reading.when.span.words) == ("Wednesday", "Monday")


SWAPS = [("soldiers", "fighters"), ("the army", "the rebels"), ("terrorists", "troops")]


@pytest.mark.parametrize(("one", "other"), SWAPS)
def test_the_sides_are_read_by_the_same_rules(one: str, other: str) -> None:
    text = "A resident said that {} killed 12 {} near Doro on Friday and seized two vehicles."
    there = read(text.format(one, other), "killing")[0]
    back = read(text.format(other, one), "killing")[0]
    assert number(there) == number(back) == "12"
    assert words(there.roles["initiator"]) == [one]
    assert words(back.roles["initiator"]) == [other]


def test_a_sum_over_several_deeds_is_no_toll_of_one() -> None:
    count = read("In those four strikes 88 people have died, the office said.", "killing")[0].count
    assert isinstance(count, Quantity)
    assert (count.span.words, count.scope) == ("88", "cumulative")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The group is committed to carrying out attacks on the city.", "attack"),
        ("A planned ceasefire in Doro was called off on Thursday.", "attack"),
        ("Residents said that it was quiet.", "clash"),
    ],
)
def test_what_is_only_intended_is_not_told(text: str, kind: str) -> None:
    assert read(text, kind) == []


def test_a_denial_by_no_is_a_denial() -> None:
    assert read("Residents said there had been no clashes in Doro.", "clash")[0].voice.stance == "denies"


def test_a_quotation_over_two_sentences_has_one_speaker() -> None:
    text = "“Soldiers killed two men in Doro. They burned six houses,” a teacher said."
    assert [s.name for s in read(text, "killing")[0].voice.speakers] == ["teacher"]
    assert [s.name for s in read(text, "arson")[0].voice.speakers] == ["teacher"]


def test_a_list_does_not_swallow_the_speaker() -> None:
    killing = read("Bandits killed 18 people, the envoy in the country said.", "killing")[0]
    assert words(killing.roles["affected"]) == ["18 people"]
    assert [s.name for s in killing.voice.speakers] == ["envoy in the country"]


def test_who_suffers_losses_is_not_who_inflicts_them() -> None:
    losses = read("The enemy suffered heavy losses near Doro, the army said.", "losses")[0]
    assert words(losses.roles["affected"]) == ["The enemy"]
    assert not losses.roles.get("initiator")


def test_they_within_what_a_body_says_is_not_always_that_body() -> None:
    text = "The army said the rebels suffered losses in every village they attacked."
    attack = read(text, "attack")[0]
    assert "army" not in attack.roles["initiator"][0].name
