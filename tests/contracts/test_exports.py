"""Every export format: what it writes can be parsed, of nothing at all and of anything that the types allow."""

import csv
import io
import json
from collections.abc import Callable
from typing import Protocol, TextIO, cast

import pytest
from hypothesis import HealthCheck, given, settings

from according.codec import decode
from according.exports import EXPORTS, View
from according.model import Claim, Incident, Report
from strategies import known_worlds


class Exporter(Protocol):
    """What the shelf promises."""

    def write(self, view: View, out: TextIO) -> object:
        """Write the view; tell what the format could not hold."""
        ...


def parse_claims(text: str, view: View) -> None:
    assert tuple(decode(Claim, line) for line in text.split("\n")[:-1]) == tuple(view.in_order())


def parse_incidents(text: str, view: View) -> None:
    assert {decode(Incident, line).id for line in text.split("\n")[:-1]} == {incident.id for incident in view.incidents}


def parse_text(text: str, view: View) -> None:
    assert text.strip() if view.reports else True
    assert "\x1b" not in text, "colours in what is no terminal"


def parse_csv(text: str, view: View) -> None:
    rows = list(csv.reader(io.StringIO(text)))
    assert len({len(row) for row in rows}) <= 1
    assert len(rows) >= bool(view.incidents)


def parse_json(text: str, _: View) -> None:
    json.loads(text)


# A new format adds here how what it writes is parsed, by the library that its users will use.
PARSERS: dict[str, Callable[[str, View], None]] = {
    "text": parse_text,
    "jsonl": parse_claims,
    "incidents": parse_incidents,
    "csv": parse_csv,
    "geojson": parse_json,
}

every = pytest.mark.parametrize("name", EXPORTS.names())


def written(name: str, view: View) -> str:
    out = io.StringIO()
    exporter = cast("type[Exporter]", EXPORTS.take(name))()
    exporter.write(view, out)
    again = io.StringIO()
    exporter.write(view, again)
    assert again.getvalue() == out.getvalue(), "the same view is written the same"
    return out.getvalue()


def test_it_is_known_how_every_format_is_parsed() -> None:
    assert set(EXPORTS.names()) <= set(PARSERS), "add how its output is parsed"


@every
def test_nothing_is_written_as_nothing(name: str) -> None:
    view = View(reports=(), claims=(), incidents=(), links=())
    PARSERS[name](written(name, view), view)


@every
def test_a_report_without_claims_is_written(name: str) -> None:
    view = View(reports=(Report(text="It rained.", given_id="rain.txt"),), claims=(), incidents=(), links=())
    PARSERS[name](written(name, view), view)


@every
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(world=known_worlds())
def test_whatever_the_types_allow_is_written_and_parsed(
    name: str, world: tuple[tuple[Report, ...], tuple[Claim, ...], tuple[Incident, ...]]
) -> None:
    reports, claims, incidents = world
    view = View(reports=reports, claims=claims, incidents=incidents, links=())
    PARSERS[name](written(name, view), view)
