"""The gate before the parse: what it stops, what must pass, and that its features are the same everywhere."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.errors import SettingsError
from according.model import Report
from according.ontology import load
from according.readers import Gated, open_reader
from according.readers.embedded import EmbeddedReader
from according.readers.embedded.gate import SIZE, WINDOW, Gate, hashed, load_gate, windows
from according.settings import ReadSettings, Settings

GATE = load_gate("en")
SPORT = (
    "The striker scored twice in the second half as the home side won the cup for the third time in a row. "
    "The coach praised his goalkeeper, who saved a penalty before the break, and the fans sang until midnight. "
)
VIOLENT = (
    "Gunmen killed seven farmers near Doro on Friday, police said, and rebels abducted two soldiers from a checkpoint."
)


@pytest.mark.parametrize(
    "text",
    [
        SPORT,
        "Shares of the bank fell by four per cent after it cut its forecast for the quarter, and analysts expect less.",
        "The film opened in 900 theatres and took the top of the box office; its director has signed for a sequel.",
        "The phone maker unveiled a handset with a larger screen, which goes on sale in the autumn.",
    ],
)
def test_other_fields_are_stopped(text: str) -> None:
    assert not GATE.passes(GATE.score(text))


@pytest.mark.parametrize(
    "text",
    [
        VIOLENT,
        "Thousands of people marched in the capital on Sunday to protest against the junta.",
        "The two sides signed a ceasefire on Tuesday.",
        "Some 3,000 families fled their homes after shelling in the district.",
        "Police arrested 22 opposition activists in raids across the port.",
        "Gunmen attacked the stadium; players, fans and the coach fled as police and soldiers arrived.",
    ],
)
def test_what_holds_a_claim_passes(text: str) -> None:
    assert GATE.passes(GATE.score(text))


def test_the_examples_of_the_ontology_pass() -> None:
    texts = [example.text for kind in load().values() for example in kind.examples]
    lost = [text for text in texts if not GATE.passes(GATE.score(text))]
    assert len(lost) <= len(texts) / 200, lost


def test_one_violent_paragraph_lets_a_long_page_pass() -> None:
    assert not GATE.passes(GATE.score(SPORT * 50))
    assert GATE.passes(GATE.score(SPORT * 50 + "\n\n" + VIOLENT + "\n\n" + SPORT * 50))


def test_the_markup_tells_the_score_and_the_gate() -> None:
    (stopped,) = EmbeddedReader().read([Report(text=SPORT, language="en")])
    assert not stopped.readings
    assert stopped.sentences
    assert stopped.scores["relevance"] == GATE.score(SPORT) < GATE.threshold
    assert stopped.version.endswith(f"gate {GATE.version}")
    (read,) = EmbeddedReader().read([Report(text=VIOLENT, language="en")])
    assert read.readings
    assert read.scores["relevance"] >= GATE.threshold


def test_a_setting_names_the_pipeline() -> None:
    assert open_reader(Settings()).version == EmbeddedReader().version
    with pytest.raises(SettingsError, match="'no_such_pipeline' cannot be loaded"):
        open_reader(Settings(read=ReadSettings(pipeline="no_such_pipeline"))).read([Report(text=VIOLENT)])


def test_a_setting_turns_it_off() -> None:
    reader = open_reader(Settings(read=ReadSettings(gate=False)))
    assert isinstance(reader, Gated)
    assert reader.gated is False
    (markup,) = reader.read([Report(text=SPORT, language="en")])
    assert "relevance" not in markup.scores
    assert markup.version.endswith("no gate")


def test_without_weights_everything_passes() -> None:
    assert load_gate("xx").passes(load_gate("xx").score(SPORT))


@given(st.text())
def test_any_text_has_a_score(text: str) -> None:
    assert 0 <= GATE.score(text) <= 1
    assert all(0 <= place < SIZE for places in hashed(text) for place in places)


@given(st.integers(min_value=0, max_value=500))
def test_windows_hold_every_word(words: int) -> None:
    found = list(windows(words))
    assert {n for start, end in found for n in range(start, end)} == set(range(words))
    assert all(end - start <= WINDOW for start, end in found)


def test_features_are_the_same_in_every_process() -> None:
    command = f"from according.readers.embedded.gate import hashed; print(hashed({VIOLENT!r}))"
    told = {
        subprocess.run(
            [sys.executable, "-c", command], check=True, capture_output=True, text=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert told == {f"{hashed(VIOLENT)}\n"}


def test_the_score_is_that_of_the_best_window() -> None:
    gate = Gate(weights=GATE.weights, scale=GATE.scale, bias=GATE.bias)
    assert gate.score(SPORT + VIOLENT) >= min(gate.score(SPORT), gate.score(VIOLENT))
