"""The codec's laws: what is written is read back, and what is no model value is refused with its place."""

import json
from dataclasses import MISSING, fields
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from according import codec, model
from according.errors import ReportError
from strategies import EVERY, core_types, spans

ONE_PLACE = (
    '{"words":"Kayes","role":"scene","name":"Kayes","country":"ML","admin1":"Kayes","lat":14.45,"lon":-11.43,'
    '"gazetteer_id":"geonames:2455518","match":"exact","precision":"town","radius_km":5.0}'
)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
quick = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def test_every_core_type_has_a_strategy() -> None:
    assert set(EVERY) == set(core_types())


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
@quick
@given(data=st.data())
def test_what_is_encoded_is_decoded(kind: type[object], data: st.DataObject) -> None:
    value = data.draw(EVERY[kind])
    text = codec.encode(value)
    assert codec.decode(kind, text) == value
    assert "\n" not in text
    assert codec.encode(codec.decode(kind, text)) == text


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
@quick
@given(data=st.data())
def test_a_key_too_many_is_refused(kind: type[object], data: st.DataObject) -> None:
    plain = json.loads(codec.encode(data.draw(EVERY[kind])))
    with pytest.raises(ReportError, match="surplus"):
        codec.from_plain(kind, plain | {"surplus": 1})


@pytest.mark.parametrize("kind", [kind for kind in EVERY if kind is not model.Voice], ids=lambda kind: kind.__name__)
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_missing_key_is_refused_by_name(kind: Any, data: st.DataObject) -> None:
    plain = json.loads(codec.encode(data.draw(EVERY[kind])))
    needed = [item for item in fields(kind) if item.init and item.default is item.default_factory is MISSING]
    assert needed, "every other type has a field that it cannot do without"
    for item in needed:
        key = "unknown" if (kind, item.name) == (model.Unknown, "why") else item.name.removesuffix("_")
        with pytest.raises(ReportError, match=f"{kind.__name__}: the field {key} is missing"):
            codec.from_plain(kind, {name: value for name, value in plain.items() if name != key})


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
@quick
@given(plain=JSON_VALUES.filter(lambda value: value != {}))
def test_any_other_json_is_refused_as_a_report_error(kind: type[object], plain: object) -> None:
    with pytest.raises(ReportError, match=rf"^{kind.__name__}"):
        codec.from_plain(kind, plain)


@quick
@given(data=st.data(), put=JSON_VALUES)
def test_a_value_replaced_at_random_is_refused_or_read_back(data: st.DataObject, put: object) -> None:
    kind = data.draw(st.sampled_from(list(EVERY)))
    plain = json.loads(codec.encode(data.draw(EVERY[kind])))
    plain[data.draw(st.sampled_from(sorted(plain)))] = put
    try:
        value: object = codec.from_plain(kind, plain)
    except ReportError:
        return
    assert codec.decode(kind, codec.encode(value)) == value


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        (model.Span, '{"start": 0, "end": 1.0, "words": "x"}', "Span.end: Expected `int`"),
        (model.Span, '{"start": 0, "end": true, "words": "x"}', "Span.end: Expected `int`"),
        (model.Span, '{"start": 5, "end": 2, "words": "x"}', "Span: no span of words"),
        (model.Unknown, '{"unknown": "no idea"}', "Unknown.unknown: Invalid enum value 'no idea'"),
        (model.Unknown, '{"unknown": "unclear", "at": [1, 2, 3]}', "Unknown.at: expected 2 values, found 3"),
        (model.Unknown, '{"unknown": "unclear", "latest": "2024-13-01"}', "Unknown.latest: Invalid"),
        (model.Report, '{"text": "x", "published": null}', "Report.published: expected an object, found null"),
        (model.Report, '{"text": "x", "published": {"start": "2024-01-01"}}', "Report.published: expected one of"),
        (model.Report, '{"text": "x", "raw": "***"}', "Report.raw: Invalid base64"),
        (model.Report, '{"text": "x", "id": "r_0"}', "the id r_0 does not belong"),
        (model.Report, "[]", "Report: expected an object, found a list"),
        (model.Place, ONE_PLACE.replace("14.45", '"14.45"'), "Place.lat: Expected `float`"),
    ],
)
def test_a_wrong_value_is_told_with_its_place(kind: type[object], text: str, told: str) -> None:
    with pytest.raises(ReportError) as caught:
        codec.decode(kind, text)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[" * 200_000 + "]" * 200_000, "nested too deep"),
        ('{"a":' * 200_000 + "1" + "}" * 200_000, "nested too deep"),
        ("NaN", "not JSON"),
        ("Infinity", "not JSON"),
        ("1e999", "not JSON"),
        ("9" * 6000, "not JSON"),
        (r'"\ud800"', "not JSON"),
        ('"\ud800"', "not JSON"),
        (b'"\xff\xfe"', "not JSON"),
        (b"", "not JSON"),
        ("{} {}", "not JSON"),
        ('{"text": "x"', "not JSON"),
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_json_is_refused(text: str | bytes, told: str) -> None:
    with pytest.raises(ReportError, match=told):
        codec.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        '{"unknown": "unclear", "' + "x" * 1_000_000 + '": 1}',
        '{"unknown": "unclear", ' + ",".join(f'"k{n}": 1' for n in range(50_000)) + "}",
        '{"unknown": "unclear", "at": [' + ",".join(["1"] * 100_000) + "]}",
    ],
    ids=["a long key", "many keys", "a long list"],
)
def test_a_fault_is_told_in_a_line_however_large_the_input(text: str) -> None:
    with pytest.raises(ReportError) as caught:
        codec.decode(model.Unknown, text)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("score", [float("nan"), float("inf"), float("-inf")])
def test_a_score_that_is_no_number_is_not_written(score: float) -> None:
    mention = model.Mention(span=model.Span(start=0, end=1, words="x"), kind="actor", name="x", score=score)
    with pytest.raises(ReportError, match="no number"):
        codec.encode(mention)


def test_half_a_character_is_not_written() -> None:
    with pytest.raises(ReportError, match="half a character at offset 2"):
        codec.encode(model.Report(text="ab\ud800"))


def test_an_unknown_is_told_from_the_value_by_its_key() -> None:
    claim = {"field": "where", "harmed": "", "voices": [], "claims": []}
    account = codec.from_plain(model.Account, claim | {"value": {"unknown": "not_found", "words": "Binoli"}})
    assert account.value == model.Unknown(why="not_found", words="Binoli")
    account = codec.from_plain(model.Account, claim | {"value": json.loads(ONE_PLACE)})
    assert isinstance(account.value, model.Place)


@quick
@given(span=spans())
def test_keys_come_in_the_order_of_the_fields(span: model.Span) -> None:
    assert list(json.loads(codec.encode(span))) == ["start", "end", "words"]
