"""From markup to claims: who speaks, where, when, how many; what is unknown says why; what a claim's id hangs on."""

import dataclasses
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.grounding import CREDIT, World, ground, open_world
from according.grounding.actors import open_registry
from according.grounding.gazetteer import Gazetteer
from according.grounding.series import read_ordinal
from according.model import (
    Claim,
    Count,
    Markup,
    Mention,
    MentionKind,
    Period,
    Place,
    Quantity,
    Reading,
    Report,
    Span,
    Unknown,
    Voice,
    claim_id,
)
from according.settings import Settings

TEXT = """Mali: soldiers killed near Kayes
The Malian army said on Tuesday that more than 80 militants were killed in Kayes on 27 June.
The day before, gunmen burnt three vehicles in Timbuktu, a resident told Radio Orvane in a phone call.
It was the third raid in the past month. The army gave no number of the wounded in Qwxvolan.
"""
PUBLISHED = Period(start=date(2025, 7, 2), end=date(2025, 7, 2), precision="day")
REPORT = Report(text=TEXT, given_id="P1", publisher="The Orvane Post", published=PUBLISHED)


def span(words: str, report: Report = REPORT) -> Span:
    """The first stretch of a report that has these words."""
    start = report.text.index(words)
    return report.span(start, start + len(words))


def mention(words: str, kind: MentionKind = "actor", label: str = "", name: str = "", status: str = "") -> Mention:
    """A mention of these words."""
    return Mention(span=span(words), kind=kind, name=name or words, label=label, status=status)


KILLING = Reading(
    type="killing",
    trigger=span("were killed"),
    evidence=(span("more than 80 militants were killed in Kayes on 27 June"),),
    roles={
        "affected": (mention("militants", status="fighter"),),
        "initiator": (mention("The Malian army", label="army"),),
    },
    count=Quantity(span=span("more than 80"), unit="militants"),
    where=(mention("Kayes on", "place"),),
    when=mention("27 June", "time"),
    voice=Voice(speakers=(mention("The Malian army", label="army"),), said=mention("Tuesday", "time")),
    score=0.8,
)
ARSON = Reading(
    type="arson",
    trigger=span("burnt"),
    evidence=(span("gunmen burnt three vehicles in Timbuktu"),),
    roles={"initiator": (mention("gunmen"),), "object": (mention("three vehicles", "object", label="vehicle"),)},
    count=Quantity(span=span("three vehicles"), unit="vehicles"),
    where=(mention("Timbuktu", "place", label="about"),),
    when=mention("The day before", "time"),
    voice=Voice(
        speakers=(mention("a resident", label="witness"),),
        relayed_by=(mention("Radio Orvane", label="media"),),
        channel=span("a phone call"),
    ),
    series=span("the third raid in the past month"),
)
WOUNDING = Reading(
    type="wounding",
    trigger=span("wounded"),
    evidence=(span("The army gave no number of the wounded in Qwxvolan"),),
    roles={},
    count=Unknown(why="not_given", words="gave no number", at=span("gave no number").at),
    withheld_by=mention("The army", label="army"),
    where=(mention("Qwxvolan", "place"),),
    voice=Voice(),
)


def markup(*readings: Reading, mentions: tuple[Mention, ...] = ()) -> Markup:
    """A markup of the report."""
    return Markup(report=REPORT.id, reader="hand", version="1", readings=readings, mentions=mentions)


@pytest.fixture(scope="session")
def world(gazetteer: Gazetteer) -> World:
    """What is known of the world without what the user added."""
    return World(gazetteer=gazetteer, registry=open_registry())


@pytest.fixture(scope="session")
def claims(world: World) -> list[Claim]:
    """The claims of all readings, which the reader gave in no order."""
    return ground(REPORT, markup(WOUNDING, KILLING, ARSON), world)


def test_one_claim_a_reading_in_the_order_of_the_text(claims: list[Claim]) -> None:
    assert [claim.type for claim in claims] == ["killing", "arson", "wounding"]
    assert [claim.id for claim in claims] == [claim_id(markup(), each) for each in (KILLING, ARSON, WOUNDING)]
    for claim in claims:
        assert (claim.report, claim.given_id, claim.reader) == (REPORT.id, "P1", "hand/1")
        assert claim.published == PUBLISHED


def test_the_same_reading_twice_is_one_claim(world: World) -> None:
    assert len(ground(REPORT, markup(KILLING, KILLING), world)) == 1


def test_no_readings_give_no_claims(world: World) -> None:
    assert ground(REPORT, markup(), world) == []


def test_who_speaks_and_through_whom(claims: list[Claim]) -> None:
    killing, arson, wounding = claims
    assert [(actor.words, actor.kind) for actor in killing.speakers] == [("The Malian army", "army")]
    assert killing.speakers[0].actor == killing.roles["initiator"][0].actor is not None
    assert killing.relayed_by == ()
    assert killing.channel == ""
    assert [(actor.words, actor.kind) for actor in arson.speakers] == [("a resident", "witness")]
    assert [(actor.words, actor.kind) for actor in arson.relayed_by] == [("Radio Orvane", "media")]
    assert arson.channel == "a phone call"
    assert [(actor.words, actor.name, actor.kind) for actor in wounding.speakers] == [("", "The Orvane Post", "media")]


def test_an_outlet_without_a_name_is_the_outlet(world: World) -> None:
    nameless = dataclasses.replace(REPORT, publisher="")
    claim = ground(nameless, dataclasses.replace(markup(WOUNDING), report=nameless.id), world)[0]
    assert [(actor.name, actor.kind) for actor in claim.speakers] == [("the outlet", "media")]


def test_a_speaker_of_no_known_kind_is_unknown_and_a_thing_has_none(world: World) -> None:
    voice = Voice(speakers=(mention("a resident"),), relayed_by=(mention("a resident"),))
    claim = ground(REPORT, markup(dataclasses.replace(KILLING, voice=voice)), world)[0]
    assert [actor.kind for actor in (*claim.speakers, *claim.relayed_by)] == ["unknown", "unknown"]


def test_a_speaker_labelled_unknown_stays_unknown(world: World) -> None:
    voice = Voice(speakers=(mention("The Malian army", label="unknown"),))
    claim = ground(REPORT, markup(dataclasses.replace(KILLING, voice=voice)), world)[0]
    assert [actor.kind for actor in claim.speakers] == ["unknown"]


def test_the_army_is_that_of_the_country_that_the_report_is_about(claims: list[Claim]) -> None:
    killing, _, wounding = claims
    assert isinstance(wounding.count, Unknown)
    assert wounding.count.by == killing.speakers[0].actor


def test_things_keep_their_words_and_class(claims: list[Claim]) -> None:
    thing = claims[1].roles["object"][0]
    assert (thing.words, thing.class_, thing.kind, thing.actor) == ("three vehicles", "vehicle", "", None)
    assert claims[0].roles["affected"][0].status == "fighter"


def test_how_many(claims: list[Claim]) -> None:
    killing, arson, wounding = claims
    assert isinstance(killing.count, Count)
    assert (killing.count.least, killing.count.most, killing.count.unit) == (80, None, "militants")
    assert isinstance(arson.count, Count)
    assert (arson.count.least, arson.count.most) == (3, 3)
    assert isinstance(wounding.count, Unknown)
    assert (wounding.count.why, wounding.count.words) == ("not_given", "gave no number")


def test_a_count_that_is_unclear_stays_unclear(world: World) -> None:
    unclear = Unknown(why="unclear", words="no number", at=span("no number").at)
    claim = ground(REPORT, markup(dataclasses.replace(WOUNDING, count=unclear, withheld_by=None)), world)[0]
    assert claim.count == unclear


def test_where(claims: list[Claim]) -> None:
    killing, arson, wounding = claims
    (kayes,) = killing.where
    assert isinstance(kayes, Place)
    assert (kayes.country, kayes.admin1, kayes.precision, kayes.role) == ("ML", "Kayes", "town", "scene")
    assert kayes.lat == pytest.approx(14.45, abs=0.02)
    assert kayes.lon == pytest.approx(-11.43, abs=0.02)
    (timbuktu,) = arson.where
    assert isinstance(timbuktu, Place)
    assert (timbuktu.name, timbuktu.role) == ("Timbuktu", "about")
    (nowhere,) = wounding.where
    assert isinstance(nowhere, Unknown)
    assert nowhere.why == "not_found"


def test_one_place_may_play_two_parts(world: World) -> None:
    left = dataclasses.replace(KILLING, where=(mention("Timbuktu", "place", label="from"),))
    roles = [where.role for claim in ground(REPORT, markup(left, ARSON), world) for where in claim.where]
    assert roles == ["from", "about"]


def test_when_said_and_published_are_three_clocks(claims: list[Claim]) -> None:
    killing, arson, wounding = claims
    assert isinstance(killing.said, Period)
    assert killing.said.start == date(2025, 7, 1)
    assert isinstance(killing.when, Period)
    assert (killing.when.start, killing.when.end) == (date(2025, 6, 27), date(2025, 6, 27))
    assert isinstance(arson.when, Period)
    assert arson.when.start == date(2025, 6, 26), "the day before the happening told before it"
    assert isinstance(arson.said, Unknown)
    assert isinstance(wounding.when, Unknown)
    assert (wounding.when.why, wounding.when.latest) == ("not_stated", date(2025, 7, 2))


def test_two_readings_of_one_sentence_have_one_day_before(world: World) -> None:
    both = dataclasses.replace(ARSON, type="attack", trigger=span("gunmen"))
    times = [claim.when for claim in ground(REPORT, markup(KILLING, ARSON, both), world)]
    assert [time.start for time in times if isinstance(time, Period)] == [
        date(2025, 6, 27),
        date(2025, 6, 26),
        date(2025, 6, 26),
    ]


def test_what_is_said_to_have_happened_had_happened_when_it_was_said(world: World) -> None:
    undated = dataclasses.replace(KILLING, when=Unknown(why="not_stated"))
    when = ground(REPORT, markup(undated), world)[0].when
    assert isinstance(when, Unknown)
    assert when.latest == date(2025, 7, 1)


def test_without_any_date_there_is_no_latest(world: World) -> None:
    report = dataclasses.replace(REPORT, published=Unknown(why="not_stated"))
    when = ground(report, markup(WOUNDING), world)[0].when
    assert isinstance(when, Unknown)
    assert when.latest is None


def test_a_series_has_its_number_and_its_time(claims: list[Claim]) -> None:
    series = claims[1].series
    assert series is not None
    assert (series.ordinal, series.words) == (3, "the third raid in the past month")
    assert isinstance(series.within, Period)
    assert series.within.end <= date(2025, 7, 2)
    assert series.within.start >= date(2025, 5, 31)
    assert claims[0].series is None


@pytest.mark.parametrize(
    ("words", "ordinal"),
    [
        ("the third major offensive", 3),
        ("the first attack", 1),
        ("a second strike this week", 2),
        ("its twenty-first raid", 21),
        ("the 12th raid", 12),
        ("the 103rd raid", 103),
        ("a fifth of the town, the ninth attack", 5),
        ("the twelfth and the thirtieth", 12),
        ("the latest attack", None),
        ("three attacks", None),
        ("the 0th attack", None),
        ("both towns in the north", None),
        ("with health", None),
        ("", None),
    ],
)
def test_ordinals(words: str, ordinal: int | None) -> None:
    assert read_ordinal(words) == ordinal


def test_scores_tell_of_the_claim_and_of_the_place(claims: list[Claim]) -> None:
    killing, _, wounding = claims
    assert killing.scores["claim"] == 0.8
    assert 0.5 < killing.scores["where"] <= 1
    assert "where" not in wounding.scores


# Laws


def answers(claim: Claim) -> Iterator[tuple[tuple[int, int], str]]:
    """Every value of a claim that points into the text, with the words that it says stand there."""
    actors = [*claim.speakers, *claim.relayed_by, *(actor for each in claim.roles.values() for actor in each)]
    for value in (*actors, *claim.where, claim.count, claim.when, claim.said, *filter(None, [claim.series])):
        if value.at is not None:
            yield value.at, value.words
    for evidence in claim.evidence:
        yield evidence.at, evidence.words


def test_every_offset_points_at_its_words(claims: list[Claim]) -> None:
    pointed = [pair for claim in claims for pair in answers(claim)]
    assert len(pointed) > 15
    for (start, end), words in pointed:
        assert TEXT[start:end] == words


WORDS = [found.span() for found in re.finditer(r"\w+(?: \w+){0,3}", TEXT)]
SPANS = st.sampled_from(WORDS).map(lambda at: REPORT.span(*at))
LABELS = st.sampled_from(["", "army", "witness", "unknown", "from", "vehicle"])


def mentions_of(kinds: st.SearchStrategy[MentionKind]) -> st.SearchStrategy[Mention]:
    return st.builds(
        lambda held, kind, label: Mention(span=held, kind=kind, name=held.words, label=label), SPANS, kinds, LABELS
    )


ANY: st.SearchStrategy[MentionKind] = st.sampled_from(["actor", "object", "place", "happening"])
PLACES, TIMES, ACTORS = mentions_of(st.just("place")), mentions_of(st.just("time")), mentions_of(st.just("actor"))
UNSAID = st.just(Unknown(why="not_stated"))
READINGS = st.builds(
    Reading,
    type=st.sampled_from(["killing", "attack"]),
    trigger=SPANS,
    evidence=st.tuples(SPANS),
    roles=st.dictionaries(st.sampled_from(["initiator", "affected"]), st.tuples(mentions_of(ANY)), max_size=2),
    count=UNSAID | st.builds(Quantity, span=SPANS, unit=st.just("people")),
    withheld_by=st.none() | mentions_of(st.just("actor")),
    where=st.lists(PLACES, max_size=2).map(tuple),
    when=UNSAID | TIMES,
    voice=st.builds(
        Voice, speakers=st.lists(mentions_of(st.just("actor")), max_size=2).map(tuple), said=UNSAID | TIMES
    ),
    series=st.none() | SPANS,
)


@settings(max_examples=40)
@given(st.lists(READINGS, max_size=3))
def test_whatever_is_marked_gives_the_same_claims_twice_each_with_its_words(
    world: World, readings: list[Reading]
) -> None:
    marked = markup(*readings)
    grounded = ground(REPORT, marked, world)
    assert ground(REPORT, marked, world) == grounded
    assert {claim.id for claim in grounded} == {claim_id(marked, reading) for reading in readings}
    for claim in grounded:
        for (start, end), words in answers(claim):
            assert TEXT[start:end] == words


def test_a_richer_gazetteer_changes_places_and_no_id(
    world: World, own: Gazetteer, tmp_path: Path, claims: list[Claim]
) -> None:
    dump = tmp_path / "ML.txt"
    dump.write_text("900000001\tQwxvolan\t\t\t14.6\t-11.1\tP\tPPL\tML\t\t03\t\t\t\t0\t\t\tUTC\t2021-01-01\n", "utf-8")
    own.add(dump)
    richer = ground(REPORT, markup(KILLING, ARSON, WOUNDING), World(gazetteer=own, registry=world.registry))
    assert [claim.id for claim in richer] == [claim.id for claim in claims]
    (found,) = richer[2].where
    assert isinstance(found, Place)
    assert found.gazetteer_id == "geonames:900000001"


def test_the_world_opens_from_the_settings(base: Path) -> None:
    told: list[tuple[str, float]] = []
    world = open_world(Settings(cache=base.parent), lambda what, share: told.append((what, share)))
    assert world.gazetteer.find("Kayes")
    assert told == [], "the index was built already"
    assert "GeoNames" in CREDIT
    world.gazetteer.close()


def test_a_day_earlier_is_counted_from_the_day_that_its_sentence_names(world: World) -> None:
    text = "Residents of Timbuktu on Sunday buried ten men killed a day earlier."
    report = Report(text=text, published=PUBLISHED)
    told = span(text, report)
    reading = Reading(
        type="killing",
        trigger=span("killed", report),
        evidence=(told,),
        roles={},
        when=Mention(span=span("a day earlier", report), kind="time", name="a day earlier"),
        voice=Voice(),
    )
    marked = Markup(report=report.id, reader="hand", version="1", readings=(reading,), sentences=(told,))
    (claim,) = ground(report, marked, world)
    assert isinstance(claim.when, Period)
    assert claim.when.start == date(2025, 6, 28), "the Saturday before that Sunday"


def test_a_short_form_without_capitals_names_its_actor_where_nothing_has_capitals(world: World) -> None:
    def name(text: str) -> str | None:
        report = Report(text=text, published=PUBLISHED)
        who = Mention(span=span(text.split()[1], report), kind="actor", name=text.split()[1])
        reading = Reading(
            type="killing",
            trigger=span("killed", report),
            evidence=(span(text, report),),
            roles={"initiator": (who,)},
            voice=Voice(),
        )
        marked = Markup(
            report=report.id, reader="hand", version="1", readings=(reading,), sentences=(span(text, report),)
        )
        (claim,) = ground(report, marked, world)
        (actor,) = claim.roles["initiator"]
        assert actor.words == who.span.words
        return actor.actor

    assert name("the fmln killed two men in town") == "fmln"
    assert name("The fmln killed two men in Town") is None


def voiced(world: World, speaker: str, scene: str, label: str = "") -> tuple[str, str | None]:
    """Of what kind somebody is, and who, where what he tells of happened in a place."""
    report = Report(text=f"{speaker} said that two men were killed in {scene}.")
    reading = Reading(
        type="killing",
        trigger=span("killed", report),
        evidence=(span("two men were killed", report),),
        roles={},
        count=Unknown(why="not_stated"),
        where=(Mention(span=span(scene, report), kind="place", name=scene),),
        voice=Voice(speakers=(Mention(span=span(speaker, report), kind="actor", name=speaker, label=label),)),
    )
    (claim,) = ground(report, Markup(report=report.id, reader="hand", version="1", readings=(reading,)), world)
    return claim.speakers[0].kind, claim.speakers[0].actor


def test_a_government_is_foreign_where_it_tells_of_another_country(world: World) -> None:
    assert voiced(world, "Mali", "Kayes in Mali", "government") == ("government", "ml-government")
    assert voiced(world, "The United States", "Kayes in Mali") == ("foreign-government", "us-government")
    assert voiced(world, "Defense Secretary Ann Lee", "Mali", "government") == ("foreign-government", "us-government")
    assert voiced(world, "The Latvian interior ministry", "Latvia", "government") == ("government", "lv-government")


def test_a_capital_that_speaks_is_its_government(world: World) -> None:
    assert voiced(world, "Moscow", "Kayes in Mali") == ("foreign-government", "ru-government")
    assert voiced(world, "Bamako", "Mali") == ("government", "ml-government")
    assert voiced(world, "Kayes", "Mali") == ("unknown", None)
