"""JSON, a claim or an incident a line: what is written can be read back, and what is left out is counted."""

import io

from hypothesis import HealthCheck, given, settings

from according.codec import decode
from according.exports import Loss, View
from according.exports.lines import ClaimLines, IncidentLines
from according.joining import join
from according.model import Claim, Incident, Report
from joining.builders import FAR_OFF, TABU, claim, day
from strategies import known_worlds

FIRST, SECOND = Report(text="the first"), Report(text="the second")
CLAIMS = (
    claim("attack", report=SECOND.id[2:], where=(FAR_OFF,), when=day(3)),
    claim("killing", report=FIRST.id[2:], at=60, words="line\u2028end\nand \x1b[0m"),
    claim("attack", report=FIRST.id[2:], at=0, where=(TABU,), when=day(0)),
    claim("warning", report=SECOND.id[2:], at=90),
)
JOINED = join(CLAIMS)
VIEW = View(reports=(FIRST, SECOND), claims=CLAIMS, incidents=JOINED.incidents, links=JOINED.links)


def test_claims_come_report_by_report_in_the_order_of_the_text() -> None:
    out = io.StringIO()
    loss = ClaimLines().write(VIEW, out)
    read = [decode(Claim, line) for line in out.getvalue().split("\n")[:-1]]
    assert read == [CLAIMS[2], CLAIMS[1], CLAIMS[0], CLAIMS[3]]
    assert loss == Loss(what={"incidents": 2})


def test_incidents_come_in_the_order_of_time() -> None:
    out = io.StringIO()
    loss = IncidentLines().write(VIEW, out)
    read = [decode(Incident, line) for line in out.getvalue().split("\n")[:-1]]
    assert read == list(JOINED.incidents)
    assert [incident.when for incident in read] == [day(0), day(3)]
    assert loss == Loss(what={"claims without an incident": 1})


def test_nothing_is_written_as_nothing() -> None:
    for exporter in (ClaimLines(), IncidentLines()):
        out = io.StringIO()
        assert exporter.write(View(), out) == Loss()
        assert out.getvalue() == ""


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(known_worlds())
def test_every_line_is_read_back_as_it_was(
    world: tuple[tuple[Report, ...], tuple[Claim, ...], tuple[Incident, ...]],
) -> None:
    """Line ends of any kind in a report's words end no line: each is one claim or incident, none is left over."""
    reports, claims, incidents = world
    view = View(reports=reports, claims=claims, incidents=incidents)
    lines, others = io.StringIO(newline=""), io.StringIO(newline="")
    ClaimLines().write(view, lines)
    IncidentLines().write(view, others)
    assert [decode(Claim, line) for line in lines.getvalue().split("\n")[:-1]] == list(view.in_order())
    assert [decode(Incident, line) for line in others.getvalue().split("\n")[:-1]] == list(incidents)
    assert not {"\r", "\x1b"} & set(lines.getvalue() + others.getvalue())
