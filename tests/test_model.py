"""The core types' laws: what an id depends on, what a span and a range may be, what a markup lists."""

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from according import model
from strategies import (
    DECISIONS,
    EVERY,
    PERIODS_OR_NOT,
    REPORTS,
    WORDS,
    core_types,
    names,
    read_reports,
    readings,
    spans,
)

quick = settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("kind", core_types(), ids=lambda kind: kind.__name__)
@settings(max_examples=3, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_core_value_can_be_changed(kind: Any, data: st.DataObject) -> None:
    value = data.draw(EVERY[kind])
    first = next(iter(kind.__dataclass_fields__))
    with pytest.raises(FrozenInstanceError):
        setattr(value, first, None)
    assert not hasattr(value, "__dict__"), "slots keep a value small and refuse a mistyped field"


@pytest.mark.parametrize(
    "kind", [model.Claim, model.Incident, model.Markup, model.Report], ids=lambda kind: kind.__name__
)
@quick
@given(data=st.data())
def test_what_is_large_is_told_in_one_short_line(kind: Any, data: st.DataObject) -> None:
    told = repr(data.draw(EVERY[kind]))
    assert told.startswith(f"<{kind.__name__} ")
    assert told.isprintable()
    assert len(told) <= 220


class TestSpan:
    @quick
    @given(text=st.text(min_size=1, max_size=40), start=st.integers(-5, 45), end=st.integers(-5, 45))
    def test_a_span_is_cut_where_it_lies_inside_and_refused_elsewhere(self, text: str, start: int, end: int) -> None:
        report = model.Report(text=text)
        if 0 <= start < end <= len(text):
            span = report.span(start, end)
            assert span.words == text[start:end]
            assert span.at == (start, end)
        else:
            with pytest.raises(ValueError, match="no span of words"):
                report.span(start, end)

    @quick
    @given(start=st.integers(0, 50), end=st.integers(0, 50), words=st.text(max_size=50))
    def test_offsets_and_words_agree_in_length(self, start: int, end: int, words: str) -> None:
        if end > start and len(words) == end - start:
            assert model.Span(start=start, end=end, words=words).words == words
        else:
            with pytest.raises(ValueError, match="no span of words"):
                model.Span(start=start, end=end, words=words)

    def test_offsets_count_code_points_not_bytes(self) -> None:
        report = model.Report(text="Sandaré 🕊 quiet")
        assert report.span(8, 9).words == "🕊"
        assert report.span(10, 15).words == "quiet"


class TestRanges:
    @quick
    @given(start=st.dates(), end=st.dates())
    def test_a_period_does_not_end_before_it_starts(self, start: date, end: date) -> None:
        if start <= end:
            assert model.Period(start=start, end=end, precision="days").end == end
        else:
            with pytest.raises(ValueError, match="cannot end"):
                model.Period(start=start, end=end, precision="days")

    @quick
    @given(least=st.none() | st.integers(0), most=st.none() | st.integers(0))
    def test_a_count_is_not_more_at_least_than_at_most(self, least: int | None, most: int | None) -> None:
        if least is None or most is None or least <= most:
            assert model.Count(least=least, most=most, qualifier="about", unit="dead").most == most
        else:
            with pytest.raises(ValueError, match="cannot be at most"):
                model.Count(least=least, most=most, qualifier="about", unit="dead")


class TestReport:
    @quick
    @given(report=REPORTS, other=REPORTS)
    def test_its_id_is_address_and_text_and_nothing_else(self, report: model.Report, other: model.Report) -> None:
        assert replace(other, address=report.address, text=report.text).id == report.id
        same = (report.address, report.text) == (other.address, other.text)
        assert (report.id == other.id) is same

    def test_address_and_text_do_not_run_together(self) -> None:
        assert model.Report(address="a", text="b").id != model.Report(address="", text="ab").id

    def test_a_text_with_half_a_character_still_has_an_id(self) -> None:
        assert model.Report(text="half \ud800").id.startswith("r_")

    @pytest.mark.parametrize(("text", "title"), [("One\nTwo\n", "One"), ("One", "One"), ("\nTwo", ""), ("", "")])
    def test_its_title_is_its_first_line(self, text: str, title: str) -> None:
        assert model.Report(text=text).title == title


class TestContentId:
    @quick
    @given(one=st.lists(st.text(max_size=5), max_size=3), other=st.lists(st.text(max_size=5), max_size=3))
    def test_differs_where_the_parts_differ(self, one: list[str], other: list[str]) -> None:
        assert (model.content_id("x", *one) == model.content_id("x", *other)) is (one == other)

    def test_does_not_depend_on_the_order_of_a_mapping(self) -> None:
        assert model.content_id("x", {"a": 1, "b": 2}) == model.content_id("x", {"b": 2, "a": 1})


class TestClaimId:
    @quick
    @given(pair=read_reports(), data=st.data())
    def test_does_not_change_with_what_is_looked_up_or_scored(
        self, pair: tuple[model.Report, model.Markup], data: st.DataObject
    ) -> None:
        _, markup = pair
        reading = data.draw(readings(spans()))
        other = data.draw(readings(spans()))
        elsewhere = replace(
            reading,
            score=other.score,
            where=other.where,
            when=other.when,
            series=other.series,
            background=other.background,
            supersedes=other.supersedes,
            withheld_by=other.withheld_by,
            voice=replace(other.voice, stance=reading.voice.stance),
            roles={
                role: tuple(replace(filler, name="another name", label="army", score=0.0) for filler in fillers)
                for role, fillers in reversed(tuple(reading.roles.items()))
            },
        )
        assert model.claim_id(markup, elsewhere) == model.claim_id(markup, reading)
        rescored = replace(markup, scores={"more": 1.0}, sentences=(), mentions=(), readings=(), vectors=())
        assert model.claim_id(rescored, reading) == model.claim_id(markup, reading)

    @quick
    @given(pair=read_reports(), reading=readings(spans()), data=st.data())
    def test_does_not_depend_on_the_order_of_its_words(
        self, pair: tuple[model.Report, model.Markup], reading: model.Reading, data: st.DataObject
    ) -> None:
        _, markup = pair
        shuffled = replace(
            reading,
            evidence=tuple(data.draw(st.permutations(reading.evidence))),
            roles={role: tuple(data.draw(st.permutations(fillers))) for role, fillers in reading.roles.items()},
        )
        assert model.claim_id(markup, shuffled) == model.claim_id(markup, reading)

    @quick
    @given(pair=read_reports(), reading=readings(spans()))
    def test_changes_with_report_reader_version_type_words_and_stance(
        self, pair: tuple[model.Report, model.Markup], reading: model.Reading
    ) -> None:
        _, markup = pair
        ours = model.claim_id(markup, reading)
        stance: model.Stance = "denies" if reading.voice.stance == "asserts" else "asserts"
        further = model.Span(start=20_000, end=20_001, words="x")
        others = {
            model.claim_id(replace(markup, report=markup.report + "0"), reading),
            model.claim_id(replace(markup, reader=markup.reader + "0"), reading),
            model.claim_id(replace(markup, version=markup.version + "0"), reading),
            model.claim_id(markup, replace(reading, type=reading.type + "0")),
            model.claim_id(markup, replace(reading, evidence=(*reading.evidence, further))),
            model.claim_id(markup, replace(reading, trigger=further)),
            model.claim_id(markup, replace(reading, voice=replace(reading.voice, stance=stance))),
        }
        assert len(others | {ours}) == 8


class TestIncidentId:
    @quick
    @given(claims=st.lists(names("c"), min_size=1, max_size=6), data=st.data())
    def test_does_not_depend_on_order_or_repetition(self, claims: list[str], data: st.DataObject) -> None:
        shuffled = data.draw(st.permutations(claims + claims[:2]))
        assert model.incident_id(tuple(shuffled)) == model.incident_id(tuple(claims))

    @quick
    @given(one=st.lists(names("c"), min_size=1, max_size=4), other=st.lists(names("c"), min_size=1, max_size=4))
    def test_of_two_joined_incidents_is_one_of_theirs(self, one: list[str], other: list[str]) -> None:
        joined = model.incident_id((*one, *other))
        assert joined in {model.incident_id(tuple(one)), model.incident_id(tuple(other))}
        assert joined.replace("i_", "c_", 1) in {*one, *other}, "every id it ever had is the id of a claim of it"


class TestDecision:
    @quick
    @given(decision=DECISIONS, other=DECISIONS)
    def test_its_id_is_made_of_all_that_it_holds(self, decision: model.Decision, other: model.Decision) -> None:
        assert replace(decision).id == decision.id
        assert (decision.id == other.id) is (decision == other)
        for change in ({"who": decision.who + "x"}, {"why": decision.why + "x"}, {"value": decision.value + "x"}):
            assert replace(decision, **change).id != decision.id  # type: ignore[arg-type]  # each is a text
        assert replace(decision, when=datetime(2150, 1, 1, tzinfo=UTC)).id != decision.id
        assert replace(decision, targets=decision.targets[1:]).id != decision.id


class TestMarkup:
    @quick
    @given(pair=read_reports())
    def test_spans_of_lists_every_span_that_it_holds(self, pair: tuple[model.Report, model.Markup]) -> None:
        report, markup = pair
        listed = model.spans_of(markup)
        assert all(report.text[span.start : span.end] == span.words for span in listed)
        assert sorted(_all_spans(markup), key=_place) == sorted(listed, key=_place)


def _place(span: model.Span) -> tuple[int, int, str]:
    return span.start, span.end, span.words


def _all_spans(value: object) -> list[model.Span]:
    """Find the spans in a value by walking through its fields, as nobody who forgot one would."""
    if isinstance(value, model.Span):
        return [value]
    if isinstance(value, dict):
        return [span for held in value.values() for span in _all_spans(held)]
    if isinstance(value, tuple):
        return [span for held in value for span in _all_spans(held)]
    held = getattr(type(value), "__dataclass_fields__", {})
    return [span for name in held for span in _all_spans(getattr(value, name))]


@quick
@given(value=PERIODS_OR_NOT, words=WORDS)
def test_known_gives_the_value_or_none(value: model.Period | model.Unknown, words: str) -> None:
    assert model.known(value) == (None if isinstance(value, model.Unknown) else value)
    assert model.known(words) == words
