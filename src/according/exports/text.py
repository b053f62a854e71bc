"""For people: per incident a heading, then what each voice says, side by side, with the words that say it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from according.exports.rows import Row, name_actors, rows_of
from according.exports.view import Loss, View
from according.exports.wording import clean, tell_number, tell_period, tell_places, tell_type
from according.model import Claim, Incident, Place, Report, Unknown

CREDIT = "Places: GeoNames, CC BY 4.0"
NARROWEST, WIDEST = 60, 160
NUMBER = 12
_STATUS_STYLES = {"contested": "bold red", "denied": "bold red", "corroborated": "green"}
_PARTS = {"initiator": "acts", "affected": "is hit", "unclear": "part unclear"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the rows of a view are looked up in."""

    claims: Mapping[str, Claim]
    reports: Mapping[str, str]
    inferred: frozenset[str]
    names: Mapping[str, str]


class Tables:
    """Headings and tables, in colour on a terminal, plain elsewhere, as wide as there is room."""

    def write(self, view: View, out: TextIO) -> Loss:
        """Write every incident and every claim; spans and scores are lost."""
        console = Console(file=out, highlight=False, markup=False, emoji=False)
        console.width = min(max(console.width, NARROWEST), WIDEST)
        if console.is_terminal:
            _show(console, view)
        else:
            with console.capture() as held:
                _show(console, view)
            # Cells are filled up with blanks, which nobody wants in a file.
            out.writelines(line.rstrip() + "\n" for line in held.get().splitlines())
        return Loss(what={"spans and scores": len(view.claims)} if view.claims else {})


def _show(console: Console, view: View) -> None:
    known = _Known(
        claims={claim.id: claim for claim in view.claims},
        reports={report.id: _name(report) for report in view.reports},
        inferred=frozenset(
            name
            for link in view.links
            if any(why.startswith("inferred") for why in link.reasons)
            for name in link.claims
        ),
        names=name_actors(view.claims),
    )
    if len(view.incidents) > 1 or len(view.reports) > 1:
        console.print(Text(f"{_overview(view)}\n"))
    for incident in _whole_before_parts(view.incidents):
        _show_incident(console, incident, known)
    joined = {name for incident in view.incidents for name in incident.claims}
    _show_others(console, [claim for claim in view.in_order() if claim.id not in joined], known)
    told = {claim.report for claim in view.claims}
    for report in view.reports:
        if report.id not in told:
            console.print(Text(f"{_name(report)}: nothing claimed", style="dim"))
    if any(isinstance(place, Place) for claim in view.claims for place in claim.where):
        console.print(Text(CREDIT, style="dim"))


def _overview(view: View) -> str:
    """What there is to see: "8 reports, 12 incidents, 3 contested"."""
    reports = len({report.id for report in view.reports} | {claim.report for claim in view.claims})
    told = [tell_number(reports, "report"), tell_number(len(view.incidents), "incident")]
    for status in ("contested", "denied"):
        number = sum(incident.status == status for incident in view.incidents)
        told += [f"{number:,} {status}"] if number else []
    return ", ".join(told)


def _name(report: Report) -> str:
    return clean(report.given_id or report.address or report.title)[:60]


def _whole_before_parts(incidents: Sequence[Incident]) -> list[Incident]:
    """Incidents in their order, each operation followed by its parts."""
    here = {incident.id for incident in incidents}
    parts: dict[str, list[Incident]] = {}
    for incident in incidents:
        if incident.part_of in here and incident.part_of is not None:
            parts.setdefault(incident.part_of, []).append(incident)
    whole = [incident for incident in incidents if incident.part_of not in here]
    return [shown for incident in whole for shown in (incident, *parts.get(incident.id, []))]


def _show_incident(console: Console, incident: Incident, known: _Known) -> None:
    level = "PART OF IT · " if incident.part_of else "OPERATION · " if incident.level == "operation" else ""
    kind = tell_type(incident.type).upper()
    where = tell_places(_heading_places(incident))
    console.print(Text(clean(f"{level}{kind} · {where} · {tell_period(incident.when)}"), style="bold"))
    console.print(_status_line(incident))
    for line in _facts(incident, known.reports):
        console.print(Text(line, style="dim"))
    _show_rows(
        console, rows_of(incident, known.claims, known.inferred, known.names), known, several=len(incident.reports) > 1
    )


def _heading_places(incident: Incident) -> Sequence[Place | Unknown]:
    """The places that are found; where none is, those that are not."""
    return [place for place in incident.where if isinstance(place, Place)] or incident.where


def _status_line(incident: Incident) -> Text:
    line = Text(incident.status, style=_STATUS_STYLES.get(incident.status, "yellow"))
    if incident.contested_fields:
        line.append(f" · voices differ on {clean(', '.join(incident.contested_fields))}", style="bold red")
    voices = tell_number(incident.independent_voices, "voice")
    reports = tell_number(len(incident.reports), "report")
    return line.append(f" · {voices} in {reports} · {clean(incident.id[:10])}", style="not bold default")


def _facts(incident: Incident, reports: Mapping[str, str]) -> Iterable[str]:
    parties = [f"{clean(party.name)} ({_PARTS[party.part]})" for party in incident.parties]
    if parties:
        yield f"parties: {', '.join(parties)}"
    missing = [place for place in incident.where if isinstance(place, Unknown)]
    if missing and len(missing) < len(incident.where):
        yield f"also named: {tell_places(missing)}"
    for row in incident.series:
        others = f"; the others may be {', '.join(clean(name[:10]) for name in row.with_)}" if row.with_ else ""
        yield f"series: “{clean(row.words)}”{others}"
    if len(incident.reports) > 1:
        yield f"reports: {', '.join(reports.get(report, clean(report[:10])) for report in incident.reports)}"


def _show_rows(console: Console, rows: Iterable[Row], known: _Known, *, several: bool) -> None:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, expand=True)
    table.add_column("voice", ratio=4, overflow="fold")
    table.add_column("claim", ratio=5, overflow="fold")
    # A table of shares heeds no least width, and "peacekeepers" must not be broken.
    table.add_column("number", width=max(NUMBER, console.width * 3 // 20), overflow="fold")
    table.add_column("the words", ratio=8, overflow="fold")
    before: Row | None = None
    for row in rows:
        again = before is not None and (row.voices, row.words, row.reports) == (
            before.voices, before.words, before.reports,
        )  # fmt: skip
        before = row
        voice = Text("; ".join(row.voices))
        if several:
            told = dict.fromkeys(known.reports.get(report, clean(report[:10])) for report in row.reports)
            voice.append(f" [{', '.join(told)}]", style="dim")
        number = Text(row.number, style="yellow" if row.is_unknown else "bold")
        if row.is_contested:
            number = Text(f"{row.number}\ncontested".strip(), style="bold red")
        quoted = " / ".join(f"“{words}”" for words in row.words)
        words = Text("in the same words", style="dim") if again else Text(quoted, style="italic")
        table.add_row(voice, Text("; ".join(row.told)), number, words)
    if table.row_count:
        console.print(table)
    console.print()


def _show_others(console: Console, claims: Sequence[Claim], known: _Known) -> None:
    if not claims:
        return
    console.print(Text("OTHER CLAIMS", style="bold"))
    console.print(Text("words about what may be, or was done elsewhere: no incident", style="dim"))
    rows = [row for claim in claims for row in rows_of(claim, known.claims, known.inferred, known.names)]
    _show_rows(console, rows, known, several=len(known.reports) > 1)
