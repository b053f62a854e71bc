"""The embedded reader: places and days of entries, and those that go on, on sentences about invented events."""

import pytest

from according.model import Mention, Reading, Report
from according.readers.embedded import EmbeddedReader

READER = EmbeddedReader()


def read(text: str, type_: str) -> list[Reading]:
    (markup,) = READER.read([Report(text=text)])
    return [reading for reading in markup.readings if reading.type == type_]


def only(text: str, type_: str) -> Reading:
    (reading,) = read(text, type_)
    return reading


def places(reading: Reading) -> list[str]:
    return [mention.name for mention in reading.where]


def test_entries_of_a_log_give_their_place_and_day() -> None:
    log = "Weekly log\n3/7 Doro: gunmen killed two herders.\n5/7 Old Barani market: bandits shot dead a trader.\n"
    first, second = read(log, "killing")
    assert (places(first), places(second)) == (["Doro"], ["Old Barani market"])
    assert [r.when.span.words for r in (first, second) if isinstance(r.when, Mention)] == ["3/7", "5/7"]


def test_rows_of_a_table_give_their_place_and_day() -> None:
    table = "Date | Place | Incident\n3 May | Doro | Gunmen killed two herders\n5 May | Barani | Trader shot dead\n"
    first, second = read(table, "killing")
    assert (places(first), places(second)) == (["Doro"], ["Barani"])
    assert [r.when.span.words for r in (first, second) if isinstance(r.when, Mention)] == ["3 May", "5 May"]


def test_the_dateline_of_a_report_is_neither_the_place_nor_the_day_of_what_it_tells() -> None:
    reading = only("DORO, May 3 (Agency) - Gunmen killed two herders, officials said.", "killing")
    assert not reading.where
    assert not isinstance(reading.when, Mention)


def test_the_datelines_of_a_round_up_are_the_places_of_what_they_tell() -> None:
    first, second = read("DORO - Gunmen killed two herders.\n\nBARANI - Nine rebels were killed.", "killing")
    assert (places(first), places(second)) == (["DORO"], ["BARANI"])


def test_who_speaks_before_a_colon_is_no_place() -> None:
    assert not only("Fighting went on.\nSarvan: nine rebels were killed.", "killing").where


def test_the_town_is_the_one_named_before() -> None:
    last = read("Rebels shelled Doro on Monday. A bomb killed two traders in the town's market.", "killing")[-1]
    assert "Doro" in places(last)
    last = read("Barani is quiet again after the clashes in Doro. Nine people were killed.", "killing")[-1]
    assert places(last) == ["Doro"]


def test_in_small_letters_the_parse_tells_a_name() -> None:
    text = "two herders were killed by gunmen in santa lucia on monday, a police spokesman said."
    assert places(only(text, "killing")) == ["santa lucia"]
    text = "two herders were killed by gunmen in vadaligarh on monday, a police spokesman said."
    assert places(only(text, "killing")) == ["vadaligarh"]  # which the parse takes for a noun
    assert not only("two herders were killed by gunmen in anger, a police spokesman said.", "killing").where
    assert not only("Two herders were killed by gunmen in anger, a police spokesman said.", "killing").where


def test_who_is_harmed_is_no_place_whatever_stands_before() -> None:
    last = read("The murder of Doku Tarane shocked many. It took place in Barani.", "killing")[0]
    assert "Doku Tarane" not in places(last)


def test_the_country_and_a_colony_are_places() -> None:
    assert places(only("Gunmen killed nine soldiers across the country, officials said.", "killing")) == ["country"]
    assert "Barani colony" in places(only("Two herders were killed in Barani colony on Monday.", "killing"))


def test_what_is_done_at_the_hands_of_somebody_is_not_done_in_him() -> None:
    assert not only("Two herders were killed at the hands of Tarane.", "killing").where


def test_in_small_letters_the_town_told_before_goes_on() -> None:
    text = "rebels attacked a bus in vadaligarh on monday, officials said. a bomb killed two traders in the city."
    assert "vadaligarh" in places(read(text, "killing")[-1])


def test_in_small_letters_the_dateline_is_the_place_of_what_is_told_without_one() -> None:
    assert places(only("vadaligarh: two herders were killed on monday, officials said.", "killing")) == ["vadaligarh"]
    text = "This story is from March 1, 2002 vadaligarh: two herders were killed on monday, officials said."
    assert places(only(text, "killing")) == ["vadaligarh"]
    assert places(only("vadaligarh: two herders were killed in santa lucia on monday.", "killing")) == ["santa lucia"]
    assert not only("updates: two herders were killed on monday, officials said.", "killing").where


@pytest.mark.parametrize(
    "text",
    [
        "Fighting between RLA and RLA-in-Opposition forces resumed near Doro town on Monday.",
        "Men of the RLA attacked the village of Doro on Monday. Ali Dumar, who speaks for the RLA, admits one dead.",
    ],
)
def test_a_body_of_people_is_no_place(text: str) -> None:
    (markup,) = READER.read([Report(text=text)])
    assert markup.readings
    assert "RLA" not in {mention.span.words for reading in markup.readings for mention in reading.where}
